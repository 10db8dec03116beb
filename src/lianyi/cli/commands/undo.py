"""Take an import back: its facts and identity links stop counting."""

from __future__ import annotations

import argparse

from lianyi.core.translation import Text

NAME = "undo"
HELP = "撤销一次导入 / undo an import"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("import_name", metavar="IMPORT", help="导入编号或ID / number or id")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Make a new snapshot and say its number."""
    from datetime import UTC, datetime

    from lianyi.cli.output import print_json, say, shop_of
    from lianyi.importers.standing import undo

    snapshot = undo(
        shop_of(args).workspace, args.import_name, datetime.now(UTC).isoformat(timespec="seconds")
    )
    if args.json:
        print_json({"snapshot": snapshot.number, "imports": list(snapshot.imports)})
    say(
        Text("已撤销，现在是数据版本#{n}。", "Undone; the data version is now #{n}.").format(
            n=snapshot.number
        ),
        args,
    )
    return 0
