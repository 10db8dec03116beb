"""How it spread: K, its parts, new people net of those who left, and what suspicious invites take away."""

from __future__ import annotations

from lianyi.analyses.result import Number as Found
from lianyi.core.translation import Text
from lianyi.reports.blocks.campaign.case import NO_PAST, Case
from lianyi.reports.blocks.campaign.history import NEVER, range_of
from lianyi.reports.document import Block, Cell, Column, Nothing, Number, Row, Table

TITLE = Text("裂变", "Spread")
COLUMNS = (
    Column("number", Text("项目", "Number"), numeric=False),
    Column("now", Text("本次", "This time")),
    Column("interval", Text("95%区间", "95% interval")),
    Column("range", Text("过去同类", "Past of its kind")),
)
KEYS = (
    "k_factor",
    "k_without_suspicious",
    "invites_per_person",
    "open_rate",
    "convert_rate",
    "cycle_days",
    "valid_new_customers",
    "suspicious_people",
    "fission_retention",
    "cost_per_valid_fen",
)
"""Numbers of `virality`: K as it is and without the suspicious, its factors, and what is left of the new people."""


def spread(case: Case) -> Block | None:
    """Return the block, None where the campaign had no invites."""
    result = case.about.spread() if case.has_begun else None
    if result is None:
        return None
    rates = case.rates(("k_factor", "cycle_days"))
    found = {number.key: number for number in result.numbers}
    rows = []
    for key in KEYS:
        number = found.get(key)
        if number is None:
            continue
        past: Cell = range_of(case, rates[key]) if key in rates else None
        if key in ("k_factor", "cycle_days") and key not in rates:
            past = NEVER if case.past else NO_PAST
        rows.append(Row((number.name, _value(case, number), _interval(case, number), past)))
    return (
        Block(
            "spread",
            TITLE,
            (Table("spread", Text("邀请带来的", "What invites brought"), COLUMNS, tuple(rows)),),
        )
        if rows
        else None
    )


def _value(case: Case, number: Found) -> Number | Nothing:
    if number.value is None:
        return Nothing("undefined", number.why or Text("数据还分不清", "the data cannot tell"))
    unit = number.unit
    text = case.shown.of(unit, int(number.value) if unit in ("count", "money") else number.value)
    return Number(number.key, number.value, unit, text, case.days.key, "virality", case.source.snapshot, derived="estimate", campaign=case.run.key)  # fmt: skip


def _interval(case: Case, number: Found) -> Cell:
    around = number.interval
    if number.value is None or around is None:
        return None
    low, high = (
        case.shown.of(number.unit, round(end) if number.unit in ("count", "money") else end)
        for end in (around.low, around.high)
    )
    text = Text(f"{low.zh}~{high.zh}", f"{low.en} to {high.en}")
    return Number(number.key, around.low, number.unit, text, case.days.key, "virality", case.source.snapshot, derived="estimate", high=around.high, campaign=case.run.key)  # fmt: skip
