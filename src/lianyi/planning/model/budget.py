"""The budget: goal x channel x category x month."""

from __future__ import annotations

from lianyi.planning.model.base import Fen, Id, Line, Month, Part
from lianyi.planning.model.campaigns import Category


class BudgetLine(Part):
    """What one category may cost in one month, for one channel and goal where they are named."""

    id: Id
    name: Line = ""
    category: Category
    month: Month
    planned_fen: Fen
    channel: Line = ""
    goal: Line = ""
    owner: Line = ""


class Approved(Part):
    """What somebody approved for a category over the whole plan."""

    category: Category
    amount_fen: Fen
    by: Line = ""


class Budget(Part):
    """The lines, and what was approved; the lines of a category may not exceed its approved amount."""

    lines: tuple[BudgetLine, ...] = ()
    approved: tuple[Approved, ...] = ()
