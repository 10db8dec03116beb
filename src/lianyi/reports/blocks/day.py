"""D2, D3, D4: six numbers against two days, the channel table of the daily form, what stood out."""

from __future__ import annotations

from collections.abc import Sequence

from lianyi.core.translation import Text
from lianyi.reports.analysed import Analysed
from lianyi.reports.blocks.channels import (
    NET_EXPECTED,
    change_by_channel,
    filled,
    how_it_adds,
    is_fair,
    net_cell,
)
from lianyi.reports.blocks.key_figures import (
    DIFFERENT_AGE,
    MATURING,
    SO_FAR,
    VERDICTS,
    Judgement,
    judgement,
    marked,
    still_open,
)
from lianyi.reports.document import (
    Block,
    Cell,
    Column,
    Prose,
    Row,
    Sentence,
    Table,
)
from lianyi.reports.gather import EMPTY, Gathered, Values
from lianyi.reports.headline.sizes import OUTSIDE
from lianyi.reports.names import platform_name
from lianyi.reports.wording import compose, name_list, words

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
BY_REFUND_TIME = "refund_amount_by_refund_time"
STARRED = Text("{n}*", "{n}*")
OF_SOME = Text(
    "* 退款金额（退款时间）只有{names}的，其余渠道没有退款时间。",
    "* Refunds by refund date are those of {names} only; the other channels have no refund time.",
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
        marked(
            facts.number(key, facts.now, facts.period, strong=True),
            found.refunds.maturity if found.refunds else 0.0,
            is_open=young and found.refunds is not None,
        ),
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
        *(Column(k, NET_EXPECTED if k == "gmv_net" else facts.metric(k).name) for k in keys),
        Column("weekday", Text("GMV较上周同日", "GMV vs same day last week")),
    )
    fair = is_fair(found)
    rows = [
        _channel_row(facts, found, cell, split[cell], before.get(cell, EMPTY), keys, fair=fair)
        for cell in ordered
    ]
    rows.append(_channel_row(facts, found, "", facts.now, facts.before, keys, fair=fair))
    title = Text("渠道", "Channels")
    told = _told(facts, keys)
    note = OF_SOME.format(names=name_list(told)) if told else None
    return Block("channels", title, (Table("channels", title, columns, tuple(rows), note),))


def _channel_row(
    facts: Gathered,
    found: Analysed,
    cell: str,
    now: Values,
    before: Values,
    keys: list[str],
    *,
    fair: bool,
) -> Row:
    by = (("platform", cell),) if cell else ()
    cells: list[Cell] = [platform_name(cell) if cell else Text("全部", "All")]
    for key in keys:
        number = facts.number(key, now, facts.period, by=by, strong=not cell)
        if key == "gmv_net":
            cells.append(net_cell(facts, found, number, cell))
        else:
            starred = not cell and key == BY_REFUND_TIME and bool(_told(facts, keys))
            cells.append(compose(STARRED, n=number) if starred else number)
    cells.append(change_by_channel(facts, found, now, before, cell, fair=fair))
    return Row(tuple(cells), total="" if cell else how_it_adds(facts, keys))


def _told(facts: Gathered, keys: Sequence[str]) -> list[Text]:
    """Return the platforms that refunds by refund time are about, where not all that sell; else nothing."""
    split = facts.split(facts.keys, facts.period, "platform")
    selling = [p for p, values in split.items() if values.get("gmv_paid")]
    told = [p for p in selling if split[p].get(BY_REFUND_TIME) is not None]
    if BY_REFUND_TIME not in keys or len(told) == len(selling):
        return []
    return [platform_name(platform) for platform in told]


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
