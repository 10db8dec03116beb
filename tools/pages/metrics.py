"""The page of metrics: each number, what it means and how it is counted."""

from __future__ import annotations

from collections.abc import Iterator

from lianyi.metrics.book import command_text
from lianyi.metrics.declaration import ESTIMATES, FAMILIES, METRICS, Measure, Metric, Ratio
from tools.pages.markdown import both, by_key, cell, code, table

HEAD = """# Metrics

{count} numbers in {families} families. Money is whole minor units, a ratio a plain fraction: sum over sum, empty where there is
nothing below the line. A metric of your own is declared in the same terms in `metrics.yaml`: see
{{doc}}`../guides/add-a-metric`.

"""


def page() -> str:
    """Return the page, one section a family."""
    metrics = by_key([*METRICS, *ESTIMATES])
    families = [f for f in FAMILIES if any(m.family == f for m in metrics)]
    head = HEAD.format(count=len(metrics), families=len(families))
    return head + "\n".join(_family(f, [m for m in metrics if m.family == f]) for f in families)


def _family(key: str, metrics: list[Metric]) -> str:
    overview = table(
        ["key", "name", "unit"], ([code(m.key), both(m.name), m.unit] for m in metrics)
    )
    return f"## {both(FAMILIES[key])}\n\n{overview}" + "".join(map(_entry, metrics))


def _entry(metric: Metric) -> str:
    lines = [f"### `{metric.key}`\n", f"{both(metric.name)}\n", f"{cell(metric.definition.zh)}\n"]
    lines += [f"{cell(metric.definition.en)}\n", *(f"- {fact}" for fact in _facts(metric))]
    return "\n".join(lines) + "\n\n"


def _facts(metric: Metric) -> Iterator[str]:
    yield f"unit {metric.unit}, better when {_better(metric)}, {metric.lifecycle}, version {metric.version}"
    yield f"counted as {_counted(metric)}"
    if metric.reference:
        yield f"reference value: {both(metric.reference)}"
    if metric.counts_people:
        yield "counts people: carries `person_coverage`"
    if metric.history_days:
        yield f"needs {metric.history_days} days of history before the period"
    if metric.not_the_same_as:
        yield "not the same as " + ", ".join(map(code, metric.not_the_same_as))


def _better(metric: Metric) -> str:
    return {"up_good": "higher", "down_good": "lower", "neutral": "neither"}[metric.direction]


def _counted(metric: Metric) -> str:
    if metric.measure:
        return _measure(metric.measure)
    if metric.ratio:
        return _ratio(metric.ratio)
    if metric.analysed:
        return f"a number of {code(command_text(metric.analysed))}, with its interval"
    return " ".join(f"{'+' if sign > 0 else '−'} {code(key)}" for key, sign in metric.sum_of)


def _measure(measure: Measure) -> str:
    where = f" where {code(measure.where)}" if measure.where else ""
    day = f" by {code(measure.day)}" if measure.day else ""
    person = ", one row a person" if measure.per_person else ""
    return f"{code(measure.value)} over {code(measure.view)}{where}{day}{person}"


def _ratio(ratio: Ratio) -> str:
    above, below = (
        code(p) if isinstance(p, str) else f"({_measure(p)})"
        for p in (ratio.numerator, ratio.denominator)
    )
    times = f" × ({_measure(ratio.times)})" if ratio.times else ""
    scale = f" × {ratio.scale}" if ratio.scale != 1 else ""
    return f"{above}{times}{scale} ÷ {below}"
