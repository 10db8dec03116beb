"""Typed cells: the SQL that reads one cell of a mapping from the text of its column."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lianyi.importers.mapping import Cell
from lianyi.importers.rules import BROKEN, NOTHING, quote

PERSON_SEPARATOR = "\x1f"
NOTES = frozenset({"map.status_unknown", "map.flag_unknown"})
"""Codes that are told but keep nobody's row out."""
PROBLEM: dict[str, str] = {
    "id": "import.id_precision_lost",
    "money": "import.cell_money",
    "count": "import.cell_number",
    "number": "import.cell_number",
    "percent": "import.cell_number",
    "rate_bp": "import.cell_number",
    "minutes": "import.cell_number",
    "seconds": "import.cell_number",
    "instant": "import.cell_date",
    "day": "import.cell_date",
    "choice": "map.status_unknown",
    "flag": "map.flag_unknown",
}
QUICK = frozenset({"money", "count", "number", "percent", "instant", "day"})
SIMPLE = frozenset(
    {"text", "id", "count", "number", "percent", "rate_bp", "flag", "minutes", "seconds"}
)
MISSING = "import.cell_missing"
NEGATIVE = "import.cell_negative"
FORMULA = "import.cell_formula"
MINOR = "import.cell_minor"
MINOR_UNITS = ("fen", "minor")
_NEGATIVE = re.compile(r"[¥￥(]*[-－−][¥￥]?[\d,.]+|\([\d,.]+\)|[\d,.]+-")  # fmt: skip
_WHOLE_UNITS = re.compile(r"[\d元圆]\)?$")
# No shop has sold anything before the web or after this century: such a year is a slip of the hand.
EARLIEST, LATEST = "TIMESTAMP '1990-01-01'", "TIMESTAMP '2100-01-01'"
SQL_TYPES = {
    "money": "BIGINT", "count": "BIGINT", "rate_bp": "BIGINT", "number": "DOUBLE", "percent": "DOUBLE",
    "minutes": "DOUBLE", "seconds": "DOUBLE", "instant": "TIMESTAMP", "day": "DATE", "flag": "BOOLEAN",
}  # fmt: skip


@dataclass(frozen=True)
class FoundCell:
    """A cell of the mapping and the column of the file in which it was found (0-based)."""

    cell: Cell
    column: int
    header: str


def quick_sql(cell: Cell, raw: str) -> str | None:
    """Return SQL that reads the usual spelling of a cell only, or None where there is no shorter way."""
    if cell.formats or cell.unit in MINOR_UNITS or cell.round or cell.kind not in QUICK:
        return None
    return f"ly_quick_{cell.kind}({raw})"


def value_sql(cell: Cell, raw: str, platform: str) -> str:
    """Return the SQL for the typed value of `cell` in any spelling, given `raw`, the SQL of its trimmed text."""
    if cell.kind in SIMPLE:
        return f"ly_{cell.kind}({raw})"
    if cell.kind == "money":
        return _money(cell, raw)
    if cell.kind in ("instant", "day"):
        return _time(cell, raw)
    if cell.kind == "choice":
        return _choice(cell, raw)
    if cell.kind == "words":
        words = ", ".join(quote(w) for w in cell.words)
        found = f"list_filter([{words}], lambda w: contains({raw}, w))"
        return (
            f"CASE WHEN {raw} <> '' THEN nullif(list_aggregate({found}, 'string_agg', ','), '') END"
        )
    return _identifier(cell, raw, platform)


def _money(cell: Cell, raw: str) -> str:
    if cell.unit in MINOR_UNITS:
        return f"ly_minor({raw})"
    return f"ly_money_round({raw})" if cell.round else f"ly_money({raw})"


