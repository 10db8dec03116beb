"""What commands print: results on stdout, everything else on stderr, in the language of the user."""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianyi.core.errors import Issue, LianyiError
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.shop import Shop


def folder_of(args: argparse.Namespace) -> Path:
    """Return the workspace folder that the user means."""
    named = (
        args.workspace or getattr(args, "outer_workspace", None) or os.environ.get("LIANYI_SHOP")
    )
    return Path(named or ".")


def shop_of(args: argparse.Namespace, at: int | None = None) -> Shop:
    """Open the workspace that the user means."""
    from lianyi.shop import open_shop

    return open_shop(folder_of(args), at=at)


def language(args: argparse.Namespace | None = None) -> Lang:
    """Return the language to speak: `--lang`, else the environment's, Chinese where it says nothing."""
    asked = getattr(args, "lang", None)
    if asked in ("zh", "en"):
        return "zh" if asked == "zh" else "en"
    from lianyi.core.wording import spoken

    return spoken()


def say(text: Text | str, args: argparse.Namespace | None = None) -> None:
    """Print a sentence for the user on stderr."""
    line = text.say(language(args)) if isinstance(text, Text) else text
    print(line, file=sys.stderr)


def print_json(document: Any) -> None:
    """Print a JSON document, UTF-8 unescaped, alone on stdout."""
    _utf8_out()
    print(json.dumps(document, ensure_ascii=False, default=_plain, indent=1))


def print_csv(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows as CSV with a header."""
    _utf8_out()
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([["" if v is None else _plain_cell(v) for v in row] for row in rows])


def print_table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print rows as an aligned table; Chinese characters take two places."""
    _utf8_out()
    shown = [[_cell(v) for v in row] for row in rows]
    widths = [max([width(n), *(width(r[i]) for r in shown)]) for i, n in enumerate(names)]
    numeric = [
        all(isinstance(r[i], int | float | Decimal | None) for r in rows) for i in range(len(names))
    ]
    for line in [list(names), *shown]:
        cells = [
            _padded(c, w, to_right=right) for c, w, right in zip(line, widths, numeric, strict=True)
        ]
        print("  ".join(cells).rstrip())


def print_refusal(error: LianyiError, args: argparse.Namespace) -> None:
    """Say what was refused and what to do, on stderr; the code stands small at the end."""
    from lianyi.core.wording import told

    say(told(error.code, error.facts), args)


def print_issues(issues: Sequence[Issue], args: argparse.Namespace) -> None:
    """List issues with their place and advice on stderr."""
    from lianyi.core.wording import issue_text

    for issue in issues:
        say(issue_text(issue), args)


def issue_json(issue: Issue, args: argparse.Namespace) -> dict[str, Any]:
    """Return an issue as plain data with its text."""
    from lianyi.core.wording import issue_text

    fields: Mapping[str, Any] = {
        "code": issue.code, "file": issue.file, "sheet": issue.sheet, "row": issue.row,
        "column": issue.column, "header": issue.header, "value": issue.value,
    }  # fmt: skip
    return {**fields, "advice": issue_text(issue).say(language(args))}


def _utf8_out() -> None:
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8")


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Path):
        return str(value)
    return str(value)


def _plain_cell(value: Any) -> Any:
    return value if isinstance(value, int | float | str) else _plain(value)


def _cell(value: Any) -> str:
    if value is None:
        return "—"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def width(text: str) -> int:
    """Return how many places `text` takes on a terminal."""
    import unicodedata

    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, places: int, *, to_right: bool) -> str:
    fill = " " * (places - width(text))
    return fill + text if to_right else text + fill
