"""What comes: the goal's pace, and the refunds that are still on their way."""

from __future__ import annotations

from fractions import Fraction

from lianyi.core.calendar.period_text import parse_period
from lianyi.core.translation import Text
from lianyi.reports import shown
from lianyi.reports.document import Number, Sentence
from lianyi.reports.headline.inputs import Goal, HeadlineInput, Refunds
from lianyi.reports.headline.numbers import derived
from lianyi.reports.wording import Slot, compose, join

COMMA = Text("，", ", ")


def goal_sentence(about: HeadlineInput, goal: Goal) -> Sentence:
    """Return how far the goal is against time, what each day left must bring, and what is expected."""
    pieces = [_progress(about, goal)]
    if goal.need_daily is not None:
        pieces.append(_need(about, goal, goal.need_daily))
    if goal.expected is not None:
        pieces.append(_expected(about, goal, goal.expected))
    if goal.chance is not None:
        pieces.append(_chance(about, goal, goal.chance))
    zh = join(pieces, COMMA).zh
    # English takes one breath between the pace and what is to come.
    en = join(pieces, Text("", "; ")).en if len(pieces) < 4 else _english(pieces)
    return Sentence((*zh, "。"), (*en, "."))


def _english(pieces: list[Sentence]) -> tuple[str | Number, ...]:
    outlook = join(pieces[-2:], Text("", ", "))
    return join([*pieces[:-2], outlook], Text("", "; ")).en  # type: ignore[return-value]  # no gaps here


def refund_sentence(about: HeadlineInput, refunds: Refunds) -> Sentence:
    """Return net sales as a range while refunds are on their way, and the rate at the same age."""
    pieces = [_mature(about, refunds) if refunds.is_mature else _maturing(about, refunds)]
    if not refunds.is_mature and refunds.rate is not None and refunds.rate_before is not None:
        pieces.append(_same_age(about, refunds, refunds.rate, refunds.rate_before))
    joined = join(pieces, Text("；", "; "))
    return Sentence((*joined.zh, "。"), (*joined.en, "."))


def maturity_word(maturity: float) -> Text:
    """Return how far the refunds are in a few words.

    >>> maturity_word(0.59).say("en")
    'still on the way'
    """
    if maturity < 0.3:
        return Text("才开始", "only starting")
    return (
        Text("还在路上", "still on the way")
        if maturity < 0.8
        else Text("差不多了", "nearly complete")
    )


def _progress(about: HeadlineInput, goal: Goal) -> Sentence:
    done = derived(
        about,
        goal.done_share,
        shown.percent(goal.done_share),
        "estimate",
        unit="ratio",
        period=goal.period,
    )
    time = derived(about, goal.time_share, shown.percent(goal.time_share), "given", unit="ratio")
    span = "month" if parse_period(goal.period).grain == "month" else "time"
    return compose(
        Text(
            "{name}目标完成{done}（时间过去{time}）",
            "{name} is at {done} of target with {time} of the " + span + " gone",
        ),
        name=goal.name,
        done=done,
        time=time,
    )


def _need(about: HeadlineInput, goal: Goal, need: int) -> Sentence:
    recent = derived(about, goal.recent_daily, about.shown.short(goal.recent_daily), "estimate")
    sale = about.sales_day
    # The daily average of a week with a sale promises more than plain days will bring.
    inside = sale is not None and sale.in_this_period
    return compose(
        Text(
            "剩{days}天每天要{need}，{subject}日均{recent}" + ("（含{sale}）" if inside else ""),
            "the {days} days left need {need} each, {subject} made {recent} a day"
            + (" with {sale} in it" if inside else ""),
        ),
        days=goal.days_left,
        subject=about.subject,
        sale=sale.name if sale else "",
        need=derived(about, need, about.shown.short(need), "estimate", period=goal.period),
        recent=recent,
    )


def _expected(about: HeadlineInput, goal: Goal, expected: tuple[int, int]) -> Sentence:
    slots: dict[str, Slot] = {"span": _span(about, expected, goal.period)}
    return compose(Text("预计{span}", "{span} expected"), **slots)


def _chance(about: HeadlineInput, goal: Goal, chance: float) -> Sentence:
    share = derived(
        about, chance, shown.percent(chance, 0), "estimate", unit="ratio", period=goal.period
    )
    return compose(Text("达成概率{p}", "{p} chance"), p=share)


def _span(about: HeadlineInput, span: tuple[int, int], period: str) -> Number:
    """Return a range as one number: its low end is the value, both ends are written."""
    return derived(about, span[0], about.shown.span(*span), "estimate", period=period)


def _mature(about: HeadlineInput, refunds: Refunds) -> Sentence:
    net = derived(about, refunds.net_so_far, about.shown.short(refunds.net_so_far), "estimate")
    return compose(
        Text("退款基本都已看到，净成交{net}", "Nearly all refunds are in: net sales are {net}"),
        net=net,
    )


def _maturing(about: HeadlineInput, refunds: Refunds) -> Sentence:
    maturity = derived(
        about, refunds.maturity, shown.percent(refunds.maturity, 0), "estimate", unit="ratio"
    )
    first = compose(
        Text("退款{word}（成熟度{m}）", "Refunds are {word} ({m} mature)"),
        word=maturity_word(refunds.maturity),
        m=maturity,
    )
    if refunds.net_range is None:
        return first
    net = compose(
        Text("预计最终净成交{span}", "net should end at {span}"),
        span=_span(about, refunds.net_range, about.period),
    )
    return join([first, net], Text("，", ": "))


def _same_age(about: HeadlineInput, refunds: Refunds, rate: float, before: float) -> Sentence:
    def written(value: float, period: str) -> Number:
        return derived(about, value, shown.percent(value), "estimate", unit="ratio", period=period)

    where = _scope_of_age(refunds)
    return compose(
        Text(
            where.zh + "退款率{rate}，{verdict}", where.en + "the refund rate is {rate}, {verdict}"
        ),
        rate=written(rate, about.period),
        days=refunds.age_days or 0,
        verdict=compose(
            _better(Fraction(rate) - Fraction(before)),
            base=about.base_name,
            before=written(before, about.base_period),
            points=_points(rate - before),
        ),
    )


def _scope_of_age(refunds: Refunds) -> Text:
    """Return at which age, and of which channels where not all have refund times."""
    if refunds.age_days is None:
        at = Text("同样付款天数时", "at the same age ")
    elif refunds.age_days == 0:
        at = Text("付款当天的", "on the day of payment ")
    else:
        day = "day" if refunds.age_days == 1 else "days"
        at = Text("付款满{days}天时", "{days} " + day + " after payment ")
    if refunds.seen_share >= 1:
        return at
    return Text("退款有日期的渠道，" + at.zh, "where refunds have dates, " + at.en)


def _points(difference: float) -> Text:
    return shown.percent_points(abs(difference))


def _better(difference: Fraction) -> Text:
    if abs(difference) < Fraction(1, 1000):
        return Text("与{base}的{before}基本持平", "level with {before} in {base}")
    if abs(difference) < Fraction(1, 200):
        zh, en = ("略好", "a little better than") if difference < 0 else ("略高", "a little above")
        return Text("比{base}的{before}" + zh, en + " {before} in {base}")
    zh, en = ("低", "below") if difference < 0 else ("高", "above")
    return Text("比{base}的{before}" + zh + "{points}", "{points} " + en + " {before} in {base}")
