"""Actions of a command, as in `lianyi key export`: they take `-C` like the command itself."""

from __future__ import annotations

import argparse
from typing import Any


def add_action(actions: Any, name: str, text: str) -> argparse.ArgumentParser:
    """Add the action `name` with its help to what `add_subparsers` returned."""
    parser: argparse.ArgumentParser = actions.add_parser(name, help=text, description=text)
    # Without a default of its own it leaves alone what stood before the action.
    parser.add_argument(
        "-C", "--workspace", "--shop", dest="workspace", metavar="DIR", default=argparse.SUPPRESS,
        help="工作区文件夹 / workspace folder",
    )  # fmt: skip
    parser.add_argument("--lang", choices=("zh", "en"), default=argparse.SUPPRESS)
    return parser
