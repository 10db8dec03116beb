"""W3: two good things and two bad ones at most, each with its amount. Empty ones are left out."""

from __future__ import annotations

from collections.abc import Iterator

from lianyi.core.numbers import number
from lianyi.core.translation import Text
from lianyi.reports.analysed import Analysed
from lianyi.reports.blocks.key_figures import MATURING, MONEY_FIRST
from lianyi.reports.document import Block, Number, Part, Points, Sentence
from lianyi.reports.gather import EMPTY, Gathered, Values
from lianyi.reports.headline.inputs import Axis
from lianyi.reports.headline.inputs import Part as ChangePart
from lianyi.reports.headline.sizes import CLEAR, LEVEL, SHARP, SLIGHT, size_word
from lianyi.reports.names import platform_name
from lianyi.reports.shown import numbers_exact, percent, points
from lianyi.reports.wording import compose

MOST = 2
# A refund rate that differs by less says nothing either way.
WORTH_SAYING = 0.0025
RATES = ("orders_per_visitor", "order_value")


def good_bad(facts: Gathered, found: Analysed) -> Block | None:
    """Return the block, None where nothing stands out."""
    if found.headline.known_days is not None:
        return None
    good = list(_good(facts, found))[:MOST]
    bad = list(_bad(facts, found))[:MOST]
    parts: list[Part] = []
    if good:
        parts.append(Points(Text("好", "Good"), "good", tuple(good)))
    if bad:
        parts.append(Points(Text("不好", "Bad"), "bad", tuple(bad)))
    if not parts:
        return None
    return Block("good_bad", Text("好与不好", "Good and bad"), tuple(parts))


def _good(facts: Gathered, found: Analysed) -> Iterator[Sentence]:
    best = _outstanding(_comparable(found), 1, _least(found))
    if best is not None and found.channels is not None:
        yield _channel(facts, best, found.channels)
    yield from _same_age(found, better=True)
    yield from _moved(facts, found, favourable=True)


def _bad(facts: Gathered, found: Analysed) -> Iterator[Sentence]:
    costly = _costlier(facts)
    yield from costly
    worst = _outstanding(_comparable(found), -1, _least(found))
    yield from _moved(facts, found, favourable=False)
    if worst is not None and found.channels is not None and not costly:
        yield _channel(facts, worst, found.channels)
    yield from _same_age(found, better=False)


def _comparable(found: Analysed) -> Axis | None:
    """Return the channels, None where a sale in one of the periods explains them all."""
    return found.channels if found.headline.sales_day is None else None


def _least(found: Analysed) -> int:
    """Return what a channel must have moved to be named: in a level period, as much as is normal for all."""
    about = found.headline
    is_level = size_word(about.change, about.band) == LEVEL
    return about.band if is_level and about.band is not None else 1


def _outstanding(axis: Axis | None, sign: int, least: int) -> ChangePart | None:
    """Return the largest part with `sign` if it is a tenth of all movement and `least` or more."""
    if axis is None or not axis.parts:
        return None
    size = sum(abs(part.amount) for part in axis.parts)
    best = max(axis.parts, key=lambda part: part.amount * sign)
    moved = best.amount * sign
    return best if moved * 10 >= size > 0 and moved >= least else None


def _channel(facts: Gathered, part: ChangePart, axis: Axis) -> Sentence:
    amount = facts.derived(
        "gmv_paid",
        part.amount,
        "money",
        facts.shown.signed(part.amount),
        "change",
        by=((axis.key, part.key),),
        direction=(part.amount > 0) - (part.amount < 0),
    )
    first = compose(Text("{n}{a}", "{n} {a}"), n=part.name, a=amount)
    rate = _rate_of(facts, part, axis)
    return compose(Text("{a}，{b}。", "{a}, {b}."), a=first, b=rate) if rate else _stop(first)


def _stop(sentence: Sentence) -> Sentence:
    return compose(Text("{a}。", "{a}."), a=sentence)


def _rate_of(facts: Gathered, part: ChangePart, axis: Axis) -> Sentence | None:
    """Return how a channel's rate moved with its change, None where it did not move that way."""
    now = facts.split(facts.keys, facts.period, axis.key).get(part.key, EMPTY)
    before = facts.split(facts.keys, facts.base, axis.key).get(part.key, EMPTY)
    for key in facts.known(RATES):
        new, old = now.get(key), before.get(key)
        if new is None or old is None or (new - old) * part.amount <= 0:
            continue
        by = ((axis.key, part.key),)
        return compose(
            _from_to(rising=new > old),
            n=_lower(facts.metric(key).name),
            old=facts.number(key, before, facts.base, by=by),
            new=facts.number(key, now, facts.period, by=by),
        )
    return None


def _from_to(*, rising: bool) -> Text:
    zh, en = ("升到", "up") if rising else ("降到", "down")
    return Text("{n}从{old}" + zh + "{new}", "{n} " + en + " from {old} to {new}")


