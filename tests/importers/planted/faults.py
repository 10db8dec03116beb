"""What goes wrong in export files: texts that stand in a cell where they cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from lianyi.importers.mapping import Cell
from tests.importers.planted.values import UNIX, moment

TIMES = frozenset(("instant", "day"))
FIGURES = frozenset(("money", "count", "number", "percent", "rate_bp"))
SHARES = frozenset(("percent", "rate_bp"))
READ = TIMES | FIGURES | {"minutes", "seconds"}
ERRORS = ("#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!")
GARBAGE = ("ＡＢ．Ｃ％＃", "１２Ｏ．５", "＝＝＝", "（空）？")
Sure = Callable[[Cell], bool]


def _any(cell: Cell) -> bool:
    return cell is not None


@dataclass(frozen=True)
class CellFault:
    """A text that no reader can take for the value of a cell of these `kinds`.

    `where` narrows the cells down; `form` says in which kind of file it occurs ("" = any); `is_note` marks what
    is told but keeps no row out.
    """

    name: str
    kinds: frozenset[str]
    text: Callable[[Random], str]
    where: Sure = _any
    form: str = ""
    is_note: bool = False


def _fault(name: str, kinds: str, *texts: str, **more: object) -> CellFault:
    return CellFault(name, frozenset(kinds.split()), lambda r: r.choice(texts), **more)  # type: ignore[arg-type]  # the fields of CellFault


def _dated(form: str) -> Callable[[Random], str]:
    return lambda r: moment(r).strftime(form)


def _no_count(cell: Cell) -> bool:
    return "".join(cell.formats) not in UNIX


def _needed(cell: Cell) -> bool:
    return cell.required


def _in_yuan(cell: Cell) -> bool:
    return cell.unit not in ("fen", "minor") and not cell.round


def _open_choice(cell: Cell) -> bool:
    return "*" not in cell.choices


FAULTS = (
    CellFault("month 13", TIMES, _dated("%Y-13-%d 10:20:00")),
    _fault("30 February", "instant day", "2026-02-30 10:00:00", "2026/02/30", "2025年2月30日"),
    _fault("the 31st of a short month", "instant day", "2026/09/31 08:00:00", "2026-04-31"),
    _fault("day nought", "instant day", "2026-09-00", "2026-00-09 10:00:00"),
    CellFault("hour 25", TIMES, _dated("%Y-%m-%d 25:%M:%S")),
    CellFault("minute 75", TIMES, _dated("%Y-%m-%d %H:75:%S")),
    _fault("a date in words", "instant day", "昨天下午", "下周一", "今天 10:20", "last Monday"),
    CellFault("a letter O in a date", TIMES, _dated("2O26-%m-%d %H:%M:%S")),
    CellFault("a year far off", TIMES, _dated("2926-%m-%d %H:%M:%S")),
    CellFault("a year long gone", TIMES, _dated("1026-%m-%d %H:%M:%S")),
    CellFault("a year of two digits", TIMES, _dated("%m/%d/%y")),
    CellFault("two dates in a cell", TIMES, _dated("%Y-%m-%d~%Y-%m-%d")),
    _fault(
        "a day count out of range",
        "instant day",
        "99999999.5",
        "1234567",
        "-3",
        "12",
        where=_no_count,
    ),
    _fault("a letter O in an amount", "money", "1O9.80", "59.9O", "l28.00"),
    _fault("two decimal points", "money number percent", "109.8.0", "1.234.56"),
    _fault("three decimals", "money", "109.805", "0.001", "¥59.999", where=_in_yuan),
    _fault("a comma for a point", "money", "109,80", "1.234,50"),
    _fault("two amounts in a cell", "money", "59.90/69.90", "59.90+10", "59.90~69.90"),
    _fault("an amount in words", "money", "一百零九元", "免费", "待定", "fifty"),
    _fault("an amount with a remark", "money", "109.80(含运费)", "约100", "109.80左右"),
    _fault("two signs", "money count", "--109", "+-5", "-+3"),
    _fault("an amount beyond all", "money count", "9" * 24, "1e60"),
    _fault("words in a count", "count", "两件", "N个", "many"),
    _fault("half a piece", "count", "2.5", "0.333"),
    _fault("a range in a count", "count", "3-5", "10/20", "10~20"),
    _fault("a negative quantity", "count", "-1", "-12", "(3)", where=lambda c: c.least == 0),
    _fault("a percent sign alone", "percent rate_bp", "%", "％"),
    _fault("two percent signs", "percent rate_bp", "12%%", "%12%"),
    _fault("a share in words", "percent rate_bp", "约三成", "一半", "low"),
    _fault("no number", "number percent", "inf", "-Infinity", "NaN."),
    _fault("a broken duration", "minutes seconds", "12:xx", "半小时多", "1:2:abc"),
    _fault("no id", "id", "", "-", "无", where=_needed),
    _fault("no day", "day", "", "--", where=_needed),
    _fault("an id as a rounded number", "id", "6.95355E+18", "6.9535e+18", "7E+17", "6.95355E18"),
    CellFault("an Excel error", READ | {"id"}, lambda r: r.choice(ERRORS)),
    CellFault("full-width garbage", READ, lambda r: r.choice(GARBAGE)),
    CellFault("characters of another encoding", READ, lambda r: r.choice(("锟斤拷", "ï¿½", "å…ƒ"))),
    CellFault(
        "a code of a program",
        READ,
        lambda r: r.choice(("undefined", "[object Object]", "{}", "<nil>")),
    ),
    CellFault("yes in a figure", FIGURES | TIMES, lambda r: r.choice(("TRUE", "是"))),
    CellFault("a byte nought", FIGURES | TIMES, lambda r: "12\x00.5", form="csv"),
    CellFault("a formula without result", READ | {"id"}, lambda r: "=", form="xlsx"),
    CellFault(
        "a status never seen",
        frozenset(("choice",)),
        lambda r: r.choice(("待外星人签收", "???")),
        _open_choice,
        is_note=True,
    ),
    CellFault(
        "a flag that is neither",
        frozenset(("flag",)),
        lambda r: r.choice(("也许", "maybe")),
        is_note=True,
    ),
)
STRUCTURES = {
    "a quote that never closes": "csv",
    "too many cells": "csv",
    "a comma without quotes": "csv",
    "another delimiter": "csv",
    "the header once more": "",
}
NAMES = tuple(f.name for f in FAULTS) + tuple(STRUCTURES)
