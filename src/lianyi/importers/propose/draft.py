"""A mapping in the making: cells with the reason for each, tables, and questions that only the user can answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lianyi.core.translation import Text
from lianyi.importers.propose.match import Column, Match, Matches
from lianyi.importers.propose.sheet import Sheet
from lianyi.importers.propose.steps import usual_step
from lianyi.importers.propose.vocabulary import plain, status_of, usual_statuses

Spec = dict[str, Any]
_MINOR_WORDS = ("fen", "cent", "cents", "minor", "分")
_LARGE = 1000
SEVERAL_DAYS = 5


@dataclass
class Draft:
    """What a builder fills: `cells` and `tables` as in a mapping, `why` per cell, `questions` for the user."""

    sheet: Sheet
    matches: Matches
    cells: dict[str, Spec] = field(default_factory=dict)
    why: dict[str, Text] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    questions: list[Text] = field(default_factory=list)
    demanded: list[str] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        """Return whether every one of these concepts has a column."""
        return all(n in self.matches for n in names)

    def any(self, *names: str) -> bool:
        """Return whether one of these concepts has a column."""
        return any(n in self.matches for n in names)

    def take(self, concept: str, rule: str, name: str = "", **spec: Any) -> str | None:
        """Add a cell for the concept and return its name; None where the file has no such column."""
        found = self.matches.get(concept)
        if found is None:
            return None
        return self.put(name or concept, found.column, rule, found.why, **spec)

    def put(self, name: str, column: Column, rule: str, why: Text, **spec: Any) -> str:
        """Add a cell that reads one column and return its name."""
        self.cells[name] = {"from": [column.title], "as": rule, **spec}
        self.why[name] = why
        if spec.get("required"):
            self.demanded.append(column.title)
        return name

    def id(self, concept: str, name: str = "", *, required: bool = False) -> str | None:
        """Add an identifier; a table program's 17850.0 becomes 17850 again."""
        return self.take(concept, "id", name, **({"required": True} if required else {}))

    def number(self, concept: str) -> str | None:
        """Add the identifier of a row, also from a column that is merely called `id` and never repeats."""
        if self.has(concept):
            return self.id(concept, required=True)
        found = self.matches.get("row_id")
        if found is None or found.column.profile.distinct < len(found.column.profile.texts):
            return None
        return self.id("row_id", concept, required=True)

    def text(self, concept: str, name: str = "") -> str | None:
        """Add a text."""
        return self.take(concept, "text", name)

    def count(self, concept: str, name: str = "") -> str | None:
        """Add a whole number, also with 万, w and 亿."""
        return self.take(concept, "count", name)

    def money(self, concept: str, name: str = "") -> str | None:
        """Add an amount; ask about its unit where the figures leave it open."""
        found = self.matches.get(concept)
        if found is None:
            return None
        words = plain(found.column.title).split()
        if any(w in words for w in _MINOR_WORDS) or plain(found.column.title).endswith("(分)"):
            return self.take(concept, "money", name, unit="fen")
        if found.column.profile.comma_decimal:
            cell = self.put(f"{name or concept}_text", found.column, "text", found.why)
            plain_number = f"replace(replace({cell}, '.', ''), ',', '.')"
            return f"CAST(round(TRY_CAST({plain_number} AS DECIMAL(18, 4)) * 100, 0) AS BIGINT)"
        self._doubt_unit(found)
        return self.take(concept, "money", name, round=True)

    def _doubt_unit(self, found: Match) -> None:
        numbers = sorted(found.column.profile.numbers)
        middle = abs(numbers[len(numbers) // 2]) if numbers else 0
        if numbers and middle >= _LARGE and all(n == int(n) for n in numbers):
            title = found.column.title
            self.ask(
                f"「{title}」都是整数，中位数{middle:,.0f}：这里按元读；如果是分，加上 unit: fen",
                f"'{title}' holds whole numbers with a median of {middle:,.0f}: read as whole units here; "
                "add `unit: fen` if they are minor units",
            )

    def time(self, concept: str, name: str = "", kind: str = "instant") -> str | None:
        """Add a moment or a day and return the expression that gives it."""
        found = self.matches.get(concept)
        if found is None:
            return None
        values, name = found.column.profile, name or concept
        if values.epoch and values.date > 0:
            return self._mixed_time(found, name, kind)
        if kind == "day":
            self._doubt_step(found.column)
        spec = _time_spec(found.column)
        if spec.pop("ask", False):
            title = found.column.title
            self.ask(
                f"「{title}」的日和月谁在前看不出来（format 里 %d 是日、%m 是月），请核对",
                f"whether day or month comes first in '{title}' cannot be seen (%d is the day, %m the month): check it",
            )
        return self.take(concept, kind, name, **spec)

    def _doubt_step(self, column: Column) -> None:
        """Ask where rows of days lie a week or a month apart: a sum of many days is no figure of one."""
        step = usual_step(column.profile.texts)
        if step < SEVERAL_DAYS:
            return
        title = column.title
        self.ask(
            f"「{title}」每隔{step}天一行，像是按周或按月的汇总：这里把每一行算在它那一天。"
            "按天看不准，跨周、跨月的也不准；要准，先把数摊到每一天再导入",
            f"the rows of '{title}' are {step} days apart, as weekly or monthly sums are: each is kept under its one "
            "day here. Days are then wrong, and so are weeks and months that cut a sum; spread the sums over their "
            "days before importing to have them right",
        )

    def _mixed_time(self, found: Match, name: str, kind: str) -> str:
        cell = self.put(f"{name}_text", found.column, "id", found.why)
        unit = 1_000_000 if found.column.profile.epoch == "epoch_s" else 1_000
        moment = (
            f"CASE WHEN regexp_full_match({cell}, '\\d+') THEN make_timestamp(CAST({cell} AS BIGINT) * {unit}) "
            f"ELSE CAST(timezone('UTC', coalesce(try_strptime({cell}, '%a %b %d %H:%M:%S %z %Y'), "
            f"TRY_CAST({cell} AS TIMESTAMPTZ))) AS TIMESTAMP) END"
        )
        return moment if kind == "instant" else f"CAST({moment} AS DATE)"

    def person(
        self, concept: str = "person", name: str = "person", *, required: bool = False
    ) -> str | None:
        """Add a person: the strongest identifier that the file has; masked values become nobody."""
        need = {"required": True} if required else {}
        if concept == "person":
            for strong, kind in (
                ("unionid", "unionid"),
                ("openid", "openid"),
                ("external_userid", "external_userid"),
            ):
                if self.has(strong):
                    return self.take(strong, "person", name, kind=kind, **need)
        found = self.matches.get(concept)
        if found is not None:
            kind = "phone" if found.column.profile.phone > 0.5 else "buyer_id"
            return self.take(concept, "person", name, kind=kind, **need)
        if concept == "person" and self.has("phone"):
            return self.take("phone", "person", name, kind="phone", **need)
        return None

    def status(self, concept: str = "order_status") -> str | None:
        """Add the order's status as a choice; words that say nothing are asked about."""
        found = self.matches.get(concept)
        if found is None:
            return None
        known = {t: status_of(t) for t in found.column.profile.counts if not t.isdigit()}
        choices = {text: meaning for text, meaning in known.items() if meaning}
        if not choices:
            return None
        for text in usual_statuses(list(choices)):
            choices.setdefault(text, str(status_of(text)))
        for text in (t for t, meaning in known.items() if not meaning):
            self.ask(
                f"状态「{text}」没有见过：写进 status 的 choices（unpaid、paid、shipped、completed、closed）",
                f"the status '{text}' is new: add it to the choices of status (unpaid, paid, shipped, completed, closed)",
            )
        return self.take(concept, "choice", "status", choices=choices)

    def ask(self, zh: str, en: str) -> None:
        """Add a question."""
        self.questions.append(Text(zh, en))

    def table(self, key: str, columns: dict[str, str | None], **rules: Any) -> None:
        """Fill one table; columns without an expression are left out."""
        self.tables[key] = {**rules, **{k: v for k, v in columns.items() if v is not None}}


def _time_spec(column: Column) -> Spec:
    """Say how dates are written where the usual ways do not tell: Unix time, day first, two-digit years."""
    values = column.profile
    if values.epoch:
        return {"format": values.epoch}
    parts = [re.match(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})\b", t) for t in values.texts]
    found = [m for m in parts if m]
    if not found:
        return {}
    mark, year = found[0][2], "%y" if len(found[0][4]) == 2 else "%Y"
    second_is_day = any(int(m[3]) > 12 for m in found)
    first_is_day = any(int(m[1]) > 12 for m in found)
    if first_is_day or (mark != "/" and not second_is_day):
        return {"format": _formats(f"%d{mark}%m{mark}{year}"), "ask": not first_is_day}
    spec: Spec = {"ask": not second_is_day}
    if mark != "/" or year == "%y":
        spec["format"] = _formats(f"%m{mark}%d{mark}{year}")
    return spec


def _formats(day: str) -> list[str]:
    return [f"{day} %H:%M:%S", f"{day} %H:%M", day]
