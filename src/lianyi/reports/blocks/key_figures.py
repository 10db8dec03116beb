"""W5: twelve rows, this period, the one before, change, whether that is normal, the last weeks as a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lianyi.core.calendar.period_text import parse_period
from lianyi.core.translation import Text
from lianyi.reports.analysed import Analysed
from lianyi.reports.document import Block, Cell, Column, Nothing, Number, Row, Sentence, Table, Tag
from lianyi.reports.gather import Cell as Place
from lianyi.reports.gather import Gathered
from lianyi.reports.headline.inputs import SalesDay
from lianyi.reports.headline.outlook import maturity_word
from lianyi.reports.headline.sizes import CLEAR, LEVEL, OUTSIDE, SHARP, SLIGHT, UNFAIR
from lianyi.reports.shown import percent
from lianyi.reports.wording import compose

MONEY_FIRST = (
    "gmv_paid",
    "gmv_net",
    "orders_paid",
    "visitors",
    "orders_per_visitor",
    "order_value",
    "buyers",
    "new_buyers",
    "refund_rate_by_pay_time",
    "ad_spend",
    "roi",
    "group_active_rate",
)
VERDICTS = {
    LEVEL: Text("正常", "normal"),
    SLIGHT: Text("略超", "just outside"),
    CLEAR: Text("明显超出", "clearly outside"),
    SHARP: Text("远超", "far outside"),
    UNFAIR: Text("不可比", "not comparable"),
    "": Text("历史太短", "too little history"),
}
TOO_NEW = {
    "week": Text(
        "历史不足8周，还不能判断这些变化是否正常。",
        "With under 8 weeks of history nobody can say yet whether these changes are normal.",
    ),
    "month": Text(
        "历史不足8个月，还不能判断这些变化是否正常。",
        "With under 8 months of history nobody can say yet whether these changes are normal.",
    ),
}
UNFINISHED = Text(
    "本期有几天没有订单数据，变化没有可比性。",
    "Some days of the period have no orders on record, so the changes are not comparable.",
)
NO_LAST_YEAR = Text(
    "只有一期含{day}，变化没有可比性；去年同期没有数据。",
    "Only one of the periods has {day}, so the changes are not comparable; there is no data for last year.",
)
WITH_WINDOW = Text("比去年同窗口", "vs last year's window")
WITH_LAST_YEAR = Text("比去年同期", "vs last year")
WITH_THE_DAY = Text("比去年{day}", "vs {day} last year")
COMPARED = Text(
    "两期里只有一期含{day}，所以旁边一列与{days}相比。",
    "Only one of the two periods has {day}, so the column beside compares with {days}.",
)
DIFFERENT_AGE = Nothing(
    "undefined",
    Text(
        "两期订单的付款天数不同，退款还没有到齐，不能直接比较",
        "the orders of the two periods differ in age and refunds are still coming in",
    ),
)
ONE_NUMBER = Text(
    "退款{word}：已看到最终退款的约{m}。净成交是截至目前的数，两期退款率只在同样付款天数时相比。",
    "Refunds are {word}: about {m} of those finally expected have been seen. Net sales are as of now; refund "
    "rates are compared at the same age only.",
)
AS_A_RANGE = Text(
    "退款{word}：已看到最终退款的约{m}。净成交给截至目前的数和预计区间，两期退款率只在同样付款天数时相比。",
    "Refunds are {word}: about {m} of those finally expected have been seen. Net sales are given so far and as "
    "a range; refund rates are compared at the same age only.",
)
EXTENDED = Text(
    "退款有日期的渠道占支付GMV的{share}（没有退款时间的用申请时间代替），其余渠道还会来的退款按它们的比例推算。",
    " Channels whose refunds have a day (of the refund, or of its request where that is missing) make up {share} of "
    "GMV; what is still to come for the others is taken in proportion.",
)
SO_FAR = Text("截至目前", "so far")
UNFAVOURABLE = Text("不利", "unfavourable")
MATURING = ("gmv_net", "refund_rate_by_pay_time", "refund_amount_by_pay_time")


def key_figures(facts: Gathered, found: Analysed, names: tuple[Text, Text]) -> Block:
    """Return the block of key figures; `names` are the heads of the two periods."""
    keys = [
        key
        for key in facts.known(MONEY_FIRST)
        if facts.now.get(key) is not None or facts.before.get(key) is not None
    ]
    judged = judgement(facts, found, keys)
    columns = (
        Column("metric", Text("指标", "Metric"), numeric=False),
        Column("now", names[0]),
        Column("before", names[1]),
        Column("change", Text("变化", "Change")),
        *judged.columns,
    )
    table = Table(
        "key_figures",
        Text("核心指标", "Key figures"),
        columns,
        tuple(_row(facts, found, judged, key) for key in keys),
        judged.note,
        trend_name=Text("近12期", "Last 12"),
    )
    return Block("key_figures", Text("核心指标", "Key figures"), (table,))


@dataclass(frozen=True)
class Judgement:
    """The last column of a table of figures: one verdict by metric key, or none and a note that says why."""

    columns: tuple[Column, ...] = ()
    verdicts: Mapping[str, Cell] = field(default_factory=dict)
    note: Text | None = None

    def cells(self, key: str) -> tuple[Cell, ...]:
        """Return what stands in the column for metric `key`, nothing where there is no column."""
        return (self.verdicts.get(key),) if self.columns else ()


def judgement(facts: Gathered, found: Analysed, keys: Sequence[str]) -> Judgement:
    """Return whether each figure is normal; around a sale, how it stands against the year before."""
    if found.headline.sales_day is not None:
        return _against_last_year(facts, found, found.headline.sales_day, keys)
    if found.headline.known_days is not None:
        return Judgement(note=UNFINISHED)
    if not any(found.sizes.get(key) for key in keys):
        return Judgement(note=TOO_NEW[found.headline.span])
    verdicts = {
        key: still_open(facts, found, key)
        if _too_young(found, key)
        else _verdict(facts, key, found.sizes.get(key, ""))
        for key in keys
    }
    return Judgement((Column("normal", Text("正常吗", "Normal?"), numeric=False),), verdicts)


def _against_last_year(
    facts: Gathered, found: Analysed, day: SalesDay, keys: Sequence[str]
) -> Judgement:
    if not day.base:
        return Judgement(note=NO_LAST_YEAR.format(day=day.name))
    period = parse_period(day.base_period)
    then = facts.total(facts.keys, period)
    verdicts: dict[str, Cell] = {
        key: still_open(facts, found, key)
        if _too_young(found, key)
        else facts.change(key, facts.now, then, inside=True, base=period.key)
        for key in keys
    }
    name = WITH_WINDOW if day.in_this_period else WITH_LAST_YEAR
    if len(period) == 1 and day.in_this_period:
        name = WITH_THE_DAY.format(day=day.name)
    note = COMPARED.format(day=day.name, days=period.text(full=True))
    if day.aligned is not None:
        note = Text(f"{note.zh}{day.aligned.zh}。", f"{note.en} {day.aligned.en}.")
    return Judgement((Column("last_year", name, numeric=False),), verdicts, note)


def _too_young(found: Analysed, key: str) -> bool:
    return key in MATURING and found.refunds is not None and not found.refunds.is_mature


def _row(facts: Gathered, found: Analysed, judged: Judgement, key: str) -> Row:
    inside = found.sizes.get(key, "") not in OUTSIDE
    change = facts.change(key, facts.now, facts.before, inside=inside)
    cells: tuple[Cell, ...] = (
        facts.metric(key).name,
        marked(facts.number(key, facts.now, facts.period, strong=True), **_age(found, key)),
        marked(facts.number(key, facts.before, facts.base), **_age(found, key, before=True)),
        DIFFERENT_AGE if _too_young(found, key) else change,
    )
    return Row((*cells, *judged.cells(key)), trend=found.trends.get(key, ()))


def _age(found: Analysed, key: str, *, before: bool = False) -> dict[str, Any]:
    """Return how mature the refunds behind a number are, and whether the number still moves."""
    refunds = found.refunds
    if refunds is None or key not in MATURING:
        return {"maturity": 1.0, "is_open": False}
    if before:
        return {"maturity": refunds.maturity_before, "is_open": not refunds.is_mature_before}
    return {"maturity": refunds.maturity, "is_open": not refunds.is_mature}


def marked(cell: Cell, maturity: float, *, is_open: bool) -> Cell:
    """Return a number with ◔ and how many of its refunds are seen, as long as it still moves."""
    if not is_open or not isinstance(cell, Number):
        return cell
    return compose(Text("{n} ◔{m}", "{n} ◔ {m}"), n=cell, m=percent(maturity, 0))


def still_open(facts: Gathered, found: Analysed, key: str) -> Cell:
    """Return where a number that still moves should end, or the rates at the same age."""
    refunds = found.refunds
    if refunds is None:
        return None
    if key == "gmv_net" and refunds.net_range is not None:
        span = net_span(facts, *refunds.net_range, facts.now.get(key))
        return compose(Text("截至目前；预计{span}", "so far; {span} expected"), span=span)
    if key == "refund_rate_by_pay_time" and refunds.rate is not None and refunds.rate_before:
        return compose(
            Text("同龄{now}，{base}{before}", "same age {now}, {base} {before}"),
            now=percent(refunds.rate),
            before=percent(refunds.rate_before),
            base=facts.base_name,
        )
    return SO_FAR


def net_span(
    facts: Gathered, low: int, high: int, so_far: float | None = None, by: Place = ()
) -> Number:
    """Return the range in which net sales should end, as one number with two ends."""
    text = facts.shown.span(low, high)
    number = facts.derived("gmv_net", low, "money", text, "estimate", by=by)
    return replace(number, high=high, so_far=so_far)


def _verdict(facts: Gathered, key: str, size: str) -> Cell:
    now, before = facts.now.get(key), facts.before.get(key)
    if now is None or before is None:
        return None
    word = VERDICTS[size]
    direction = facts.metric(key).direction
    good = (now > before) == (direction == "up_good")
    if size not in OUTSIDE or direction == "neutral" or good:
        return Tag(word)
    return Tag(word, UNFAVOURABLE)


def maturity_note(found: Analysed) -> Sentence | None:
    """Return how far the refunds are, None once they are in."""
    refunds = found.refunds
    if refunds is None or refunds.is_mature:
        return None
    template = ONE_NUMBER if refunds.net_range is None else AS_A_RANGE
    if refunds.net_range is not None and refunds.seen_share < 1:
        template = Text(template.zh + EXTENDED.zh, template.en + EXTENDED.en)
    return compose(
        template,
        share=percent(refunds.seen_share),
        word=maturity_word(refunds.maturity),
        m=percent(refunds.maturity, 0),
    )
