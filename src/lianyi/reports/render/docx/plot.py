"""What a chart in Word draws, whatever its kind: names, series in order, how each looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lianyi.charts.bars import Bars
from lianyi.charts.frame import Style, Value
from lianyi.charts.line import Line
from lianyi.charts.waterfall import Waterfall, spans
from lianyi.reports.document import ChartData

Look = Literal["line", "dashed", "area", "bar", "hidden_area", "hidden_bar"]
# Room for the amounts at the ends of bars, as a share of the longest.
ROOM = 0.28


@dataclass(frozen=True)
class Series:
    """One series: `values` in major units, `points` the colour tokens of single points, `labels` their words."""

    name: str
    values: tuple[Value, ...]
    look: Look
    colour: str = "--series-1"
    points: Mapping[int, str] = field(default_factory=dict)
    labels: Mapping[int, str] = field(default_factory=dict)
    hollow: tuple[int, ...] = ()
    in_legend: bool = True


@dataclass(frozen=True)
class Plot:
    """A chart: `sideways` has its names on the left, the first one on top. `format` is the axis' number format."""

    names: tuple[str, ...]
    series: tuple[Series, ...]
    format: str
    sideways: bool = False
    shows_values: bool = True

    @property
    def has_legend(self) -> bool:
        """Tell whether there is more than one series to tell apart."""
        return sum(series.in_legend for series in self.series) > 1


def plot_of(data: ChartData) -> Plot:
    """Return what is drawn for the data of a figure."""
    if isinstance(data, Line):
        return _line(data)
    return _waterfall(data) if isinstance(data, Waterfall) else _bars(data)


def _line(chart: Line) -> Plot:
    major = chart.style.major
    found: list[Series] = []
    if chart.band is not None:
        low, high = chart.band.low, chart.band.high
        thick = [None if a is None or b is None else b - a for a, b in zip(low, high, strict=True)]
        found += [
            Series("·", _majors(low, chart.style), "hidden_area", in_legend=False),
            Series(chart.band.name, _majors(thick, chart.style), "area", "--heat-2"),
        ]
    if chart.base_values:
        found.append(
            Series(
                chart.base_name,
                _majors(chart.base_values, chart.style),
                "dashed",
                "--border-strong",
            )
        )
    values = tuple(major(value) for value in chart.values)
    found.append(
        Series(
            chart.name,
            values,
            "line",
            labels={n: text for n, text in chart.marks if 0 <= n < len(values)},
            hollow=_hollow(chart),
        )
    )
    return Plot(tuple(chart.labels), tuple(found), _format(chart.style, values))


def _hollow(chart: Line) -> tuple[int, ...]:
    """Return the points outside the normal range, and a last one whose period is not over."""
    found = []
    for n, value in enumerate(chart.values):
        low, high = (
            (chart.band.low[n], chart.band.high[n]) if chart.band is not None else (None, None)
        )
        outside = (
            value is not None and low is not None and high is not None and not low <= value <= high
        )
        if outside or (chart.open_end and n == len(chart.values) - 1):
            found.append(n)
    return tuple(found)


def _bars(chart: Bars) -> Plot:
    ordered = sorted(chart.bars, key=lambda bar: -bar.value)
    values = tuple(chart.style.major(bar.value) for bar in ordered)
    colours = {n: "--up" if bar.value >= 0 else "--down" for n, bar in enumerate(ordered)}
    spans_of_bars = [(0.0, float(value or 0)) for value in values]
    return _sideways(
        tuple(bar.name for bar in ordered),
        spans_of_bars,
        colours if chart.signed else dict.fromkeys(range(len(ordered)), "--series-1"),
        [bar.text for bar in ordered],
        _format(chart.style, values),
    )


def _waterfall(chart: Waterfall) -> Plot:
    steps = [*chart.steps, chart.total]
    major = chart.style.major
    ends = [(float(major(a) or 0), float(major(b) or 0)) for a, b in spans(chart)]
    return _sideways(
        tuple(step.name for step in steps),
        ends,
        {n: step.colour for n, step in enumerate(steps)},
        [step.text for step in steps],
        _format(chart.style, [end for _, end in ends]),
    )


def _sideways(
    names: tuple[str, ...],
    ends: Sequence[tuple[float, float]],
    colours: Mapping[int, str],
    texts: Sequence[str],
    number_format: str,
) -> Plot:
    """Return floating bars: an unseen piece up to where a bar begins, its parts right and left of nothing, its words.

    The words hang on an unseen bar that follows the seen one, since a stacked bar has no label outside itself.
    """
    begin, right, left, words = [], [], [], []
    reach = max((abs(end) for span in ends for end in span), default=0.0) or 1.0
    for start, end in ends:
        low, high = min(start, end), max(start, end)
        begin.append(low if low > 0 else (high if high < 0 else 0.0))
        right.append(high - max(low, 0.0) if high > 0 else 0.0)
        left.append(low - min(high, 0.0) if low < 0 else 0.0)
        words.append(-ROOM * reach if low < 0 and high <= 0 else ROOM * reach)
    # One name a bar: the parts of one bar share its colour, so nobody needs a legend.
    pieces = (
        Series("·", tuple(begin), "hidden_bar", in_legend=False),
        Series("+", tuple(right), "bar", points=colours, in_legend=False),
        Series("−", tuple(left), "bar", points=colours, in_legend=False),
        Series("…", tuple(words), "hidden_bar", labels=dict(enumerate(texts)), in_legend=False),
    )
    kept = tuple(p for p in pieces if p.labels or any(p.values))
    return Plot(names, kept, number_format, sideways=True, shows_values=False)


def _majors(values: Sequence[Value], style: Style) -> tuple[Value, ...]:
    return tuple(style.major(value) for value in values)


def _format(style: Style, values: Sequence[Value]) -> str:
    if style.unit == "ratio":
        return "0.0%"
    most = max((abs(value) for value in values if value is not None), default=0)
    return "#,##0" if most >= 10 else "0.0#"
