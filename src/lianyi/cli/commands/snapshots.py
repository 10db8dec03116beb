"""List the data versions; every number can be asked as of any of them (`metric --at`)."""

from __future__ import annotations

import argparse

from lianyi.core.translation import Text

NAME = "snapshots"
HELP = "数据版本 / list data versions"
TITLES = (
    Text("数据版本", "data version"),
    Text("上一个", "parent"),
    Text("时间（UTC）", "at (UTC)"),
    Text("原因", "reason"),
    Text("导入次数", "imports"),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print the history of snapshots."""
    from dataclasses import asdict

    from lianyi.cli.output import language, print_json, print_table, shop_of
    from lianyi.facts.snapshots import history

    found = history(shop_of(args).workspace.lake)
    if args.json:
        print_json({"snapshots": [asdict(s) for s in found]})
        return 0
    print_table(
        [title.say(language(args)) for title in TITLES],
        [(s.number, s.parent, s.at, s.reason, len(s.imports)) for s in found],
    )
    return 0
