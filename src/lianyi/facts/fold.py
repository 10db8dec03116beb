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
    """One import's file of a table; `rank` orders versions, greater is newer.

    `poorer` columns were made from fewer cells than they should be: any whole version goes before them.
    """

    path: Path
    rank: int
    as_of: str
    columns: frozenset[str]
    scope: tuple[str, str] | None
    poorer: frozenset[str] = frozenset()


def quoted(name: str) -> str:
    """Return the name of a column in quotes: one that is a word of SQL (`at`) is read as a name."""
    return f'"{name}"'


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
    keys = _keys(table)
    rows = f"SELECT *, {_stand_ins(table)} FROM ({_rows(table, versions)})"
    if list(_groups(table, versions)) == [(frozenset(v.rank for v in versions), frozenset())]:
        return _newest_rows(table, rows, keys)
    counted = f"SELECT {keys} FROM every GROUP BY {keys} HAVING count(*) > 1"
    columns = ", ".join(map(quoted, (*SCOPE, *table.by_name)))
    single = f"SELECT {columns} FROM every ANTI JOIN repeated USING ({keys})"
    return (
        f"WITH every AS NOT MATERIALIZED ({rows}), repeated AS MATERIALIZED ({counted}), "
        f"versions AS MATERIALIZED (SELECT every.* FROM every SEMI JOIN repeated USING ({keys})) "
        f"({_nothing(table)} WHERE false) UNION ALL BY NAME ({single}) "
        f"UNION ALL BY NAME ({_fold_repeated(table, versions, keys)})"
    )


def _newest_rows(table: Table, rows: str, keys: str) -> str:
    """All versions have the same columns, so the newest version of a row is the row."""
    columns = ", ".join(map(quoted, (*SCOPE, *table.by_name)))
    newest = f"SELECT {keys}, max(_rank) AS _newest FROM every GROUP BY {keys} HAVING count(*) > 1"
    return (
        f"WITH every AS NOT MATERIALIZED ({rows}), repeated AS MATERIALIZED ({newest}) "
        f"SELECT {columns} FROM every LEFT JOIN repeated USING ({keys}) "
        "WHERE _newest IS NULL OR _rank = _newest"
    )


def _keys(table: Table) -> str:
    """The columns that rows are matched by. A null part of a key matches null, so it has a stand-in."""
    names = (c if table.column(c).required else f"_key_{c}" for c in table.identity)
    return ", ".join(map(quoted, (*SCOPE, *names)))


def _stand_ins(table: Table) -> str:
    optional = [c for c in table.identity if not table.column(c).required]
    listed = [f"coalesce(CAST({quoted(c)} AS VARCHAR), chr(0)) AS _key_{c}" for c in optional]
    return ", ".join(listed) or "NULL AS _key"


def _fold_repeated(table: Table, versions: Sequence[Version], keys: str) -> str:
    """Join, per group of columns that came in the same files, the newest row that had them."""
    groups = _groups(table, versions)
    named = ", ".join(quoted(c) for c in table.identity if not table.column(c).required)
    newest = f"QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY _rank DESC) = 1"
    joined = f"(SELECT {keys}{', ' + named if named else ''} FROM versions {newest}) g"
    for number, ((whole, poorer), columns) in enumerate(groups.items()):
        best = f"_rank IN ({_listed(whole)}) DESC, _rank DESC" if whole and poorer else "_rank DESC"
        joined += (
            f" LEFT JOIN (SELECT {keys}, {', '.join(map(quoted, columns))} FROM versions "
            f"WHERE _rank IN ({_listed(whole | poorer)}) "
            f"QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY {best}) = 1) g{number} USING ({keys})"
        )
    folded = [c for names in groups.values() for c in names]
    listed = ", ".join(map(quoted, (*SCOPE, *table.identity, *folded)))
    return f"SELECT {listed} FROM {joined}"


def _groups(
    table: Table, versions: Sequence[Version]
) -> dict[tuple[frozenset[int], frozenset[int]], list[str]]:
    """Columns by the versions that have them whole and the versions that have them poorer."""
    groups: dict[tuple[frozenset[int], frozenset[int]], list[str]] = {}
    for column in table.by_name:
        having = [v for v in versions if column in v.columns]
        if column in table.identity or not having:
            continue
        poorer = frozenset(v.rank for v in having if column in v.poorer)
        groups.setdefault((frozenset(v.rank for v in having) - poorer, poorer), []).append(column)
    return groups


def _listed(ranks: frozenset[int]) -> str:
    return ", ".join(str(r) for r in sorted(ranks))


def _rows(table: Table, versions: Sequence[Version]) -> str:
    """Return every version of every row with its rank; columns that a file lacks are null."""
    selects = []
    for version in versions:
        columns = ", ".join(
            f"CAST({quoted(c.name) if c.name in version.columns else 'NULL'} AS {c.sql_type}) "
            f"AS {quoted(c.name)}"
            for c in table.columns
        )
        path = str(version.path).replace("'", "''")
        selects.append(
            f"SELECT platform, store, {columns}, {version.rank} AS _rank FROM read_parquet('{path}')"
        )
    return " UNION ALL ".join(selects)


def _nothing(table: Table) -> str:
    columns = ", ".join(f"CAST(NULL AS {c.sql_type}) AS {quoted(c.name)}" for c in table.columns)
    return f"SELECT CAST(NULL AS VARCHAR) AS platform, CAST(NULL AS VARCHAR) AS store, {columns}"
