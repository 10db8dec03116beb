"""`lianyi plan lint FILE`: is every written goal specific, measurable, attainable, relevant and timed?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.planning.written.lint import Yardstick

NO_SHOP = Text(
    "没有店铺的历史：A（可实现）只看数字本身说不说得通。",
    "No history of a shop: A (attainable) only tells whether the number can be true at all.",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="目标清单：txt、md、yaml、json、csv、xlsx、docx；不写就是本店的计划 / a list of goals; without one the plan of the shop")  # fmt: skip
    parser.add_argument("--today", metavar="DAY", help="当作今天是哪一天（默认现在） / the day from which dates are read (default: now)")  # fmt: skip
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print the letters of every goal; exit 1 where one is refused."""
    from lianyi.cli.output import folder_of, language, print_json, say
    from lianyi.planning.model.plan import Plan
    from lianyi.planning.written.lint import lint_entries, lint_plan
    from lianyi.planning.written.reporting import blocks, document
    from lianyi.shop.strangers import goals_in

    found = goals_in(args.file or folder_of(args) / "plan" / "plan.yaml")
    by = yardstick(args)
    judged = lint_plan(found, by) if isinstance(found, Plan) else lint_entries(found, by)
    if args.json:
        print_json(document(judged))
    else:
        print("\n".join(blocks(judged, language(args))))
        if by.history is None:
            say(NO_SHOP, args)
    return 1 if any(not j.ok and not j.draft for j in judged) else 0


def yardstick(args: argparse.Namespace) -> Yardstick:
    """Return the day and the shop that goals are held against; no workspace means no history."""
    from lianyi.cli.output import shop_of
    from lianyi.cli.planning.opening import today_of
    from lianyi.core.calendar import parse_day
    from lianyi.metrics.book import Book
    from lianyi.planning.written.history import ShopHistory
    from lianyi.planning.written.lint import Yardstick
    from lianyi.planning.written.naming import Names
    from lianyi.planning.written.times import Clock

    asked = parse_day(args.today) if args.today else None
    try:
        shop = shop_of(args)
    except LianyiError as refused:
        if refused.code != "workspace.none":
            raise
        return Yardstick(Clock(asked or today_of(None)))
    own = shop.own_metrics
    clock = Clock(asked or shop.today, shop.calendar.sales)
    data = shop.plan.data
    history = ShopHistory(data) if data is not None else None
    return Yardstick(clock, history, Book(own), Names(own) if own else None)
