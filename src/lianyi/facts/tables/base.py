"""How a fact table is declared: a key, a time, and typed columns with names in both languages.

Every table also carries `platform` and `store` (text, never null) and `row_no` (the row of the source file).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lianyi.core.registry import Registry
from lianyi.core.translation import Text

ColumnType = Literal[
    "id",
    "text",
    "money",
    "count",
    "number",
    "ratio",
    "instant",
    "day",
    "flag",
    "person",
    "phone",
]
"""`money` = whole minor units of the workspace currency; `ratio` = plain fraction; `instant` = UTC;
`day` = business day; `person` = identifier of a person, sealed by the vault before it is stored;
`phone` = a receiver's phone: sealed likewise and never linked to anything."""

SQL_TYPE: dict[ColumnType, str] = {
    "id": "VARCHAR",
    "text": "VARCHAR",
    "money": "BIGINT",
    "count": "BIGINT",
    "number": "DOUBLE",
    "ratio": "DOUBLE",
    "instant": "TIMESTAMP",
    "day": "DATE",
    "flag": "BOOLEAN",
    "person": "BIGINT",
    "phone": "BIGINT",
}
SCOPE = ("platform", "store")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a fact table."""

    name: str
    type: ColumnType
    label: Text
    required: bool = False

    @property
    def sql_type(self) -> str:
        """The type in which the lake stores it."""
        return SQL_TYPE[self.type]


@dataclass(frozen=True)
class Table:
    """One fact table. `key` (besides platform and store) says which rows are versions of each other;
    `time` is the column that coverage is measured by, or None where a table has no time.
    """

    key: str
    name: Text
    identity: tuple[str, ...]
    time: str | None
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """Return the column called `name`; KeyError where there is none."""
        return self.by_name[name]

    @property
    def by_name(self) -> dict[str, Column]:
        """All columns by name."""
        return {c.name: c for c in self.columns}

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that a mapping must fill."""
        return tuple(c.name for c in self.columns if c.required)


TABLES: Registry[Table] = Registry("table", "lianyi.facts.tables")


def declare(key: str, names: str, identity: str, time: str | None, columns: str) -> Table:
    """Register a table from its compact form: one `name type 中文|English` a line, `!` = required."""
    parsed = tuple(_column(line) for line in columns.strip().splitlines())
    table = Table(key, _text(names), tuple(identity.split()), time, parsed)
    for name in (*table.identity, *([time] if time else [])):
        if name not in table.by_name:
            raise ValueError(f"table {key}: no column {name}")
    return TABLES.add(table)


def _column(line: str) -> Column:
    name, kind, label = line.split(maxsplit=2)
    return Column(name, kind.rstrip("!"), _text(label), kind.endswith("!"))  # type: ignore[arg-type]  # checked by the completeness test


def _text(pair: str) -> Text:
    zh, en = pair.split("|")
    return Text(zh.strip(), en.strip())
