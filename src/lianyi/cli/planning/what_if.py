"""`lianyi plan what-if --set budget.kol=20000 --set gmv.visitors=+10%`: what the goals would come to, by arithmetic."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.planning.what_if.ask import Answer
    from lianyi.planning.what_if.recompute import Outcome

TITLES = (
    Text("目标", "Goal"),
    Text("目标值", "Target"),
    Text("原来", "Before"),
    Text("之后", "After"),
    Text("变化", "Change"),
    Text("达成", "Reached"),
    Text("原来按", "Before is"),
)
SOURCES = {
    "fact": Text("实际", "fact"),
    "forecast": Text("最近一次检查的预测", "the last check's forecast"),
    "pace": Text("目前的进度推算", "the present pace"),
    "target": Text("目标值", "the target"),
    "nothing": Text("没有数据", "no data"),
}
YES, NO = Text("是", "yes"), Text("否", "no")
RETURNS = Text("「{name}」{words}。", "{name}: {words}.")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--set",
        dest="settings",
        action="append",
        default=[],
        metavar="WHAT=VALUE",
        help="budget.kol=20000, budget.ads.2026-12=+20%%, gmv.visitors=5万",
    )
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print the goals before and after."""
    from lianyi.cli.output import language, print_json, print_table, say, shop_of
    from lianyi.core.errors import LianyiError
    from lianyi.planning.budget.categories import NAMES

    if not args.settings:
        raise LianyiError("what_if.nothing")
    lang = language(args)
    answer = shop_of(args).plan.what_if.ask(args.settings)
    if args.json:
        print_json(_document(answer, args.settings))
        return 0
    print_table([t.say(lang) for t in TITLES], [_row(one, lang) for one in answer.outcomes])
    for used in answer.used:
        say(RETURNS.format(name=NAMES[used.category], words=used.words), args)
    return 0


def _row(one: Outcome, lang: Lang) -> tuple[str, ...]:
    from lianyi.core import numbers
    from lianyi.planning.goals.lines import shown

    standing = one.standing
    change = numbers.MISSING
    if one.before is not None and one.after is not None and one.is_moved:
        change = numbers.change_rate(one.after, one.before, lang, arrow=False)
    met = one.reaches(one.after)
    return (
        "  " * standing.placed.depth + standing.goal.name,
        shown(standing, standing.target).say(lang),
        shown(standing, one.before).say(lang),
        shown(standing, one.after).say(lang),
        change,
        numbers.MISSING if met is None else (YES if met else NO).say(lang),
        SOURCES[one.basis.source].say(lang),
    )


def _document(answer: Answer, settings: list[str]) -> dict[str, Any]:
    return {
        "settings": settings,
        "goals": [_plain(one) for one in answer.outcomes],
        "returns": [
            {
                "category": used.category,
                "how": used.how,
                "value": float(used.value),
                "low": None if used.low is None else float(used.low),
                "high": None if used.high is None else float(used.high),
                "words": {"zh": used.words.zh, "en": used.words.en},
            }
            for used in answer.used
        ],
    }


def _plain(one: Outcome) -> dict[str, Any]:
    from lianyi.planning.goals.figures import major

    standing = one.standing
    values = {
        "target": standing.target,
        "before": one.before,
        "after": one.after,
        "added_low": one.added_low,
        "added_high": one.added_high,
    }
    shown = {
        name: None if value is None else major(standing.unit, value, standing.found.currency)
        for name, value in values.items()
    }
    return {
        "id": standing.goal.id,
        "name": standing.goal.name,
        "metric": standing.placed.metric,
        "unit": standing.unit,
        **shown,
        "before_from": one.basis.source,
        "moved": one.is_moved,
        "reached_before": one.reaches(one.before),
        "reached_after": one.reaches(one.after),
    }
