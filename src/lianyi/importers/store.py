"""In the parent: typed cells become fact files in the lake, with people sealed on the way."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lianyi.facts.duck import silent
from lianyi.facts.durable import aside, publish
from lianyi.facts.erase import FREE_TEXT
from lianyi.facts.lake import Part, fact_path
from lianyi.facts.tables import Table
from lianyi.facts.vault import Vault
from lianyi.importers.rules import quote
from lianyi.importers.shape import Shaped

MEMORY_LIMIT = "700MB"


@dataclass(frozen=True)
class Typed:
    """The relation of typed cells: open Parquet files, Excel's first data row, and which rows stay out.

    Where the child wrote two files, the first has `split` rows and `rest_fd` those after them. `also_bad` is
    SQL over the cells that is true for rows which the workspace refuses (see `checks`).
    """

    fd: int
    first_row: int
    hard_bits: int
    group: tuple[str, ...] = ()
    skip_bad: bool = False
    rest_fd: int = -1
    split: int = 0
    also_bad: str = ""

    def relation(self) -> str:
        """Return the SQL of the typed rows with `row_no` and `_out`."""
        source = self._file(self.fd, self.first_row)
        if self.split:
            rest = self._file(self.rest_fd, self.first_row + self.split)
            source = f"({source} UNION ALL {rest})"
        bad = f"(_bad & {self.hard_bits}) <> 0"
        if self.also_bad:
            bad = f"({bad} OR {self.also_bad})"
        base = (
            f"SELECT * EXCLUDE (_row, _bad, _raw, _nth), "
            f"coalesce(TRY_CAST(_row AS BIGINT), _nth) AS row_no, _skip OR {bad} AS _out FROM {source}"
        )
        if not (self.skip_bad and self.group):
            return f"({base})"
        # A bad line takes the other lines of its order along: half an order would be a wrong order.
        keys = ", ".join(self.group)
        bad_groups = f"SELECT {keys} FROM {source} WHERE NOT _skip AND {bad}"
        matched = (
            f"({keys}) IN ({bad_groups})" if len(self.group) > 1 else f"{keys} IN ({bad_groups})"
        )
        return f"(SELECT * REPLACE (_out OR coalesce({matched}, false) AS _out) FROM ({base}))"

    def left_out(self, con: Any) -> list[int]:
        """Return the Excel rows that stay out because they or others of their group are bad."""
        listed = con.execute(
            f"SELECT row_no FROM {self.relation()} WHERE _out AND NOT _skip ORDER BY row_no"
        )
        return [int(row[0]) for row in listed.fetchall()]

    def _file(self, fd: int, first_row: int) -> str:
        return (
            f"(SELECT * EXCLUDE (file_row_number), file_row_number + {first_row} AS _nth "
            f"FROM read_parquet('/proc/self/fd/{fd}', file_row_number=true))"
        )


def connect(temp: Path) -> Any:
    """Return a DuckDB connection of the import's own, with bounded memory."""
    temp.mkdir(parents=True, exist_ok=True)
    con = silent()
    con.execute(f"SET memory_limit={quote(MEMORY_LIMIT)}")
    con.execute(f"SET temp_directory={quote(str(temp))}")
    con.execute("SET threads=2")
    con.execute("SET preserve_insertion_order=false")
    return con


def people_in(con: Any, relation: str, cells: Sequence[str]) -> list[str]:
    """Return everybody named in `cells`, as `kind<US>value`, each once."""
    if not cells:
        return []
    named = " UNION ".join(
        f"SELECT DISTINCT {c} AS v FROM {relation} WHERE {c} IS NOT NULL AND NOT _out"
        for c in cells
    )
    return [row[0] for row in con.execute(named).fetchall()]


def seal_people(con: Any, vault: Vault, relation: str, cells: Sequence[str]) -> int:
    """Make the temp table `people(value, id)` of everybody named in `cells`; return how many there are."""
    con.execute("CREATE OR REPLACE TEMP TABLE people (value VARCHAR, id BIGINT)")
    values = people_in(con, relation, cells)
    ids = vault.assign(values) if values else []
    known = [(v, i) for v, i in zip(values, ids, strict=True) if i is not None]
    if known:
        import numpy as np

        sealed = {
            "value": np.array([v for v, _ in known], dtype=object),
            "id": np.array([i for _, i in known], dtype=np.int64),
        }
        con.execute("INSERT INTO people SELECT value, id FROM sealed")
        del sealed
    return len(values)


def link_people(
    con: Any, vault: Vault, pairs: Sequence[tuple[str, str]], import_id: str, at: str
) -> int:
    """Record which identifiers stand for one person by the rows of `typed`; return how many pairs.

    The links count while the import stands: undoing it parts them again.
    """
    found: set[tuple[int, int]] = set()
    for first, second in pairs:
        found |= set(
            con.execute(
                f"SELECT DISTINCT a.id, b.id FROM typed t JOIN people a ON t.{first} = a.value "
                f"JOIN people b ON t.{second} = b.value WHERE NOT t._out AND a.id <> b.id"
            ).fetchall()
        )
    if found:
        vault.add_links(sorted(found), import_id, "one row of an import", at)
    return len(found)


