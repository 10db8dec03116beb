"""Actions of a command, as in `lianyi key export`: they take `-C` like the command itself."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any


class LateParser(argparse.ArgumentParser):
    """A parser that asks for its arguments when it is used first: what a help page only names need not be imported."""

    later: Callable[[argparse.ArgumentParser], None] | None = None

    def complete(self) -> None:
        """Declare the arguments, once."""
        later, self.later = self.later, None
        if later is not None:
            later(self)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse, with the arguments declared."""
        self.complete()
        return super().parse_known_args(args, namespace)

    def format_help(self) -> str:
        """Return the help, with the arguments declared."""
        self.complete()
        return super().format_help()


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
