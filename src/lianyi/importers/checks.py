"""What only the workspace can tell about typed cells: currencies that exist, rates of other currencies above zero.

The child that types a file knows nothing of the workspace; these conditions run over its rows here, and a row
that breaks one is as bad as one with a cell that cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lianyi.core.currencies import MINOR_DIGITS, SIGNS
from lianyi.core.errors import Issue
from lianyi.facts.rates import code_of
from lianyi.importers.job import Job
from lianyi.importers.reading.tables import column_letter
from lianyi.importers.rules import quote

MOST = 1_000
_NAME = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True)
class Check:
    """A cell of the mapping, and SQL over the typed cells that is true where its value will not do."""

    cell: str
    code: str
    bad: str


def checks_of(job: Job, own: str) -> list[Check]:
    """Return the checks for a file whose workspace reports in the currency `own`."""
    found: dict[str, Check] = {}
    for output in job.mapping.outputs:
        for name in _cells_of(job, output.columns.get("currency", ""), "text"):
            found[name] = Check(name, "import.currency_unknown", _unknown_currency(name))
            if output.table == "rates":
                found[f"{name}/own"] = Check(name, "import.rate_own_currency", _is(name, _own(own)))
        if output.table == "rates":
            for name in _cells_of(job, output.columns.get("rate", ""), "number"):
                found[name] = Check(name, "import.rate_not_positive", f"{name} <= 0")
    return list(found.values())


def broken(con: Any, checks: Sequence[Check], job: Job, file: str) -> list[Issue]:
    """Return an issue for each cell of the view `typed` that breaks a check, by row."""
    issues = []
    for check in checks:
        column = job.columns[check.cell]
        rows = con.execute(
            f"SELECT row_no, CAST({check.cell} AS VARCHAR) FROM typed WHERE NOT _skip AND ({check.bad}) "
            f"ORDER BY row_no LIMIT {MOST}"
        ).fetchall()
        title = job.headers[column] if column < len(job.headers) else check.cell
        place = column_letter(column)
        issues += [
            Issue(check.code, file, job.sheet, int(row), place, title, value) for row, value in rows
        ]
    return sorted(issues, key=lambda issue: (issue.row or 0, issue.column or ""))[:MOST]


def either(checks: Sequence[Check]) -> str:
    """Return the SQL that is true where any check is broken; nothing without checks."""
    return " OR ".join(f"coalesce({check.bad}, false)" for check in checks)


def _cells_of(job: Job, expression: str, kind: str) -> list[str]:
    named = dict.fromkeys(_NAME.findall(expression))
    cells = {c.name: c.kind for c in job.mapping.cells if c.name in job.columns}
    return [name for name in named if cells.get(name) == kind]


def _own(own: str) -> list[str]:
    """Return every spelling of the workspace's own currency."""
    return [text for text in (*MINOR_DIGITS, *SIGNS) if code_of(text, own) == own]


def _unknown_currency(cell: str) -> str:
    return f"NOT ({_is(cell, [*MINOR_DIGITS, *SIGNS])})"


def _is(cell: str, words: Sequence[str]) -> str:
    listed = ", ".join(quote(word.upper()) for word in words)
    return f"list_contains([{listed}], upper(trim({cell})))"
