"""`lianyi plan show [GOAL]`: where the goals stand; one goal with its parts, its campaigns and what they cost."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.planning.goals.standing import Standing
    from lianyi.shop.planning import ShopPlan

TITLES = (
    Text("目标", "Goal"),
    Text("现在", "Now"),
    Text("目标值", "Target"),
    Text("进度 vs 时间", "Progress vs time"),
    Text("预计（80%）", "Expected (80%)"),
    Text("概率", "Chance"),
    Text("负责人", "Owner"),
)
MOVERS = (
    Text("活动", "Campaign"),
    Text("开始", "From"),
    Text("结束", "To"),
    Text("负责人", "Owner"),
    Text("预算", "Budget"),
    Text("已花", "Spent"),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("goal", nargs="?", metavar="GOAL", help="目标的id / the id of a goal")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print the goal tree, or one goal in full."""
    from lianyi.cli.output import language, print_json, print_table, shop_of

    plan, lang = shop_of(args).plan, language(args)
    if args.goal:
        return _one(plan, args, lang)
    trees = plan.standings()
    if args.json:
        from lianyi.planning.goals.plain import tree_as_plain

        print_json({"goals": [tree_as_plain(tree) for tree in trees]})
        return 0
    print_table([t.say(lang) for t in TITLES], _rows(trees, lang))
    return 0


def _one(plan: ShopPlan, args: argparse.Namespace, lang: Lang) -> int:
    from lianyi.cli.output import print_json, print_table
    from lianyi.planning.goals.lines import sentences_on
    from lianyi.planning.goals.plain import tree_as_plain

    tree = plan.standing(args.goal)
    movers = plan.movers(tree.goal)
    if args.json:
        print_json({"goal": tree_as_plain(tree), "campaigns": [m.as_plain() for m in movers]})
        return 0
    print_table([t.say(lang) for t in TITLES], _rows((tree,), lang))
    for sentence in sentences_on(tree):
        print(sentence.say(lang))
    if movers:
        print()
        print_table([t.say(lang) for t in MOVERS], [m.cells(lang) for m in movers])
    return 0


def _rows(trees: tuple[Standing, ...], lang: Lang) -> list[tuple[Any, ...]]:
    from lianyi.planning.goals.lines import line_of

    return [line_of(s).cells(lang) for tree in trees for s in tree.walk()]
