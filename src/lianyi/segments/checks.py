"""What is asked of one value, three times with the same meaning: in SQL, of one value, of an array of whole numbers.

Unknown meets no comparison: neither `=` nor `!=`, neither `in` nor `not in`.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from lianyi.core.attributes import AttributeType
from lianyi.segments.tree import Check, Value
from lianyi.timelines.store import Array

SPLIT = "[ \t]*[,，;；、|][ \t]*"
"""What stands between the words of a list such as tags."""
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def literal_sql(value: Value) -> str:
    """Return a value as an SQL literal; a relative day has to be settled before."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    raise ValueError(f"{value} is no literal")


def typed_sql(expression: str, type_: AttributeType, check: Check) -> str:
    """Return the SQL of a value of that type, null where it is unknown or is not what it is compared with."""
    if type_ == "text":
        return f"nullif(CAST({expression} AS VARCHAR), '')"
    if type_ != "any":
        return expression
    value = check.values[0] if check.values else ""
    if isinstance(value, date):
        return f"TRY_CAST({expression} AS DATE)"
    if isinstance(value, int | Decimal):
        number = f"TRY_CAST({expression} AS DOUBLE)"
        return f"CASE WHEN isfinite({number}) THEN {number} END"
    return f"nullif(CAST({expression} AS VARCHAR), '')"


def check_sql(expression: str, check: Check) -> str:
    """Return the SQL condition that `expression` meets `check`; null where it is unknown."""
    values = [literal_sql(v) for v in check.values]
    match check.operator:
        case "between":
            return f"{expression} BETWEEN {values[0]} AND {values[1]}"
        case "in" | "not in":
            return f"{expression} {check.operator.upper()} ({', '.join(values)})"
        case "is known":
            return f"{expression} IS NOT NULL"
        case "is unknown":
            return f"{expression} IS NULL"
        case "has":
            split = literal_sql(SPLIT)
            return f"list_contains(string_split_regex(trim({expression}, ' \t'), {split}), {values[0]})"
        case "contains":
            return f"contains({expression}, {values[0]})"
        case "under":
            below = literal_sql(f"{check.values[0]}/")
            return f"({expression} = {values[0]} OR starts_with({expression}, {below}))"
        case "during":
            raise ValueError("settle the days first")
        case _:
            return f"{expression} {check.operator} {values[0]}"


def holds(check: Check, value: Any) -> bool:
    """Return whether a value meets `check`; None is unknown."""
    if check.operator in ("is known", "is unknown"):
        return (value is None) == (check.operator == "is unknown")
    if value is None:
        return False
    first = check.values[0]
    match check.operator:
        case "between":
            return bool(first <= value <= check.values[1])
        case "in":
            return value in check.values
        case "not in":
            return value not in check.values
        case "has":
            return first in re.split(SPLIT, value.strip(" \t"))
        case "contains":
            return str(first) in value
        case "under":
            return bool(value == first or value.startswith(f"{first}/"))
        case _:
            return bool(_COMPARE[check.operator](value, first))


def holds_each(check: Check, numbers: Array, known: Array | None = None) -> Array:
    """Return per whole number whether it meets `check`; `known` says which are known (default: all)."""
    import numpy as np

    if check.operator in ("is known", "is unknown"):
        there = np.ones(len(numbers), np.bool_) if known is None else known
        return there if check.operator == "is known" else ~there
    match check.operator:
        case "between":
            met = (numbers >= check.values[0]) & (numbers <= check.values[1])
        case "in" | "not in":
            met = np.isin(numbers, np.array(check.values, np.int64), invert=check.operator == "not in")  # fmt: skip
        case _:
            met = _COMPARE[check.operator](numbers, check.values[0])
    return met if known is None else met & known
