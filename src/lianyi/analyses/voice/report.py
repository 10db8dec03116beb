"""From mentions to the result of `voice`: numbers, points by week and source, brands, the picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lianyi.analyses.result import Column, Interval, Number, Result, Table
from lianyi.analyses.voice import words
from lianyi.analyses.voice.read import feelings_of
from lianyi.analyses.voice.tables import examples, topics, worst
from lianyi.core.translation import Text
from lianyi.language.model import HIGH, LOW, load
from lianyi.language.private import excerpt
from lianyi.stats.net_sentiment import METHOD, NEGATIVE, NEUTRAL, POSITIVE, felt

if TYPE_CHECKING:
    from lianyi.analyses.result import Unit
    from lianyi.analyses.voice import Voice
    from lianyi.analyses.voice.read import Mention, Mentions
    from lianyi.core.calendar.periods import Period
    from lianyi.stats.net_sentiment import Estimate

DRAWS_A_POINT = 400
_POINT = (
    Column("mentions", Text("声量", "Mentions"), "count"),
    Column("shares", Text("转发", "Shares"), "count"),
    Column("n", Text("有情感的声量", "Mentions with a feeling"), "count"),
    Column("given", Text("其中人工标注", "Of them labelled"), "count"),
    Column("positive", Text("正面", "Positive"), "count"),
    Column("neutral", Text("中性", "Neutral"), "count"),
    Column("negative", Text("负面", "Negative"), "count"),
    Column("nsr_a", Text("净情感度A", "Net sentiment A"), "ratio"),
    Column("nsr_a_low", Text("A下限", "A, low"), "ratio"),
    Column("nsr_a_high", Text("A上限", "A, high"), "ratio"),
    Column("nsr_b", Text("净情感度B", "Net sentiment B"), "ratio"),
    Column("nsr_b_low", Text("B下限", "B, low"), "ratio"),
    Column("nsr_b_high", Text("B上限", "B, high"), "ratio"),
)
_DAYS = Column("days", Text("有数据的天数", "Days with data"), "count")
_WEEK = Column("week", Text("周", "Week"))


def report(asked: Voice, found: Mentions) -> Result:
    """Return the result; numbers say why where there is none."""
    figures = _numbers(asked, found)
    named = {n.key: n for n in figures}
    weeks = found.period.buckets("week")
    covered = [(w.key, len(w), *found.days(found.covered, w)) for w in weeks]
    told = topics(found)
    answered = words.cautions(found, int(named["answered"].value or 0), covered)
    return Result(
        analysis=asked.KEY,
        definition=asked.definition(),
        options=asked.options,
        numbers=figures,
        tables=(_by_source(asked, found, weeks), _by_week(asked, found, weeks), _brands(found), told, examples(found, asked.examples)),
        sentences=words.sentences(found, named, worst(told)),
        warnings=tuple(answered),
        sizes={"mentions": len(found.mine) + sum(map(len, found.others.values())), "own": len(found.mine)},
        extra={"model": {"version": load().version, "abstains_between": [LOW, HIGH]}},
        period=found.period.key,
        drawn=asked.draw,
    )  # fmt: skip


def _numbers(asked: Voice, found: Mentions) -> tuple[Number, ...]:
    everything = feelings_of(found, range(len(found.mine)))
    told = felt(everything, seed=asked.seed)
    said = sum(m.said for m in found.mine)
    given, answered = int(everything.given.sum()), int(everything.answered.sum())
    is_covered = bool(found.days(found.covered, found.period)[0] or found.mine)
    why = words.NO_POLAR if given + answered else words.NOTHING_FELT if is_covered else words.NOT_COVERED  # fmt: skip
    return (
        _number("mentions", said if is_covered else None, "count", None, len(found.mine), words.NOT_COVERED),
        _share("share_of_voice", found, said, sum(m.said for m in _theirs(found))),
        _share("share_of_engagement", found, sum(m.engagements for m in found.mine), sum(m.engagements for m in _theirs(found))),
        _number("nsr_a", told.nsr_a.value, "ratio", _interval(told.nsr_a), given + answered, why),
        _number("nsr_b", told.nsr_b.value, "ratio", _interval(told.nsr_b), given + answered, why),
        _number("given", given, "count"),
        _number("answered", answered, "count"),
        _number("unfelt", said - given - answered, "count"),
    )  # fmt: skip


def _number(key: str, value: float | None, unit: Unit, interval: Interval | None = None, n: int | None = None, why: Text | None = None) -> Number:  # fmt: skip
    return Number(key, words.NUMBERS[key], value, unit, interval, n, why if value is None else None)


def _interval(found: Estimate) -> Interval | None:
    if found.low is None or found.high is None:
        return None
    return Interval(found.low, found.high, method=METHOD)


def _theirs(found: Mentions) -> list[Mention]:
    return [m for rows in found.others.values() for m in rows]


def _share(key: str, found: Mentions, mine: int, theirs: int) -> Number:
    """Return mine over all brands compared: a count of what was found, no estimate."""
    if not found.is_brand_met:
        return _number(key, None, "ratio", why=words.NO_BRAND)
    if not found.others:
        some = found.days(found.covered, found.period)[0]
        return _number(key, None, "ratio", why=words.NO_OTHERS if some else words.NOT_COVERED)
    if not mine + theirs:
        return _number(key, None, "ratio", why=words.NO_ENGAGEMENT)
    return _number(key, mine / (mine + theirs), "ratio", None, mine + theirs)


def _point(asked: Voice, found: Mentions, places: Sequence[int], days: int) -> tuple[Any, ...]:
    """Return a point of the tables: blank where no day was covered, 0 where days were and nothing was said."""
    if not days and not places:
        return (0, *(None for _ in _POINT))
    feelings = feelings_of(found, places)
    told = felt(feelings, seed=asked.seed, draws=DRAWS_A_POINT)
    counted = [int(n) for n in feelings.given + feelings.answered]
    a, b = told.nsr_a, told.nsr_b
    passed_on = [s for n in places if (s := found.mine[n].shares) is not None]
    return (
        days, sum(found.mine[n].said for n in places), sum(passed_on) if passed_on else None, sum(counted), int(feelings.given.sum()), counted[POSITIVE],
        counted[NEUTRAL], counted[NEGATIVE], a.value, a.low, a.high, b.value, b.low, b.high,
    )  # fmt: skip


def _places(found: Mentions, weeks: Sequence[Period]) -> dict[tuple[str, str], list[int]]:
    """Return the numbers of `mine` by week and source."""
    starts = {day: week.key for week in weeks for day in week.days()}
    met: dict[tuple[str, str], list[int]] = {}
    for n, m in enumerate(found.mine):
        met.setdefault((starts[m.day], m.source), []).append(n)
    return met


def _by_source(asked: Voice, found: Mentions, weeks: Sequence[Period]) -> Table:
    """Return a row a week and source: the main table, whose mentions add up to all."""
    met = _places(found, weeks)
    sources = sorted({m.source for m in found.mine})
    # A source is covered on the days on which the shops that ever brought it delivered mentions.
    origin = {s: {m.place for m in found.mine if m.source == s} for s in sources}
    rows = [
        (week.key, excerpt(source, 40), *_point(asked, found, met.get((week.key, source), ()), found.days(origin[source], week)[0]))
        for week in weeks
        for source in sources
    ]  # fmt: skip
    title = Text("按周和来源", "By week and source")
    return Table("sources", title, (_WEEK, Column("source", Text("来源", "Source")), _DAYS, *_POINT), tuple(rows))  # fmt: skip


def _by_week(asked: Voice, found: Mentions, weeks: Sequence[Period]) -> Table:
    met = _places(found, weeks)
    rows = []
    for week in weeks:
        places = [n for (key, _), some in met.items() if key == week.key for n in some]
        days = found.days(found.covered, week)[0]
        mine = sum(found.mine[n].said for n in places)
        theirs = sum(m.said for m in _theirs(found) if m.day in week)
        known = bool(found.others) and found.is_brand_met and mine + theirs > 0
        rows.append((week.key, *_point(asked, found, places, days), mine / (mine + theirs) if known else None))  # fmt: skip
    share = Column("share_of_voice", words.NUMBERS["share_of_voice"], "ratio")
    return Table("weeks", Text("按周", "By week"), (_WEEK, _DAYS, *_POINT, share), tuple(rows))


def _brands(found: Mentions) -> Table:
    columns = (
        Column("brand", Text("品牌", "Brand")), Column("is_own", Text("自己的", "Own"), "flag"), Column("mentions", words.NUMBERS["mentions"], "count"),
        Column("share", words.NUMBERS["share_of_voice"], "ratio"), Column("engagements", Text("互动量", "Engagements"), "count"),
        Column("engagement_share", words.NUMBERS["share_of_engagement"], "ratio"),
    )  # fmt: skip
    every = {found.brand: found.mine, **found.others}
    said = sum(m.said for rows in every.values() for m in rows)
    engaged = sum(m.engagements for rows in every.values() for m in rows)
    rows = []
    for n, (brand, some) in enumerate(every.items()):
        mine, liked = sum(m.said for m in some), sum(m.engagements for m in some)
        rows.append((excerpt(brand, 40), n == 0, mine, mine / said if said else None, liked, liked / engaged if engaged else None))  # fmt: skip
    rows.sort(key=lambda r: (-r[2], r[0]))
    return Table("brands", Text("品牌", "Brands"), columns, tuple(rows))
