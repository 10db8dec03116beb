"""Answer metrics: over a period, split by dimensions, against another period, or down to the rows behind."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from lianyi.core.calendar.periods import Period
    from lianyi.metrics.query import MetricQuery
    from lianyi.metrics.result import MetricResult
    from lianyi.shop import Shop

NAME = "metric"
HELP = "查指标 / ask metrics"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("keys", metavar="KEY", nargs="+")
    parser.add_argument(
        "--period",
        metavar="P",
        help="2026-W46, 2026-11, 2026-11-09..2026-11-15 …（默认上一个完整周 / default: last complete week）",
    )
    parser.add_argument("--from", dest="first", metavar="D", help="第一天 / first day")
    parser.add_argument("--to", dest="last", metavar="D", help="最后一天，含 / last day, included")
    parser.add_argument("--grain", choices=("day", "week", "month", "quarter"))
    parser.add_argument(
        "--by",
        metavar="DIM",
        action="append",
        default=[],
        help="维度，可重复 / dimension, repeatable",
    )
    parser.add_argument(
        "--where", metavar="SQL", help="条件 / a condition, e.g. \"province = '浙江省'\""
    )
    parser.add_argument(
        "--segment",
        metavar="SEGMENT",
        help="只看这些人：人群的键或条件，按期末的情况 / only these persons: a segment or a condition, as of the end of the period",
    )
    parser.add_argument(
        "--campaign",
        metavar="CAMPAIGN",
        help="只看这个活动：计划里的id、名字，或导入的活动名；默认整个活动的日期 / only this campaign, by id or name; default period: its days",
    )
    parser.add_argument("--compare", choices=("previous", "weekday", "year", "date", "festival"))
    parser.add_argument(
        "--at", type=int, metavar="SNAPSHOT", help="按当时的数据版本 / as of that data version"
    )
    parser.add_argument(
        "--rows", action="store_true", help="数字背后的行 / the rows behind the number"
    )
    parser.add_argument(
        "--limit",
        type=_row_limit,
        metavar="N",
        help="最多几行明细，0是全部 / how many rows at most, 0 for all (default: 1000; with --csv all)",
    )
    parser.add_argument("--explain", action="store_true", help="显示查询 / show the query")
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true")
    output.add_argument("--csv", action="store_true")


def _row_limit(text: str) -> int:
    limit = int(text)
    if limit < 0:
        raise ValueError(text)
    return limit


def run(args: argparse.Namespace) -> int:
    """Answer and print."""
    from lianyi.cli.answers import print_answer, print_rows_behind
    from lianyi.cli.output import print_issues, shop_of

    shop = shop_of(args, args.at)
    query = query_of(shop, args)
    print_issues(shop.own_metric_issues, args)
    if args.rows:
        return print_rows_behind(shop, query, args)
    result: MetricResult = shop.ask(query)
    return print_answer(result, args, shop.channels)


def query_of(shop: Shop, args: argparse.Namespace) -> MetricQuery:
    """Return the question that the arguments ask."""
    from lianyi.metrics.query import MetricQuery
    from lianyi.shop.campaigns import marks_of

    marks = marks_of(shop, args.campaign) if args.campaign else None
    whole = marks is not None and not (args.period or args.first or args.last)
    by = tuple(d for text in args.by for d in text.split(",") if d)
    return MetricQuery(
        tuple(args.keys),
        None if whole else period_of(shop, args),
        args.grain,
        by,
        args.where,
        args.compare,
        args.segment,
        marks,
    )


def period_of(shop: Shop, args: argparse.Namespace) -> Period:
    """Return the days asked for; `--from`/`--to` are inclusive, alone they reach as far as the data."""
    if args.period and (args.first or args.last):
        raise LianyiError("cli.period_twice")
    if not (args.first or args.last):
        return shop.period(args.period)
    from lianyi.core.calendar import between, parse_day

    known = shop.covered_days()
    first = parse_day(args.first) if args.first else known[0]
    last = parse_day(args.last) if args.last else known[1]
    if first > last:
        raise LianyiError("period.backwards", text=f"{first}..{last}", start=first, last=last)
    return between(first, last)
