from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from lianyi.core.attributes import (
    KINDS,
    PERSON_ATTRIBUTES,
    TYPES,
    PersonAttribute,
    attribute_named,
    views_of,
)
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.engines.embedded import Embedded
from lianyi.facts.current import ensure
from lianyi.facts.snapshots import EMPTY
from tests.facts import lakes

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "attributes.md"
BUILT_IN = (
    "first_channel", "first_platform", "first_paid_day", "last_paid_day", "province", "paid_orders", "paid_fen", "net_fen",
    "days_since_last", "inviter", "is_member", "level", "tags", "gender", "region", "staff", "source",
)  # fmt: skip


def test_the_attributes_that_segments_need_come_with_lianyi() -> None:
    assert set(BUILT_IN) <= set(PERSON_ATTRIBUTES.all())


@pytest.mark.parametrize("attribute", list(PERSON_ATTRIBUTES), ids=lambda a: a.key)
def test_each_attribute_says_what_it_is(attribute: PersonAttribute) -> None:
    assert attribute.kind in KINDS and attribute.type in TYPES
    assert attribute.definition.zh.endswith("。") and attribute.definition.en.endswith(".")
    assert attribute.key in attribute.example
    assert f"`{attribute.key}`" in REFERENCE.read_text("utf-8"), "make reference WRITE=1"


@pytest.mark.parametrize("key", ["first_chanel", "", "attribute:", "attribute:  "])
def test_an_unknown_attribute_is_refused(key: str) -> None:
    with pytest.raises(LianyiError) as refused:
        attribute_named(key)
    assert refused.value.code == "person_attribute.unknown"


def test_a_declaration_that_cannot_be_meant_is_a_bug() -> None:
    name = Text("甲", "a")
    with pytest.raises(ValueError, match="kind"):
        PersonAttribute("a", name, "eternal", "text", "orders", "{as_of}", name)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="does not ask"):
        PersonAttribute("a", name, "state", "text", "orders", "SELECT 1", name)


def test_attributes_name_the_views_that_they_read() -> None:
    named = [attribute_named(k) for k in ("inviter", "level", "attribute:肤质")]
    assert views_of(named) == {"invites", "customers", "person_attributes"}


def test_over_an_empty_workspace_orders_say_nothing(tmp_path: Path) -> None:
    engine = Embedded(ensure(lakes.workspace(tmp_path / "shop"), EMPTY, None))
    of_orders = [a for a in PERSON_ATTRIBUTES if a.view == "orders"]
    for attribute in of_orders:
        assert engine.rows(attribute.select(date(2026, 11, 15))) == []
    assert len(of_orders) == 9


def _orders(*rows: tuple[object, ...]) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(
        "CREATE TABLE orders (person_id BIGINT, created_at TIMESTAMP, paid_at TIMESTAMP, channel VARCHAR, province VARCHAR, "
        "paid_fen BIGINT, refund_fen BIGINT, platform VARCHAR DEFAULT 'p', store VARCHAR DEFAULT 's', order_no VARCHAR, "
        "paid_day DATE, is_paid BOOLEAN)"
    )
    for number, row in enumerate(rows):
        con.execute(
            "INSERT INTO orders (person_id, created_at, paid_at, channel, province, paid_fen, refund_fen, order_no) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [*row, f"o{number}"],
        )
    con.execute("UPDATE orders SET paid_day = CAST(paid_at AS DATE), is_paid = paid_at IS NOT NULL")
    return con


def test_nothing_after_the_day_counts() -> None:
    con = _orders(
        (1, datetime(2026, 1, 5), datetime(2026, 1, 5, 23, 59, 59), "live", None, 100, 40),
        (1, datetime(2026, 1, 6), datetime(2026, 1, 6), "note", "浙江", 30, 0),
        (1, datetime(2026, 1, 1), datetime(2026, 1, 9), "mall", "江苏", 5, 0),
        (None, datetime(2026, 1, 1), datetime(2026, 1, 1), "mall", "江苏", 5, 0),
    )

    def at(key: str, day: int) -> object:
        rows = con.execute(PERSON_ATTRIBUTES.get(key).select(date(2026, 1, day))).fetchall()
        assert all(person == 1 for person, _ in rows) and len(rows) <= 1
        return rows[0][1] if rows else None

    assert [at("paid_orders", d) for d in (4, 5, 6, 9)] == [None, 1, 2, 3]
    assert [at("paid_fen", d) for d in (5, 9)] == [100, 135]
    assert [at("net_fen", d) for d in (5, 9)] == [60, 95]
    assert [at("first_channel", d) for d in (4, 5, 9)] == [None, "live", "live"]
    assert [at("province", d) for d in (5, 6, 9)] == [None, "浙江", "浙江"]
    assert [at("first_paid_day", d) for d in (5, 9)] == [date(2026, 1, 5)] * 2
    assert [at("days_since_last", d) for d in (5, 8, 9, 10)] == [0, 2, 0, 1]


def test_orders_of_one_second_have_one_first_channel() -> None:
    at = datetime(2026, 1, 5)
    rows = [(1, at, at, channel, None, 1, 0) for channel in ("b", "a", "c")]
    sql = PERSON_ATTRIBUTES.get("first_channel").select(date(2026, 1, 5))
    assert _orders(*rows).execute(sql).fetchall() == [(1, "b")]  # o0 stands before o1 and o2
