"""W7: the quality of each channel: visitors, rate, GMV, net, spend, ROI, new customers, refunds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lianyi.core.translation import Text
from lianyi.reports.analysed import Analysed
from lianyi.reports.blocks.key_figures import marked, net_span
from lianyi.reports.document import Block, Cell, Column, Nothing, Number, Row, Table
from lianyi.reports.gather import EMPTY, Gathered, Values
from lianyi.reports.gather import Cell as Place
from lianyi.reports.headline.inputs import Refunds
from lianyi.reports.headline.sizes import OUTSIDE
from lianyi.reports.names import platform_name
from lianyi.reports.shown import ratio
from lianyi.reports.wording import compose

METRICS = (
    "visitors",
    "orders_per_visitor",
    "gmv_paid",
    "gmv_net",
    "refund_rate_by_pay_time",
    "new_buyer_share",
    "ad_spend",
    "roi",
)


NET, RATE = "gmv_net", "refund_rate_by_pay_time"
NET_EXPECTED = Text("净成交（预计）", "Net sales (expected)")
SAME_AGE = Text("退款率（同龄）", "Refund rate (same age)")
AGES = Text(
    "◔是已看到的退款占最终预计的比例；净成交给预计区间，还算不出区间的给截至目前的数。退款率按两期付款天数相同来比，箭头前是前一期。",
    "◔ is the share of the refunds finally expected that has been seen. Net sales are the range expected, or as of now "
    "where there is no range yet. Refund rates are compared at the same age, the period before stands before the arrow.",
)


def channels(facts: Gathered, found: Analysed) -> Block | None:
    """Return the block, None where nothing can be split by platform."""
    split = facts.split(facts.keys, facts.period, "platform")
    before = facts.split(facts.keys, facts.base, "platform")
    shown, keys = filled(facts, split, METRICS)
    if not keys:
        return None
    fair = is_fair(found)
    rows = [_row(facts, found, c, split[c], before.get(c, EMPTY), keys, fair=fair) for c in shown]
    rows.append(_row(facts, found, "", facts.now, facts.before, keys, fair=fair))
    names = {NET: NET_EXPECTED, RATE: SAME_AGE}
    columns = (
        Column("channel", Text("渠道", "Channel"), numeric=False),
        *(Column(key, names.get(key) or facts.metric(key).name) for key in keys),
        Column("change", Text("GMV变化", "GMV change")),
    )
    title = Text("渠道质量", "Channels")
    note = AGES if {NET, RATE} & set(keys) else None
    return Block("channels", title, (Table("channels", title, columns, tuple(rows), note),))


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


def change_by_channel(
    facts: Gathered, found: Analysed, now: Values, before: Values, cell: str, *, fair: bool
) -> Number | Nothing:
    """Return the change of GMV: in colour only where it lies outside the normal range of its channel."""
    size = found.channel_sizes.get(cell, "") if cell else found.sizes.get("gmv_paid", "")
    by = (("platform", cell),) if cell else ()
    return facts.change("gmv_paid", now, before, by=by, inside=not fair or size not in OUTSIDE)


def _row(
    facts: Gathered,
    found: Analysed,
    cell: str,
    now: Values,
    before: Values,
    keys: Sequence[str],
    *,
    fair: bool,
) -> Row:
    by = (("platform", cell),) if cell else ()
    refunds = found.refunds_by_platform.get(cell) if cell else found.refunds
    cells: list[Cell] = [platform_name(cell) if cell else Text("全部", "All")]
    for key in keys:
        number = facts.number(key, now, facts.period, by=by, strong=not cell)
        if key == NET:
            cells.append(net_cell(facts, found, number, cell))
        else:
            cells.append(_rate(facts, number, refunds, by) if key == RATE else number)
    cells.append(change_by_channel(facts, found, now, before, cell, fair=fair))
    return Row(tuple(cells), total="" if cell else how_it_adds(facts, keys))


def how_it_adds(facts: Gathered, keys: Sequence[str]) -> str:
    """Return the mark of a total row: amounts are summed, ratios are sum over sum."""
    return "Σ · Σ÷Σ" if any(facts.metric(key).kind == "ratio" for key in keys) else "Σ"


def net_cell(facts: Gathered, found: Analysed, number: Number | Nothing, cell: str) -> Cell:
    """Return where net sales should end; what is known so far where nobody can say, marked as such.

    `cell` is the platform, "" for all of them.
    """
    refunds = found.refunds_by_platform.get(cell) if cell else found.refunds
    if isinstance(number, Nothing):
        return number
    if refunds is None:
        return compose(Text("{n} 截至目前", "{n} so far"), n=number)
    if refunds.is_mature or refunds.net_range is None:
        return marked(number, refunds.maturity, is_open=not refunds.is_mature)
    by = (("platform", cell),) if cell else ()
    return marked(
        net_span(facts, *refunds.net_range, number.value, by), refunds.maturity, is_open=True
    )


def _rate(facts: Gathered, number: Number | Nothing, refunds: Refunds | None, by: Place) -> Cell:
    if isinstance(number, Nothing):
        return number
    if refunds is None or refunds.rate is None or refunds.rate_before is None:
        return compose(Text("{n} 截至目前", "{n} so far"), n=number)
    now, before = (
        facts.derived(RATE, rate, "ratio", ratio(rate), "estimate", by=by)
        for rate in (refunds.rate, refunds.rate_before)
    )
    return compose(Text("{before} → {now}", "{before} → {now}"), before=before, now=now)
