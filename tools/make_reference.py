"""Write docs/reference from what the code declares; with --check only say what is out of date."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Callable
from pathlib import Path

from tools.pages import (
    analyses,
    attributes,
    commands,
    dimensions,
    errors,
    importers,
    metrics,
    python,
    reports,
    tables,
    views,
)

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
NOTICE = "<!-- Written by `make reference WRITE=1`; edit the code it describes instead. -->\n\n"

PAGES: dict[str, Callable[[], str]] = {
    "analyses.md": analyses.page,
    "attributes.md": attributes.page,
    "command-line.md": commands.page,
    "dimensions.md": dimensions.page,
    "error-codes.md": errors.page,
    "importers.md": importers.page,
    "metrics.md": metrics.page,
    "python.md": python.page,
    "reports.md": reports.page,
    "tables.md": tables.page,
    "views.md": views.page,
}


def main(arguments: list[str] | None = None) -> int:
    """Write or check every page; exit code 1 when a checked page is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args(arguments).check
    stale = [
        name for name, page in PAGES.items() if not _settle(name, NOTICE + page(), check=check)
    ]
    if stale:
        print(f"Out of date: {', '.join(stale)}. Run: make reference WRITE=1", file=sys.stderr)
    return 1 if stale else 0


def _settle(name: str, text: str, *, check: bool) -> bool:
    path = REFERENCE / name
    written = path.read_text("utf-8") if path.exists() else ""
    if written == text:
        return True
    if check:
        lines = difflib.unified_diff(
            written.splitlines(), text.splitlines(), name, "code", lineterm=""
        )
        print("\n".join(list(lines)[:30]), file=sys.stderr)
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return True


if __name__ == "__main__":
    sys.exit(main())
