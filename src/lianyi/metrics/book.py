"""The dictionary that one answer uses: the built-in metrics and a shop's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lianyi.core.errors import LianyiError
from lianyi.metrics.compiler import definition_sql
from lianyi.metrics.declaration import ESTIMATES, METRICS, Analysed, Measure, Metric
from lianyi.metrics.dimensions import DIMENSIONS
from lianyi.metrics.relations import relation


class Book:
    """Metrics by key; a shop's own come beside the built-in ones and never in their place."""

    def __init__(self, own: Iterable[Metric] = ()) -> None:
        self._own: Mapping[str, Metric] = {metric.key: metric for metric in own}

    def get(self, key: str) -> Metric:
        """Return the metric or refuse with `metric.unknown`, naming the nearest keys."""
        if key in self._own:
            return self._own[key]
        return ESTIMATES.get(key) if key in ESTIMATES else METRICS.get(key)

    def measures(self, metric: Metric) -> list[Measure]:
        """Return every measure that the number is made of."""
        if metric.measure:
            return [metric.measure]
        if metric.ratio:
            parts = (metric.ratio.numerator, metric.ratio.denominator, metric.ratio.times)
            return [m for part in parts if part is not None for m in self.part(part)]
        return [m for key, _ in metric.sum_of for m in self.part(key)]

    def part(self, part: str | Measure) -> list[Measure]:
        """Return the measures of one side of a ratio: a measure, or a metric named by its key."""
        return [part] if isinstance(part, Measure) else self.measures(self.get(part))

    def dimensions(self, metric: Metric) -> list[str]:
        """Return what `metric` can be split by: what each of its measures knows."""
        if metric.analysed:
            return []
        measures = self.measures(metric)
        return [key for key in DIMENSIONS if all(knows(m, key) for m in measures)]

    def sql_text(self, metric: Metric) -> str:
        """Return how `metric` is counted as SQL for a reader, with `:from` and `:to` for the days."""
        if metric.measure:
            return definition_sql(metric.measure)
        if metric.analysed:
            return command_text(metric.analysed)
        if metric.ratio:
            ratio = metric.ratio
            sides = [ratio.numerator, *([ratio.times] if ratio.times else [])]
            above = " * ".join(f"({self._part_sql(side)})" for side in sides)
            times = f" * {ratio.scale}" if ratio.scale != 1 else ""
            return f"SELECT {above}{times} / nullif(({self._part_sql(ratio.denominator)}), 0)"
        parts = [
            f"{'+' if sign > 0 else '-'} ({self._part_sql(key)})" for key, sign in metric.sum_of
        ]
        return "SELECT " + " ".join(parts).removeprefix("+ ")

    def _part_sql(self, part: str | Measure) -> str:
        if isinstance(part, Measure):
            return definition_sql(part)
        return self.sql_text(self.get(part))

    def check(self, metric: Metric, by: Iterable[str]) -> None:
        """Refuse dimensions that `metric` cannot be split by, with `metric.dimension_unsupported`."""
        can = self.dimensions(metric)
        for key in by:
            if key not in can:
                raise LianyiError(
                    "metric.dimension_unsupported",
                    metric=metric.key,
                    name=metric.name,
                    dimension=key,
                    supported=", ".join(can),
                )


def command_text(analysed: Analysed) -> str:
    """Return the command that finds the number of an analysis."""
    options = "".join(f" --{n.replace('_', '-')} {v}" for n, v in analysed.options)
    return f"lianyi run {analysed.analysis}{options} --json  # numbers.{analysed.number}"


def knows(measure: Measure, dimension: str) -> bool:
    """Return whether `measure` can be split by `dimension`, over its view or over the lines."""
    return any(splits(measure, view, dimension) for view, _ in routes(measure))


def splits(measure: Measure, view: str, dimension: str) -> bool:
    """Return whether `measure` counted over `view` can be split by `dimension`."""
    if dimension == "weekday" and measure.day is None:
        return False
    declared = DIMENSIONS[dimension]
    return (declared.on(view) or declared.on(relation(view).view)) is not None


def routes(measure: Measure) -> list[tuple[str, str]]:
    """Return the views over which `measure` can be counted with the aggregate to use, the best first."""
    own, view = [(measure.view, measure.value)], relation(measure.view).otherwise
    while view:
        own.append((view, measure.value))
        view = relation(view).otherwise
    return [*own, ("order_lines", measure.lines)] if measure.lines else own
