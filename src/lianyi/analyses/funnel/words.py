"""What `funnel` says: its finding, its cautions, its picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from lianyi.analyses.event_words import cautions_of
from lianyi.analyses.result import Option, Result
from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.durations import duration_text, span_text
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.funnel.plan import Plan
    from lianyi.analyses.funnel.tables import Counted

# Smaller groups are not held against each other in the finding.
FEW = 30


@dataclass(frozen=True)
class Words:
    """How a unit is called: who entered, who came through, and a number of them inside a sentence."""

    entered: Text
    converted: Text
    some: Text


UNITS = {
    "people": Words(Text("进入人数", "People who entered"), Text("走完人数", "People who came through"), Text("{n}人", "{n} people")),
    "entries": Words(Text("进入次数", "Entries"), Text("走完次数", "Entries that came through"), Text("{n}次进入", "{n} entries")),
    "orders": Words(Text("购买尝试", "Attempts to buy"), Text("走完的单", "Attempts that came through"), Text("{n}次购买尝试", "{n} attempts to buy")),
}  # fmt: skip
_FINDING = Text(
    "{some}从「{first}」进入，其中{rate}在{within}内走到「{last}」（{hits}，95%区间{interval}）。",
    "{some} entered at “{first}”; {rate} of them came to “{last}” within {within} ({hits}, 95% interval {interval}).",
)
_FINDING_ANY = Text(
    "{some}做过其中至少一步，{rate}在{within}内做齐了{steps}步（{hits}，95%区间{interval}）。",
    "{some} did at least one of the steps; {rate} of them did all {steps} within {within} ({hits}, 95% interval {interval}).",
)
_NOBODY = Text("这段时间里没有人做「{first}」。", "Nobody did “{first}” in these days.")
_LARGEST_LOSS = Text(
    "最大的流失在「{before}」→「{after}」：{share}没有往下走。",
    "The largest loss is “{before}” → “{after}”: {share} did not go on.",
)
_TIME = Text(
    "走完全程中位用时{median}，90%在{p90}以内。",
    "Coming through takes {median} at the median, {p90} or less for 90%.",
)
_GROUPS = Text(
    "按{title}看，「{best}」最高（{high}），「{worst}」最低（{low}）。",
    "By {title}, “{best}” is highest ({high}) and “{worst}” lowest ({low}).",
)
_OPEN = Text(
    "{n}（{share}）还在{within}的窗口里，可能还会往下走，已单列；只看走完窗口的，把时段截到{day}。",
    "{n} ({share}) are still inside the window of {within} and may go on; they stand apart. End the period on {day} to leave them out.",
)


def column_texts(unit: str) -> dict[str, Text]:
    """Return the names of all columns."""
    return {
        "step": Text("步", "Step"),
        "name": Text("事件", "Event"),
        unit: {"people": Text("人数", "People"), "entries": Text("次数", "Entries"), "orders": Text("单数", "Attempts")}[unit],
        "of_previous": Text("上一步→本步", "Of previous step"),
        "of_previous_low": Text("上一步→本步下限", "Of previous step, low"),
        "of_previous_high": Text("上一步→本步上限", "Of previous step, high"),
        "of_first": Text("总体", "Overall"),
        "of_first_low": Text("总体下限", "Overall, low"),
        "of_first_high": Text("总体上限", "Overall, high"),
        "lost": Text("流失", "Lost"),
        "open": Text("还在窗口里", "Still inside the window"),
        "median_minutes": Text("距上一步（中位，分钟）", "Since previous step (median, minutes)"),
        "p75_minutes": Text("P75（分钟）", "P75 (minutes)"),
        "p90_minutes": Text("P90（分钟）", "P90 (minutes)"),
        "conversion": Text("总体转化率", "Conversion"),
        "low": Text("下限", "Low"),
        "high": Text("上限", "High"),
    }  # fmt: skip


def sentences(plan: Plan, counted: Counted) -> tuple[Text, ...]:
    """Return the finding: how many came through, where most leave, how long it takes, which parts differ."""
    if not counted.reached[1]:
        return (_NOBODY.format(first=plan.names[0]),)
    said = [_finding(plan, counted)]
    if plan.question.order != "any" and counted.steps > 2:
        said.append(_loss(plan, counted))
    times = counted.times[1]
    if times:
        said.append(_TIME.format(median=span_text(times[0]), p90=span_text(times[2])))
    return (*said, *_groups(plan, counted))


def _finding(plan: Plan, counted: Counted) -> Text:
    unit, hits = UNITS[plan.unit], counted.reached[counted.steps]
    interval = counted.interval(counted.steps, 1)
    assert interval is not None
    words = _FINDING_ANY if plan.question.order == "any" else _FINDING
    return words.format(
        some=unit.some.format(n=f"{counted.reached[1]:,}"), first=plan.names[0], last=plan.names[-1], steps=counted.steps,
        rate=numbers.ratio(counted.rate(counted.steps, 1)), within=duration_text(plan.within), hits=unit.some.format(n=f"{hits:,}"),
        interval=_each(lambda lang: numbers.ratio_range(interval.low, interval.high, lang)),
    )  # fmt: skip


def _loss(plan: Plan, counted: Counted) -> Text:
    """The step with the smallest rate; the first of equal ones."""
    rates = [(counted.rate(step, step - 1), step) for step in range(2, counted.steps + 1)]
    rate, step = min((r, s) for r, s in rates if r is not None)
    return _LARGEST_LOSS.format(before=plan.names[step - 2], after=plan.names[step - 1], share=numbers.ratio(1 - rate))  # fmt: skip


def _groups(plan: Plan, counted: Counted) -> tuple[Text, ...]:
    """Name the best and the worst group where their intervals leave no doubt."""
    from lianyi.stats.intervals import wilson

    if plan.unit != "people":
        return ()
    rated = [
        (reached[-1] / reached[1], name, wilson(reached[-1], reached[1]))
        for name, reached, _ in counted.groups()
        if reached[1] >= FEW
    ]
    if len(rated) < 2:
        return ()
    worst, best = min(rated), max(rated)
    if worst[2][1] >= best[2][0]:
        return ()
    title = plan.breakdown.title
    return (_GROUPS.format(title=title, best=best[1], high=numbers.ratio(best[0]), worst=worst[1], low=numbers.ratio(worst[0])),)  # fmt: skip


def cautions(plan: Plan, counted: Counted) -> list[Caution]:
    """Return who is not through yet, and names that mean nothing or something else here."""
    found = cautions_of(plan.steps)
    if counted.still_open:
        n, first = counted.still_open, counted.reached[1]
        last = plan.last_day - timedelta(days=-(-plan.within // 86_400))
        some = UNITS[plan.unit].some.format(n=f"{n:,}")
        text = _OPEN.format(n=some, share=numbers.ratio(n / first), within=duration_text(plan.within), day=last)  # fmt: skip
        found.append(Caution("window_open", text))
    return found


def draw(result: Result, lang: Lang) -> Option:
    """Return one bar a step; nothing where nobody entered."""
    from lianyi.charts.frame import Style
    from lianyi.charts.steps import Step, Steps, steps_option

    rows = result.rows()
    unit = str(result.options["count"])
    if not rows or not rows[0][unit]:
        return {}
    steps = [Step(row["name"], row[unit], row["open"] or 0, _text(row, unit, lang)) for row in rows]
    names = column_texts(unit)
    chart = Steps(steps, names[unit].say(lang), names["open"].say(lang), Style("count", lang))
    return steps_option(chart, label=result.explain(lang))


def _text(row: dict[str, object], unit: str, lang: Lang) -> str:
    """Return the number, then of the previous step, then of the first."""
    shown = [numbers.count(row[unit], lang)]  # type: ignore[arg-type]  # a number of people
    if row["of_previous"] is not None:
        previous = numbers.ratio(row["of_previous"])  # type: ignore[arg-type]  # a fraction
        shown.append(Text(f"上一步的{previous}", f"{previous} of previous").say(lang))
    overall = numbers.ratio(row["of_first"])  # type: ignore[arg-type]  # a fraction
    shown.append(Text(f"总体{overall}", f"{overall} overall").say(lang))
    return "  ".join(shown)


def _each(say: Callable[[Lang], str]) -> Text:
    return Text(say("zh"), say("en"))
