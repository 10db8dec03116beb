"""From what a worksheet stores of a cell to the text of the cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lianyi.importers.reading.escapes import unescaped, whole
from lianyi.importers.reading.limits import Limits
from lianyi.importers.reading.number_formats import DateKind, number_text, serial_text

# Stands for a formula whose result the file does not hold.
NO_RESULT = "="
NOT_AVAILABLE = "#N/A"
# (code, Excel row, 0-based column, what the cell held)
OnNote = Callable[[str, int, int, str], None]


@dataclass(frozen=True)
class CellContext:
    """What a sheet needs of its workbook to turn cells into text.

    `string` returns a shared string by its number as stated (None: there is none), `date_kinds` says by style
    whether a number is a date, `since_1904` on which day Excel's count began.
    """

    string: Callable[[str], str | None]
    date_kinds: list[DateKind | None]
    since_1904: bool
    limits: Limits


class CellTexts:
    """Turns stored values into text for one sheet; notes what is an error or missing.

    Notes: `import.cell_error` (#N/A and its kin), `import.formula_without_value`, `import.cell_broken`
    (a shared string or a date that does not exist).
    """

    def __init__(self, context: CellContext, on_note: OnNote) -> None:
        self._context = context
        self._on_note = on_note

    def text(
        self, row: int, column: int, kind: str, style: str, value: str, *, has_formula: bool
    ) -> str:
        """Return the text of a cell; `kind` is its `t`, `style` its `s`, "" where not given."""
        if kind == "inlineStr":
            return unescaped(value)
        if not value:
            if has_formula and kind != "str":
                return self._shown("import.formula_without_value", row, column, NO_RESULT, "")
            return ""
        if kind == "s":
            text = self._context.string(value)
            return self._lost("import.cell_broken", row, column, value) if text is None else text
        if kind in {"", "n"}:
            return self._number(row, column, style, value.strip())
        if kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        if kind == "e":
            text = "" if value == NOT_AVAILABLE else value
            return self._shown("import.cell_error", row, column, text, value)
        if kind == "d":
            return value.strip().replace("T", " ").removesuffix("Z")
        return unescaped(value)

    def _number(self, row: int, column: int, style: str, number: str) -> str:
        """Return the number, or the date that it means."""
        kinds = self._context.date_kinds
        index = whole(style)
        kind = kinds[index] if 0 <= index < len(kinds) else None
        if kind is None:
            return number_text(number)
        text = serial_text(number, kind, since_1904=self._context.since_1904)
        if text is None:
            self._on_note("import.cell_broken", row, column, number)
            return number
        return text

    def _shown(self, code: str, row: int, column: int, text: str, value: str) -> str:
        """Note why a cell holds no value, and pass on what says so: an amount must not be blank in silence."""
        self._on_note(code, row, column, value)
        return text

    def _lost(self, code: str, row: int, column: int, value: str) -> str:
        self._on_note(code, row, column, value)
        return ""


class ColumnIndex(dict[str, int]):
    """Excel's column letters → 0-based index, -1 where they name no column. Remembers what it met.

    >>> letters = ColumnIndex()
    >>> [letters[x] for x in ("A", "Z", "AA", "XFD", "XFE", "", "A$")]
    [0, 25, 26, 16383, -1, -1, -1]
    """

    def __missing__(self, letters: str) -> int:
        index = -1
        if 0 < len(letters) <= 3 and letters.isascii() and letters.isalpha():
            index = 0
            for letter in letters.upper():
                index = index * 26 + ord(letter) - 64
            index -= 1
        index = index if index < 16_384 else -1
        self[letters] = index
        return index
