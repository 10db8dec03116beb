"""Where a change came from: which axis to name, which parts of it, and how the leading part moved.

The axis is the one whose largest part of the change's own sign takes the greatest share of all parts'
sizes; ties go to the axis listed first (channel, product, customers).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from lianyi.core.translation import Text
from lianyi.reports import shown
from lianyi.reports.document import Number, Sentence
from lianyi.reports.headline.inputs import Axis, HeadlineInput, Part, SalesDay
from lianyi.reports.headline.numbers import derived
from lianyi.reports.wording import compose, join, name_list, words

SMALLEST_SHARE = Fraction(1, 10)
STANDS_OUT = Fraction(3, 5)
COMMA = Text("、", ", ")
SEMICOLON = Text("；", "; ")
STOP = Text("。", ".")


def leading_axis(about: HeadlineInput) -> Axis | None:
    """Return the axis that says most about the change, None where nothing was divided."""
    strengths = [(_strength(axis, about.change), -place) for place, axis in enumerate(about.axes)]
    told = [found for found in strengths if found[0] and _tells(about.axes[-found[1]], found[0])]
    return about.axes[-max(told)[1]] if told else None


def _tells(axis: Axis, strength: Fraction) -> bool:
    """Return whether the axis says something: of new and returning customers one must stand out."""
    return axis.key != "customer_type" or strength >= STANDS_OUT


def window_parts(about: HeadlineInput, day: SalesDay) -> list[Sentence]:
    """Return the channels' amounts against the matching window a year ago, none where it is unknown."""
    named = [
        compose(Text("{n}{a}", "{n} {a}"), n=part.name, a=_against_window(about, day, part))
        for part in sorted(day.parts, key=lambda part: -part.amount)
        if part.amount
    ]
    if not named:
        return []
    first = words(Text("与去年相比：", "Against last year: "))
    return [_stopped(join([first, join(named, COMMA)], Text("", "")))]


def _against_window(about: HeadlineInput, day: SalesDay, part: Part) -> Number:
    text = about.shown.change_of(about.unit, part.amount)
    found = derived(about, part.amount, text, "part", by=(("platform", part.key),))
    return replace(found, base_period=day.base_period)


def plain_parts(about: HeadlineInput) -> list[Sentence]:
    """Return all parts of the first axis as plain amounts, singling out none."""
    if not about.axes or not any(part.amount for part in about.axes[0].parts):
        return []
    axis = about.axes[0]
    ordered = sorted(axis.parts, key=lambda part: -part.amount)
    named = [_signed_part(about, axis, part) for part in ordered if part.amount]
    return [_stopped(join(named, COMMA))]


def part_sentences(about: HeadlineInput, axis: Axis | None) -> list[Sentence]:
    """Return the parts with the change's sign, the counter-force, and the leading part's factors."""
    if axis is None:
        return []
    same, other = _with_sign(axis, about.change), _with_sign(axis, -about.change)
    lead = _worth_naming(axis, same)[: 1 if axis.key == "customer_type" else 2]
    if not lead:
        return []
    sentences = [_opposite(about, axis, lead, other) if other else _one_sided(about, axis, lead)]
    return sentences + _inside(about, lead[0])


def _strength(axis: Axis, change: int) -> Fraction:
    same = _with_sign(axis, change)
    return Fraction(abs(same[0].amount), _size(axis)) if same else Fraction(0)


def _size(axis: Axis) -> int:
    return sum(abs(part.amount) for part in axis.parts)


def _with_sign(axis: Axis, change: int) -> list[Part]:
    parts = [part for part in axis.parts if part.amount * change > 0]
    return sorted(parts, key=lambda part: -abs(part.amount))


def _worth_naming(axis: Axis, parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if abs(part.amount) >= SMALLEST_SHARE * _size(axis)]


def _one_sided(about: HeadlineInput, axis: Axis, lead: Sequence[Part]) -> Sentence:
    total = sum(part.amount for part in lead)
    rate = Fraction(total, about.change)
    falling = about.change < 0
    return compose(
        Text(
            "主要"
            + ("少在" if falling else "多在")
            + "{parts}，占"
            + ("下降" if falling else "增长")
            + "的{share}。",
            "Most of it is in {parts}, {share} of the " + ("fall" if falling else "rise") + ".",
        ),
        parts=join([_bracketed(about, axis, part) for part in lead], Text("、", " and ")),
        share=derived(
            about, rate, shown.percent(rate, 0), "part", unit="ratio", by=_cells(axis, lead)
        ),
    )


