"""The page of fact tables: what the lake can hold."""

from __future__ import annotations

from lianyi.facts.tables.base import TABLES, Column, Table
from tools.pages.markdown import both, by_key, code, table

HEAD = """# Fact tables

Each import writes one Parquet file per table that it fills, `lake/<table>/<import>.parquet`. Besides the columns below every
table has `platform`, `store` and `row_no` (the row of the source file). *Identity* says which rows of different
imports are versions of one thing; *time* is the column by which coverage is measured.

`money` is whole minor units of the workspace's currency, `instant` is UTC, `day` is a business day, `ratio` a plain fraction;
`person` and `phone` are sealed by the vault before anything is stored. A column marked ● must be filled.

"""


def page() -> str:
    """Return the page, one section a table."""
    return HEAD + "\n".join(map(_section, by_key(TABLES)))


def _section(declared: Table) -> str:
    identity = ", ".join(map(code, declared.identity))
    facts = f"Identity {identity}; time {code(declared.time) if declared.time else 'none'}.\n\n"
    rows = map(_row, declared.columns)
    return f"## `{declared.key}` · {both(declared.name)}\n\n{facts}" + table(
        ["column", "type", "", "meaning"], rows
    )


def _row(column: Column) -> list[str]:
    return [code(column.name), column.type, "●" if column.required else "", both(column.label)]
