"""Of one row, an aggregate says what it says of the group of that row alone."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.importers.mapping import Mapping, Output, shipped_mappings
from lianyi.importers.shape import shape
from lianyi.importers.single import single_row_sql

CON = duckdb.connect(config={"threads": 1})
MAPPINGS = shipped_mappings()
GROUPED = [(m, o) for m in MAPPINGS.values() for o in m.outputs if o.per]
TYPES = {
    "money": "BIGINT", "count": "BIGINT", "rate_bp": "BIGINT", "number": "DOUBLE", "percent": "DOUBLE",
    "minutes": "DOUBLE", "seconds": "DOUBLE", "instant": "TIMESTAMP", "day": "DATE", "flag": "BOOLEAN",
}  # fmt: skip


@pytest.mark.parametrize(
    ("aggregate", "row"),
    [
        ("max(a)", "(a)"),
        ("sum(a - coalesce(b, 0))", "(a - COALESCE(b, 0))"),
        ("any_value(a)", "(a)"),
        ("bool_and(a IS NULL)", "(a IS NULL)"),
    ],
)
def test_an_aggregate_of_one_row_is_its_argument(aggregate: str, row: str) -> None:
    found = single_row_sql(sqlglot.parse_one(aggregate, read="duckdb"))
    assert found is not None and found.replace("(", "").replace(")", "") == row.replace(
        "(", ""
    ).replace(")", "")


@pytest.mark.parametrize(
    "unknown",
    [
        "count(*)",
        "count(DISTINCT a)",
        "string_agg(a, ',')",
        "median(a)",
        "list(a)[1]",
        "max(a, 2)",
        "mystery(a)",
    ],
)
def test_what_is_not_known_for_certain_is_grouped(unknown: str) -> None:
    assert single_row_sql(sqlglot.parse_one(unknown, read="duckdb")) is None


@pytest.mark.parametrize(("mapping", "output"), GROUPED, ids=[m.key for m, _ in GROUPED])
@settings(max_examples=4)
@given(data=st.data())
def test_rows_alone_and_rows_in_groups_give_the_same_facts(
    mapping: Mapping, output: Output, data: st.DataObject
) -> None:
    rows = data.draw(st.lists(_row(mapping, output), min_size=1, max_size=6))
    con = CON
    cells = ", ".join(f"{c.name} {TYPES.get(c.kind, 'VARCHAR')}" for c in mapping.cells)
    con.execute(f"CREATE OR REPLACE TABLE typed (row_no BIGINT, _out BOOLEAN, {cells})")
    marks = ", ".join("?" * (len(mapping.cells) + 2))
    con.executemany(
        f"INSERT INTO typed VALUES ({marks})", [[n, False, *r] for n, r in enumerate(rows)]
    )
    shaped = shape(mapping, output, {c.name for c in mapping.cells}, "typed", "main")
    assert shaped is not None
    # max_by and the like are not used: of two lines every aggregate is a function of the whole group
    assert "repeated" in shaped.sql
    grouped = _only_grouped(shaped.sql)
    order = "ORDER BY ALL"
    assert (
        con.execute(f"FROM ({shaped.sql}) {order}").fetchall()
        == con.execute(f"FROM ({grouped}) {order}").fetchall()
    )


def _only_grouped(sql: str) -> str:
    """The same select with every group, however small, taken as a group."""
    head, _, grouped = sql.partition(" UNION ALL ")
    del head
    before, _, after = grouped.partition(" SEMI JOIN repeated r ON ")
    return before + " GROUP BY " + after.rpartition(" GROUP BY ")[2]


def _row(mapping: Mapping, output: Output) -> st.SearchStrategy[list[Any]]:
    texts = st.sampled_from([None, "", "a", "直播", "预售", "paid", "0"])
    values: dict[str, st.SearchStrategy[Any]] = {
        "BIGINT": st.none() | st.integers(-500, 500),
        "DOUBLE": st.none() | st.sampled_from([0.5, 2.0]),
        "TIMESTAMP": st.none() | st.sampled_from(["2026-09-01 10:00:00", "2026-09-02 11:00:00"]),
        "DATE": st.none() | st.sampled_from(["2026-09-01", "2026-09-02"]),
        "BOOLEAN": st.none() | st.booleans(),
        "VARCHAR": texts,
    }
    keys = st.sampled_from(["k1", "k2", "k3"])
    return st.tuples(
        *(
            keys if c.name in output.per else values[TYPES.get(c.kind, "VARCHAR")]
            for c in mapping.cells
        )
    ).map(list)
