"""D2, D3, D4: six numbers against two days, the channel table of the daily form, what stood out."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.reports.analysed import Analysed
from lianyi.reports.blocks.channels import filled, is_fair
from lianyi.reports.blocks.key_figures import (
    DIFFERENT_AGE,
    MATURING,
    SO_FAR,
    VERDICTS,
    Judgement,
    judgement,
    still_open,
)
from lianyi.reports.document import Block, Cell, Column, Prose, Row, Sentence, Table
from lianyi.reports.gather import EMPTY, Gathered, Values
from lianyi.reports.headline.sizes import OUTSIDE
from lianyi.reports.names import platform_name
from lianyi.reports.wording import compose, words

SIX = ("gmv_paid", "gmv_net", "orders_paid", "visitors", "orders_per_visitor", "ad_spend")
FORM = (
    "ad_spend",
    "exposure",
    "visitors",
    "orders_created",
    "orders_paid",
    "gmv_paid",
    "refund_amount_by_refund_time",
    "gmv_net",
    "new_buyers",
    "returning_share",
    "order_value",
    "known_commission",
    "roi",
)
QUIET = Text("没有超出正常波动的数。", "Nothing outside its normal range.")


def six_numbers(facts: Gathered, found: Analysed, day_before: Values) -> Block:
    """Return six numbers of the day against the day before and the same weekday."""
    keys = [key for key in facts.known(SIX) if facts.now.get(key) is not None]
    judged = judgement(facts, found, keys)
    columns = (
        Column("metric", Text("指标", "Metric"), numeric=False),
        Column("now", Text("当天", "The day")),
        Column("day_before", Text("较前一天", "vs day before")),
        Column("weekday", Text("较上周同日", "vs same day last week")),
        *judged.columns,
    )
    rows = tuple(_six_row(facts, found, judged, key, day_before) for key in keys)
    title = Text("六个数", "Six numbers")
    trend = Text("近4周", "Last 4 weeks")
    table = Table("six_numbers", title, columns, rows, judged.note, trend_name=trend)
    return Block("six_numbers", title, (table,))


def _six_row(
    facts: Gathered, found: Analysed, judged: Judgement, key: str, day_before: Values
) -> Row:
    inside = found.sizes.get(key, "") not in OUTSIDE
    # Net sales of two days differ in age as long as refunds come in.
    young = key == "gmv_net" and not (found.refunds is not None and found.refunds.is_mature)
    base = facts.period.shifted(-1).key
    cells: tuple[Cell, ...] = (
        facts.metric(key).name,
        facts.number(key, facts.now, facts.period, strong=True),
        DIFFERENT_AGE
        if young
        else facts.change(key, facts.now, day_before, inside=True, base=base),
        DIFFERENT_AGE if young else facts.change(key, facts.now, facts.before, inside=inside),
    )
    verdict = (still_open(facts, found, key) or SO_FAR,) if young else judged.cells(key)
    return Row((*cells, *(verdict if judged.columns else ())), trend=found.trends.get(key, ()))


def day_channels(facts: Gathered, found: Analysed) -> Block | None:
    """Return the daily form: one row per platform, only the columns that somebody fills."""
    split = facts.split(facts.keys, facts.period, "platform")
    before = facts.split(facts.keys, facts.base, "platform")
    ordered, keys = filled(facts, split, FORM)
    if not keys:
        return None
    columns = (
        Column("channel", Text("渠道", "Channel"), numeric=False),
        *(Column(key, facts.metric(key).name) for key in keys),
        Column("weekday", Text("GMV较上周同日", "GMV vs same day last week")),
    )
    fair = is_fair(found)
    rows = [
        _channel_row(
            facts, platform_name(cell), split[cell], before.get(cell, EMPTY), keys, cell, fair=fair
        )
        for cell in ordered
    ]
    whole = _channel_row(facts, Text("全部", "All"), facts.now, facts.before, keys, fair=fair)
    rows.append(whole)
    title = Text("渠道", "Channels")
    return Block("channels", title, (Table("channels", title, columns, tuple(rows)),))


def _channel_row(
    facts: Gathered,
    name: Text,
    now: Values,
    before: Values,
    keys: list[str],
    cell: str = "",
    *,
    fair: bool,
) -> Row:
    by = (("platform", cell),) if cell else ()
    cells: list[Cell] = [name]
    cells += [facts.number(key, now, facts.period, by=by, strong=not cell) for key in keys]
    cells.append(facts.change("gmv_paid", now, before, by=by, inside=not fair))
    return Row(tuple(cells), total="" if cell else "Σ")


def stood_out(facts: Gathered, found: Analysed) -> Block | None:
    """Return the metrics outside their normal range and what is known to have happened that day.

    None beside a sale of which nothing else is known: there is no normal range to speak of.
    """
    sentences: list[Sentence] = []
    for key, size in found.sizes.items():
        if key not in MATURING and size in OUTSIDE and facts.now.get(key) is not None:
            sentences.append(_anomaly(facts, key, size))
    sentences += [
        compose(Text("同期有{what}。", "On that day: {what}."), what=note.text)
        for note in found.annotations
    ]
    title = Text("异常与已知原因", "What stood out")
    if not sentences and found.headline.sales_day is not None:
        return None
    return Block("stood_out", title, (Prose(tuple(sentences) or (words(QUIET),), note=True),))


def _anomaly(facts: Gathered, key: str, size: str) -> Sentence:
    return compose(
        Text(
            "{n} {now}，较上周同日{change}，{size}正常波动。",
            "{n} {now}, {change} on the same day last week, {size} its normal range.",
        ),
        n=facts.metric(key).name,
        now=facts.number(key, facts.now, facts.period),
        change=facts.change(key, facts.now, facts.before),
        size=Text({"slight": "略超", "clear": "超出", "sharp": "远超"}[size], VERDICTS[size].en),
    )
