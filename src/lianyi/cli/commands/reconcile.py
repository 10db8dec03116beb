"""Hold our number against a platform's report: the causes of the gap add up to it, with the orders behind each."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.reconcile.reconciliation import Reconciliation

NAME = "reconcile"
HELP = "对账：我们的数和平台的报表 / hold our number against a platform's report"
LISTED, SHOWN = 100, 5


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", type=Path, help="平台的报表：按订单或按天 / a platform's report, by order or by day")  # fmt: skip
    parser.add_argument("--metric", metavar="K", required=True, help="指标 / the metric, e.g. gmv_paid")  # fmt: skip
    parser.add_argument("--period", metavar="P", help="哪一段时间（默认报表里的日期） / which days (default: those of the report)")  # fmt: skip
    parser.add_argument("--by", choices=("day",), help="也列出每天的数 / list every day too")
    parser.add_argument("--platform", metavar="P", help="只算这个平台 / count this platform only")
    parser.add_argument("--store", metavar="S", help="只算这家店 / count this store only")
    for role, zh in (("order", "订单号"), ("day", "日期"), ("amount", "金额")):
        parser.add_argument(f"--{role}", metavar="TITLE", help=f"{zh}是哪一列 / title of the column of {role}s")  # fmt: skip
    parser.add_argument("--limit", type=int, default=None, metavar="N", help=f"每个原因最多列几个订单 / orders listed per cause (default: {SHOWN}, {LISTED} with --json)")  # fmt: skip
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Reconcile and print."""
    from lianyi.cli.output import issue_json, print_issues, print_json, shop_of
    from lianyi.shop.reconciling import reconcile

    titles = {"order": args.order, "day": args.day, "amount": args.amount}
    found = reconcile(
        shop_of(args), args.file, args.metric, args.period,
        platform=args.platform, store=args.store, columns=titles,
    )  # fmt: skip
    if args.json:
        told = found.to_json(LISTED if args.limit is None else max(args.limit, 0))
        print_json({**told, "issues": [issue_json(i, args) for i in found.issues]})
        return 0
    print_issues(found.issues, args)
    _print(found, args)
    return 0


def _print(found: Reconciliation, args: argparse.Namespace) -> None:
    from lianyi.analyses.reconcile.words import UNEXPLAINED, name_of, said_of
    from lianyi.cli.output import language, print_table, say

    lang, limit = language(args), SHOWN if args.limit is None else max(args.limit, 0)
    gap = found.gap
    say(Text("{name} {period}，{file}", "{name}, {period}, {file}").format(name=found.metric.name.say(lang), period=found.period.key, file=found.file), args)  # fmt: skip
    rows = [(Text("我们", "Ours").say(lang), _amount(found, gap.ours, args), "", "", "")]
    for cause in gap.causes:
        orders = " ".join(s.order_no for s in cause.orders[:limit])
        more = "…" if len(cause.orders) > limit else ""
        rows.append((name_of(cause).say(lang), _amount(found, cause.amount, args, sign=True), str(len(cause.orders)), said_of(cause, gap.stores).say(lang), orders + more))  # fmt: skip
    left = gap.left_orders or [s for day in sorted(gap.suspects) for s in gap.suspects[day]]
    rows.append((UNEXPLAINED.say(lang), _amount(found, gap.unexplained, args, sign=True), str(len(gap.left_orders)), "", " ".join(s.order_no for s in left[:limit])))  # fmt: skip
    rows.append((Text("平台", "Platform").say(lang), _amount(found, gap.theirs, args), "", "", ""))
    heads = (Text("原因", "Cause"), Text("金额", "Amount"), Text("订单", "Orders"), Text("说明", "Meaning"), Text("订单号", "Order numbers"))  # fmt: skip
    print_table([h.say(lang) for h in heads], rows)
    if args.by:
        _print_days(found, args)


def _print_days(found: Reconciliation, args: argparse.Namespace) -> None:
    from lianyi.analyses.reconcile.words import UNEXPLAINED, name_of
    from lianyi.cli.output import language, print_table

    lang, gap = language(args), found.gap
    causes = [c for c in gap.causes if c.by_day]
    days = sorted({*gap.left_days, *(day for c in causes for day in c.by_day)})
    rows = [
        (day.isoformat(), *(_amount(found, c.by_day.get(day, 0), args, sign=True) for c in causes), _amount(found, gap.left_days.get(day, 0), args, sign=True))
        for day in days
    ]  # fmt: skip
    heads = [Text("日期", "Day"), *(name_of(c) for c in causes), UNEXPLAINED]
    print_table([h.say(lang) for h in heads], rows)


def _amount(found: Reconciliation, amount: int, args: argparse.Namespace, *, sign: bool = False) -> str:  # fmt: skip
    from lianyi.cli.output import language
    from lianyi.core.numbers import count, money

    lang = language(args)
    if not found.is_money:
        return count(amount, lang, sign=sign)
    return money(amount, lang, style="exact", currency=found.currency, sign=sign)
