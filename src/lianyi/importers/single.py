"""What an aggregate expression says of one row alone.

Most orders of most exports are one row. Grouping a million of them to a million groups costs more than
all the rest of an import; of one row, `max(x)` and `sum(x)` are just `x`.
"""

from __future__ import annotations

from typing import Any

SCALARS = frozenset({"timezone", "try_strptime", "contains", "prefix", "suffix", "strlen"})


def single_row_sql(expression: Any) -> str | None:
    """Return `expression` (a sqlglot tree) for groups of one row, or None where that is not certain.

    Known are min, max, sum, avg, any_value, bool_and, bool_or, and min_by/max_by, all with FILTER.
    """
    from sqlglot import exp

    tree = expression.copy().transform(_of_one)
    if tree.find(exp.AggFunc, exp.Filter, exp.Distinct, exp.Order) is not None:
        return None
    if any(f.name.lower() not in SCALARS for f in tree.find_all(exp.Anonymous)):
        return None
    return f"({tree.sql(dialect='duckdb')})"


def _of_one(node: Any) -> Any:
    """Replace one aggregate by what it is of a single row; other nodes stay."""
    from sqlglot import exp

    same = (exp.Min, exp.Max, exp.Sum, exp.Avg, exp.AnyValue, exp.LogicalAnd, exp.LogicalOr)
    if isinstance(node, exp.Filter):
        value = _of_one(node.this)
        if value is node.this:
            return node
        return exp.Paren(this=exp.Case().when(node.expression.this.copy(), value))
    # any_value(x) is parsed as one that ignores nulls, which of a single row is no difference
    if isinstance(node, exp.IgnoreNulls) and type(node.this) in same:
        return _of_one(node.this)
    if isinstance(node, (exp.ArgMin, exp.ArgMax)) and _has_only(node, "this", "expression"):
        known = exp.Not(
            this=exp.Is(this=exp.Paren(this=node.expression.copy()), expression=exp.Null())
        )
        return exp.Paren(this=exp.Case().when(known, node.this.copy()))
    if type(node) in same and _has_only(node, "this") and _is_plain(node.this):
        return exp.Paren(this=node.this.copy())
    return node


def _has_only(node: Any, *names: str) -> bool:
    """Whether the call has no further argument: `max(a, 2)` is a list."""
    return all(name in names for name, value in node.args.items() if value)


def _is_plain(argument: Any) -> bool:
    from sqlglot import exp

    return not isinstance(argument, (exp.Distinct, exp.Order, exp.Star, exp.HavingMax))
