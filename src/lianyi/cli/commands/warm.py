"""Build the timelines and compile the analyses ahead, so that the first question does not wait."""

from __future__ import annotations

import argparse

from lianyi.core.translation import Text

NAME = "warm"
HELP = "提前建好时间线、编译好分析 / build timelines and compile analyses ahead"
READY = Text(
    "就绪：{people}个人，{events}个事件，{orders}笔订单。",
    "Ready: {people} people, {events} events, {orders} orders.",
)
COLD = Text(
    "这些计算在第一次用到时再编译：{names}。", "Compiled when they are first used: {names}."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--at", type=int, metavar="SNAPSHOT", help="按当时的数据版本 / as of that data version")  # fmt: skip
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Build, compile, and say what is ready."""
    from dataclasses import asdict

    from lianyi.cli.analysing import analysis_of
    from lianyi.cli.output import language, print_json, say, shop_of
    from lianyi.shop.warming import warm

    warmed = warm(shop_of(args, args.at), analysis_of)
    if args.json:
        print_json(asdict(warmed))
    counted = {name: f"{warmed.rows[name]:,}" for name in ("events", "orders")}
    say(READY.format(people=f"{warmed.people:,}", **counted), args)
    if warmed.cold:
        say(COLD.format(names=Text("、", ", ").say(language(args)).join(warmed.cold)), args)
    return 0
