from __future__ import annotations

from functools import cache
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit

from lianyi.timelines.kernels import counts

PEOPLE = 5
Row = tuple[int, int, int, bool]
rows = st.lists(
    st.tuples(st.integers(0, PEOPLE - 1), st.integers(-2, 6), st.integers(-3, 9), st.booleans()),
    max_size=30,
)
spans = st.tuples(st.integers(-4, 8), st.integers(-4, 8))


@cache
def checked(name: str) -> Any:
    """The kernel with bounds checks on."""
    return njit(boundscheck=True)(getattr(counts, name).py_func)


class Laid:
    """Rows (person, day, value, counts) as arrays, sorted by person and day."""

    def __init__(self, given: list[Row], *, filtered: bool) -> None:
        self.rows = sorted(given, key=lambda r: r[:2])
        per_person = [sum(r[0] == p for r in self.rows) for p in range(PEOPLE)]
        self.offsets = np.concatenate([[0], np.cumsum(per_person)]).astype(np.int64)
        self.day = np.array([r[1] for r in self.rows], np.int32)
        self.value = np.array([r[2] for r in self.rows], np.int64)
        self.keep = np.array([r[3] for r in self.rows] if filtered else [], np.bool_)
        self.filtered = filtered

    def run(self, name: str, taken: Any, *more: Any, empty: int = 0) -> list[int]:
        """Run a kernel over three ranges of people, each with its own part of `keep`."""
        out = np.full(PEOPLE, empty, np.int64)
        for first, after in ((0, 2), (2, 2), (2, PEOPLE)):
            base, end = int(self.offsets[first]), int(self.offsets[after])
            common = (first, after, taken, self.offsets, self.day)
            if name in ("first_day", "last_day"):
                checked(name)(*common, *more, out)
                continue
            kept = self.keep[base:end] if self.filtered and end > base else self.keep[:0]
            value = (self.value, *more[2:]) if name == "add_values" else ()
            checked(name)(*common, *more[:2], kept, base, *value, out)
        return out.tolist()

    def sql(self, value: str, low: int, high: int, empty: int | None = 0) -> list[Any]:
        """The same in SQL."""
        con = duckdb.connect(config={"threads": 1})
        con.execute("CREATE TABLE log (person INT, day INT, value BIGINT, counts BOOLEAN)")
        if self.rows:
            con.executemany("INSERT INTO log VALUES (?, ?, ?, ?)", self.rows)
        kept = " AND counts" if self.filtered else ""
        found = con.execute(
            f"SELECT person, {value} FROM log WHERE day BETWEEN {low} AND {high}{kept} GROUP BY person"
        )
        numbers = dict(found.fetchall())
        return [numbers.get(p, empty) for p in range(PEOPLE)]


ALL = np.ones(PEOPLE, np.bool_)


@settings(max_examples=25)
@given(rows, spans, st.booleans())
def test_counts_sums_and_days_are_those_of_sql(
    given_rows: list[Row], span: tuple[int, int], filtered: bool
) -> None:
    log = Laid(given_rows, filtered=filtered)
    assert log.run("count_rows", ALL, *span) == log.sql("count(*)", *span)
    assert log.run("count_days", ALL, *span) == log.sql("count(DISTINCT day)", *span)
    assert log.run("add_values", ALL, *span, 1) == log.sql("sum(value)", *span)
    assert log.run("add_values", ALL, *span, -1) == log.sql("-sum(value)", *span)


@settings(max_examples=25)
@given(rows, st.integers(-4, 8))
def test_first_and_last_days_are_those_of_sql(given_rows: list[Row], high: int) -> None:
    log = Laid(given_rows, filtered=False)
    none = counts.NO_DAY
    assert log.run("first_day", ALL, high, empty=none) == log.sql("min(day)", -99, high, none)
    assert log.run("last_day", ALL, high, empty=none) == log.sql("max(day)", -99, high, none)


@pytest.mark.parametrize("name", ["count_rows", "count_days", "add_values", "last_day"])
def test_people_who_are_not_asked_for_keep_what_they_had(name: str) -> None:
    log = Laid([(0, 1, 5, True), (1, 1, 5, True)], filtered=False)
    taken = np.array([False, True, False, False, False])
    more = (3,) if name == "last_day" else (0, 3, 1)[: 3 if name == "add_values" else 2]
    found = log.run(name, taken, *more, empty=-7)
    assert found[0] == -7 and found[1] != -7
