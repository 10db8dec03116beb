"""`lianyi plan modes`: the unit economics of the chosen modes, and what the four modes did lately."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.planning.model.plan import Plan
    from lianyi.planning.products.actuals import ModeActual

DAYS = 90
BLOCKED = Text(
    "每单贡献是负的：卖得越多亏得越多", "each order loses: the more is sold, the more is lost"
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--period", metavar="P", help="默认有数据的最近90天 / default: the last 90 days with data")  # fmt: skip
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print both tables; exit 1 where a chosen mode loses money with every order."""
    from datetime import timedelta

    from lianyi.cli.output import print_json, shop_of
    from lianyi.cli.planning.opening import plan_if_any
    from lianyi.core.calendar.periods import between
    from lianyi.planning.products.actuals import mode_actuals
    from lianyi.planning.products.economics import unit_sum
    from lianyi.shop.analysing import ShopData

    shop = shop_of(args)
    plan = plan_if_any(shop)
    last = shop.covered_days()[1]
    period = shop.period(args.period) if args.period else between(last - timedelta(DAYS - 1), last)
    actuals = mode_actuals(ShopData(shop), period) if shop.snapshot.imports else []
    sums = {choice.mode: unit_sum(choice.economics) for choice in plan.modes.chosen}
    if args.json:
        chosen = {
            mode: {
                "lines": dict(made.lines),
                "contribution_fen": made.contribution_fen,
                "first_order_fen": made.first_order_fen,
                "unknown": list(made.unknown),
            }
            for mode, made in sums.items()
        }
        done = [{"mode": a.mode, "where": a.where, **a.values} for a in actuals]
        print_json({"period": period.key, "chosen": chosen, "actuals": done})
    else:
        _print(plan, sums, actuals, args, shop.workspace.currency, period.text().zh)
    return 1 if any(made.blocks for made in sums.values()) else 0


def _print(plan: Plan, sums: dict[Any, Any], actuals: list[ModeActual], args: argparse.Namespace, currency: str, days: str) -> None:  # fmt: skip
    from lianyi.cli.output import language, print_table, say
    from lianyi.core.numbers import money
    from lianyi.metrics.book import Book
    from lianyi.planning.products.actuals import METRICS
    from lianyi.planning.products.economics import NAMES
    from lianyi.planning.products.modes import MODES

    lang = language(args)
    for choice in plan.modes.chosen:
        made = sums[choice.mode]
        parts = " ".join(f"{NAMES[n].say(lang)} {money(a, lang, style='rows', currency=currency)}" for n, a in made.lines)  # fmt: skip
        left = money(made.contribution_fen, lang, style="rows", currency=currency)
        print(f"{MODES[choice.mode].say(lang)}: {parts or '—'} = {left}{' ✕ ' + BLOCKED.say(lang) if made.blocks else ''}")  # fmt: skip
    if actuals:
        book = Book()
        heads = [Text("模式", "mode").say(lang), *(book.get(k).name.say(lang) for k in METRICS)]
        print_table(heads, [[MODES[a.mode].say(lang), *(_cell(book.get(k).unit, a.values[k], lang, currency) for k in METRICS)] for a in actuals])  # fmt: skip
        say(Text(f"{days}的实际；模式之间有重叠，加起来不等于全店。", "Actuals of the last days; modes overlap and do not add up to the shop."), args)  # fmt: skip


def _cell(unit: str, value: Any, lang: Lang, currency: str) -> str:
    from lianyi.core.numbers import MISSING, count, money, ratio

    if value is None:
        return MISSING
    if unit == "money":
        return money(value, lang, style="exact", currency=currency)
    return ratio(value) if unit == "ratio" else count(int(value), lang)
