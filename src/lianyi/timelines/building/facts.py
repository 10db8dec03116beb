"""The facts of one view as a builder reads them: rows of a stream with numbers for people and codes for text.

Everything here is SQL over the files of the view, in a connection with limits of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lianyi.engines.embedded import view_statements
from lianyi.engines.people import threads
from lianyi.facts.current import Current
from lianyi.facts.duck import silent
from lianyi.timelines.store import Array
from lianyi.timelines.streams import BASE_SECONDS, PEOPLE, Source, StreamPlan

MEMORY_LIMIT = "1200MB"
CHUNK_ROWS = 4_000_000
WIDE = "CAST({} AS BIGINT)"


class Facts:
    """A connection to the views of `current`; `scratch` takes what does not fit into memory."""

    def __init__(self, current: Current, scratch: Path) -> None:
        self.folder = current.folder
        self.con: Any = silent()
        self.con.execute(f"SET temp_directory={_quoted(scratch / 'spill')}")
        self.con.execute(f"SET memory_limit='{MEMORY_LIMIT}'")
        self.con.execute(f"SET threads={threads()}")
        self.con.execute("SET preserve_insertion_order=false")
        self.con.execute(f"SET TimeZone='{current.zone}'")
        for statement in view_statements(current):
            self.con.execute(statement)
        self._columns: dict[str, frozenset[str]] = {}

    def close(self) -> None:
        """Close the connection."""
        self.con.close()

    def has(self, view: str) -> bool:
        """Whether the snapshot has this view."""
        return (self.folder / f"{view}.parquet").exists()

    def file(self, view: str, *, numbered: bool = False) -> str:
        """Return SQL for the rows of a view."""
        more = ", file_row_number=true" if numbered else ""
        return f"read_parquet({_quoted(self.folder / f'{view}.parquet')}{more})"

    def rows(self, view: str) -> int:
        """Return how many rows a view has."""
        return int(self.con.execute(f"SELECT count(*) FROM {self.file(view)}").fetchone()[0])

    def sources(self, plan: StreamPlan) -> list[Source]:
        """Return the sources of a stream that this snapshot has."""
        return [s for s in plan.sources if self.has(s.view)]

    def arrays(self, sql: str) -> dict[str, Array]:
        """Run one SELECT and return its columns."""
        found: dict[str, Array] = self.con.execute(sql).fetchnumpy()
        return found


def where_of(source: Source) -> str:
    """Return the condition under which a row of the view is a row of the stream."""
    return f'({source.where}) AND ({source.person}) IS NOT NULL AND "{source.at}" IS NOT NULL'


def hash_of(plan: StreamPlan, source: Source) -> str:
    """Return SQL for a number that any change of a row changes; every expression of the source is in it."""
    parts = [
        f"'{plan.name}'",
        f"CAST({source.person} AS BIGINT)",
        f'epoch_us("{source.at}")',
        *(f"CAST({source.text.get(c, 'NULL')} AS VARCHAR)" for c in plan.text),
        *(WIDE.format(source.numbers.get(c, "NULL")) for c in plan.numbers),
        source.content,
        source.turn or "0",
    ]
    # Hashed twice: the inner one combines by multiplication and xor, and sums of those could cancel out.
    return f"hash(hash({', '.join(parts)}))"


def people_sql(facts: Facts) -> str:
    """Return the select of everybody's `person_id`, once."""
    parts = [
        f"SELECT {column} AS person_id FROM {facts.file(view)} WHERE {column} IS NOT NULL AND {where}"
        for view, column, where in PEOPLE
        if facts.has(view)
    ]
    return " UNION ".join(parts) or "SELECT CAST(NULL AS BIGINT) AS person_id WHERE false"


def coded_sql(plan: StreamPlan, source: Source, view: str, rows: tuple[int, int] | None) -> str:
    """Return the select of coded rows: `person`, `us`, `hash`, `turn`, the columns of the stream.

    It joins the tables `persons (person_id, person)` and `code_<column> (value, code)`; `rows` are the first row of the
    file and the one after the last.
    """
    inner = [f"CAST({source.person} AS BIGINT) AS person_id", f'epoch_us("{source.at}") AS us', f"{hash_of(plan, source)} AS hash"]  # fmt: skip
    outer = ["p.person", "r.us", "r.hash"]
    joins = ["JOIN persons p USING (person_id)"]
    if plan.has_turns:
        inner.append(f"CAST({source.turn or 0} AS UBIGINT) AS turn")
        outer.append("r.turn")
    for name in plan.text:
        if name not in source.text:
            outer.append(f"CAST(0 AS UTINYINT) AS {name}")
            continue
        inner.append(f"CAST({source.text[name]} AS VARCHAR) AS text_{name}")
        joins.append(f"LEFT JOIN code_{name} c_{name} ON c_{name}.value = r.text_{name}")
        outer.append(f"coalesce(c_{name}.code, 0) AS {name}")
    for name in plan.numbers:
        inner.append(f"CAST({source.numbers.get(name, '0')} AS BIGINT) AS {name}")
        outer.append(f"r.{name}")
    limits = f" AND file_row_number >= {rows[0]} AND file_row_number < {rows[1]}" if rows else ""
    return (
        f"SELECT {', '.join(outer)} FROM (SELECT {', '.join(inner)} FROM {view} "
        f"WHERE {where_of(source)}{limits}) r {' '.join(joins)}"
    )


def chunks(facts: Facts, plan: StreamPlan) -> Iterator[dict[str, Array]]:
    """Yield the coded rows of a stream, at most `CHUNK_ROWS` at a time, in no order."""
    for source in facts.sources(plan):
        total = facts.rows(source.view)
        for first in range(0, total, CHUNK_ROWS):
            limits = None if total <= CHUNK_ROWS else (first, min(first + CHUNK_ROWS, total))
            view = facts.file(source.view, numbered=limits is not None)
            yield facts.arrays(coded_sql(plan, source, view, limits))


def counted(facts: Facts, plan: StreamPlan) -> Iterator[tuple[Array, Array]]:
    """Yield per source of a stream (person, rows)."""
    for source in facts.sources(plan):
        found = facts.arrays(
            f"SELECT person, count(*) AS n FROM (SELECT CAST({source.person} AS BIGINT) AS person_id "
            f"FROM {facts.file(source.view)} WHERE {where_of(source)}) JOIN persons USING (person_id) GROUP BY person"
        )
        yield found["person"], found["n"]


def reach_of(facts: Facts, plan: StreamPlan) -> tuple[int, int] | None:
    """Return the first and the last second of a stream, counted from the base day; None without rows."""
    found = [
        facts.con.execute(
            f'SELECT epoch_us(min("{source.at}")), epoch_us(max("{source.at}")) FROM {facts.file(source.view)} WHERE {where_of(source)}'
        ).fetchone()
        for source in facts.sources(plan)
    ]
    ends = [us // 1_000_000 - BASE_SECONDS for pair in found for us in pair if us is not None]
    return (min(ends), max(ends)) if ends else None


def text_sql(facts: Facts, plans: Sequence[StreamPlan], column: str) -> str:
    """Return the select of all texts of a column, of every stream that has it."""
    parts = [
        f"SELECT CAST({source.text[column]} AS VARCHAR) AS value FROM {facts.file(source.view)} WHERE {where_of(source)}"
        for plan in plans
        for source in facts.sources(plan)
        if column in source.text
    ]
    return " UNION ALL ".join(parts) or "SELECT CAST(NULL AS VARCHAR) AS value WHERE false"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
