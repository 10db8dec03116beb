"""`lianyi plan review`: what came of the actions that are closed or due, and whether to go on with them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.planning.loop.review import Reviewed

TITLES = (
    Text("结论", "Call"),
    Text("编号", "No."),
    Text("动作", "Action"),
    Text("负责人", "Owner"),
    Text("依据", "Why"),
)
NOTHING = Text("没有已关闭或到期的动作。", "No action is closed or due.")
BESIDE = Text("（期间有{names}）", " (with {names} on one side)")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("number", nargs="?", metavar="NO", help="只看这个动作 / only this action")
    parser.add_argument("--day", metavar="DAY", help="用到哪天为止的数据 / data up to which day")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print every action that is closed or due with what came of it."""
    from lianyi.cli.output import language, print_json, print_table, say, shop_of
    from lianyi.core.errors import LianyiError
    from lianyi.planning.loop.actions import find, read_actions
    from lianyi.planning.loop.review import CALLS, review
    from lianyi.planning.risks.register import last_day

    shop, lang = shop_of(args), language(args)
    data = shop.plan.data
    if data is None:
        raise LianyiError("risk.no_data")
    last = shop.period(args.day).last if args.day else last_day(data)
    actions = read_actions(shop.engine)
    if args.number:
        actions = [find(actions, args.number)]
    found = [review(a, data, last) for a in actions]
    if not args.number:
        found = [r for r in found if r.action.status != "open" or r.call == "not_done"]
    if args.json:
        print_json({"day": last, "reviews": [_plain(r) for r in found]})
        return 0
    if not found:
        say(NOTHING, args)
        return 0
    rows = [
        [CALLS[r.call].say(lang), r.action.number, r.action.title, r.action.owner, _why(r).say(lang)]
        for r in found
    ]  # fmt: skip
    print_table([t.say(lang) for t in TITLES], rows)
    return 0


def _why(found: Reviewed) -> Text:
    if not found.occasions:
        return found.words
    names = Text("、".join(t.zh for t in found.occasions), ", ".join(t.en for t in found.occasions))
    beside = BESIDE.format(names=names)
    return Text(found.words.zh + beside.zh, found.words.en + beside.en)


def _plain(found: Reviewed) -> dict[str, Any]:
    from lianyi.cli.planning.act import as_plain

    return {
        **as_plain(found.action),
        "call": found.call,
        "observed": found.observed,
        "half_normal": found.half_normal,
        "now": found.now.key if found.now else None,
        "before": found.before.key if found.before else None,
        "why": {"zh": found.words.zh, "en": found.words.en},
        "occasions": [{"zh": t.zh, "en": t.en} for t in found.occasions],
    }
