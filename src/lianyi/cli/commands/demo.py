"""The sample shop: write two years of exports, import them, open the weekly report.

The first run takes a minute; later runs find the shop imported and only make the report again.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from lianyi.core.translation import Text

NAME = "demo"
HELP = "用示例店铺看看 / try it on the sample shop"
FOLDER = "lianyi-demo"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--port",
        type=int,
        metavar="P",
        help="在本机这个端口上看报告，Ctrl+C结束 / serve the reports on this local port",
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="不打开浏览器 / do not open a browser"
    )
    parser.add_argument(
        "--once", action="store_true", help="做完就退出 / exit when done, never serve"
    )
    parser.add_argument("--orders", type=int, default=None, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Make the demo and show its report."""
    from lianyi.cli.demonstration import make_demo, serve, show
    from lianyi.cli.output import folder_of, say

    named = folder_of(args)
    folder = Path(FOLDER) if str(named) == "." else named
    page = make_demo(folder, args)
    say(Text("周报在 {page}", "The weekly report is {page}").format(page=page.resolve()), args)
    if args.port and not args.once:
        return serve(page, args)
    if not args.no_browser:
        show(page.resolve().as_uri())
    return 0
