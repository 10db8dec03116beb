"""What an import would change, without changing anything: the current facts before and after, compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from lianyi.core.money import minor_digits
from lianyi.facts import snapshots
from lianyi.facts.current import versions_of
from lianyi.facts.fold import Version, fold_sql
from lianyi.facts.lake import Manifest, check_parts, fact_path, read_manifest
from lianyi.facts.tables import TABLES, Table
from lianyi.facts.tables.base import SCOPE
from lianyi.facts.vault import Vault
from lianyi.facts.workspace import Workspace
from lianyi.facts.zones import to_local_sql
from lianyi.importers.cells import PERSON_SEPARATOR
from lianyi.importers.family import stem
from lianyi.importers.store import people_in

PERSONAL = re.compile(
    r"姓名|收[件货]人|联系人|手机|电话|号码$|地址|街道|身份证|昵称|留言|备注|邮箱|微信号"
    r"|\b(name|phone|e-?mail|address|zip|note)",
    re.IGNORECASE,
)


def personal(headers: Sequence[str]) -> list[str]:
    """Return those of the columns that nobody reads which are likely to speak of people."""
    return [header for header in headers if PERSONAL.search(header)]


def recall_people(con: Any, vault: Vault, relation: str, cells: Sequence[str]) -> None:
    """Make the temp table `people(value, id)` from what the vault knows already; it learns nothing.

    People whom it does not know get numbers below zero, so that they are nobody else.
    """
    con.execute("CREATE TEMP TABLE people (value VARCHAR, id BIGINT)")
    rows = []
    for number, value in enumerate(people_in(con, relation, cells), 1):
        kind, _, plain = value.partition(PERSON_SEPARATOR)
        known = vault.find(kind, plain)
        rows.append((value, -number if known is None else known))
    if rows:
        import numpy as np

        told = {
            "value": np.array([v for v, _ in rows], dtype=object),
            "id": np.array([i for _, i in rows], dtype=np.int64),
        }
        con.execute("INSERT INTO people SELECT value, id FROM told")
        del told


def changes(con: Any, workspace: Workspace, manifest: Manifest, folder: Path) -> dict[str, Any]:
    """Return what the import `manifest`, whose fact files lie in `folder`, would change.

    `tables`: per table `new`, `updated` and `unchanged` rows and, by column, how many rows get another
    value. `gmv_paid_by_month`: minor units that would come (or go) per month of payment, before
    exclusions; orders in another currency are left out.
    """
    lake = workspace.lake
    standing = [read_manifest(lake, i) for i in snapshots.latest(lake).imports]
    check_parts(lake, standing, {part.table for part in manifest.parts})
    before = versions_of(lake, standing)
    # One import of a file counts at a time: the new one would take the place of that which stands.
    others = [m for m in standing if stem(m.id) != stem(manifest.id)]
    after = versions_of(lake, [*others, manifest])
    told: dict[str, Any] = {"tables": {}, "minor_digits": minor_digits(workspace.currency)}
    for part in manifest.parts:
        table = TABLES.get(part.table)
        own = fact_path(lake, part.table, manifest.id)
        fresh = fact_path(folder, part.table, manifest.id)
        newer = [replace(v, path=fresh) if v.path == own else v for v in after[part.table]]
        touched = [v for v in newer if v.path == fresh]
        _compare(con, table, before.get(part.table, []), newer, touched)
        told["tables"][part.table] = _counts(con, table)
        if part.table == "orders":
            told["gmv_paid_by_month"] = _by_month(con, workspace)
    return told


def _compare(
    con: Any,
    table: Table,
    before: Sequence[Version],
    after: Sequence[Version],
    touched: Sequence[Version],
) -> None:
    """Make `pairs`: for every key of the new file the row as it would be (a) and as it is (b)."""
    # In quotes: `at` is a word of SQL
    names = [f'"{c}"' for c in (*SCOPE, *table.identity)]
    same = " AND ".join(f"{{0}}.{k} IS NOT DISTINCT FROM {{1}}.{k}" for k in names)
    keys = f"SELECT DISTINCT {', '.join(names)} FROM ({fold_sql(table, touched)})"
    con.execute(f"CREATE OR REPLACE TEMP TABLE keys AS {keys}")
    for name, versions in (("b", before), ("a", after)):
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT f.* FROM ({fold_sql(table, versions)}) f "
            f"SEMI JOIN keys k ON ({same.format('f', 'k')})"
        )
    con.execute(
        f"CREATE OR REPLACE TEMP VIEW pairs AS SELECT a, b FROM a LEFT JOIN b ON ({same.format('a', 'b')})"
    )


def _counts(con: Any, table: Table) -> dict[str, Any]:
    columns = [c for c in table.by_name if c not in table.identity]
    differs = {c: f'(b.platform IS NOT NULL AND a."{c}" IS DISTINCT FROM b."{c}")' for c in columns}
    listed = ", ".join(f"count(*) FILTER {f'(WHERE {d})'}" for d in differs.values())
    any_differs = " OR ".join(differs.values()) or "false"
    fresh, updated, every, *each = con.execute(
        f"SELECT count(*) FILTER (WHERE b.platform IS NULL), count(*) FILTER (WHERE {any_differs}), count(*)"
        f"{', ' + listed if listed else ''} FROM pairs"
    ).fetchone()
    return {
        "new": fresh,
        "updated": updated,
        "unchanged": every - fresh - updated,
        "columns": {c: n for c, n in zip(columns, each, strict=True) if n},
    }


def _by_month(con: Any, workspace: Workspace) -> dict[str, int]:
    month = f"strftime({to_local_sql('paid_at', workspace.zone)}, '%Y-%m')"
    own = f"upper(coalesce(currency, '{workspace.currency}')) = '{workspace.currency}'"
    parts = [
        f"SELECT {month} AS month, {sign}paid_fen AS fen FROM {name} "
        f"WHERE paid_at IS NOT NULL AND {own}"
        for name, sign in (("a", ""), ("b", "-"))
    ]
    rows = con.execute(
        f"SELECT month, CAST(sum(fen) AS BIGINT) AS fen FROM ({' UNION ALL '.join(parts)}) "
        "GROUP BY month HAVING sum(fen) <> 0 ORDER BY month"
    ).fetchall()
    return {str(month): int(fen) for month, fen in rows}
