"""Shape: from typed cells to fact rows, by the expressions of a mapping.

An expression is parsed once (sqlglot), may name cells and plain scalar or aggregate functions only, and
tells by the cells it names whether its column is present in this import.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from lianyi.core.errors import LianyiError
from lianyi.facts.tables import TABLES, Table
from lianyi.importers.mapping import Mapping, Output
from lianyi.importers.rules import quote

AUTO_LINE = "auto"
SKU_COLUMNS = ("sku_id", "sku_code", "product_id", "product_name")
FORBIDDEN = (
    "read_",
    "query",
    "glob",
    "getenv",
    "pragma",
    "duckdb_",
    "parquet_",
    "sniff",
    "which_secret",
)


@dataclass(frozen=True)
class Shaped:
    """The select that makes one fact table from the typed cells, and which columns it fills.

    `poorer` are those of the columns that were made without some of their optional cells.
    """

    table: Table
    columns: tuple[str, ...]
    sql: str
    poorer: tuple[str, ...] = ()


def shape(
    mapping: Mapping, output: Output, have: Collection[str], typed: str, store: str
) -> Shaped | None:
    """Return the select for `output` over the relation `typed`, given the cells that the file has.

    None where the file lacks the SKU by which its lines are numbered: numbered by anything else they would
    stand beside the lines of other exports instead of in their place.

    Raises LianyiError `map.expression` for an expression that is none, `map.column_unknown` for a column
    that the table does not have.
    """
    table = TABLES.get(output.table)
    cells = {c.name for c in mapping.cells} | {"row_no"}
    present = {*have, "row_no"}
    columns: dict[str, str] = {}
    poorer: list[str] = []
    for name, text in output.columns.items():
        if name not in (*table.by_name, "platform", "store"):
            raise LianyiError(
                "map.column_unknown", table=table.key, column=name, mapping=mapping.key
            )
        read = parse_expression(_sku(output) if text == AUTO_LINE else text, cells, mapping.key)
        presence = _presence(read, present)
        if text == AUTO_LINE and presence == "absent":
            return None
        if presence != "absent":
            columns[name] = text
        if presence == "partly":
            poorer.append(name)
    selected = [
        f"{_typed(table, name, text, output)} AS {name}"
        for name, text in columns.items()
        if name not in ("platform", "store")
    ]
    platform = columns.pop("platform", quote(mapping.platform))
    shop = columns.pop("store", quote(store))
    where = " AND ".join(f"({w})" for w in ("NOT _out", mapping.keep, output.where) if w)
    sql = f"SELECT {_scope(platform, output)} AS platform, {_scope(shop, output)} AS store, {_row(output)} AS row_no, {', '.join(selected)} FROM {typed} WHERE {where}"
    if output.per:
        sql += f" GROUP BY {', '.join(output.per)}"
    return Shaped(table, tuple(columns), _distinct(table, sql, output, columns), tuple(poorer))


def _distinct(table: Table, sql: str, output: Output, columns: Collection[str]) -> str:
    """Rows without a grouping may repeat a key: the last one in the file stands.

    A part of the key that the file does not have is the same (unknown) in all of its rows.
    """
    if output.per:
        return sql
    keys = ", ".join(("platform", "store", *(c for c in table.identity if c in columns)))
    return (
        f"SELECT * FROM ({sql}) "
        f"QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY row_no DESC) = 1"
    )


def _row(output: Output) -> str:
    return "min(row_no)" if output.per else "row_no"


def _scope(expression: str, output: Output) -> str:
    return f"any_value({expression})" if output.per else expression


def _typed(table: Table, name: str, text: str, output: Output) -> str:
    column = table.column(name)
    if text == AUTO_LINE:
        sku, order = _sku(output), output.columns.get("order_no", "row_no")
        nth = f"row_number() OVER (PARTITION BY {order}, {sku} ORDER BY row_no)"
        return f"coalesce({sku}, '') || '#' || {nth}"
    if column.type in ("person", "phone"):
        return f"({text})"
    return f"CAST({text} AS {column.sql_type})"


def _sku(output: Output) -> str:
    """The expression of the first column of the mapping that tells one line of an order from another."""
    return next((output.columns[c] for c in SKU_COLUMNS if c in output.columns), "row_no")


def parse_expression(text: str, names: Collection[str], origin: str) -> Any:
    """Parse `text` as one SQL expression over `names`; refuse anything else with `map.expression`."""
    import sqlglot
    from sqlglot import exp

    try:
        tree = sqlglot.parse_one(text, read="duckdb", into=None)
    except sqlglot.errors.SqlglotError as error:
        raise LianyiError(
            "map.expression", mapping=origin, text=text, reason=str(error).splitlines()[0]
        ) from error
    banned = (exp.Query, exp.Table, exp.Command, exp.DDL, exp.DML, exp.Parameter, exp.Placeholder)
    if tree.find(*banned) is not None or not isinstance(tree, exp.Condition | exp.Expression):
        raise LianyiError(
            "map.expression", mapping=origin, text=text, reason="only an expression is allowed"
        )
    for function in tree.find_all(exp.Anonymous):
        if any(word in function.name.lower() for word in FORBIDDEN):
            raise LianyiError(
                "map.expression", mapping=origin, text=text, reason=f"function {function.name}"
            )
    unknown = sorted(
        {c.name for c in tree.find_all(exp.Column) if c.name not in names} - _lambda_names(tree)
    )
    if unknown:
        raise LianyiError(
            "map.expression", mapping=origin, text=text, reason=f"no cell {', '.join(unknown)}"
        )
    return tree


def _lambda_names(tree: Any) -> set[str]:
    from sqlglot import exp

    return {a.name for lam in tree.find_all(exp.Lambda) for a in lam.expressions}


def _presence(tree: Any, have: Collection[str]) -> str:
    """Say whether the file has what the expression needs: `whole`, `partly` or `absent`.

    Plain cells must be there. Of the cells inside one `coalesce` one is enough; where a `coalesce` has
    none of its cells the value is made from less than it should be (`partly`): it serves until a file
    tells more, and never takes the place of a whole one.
    """
    from sqlglot import exp

    columns = list(tree.find_all(exp.Column))
    plain = {c.name for c in columns if c.find_ancestor(exp.Coalesce) is None}
    if not columns:
        return "whole"
    if not plain <= set(have) or not any(c.name in have for c in columns):
        return "absent"
    choices = [{c.name for c in node.find_all(exp.Column)} for node in tree.find_all(exp.Coalesce)]
    return "whole" if all(c & set(have) for c in choices if c) else "partly"
