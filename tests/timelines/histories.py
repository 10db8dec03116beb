"""What a store says, decoded person by person, and what it should say by plain SQL and Python over the views."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from lianyi.engines.embedded import Embedded
from lianyi.timelines.ranks import RANK, UNRANKED
from lianyi.timelines.store import BASE_DAY, PROPERTIES, UNKNOWN_FEN, Store

Row = dict[str, Any]
Histories = dict[int, list[Row]]
START = datetime(BASE_DAY.year, BASE_DAY.month, BASE_DAY.day)
ORDERS = (
    "SELECT person_id, platform, store, channel, created_at, paid_at, paid_fen, refund_fen, cost_fen, commission_fen, "
    "platform_fee_fen FROM orders WHERE person_id IS NOT NULL ORDER BY nth_order"
)
EVENTS = "SELECT *, property_1 AS p1, property_2 AS p2 FROM events WHERE person_id IS NOT NULL"
TOUCHES = "SELECT *, content_no AS content, promoter_id AS promoter FROM touches"
EMPTY = dict.fromkeys(("event", "channel", "content", "product", "category", *PROPERTIES), "")


def told(store: Store, stream: str) -> Histories:
    """Return per person id their rows with texts instead of codes; people who are not alive are left out."""
    found: Histories = {}
    for segment in store.segments:
        columns = segment.streams[stream].columns
        offsets = segment.streams[stream].offsets
        for number, person in enumerate(segment.person_ids):
            if segment.alive[number]:
                assert int(person) not in found
                rows = range(int(offsets[number]), int(offsets[number + 1]))
                found[int(person)] = [_row(store, columns, n) for n in rows]
    return found


def _row(store: Store, columns: Any, n: int) -> Row:
    row: Row = {}
    for name, values in columns.items():
        value = int(values[n])
        row[name] = store.dictionaries[name][value] if name in store.dictionaries else value
    row["at"] = START + timedelta(seconds=row["at"])
    row["day"] = store.day_of(row["day"])
    return row


def expected(engine: Embedded, stream: str) -> Histories:
    """Return what `told` should give, but for rows that stand at the same second and rank in any order."""
    everybody = {i for sql in _people(engine) for (i,) in engine.rows(sql)}
    found: Histories = {person: [] for person in everybody}
    for row in _RAW[stream](engine):
        found[row.pop("person")].append({**row, "day": row["at"].date()})
    for rows in found.values():
        rows.sort(key=lambda r: (r["at"], rank_of(r)))
    return found


def rank_of(row: Row) -> int:
    """Return where a row stands within its second."""
    return RANK.get(row["event"].lower(), UNRANKED) if "event" in row else 0


def same(left: Histories, right: Histories, *, is_order_fixed: bool) -> None:
    """Assert that two stores say the same, in the same order or within a second and rank in any."""
    assert left.keys() == right.keys()
    for person, rows in left.items():
        others = right[person]
        assert [_moment(r) for r in rows] == [_moment(r) for r in others], person
        if is_order_fixed:
            assert rows == others, person
        assert _bag(rows) == _bag(others), person


def _moment(row: Row) -> tuple[datetime, int]:
    return row["at"], rank_of(row)


def _bag(rows: Sequence[Row]) -> Counter[Any]:
    return Counter(tuple(sorted(row.items())) for row in rows)


def _people(engine: Embedded) -> list[str]:
    views = {
        "orders": "person_id", "events": "person_id", "touches": "person_id", "customers": "person_id",
        "person_attributes": "person_id",
    }  # fmt: skip
    asked = [(view, column) for view, column in views.items() if engine.columns(view)]
    if engine.columns("invites"):
        asked += [("invites", "inviter_id"), ("invites", "invitee_id")]
    return [f"SELECT {c} FROM {v} WHERE {c} IS NOT NULL" for v, c in asked]


def _rows(engine: Embedded, sql: str, view: str) -> Iterable[Row]:
    if not engine.columns(view):
        return []
    names, rows = engine.table(sql)
    return [dict(zip(names, row, strict=True)) for row in rows]


def _second(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _place(row: Row) -> Row:
    return {k: row.get(k) or "" for k in ("platform", "store", "channel")}


def _orders(engine: Embedded) -> Iterable[Row]:
    for r in _rows(engine, ORDERS, "orders"):
        if r["paid_at"] is None:
            continue
        margin = UNKNOWN_FEN
        if r["cost_fen"] is not None and r["paid_fen"] is not None:
            margin = r["paid_fen"] - r["cost_fen"]
            margin -= sum(r[c] or 0 for c in ("refund_fen", "commission_fen", "platform_fee_fen"))
        yield {
            "person": r["person_id"], "at": _second(r["paid_at"]), **_place(r), "order_fen": r["paid_fen"] or 0,
            "refund_fen": r["refund_fen"], "margin_fen": margin,
        }  # fmt: skip


def _events(engine: Embedded) -> Iterable[Row]:
    for r in _rows(engine, EVENTS, "events"):
        texts = {
            "content": r["content_no"], "product": r["product_id"],
            **{c: r[c] for c in ("event", "category", "p1", "p2")},
        }  # fmt: skip
        yield _event(r, r["person_id"], r["at"], r["value_fen"] or 0, r["session_no"] or 0, **texts)
    for r in _rows(engine, ORDERS, "orders"):
        for event, at, fen in (("created", r["created_at"], 0), ("paid", r["paid_at"], r["paid_fen"] or 0)):  # fmt: skip
            if at is not None:
                yield _event(r, r["person_id"], at, fen, event=f"order_{event}")
    for r in _rows(engine, TOUCHES, "touches"):
        kind = f"touch_{r['kind'] or 'unknown'}"
        yield _event(r, r["person_id"], r["at"], event=kind, content=r["content"])
    for r in _rows(engine, "SELECT * FROM invites", "invites"):
        yield _event(r, r["inviter_id"], r["at"], event="invite_sent")
        if r["joined_at"] is not None:
            yield _event(r, r["invitee_id"], r["joined_at"], event="invite_joined")


def _event(
    row: Row, person: int, at: datetime, fen: int = 0, session: object = 0, **texts: str | None
) -> Row:
    said = {name: value or "" for name, value in texts.items()}
    own = {"person": person, "at": _second(at), "value_fen": fen, "session": session}
    return {**EMPTY, **_place(row), **own, **said}


def _touches(engine: Embedded) -> Iterable[Row]:
    for r in _rows(engine, TOUCHES, "touches"):
        texts = {c: r[c] or "" for c in ("kind", "content", "promoter", "code")}
        yield {"person": r["person_id"], "at": _second(r["at"]), **_place(r), **texts}


def _invites(engine: Embedded) -> Iterable[Row]:
    for r in _rows(engine, "SELECT * FROM invites", "invites"):
        times = {c: -1 if r[c] is None else int((r[c] - START).total_seconds() // 1) for c in ("opened_at", "joined_at")}  # fmt: skip
        texts = {c: r[c] or "" for c in ("activity", "status")}
        yield {
            "person": r["inviter_id"], "at": _second(r["at"]), **_place(r), **texts, **times, "invitee": r["invitee_id"],
        }  # fmt: skip


_RAW = {"orders": _orders, "events": _events, "touches": _touches, "invites": _invites}
