"""What an experiment found in sentences, and what a reader must know before believing it."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from lianyi.analyses.result import Warning  # noqa: A004 - the word of the field
from lianyi.core import numbers
from lianyi.core.durations import duration_text
from lianyi.core.translation import Lang, Text, same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lianyi.analyses.experiment.compare import Comparison, Verdict
    from lianyi.analyses.experiment.rows import Measure
    from lianyi.core.calendar.business import BusinessCalendar
    from lianyi.core.calendar.periods import Period
    from lianyi.stats.cuped import Adjusted

VERDICTS: Mapping[Verdict, Text] = {
    "higher": Text("更高", "higher"),
    "lower": Text("更低", "lower"),
    "not_yet": Text("还不能下结论", "too early to say"),
    "no_difference": Text("看不出差别", "no difference seen"),
    "split_broken": Text("分流异常，先别看", "split broken, do not read yet"),
    "unknown": Text("数据不够", "not enough data"),
}
LEFT_OUT: Mapping[str, Text] = {
    "arm_unknown": Text("{n}行没有写分组，没有计入。", "{n} rows name no arm and are left out."),
    "person_unknown": Text("{n}行认不出是谁，没有计入。", "{n} rows name no person and are left out."),
    "unreadable": Text("{n}格不是数字，按未知处理。", "{n} cells are no numbers and count as unknown."),
    "mixed": Text("{n}人出现在不止一组，没有计入。", "{n} people stand in more than one arm and are left out."),
    "undated": Text("{n}人没有进入实验的时间，没有计入。", "{n} people have no time of assignment and are left out."),
    "immature": Text("{n}人还没走完{window}的窗口，没有计入。", "{n} people have not finished the window of {window} and are left out."),
}  # fmt: skip
BROKEN = Text(
    "分流异常，先别看结果：各组人数是{counts}，按计划应是{expected}，这样的偏差靠运气不到千分之一（{p}）。先查分流、去重和丢数据的地方。",
    "The split is broken, do not read the results yet: people per arm {counts}, planned {expected}; luck does this less than once in a thousand ({p}). Look at assignment, deduplication and lost data first.",
)
ODD = Text(
    "各组人数{counts}与计划{expected}略有偏差（{p}），留意分流。",
    "People per arm {counts} are a little off the plan {expected} ({p}); watch the split.",
)
BEATS = Text(
    "{measure}：「{arm}」{value}，「{control}」{base}，前者{direction}{size}（差值的{level}{which}{low}～{high}{lift}）。",
    "{measure}: {arm} {value}, {control} {base}; {arm} is {direction} by {size} ({level} {which} of the difference {low} to {high}{lift}).",
)
LIFT = Text("，相对{lift}", ", {lift} relative")
EVER, ONE_LOOK = Text("随时可看区间", "always-valid interval"), Text("区间", "interval")
PLAIN: Mapping[str, Text] = {
    "higher": Text("按事先定的规则，「{arm}」确实更高。", "By the rule set in advance, {arm} is higher."),
    "lower": Text("按事先定的规则，「{arm}」确实更低。", "By the rule set in advance, {arm} is lower."),
    "not_yet": Text("还没到能下结论的时候，继续收集。", "It is too early to say; keep collecting."),
    "no_difference": Text("到了计划的人数，看不出差别。", "At the planned size no difference is seen."),
    "unknown": Text("人数或转化太少，说不出差别。", "Too few people or conversions to tell."),
    "split_broken": Text("差值先不要用。", "Do not use the difference yet."),
}  # fmt: skip
NOT_AFTER = Text(
    "单看这一组够了，但同时比较了几组，校正以后还不够。",
    "It would do alone; corrected for the several arms compared it does not.",
)
PEEKING = Text(
    "结论按随时可看区间给出，每天看也不会放大误判；只看一次的话{p}。",
    "The verdict uses the always-valid interval, so looking every day does not raise false alarms; a single look would have {p}.",
)
ONCE = Text(
    "结论按一次性检验给出（{p}），只在达到计划人数时看一次才算数。",
    "The verdict uses the test of one look ({p}); it holds for a single look at the planned size.",
)
REPEATED = Text(
    "{n}人出现在多行，行和行不独立，区间会偏窄。加上--unit和人的那一列，按人合起来算。",
    "{n} people stand in several rows, which are not independent: the intervals come out too narrow. Name the column of the person with --unit.",
)
TINY = Text("人数太少的组没有计入：{arms}。", "Arms with hardly anybody are left out: {arms}.")
CAPPED = Text(
    "「{metric}」有{n}个值压到了{cap}。", "{n} values of {metric} were cut down to {cap}."
)
ASSUMED = Text(
    "没有指定对照组，按「{control}」算；可以用--control指定。",
    "No control was named; {control} is taken. Name one with --control.",
)
BEYOND = Text(
    "人数已经超过计划的每组{planned}人：一次性检验以刚达到计划时的那次为准。",
    "There are more people than the {planned} an arm that were planned: the test of one look counts at the planned size only.",
)
EXPLORATORY = Text(
    "分人群的结果只供提出猜想，要确认得再做一次实验。",
    "Results by segment suggest what to test next; they confirm nothing.",
)
OF_TODAY = Text(
    "人群按客户现在的属性分；实验能改变的属性（如首单渠道）不能这样比。",
    "Segments use what is known of people today; an attribute that the experiment can change (the channel of the first order) makes the comparison unfair.",
)
OCCASIONS = Text(
    "实验期间有{names}，这时的效果不一定适用于平日。",
    "The experiment ran over {names}; the effect on other days may differ.",
)
UNEVEN = Text(
    "「{metric}」缺数的人在各组不一样多（{arms}），比较可能不公平，先查原因。",
    "Unknown {metric} is unequal between arms ({arms}); the comparison may be unfair, find out why first.",
)
UNKNOWN = Text(
    "{n}人的「{metric}」未知，没有计入这个指标。",
    "{metric} of {n} people is unknown; they are left out of this metric.",
)
SRM = Text("分流检查p值", "Sample ratio check, p")
REDUCTION = Text("CUPED减少的方差", "Variance removed by CUPED")
THETA = Text("CUPED系数", "CUPED slope")
CUPED = Text(
    "用实验前的数据做了校正，方差少了{share}。",
    "Data from before the experiment took away {share} of the variance.",
)


def amount(measure: Measure, value: float, lang: Lang) -> str:
    """Return a value of a measure as a reader sees it."""
    if not isfinite(value):
        return numbers.MISSING
    if measure.unit == "ratio":
        return numbers.ratio(value)
    if measure.unit == "money":
        return numbers.money(round(value), lang, style="exact", currency=measure.currency)
    return numbers.number(value, decimals=_decimals(value))


def _decimals(value: float) -> int:
    return 2 if abs(value) >= 1 or value == 0 else 4


def gap(measure: Measure, value: float) -> Text:
    """Return a difference of a measure; that of ratios in points."""
    if not isfinite(value):
        return same(numbers.MISSING)
    if measure.unit == "ratio":
        points = numbers.number(value * 100, decimals=2 if abs(value) >= 0.0005 else 4)
        return Text(points + "个百分点", points + " pp")
    return Text(amount(measure, value, "zh"), amount(measure, value, "en"))


def p_text(value: float) -> str:
    """Return a p-value with its name.

    >>> p_text(0.00156), p_text(1e-9), p_text(0.74)
    ('p=0.0016', 'p<0.0001', 'p=0.74')
    """
    if not isfinite(value):
        return f"p={numbers.MISSING}"
    return "p<0.0001" if value < 0.0001 else f"p={value:.4f}" if value < 0.1 else f"p={value:.2f}"


def found(comparison: Comparison, measure: Measure, level: float, rule: str) -> Text:
    """Return what one comparison shows, with the interval by which the rule decides."""
    c = comparison
    ever = rule != "fixed" and isfinite(c.always[0])
    low, high = c.always if ever else (c.difference.low, c.difference.high)
    shown_lift = same("")
    if isfinite(c.lift[0]):
        shown_lift = LIFT.format(lift=numbers.ratio(c.lift[0], sign=True))
    direction = Text("高", "higher") if c.difference.value >= 0 else Text("低", "lower")
    return BEATS.format(
        measure=measure.name,
        arm=c.arm,
        control=c.control,
        value=Text(*(amount(measure, c.raw.value, lang) for lang in ("zh", "en"))),
        base=Text(*(amount(measure, c.control_raw.value, lang) for lang in ("zh", "en"))),
        direction=direction,
        size=gap(measure, abs(c.difference.value)),
        low=gap(measure, low),
        high=gap(measure, high),
        which=EVER if ever else ONE_LOOK,
        level=f"{level * 100:g}%",
        lift=shown_lift,
    )


def sentences(
    comparisons: Sequence[Comparison],
    measures: Mapping[str, Measure],
    level: float,
    *,
    rule: str,
    adjusted: Adjusted | None,
    broken: Warning | None,
) -> tuple[Text, ...]:
    """Return the finding about the first measure: up to three arms against the control."""
    said = [] if broken is None else [broken.text]
    for c in comparisons[:3]:
        said += [found(c, measures[c.measure], level, rule), PLAIN[c.verdict].format(arm=c.arm)]
        alone, raised = (c.difference.p_value, c.adjusted_p) if rule == "fixed" else (c.always_p, c.always_adjusted_p)  # fmt: skip
        if c.verdict in ("not_yet", "no_difference") and alone <= 1 - level < raised:
            said.append(NOT_AFTER)
    if comparisons and broken is None:
        how = ONCE if rule == "fixed" else PEEKING
        said.append(how.format(p=p_text(comparisons[0].difference.p_value)))
    if adjusted is not None:
        said.append(CUPED.format(share=numbers.ratio(max(adjusted.reduction, 0.0))))
    return tuple(said)


def split_warning(
    arms: Sequence[str], counts: Sequence[int], weights: Sequence[float], p_value: float
) -> Warning | None:
    """Return the alarm about the sample ratio, where there is one; the loud one stops every verdict."""
    from lianyi.stats import sample_ratio

    if p_value >= sample_ratio.ODD:
        return None
    whole, total = sum(weights), sum(counts)
    facts = {
        "counts": "、".join(f"{a} {c:,}" for a, c in zip(arms, counts, strict=True)),
        "expected": "、".join(f"{total * w / whole:,.0f}" for w in weights),
        "p": p_text(p_value),
    }
    said = {k: Text(v, v.replace("、", ", ")) for k, v in facts.items()}
    if p_value < sample_ratio.ALARM:
        return Warning("split_broken", BROKEN.format(**said), loud=True)
    return Warning("split_odd", ODD.format(**said))


def left_out(counts: Mapping[str, int], within_seconds: int) -> list[Warning]:
    """Return a warning for each reason for which people were left out."""
    return [
        Warning(code, text.format(n=f"{counts[code]:,}", window=duration_text(within_seconds)))
        for code, text in LEFT_OUT.items()
        if counts.get(code)
    ]


def occasions(days: Period, calendar: BusinessCalendar) -> list[Warning]:
    """Return a note about sales and holidays within the days of an experiment, at most three of them by name."""
    from lianyi.core.calendar.chart_marks import marks

    found = dict.fromkeys(m.text for m in marks(days, calendar) if m.kind in ("sale", "holiday"))
    if not found:
        return []
    named = list(found)[:3]
    more = Text("等", " and others") if len(found) > len(named) else same("")
    zh, en = "、".join(t.zh for t in named), ", ".join(t.en for t in named)
    return [Warning("occasions", OCCASIONS.format(names=Text(zh + more.zh, en + more.en)))]
