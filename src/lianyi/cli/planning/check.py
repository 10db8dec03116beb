"""`lianyi plan check`: hold the plan against the numbers; exit 1 where something does not pass."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.planning.verdict import Verdict
    from lianyi.shop.planning import Checked

TITLE = Text("计划检查", "Plan check")
KEPT = Text("已记入数据版本#{n}。", "Recorded as data version #{n}.")
SAME = Text("和今天上一次检查一样，没有重复记录。", "The same as the last check today; nothing new to record.")  # fmt: skip
FILLED = Text(
    "这些草稿按历史填上了目标值，改成你要的数也可以：{zh}。",
    "These drafts got targets from history; change them as you like: {en}.",
)
DRAFTS = Text("{n}个目标还是草稿，草稿不参与检查。", "{n} goals are drafts. Drafts are not checked.")  # fmt: skip
DRAFT = Text("1个目标还是草稿，草稿不参与检查。", "1 goal is a draft. Drafts are not checked.")
NO_DATA = Text(
    "还没有数据：先导入一份订单，再检查一次。",
    "There is no data yet: import an order export, then check again.",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--dry-run", action="store_true", help="什么都不写 / write nothing")


def run(args: argparse.Namespace) -> int:
    """Print what every section says, what does not pass first."""
    from lianyi.cli.output import language, print_json, say, shop_of

    shop, lang = shop_of(args), language(args)
    found = shop.plan.check(dry_run=args.dry_run, lang=lang)
    if args.json:
        print_json(_document(found))
        return 1 if found.fails else 0
    for line in _lines(found, lang):
        print(line)
    if found.filled:
        names = [goal.name for goal in found.filled]
        say(FILLED.format(zh="、".join(names), en="; ".join(names)), args)
    drafts = sum(goal.draft for goal in found.plan.all_goals())
    if drafts:
        say(DRAFT if drafts == 1 else DRAFTS.format(n=drafts), args)
    if shop.plan.data is None:
        say(NO_DATA, args)
    elif found.recorded is not None:
        say(KEPT.format(n=found.recorded.number), args)
    elif not args.dry_run:
        say(SAME, args)
    return 1 if found.fails else 0


def _lines(found: Checked, lang: Lang) -> list[str]:
    from lianyi.planning.verdict import MARKS, STATES

    counted = [
        f"{MARKS[state]} {STATES[state].say(lang)}{'' if lang == 'zh' else ' '}{number}"
        for state, number in found.counts.items()
    ]
    lines = [f"{TITLE.say(lang)}  {'   '.join(counted)}", ""]
    for state in ("fail", "remind", "unknown", "pass"):
        lines += [_line(v, lang) for v in found.verdicts if v.state == state]
    return lines


def _line(verdict: Verdict, lang: Lang) -> str:
    from lianyi.planning.verdict import MARKS

    gap = "" if lang == "zh" else " "
    advice = (
        f"{gap}{verdict.advice.say(lang)}" if verdict.advice and verdict.state != "pass" else ""
    )
    return f"{MARKS[verdict.state]} {verdict.words.say(lang)}{advice}  [{verdict.item}]"


def _document(found: Checked) -> dict[str, Any]:
    both = ("zh", "en")
    return {
        "counts": found.counts,
        "drafts": [goal.id for goal in found.plan.all_goals() if goal.draft],
        "filled": [goal.id for goal in found.filled],
        "recorded": found.recorded.number if found.recorded else None,
        "verdicts": [
            {
                "key": v.key,
                "item": v.item,
                "state": v.state,
                "value": v.value,
                "words": {lang: v.words.say(lang) for lang in both},  # type: ignore[arg-type]  # the two languages
                "advice": {lang: v.advice.say(lang) for lang in both} if v.advice else None,  # type: ignore[arg-type]  # the two languages
                "facts": v.facts,
            }
            for v in found.verdicts
        ],
    }
