"""A reader's `where`: one condition over the columns of a view, and nothing that could be more.

The text is parsed, every node of the tree must be on the list below, and the SQL that runs is written anew from
the tree: what a reader typed never reaches the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from sqlglot import exp

MAX_LENGTH = 4000
_NODES = (
    "And Or Not Paren Escape EQ NEQ GT GTE LT LTE Is In Between Like ILike NullSafeEQ NullSafeNEQ "
    "Add Sub Mul Div IntDiv Mod Neg DPipe Column Identifier Literal Boolean Null Tuple Cast DataType Interval Var "
    "Lower Upper Length Trim Coalesce Abs Round Floor Ceil Substring StartsWith EndsWith Contains "
    "StrPosition Concat Left Right Replace Year Month Day Quarter DayOfWeekIso DayOfWeek Date "
    "Hour Minute DateTrunc TimestampTrunc Extract Case If Nullif Greatest Least"
)
_CONDITIONS = (
    "And Or Not EQ NEQ GT GTE LT LTE Is In Between Like ILike Escape NullSafeEQ NullSafeNEQ Column Boolean "
    "StartsWith EndsWith Contains Case"
)
_TYPES = {"DATE", "VARCHAR", "TEXT", "BIGINT", "INT", "DOUBLE", "BOOLEAN", "TIMESTAMP", "DECIMAL"}


@dataclass(frozen=True)
class Predicate:
    """A checked condition: the SQL to run and the columns that it reads."""

    sql: str
    columns: frozenset[str]


def parse_predicate(text: str) -> Predicate:
    """Return the condition in `text`; refuses with `where.not_a_condition` or `where.not_allowed`.

    >>> parse_predicate("paid_fen > 100 and province = '浙江'").sql
    '"paid_fen" > 100 AND "province" = \\'浙江\\''
    """
    return _parse(text)


@lru_cache(maxsize=256)
def _parse(text: str) -> Predicate:
    tree = parse_expression(text)
    for node in tree.walk():
        _check(node, text)
    if not _is_condition(tree):
        raise LianyiError("where.not_a_condition", where=text)
    return written(tree)


def parse_expression(text: str) -> exp.Expression:
    """Return the tree of one SQL expression; refuses with `where.not_a_condition`."""
    import sqlglot
    from sqlglot.errors import SqlglotError

    if len(text) > MAX_LENGTH or not text.strip():
        raise LianyiError("where.not_a_condition", where=text[:80])
    try:
        statements = sqlglot.parse(f"SELECT 1 WHERE {text}\n", dialect="duckdb")
    except (SqlglotError, RecursionError, ValueError):
        raise LianyiError("where.not_a_condition", where=text) from None
    return _only_condition(statements, text)


def _only_condition(statements: Sequence[object], text: str) -> exp.Expression:
    from sqlglot import exp

    select = statements[0] if len(statements) == 1 else None
    if not isinstance(select, exp.Select):
        raise LianyiError("where.not_a_condition", where=text)
    parts = {name for name, value in select.args.items() if value}
    if parts - {"expressions", "where", "kind"} or len(select.expressions) != 1:
        raise LianyiError("where.not_allowed", where=text, found=", ".join(sorted(parts)))
    where = select.args.get("where")
    if where is None:
        raise LianyiError("where.not_a_condition", where=text)
    return where.this  # type: ignore[no-any-return]  # sqlglot keeps children untyped


def _check(node: exp.Expr, text: str) -> None:
    found = allowed(node)
    if found is not None:
        raise LianyiError("where.not_allowed", where=text, found=found)


def allowed(node: exp.Expr) -> str | None:
    """Return None where `node` may stand in a condition, else the text of what may not."""
    name = type(node).__name__
    if name not in _NODES.split():
        return node.sql(dialect="duckdb")[:80]
    if name == "Column" and (node.args.get("table") or node.args.get("db")):
        return node.sql(dialect="duckdb")
    if name == "In" and (node.args.get("query") or node.args.get("unnest")):
        return "IN (SELECT …)"
    if name == "DataType" and node.sql(dialect="duckdb").split("(")[0] not in _TYPES:
        return node.sql(dialect="duckdb")
    return None


def _is_condition(tree: exp.Expression) -> bool:
    from sqlglot import exp

    while isinstance(tree, exp.Paren):
        tree = tree.this
    return type(tree).__name__ in _CONDITIONS.split()


def written(tree: exp.Expr) -> Predicate:
    """Return the SQL of a checked tree with every name quoted, and the columns it reads."""
    from sqlglot import exp

    names = frozenset(c.name for c in tree.find_all(exp.Column))
    return Predicate(tree.sql(dialect="duckdb", identify=True, comments=False), names)
