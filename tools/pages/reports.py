"""The page of reports: what `lianyi report` can make."""

from __future__ import annotations

from lianyi.reports.registry import REPORTS
from tools.pages.markdown import both, by_key, code, table

HEAD = """# Reports

`lianyi report KEY` makes one as HTML, XLSX, text or JSON. A block about which nothing is known is left out.

"""


def page() -> str:
    """Return the page: one line a report."""
    rows = ([code(r.key), both(r.name), both(r.summary), code(r.example)] for r in by_key(REPORTS))
    return HEAD + table(["key", "name", "what is in it", "example"], rows)
