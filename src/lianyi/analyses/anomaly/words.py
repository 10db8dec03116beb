"""What `anomaly` says: its finding, its cautions, the names of its numbers and columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan
from typing import TYPE_CHECKING

from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.calendar.labels import date_text, day_text
from lianyi.core.translation import Text
from lianyi.metrics.labels import source_text

if TYPE_CHECKING:
    from lianyi.analyses.metric_days import Days
    from lianyi.core.calendar.periods import Period
    from lianyi.core.translation import Lang
    from lianyi.stats.alarms import Alarms, Shift

OUTSIDE = Text("异常的天数", "Days outside the normal range")
EXPECTED = Text("其中预计属于误报", "Of these expected by chance")
SHIFTS = Text("水平变化", "Shifts of the level")
JUDGED = Text("判断了几天", "Days judged")
REACH = Text("正常范围是几倍标准差", "Deviations to each side of the normal range")
DAY, WEEKDAY, VALUE = Text("日期", "day"), Text("星期", "weekday"), Text("实际", "value")
MIDDLE, LOW, HIGH = Text("应有", "expected"), Text("正常下限", "low"), Text("正常上限", "high")
OFF, DEVIATIONS, NOTE = Text("差多少", "off by"), Text("几倍标准差", "deviations"), Text("日子", "occasion")  # fmt: skip
OUTSIDE_TABLE = Text("异常的日子，最离谱的在前", "Days outside, the furthest first")
SHIFT_TABLE = Text("水平变化：从这天起换了一个水平", "Shifts: another level from this day on")
SINCE, CHANGE, DIFFERENCE = Text("从哪天起", "since"), Text("变化", "change"), Text("每天差", "per day")  # fmt: skip
EVERY, IS_OUTSIDE = Text("每一天", "Every day"), Text("异常", "outside")
BAND = Text("正常波动范围", "Normal range")
SHIFTED = Text("水平变化", "Shift")

_NONE = Text("判断的{judged}天里，{name}没有异常（纯属偶然也会有{expected}天）。", "None of the {judged} days of {name} judged was outside its normal range (chance alone gives {expected}).")  # fmt: skip
_SOME = Text("判断的{judged}天里，{name}有{n}天异常（纯属偶然会有{expected}天）；最离谱的是{day}：{value}，应有{middle}。", "{n} of the {judged} days of {name} judged were outside the normal range (chance alone gives {expected}); the furthest was {day}: {value}, where {middle} was expected.")  # fmt: skip
_SHIFT = Text("从{day}起换了一个水平，{moved}{by}，之后的日子按新水平判断。", "Since {day} the level is another one, {by} {moved}; days after it are judged by the new one.")  # fmt: skip
_MOVED = {1: Text("高", "higher"), -1: Text("低", "lower")}


def sentences(
    name: Text,
    unit: str,
    found: Alarms,
    rows: Sequence[int],
    shifts: Sequence[Shift],
    judged: int,
    expected: float,
) -> tuple[Text, ...]:
    """Return the finding: how many days, the furthest, and every shift."""
    chance = numbers.number(expected, decimals=1)
    facts: dict[str, object] = {"judged": judged, "name": name, "expected": chance}
    if not rows:
        first = _NONE.format(**facts)
    else:
        worst = max(rows, key=lambda n: abs(found.size[n]))
        value, middle = (_said(unit, float(v[worst])) for v in (found.values, found.middle))
        day = day_text(found.days[worst])
        first = _SOME.format(**facts, n=len(rows), day=day, value=value, middle=middle)
    return (first, *(_shifted(unit, shift) for shift in shifts))


def _shifted(unit: str, shift: Shift) -> Text:
    up = shift.difference > 0
    rate = numbers.ratio(abs(shift.ratio - 1), decimals=0) if shift.ratio is not None else None
    by = Text(rate, rate) if rate else _said(unit, abs(shift.difference))
    return _SHIFT.format(day=date_text(shift.day), moved=_MOVED[1 if up else -1], by=by)


def _said(unit: str, value: float) -> Text:
    def one(lang: Lang) -> str:
        if unit == "money":
            return numbers.money(round(value), lang)
        if unit == "ratio":
            return numbers.ratio(value)
        return numbers.count(round(value), lang, short=True) if abs(value) >= 100 else numbers.number(value)  # fmt: skip

    return Text(one("zh"), one("en"))


def cautions(found: Alarms, period: Period, days: Days | None) -> Iterator[Caution]:
    """Yield what a reader must know before trusting the alarms."""
    if found.unsettled:
        n, first = len(found.unsettled), date_text(found.unsettled[0])
        yield Caution("unsettled", Text(
            f"从{first.zh}起连续{n}天在范围外，也可能是水平变了；满7天才分得清。",
            f"{n} days in a row since {first.en} are outside; it may be a new level, which shows after 7 days.",
        ))  # fmt: skip
    if found.young:
        since = date_text(found.shifts[-1].day)
        yield Caution("young_shift", Text(
            f"{since.zh}起的新水平还不满7天，也可能会过去。",
            f"The new level since {since.en} is less than 7 days old and may pass.",
        ))  # fmt: skip
    once = _only_once(found, period)
    if once:
        zh, en = "、".join(n.zh for n in once[:6]), ", ".join(n.en for n in once[:6])
        yield Caution("seen_once", Text(
            f"历史里只出现过一次：{zh}。那几天该有多少说不准，范围放得很宽。",
            f"Seen only once in the history: {en}. What is normal then cannot be told; the range is wide.",
        ))  # fmt: skip
    silent = [d for n, d in enumerate(found.days) if d in period and isnan(found.values[n])]  # fmt: skip
    if silent:
        yield Caution("missing_days", Text(
            f"有{len(silent)}天没有完整的数据，不判断。",
            f"Days without whole data are not judged: {len(silent)}.",
        ))  # fmt: skip
    if days is not None and days.ended:
        names = [source_text(s) for s in days.ended]
        yield Caution("source_ended", Text(
            f"{'、'.join(n.zh for n in names)}早就没有新数据了，之后的日子按没有它算。",
            f"No new data for long from {', '.join(n.en for n in names)}; days after that are counted without it.",
        ))  # fmt: skip


def _only_once(found: Alarms, period: Period) -> list[Text]:
    """Return the weighty days of the calendar in `period` that the history holds in one year only."""
    effects = found.seen.layout.effects
    names = []
    for place, is_sharp in enumerate(effects.sharp):
        days = [found.days[n] for n in effects.matrix[:, place].nonzero()[0]]
        if is_sharp and any(d in period for d in days) and (days[-1] - days[0]).days < 60:
            names.append(effects.names[place])
    return list(dict.fromkeys(names))
