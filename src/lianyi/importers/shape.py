"""Shape: from typed cells to fact rows, by the expressions of a mapping.

An expression is parsed once (sqlglot), may name cells and plain scalar or aggregate functions only, and
tells by the cells it names whether its column is present in this import.
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping as Map
from dataclasses import dataclass
from typing import Any

from lianyi.core.errors import LianyiError
from lianyi.facts.tables import TABLES, Table
from lianyi.facts.tables.base import SCOPE
from lianyi.importers.mapping import Mapping, Output
from lianyi.importers.rules import quote
from lianyi.importers.single import single_row_sql

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

    `poorer` are those of the columns that were made without some of their optional cells. `every_row` is the
    select before rows of one key became one; empty where rows are grouped by their key.
    """

    table: Table
    columns: tuple[str, ...]
    sql: str
    poorer: tuple[str, ...] = ()
    every_row: str = ""


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
    trees, poorer = _trees(mapping, output, table, have)
    if trees is None:
        return None
    own = tuple(name for name in trees if name not in SCOPE)
    where = " AND ".join(f"({w})" for w in ("NOT _out", mapping.keep, output.where) if w)
    scope = {"platform": quote(mapping.platform), "store": quote(store)}
    columns = _filled({name: output.columns[name] for name in trees}, scope)
    row_by_row = _selected(table, {**scope, **columns}, output)
    if not output.per:
        sql = f"SELECT {row_by_row}, row_no FROM {typed} WHERE {where}"
        return Shaped(table, own, _distinct(table, sql, own), poorer, sql)
    of_any = {name: f"any_value({columns.get(name, scope[name])})" for name in SCOPE}
    grouped = f"{_selected(table, {**columns, **of_any}, output)}, min(row_no) AS row_no"
    alone = {name: single_row_sql(tree) for name, tree in trees.items()}
    listed = _filled({name: sql for name, sql in alone.items() if sql is not None}, scope)
    if len(listed) < len(alone):
        by = ", ".join(output.per)
        sql = f"SELECT {grouped} FROM {typed} WHERE {where} GROUP BY {by}"
        return Shaped(table, own, sql, poorer)
    single = f"{_selected(table, {**scope, **listed}, output)}, row_no"
    return Shaped(table, own, _by_group(output.per, typed, where, single, grouped), poorer)


def _filled(columns: Map[str, str], scope: Map[str, str]) -> dict[str, str]:
    """Where a row of the file does not name its platform or store, those of the import stand."""
    return {
        name: f"coalesce({text}, {scope[name]})" if name in scope else text
        for name, text in columns.items()
    }


def _trees(
    mapping: Mapping, output: Output, table: Table, have: Collection[str]
) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    """Return the trees of the columns that this file can fill (see `shape`), and which are poorer."""
    cells = {c.name for c in mapping.cells} | {"row_no"}
    trees: dict[str, Any] = {}
    poorer: list[str] = []
    for name, text in output.columns.items():
        if name not in (*table.by_name, *SCOPE):
            raise LianyiError(
                "map.column_unknown", table=table.key, column=name, mapping=mapping.key
            )
        tree = parse_expression(_sku(output) if text == AUTO_LINE else text, cells, mapping.key)
        presence = _presence(tree, {*have, "row_no"})
        if text == AUTO_LINE and presence == "absent":
            return None, ()
        if presence != "absent":
            trees[name] = tree
        if presence == "partly":
            poorer.append(name)
    return trees, tuple(poorer)


def _selected(table: Table, columns: Map[str, str], output: Output) -> str:
    """The select list: platform and store first, then the columns of the table."""
    listed = [f"{columns[name]} AS {name}" for name in SCOPE]
    listed += [
        f"{_typed(table, name, text, output)} AS {name}"
        for name, text in columns.items()
        if name not in SCOPE
    ]
    return ", ".join(listed)


def _by_group(per: tuple[str, ...], typed: str, where: str, single: str, grouped: str) -> str:
    """Rows that are alone in their group pass one by one; only the others are grouped."""
    keys = ", ".join(per)
    same = " AND ".join(f"t.{k} IS NOT DISTINCT FROM r.{k}" for k in per)
    rows = f"(SELECT * FROM {typed} WHERE {where}) t"
    return (
        f"WITH repeated AS MATERIALIZED (SELECT {keys} FROM {typed} WHERE {where} "
        f"GROUP BY {keys} HAVING count(*) > 1) "
        f"SELECT {single} FROM {rows} ANTI JOIN repeated r ON ({same}) UNION ALL "
        f"SELECT {grouped} FROM {rows} SEMI JOIN repeated r ON ({same}) GROUP BY {keys}"
    )


def _distinct(table: Table, sql: str, columns: Collection[str]) -> str:
    """Rows without a grouping may repeat a key: the last one in the file stands.

    A part of the key that the file does not have is the same (unknown) in all of its rows. Only the keys
    that repeat are put in order; a million that do not would cost more than the rest of the import.
    """
    # In quotes: `at` is a word of SQL
    names = [f'"{c}"' for c in (*SCOPE, *(c for c in table.identity if c in columns))]
    keys, same = ", ".join(names), " AND ".join(f"s.{k} IS NOT DISTINCT FROM r.{k}" for k in names)
    return (
        f"WITH shaped AS NOT MATERIALIZED ({sql}), repeated AS (SELECT {keys}, max(row_no) AS last "
        f"FROM shaped GROUP BY {keys} HAVING count(*) > 1), "
        f"older AS MATERIALIZED (SELECT s.row_no FROM shaped s JOIN repeated r ON ({same}) "
        "WHERE s.row_no < r.last) SELECT shaped.* FROM shaped ANTI JOIN older USING (row_no)"
    )


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
