"""`lianyi plan budget`: planned, committed, spent and left, the pace, one proposal, and what is still owed."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.planning.budget.amounts import Amount
    from lianyi.planning.budget.review import Reviewed

AXES = ("category", "channel", "goal", "month")
SHOWN_ROWS = 40
NO_DATA = Text(
    "还没有数据，已花和已承诺只看计划里的活动。",
    "There is no data yet: only campaigns of the plan count as committed.",
)
ROWS = Text("已花和已承诺的明细", "What was spent and committed, row by row")
CUT = Text("（还有{n}行，用--json看全部）", "({n} more rows; see all with --json)")
HEADS = {
    "day": Text("日期", "day"), "state": Text("状态", "state"), "category": Text("类别", "category"), "channel": Text("渠道", "channel"),
    "fen": Text("金额", "amount"), "source": Text("来源", "source"), "reference": Text("是什么", "what"), "rows": Text("行数", "rows"),
}  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--by", choices=AXES, default="category", help="按什么看 / along which axis"
    )
    parser.add_argument("--period", metavar="P", help="哪个月，默认本月；--by month默认全部 / which month; this one by default, all with --by month")  # fmt: skip
    parser.add_argument("--rows", action="store_true", help="列出每一笔 / list what it is made of")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print the table; exit 0 whatever it says."""
    from lianyi.cli.output import language, print_json, say, shop_of
    from lianyi.planning.budget.review import review
    from lianyi.planning.budget.shown import document, lines

    shop, lang = shop_of(args), language(args)
    plan, data = shop.plan.current, shop.plan.data
    month = shop.period(args.period) if args.period else None
    found = review(plan, data, args.by, month, shop.today, shop.workspace.currency)
    if args.json:
        print_json(document(found, lang))
        return 0
    for line in lines(found, lang):
        print(line)
    if args.rows:
        _print_rows(found, lang)
    if data is None:
        say(NO_DATA, args)
    return 0


def _print_rows(found: Reviewed, lang: Lang) -> None:
    from lianyi.cli.output import print_table
    from lianyi.planning.budget.words import COMMITTED, SPENT

    both = (*((SPENT, a) for a in found.now.money.spent), *((COMMITTED, a) for a in found.now.money.committed))  # fmt: skip
    print(f"\n{ROWS.say(lang)}")
    shown = [_row(state, amount, found, lang) for state, amount in both[:SHOWN_ROWS]]
    print_table([head.say(lang) for head in HEADS.values()], shown)
    if len(both) > SHOWN_ROWS:
        print(CUT.format(n=len(both) - SHOWN_ROWS).say(lang))


def _row(state: Text, amount: Amount, found: Reviewed, lang: Lang) -> list[Any]:
    from lianyi.planning.budget.amounts import SOURCES
    from lianyi.planning.budget.categories import NAMES
    from lianyi.planning.budget.lint import exact

    place = found.now.places.name(found.now.places.shown(amount)).say(lang)
    return [
        amount.day.isoformat(), state.say(lang), NAMES[amount.category].say(lang), place, exact(amount.fen, found.currency).say(lang),
        SOURCES[amount.source].say(lang), amount.reference, amount.rows,
    ]  # fmt: skip
