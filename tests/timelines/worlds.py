"""Small worlds: imports that overlap, of people who are sometimes one, for stores that must not care how facts came."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from lianyi.engines.embedded import Embedded
from lianyi.facts import snapshots
from lianyi.facts.current import Current, ensure
from lianyi.facts.vault import Vault, tagged
from lianyi.facts.workspace import Workspace
from lianyi.timelines.building import ensure_store
from lianyi.timelines.store import Store
from tests.facts import lakes

PEOPLE = 12
IMPORTS = 5
EVENT_NAMES = ("view", "View", "cart", "pay", "留言", "加购")
AT = "2026-11-23T00:00:00+00:00"


class World:
    """A workspace with `IMPORTS` imports made from `seed`; none stands at first."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.workspace: Workspace = lakes.workspace(folder)
        self.vault: Vault = lakes.vault(self.workspace)
        ids = self.vault.assign([tagged("buyer_id:douyin", str(n)) for n in range(PEOPLE)])
        self.ids = [i for i in ids if i is not None]
        self.standing: list[str] = []
        dice = random.Random(seed)
        for number in range(IMPORTS):
            tables: dict[str, Any] = {
                name: rows for name, rows in _tables(dice, self.ids).items() if rows
            }
            as_of = f"2026-11-{dice.randint(1, 20):02d}T00:00:00+00:00"
            platform = dice.choice(("youzan", "youzan", "douyin"))
            days = ("2026-09-01", "2026-09-03")
            lakes.add(self.workspace, f"i{number}", as_of, platform=platform, days=days, **tables)

    def stand(self, *imports: str) -> None:
        """Let exactly these imports count."""
        self.standing = list(imports)
        lakes.stand(self.workspace, *imports)

    def link(self, a: int, b: int) -> None:
        """Say that two identifiers are one person."""
        self.vault.add_links([(self.ids[a], self.ids[b])], None, "same", AT)

    def unlink(self, a: int, b: int) -> None:
        """Take that back."""
        self.vault.remove_link(self.ids[a], self.ids[b], "other", AT)

    @property
    def current(self) -> Current:
        """The view of what stands now."""
        return ensure(self.workspace, snapshots.latest(self.workspace.lake), self.vault)

    def engine(self) -> Embedded:
        """SQL over that view."""
        return Embedded(self.current)

    def store(self) -> Store:
        """The timelines, made from those that there are."""
        return ensure_store(self.workspace, self.current)

    def fresh_store(self, folder: Path) -> Store:
        """The timelines as somebody builds them who has none."""
        return ensure_store(Workspace(folder, self.workspace.settings), self.current)


def _tables(dice: random.Random, people: list[int]) -> dict[str, list[dict[str, Any]]]:
    """Return rows whose keys are few, so that imports speak of the same facts and disagree."""
    return {
        "orders": [_order(dice, people) for _ in range(dice.randint(0, 12))],
        "events": [_event(dice, people) for _ in range(dice.randint(0, 25))],
        "touches": [_touch(dice, people) for _ in range(dice.randint(0, 6))],
        "invites": [_invite(dice, people) for _ in range(dice.randint(0, 6))],
        "customers": [
            {"person": dice.choice(people), "gender": dice.choice(("女", "男", None))}
            for _ in range(dice.randint(0, 3))
        ],
        "order_lines": [_line(dice) for _ in range(dice.randint(0, 10))],
        "person_attributes": [
            {
                "person": dice.choice(people),
                "attribute": dice.choice(("肤质", "size")),
                "value": dice.choice(("a", "b", "")),
            }
            for _ in range(dice.randint(0, 5))
        ],
    }


def _when(dice: random.Random) -> str:
    """Few seconds, so that many rows share one; some with a part of a second."""
    part = dice.choice(("", "", ".25", ".75"))
    return f"2026-09-0{dice.randint(1, 3)} 1{dice.randint(0, 1)}:00:0{dice.randint(0, 3)}{part}"


def _order(dice: random.Random, people: list[int]) -> dict[str, Any]:
    created, paid = _when(dice), dice.choice((None, _when(dice), _when(dice)))
    return {
        "order_no": f"o{dice.randint(1, 20)}", "buyer": dice.choice((None, *people)), "created_at": created, "paid_at": paid,
        "paid_fen": dice.randint(1, 5) * 100, "refunded_fen": dice.choice((None, 0, 100)),
        "carrier": dice.choice((None, "live", "video")), "platform_fee_fen": dice.choice((None, 3)),
    }  # fmt: skip


def _line(dice: random.Random) -> dict[str, Any]:
    return {
        "order_no": f"o{dice.randint(1, 20)}", "line_no": "1", "quantity": dice.randint(1, 2), "sku_code": "s1",
        "unit_cost_fen": dice.choice((None, 20, 30)),
    }  # fmt: skip


def _event(dice: random.Random, people: list[int]) -> dict[str, Any]:
    return {
        "event_no": f"e{dice.randint(1, 60)}", "person": dice.choice(people), "at": _when(dice),
        "event": dice.choice(EVENT_NAMES), "product_id": dice.choice((None, "", "tea", "cup")),
        "channel": dice.choice((None, "app", "mini")), "value_fen": dice.choice((None, 0, 7)),
        "property_1": dice.choice((None, "red", f"tone {dice.randint(1, 9)}")), "property_2": dice.choice((None, "x")),
    }  # fmt: skip


def _touch(dice: random.Random, people: list[int]) -> dict[str, Any]:
    return {
        "touch_no": f"t{dice.randint(1, 9)}", "person": dice.choice(people), "at": _when(dice),
        "kind": dice.choice((None, "click", "下单")), "code": dice.choice((None, "q1", "q2")),
        "content_no": dice.choice((None, "v1")),
    }  # fmt: skip


def _invite(dice: random.Random, people: list[int]) -> dict[str, Any]:
    inviter, invitee = dice.sample(people, 2)
    return {
        "invite_no": f"n{dice.randint(1, 9)}", "inviter": inviter, "invitee": invitee, "at": _when(dice),
        "opened_at": dice.choice((None, _when(dice))), "joined_at": dice.choice((None, _when(dice))),
        "activity": dice.choice((None, "双11")),
    }  # fmt: skip
