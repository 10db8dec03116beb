"""W7: the quality of each channel: visitors, rate, GMV, net, spend, ROI, new customers, refunds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lianyi.core.translation import Text
from lianyi.reports.analysed import Analysed
from lianyi.reports.document import Block, Cell, Column, Row, Table
from lianyi.reports.gather import EMPTY, Gathered, Values
from lianyi.reports.names import platform_name

METRICS = (
    "visitors",
    "orders_per_visitor",
    "orders_paid",
    "gmv_paid",
    "order_value",
    "gmv_net",
    "refund_rate_by_pay_time",
    "new_buyers",
    "ad_spend",
    "roi",
)


def channels(facts: Gathered, found: Analysed) -> Block | None:
    """Return the block, None where nothing can be split by platform."""
    split = facts.split(facts.keys, facts.period, "platform")
    before = facts.split(facts.keys, facts.base, "platform")
    shown, keys = filled(facts, split, METRICS)
    if not keys:
        return None
    unfair = not is_fair(found)
    rows = [
        _row(facts, cell, split[cell], before.get(cell, EMPTY), keys, unfair=unfair)
        for cell in shown
    ]
    rows.append(_total(facts, keys, unfair=unfair))
    columns = (
        Column("channel", Text("渠道", "Channel"), numeric=False),
        *(Column(key, facts.metric(key).name) for key in keys),
        Column("change", Text("GMV变化", "GMV change")),
    )
    table = Table("channels", Text("渠道质量", "Channels"), columns, tuple(rows))
    return Block("channels", Text("渠道质量", "Channels"), (table,))


def filled(
    facts: Gathered, split: Mapping[str, Values], metrics: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Return the cells with anything but zero, largest GMV first, and the metrics that any of them has."""
    known = facts.known(metrics)
    cells = [cell for cell in split if any(split[cell].get(key) for key in known)]
    ordered = sorted(cells, key=lambda cell: (-(split[cell].get("gmv_paid") or 0), cell))
    return ordered, [k for k in known if any(split[c].get(k) is not None for c in ordered)]


def is_fair(found: Analysed) -> bool:
    """Return whether the periods can be compared; else no change of a channel gets a direction's colour."""
    return found.headline.sales_day is None and found.headline.known_days is None


def _row(
    facts: Gathered, cell: str, now: Values, before: Values, keys: Sequence[str], *, unfair: bool
) -> Row:
    by = (("platform", cell),)
    cells: list[Cell] = [platform_name(cell)]
    cells += [facts.number(key, now, facts.period, by=by) for key in keys]
    cells.append(facts.change("gmv_paid", now, before, by=by, inside=unfair))
    return Row(tuple(cells))


def _total(facts: Gathered, keys: Sequence[str], *, unfair: bool) -> Row:
    cells: list[Cell] = [Text("全部", "All")]
    cells += [facts.number(key, facts.now, facts.period, strong=True) for key in keys]
    cells.append(facts.change("gmv_paid", facts.now, facts.before, inside=unfair))
    return Row(tuple(cells), total="Σ")
