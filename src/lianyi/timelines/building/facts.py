"""The facts of one view as a builder reads them: SQL over its files, in a connection with limits of its own.

Texts leave as hashes: fetching a hash costs a tenth of joining a dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lianyi.engines.embedded import view_statements
from lianyi.engines.people import threads
from lianyi.facts.current import Current
from lianyi.facts.duck import silent
from lianyi.timelines.store import Array
from lianyi.timelines.streams import BASE_SECONDS, PEOPLE, PLANS, Source, StreamPlan

MEMORY_LIMIT = "1200MB"
CHUNK_ROWS = 2_000_000
WORDS = re.compile(r"\w+")
UNASKED = frozenset({"day", "carrier", "source", "channel_group", "more"})


class Facts:
    """A connection to the views of `current`; `scratch` takes what does not fit into memory.

    `salt` chooses among hash functions of text.
    """

    def __init__(self, current: Current, scratch: Path, salt: int = 0) -> None:
        self.folder = current.folder
        self.salt = salt
        self._narrow = scratch / "narrow"
        self._files: dict[str, Path] = {}
        self.con: Any = silent()
        self.con.execute(f"SET temp_directory={_quoted(scratch / 'spill')}")
        self.con.execute(f"SET memory_limit='{MEMORY_LIMIT}'")
        self.con.execute(f"SET threads={threads()}")
        self.con.execute("SET preserve_insertion_order=false")
        self.con.execute(f"SET TimeZone='{current.zone}'")
        for statement in view_statements(current):
            self.con.execute(statement)
        listed = self.con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal")
        self._empty: dict[str, frozenset[str]] = {}
        self.views = frozenset(name for (name,) in listed.fetchall())

    def close(self) -> None:
        """Close the connection."""
        self.con.close()

    def has(self, view: str) -> bool:
        """Whether the snapshot has this view."""
        return (self.folder / f"{view}.parquet").exists()

    def file(self, view: str, *, numbered: bool = False) -> str:
        """Return SQL for the rows of a view."""
        more = ", file_row_number=true" if numbered else ""
        path = self._files.get(view, self.folder / f"{view}.parquet")
        return f"read_parquet({_quoted(path)}{more})"

    def choose(self, people: Array) -> None:
        """Make the table `chosen (chosen_id)` of `people`."""
        self.con.execute(
            "CREATE OR REPLACE TEMP TABLE chosen AS SELECT unnest(CAST(? AS BIGINT[])) AS chosen_id",
            [people.tolist()],
        )

    def narrow(self, people: Array) -> None:
        """Choose `people`, and from now on read only rows that name one of them.

        Files hold the rows of everybody in each part: they are gone through once here instead of once a question.
        """
        self.choose(people)
        self._narrow.mkdir()
        persons: dict[str, set[str]] = {}
        for source in (s for plan in PLANS for s in self.sources(plan)):
            persons.setdefault(source.view, set()).add(source.person)
        for view, columns in persons.items():
            where = " OR ".join(f"{c} IN (FROM chosen)" for c in sorted(columns))
            path = self._narrow / f"{view}.parquet"
            needed = ", ".join(f'"{c}"' for c in self.needed(view))
            self.con.execute(
                f"COPY (SELECT {needed} FROM {self.file(view)} WHERE {where}) "
                f"TO {_quoted(path)} (FORMAT parquet, COMPRESSION lz4_raw)"
            )
            self._files[view] = path

    def needed(self, view: str) -> list[str]:
        """Return the columns of a view's file without what nobody asks for: what nothing fills, groups of channels."""
        unused = UNASKED | set(self.unfilled(view))
        return [c for c in self.columns(view) if c not in unused]

    def unfilled(self, view: str) -> list[str]:
        """Return the text columns of streams that no row of a view fills and nothing else is made of."""
        sources = [s for plan in PLANS for s in plan.sources if s.view == view]
        texts = {text for s in sources for text in s.text.values()}
        said = " ".join(
            part
            for s in sources
            for part in (*(t for t in s.text.values() if not t.isidentifier()), *s.numbers.values(), s.where, s.content)
        )  # fmt: skip
        return sorted(t for t in texts if not self.fills(view, t) and t not in WORDS.findall(said))

    def columns(self, view: str) -> list[str]:
        """Return the columns of a view's file."""
        rows = self.con.execute(f"DESCRIBE SELECT * FROM {self.file(view)}").fetchall()
        return [row[0] for row in rows]

    def fills(self, view: str, expression: str) -> bool:
        """Whether an expression over a view has a value anywhere; in doubt it has. Costs nothing: files say it of columns."""
        if view not in self._empty:
            rows = self.con.execute(
                "SELECT path_in_schema FROM parquet_metadata(?) GROUP BY path_in_schema "
                "HAVING count(stats_null_count) = count(*) AND sum(stats_null_count) = sum(num_values)",
                [str(self.folder / f"{view}.parquet")],
            ).fetchall()
            self._empty[view] = frozenset(name for (name,) in rows)
        return expression not in self._empty[view]

    def text(self, source: Source, column: str) -> str:
        """Return the expression of a text column; NULL where the source has none or no row fills it."""
        expression = source.text.get(column, "NULL")
        return expression if self.fills(source.view, expression) else "NULL"

    def rows(self, view: str) -> int:
        """Return how many rows a view has."""
        return int(self.con.execute(f"SELECT count(*) FROM {self.file(view)}").fetchone()[0])

    def sources(self, plan: StreamPlan) -> list[Source]:
        """Return the sources of a stream that this snapshot has."""
        return [s for s in plan.sources if self.has(s.view)]

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Run one SELECT and return its rows."""
        found: list[tuple[Any, ...]] = self.con.execute(sql).fetchall()
        return found

    def arrays(self, sql: str) -> dict[str, Array]:
        """Run one SELECT and return its columns."""
        found: dict[str, Array] = self.con.execute(sql).fetchnumpy()
        return found


def hash_of_text(expression: str, salt: int) -> str:
    """Return SQL for the hash by which a text is known; nothing and "" are the same text."""
    more = f" || '#{salt}'" if salt else ""
    return f"hash(coalesce(CAST({expression} AS VARCHAR), ''){more})"


def where_of(source: Source) -> str:
    """Return the condition under which a row of the view is a row of the stream."""
    return f'({source.where}) AND {source.person} IS NOT NULL AND "{source.at}" IS NOT NULL'


def hash_of_row(facts: Facts, plan: StreamPlan, source: Source) -> str:
    """Return SQL for a number that any change of a row changes: every expression of the source is in it.

    A text that no row has is the same as an empty one in each, so files without it need not be read for it.
    """
    said = "CAST(0 AS UBIGINT)"
    for column in (c for c in plan.text if c in source.text):
        text = f"coalesce(CAST({facts.text(source, column)} AS VARCHAR), '')"
        said = f"xor({said}, hash('{column}', {text}))"
    parts = [
        f"'{plan.name}'",
        f"CAST({source.person} AS BIGINT)",
        f'epoch_us("{source.at}")',
        *(f"CAST({source.numbers[c]} AS BIGINT)" for c in plan.numbers if c in source.numbers),
        source.content,
        source.turn or "0",
        said,
    ]
    # Hashed twice: the inner one combines by multiplication and xor, and sums of those could cancel out.
    return f"hash(hash({', '.join(parts)}))"


def people_of(facts: Facts) -> Array:
    """Return the ids of everybody, ascending."""
    return facts.arrays(f"{people_sql(facts)} ORDER BY person_id")["person_id"]


def people_sql(facts: Facts) -> str:
    """Return the SELECT of the ids of everybody, each once."""
    parts = [
        f"SELECT CAST({column} AS BIGINT) AS person_id FROM {facts.file(view)} WHERE {column} IS NOT NULL AND {where}"
        for view, column, where in PEOPLE
        if facts.has(view)
    ]
    sql = " UNION ".join(parts) or "SELECT CAST(0 AS BIGINT) AS person_id WHERE false"
    return f"SELECT DISTINCT person_id FROM ({sql})"


def digests_of(facts: Facts) -> dict[str, Array]:
    """Return per person with rows `person_id`, the number of `rows`, and the `digest` of all of them.

    A digest is the sum of the rows' hashes modulo 2^64, whatever their order.
    """
    parts = [
        f"SELECT CAST({source.person} AS BIGINT) AS person_id, {hash_of_row(facts, plan, source)} AS hash "
        f"FROM {facts.file(source.view)} WHERE {where_of(source)}"
        for plan in PLANS
        for source in facts.sources(plan)
    ]
    every = " UNION ALL ".join(parts) or "SELECT CAST(0 AS BIGINT) AS person_id, CAST(0 AS UBIGINT) AS hash WHERE false"  # fmt: skip
    return facts.arrays(
        "SELECT person_id, count(*) AS rows, CAST(sum(hash) % 18446744073709551616 AS UBIGINT) AS digest "
        f"FROM ({every}) GROUP BY person_id ORDER BY person_id"
    )


class Rows:
    """The rows of the streams: of everybody, or of the people of the table `chosen (chosen_id)`."""

    def __init__(self, facts: Facts, *, only_chosen: bool) -> None:
        self.facts = facts
        self._only = "SEMI JOIN chosen ON chosen_id = {person}" if only_chosen else ""

    def counted(self, plan: StreamPlan) -> Iterator[tuple[Array, Array]]:
        """Yield per source of a stream (person ids, rows of each)."""
        for source in self.facts.sources(plan):
            found = self.facts.arrays(
                f"SELECT CAST({source.person} AS BIGINT) AS id, count(*) AS n "
                f"FROM {self._from(source, None)} GROUP BY id"
            )
            yield found["id"], found["n"]

    def reach(self, plan: StreamPlan) -> dict[str, tuple[int, int]]:
        """Return the smallest and the largest value of `at` and of every number of a stream; nothing without rows."""
        reach: dict[str, tuple[int, int]] = {}
        for source in self.facts.sources(plan):
            asked = {"at": f'CAST(floor(epoch_us("{source.at}") / 1000000) AS BIGINT) - {BASE_SECONDS}', **source.numbers}  # fmt: skip
            listed = ", ".join(f"min({sql}), max({sql})" for sql in asked.values())
            row = self.facts.con.execute(
                f"SELECT {listed} FROM {self._from(source, None)}"
            ).fetchone()
            for name, low, high in zip(asked, row[::2], row[1::2], strict=True):
                if low is not None:
                    before = reach.get(name, (low, high))
                    reach[name] = min(before[0], low), max(before[1], high)
        return reach

    def chunks(
        self, plan: StreamPlan, text: Sequence[str], numbers: Sequence[str]
    ) -> Iterator[dict[str, Array]]:
        """Yield the rows of a stream in no order, about `CHUNK_ROWS` at a time.

        Columns: `id`, `us` (microseconds since 1970), `hash`, `turn` where the stream has turns, the hashes of the
        `text` columns and the `numbers`.
        """
        for source in self.facts.sources(plan):
            columns = [
                f"CAST({source.person} AS BIGINT) AS id",
                f'epoch_us("{source.at}") AS us',
                f"{hash_of_row(self.facts, plan, source)} AS hash",
                *([f"CAST({source.turn or 0} AS UBIGINT) AS turn"] if plan.has_turns else []),
                *(
                    f"{hash_of_text(self.facts.text(source, c), self.facts.salt)} AS {c}"
                    for c in text
                ),
                *(f"CAST({source.numbers.get(c, '0')} AS BIGINT) AS {c}" for c in numbers),
            ]
            total = self.facts.rows(source.view)
            for first in range(0, total, CHUNK_ROWS):
                limits = None if total <= CHUNK_ROWS else (first, first + CHUNK_ROWS)
                yield self.facts.arrays(f"SELECT {', '.join(columns)} FROM {self._from(source, limits)}")  # fmt: skip

    def _from(self, source: Source, limits: tuple[int, int] | None) -> str:
        cut = f" AND file_row_number >= {limits[0]} AND file_row_number < {limits[1]}" if limits else ""  # fmt: skip
        view = self.facts.file(source.view, numbered=limits is not None)
        return f"{view} {self._only.format(person=source.person)} WHERE {where_of(source)}{cut}"


def text_sql(facts: Facts, plans: Sequence[StreamPlan], column: str) -> str | None:
    """Return the select of all texts of a column, of every stream that has it; None where no fact fills it."""
    parts = [
        f"SELECT CAST({source.text[column]} AS VARCHAR) AS value FROM {facts.file(source.view)} WHERE {where_of(source)}"
        for plan in plans
        for source in facts.sources(plan)
        if column in source.text and facts.fills(source.view, source.text[column])
    ]
    return " UNION ALL ".join(parts) or None


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
