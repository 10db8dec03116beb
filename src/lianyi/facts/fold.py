"""Folding: many versions of a row become the one that counts now.

The value of a *column* is that of the greatest `as_of` whose file had the column. Most rows have one
version and pass untouched; the others are folded per group of columns that came together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lianyi.facts.tables import Table

SCOPE = ("platform", "store")


@dataclass(frozen=True)
class Version:
    """One import's file of a table; `rank` orders versions, greater is newer."""

    path: Path
    rank: int
    as_of: str
    columns: frozenset[str]
    scope: tuple[str, str] | None


def fold_sql(table: Table, versions: Sequence[Version]) -> str:
    """Return the select of the rows of `table` that count, with `platform`, `store` and every column.

    A column that no import had is a typed null.
    """
    if not versions:
        return f"{_nothing(table)} WHERE false"
    groups = _scopes(versions)
    return " UNION ALL BY NAME ".join(f"({_fold_scope(table, group)})" for group in groups)


def _scopes(versions: Sequence[Version]) -> list[list[Version]]:
    """Versions of different platforms and stores never meet, unless a file names its own platforms."""
    if any(v.scope is None for v in versions):
        return [list(versions)]
    groups: dict[tuple[str, str] | None, list[Version]] = {}
    for version in versions:
        groups.setdefault(version.scope, []).append(version)
    return list(groups.values())


def _fold_scope(table: Table, versions: Sequence[Version]) -> str:
    if len(versions) == 1:
        return f"SELECT * EXCLUDE (_rank) FROM ({_rows(table, versions)})"
    keys = ", ".join((*SCOPE, *table.identity))
    present = [c for c in table.by_name if any(c in v.columns for v in versions)]
    listed = ", ".join(c for c in present if c not in table.identity)
    rows = _rows(table, versions)
    counted = f"SELECT {keys} FROM every GROUP BY {keys} HAVING count(*) > 1"
    single = f"SELECT {keys}, {listed or 'NULL'} FROM every ANTI JOIN repeated USING ({keys})"
    folded = _fold_repeated(table, versions, keys, present)
    empty = _nothing(table)
    return (
        f"WITH every AS ({rows}), repeated AS MATERIALIZED ({counted}), "
        f"versions AS MATERIALIZED (SELECT every.* FROM every SEMI JOIN repeated USING ({keys})) "
        f"({empty} WHERE false) UNION ALL BY NAME ({single}) UNION ALL BY NAME ({folded})"
    )


def _fold_repeated(
    table: Table, versions: Sequence[Version], keys: str, present: Sequence[str]
) -> str:
    """Join, per group of columns that came in the same files, the newest row that had them."""
    groups: dict[frozenset[int], list[str]] = {}
    for column in present:
        if column not in table.identity:
            having = frozenset(v.rank for v in versions if column in v.columns)
            groups.setdefault(having, []).append(column)
    if not groups:
        return f"SELECT DISTINCT {keys} FROM versions"
    parts = []
    for number, (ranks, columns) in enumerate(groups.items()):
        listed = ", ".join(str(r) for r in sorted(ranks))
        parts.append(
            f"(SELECT {keys}, {', '.join(columns)} FROM versions WHERE _rank IN ({listed}) "
            f"QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY _rank DESC) = 1) g{number}"
        )
    joined = parts[0]
    for part in parts[1:]:
        joined += f" FULL JOIN {part} USING ({keys})"
    columns = ", ".join(c for names in groups.values() for c in names)
    return f"SELECT {keys}, {columns} FROM {joined}"


def _rows(table: Table, versions: Sequence[Version]) -> str:
    """Return every version of every row with its rank; columns that a file lacks are null."""
    selects = []
    for version in versions:
        columns = ", ".join(
            f"CAST({c.name if c.name in version.columns else 'NULL'} AS {c.sql_type}) AS {c.name}"
            for c in table.columns
        )
        path = str(version.path).replace("'", "''")
        selects.append(
            f"SELECT platform, store, {columns}, {version.rank} AS _rank FROM read_parquet('{path}')"
        )
    return " UNION ALL ".join(selects)


def _nothing(table: Table) -> str:
    columns = ", ".join(f"CAST(NULL AS {c.sql_type}) AS {c.name}" for c in table.columns)
    return f"SELECT CAST(NULL AS VARCHAR) AS platform, CAST(NULL AS VARCHAR) AS store, {columns}"
