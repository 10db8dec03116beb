"""Stores built from real views say what SQL over the same views says."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from lianyi.facts import snapshots
from lianyi.facts.current import ensure
from lianyi.timelines.building import attributes, ensure_store, facts, words
from lianyi.timelines.store import Store
from tests.facts import lakes
from tests.timelines.histories import told

ORDERS = (
    {"order_no": "o1", "buyer": 11, "created_at": "2026-09-01 03:59:00", "paid_at": "2026-09-01 04:00:00", "paid_fen": 1200},
    {"order_no": "o2", "buyer": 11, "created_at": "2026-08-30 03:59:00", "paid_at": "2026-08-30 04:00:00", "paid_fen": 800},
    {"order_no": "o3", "buyer": 12, "created_at": "2026-09-02 03:59:00"},
    {"order_no": "o4", "created_at": "2026-09-02 03:59:00", "paid_at": "2026-09-02 04:00:00", "paid_fen": 5},
)  # fmt: skip
EVENTS = (
    {"event_no": "e1", "person": 11, "at": "2026-09-01 03:59:00", "event": "cart", "product_id": "tea"},
    {"event_no": "e2", "person": 11, "at": "2026-09-01 03:59:00", "event": "view", "product_id": "tea", "property_9": "red"},
    {"event_no": "e3", "person": 13, "at": "1999-12-31 15:59:59", "event": "view", "session_no": "s1"},
)  # fmt: skip


def _store(folder: Path, **tables: Any) -> Store:
    where = lakes.workspace(folder)
    if tables:
        lakes.add(where, "one", lakes.AT, **tables)
        lakes.stand(where, "one")
    return ensure_store(where, ensure(where, snapshots.latest(where.lake), None))


def test_orders_that_are_paid_and_have_a_person_stand_by_time(tmp_path: Path) -> None:
    orders = told(_store(tmp_path, orders=ORDERS, events=EVENTS), "orders")
    assert {p: [(r["at"], r["order_fen"]) for r in rows] for p, rows in orders.items()} == {
        11: [(datetime(2026, 8, 30, 12), 800), (datetime(2026, 9, 1, 12), 1200)],
        12: [],
        13: [],
    }


def test_everything_a_person_did_is_an_event_in_its_natural_order(tmp_path: Path) -> None:
    events = told(_store(tmp_path, orders=ORDERS, events=EVENTS), "events")
    assert [r["event"] for r in events[11]] == [
        *("order_created", "order_paid"),
        *("view", "cart", "order_created", "order_paid"),
    ]
    assert events[11][2]["p9"] == "red"
    assert events[11][5]["value_fen"] == 1200
    assert [r["event"] for r in events[12]] == ["order_created"]


def test_a_time_before_the_base_day_is_a_day_before_it(tmp_path: Path) -> None:
    (row,) = told(_store(tmp_path, orders=ORDERS, events=EVENTS), "events")[13]
    assert row["at"] == datetime(1999, 12, 31, 23, 59, 59)
    assert row["day"] == date(1999, 12, 31)
    assert row["session"] > 0


def test_an_empty_shop_has_an_empty_store(tmp_path: Path) -> None:
    store = _store(tmp_path)
    assert store.people == 0
    assert store.rows("events") == 0
    assert store.code("event", "view") is None


def test_invitations_of_somebody_erased_stay_apart(tmp_path: Path) -> None:
    invites = [
        {"invite_no": "n1", "inviter": 11, "invitee": None, "at": "2026-09-01 04:00:00"},
        {"invite_no": "n2", "inviter": 11, "invitee": None, "at": "2026-09-01 05:00:00"},
        {"invite_no": "n3", "inviter": 11, "invitee": 12, "at": "2026-09-01 06:00:00"},
    ]
    store = _store(tmp_path, invites=invites)
    first, second, third = told(store, "invites")[11]
    assert third["invitee"] == 12
    assert first["invitee"] < 0 > second["invitee"]
    assert first["invitee"] != second["invitee"]
    assert [r["event"] for r in told(store, "events")[11]] == ["invite_sent"] * 3
    assert store.people == 2


def test_texts_that_share_a_hash_are_coded_by_another_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    salted = facts.hash_of_text

    def poor(expression: str, salt: int) -> str:
        if salt:
            return salted(expression, salt)
        return f"CAST(length(coalesce(CAST({expression} AS VARCHAR), '')) AS UBIGINT)"

    for module in (facts, words, attributes):
        monkeypatch.setattr(module, "hash_of_text", poor)
    events = told(_store(tmp_path, orders=ORDERS, events=EVENTS), "events")
    assert [r["event"] for r in events[11]][2:4] == ["view", "cart"]
