"""Run one SELECT over the documented views: read-only, in a process of its own, at most 100,000 rows and 30 seconds."""

from __future__ import annotations

import argparse
from typing import Any

from lianyi.core.translation import Text

NAME = "sql"
HELP = "用SQL查询视图 / query the documented views"
CUT = Text(
    "结果超过{rows:,}行，只显示前{rows:,}行。加上LIMIT或更多条件。",
    "There are more than {rows:,} rows; these are the first {rows:,}. Add a LIMIT or a condition.",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "query", metavar="SELECT", help="一条SELECT；写-则从标准输入读 / - reads stdin"
    )
    parser.add_argument(
        "--at", type=int, metavar="SNAPSHOT", help="按当时的数据版本 / as of that data version"
    )
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true")
    output.add_argument("--csv", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Run the query and print what it found."""
    import sys

    from lianyi.cli.output import print_csv, print_json, print_table, say, shop_of
    from lianyi.engines.readonly import DEFAULT_LIMITS, run_select

    query = sys.stdin.read() if args.query == "-" else args.query
    shop = shop_of(args, args.at)
    answer = run_select(shop.current, query)
    if args.json:
        print_json(
            {
                "columns": answer.names,
                "rows": [[_in_json(v) for v in row] for row in answer.rows],
                "truncated": answer.truncated,
                "snapshot": shop.snapshot.number,
            }
        )
    elif args.csv:
        print_csv(answer.names, answer.rows)
    else:
        print_table(answer.names, answer.rows)
    if answer.truncated:
        say(CUT.format(rows=DEFAULT_LIMITS.rows), args)
    return 0


def _in_json(value: Any) -> Any:
    """JSON has no infinity and no NaN."""
    return None if isinstance(value, float) and value - value != 0 else value
