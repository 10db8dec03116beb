"""Let an import that was undone count again."""

from __future__ import annotations

import argparse

from lianyi.core.translation import Text

NAME = "redo"
HELP = "恢复撤销的导入 / redo an import"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("import_name", metavar="IMPORT", help="导入编号或ID / number or id")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Make a new snapshot and say its number."""
    from datetime import UTC, datetime

    from lianyi.cli.output import print_json, say, shop_of
    from lianyi.importers.standing import redo

    snapshot = redo(
        shop_of(args).workspace, args.import_name, datetime.now(UTC).isoformat(timespec="seconds")
    )
    if args.json:
        print_json({"snapshot": snapshot.number, "imports": list(snapshot.imports)})
    say(
        Text("已恢复，现在是数据版本#{n}。", "Redone; the data version is now #{n}.").format(
            n=snapshot.number
        ),
        args,
    )
    return 0
