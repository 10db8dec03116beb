"""Saying no to a whole file: the exception that carries an issue out of a reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lianyi.core.errors import Issue, LianyiError


class Refused(LianyiError):
    """Reading stops here; `issue` says why and where. Crosses the child's border as a value."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.code, **dict(issue.facts))
        self.issue = issue


def refuse(code: str, file: str = "", sheet: str | None = None, **facts: object) -> Refused:
    """Return the exception for refusing `file` (or its `sheet`) under `code`; raise what comes back."""
    return Refused(Issue(code, file=file, sheet=sheet, facts=facts))


def issue_to_json(issue: Issue) -> dict[str, Any]:
    """Return `issue` as plain JSON data; facts that JSON does not know become text."""
    facts = {k: v if isinstance(v, int | float | str) else str(v) for k, v in issue.facts.items()}
    return {
        "code": issue.code,
        "file": issue.file,
        "sheet": issue.sheet,
        "row": issue.row,
        "column": issue.column,
        "header": issue.header,
        "value": issue.value,
        "facts": facts,
    }


def issue_from_json(data: Mapping[str, Any]) -> Issue:
    """Return the issue that `issue_to_json` wrote down."""
    return Issue(**data)
