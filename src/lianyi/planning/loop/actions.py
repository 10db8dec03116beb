"""Actions: what somebody does about a number, until when, and what they expect of it.

`expected_low` and `expected_high` are relative changes of the metric (0.10 = +10 %), against the same days before. Actions are
facts: to close one is to state its row once more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.metrics.engine import Engine
    from lianyi.planning.risks.register import Gauge

Status = Literal["open", "done", "dropped"]
STATUSES: dict[Status, Text] = {
    "open": Text("进行中", "Open"),
    "done": Text("已完成", "Done"),
    "dropped": Text("已放弃", "Dropped"),
}
SAID: dict[str, Status] = {
    **dict.fromkeys(("done", "完成", "已完成", "closed", "已关闭"), "done"),
    **dict.fromkeys(("dropped", "放弃", "已放弃", "取消", "已取消", "cancelled"), "dropped"),
}
COLUMNS = ("action_no", "title", "owner", "due_day", "expected_low", "expected_high", "metric", "status", "done_day")  # fmt: skip
EXPECTED = re.compile(
    r"([+\-−]?\d+(?:\.\d+)?)\s*[%％]\s*(?:~|～|\.\.|至|到|to)\s*([+\-−]?\d+(?:\.\d+)?)\s*[%％]"
)
FAR_DAYS = 7


@dataclass(frozen=True)
class Action:
    """One action."""

    number: str
    title: str
    owner: str = ""
    due: date | None = None
    expected_low: float | None = None
    expected_high: float | None = None
    metric: str = ""
    status: Status = "open"
    done: date | None = None

    def as_row(self) -> dict[str, Any]:
        """Return the row of the fact table."""
        values = (
            self.number, self.title, self.owner or None, self.due, self.expected_low, self.expected_high,
            self.metric or None, self.status, self.done,
        )  # fmt: skip
        return dict(zip(COLUMNS, values, strict=True))

    def closed(self, day: date, status: Status = "done") -> Action:
        """Return it closed on `day`; refuses with `action.closed` one that is closed already."""
        if self.status != "open":
            raise LianyiError("action.closed", number=self.number, day=self.done or "—")
        return replace(self, status=status, done=day)


def read_actions(engine: Engine) -> list[Action]:
    """Return all actions, by number. What Lianyi recorded goes before what a file says of the same number."""
    if not engine.columns("actions"):
        return []
    listed = ", ".join(COLUMNS)
    rows = engine.rows(f"SELECT platform, {listed} FROM actions ORDER BY platform = 'lianyi', action_no")  # fmt: skip
    found = {str(row[1]): _action(dict(zip(COLUMNS, row[1:], strict=True))) for row in rows}
    return [found[number] for number in sorted(found)]


def _action(row: Mapping[str, Any]) -> Action:
    said = str(row["status"] or "").strip().lower()
    status: Status = SAID.get(said, "done" if row["done_day"] else "open")
    return Action(
        str(row["action_no"]), row["title"] or "", row["owner"] or "", row["due_day"], row["expected_low"],
        row["expected_high"], row["metric"] or "", status, row["done_day"],
    )  # fmt: skip


def find(actions: Sequence[Action], number: str) -> Action:
    """Return the action `number`; refuses with `action.unknown`."""
    for one in actions:
        if one.number == number:
            return one
    known = "、".join(a.number for a in actions if a.status == "open") or "—"
    raise LianyiError("action.unknown", number=number, known=known)


def next_number(actions: Sequence[Action], today: date) -> str:
    """Return the number of one more action noted today: `A20261116-2`."""
    start = f"A{today:%Y%m%d}-"
    used = [int(a.number.removeprefix(start)) for a in actions if re.fullmatch(rf"{start}\d+", a.number)]  # fmt: skip
    return f"{start}{max(used, default=0) + 1}"


def read_expected(text: str) -> tuple[float, float]:
    """Return an expected effect as it is written, low end first; refuses with `action.expected`.

    >>> read_expected("+10%~+18%"), read_expected("-30% to -10%")
    ((0.1, 0.18), (-0.3, -0.1))
    """
    found = EXPECTED.fullmatch(text.strip())
    if not found:
        raise LianyiError("action.expected", text=text)
    try:
        low, high = (Decimal(part.replace("−", "-")) / 100 for part in found.groups())
    except InvalidOperation:
        raise LianyiError("action.expected", text=text) from None
    return float(min(low, high)), float(max(low, high))


def from_fallback(gauge: Gauge, today: date, lang: Lang) -> list[Action]:
    """Return one action for every step of the fallback of a risk, due from `today` on.

    The numbers follow from the risk, the day since which it stands as it does and the step: to start it twice adds nothing.
    """
    from lianyi.planning.risks.plain import steps_of

    since = gauge.since or today
    return [
        Action(
            f"{gauge.key}-{since:%Y%m%d}-{n}",
            step.name.say(lang),
            step.owner,
            today + timedelta(days=FAR_DAYS if step.within_days is None else step.within_days),
        )
        for n, step in enumerate(steps_of(gauge), 1)
    ]
