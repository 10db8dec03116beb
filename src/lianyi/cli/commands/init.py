"""Make a folder a workspace: one brand, one reporting zone, one currency."""

from __future__ import annotations

import argparse
from pathlib import Path

from lianyi.core.translation import Text

NAME = "init"
HELP = "新建工作区 / make a workspace"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.add_argument("--name", default="", help="品牌名 / the brand's name")
    parser.add_argument(
        "--zone", help="业务时区 / business zone, an IANA name (default: Asia/Shanghai)"
    )
    parser.add_argument(
        "--currency", help="本位币 / reporting currency, an ISO 4217 code (default: CNY)"
    )


def run(args: argparse.Namespace) -> int:
    """Make or open the workspace."""
    from lianyi.cli.output import say
    from lianyi.facts.workspace import init_workspace

    workspace = init_workspace(args.folder, name=args.name, zone=args.zone, currency=args.currency)
    facts = {"folder": workspace.folder, "zone": workspace.zone, "currency": workspace.currency}
    say(
        Text(
            "工作区在 {folder}（{zone}，{currency}）。",
            "Workspace at {folder} ({zone}, {currency}).",
        ).format(**facts),
        args,
    )
    return 0
