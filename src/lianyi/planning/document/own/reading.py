"""A Word file of ours -> the plan in it, with every edit that was made in its tables."""

from __future__ import annotations

import json

from lianyi.planning.document.own.assembling import plan_data, tables_found, written_tables
from lianyi.planning.document.own.file import carried_xml, read_word
from lianyi.planning.document.own.rows import tables_of
from lianyi.planning.model.base import CURRENCY, as_written
from lianyi.planning.model.plan import Plan
from lianyi.planning.reading import parsed, require_plan

NAME = "plan.docx"


def read_own(content: bytes, currency: str | None = None) -> Plan | None:
    """Return the plan in a Word file that `plan export` wrote; None where it is none of ours.

    The tables count: an edited cell, a new or a deleted row is the plan now. What no table shows any more (a table or
    a column that was deleted, or everything) is taken from the copy that the file carries beside its text. Numbers that
    were live when it was written are not read. `currency` is that of amounts; by default what the copy says.

    Raises LianyiError `plan.document_cell` for a cell that is no value of its column, `plan.refused` for a plan that
    does not hold together.
    """
    file = read_word(content)
    if file is None:
        return None
    found = tables_found(file.tables)
    base, carried_currency = _base(file.carried)
    if ("plan", False) not in found and base is None:
        return None
    money = currency or carried_currency
    before = {} if base is None else tables_found(written_tables(tables_of(base, "zh", money)))
    return require_plan(parsed(plan_data(found, before, money), NAME, money), NAME)


def carried(plan: Plan, currency: str = CURRENCY) -> bytes:
    """Return the part that carries `plan` beside the text of a Word file."""
    written = as_written(plan, currency)
    return carried_xml(json.dumps(written, ensure_ascii=True, default=str), currency)


def _base(found: tuple[str, str] | None) -> tuple[Plan | None, str]:
    """Return the plan that the file carries and its currency; a damaged copy is none."""
    if found is None:
        return None, CURRENCY
    text, currency = found
    try:
        data = json.loads(text)
    except ValueError:
        return None, currency
    if not isinstance(data, dict):
        return None, currency
    return parsed(data, NAME, currency).plan, currency
