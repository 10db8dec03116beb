"""The command line of analyses: options from the fields of the declaration, results as JSON, CSV or for people."""

from __future__ import annotations

import argparse
import types
import typing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianyi.cli.output import language, print_csv, print_json, print_table, say, shop_of
from lianyi.core import numbers
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.declaration import About, Analysis, Kind
    from lianyi.analyses.result import Number, Result

SHOWN_ROWS = 60
CUT = Text("（还有{n}行，用--csv或--json看全部）", "({n} more rows; see all with --csv or --json)")
BETWEEN = Text("{value}（{level}区间{low}～{high}）", "{value} ({level} interval {low} to {high})")


def list_analyses(args: argparse.Namespace) -> int:
    """Print every analysis with what it answers."""
    from lianyi.analyses.declaration import ANALYSES

    lang = language(args)
    print_table(
        [Text("分析", "analysis").say(lang), Text("名称", "name").say(lang), Text("回答什么", "what it answers").say(lang)],
        [[k.key, k.name.say(lang), k.summary.say(lang)] for k in ANALYSES],
    )  # fmt: skip
    return 0


def run_analysis(args: argparse.Namespace) -> int:
    """Parse the options of one analysis, run it and print."""
    from lianyi.analyses.declaration import ANALYSES

    kind = ANALYSES.get(args.name)
    asked = parser_of(kind).parse_args(args.options)
    for shared in ("workspace", "lang"):
        if getattr(asked, shared) is None:
            setattr(asked, shared, getattr(args, shared))
    asked.outer_workspace = getattr(args, "outer_workspace", None)
    return print_result(_result(_made(kind, asked), asked), asked)


def analysis_of(kind: Kind, words: list[str]) -> Analysis:
    """Return the analysis that the words behind its name ask for."""
    return _made(kind, parser_of(kind).parse_args(words))


def _made(kind: Kind, asked: argparse.Namespace) -> Analysis:
    from lianyi.analyses.declaration import make

    given = {n: v for n, v in vars(asked).items() if n.startswith("opt_") and v is not None}
    return make(kind.key, {n.removeprefix("opt_"): v for n, v in given.items()})


def _result(analysis: Any, args: argparse.Namespace) -> Result:
    if not analysis.needs_shop:
        from lianyi.shop.analysing import run_on_file

        return run_on_file(analysis, datetime.now(UTC).date())
    from lianyi.shop.analysing import run_on_shop

    return run_on_shop(shop_of(args, args.at), analysis)


def parser_of(kind: Kind) -> argparse.ArgumentParser:
    """Return the parser of one analysis."""
    from lianyi.analyses.declaration import fields_of
    from lianyi.cli.main import shared_options

    parser = argparse.ArgumentParser(
        prog=f"lianyi run {kind.key}",
        description=f"{kind.summary.zh} / {kind.summary.en}",
        epilog=kind.example,
        parents=[shared_options()],
    )
    parser.add_argument("--at", type=int, metavar="SNAPSHOT", help="按当时的数据版本 / as of that data version")  # fmt: skip
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true")
    output.add_argument("--csv", action="store_true", help="主表 / the main table")
    for name, (kind_of, about, default) in fields_of(kind.cls).items():
        _add(parser, name, kind_of, about, default)
    return parser


def _add(parser: argparse.ArgumentParser, name: str, hint: Any, about: About, default: Any) -> None:
    words = f"{about.help.zh} / {about.help.en}".replace("%", "%%")
    flag = f"--{name.replace('_', '-')}"
    if hint is bool:
        parser.add_argument(flag, dest=f"opt_{name}", action=argparse.BooleanOptionalAction if default else "store_true", default=None, help=words)  # fmt: skip
        return
    parser.add_argument(
        flag,
        dest=f"opt_{name}",
        type=about.parse or _reader(hint),
        choices=about.choices or None,
        metavar=about.metavar or None,
        default=None,
        help=words,
    )


def _reader(hint: Any) -> Any:
    """Return how the text of an option of this type is read."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        hint = next(a for a in typing.get_args(hint) if a is not type(None))
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        return lambda text: tuple(inner(part.strip()) for part in text.split(",") if part.strip())
    return hint if hint in (int, float, Path) else str


def print_result(result: Result, args: argparse.Namespace) -> int:
    """Print a result the way the user asked for."""
    if args.json:
        print_json(result.to_json(language(args)))
    elif args.csv:
        main = result.tables[0] if result.tables else None
        print_csv([c.key for c in main.columns] if main else [], main.rows if main else [])
    else:
        _print_for_people(result, args)
    return 0


def _print_for_people(result: Result, args: argparse.Namespace) -> None:
    lang = language(args)
    for warning in sorted(result.warnings, key=lambda w: not w.loud):
        say(("‼ " if warning.loud else "◔ ") + warning.text.say(lang), args)
    print(result.explain(lang))
    for number in result.numbers:
        print(f"  {number.name.say(lang)}  {_said(number, lang, result.currency)}")
    for table in result.tables:
        print(f"\n{table.title.say(lang)}")
        shown = [
            [shown_value(v, c.unit, lang, result.currency) for v, c in zip(row, table.columns, strict=True)]
            for row in table.rows[:SHOWN_ROWS]
        ]  # fmt: skip
        print_table([c.name.say(lang) for c in table.columns], shown)
        if len(table.rows) > SHOWN_ROWS:
            say(CUT.format(n=len(table.rows) - SHOWN_ROWS), args)


def _said(number: Number, lang: Lang, currency: str | None) -> str:
    if number.value is None:
        return f"— {number.why.say(lang) if number.why else ''}".rstrip()
    value = shown_value(number.value, number.unit, lang, currency)
    if number.interval is None:
        return value
    low, high = (shown_value(v, number.unit, lang, currency) for v in (number.interval.low, number.interval.high))  # fmt: skip
    level = f"{number.interval.level * 100:g}%"
    return BETWEEN.format(value=value, level=level, low=low, high=high).say(lang)


def shown_value(value: Any, unit: str, lang: Lang, currency: str | None) -> str:
    """Return a value as a reader sees it."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return {True: Text("是", "yes"), False: Text("否", "no")}[value].say(lang)
    if isinstance(value, str):
        return value
    if unit == "money":
        return numbers.money(round(value), lang, style="exact", currency=currency or "CNY")
    if unit == "ratio":
        return numbers.ratio(value)
    return numbers.count(value, lang) if isinstance(value, int) else f"{value:,.4g}"
