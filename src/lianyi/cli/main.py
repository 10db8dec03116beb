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
UNREADABLE = ("IOException", "SerializationException", "FatalException")
DONE, REFUSED, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _speak_utf8()
    # Models here are small: a second thread of linear algebra waits more than it computes. Timelines have threads of their own.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    parser = build_parser()
    args = parser.parse_args(argv)
    if args.command is None:
        parser.print_help(sys.stderr)
        return USAGE
    from lianyi.cli.waiting import waiting

    try:
        with waiting(args):
            return int(args.run(args))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        refusal = _as_refusal(error)
        if refusal is None:
            raise
        from lianyi.cli.output import print_refusal

        print_refusal(refusal, args)
        return REFUSED


def _as_refusal(error: Exception) -> LianyiError | None:
    """Return what to tell the user; None for a bug, which keeps its traceback."""
    if isinstance(error, LianyiError):
        return error
    if isinstance(error, OSError):
        named = error.filename2 or error.filename or ""
        return LianyiError("cli.file_unusable", file=named, reason=error.strerror or str(error))
    kind = type(error)
    if kind.__module__.lstrip("_").startswith("duckdb") and kind.__name__ in UNREADABLE:
        return LianyiError("cli.facts_unreadable", reason=str(error).splitlines()[0])
    if kind.__module__ == "sqlite3":
        is_damaged = kind.__name__ == "DatabaseError"
        code = "vault.damaged" if is_damaged else "cli.file_unusable"
        return LianyiError(code, file="vault.db", reason=str(error))
    return None


def _speak_utf8() -> None:
    """Print Chinese wherever the output goes; what a terminal cannot show must not end a command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser with every command, built-in and from outside."""
    parser = argparse.ArgumentParser(
        prog="lianyi",
        description="涟漪：社交电商的计划、执行、衡量与调整 / plan, run, measure and adjust a social-commerce business",
    )
    parser.add_argument("--version", action="version", version=_version())
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
            parents=[shared_options()],
            formatter_class=argparse.RawDescriptionHelpFormatter,
            conflict_handler="resolve",
        )
        module.configure(sub)
        sub.set_defaults(run=module.run)
    return parser


def shared_options() -> argparse.ArgumentParser:
    """Return what every command understands; one that declares an option of its own name keeps its own."""
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
    shared.add_argument(
        "--lang",
        choices=("zh", "en"),
        help="语言 / language (default: $LIANYI_LANG, else that of the system, else zh)",
    )
    return shared


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
