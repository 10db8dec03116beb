"""The first sentences of the headline: one case each of level, moved, sales day, gap and too new."""

from __future__ import annotations

from fractions import Fraction

from lianyi.core.translation import Text, same
from lianyi.reports import shown
from lianyi.reports.document import Sentence
from lianyi.reports.headline.inputs import HeadlineInput
from lianyi.reports.headline.numbers import (
    band_share,
    change_amount,
    change_rate,
    comparable_rate,
    subject_slots,
    window_rate,
)
from lianyi.reports.headline.parts import leading_axis, part_sentences, plain_parts, window_parts
from lianyi.reports.headline.sizes import LEVEL, SIZES, SLIGHT, size_word
from lianyi.reports.wording import compose

LARGE = Fraction(1, 5)


WINDOW, SAME_WEEK = Text("同窗口", "window"), Text("同期", "week")
SAME_MONTH = Text("同月", "month")
# So much history it takes to call a change normal.
LEAST = {"week": Text("8周", "8 weeks"), "month": Text("8个月", "8 months")}


def opening(about: HeadlineInput) -> list[Sentence]:
    """Return the sentences on value, change and where it came from, by the case that applies."""
    if about.known_days is not None:
        return [unfinished(about, about.known_days)]
    if about.base is None:
        return [_only_value(about)]
    if about.missing is not None:
        return [_gap(about)]
    if about.sales_day is not None:
        return [_sales_day(about), *window_parts(about, about.sales_day)]
    if about.band is None:
        return [_too_new(about), *plain_parts(about)]
    if size_word(about.value - about.base, about.band) == LEVEL:
        return [_level(about), *plain_parts(about)]
    return _moved(about)


def unfinished(about: HeadlineInput, known: int) -> Sentence:
    """Return what can be said of a period that no source covers to its end: never a zero, no comparison."""
    if known == 0:
        return compose(
            Text(
                "{subject}还没有订单数据，不下结论。",
                "There are no orders on record for {subject} yet, so there is nothing to conclude.",
            ),
            subject=about.subject if about.subject.zh else Text("这一天", "this day"),
        )
    return compose(
        Text(
            "{subject}{name} {v}，只有{known}/{all}天的订单数据，还不能与{base}比较。",
            "{name} was {v}, from {known} of {all} days of orders; it cannot be compared with {base} yet.",
        ),
        **subject_slots(about),
        known=known,
        all=about.days,
    )


def _moved(about: HeadlineInput) -> list[Sentence]:
    change = about.value - (about.base or 0)
    word = size_word(change, about.band)
    size, beyond = SIZES[word]
    if word == SLIGHT and abs(change) >= LARGE * (about.base or 0):
        # A shop that swings widely has a wide range: no reader calls a quarter less slight.
        size = Text("", "")
    first = compose(
        Text(
            "{subject}{name} {v}，{compare}{size}{moved}{pct}({abs})，{beyond}（±{band}）。",
            "{name} was {v}, {size}{moved} {pct} on {base} ({abs}), {beyond} (±{band}).",
        ),
        **subject_slots(about),
        size=Text(size.zh, size.en + " " if size.en else ""),
        beyond=beyond,
        moved=Text("下降", "down") if change < 0 else Text("增长", "up"),
        pct=change_rate(about, shown.percent),
        abs=change_amount(about),
        band=band_share(about),
    )
    return [first, *part_sentences(about, leading_axis(about))]


def _level(about: HeadlineInput) -> Sentence:
    if about.base and abs(about.change) >= LARGE * about.base:
        # Normal for a shop that swings widely, but nobody calls a quarter level.
        return compose(
            Text(
                "{subject}{name} {v}，{compare}{pct}({abs})，在正常波动（±{band}）内。",
                "{name} was {v}, {pct} on {base} ({abs}), within the normal range (±{band}).",
            ),
            **subject_slots(about),
            pct=change_rate(about, shown.signed_percent),
            abs=change_amount(about),
            band=band_share(about),
        )
    return compose(
        Text(
            "{subject}{name} {v}，与{base}基本持平（{pct}，正常波动内）。",
            "{name} was {v}, about level with {base} ({pct}, within the normal range).",
        ),
        **subject_slots(about),
        pct=change_rate(about, shown.signed_percent),
    )


def _too_new(about: HeadlineInput) -> Sentence:
    return compose(
        Text(
            "{subject}{name} {v}，{compare}{pct}({abs})。历史不足{least}，还不能判断是否正常。",
            "{name} was {v}, {pct} on {base} ({abs}). With under {least} of history we cannot yet "
            "say whether that is normal.",
        ),
        **subject_slots(about),
        least=LEAST[about.span],
        pct=change_rate(about, shown.signed_percent),
        abs=change_amount(about),
    )


def _only_value(about: HeadlineInput) -> Sentence:
    return compose(
        Text(
            "{subject}{name} {v}。{base}没有数据，还不能比较。",
            "{name} was {v}. There is no data for {base} to compare with.",
        ),
        **subject_slots(about),
    )


def _sales_day(about: HeadlineInput) -> Sentence:
    day = about.sales_day
    if day is None:
        raise ValueError("no sales day")
    before = Text("{subject}含{day}。", f"The {about.span} includes {{day}}. ")
    if not day.in_this_period:
        before = Text("{base}含{day}。", "{base_start} included {day}. ")
    window = WINDOW if day.in_this_period else SAME_WEEK
    if about.span == "month":
        window = SAME_MONTH
    if day.base is None:
        after = Text(
            "{name} {v}，没有去年{window}的数据；环比没有可比性。",
            "{name} was {v}; there is no data for the same {window} last year, and {base} is not "
            "comparable.",
        )
    else:
        after = Text(
            "{name} {v}，比去年{window}{pct}；环比没有可比性。",
            "{name} was {v}, {pct} on the same {window} last year; {base} is not comparable.",
        )
    start = about.base_name.en[:1].upper() + about.base_name.en[1:]
    return compose(
        Text(before.zh + after.zh, before.en + after.en),
        **subject_slots(about),
        day=day.name,
        window=window,
        base_start=same(start),
        pct=window_rate(about, day),
    )


def _gap(about: HeadlineInput) -> Sentence:
    missing = about.missing
    if missing is None:
        raise ValueError("nothing is missing")
    return compose(
        Text(
            "{subject}{name} {v}（不含{scope}，{scope}缺{days}天），可比口径{compare}{pct}。",
            "{name} was {v} (without {scope}, {days} days missing); {pct} on comparable scope.",
        ),
        **subject_slots(about),
        scope=missing.name,
        days=missing.days,
        pct=comparable_rate(about, missing),
    )
