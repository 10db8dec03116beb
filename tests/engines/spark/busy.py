"""A small busy workspace: people who look, buy, come back, are touched and invite each other, by chance but always alike."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from lianyi.facts.keys import save_key
from lianyi.facts.vault import tagged
from tests.facts import lakes

BEGIN = datetime(2026, 8, 1)
DAYS = 92
COVERED = ("2026-08-01", "2026-10-31")
PEOPLE = 120
EVENTS = ("view", "view", "view", "cart", "pay", "share", "login")
CHANNELS = (None, "douyin/live", "youzan/card", "xiaohongshu/note")
Row = dict[str, Any]


def busy_workspace(folder: Path) -> Path:
    """Make the workspace in `folder`; return it."""
    where = lakes.workspace(folder)
    save_key(where.id, lakes.KEY)
    vault = lakes.vault(where)
    ids = [i for i in vault.assign([tagged("buyer_id:youzan", str(n)) for n in range(PEOPLE)]) if i]
    vault.add_links([(ids[3], ids[4])], None, "same", lakes.AT)
    vault.close()
    dice = random.Random(20261128)
    orders = [_order(dice, n, ids) for n in range(500)]
    tables: dict[str, Any] = {
        "orders": orders,
        "order_lines": [_line(dice, o, n) for o in orders for n in range(dice.randint(1, 2))],
        "events": [_event(dice, n, ids) for n in range(2_000)],
        "touches": [_touch(dice, n, ids) for n in range(500)],
        "invites": _invites(dice, ids),
        "customers": [{"person": i, "gender": dice.choice(("女", "男", None))} for i in ids[::2]],
        "person_attributes": [{"person": i, "attribute": "肤质", "value": dice.choice("ab")} for i in ids[::3]],
        "spend": [{"day": str((BEGIN + timedelta(days=d)).date()), "category": "invite", "spend_fen": 900} for d in range(DAYS)],
    }  # fmt: skip
    lakes.add(where, "aaa", "2026-11-01 00:00:00", days=COVERED, **tables)
    lakes.stand(where, "aaa")
    return where.folder


def _when(dice: random.Random) -> datetime:
    """Few seconds a day, so that rows share one; some with a part of it."""
    seconds = dice.choice((36_000, 36_001, 50_400, 75_600)) + dice.choice((0, 0, 0.25))
    return BEGIN + timedelta(days=dice.randrange(DAYS), seconds=seconds)


def _somebody(dice: random.Random, people: list[int]) -> int:
    """Some people do much more than others."""
    return people[int(len(people) * dice.random() ** 2)]


def _order(dice: random.Random, number: int, people: list[int]) -> Row:
    created = _when(dice)
    paid = dice.choice((None, created, created + timedelta(minutes=5), created + timedelta(days=2)))
    fen = dice.randint(10, 400) * 100
    return {
        "order_no": f"o{number}", "buyer": dice.choice((None, *[_somebody(dice, people)] * 9)),
        "created_at": str(created), "paid_at": paid and str(paid), "paid_fen": fen, "carrier": dice.choice((None, "live", "video")),
        "refunded_fen": dice.choice((None, None, 0, fen, 500)) if paid else None, "platform_fee_fen": dice.choice((None, 3)),
    }  # fmt: skip


def _line(dice: random.Random, order: Row, number: int) -> Row:
    return {
        "order_no": order["order_no"], "line_no": str(number), "quantity": dice.randint(1, 3),
        "sku_code": f"s{dice.randint(1, 8)}", "product_name": f"茶{dice.randint(1, 8)}", "unit_cost_fen": dice.choice((None, 200)),
    }  # fmt: skip


def _event(dice: random.Random, number: int, people: list[int]) -> Row:
    return {
        "event_no": f"e{number}", "person": _somebody(dice, people), "at": str(_when(dice)), "event": dice.choice(EVENTS),
        "product_id": dice.choice((None, "tea", "cup")), "channel": dice.choice(CHANNELS), "value_fen": dice.choice((None, 0, 700)),
        "session_no": dice.choice((None, f"s{dice.randint(1, 400)}")), "property_1": dice.choice((None, "red", "blue")),
    }  # fmt: skip


def _touch(dice: random.Random, number: int, people: list[int]) -> Row:
    return {
        "touch_no": f"t{number}", "person": _somebody(dice, people), "at": str(_when(dice)),
        "kind": dice.choice(("click", "view", "follow")), "channel": dice.choice(CHANNELS), "content_no": dice.choice((None, "v1", "v2")),
        "code": dice.choice((None, "q1")),
    }  # fmt: skip


def _invites(dice: random.Random, people: list[int]) -> list[Row]:
    """Everybody is invited by somebody before them, the first ten by nobody."""
    rows = []
    for n, invitee in enumerate(people[10:], 10):
        at = BEGIN + timedelta(days=n * DAYS // len(people), seconds=dice.randrange(40_000))
        opened = dice.choice((None, at + timedelta(hours=1), at + timedelta(hours=5)))
        joined = opened and dice.choice(
            (None, opened + timedelta(hours=2), opened + timedelta(days=1))
        )
        rows.append({
            "invite_no": f"n{n}", "inviter": people[dice.randrange(max(n // 2, 1))], "invitee": invitee, "at": str(at),
            "opened_at": opened and str(opened), "joined_at": joined and str(joined), "activity": dice.choice((None, "双11")),
        })  # fmt: skip
    return rows
