"""SQL of the embedded engine's dialect, written anew for Spark, and mended where the two mean different things.

```
DuckDB                               Spark
day - day is a number of days        an interval: datediff
arg_max skips rows without a value   max_by takes them: FILTER
null is the greatest in a tuple      the smallest: (a IS NULL, a)
hash has 64 bits                     hash has 32: xxhash64
count(DISTINCT a) OVER (…)           there is none: size(collect_set(a) OVER (…))
isodow is 1 on Monday                weekday is 0
dayofweek is 0 on Sunday             1
```

Nulls at the end of an order, `GROUP BY ALL`, tuples and the names of functions are the transpiler's work.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

Dates = frozenset[str]
NO_DATES: Dates = frozenset()


@lru_cache(maxsize=2048)
def spark_sql(sql: str, dates: Dates = NO_DATES) -> str:
    """Return `sql` (DuckDB's dialect) as Spark reads it, with the same answer; `dates` are columns that hold days.

    Raises sqlglot's `UnsupportedError` for what Spark has nothing for.
    """
    import sqlglot

    tree = sqlglot.parse_one(sql, dialect="duckdb")
    for mend in _mends(dates):
        tree = tree.transform(mend)
    return tree.sql(dialect="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)


def _mends(dates: Dates) -> list[Callable[[Any], Any]]:
    from sqlglot import exp

    def day_difference(node: Any) -> Any:
        if isinstance(node, exp.Sub) and _is_day(node.this, dates) and _is_day(node.expression, dates):  # fmt: skip
            return exp.Anonymous(this="datediff", expressions=[node.this, node.expression])
        return node

    return [day_difference, _extreme, _hash, _weekday, _distinct_over]


def _is_day(node: Any, dates: Dates) -> bool:
    """Whether an expression is a day for certain."""
    from sqlglot import exp

    match node:
        case exp.Column():
            return node.name in dates
        case exp.Cast():
            return bool(node.to.is_type("date"))
        case exp.Paren() | exp.Max() | exp.Min() | exp.AnyValue():
            return _is_day(node.this, dates)
        case exp.Coalesce():
            return all(_is_day(each, dates) for each in (node.this, *node.expressions))
        case _:
            return False


def _extreme(node: Any) -> Any:
    """Let `arg_max` and `arg_min` skip rows without a value, and order tuples with nulls at the end."""
    from sqlglot import exp

    if not isinstance(node, exp.ArgMax | exp.ArgMin) or node.meta.get("mended"):
        return node
    order = node.expression
    if isinstance(order, exp.Tuple):
        parts = [p for e in order.expressions for p in (exp.Is(this=e.copy(), expression=exp.Null()), e)]  # fmt: skip
        order = exp.Tuple(expressions=parts)
    there = exp.Not(this=exp.Is(this=exp.paren(node.this.copy()), expression=exp.Null()))
    found = type(node)(this=node.this, expression=order)
    found.meta["mended"] = True
    return exp.Filter(this=found, expression=exp.Where(this=there))


def _hash(node: Any) -> Any:
    from sqlglot import exp

    if isinstance(node, exp.Anonymous) and node.name.lower() == "hash":
        return exp.Anonymous(this="xxhash64", expressions=node.expressions)
    return node


def _weekday(node: Any) -> Any:
    from sqlglot import exp

    if isinstance(node, exp.DayOfWeekIso):
        return exp.paren(exp.Anonymous(this="weekday", expressions=[node.this]) + 1)
    if isinstance(node, exp.DayOfWeek):
        return exp.paren(exp.Anonymous(this="dayofweek", expressions=[node.this]) - 1)
    return node


def _distinct_over(node: Any) -> Any:
    """Count what differs within a window by gathering it: nulls are left out of both."""
    from sqlglot import exp

    if not (isinstance(node, exp.Window) and isinstance(node.this, exp.Count)):
        return node
    counted = node.this.this
    if not isinstance(counted, exp.Distinct) or len(counted.expressions) != 1:
        return node
    gathered = node.copy()
    gathered.set("this", exp.Anonymous(this="collect_set", expressions=counted.expressions))
    return exp.Anonymous(this="size", expressions=[gathered])