def write_part(con: Any, lake: Path, import_id: str, shaped: Shaped, scope: Scope) -> Part | None:
    """Write one table of one import; None when it has no rows and covers nothing."""
    target = fact_path(lake, shaped.table.key, import_id)
    written = aside(target)
    con.execute(
        f"COPY ({_sealed_sql(shaped)}) TO {quote(str(written))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
    )
    rows, first, last = _extent(con, written, shaped, scope)
    if not rows and scope.covers is None:
        written.unlink()
        return None
    with written.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    publish(written, target)
    partial = (
        last is not None
        and last >= scope.as_of_local.date()
        and scope.as_of_local.time() < LAST_MINUTE
    )
    days = (_iso(first), _iso(last), partial)
    return Part(shaped.table.key, rows, shaped.columns, *days, digest, shaped.poorer)


LAST_MINUTE = datetime(2000, 1, 1, 23, 59).time()


@dataclass(frozen=True)
class Scope:
    """What is known about an import besides its rows."""

    zone: str
    as_of_local: datetime
    covers: tuple[date, date] | None


def _sealed_sql(shaped: Shaped) -> str:
    """Replace the text of people by their identifiers, and what somebody erased wrote by nothing."""
    names = [c for c in shaped.columns if shaped.table.column(c).type in ("person", "phone")]
    if not names:
        return shaped.sql
    replaced = [f"p{i}.id AS {name}" for i, name in enumerate(names)]
    if "person" in names:
        # Named in the file and yet without an identifier: the vault has barred them.
        erased = f"s.person IS NOT NULL AND p{names.index('person')}.id IS NULL"
        texts = [c for c in FREE_TEXT.get(shaped.table.key, ()) if c in shaped.columns]
        replaced += [f"CASE WHEN {erased} THEN NULL ELSE s.{c} END AS {c}" for c in texts]
    joins = " ".join(
        f"LEFT JOIN people p{i} ON s.{name} = p{i}.value" for i, name in enumerate(names)
    )
    return f"SELECT s.* REPLACE ({', '.join(replaced)}) FROM ({shaped.sql}) s {joins}"


def _extent(
    con: Any, path: Path, shaped: Shaped, scope: Scope
) -> tuple[int, date | None, date | None]:
    """Count rows and say which business days they span, unless the scope says it better."""
    times = [c for c in _time_columns(shaped.table) if c in shaped.columns]
    spans = "".join(f', min("{c}"), max("{c}")' for c in times)
    rows, *ends = con.execute(
        f"SELECT count(*){spans} FROM read_parquet({quote(str(path))})"
    ).fetchone()
    if scope.covers is not None:
        return rows, *scope.covers
    for name, low, high in zip(times, ends[0::2], ends[1::2], strict=True):
        if low is not None:
            kind = shaped.table.column(name).type
            return rows, _local_day(low, kind, scope.zone), _local_day(high, kind, scope.zone)
    return rows, None, None


def _time_columns(table: Table) -> list[str]:
    named = [table.time] if table.time else []
    return named + [
        c.name for c in table.columns if c.type in ("instant", "day") and c.name != table.time
    ]


def _local_day(value: Any, kind: str, zone: str) -> date:
    if kind == "day":
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    local: datetime = value.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
    return local.date()


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def latest_moment(con: Any, relation: str, cells: Map[str, str], zone: str) -> datetime | None:
    """Return the latest moment (UTC) that the `cells` (name → kind) name, or None.

    Where there are days only, it is the end of the latest one in `zone`: a file that speaks of a day
    was made when that day was over.
    """
    latest = _latest(con, relation, [name for name, kind in cells.items() if kind == "instant"])
    if latest is not None:
        return latest
    day = _latest(con, relation, [name for name, kind in cells.items() if kind == "day"])
    if day is None:
        return None
    end = day.replace(hour=23, minute=59, second=59, tzinfo=ZoneInfo(zone))
    return end.astimezone(UTC).replace(tzinfo=None)


def _latest(con: Any, relation: str, names: Sequence[str]) -> datetime | None:
    if not names:
        return None
    highest = ", ".join(f"max(CAST({name} AS TIMESTAMP))" for name in names)
    values = con.execute(f"SELECT {highest} FROM {relation} WHERE NOT _out").fetchone()
    return max((v for v in values if v is not None), default=None)


def anonymous_file(folder: Path) -> int:
    """Return the descriptor of a file without a name: a kill leaves nothing behind."""
    folder.mkdir(parents=True, exist_ok=True)
    if hasattr(os, "O_TMPFILE"):
        try:
            return os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o600)
        except OSError:
            pass  # some network file systems do not know nameless files
    path = folder / f".aside-{os.getpid()}-{os.urandom(6).hex()}"
    fd = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    path.unlink()
    return fd
