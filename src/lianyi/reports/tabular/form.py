"""What a table report is: whom its rows are about, which columns they have, and what they are sorted by."""

from __future__ import annotations

from dataclasses import dataclass

from lianyi.core.translation import Text


@dataclass(frozen=True)
class Form:
    """One table report.

    `by` are dimensions, the first names the row; `metrics` are the columns that are filled, in order; `sort` is the
    metric by which the greatest comes first. `dated` adds the day on which the row's facts lie (a live session
    belongs to the day it starts on), `joined` writes all names of a row into one column. `groups` split the columns over several tables with the same rows: each a caption and
    how many metrics it takes, so that a page stays readable.
    """

    key: str
    by: tuple[str, ...]
    metrics: tuple[str, ...]
    sort: str
    one: Text
    many: Text
    groups: tuple[tuple[Text, int], ...] = ()
    dated: bool = False
    joined: bool = False
    note: Text | None = None
