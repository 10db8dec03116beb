"""List the data versions; every number can be asked as of any of them (`metric --at`)."""

from __future__ import annotations

import argparse

NAME = "snapshots"
HELP = "数据版本 / list data versions"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print the history of snapshots."""
    from dataclasses import asdict

    from lianyi.cli.output import print_json, print_table, shop_of
    from lianyi.facts.snapshots import history

    found = history(shop_of(args).workspace.lake)
    if args.json:
        print_json({"snapshots": [asdict(s) for s in found]})
        return 0
    print_table(
        ("#", "parent", "at (UTC)", "reason", "imports"),
        [(s.number, s.parent, s.at, s.reason, len(s.imports)) for s in found],
    )
    return 0
