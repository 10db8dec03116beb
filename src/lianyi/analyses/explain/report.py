"""From the parts of a change to the result of `explain`: tables, the sentence, cautions, the waterfall."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lianyi.analyses.explain.parts import Axis, Part
from lianyi.analyses.result import Column, Number, Option, Result, Table
from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.rounding import round_half_up
from lianyi.core.translation import Lang, Text
from lianyi.facts.channels import Channels
from lianyi.metrics.decomposition import largest_remainder
from lianyi.metrics.dimensions import DIMENSIONS
from lianyi.metrics.labels import platform_text
from lianyi.metrics.noise import size_of

if TYPE_CHECKING:
    from lianyi.analyses.explain import Explain
    from lianyi.core.calendar.comparison import Comparison
    from lianyi.core.calendar.periods import Period
    from lianyi.metrics.declaration import Metric
    from lianyi.metrics.noise import Band

NAMED_PARTS = 3
SMALL_FEN = 1_000_00
REST = Text("其余{n}项", "{n} others")
UNKNOWN = Text("未知", "unknown")
CHANGE = Text("{name}{period}是{now}，比{base}的{before}{moved}{by}", "{name} was {now} in {period}, {moved} {by} from {before} in {base}")  # fmt: skip
MOVED = {1: Text("多", "up"), -1: Text("少", "down"), 0: Text("变化", "changed by")}
NORMAL = Text("，在正常波动内（±{half}），不必解释。", ", within normal fluctuation (±{half}): nothing to explain.")  # fmt: skip
BEYOND = Text("，是正常波动（±{half}）的{times}倍。", ", {times} times the normal fluctuation (±{half}).")  # fmt: skip
UNTOLD = Text(
    "；历史还不够长，说不出正常波动多大。", "; history is too short to say what is normal."
)
WHERE = Text("按{axis}看，{parts}。", "By {axis}: {parts}.")
POINTS = Text("{n}个百分点", "{n} pp")
OF_WHOLE = Text("{name}{added}", "{name} {added}")


def report(
    asked: Explain,
    metric: Metric,
    periods: tuple[Period, Comparison],
    values: tuple[Any, Any],
    axes: Sequence[Axis],
    band: Band | None,
) -> Result:
    """Return the result for `values` (now, before) of `metric` in `periods`."""
    now, before = values
    period, base = periods
    change = now - before
    size = size_of(float(change), band)
    return Result(
        analysis=asked.KEY,
        definition=asked.definition(),
        options=asked.options,
        numbers=_numbers(metric, now, before, change, band, size),
        tables=tuple(_table(metric, axis, asked.top, change) for axis in axes),
        sentences=_sentences(metric, periods, values, axes, band, size),
        warnings=tuple(_cautions(base, size)),
        sizes={"dimensions": len(axes)},
        extra={"metric": metric.id, "base": base.period.key, "within_noise": None if size is None else size <= 1},
        period=period.key,
        drawn=asked.draw,
    )  # fmt: skip


def _numbers(
    metric: Metric, now: Any, before: Any, change: Any, band: Band | None, size: float | None
) -> tuple[Number, ...]:
    unit = metric.unit
    why = None if size is not None else Text("历史不够长", "History is too short")
    half = None if band is None else _reach(metric, band, change)
    points = None if band is None else band.points
    return (
        Number("now", Text("本期", "This period"), _plain(now), unit),
        Number("before", Text("对比期", "Compared period"), _plain(before), unit),
        Number("change", Text("变化", "Change"), _plain(change), unit),
        Number("normal_change", Text("正常波动（±）", "Normal fluctuation (±)"), half, unit, None, points, why),
        Number("times_normal", Text("是正常波动的几倍", "Times the normal fluctuation"), size, "number", None, points, why),
    )  # fmt: skip


def _reach(metric: Metric, band: Band, change: Any) -> float | int:
    """Return how far the metric may move this way and still be normal."""
    reach = band.reach(float(change))
    return reach if metric.unit in ("ratio", "number") else round(reach)


def _plain(value: Any) -> int | float | None:
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return value  # type: ignore[no-any-return]  # an int or a float already


def _cautions(base: Comparison, size: float | None) -> list[Caution]:
    found = [Caution("aligned", base.reason)] if base.reason else []
    if size is not None and size <= 1:
        found.append(Caution("within_noise", Text("变化在正常波动内，下面的拆分多半是巧合。", "The change is within normal fluctuation; the parts below are mostly chance.")))  # fmt: skip
    return found


def _rows(metric: Metric, axis: Axis, top: int) -> list[Part]:
    """Return the largest parts and the rest as one, so that they still sum to the change."""
    if len(axis.parts) <= top + 1:
        return list(axis.parts)
    rest = axis.parts[top:]
    is_ratio = metric.ratio is not None
    other = Part(
        REST.zh,
        None if is_ratio else sum(p.before or 0 for p in rest),
        None if is_ratio else sum(p.after or 0 for p in rest),
        sum((p.added for p in rest), Fraction(0)),
        sum((p.rate or Fraction(0) for p in rest), Fraction(0)) if is_ratio else None,
        sum((p.mix or Fraction(0) for p in rest), Fraction(0)) if is_ratio else None,
    )
    return [*axis.parts[:top], other]


def _table(metric: Metric, axis: Axis, top: int, change: Any) -> Table:
    dimension = DIMENSIONS[axis.key]
    unit = metric.unit
    columns = [
        Column("part", dimension.name, "text"),
        Column("before", Text("对比期", "Before"), unit),
        Column("after", Text("本期", "After"), unit),
        Column("added", Text("带来的变化", "Added to the change"), unit),
    ]
    if metric.ratio:
        columns += [
            Column("rate", Text("自身变化", "Rate"), unit),
            Column("mix", Text("占比变化", "Mix"), unit),
        ]
    hidden = len(axis.parts) - top
    rows = []
    shown = _rows(metric, axis, top)
    for part, added in zip(shown, _footing(metric, shown, change), strict=True):
        name = REST.format(n=hidden).zh if part.name == REST.zh else part.name
        cells = [_in_unit(metric, part.before), _in_unit(metric, part.after), added]
        if metric.ratio:
            rate = _in_unit(metric, part.rate)
            cells += [rate, None if rate is None or added is None else added - rate]
        rows.append((name, *cells))
    title = Text(f"按{dimension.name.zh}", f"By {dimension.name.en.lower()}")
    return Table(axis.key, title, tuple(columns), tuple(rows))


def _in_unit(metric: Metric, value: Fraction | int | None) -> int | float | None:
    """Return a value as the metric shows it: money in whole minor units."""
    if value is not None and metric.unit == "money":
        return round_half_up(Fraction(value))
    return _plain(value)


def _footing(metric: Metric, parts: Sequence[Part], change: Any) -> list[int | float | None]:
    """Return what each part added so that the column foots: money of a ratio by largest remainder."""
    exact = [p.added for p in parts]
    if metric.unit == "money" and metric.ratio:
        return list(largest_remainder(exact, int(change)))
    return [_plain(e) for e in exact]


def _sentences(
    metric: Metric,
    periods: tuple[Period, Comparison],
    values: tuple[Any, Any],
    axes: Sequence[Axis],
    band: Band | None,
    size: float | None,
) -> tuple[Text, ...]:
    now, before = values
    change = now - before
    direction = (change > 0) - (change < 0)
    head = CHANGE.format(
        name=metric.name,
        period=_name(periods[0]),
        base=_name(periods[1].period),
        now=_said(metric, now),
        before=_said(metric, before),
        moved=MOVED[direction],
        by=_said(metric, abs(change), moved=True),
    )
    if band is None or size is None:
        tail = UNTOLD
    else:
        words = NORMAL if size <= 1 else BEYOND
        half = _said(metric, _reach(metric, band, change), moved=True)
        tail = words.format(half=half, times=f"{size:.1f}")
    first = Text(head.zh + tail.zh, head.en + tail.en)
    if not axes or (size is not None and size <= 1):
        return (first,)
    return first, _where(metric, axes[0])


def _where(metric: Metric, axis: Axis) -> Text:
    said = [
        OF_WHOLE.format(name=_part_name(axis.key, p.name), added=_signed(metric, p.added))
        for p in axis.parts[:NAMED_PARTS]
        if p.added
    ]
    parts = Text("、".join(s.zh for s in said), ", ".join(s.en for s in said))
    name = DIMENSIONS[axis.key].name
    return WHERE.format(axis=Text(name.zh, name.en.lower()), parts=parts)


def _part_name(axis: str, name: str) -> Text:
    if name == "unknown":
        return UNKNOWN
    if axis == "channel":
        return Channels().name(name)
    return platform_text(name) if axis in ("platform", "channel_group") else Text(name, name)


def _name(period: Period) -> Text:
    return period.text()


def _signed(metric: Metric, value: Fraction) -> Text:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    said = _said(metric, abs(value), moved=True)
    return Text(f"{sign}{said.zh}", f"{sign}{said.en}")


def _said(metric: Metric, value: Any, *, moved: bool = False) -> Text:
    """Return an amount as a reader sees it; a ratio that `moved` did so by points."""

    def one(lang: Lang) -> str:
        if metric.unit == "money":
            fen = round_half_up(Fraction(value))
            return numbers.money(fen, lang, style="exact" if abs(fen) < SMALL_FEN else "card")
        if metric.unit == "ratio" and moved:
            return POINTS.format(n=numbers.number(abs(value) * 100)).say(lang)
        if metric.unit == "ratio":
            return numbers.ratio(float(value))
        return numbers.count(round(value), lang) if abs(value) >= 100 or value == int(value) else f"{float(value):.2f}"  # fmt: skip

    return Text(one("zh"), one("en"))


def draw(result: Result, lang: Lang) -> Option:
    """Return the waterfall of the first table."""
    from lianyi.charts.frame import Style
    from lianyi.charts.waterfall import Step, Waterfall, waterfall_option

    if not result.tables:
        return {}
    table = result.tables[0]
    unit = table.columns[3].unit
    steps = [Step(str(r[0]), r[3], _text(unit, r[3], lang)) for r in table.rows]
    change = result.number("change").value or 0
    total = Step(Text("合计", "Total").say(lang), change, _text(unit, change, lang))
    chart = Waterfall(steps, total, Style(unit=unit, lang=lang))
    return dict(waterfall_option(chart, label=result.explain(lang)))


def _text(unit: str, value: Any, lang: Lang) -> str:
    if unit == "money":
        return numbers.money(round(value), lang, sign=True)
    return numbers.ratio(value, sign=True) if unit == "ratio" else f"{value:+,.4g}"