def _opposite(
    about: HeadlineInput, axis: Axis, lead: Sequence[Part], other: Sequence[Part]
) -> Sentence:
    named = join([_moved(about, axis, [part]) for part in lead], COMMA)
    counter = sum(part.amount for part in other)
    if abs(counter) < SMALLEST_SHARE * _size(axis):
        return _stopped(named)
    return _stopped(join([named, _moved(about, axis, other)], SEMICOLON))


def _moved(about: HeadlineInput, axis: Axis, parts: Sequence[Part]) -> Sentence:
    total = sum(part.amount for part in parts)
    written = sum(part.written for part in parts)
    together = len(parts) > 1
    zh = "{names}" + ("合计" if together else "") + ("多" if total > 0 else "少") + "{amount}"
    en = "{names}" + (" together" if together else "")
    en += (" gained " if total > 0 else " lost ") + "{amount}"
    text = about.shown.of(about.unit, abs(written))
    amount = derived(about, total, text, "part", by=_cells(axis, parts))
    return compose(Text(zh, en), names=name_list([part.name for part in parts]), amount=amount)


def _cells(axis: Axis, parts: Sequence[Part]) -> tuple[tuple[str, str], ...]:
    """Return the cells whose change a number is about, several with a bar between them."""
    return ((axis.key, "|".join(part.key for part in parts)),)


def _bracketed(about: HeadlineInput, axis: Axis, part: Part) -> Sentence:
    return compose(Text("{n}({a})", "{n} ({a})"), n=part.name, a=_amount(about, axis, part))


def _signed_part(about: HeadlineInput, axis: Axis, part: Part) -> Sentence:
    return compose(Text("{n}{a}", "{n} {a}"), n=part.name, a=_amount(about, axis, part))


def _amount(about: HeadlineInput, axis: Axis, part: Part) -> Number:
    text = about.shown.change_of(about.unit, part.written)
    return derived(about, part.amount, text, "part", by=((axis.key, part.key),))


def _inside(about: HeadlineInput, lead: Part) -> list[Sentence]:
    """Return the factors of the leading part and what coincided, as one sentence."""
    factors = [factor for factor in about.factors.get(lead.key, ()) if factor.amount]
    if len(factors) < 2:
        return []
    listed = join([_factor(about, lead, factor) for factor in factors], COMMA)
    sentence = compose(_how_factors_moved(factors), part=lead.name, factors=listed)
    if not about.coincidences:
        return [_stopped(sentence)]
    return [_stopped(join([sentence, _coincides(about)], SEMICOLON))]


def _how_factors_moved(factors: Sequence[Part]) -> Text:
    if all(factor.amount < 0 for factor in factors) and len(factors) == 3:
        return Text("{part}三项都在降：{factors}", "All three {part} drivers fell: {factors}")
    if all(factor.amount > 0 for factor in factors) and len(factors) == 3:
        return Text("{part}三项都在升：{factors}", "All three {part} drivers rose: {factors}")
    return Text("{part}内部：{factors}", "Inside {part}: {factors}")


def _factor(about: HeadlineInput, lead: Part, factor: Part) -> Sentence:
    text = about.shown.change_of(about.unit, factor.written)
    cell = (("part", lead.key), ("factor", factor.key))
    amount = derived(about, factor.amount, text, "factor", by=cell)
    return compose(Text("{n}{a}", "{n} {a}"), n=factor.name, a=amount)


def _coincides(about: HeadlineInput) -> Sentence:
    first = about.coincidences[0]
    sentence = compose(Text("同期有{what}", "it coincides with {what}"), what=first.text)
    return join([sentence, first.seen], Text("，", ", ")) if first.seen else sentence


def _stopped(sentence: Sentence) -> Sentence:
    return Sentence((*sentence.zh, STOP.zh), (*sentence.en, STOP.en))
