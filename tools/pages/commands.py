"""The page of commands, from the parser that reads them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from lianyi.cli.main import build_parser
from lianyi.cli.nested import LateParser
from tools.pages.markdown import cell, code, table

HEAD = """# Command line

Every command works on the workspace in the current folder; `-C DIR` (or `--workspace`, `--shop`, `$LIANYI_SHOP`) names another. Results
go to standard output, everything else to standard error, so that `--json` and `--csv` can be piped. Exit code 0 is done, 1 is
input refused or a check that failed, 2 is a command that was not understood. `$LIANYI_LANG` (`zh` or `en`) chooses the
language where there is no `--lang`.

"""
SHARED = {"help", "workspace"}


def page() -> str:
    """Return the page, one section a command."""
    return HEAD + "\n".join(_section(name, parser) for name, parser in commands())


def commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield the built-in commands with their parsers, in the order of `--help`."""
    yield from _children(build_parser())


def _children(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:  # noqa: SLF001 - argparse offers no other way to its commands
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            yield from action.choices.items()


def _section(name: str, parser: argparse.ArgumentParser, depth: int = 2) -> str:
    if isinstance(parser, LateParser):
        parser.complete()
    parts = [f"{'#' * depth} `lianyi {name}`\n", (parser.description or "").strip() + "\n"]
    rows = [_row(a) for a in parser._actions if _is_shown(a)]  # noqa: SLF001
    text = "\n".join(parts) + "\n" + (table(["argument", "meaning"], rows) if rows else "")
    inner = (_section(f"{name} {n}", p, depth + 1) for n, p in _children(parser))
    return "\n".join([text, *inner])


def _is_shown(action: argparse.Action) -> bool:
    is_command = isinstance(action, argparse._SubParsersAction)  # noqa: SLF001
    return not is_command and action.dest not in SHARED and action.help != argparse.SUPPRESS


def _row(action: argparse.Action) -> list[str]:
    value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else "")
    if not value and action.nargs != 0:
        value = action.dest.upper()
    shown = "…".join(value) if isinstance(value, tuple) else value
    names = ", ".join(action.option_strings)
    return [code(" ".join(filter(None, [names, shown]))), cell(action.help or "")]
