"""Saying no to a whole file: the exception that carries an issue out of a reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lianyi.core.errors import Issue, LianyiError


class RefusalError(LianyiError):
    """Reading stops here; `issue` says why and where. Crosses the child's border as a value."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.code, **dict(issue.facts))
        self.issue = issue

    def located(self, file: str = "", sheet: str | None = None) -> RefusalError:
        """Return the same refusal with its place filled in where it was still open."""
        issue = self.issue
        return RefusalError(replace(issue, file=issue.file or file, sheet=issue.sheet or sheet))


def refuse(
    code: str, file: str = "", sheet: str | None = None, row: int | None = None, **facts: object
) -> RefusalError:
    """Return the exception for refusing `file` (or its `sheet`, from `row` on); raise what comes back."""
    return RefusalError(Issue(code, file=file, sheet=sheet, row=row, facts=facts))


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
