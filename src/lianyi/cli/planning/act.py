"""`lianyi plan act`: note an action, close one, start a risk's fallback, or list them."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.planning.loop.actions import Action
    from lianyi.shop.shop import Shop

TITLES = (
    Text("编号", "No."),
    Text("状态", "State"),
    Text("动作", "Action"),
    Text("负责人", "Owner"),
    Text("截止", "Due"),
    Text("指标", "Metric"),
    Text("预期", "Expected"),
)
NONE_YET = Text("还没有动作。", "No action yet.")
NOTED = Text("记下了{n}个动作。", "{n} actions noted.")
KNOWN = Text("这些动作已经记过，没有新增。", "These actions are noted already; nothing was added.")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("title", nargs="?", metavar="TITLE", help="做什么 / what is done")
    parser.add_argument("--owner", default="", metavar="NAME", help="负责人 / who does it")
    parser.add_argument("--due", metavar="DAY", help="截止日 / until when")
    parser.add_argument(
        "--metric", default="", metavar="KEY", help="看哪个指标 / which metric shall move"
    )
    parser.add_argument(
        "--expect",
        metavar="RANGE",
        help="预期变化，如+10%%~+18%% / expected change, as +10%%~+18%%",
    )
    parser.add_argument(
        "--start", metavar="RISK", help="启动这个风险的备选方案 / start the fallback of this risk"
    )
    parser.add_argument("--close", metavar="NO", help="关闭这个动作 / close this action")
    parser.add_argument("--drop", metavar="NO", help="放弃这个动作 / drop this action")
    parser.add_argument(
        "--day", metavar="DAY", help="哪天关闭的；默认今天 / closed on which day; today by default"
    )
    parser.add_argument("--json", action="store_true")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Write what was asked, then print the actions that it is about (all of them where nothing was written)."""
    from lianyi.cli.output import language, print_json, print_table, say, shop_of
    from lianyi.planning.loop.actions import read_actions

    shop, lang = shop_of(args), language(args)
    known = read_actions(shop.engine) if shop.snapshot.imports else []
    made = _made(args, shop, known, lang)
    if made is None:
        shown = known
    else:
        shown = [a for a in made if a not in known]
        if shown:
            _record(shop, shown)
        say(NOTED.format(n=len(shown)) if shown else KNOWN, args)
    if args.json:
        print_json({"actions": [as_plain(a) for a in shown]})
    elif shown:
        print_table([t.say(lang) for t in TITLES], [_row(a, lang) for a in shown])
    elif made is None:
        say(NONE_YET, args)
    return 0


def _made(args: argparse.Namespace, shop: Shop, known: list[Action], lang: Lang) -> list[Action] | None:  # fmt: skip
    """Return the actions to be written; None where only a list was asked for."""
    from lianyi.planning.loop.actions import find, from_fallback

    if args.close or args.drop:
        day = _day(args.day) or shop.today
        one = find(known, args.close or args.drop)
        return [one.closed(day, "done" if args.close else "dropped")]
    if args.start:
        from lianyi.planning.risks.register import standing

        data = shop.plan.data
        if data is None:
            raise LianyiError("risk.no_data")
        plan = shop.plan.current if shop.plan.exists else None
        steps = from_fallback(standing(plan, data).gauge(args.start), shop.today, lang)
        if not steps:
            raise LianyiError("action.no_fallback", risk=args.start)
        taken = {a.number for a in known}
        return [a for a in steps if a.number not in taken]
    return [_new(args, shop, known)] if args.title or args.metric or args.expect else None


def _new(args: argparse.Namespace, shop: Shop, known: list[Action]) -> Action:
    from lianyi.metrics.book import Book
    from lianyi.planning.loop.actions import Action, next_number, read_expected

    if not (args.title or "").strip():
        raise LianyiError("action.title")
    low, high = read_expected(args.expect) if args.expect else (None, None)
    if args.expect and not args.metric:
        raise LianyiError("action.expects_what")
    if args.metric:
        Book(shop.own_metrics).get(args.metric)
    number = next_number(known, shop.today)
    return Action(number, args.title.strip(), args.owner, _day(args.due), low, high, args.metric)


def _day(text: str | None) -> date | None:
    from lianyi.core.calendar.period_text import parse_period

    return parse_period(text).last if text else None


def _record(shop: Shop, actions: list[Action]) -> None:
    from lianyi.importers.recorded import record

    rows = [a.as_row() for a in actions]
    record(shop.workspace, "plan act", {"actions": rows}, shop.now, shop.today)


def as_plain(one: Action) -> dict[str, Any]:
    """Return an action as plain values."""
    return {
        "number": one.number,
        "title": one.title,
        "owner": one.owner,
        "due": one.due,
        "metric": one.metric or None,
        "expected_low": one.expected_low,
        "expected_high": one.expected_high,
        "status": one.status,
        "done": one.done,
    }


def _row(one: Action, lang: Lang) -> list[object]:
    from lianyi.planning.loop.actions import STATUSES
    from lianyi.planning.loop.review import expected_text

    has_range = one.expected_low is not None and one.expected_high is not None
    return [
        one.number,
        STATUSES[one.status].say(lang),
        one.title,
        one.owner,
        one.due,
        one.metric,
        expected_text(one.expected_low or 0, one.expected_high or 0).say(lang) if has_range else "",
    ]