def _time(cell: Cell, raw: str) -> str:
    unix = {"epoch_s": 1_000_000, "epoch_ms": 1_000}
    for name in cell.formats:
        if name in unix:
            instant = f"make_timestamp(TRY_CAST({raw} AS BIGINT) * {unix[name]})"
            return instant if cell.kind == "instant" else f"CAST({instant} AS DATE)"
    usual = f"ly_{cell.kind}({raw})"
    if not cell.formats:
        return usual
    formats = ", ".join(quote(f) for f in cell.formats)
    own = f"try_strptime({raw}, [{formats}])"
    own = f"ly_to_utc({own})" if cell.kind == "instant" else f"CAST({own} AS DATE)"
    return f"coalesce({own}, {usual})"


def _choice(cell: Cell, raw: str) -> str:
    cases = " ".join(
        f"WHEN {quote(k)} THEN {quote(v)}" for k, v in cell.choices.items() if k != "*"
    )
    other = quote(cell.choices["*"]) if "*" in cell.choices else "NULL"
    cases = cases or "WHEN NULL THEN NULL"
    return f"CASE ly_text({raw}) {cases} ELSE CASE WHEN ly_text({raw}) IS NOT NULL THEN {other} END END"


def _identifier(cell: Cell, raw: str, platform: str) -> str:
    """Persons and phones leave the child as `kind<US>value`; the vault seals them before anything is stored."""
    kind = "phone" if cell.kind == "phone" else cell.person_kind
    value = (
        f"ly_phone({raw})"
        if kind == "phone"
        else f"CASE WHEN contains({raw}, '*') THEN NULL ELSE ly_id({raw}) END"
    )
    if cell.kind == "phone":
        kind = f"receiver:{platform}"
    elif kind in ("buyer_id", "member_id"):
        kind = f"{kind}:{platform}"
    return f"{quote(kind + PERSON_SEPARATOR)} || {value}"


def is_bad(cell: Cell, raw: str, value: str) -> str | None:
    """Return the SQL that is true where the text of a cell says something that its rule cannot read."""
    if cell.kind == "id":
        return f"{raw} < 'A' AND ({_rounded_id(raw)} OR {_broken(raw)})"
    if cell.kind not in PROBLEM:
        return None
    unread = f"{value} IS NULL AND {raw} IS NOT NULL AND NOT ly_nothing({raw})"
    if cell.kind in ("instant", "day"):
        return (
            f"({unread} AND NOT ly_no_time({raw})) OR {value} < {EARLIEST} OR {value} >= {LATEST}"
        )
    if cell.kind in ("number", "percent"):
        return f"({unread}) OR NOT isfinite({value})"
    if cell.least is not None:
        return f"({unread}) OR {value} < {int(cell.least)}"
    return unread


def fault_code(cell: Cell, raw: str) -> str:
    """Return the code for the text of a cell that `is_bad`, or that is missing."""
    text = raw.strip()
    if text in NOTHING:
        return MISSING
    if text in BROKEN:
        return FORMULA
    if cell.least is not None and _NEGATIVE.fullmatch(text):
        return NEGATIVE
    if cell.unit in MINOR_UNITS and _WHOLE_UNITS.search(text):
        return MINOR
    return PROBLEM.get(cell.kind, MISSING)


def _rounded_id(raw: str) -> str:
    """True for an id that a spreadsheet turned into a number and rounded: 6.95355E+18."""
    pattern = r"'^\d+(\.\d+)?(E\+\d+|e\+(1[5-9]|[2-9]\d))$|^\d\.\d+[eE]\d+$'"
    return f"(contains({raw}, 'E') OR contains({raw}, 'e')) AND regexp_matches({raw}, {pattern})"


def _broken(raw: str) -> str:
    return f"prefix({raw}, '#') AND list_contains([{', '.join(quote(b) for b in BROKEN)}], {raw}) OR {raw} = '='"


def null_sql(cell: Cell) -> str:
    """Return a typed null for a cell that the file does not have."""
    return f"CAST(NULL AS {SQL_TYPES.get(cell.kind, 'VARCHAR')})"
