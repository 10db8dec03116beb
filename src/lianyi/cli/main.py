"""`lianyi`: find the command, open the workspace, turn a refusal into words.

Exit codes: 0 done, 1 input refused or a check failed, 2 usage.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType

from lianyi.core.errors import LianyiError

GROUP = "lianyi.commands"
DONE, REFUSED, USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = build_parser()
    args = parser.parse_args(argv)
    if args.command is None:
        parser.print_help()
        return USAGE
    try:
        return int(args.run(args))
    except LianyiError as error:
        from lianyi.cli.output import print_refusal

        print_refusal(error, args)
        return REFUSED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 130


def build_parser() -> argparse.ArgumentParser:
    """Return the parser with every command, built-in and from outside."""
    parser = argparse.ArgumentParser(
        prog="lianyi",
        description="涟漪：社交电商的计划、执行、衡量与调整 / plan, run, measure and adjust a social-commerce business",
    )
    parser.add_argument("--version", action="version", version=_version())
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "-C",
        "--workspace",
        "--shop",
        dest="workspace",
        default=None,
        metavar="DIR",
        help="工作区文件夹 / workspace folder (default: $LIANYI_SHOP or the current folder)",
    )
    parser.add_argument(
        "-C",
        "--workspace",
        "--shop",
        dest="outer_workspace",
        default=None,
        metavar="DIR",
        help=argparse.SUPPRESS,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for module in command_modules():
        sub = commands.add_parser(
            module.NAME,
            help=module.HELP,
            description=module.__doc__,
            parents=[shared],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.configure(sub)
        sub.set_defaults(run=module.run)
    return parser


def command_modules() -> list[ModuleType]:
    """Return the commands: those of this package, then those of installed entry points."""
    package = importlib.import_module("lianyi.cli.commands")
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__))
    found = [importlib.import_module(f"lianyi.cli.commands.{n}") for n in names]
    return [*found, *_from_outside()]


def _from_outside() -> list[ModuleType]:
    from importlib.metadata import entry_points

    return [point.load() for point in entry_points(group=GROUP)]


def _version() -> str:
    from lianyi import __version__

    return f"lianyi {__version__}"


if __name__ == "__main__":
    sys.exit(main())
