"""Numbers, tables and the chart of an experiment."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from lianyi.analyses.experiment.guardrails import HELD
from lianyi.analyses.experiment.words import VERDICTS
from lianyi.analyses.result import Column, Interval, Number, Table
from lianyi.core.currencies import minor_digits, sign_of
from lianyi.core.translation import Lang, Text, same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lianyi.analyses.experiment.compare import Comparison, Shown
    from lianyi.analyses.experiment.guardrails import Guarded
    from lianyi.analyses.experiment.rows import Measure
    from lianyi.analyses.result import Option, Result, Unit

METRIC = Column("metric", Text("指标", "Metric"))
ARM, CONTROL = Column("arm", Text("分组", "Arm")), Column("control", Text("对照", "Control"))
PEOPLE = Text("人数", "People")
NO_CONTROL = Text("对照组没有数，比不出来", "The control has nothing to compare with")
P_VALUES = (
    Column("p_value", Text("p值（只看一次）", "p (one look)"), "number"),
    Column("adjusted_p", Text("校正后p值", "Adjusted p"), "number"),
)
VERDICT = (
    Column("verdict", Text("结论代号", "Verdict code")),
    Column("verdict_zh", Text("结论", "Verdict (Chinese)")),
    Column("verdict_en", Text("结论（英文）", "Verdict")),
)


def plain(value: float) -> float | None:
    """Return a finite number, None for what is not known."""
    return float(value) if isfinite(value) else None


def _effects(unit: Unit) -> tuple[Column, ...]:
    return (
        Column("n", PEOPLE, "count"),
        Column("control_n", Text("对照人数", "Control people"), "count"),
        Column("value", Text("数值", "Value"), unit),
        Column("control_value", Text("对照数值", "Control value"), unit),
        Column("difference", Text("差值", "Difference"), unit),
        Column("low", Text("差值下限", "Low"), unit),
        Column("high", Text("差值上限", "High"), unit),
    )


def _always(unit: Unit) -> tuple[Column, ...]:
    return (
        Column("always_valid_low", Text("随时可看下限", "Always-valid low"), unit),
        Column("always_valid_high", Text("随时可看上限", "Always-valid high"), unit),
    )


def _unit(measures: Sequence[Measure]) -> Unit:
    """Return the unit of a column over several measures: that of all of them, else a plain number."""
    units = {m.unit for m in measures}
    return units.pop() if len(units) == 1 else "number"


def _effect(c: Comparison) -> tuple[Any, ...]:
    d = c.difference
    values = (c.raw.value, c.control_raw.value, d.value, d.low, d.high)
    return (c.raw.n, c.control_raw.n, *map(plain, values))


def comparisons_table(
    found: Sequence[Comparison], measures: Sequence[Measure], *, by_segment: bool = False
) -> Table:
    """Return a row for each comparison."""
    unit = _unit(measures)
    lifts = (("relative", "相对变化", "Relative"), ("relative_low", "相对下限", "Relative low"), ("relative_high", "相对上限", "Relative high"))  # fmt: skip
    columns = (
        *((Column("segment", Text("人群", "Segment")),) if by_segment else ()),
        METRIC, ARM, CONTROL, *_effects(unit),
        *(Column(key, Text(zh, en), "ratio") for key, zh, en in lifts),
        *P_VALUES, *_always(unit),
        Column("always_valid_p", Text("随时可看p值", "Always-valid p"), "number"),
        Column("always_valid_adjusted_p", Text("校正后随时可看p值", "Adjusted always-valid p"), "number"),
        Column("method", Text("方法", "Method")),
        *VERDICT,
    )  # fmt: skip
    rows = tuple(
        (
            *((c.segment,) if by_segment else ()),
            c.measure, c.arm, c.control, *_effect(c), *map(plain, c.lift),
            plain(c.difference.p_value), plain(c.adjusted_p), *map(plain, c.always),
            plain(c.always_p), plain(c.always_adjusted_p), c.difference.method,
            c.verdict, VERDICTS[c.verdict].zh, VERDICTS[c.verdict].en,
        )
        for c in found
    )  # fmt: skip
    if by_segment:
        return Table("segments", Text("按人群（探索）", "By segment (exploratory)"), columns, rows)
    return Table("comparisons", Text("各组比较", "Arms compared"), columns, rows)


def arms_table(seen: Sequence[Shown], names: Sequence[str], dealt: Sequence[int], level: float) -> Table:  # fmt: skip
    """Return a row for each metric and arm: people assigned, people with a known outcome, the value."""
    unit = _unit([s.measure for s in seen])
    columns = (
        METRIC, ARM, Column("assigned", Text("分到人数", "People assigned"), "count"), Column("n", PEOPLE, "count"),
        Column("value", Text("数值", "Value"), unit), Column("low", Text("下限", "Low"), unit), Column("high", Text("上限", "High"), unit),
    )  # fmt: skip
    rows = tuple(
        (s.measure.name, name, dealt[place], s.raw[place].n, plain(s.raw[place].value), *map(plain, _own_interval(s, place, level)))
        for s in seen
        for place, name in enumerate(names)
    )  # fmt: skip
    return Table("arms", Text("各组", "Arms"), columns, rows)


def _own_interval(seen: Shown, place: int, level: float) -> tuple[float, float]:
    from lianyi.stats.intervals import normal, wilson

    arm = seen.raw[place]
    if seen.measure.kind == "proportion":
        return wilson(seen.hits[place], arm.n, level)
    return normal(arm.value, arm.error, level)


def guardrails_table(found: Sequence[Guarded]) -> Table:
    """Return a row for each guardrail and arm."""
    columns = (
        Column("guardrail", Text("护栏指标", "Guardrail")), ARM, CONTROL, *_effects("number"),
        Column("margin", Text("允许变差", "Margin")), Column("good", Text("好的方向", "Good direction")),
        Column("p_value", Text("非劣p值", "p (not inferior)"), "number"), *_always("number"), *VERDICT,
    )  # fmt: skip
    rows = tuple(
        (
            g.guardrail.name, g.comparison.arm, g.comparison.control, *_effect(g.comparison),
            g.guardrail.margin_text, "down" if g.guardrail.down else "up",
            plain(g.p_value), *map(plain, g.comparison.always), g.verdict, HELD[g.verdict].zh, HELD[g.verdict].en,
        )
        for g in found
    )  # fmt: skip
    return Table("guardrails", Text("护栏指标", "Guardrails"), columns, rows)


def arm_numbers(seen: Sequence[Shown], names: Sequence[str], level: float) -> list[Number]:
    """Return `metric.arm` with its own interval."""
    found = []
    for s in seen:
        method = {"proportion": "wilson", "ratio": "delta"}.get(s.measure.kind, "normal")
        for place, name in enumerate(names):
            low, high = _own_interval(s, place, level)
            interval = Interval(low, high, level, method) if isfinite(low) else None
            value = plain(s.raw[place].value)
            found.append(Number(f"{s.measure.name}.{name}", same(f"{s.measure.name} · {name}"), value, s.measure.unit, interval, s.raw[place].n))  # fmt: skip
    return found


def first_numbers(first: Comparison, measure: Measure, level: float) -> list[Number]:
    """Return the finding about the first metric and the first arm as plain numbers."""
    d, n = first.difference, first.raw.n + first.control_raw.n
    once = Interval(d.low, d.high, level, d.method) if isfinite(d.low) else None
    ever = Interval(*first.always, level, "normal_mixture") if isfinite(first.always[0]) else None
    lift_known = isfinite(first.lift[1])
    lift = Interval(first.lift[1], first.lift[2], level, "fieller") if lift_known else None
    why = None if isfinite(first.lift[0]) else NO_CONTROL
    return [
        Number("difference", Text("差值", "Difference"), plain(d.value), measure.unit, once, n),
        Number("relative", Text("相对变化", "Relative change"), plain(first.lift[0]), "ratio", lift, n, why),
        Number("always_valid_difference", Text("差值（随时可看）", "Difference (always-valid)"), plain(d.value), measure.unit, ever, n),
        Number("p_value", Text("p值（只看一次）", "p-value (one look)"), plain(d.p_value), "number", n=n),
        Number("always_valid_p", Text("随时可看p值", "Always-valid p-value"), plain(first.always_p), "number", n=n),
    ]  # fmt: skip


def drawn(result: Result, lang: Lang) -> Option:
    """Return dots with two interval lines around zero: thick for one look, thin for every look."""
    from lianyi.charts.frame import Style, base, category_axis, value_axis

    rows = [r for r in result.rows() if r["metric"] == result.rows()[0]["metric"]]
    unit = next(c.unit for c in result.tables[0].columns if c.key == "difference")
    currency = result.currency or "CNY"
    style = Style(unit, lang, minor_digits(currency), sign_of(currency))
    names = [f"{r['arm']} − {r['control']}" for r in rows]
    label = Text("各组差值和区间", "Differences of the arms with intervals").say(lang)
    series = [
        _line(style, place, row[low], row[high], width)
        for place, row in enumerate(rows)
        for low, high, width in (("always_valid_low", "always_valid_high", 2), ("low", "high", 6))
        if row[low] is not None and row[high] is not None
    ]
    dots = [[style.major(r["difference"]), n] for n, r in enumerate(rows)]
    return {
        **base(style, label=label),
        "xAxis": {**value_axis(), "axisLine": {"show": True, "onZero": True}},
        "yAxis": category_axis(names, inverse=True),
        "series": [
            *series,
            {
                "type": "scatter",
                "data": dots,
                "symbolSize": 10,
                "itemStyle": {"color": "--series-1"},
                "markLine": {
                    "silent": True,
                    "symbol": "none",
                    "label": {"show": False},
                    "lineStyle": {"color": "--text-1", "type": "solid"},
                    "data": [{"xAxis": 0}],
                },
            },
        ],
    }


def _line(style: Any, place: int, low: float, high: float, width: int) -> dict[str, Any]:
    return {
        "type": "line",
        "data": [[style.major(low), place], [style.major(high), place]],
        "symbol": "none",
        "lineStyle": {"width": width, "color": "--series-1", "opacity": 0.5},
    }


def measures_by_name(seen: Sequence[Shown]) -> Mapping[str, Measure]:
    """Return the measures of what was shown."""
    return {s.measure.name: s.measure for s in seen}