def _lower(name: Text) -> Text:
    return Text(name.zh, name.en[:1].lower() + name.en[1:])


def _same_age(found: Analysed, *, better: bool) -> Iterator[Sentence]:
    refunds = found.refunds
    if refunds is None or refunds.is_mature or not refunds.rate or not refunds.rate_before:
        return
    difference = refunds.rate - refunds.rate_before
    if abs(difference) < WORTH_SAYING or (difference < 0) != better:
        return
    yield compose(
        Text("同龄退款率{moved}{size}个百分点。", "Refund rate at the same age {moved} {size} pp."),
        moved=Text("低", "down") if difference < 0 else Text("高", "up"),
        size=number(abs(numbers_exact(difference)) * 100, decimals=1),
    )


def _moved(facts: Gathered, found: Analysed, *, favourable: bool) -> Iterator[Sentence]:
    """Yield key figures outside their normal range, the widest first; the headline's own metric not."""
    ranks = {SHARP: 0, CLEAR: 1, SLIGHT: 2}
    keys = [k for k in facts.known(MONEY_FIRST) if found.sizes.get(k) in ranks]
    for key in sorted(keys, key=lambda k: ranks[found.sizes[k]]):
        settled = found.refunds is None or found.refunds.is_mature
        if (key in MATURING and not settled) or key == found.headline.metric:
            continue
        direction = facts.metric(key).direction
        now, before = facts.now.get(key), facts.before.get(key)
        if direction == "neutral" or now is None or before is None:
            continue
        if ((now > before) == (direction == "up_good")) == favourable:
            yield _figure(facts, key, now, before)


def _figure(facts: Gathered, key: str, now: float, before: float) -> Sentence:
    size = abs(now - before)
    unit = facts.metric(key).unit
    written = facts.shown.of(unit, size) if unit != "ratio" else _points(size)
    zh, en = _how(unit, more=now > before)
    return compose(
        Text(
            "{n}{now}，比{before_name}" + zh + "{size}。",
            "{n} {now}, {size} " + en + " than {before_name}.",
        ),
        n=facts.metric(key).name,
        now=facts.number(key, facts.now, facts.period),
        size=facts.derived(key, now - before, unit, written, "change"),
        before_name=facts.base_name,
    )


def _how(unit: str, *, more: bool) -> tuple[str, str]:
    """Return the words for more and less: people are fewer, money is less, a rate is lower."""
    if unit == "count":
        return ("多", "more") if more else ("少", "fewer")
    if unit == "money":
        return ("多", "more") if more else ("少", "less")
    return ("高", "higher") if more else ("低", "lower")


def _points(size: float) -> Text:
    text = points(size)
    return Text(text.zh.lstrip("+").replace("pp", "个百分点"), text.en.lstrip("+"))


def _costlier(facts: Gathered) -> list[Sentence]:
    """Return the channel whose spend rose while its GMV fell, the one with the greatest fall."""
    needed = facts.known(("ad_spend", "gmv_paid", "roi"))
    if len(needed) < 3:
        return []
    now = facts.split(facts.keys, facts.period, "platform")
    before = facts.split(facts.keys, facts.base, "platform")
    falls = []
    for cell, values in now.items():
        old = before.get(cell, EMPTY)
        if _rose(values, old, "ad_spend") and _rose(old, values, "gmv_paid") and values.get("roi"):
            falls.append((values.get("gmv_paid") - old.get("gmv_paid"), cell))
    if not falls:
        return []
    cell = min(falls)[1]
    return [_cost_sentence(facts, cell, now[cell], before[cell])]


def _rose(new: Values, old: Values, key: str) -> bool:
    return bool(new.get(key) and old.get(key) and new.get(key) > old.get(key))


def _cost_sentence(facts: Gathered, cell: str, now: Values, before: Values) -> Sentence:
    by = (("platform", cell),)
    return compose(
        Text(
            "{n}花费{spend}、GMV{gmv}，ROI从{old}降到{new}。",
            "{n} spend {spend} while GMV {gmv}; ROI from {old} to {new}.",
        ),
        n=platform_name(cell),
        spend=_rate(facts, "ad_spend", now, before, by),
        gmv=_rate(facts, "gmv_paid", now, before, by),
        old=facts.number("roi", before, facts.base, by=by),
        new=facts.number("roi", now, facts.period, by=by),
    )


def _rate(
    facts: Gathered, key: str, now: Values, before: Values, by: tuple[tuple[str, str], ...]
) -> Number:
    rate = (now.get(key) - before.get(key)) / before.get(key)
    written = percent(rate)
    sign = "+" if rate >= 0 else "−"
    text = Text(sign + written.zh, sign + written.en)
    return facts.derived(key, rate, "ratio", text, "change_rate", by=by)
