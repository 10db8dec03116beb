"""The page of views: what `lianyi sql` and every metric read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lianyi.engines.embedded import Embedded
from lianyi.facts.current import ensure
from lianyi.facts.exclusions import parse_exclusions
from lianyi.facts.snapshots import EMPTY
from lianyi.facts.tables import TABLES, Table
from lianyi.facts.views.context import Context, plain_view_sql
from lianyi.facts.workspace import init_workspace
from tools.pages.markdown import both, by_key, cell, code, table
from tools.pages.view_columns import MEANING, VIEWS

HEAD = """# Views

`lianyi sql "SELECT …"` reads these and nothing else; metrics are counted over the same. Times are wall-clock times of the business zone,
`*_day` are business days, `*_fen` whole minor units. A view of a table that no import has filled does not exist yet.

"""
ZONE = "Asia/Shanghai"


class Column(NamedTuple):
    """One column of a view: its name and SQL type."""

    name: str
    type: str


def page() -> str:
    """Return the page: the computed views first, then those that are their table."""
    computed = [_section(name, about, columns) for name, about, columns in computed_views()]
    plain = [_plain_section(declared) for declared in _plain_tables()]
    return HEAD + "\n".join([*computed, *plain])


def computed_views() -> Iterator[tuple[str, str, list[Column]]]:
    """Yield the computed views of an empty workspace: name, what it is, columns."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = init_workspace(Path(folder) / "empty", zone=ZONE, currency="CNY")
        engine = Embedded(ensure(workspace, EMPTY, None))
        for name, about in VIEWS.items():
            yield name, about, _columns(engine, f'SELECT * FROM "{name}"')
        engine.close()


def _columns(engine: Embedded, select: str) -> list[Column]:
    return [Column(str(row[0]), str(row[1])) for row in engine.rows(f"DESCRIBE {select}")]


def _plain_tables() -> list[Table]:
    return [t for t in by_key(TABLES) if t.key not in VIEWS]


def _plain_section(declared: Table) -> str:
    import duckdb

    context = Context({}, ZONE, parse_exclusions(None, 2), Path())
    con = duckdb.connect()
    con.execute("CREATE TABLE persons (identifier_id BIGINT, person_id BIGINT)")
    described = con.execute(f"DESCRIBE {plain_view_sql(declared, context)}").fetchall()
    con.close()
    return _section(declared.key, both(declared.name), [Column(r[0], r[1]) for r in described])


def _section(name: str, about: str, columns: list[Column]) -> str:
    rows = [[code(c.name), c.type, meaning(name, c.name)] for c in columns]
    return f"## `{name}`\n\n{about}\n\n" + table(["column", "type", "meaning"], rows)


def meaning(view: str, column: str) -> str:
    """Return what a column means: what its table says, else what is written down for computed ones."""
    declared = [TABLES.get(t) for t in (view, "orders") if t in TABLES]
    if column in declared[0].by_name:
        return both(declared[0].column(column).label)
    if column in MEANING:
        return cell(MEANING[column])
    found = (t.by_name.get(n) for t in declared for n in (column, column.removesuffix("_id")))
    return next((both(c.label) for c in found if c), "")
