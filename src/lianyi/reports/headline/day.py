"""The one paragraph of the daily report: against the same weekday first, then the day before."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from lianyi.core.calendar.period_text import parse_period
from lianyi.core.translation import Text
from lianyi.reports import shown
from lianyi.reports.document import Nothing, Number, Sentence
from lianyi.reports.headline.inputs import Goal, HeadlineInput, Refunds, SalesDay
from lianyi.reports.headline.message import NORMAL
from lianyi.reports.headline.numbers import (
    NO_BASE,
    change_amount,
    change_rate,
    derived,
    subject_slots,
    window_rate,
)
from lianyi.reports.headline.opening import unfinished
from lianyi.reports.headline.outlook import maturity_word
from lianyi.reports.headline.parts import leading_axis, part_sentences, plain_parts, window_parts
from lianyi.reports.headline.sizes import LEVEL, size_word
from lianyi.reports.wording import compose, join

UNKNOWN = Text("历史不足8周，还不能判断是否正常", "under 8 weeks of history to judge by")
WITHIN = Text("正常波动内", "within the normal range")


def day_sentences(about: HeadlineInput, day_before: int | None) -> tuple[Sentence, ...]:
    """Return value and changes, parts, net sales expected and the goal; base is the same weekday."""
    if about.known_days is not None:
        return (unfinished(about, about.known_days),)
    if about.base is None:
        first = compose(
            Text(
                "{name} {v}。上周同日没有数据，还不能比较。",
                "{name} {v}. There is no data for the same day last week.",
            ),
            **subject_slots(about),
        )
        return (first,)
    if about.sales_day is not None:
        return tuple(_on_sale(about, about.sales_day, day_before))
    sentences = [_opening(about, day_before)]
    if size_word(about.change, about.band) in (LEVEL, ""):
        sentences += plain_parts(about)
    else:
        sentences += part_sentences(about, leading_axis(about))
    return (*sentences, *_outlook(about))


def _outlook(about: HeadlineInput) -> list[Sentence]:
    net = about.refunds
    sentences = [_net(about, net)] if net is not None and net.net_range is not None else []
    return sentences + [_goal(about, goal) for goal in about.goals[:1]]


def _on_sale(about: HeadlineInput, day: SalesDay, day_before: int | None) -> list[Sentence]:
    """Return a day that only its like a year ago can be held against."""
    when = Text("当天是{day}。", "It was {day}. ")
    window = Text("去年{day}", "{day} last year")
    if not day.in_this_period:
        when = Text(
            "上周同日是{day}，没有可比性。",
            "The same day last week was {day} and is not comparable. ",
        )
        window = Text("去年同期", "the same day last year")
    after = Text("没有{window}的数据可比", "there is no data for {window}")
    if day.base:
        after = Text("比{window}{pct}", "{pct} on {window}")
    first = compose(
        Text(when.zh + "{name} {v}，" + after.zh, when.en + "{name} {v}, " + after.en),
        **subject_slots(about),
        day=day.name,
        window=window.format(day=day.name),
        pct=window_rate(about, day),
    )
    sentences = [_and_day_before(about, first, day_before), *window_parts(about, day)]
    return [*sentences, *_outlook(about)]


def _opening(about: HeadlineInput, day_before: int | None) -> Sentence:
    size = size_word(about.change, about.band)
    normal = WITHIN if size == LEVEL else NORMAL.get(size, UNKNOWN)
    first = compose(
        Text(
            "{name} {v}，较上周同日{pct}({abs})，{normal}",
            "{name} {v}, {pct} on the same day last week ({abs}), {normal}",
        ),
        **subject_slots(about),
        pct=change_rate(about, shown.signed_percent),
        abs=change_amount(about),
        normal=normal,
    )
    return _and_day_before(about, first, day_before)


def _and_day_before(about: HeadlineInput, first: Sentence, day_before: int | None) -> Sentence:
    if day_before is None:
        return compose(Text("{a}。", "{a}."), a=first)
    second = compose(
        Text("较前一天{rate}。", "{rate} on the day before."),
        rate=_against(about, day_before),
    )
    return join([first, second], Text("；", "; "))


def _against(about: HeadlineInput, day_before: int) -> Number | Nothing:
    if day_before <= 0:
        return NO_BASE
    rate = Fraction(about.value - day_before, day_before)
    found = derived(about, rate, shown.signed_percent(rate), "change_rate", unit="ratio")
    return replace(found, base_period=parse_period(about.period).stepped(-1).key)


def _net(about: HeadlineInput, refunds: Refunds) -> Sentence:
    low, high = refunds.net_range or (0, 0)
    if refunds.is_mature:
        net = derived(about, refunds.net_so_far, about.shown.card(refunds.net_so_far), "estimate")
        return compose(Text("净成交{net}。", "Net sales {net}."), net=net)
    return compose(
        Text(
            "净成交预计{span}（成熟度{m}，{word}）。",
            "Net sales expected {span} ({m} mature, {word}).",
        ),
        span=derived(about, low, about.shown.span(low, high), "estimate"),
        m=shown.percent(refunds.maturity, 0),
        word=maturity_word(refunds.maturity),
    )


def _goal(about: HeadlineInput, goal: Goal) -> Sentence:
    done = derived(
        about,
        goal.done_share,
        shown.percent(goal.done_share),
        "estimate",
        unit="ratio",
        period=goal.period,
    )
    return compose(
        Text("{name}完成{done}，时间{time}。", "{name} {done} done, {time} of time gone."),
        name=goal.name,
        done=done,
        time=shown.percent(goal.time_share),
    )
