"""What the plan check foretold and what came: each prediction that fell due in the period, against its outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lianyi.core.calendar.labels import date_text
from lianyi.core.errors import LianyiError
from lianyi.core.money import minor_digits
from lianyi.core.translation import Text
from lianyi.planning.goals.figures import span, written
from lianyi.planning.goals.placed import natural, placed
from lianyi.planning.goals.predictions import due_in
from lianyi.reports.analysis.planned import readable_plan
from lianyi.reports.document import Block, Nothing, Number, Prose, Sentence
from lianyi.reports.shown import percent
from lianyi.reports.source import Foretold
from lianyi.reports.wording import compose

if TYPE_CHECKING:
    from lianyi.metrics.declaration import Metric
    from lianyi.planning.goals.predictions import Prediction
    from lianyi.reports.gather import Gathered, Values

TITLE = Text("预测回顾", "Prediction review")
SAID = Text(
    "{made}说{period}{metric}会在{range}（{level}），实际{actual}，{verdict}。",
    "{metric}, {period}: {range} foretold on {made} ({level}), {actual} came, {verdict}.",
)
INSIDE = Text("在范围内", "inside the range")
BELOW, ABOVE = Text("低于范围", "below the range"), Text("高于范围", "above the range")
OPEN = Text("现在还看不到", "not to be seen yet")
MOST = 8


def reviewed(facts: Gathered) -> Block | None:
    """Return the block; None where nothing that was foretold fell due."""
    source = facts.source
    if not isinstance(source, Foretold):
        return None
    said = [one for one in due_in(source.predictions(), facts.period) if facts.known((one.metric,))]
    conditions = _conditions(facts)
    shown = [one for one in said if not one.goal or one.goal in conditions]
    if not shown:
        return None
    ordered = sorted(shown, key=lambda p: (len(p.period), p.metric != "gmv_paid", p.scope))
    sentences = [_sentence(facts, one, conditions.get(one.goal, "")) for one in ordered[:MOST]]
    return Block("reviewed", TITLE, (Prose(tuple(sentences)),))


def _conditions(facts: Gathered) -> dict[str, str]:
    """Return the condition of each goal of the plan; what was said of a goal that is gone is not reviewed."""
    plan = readable_plan(facts.source)
    if plan is None:
        return {}
    return {one.goal.id: one.where for tree in placed(plan.goals) for one in tree.walk()}


def _sentence(facts: Gathered, said: Prediction, where: str) -> Sentence:
    metric = facts.metric(said.metric)
    scale = 10 ** minor_digits(facts.source.currency) if metric.unit == "money" else 1
    low, high = said.low * scale, said.high * scale
    values = _actual(facts, said, where)
    came = values.get(said.metric) if values else None
    return compose(
        SAID,
        made=date_text(said.made_day),
        period=_period(facts, said),
        metric=metric.name,
        range=_range(facts, said, metric, (low, high)),
        level=percent(said.level, 0),
        actual=_came(facts, said, metric, came, where),
        verdict=OPEN if came is None else _verdict(came, (low, high)),
    )


def _period(facts: Gathered, said: Prediction) -> Text:
    if said.period.days() == facts.period.days():
        return Text("这一周的", "this week") if len(said.period) == 7 else facts.period.text()
    name = natural(said.period.start, said.period.last).text()
    return Text(f"{name.zh}的", name.en)


def _actual(facts: Gathered, said: Prediction, where: str) -> Values | None:
    try:
        return facts.total((said.metric,), said.period, where or None)
    except LianyiError:
        return None


def _verdict(came: float, ends: Sequence[float]) -> Text:
    if came < ends[0]:
        return BELOW
    return ABOVE if came > ends[1] else INSIDE


def _range(facts: Gathered, said: Prediction, metric: Metric, ends: tuple[float, float]) -> Number:
    is_price = metric.unit == "money" and metric.kind == "ratio"
    text = span(metric.unit, *ends, facts.source.currency, is_price=is_price)
    low, high = (round(end) if metric.unit in ("money", "count") else end for end in ends)
    return Number(
        said.metric,
        low,
        metric.unit,
        text,
        said.period.key,
        metric.id,
        facts.source.snapshot,
        derived="estimate",
        high=high,
    )


def _came(
    facts: Gathered, said: Prediction, metric: Metric, came: float | None, where: str
) -> Number | Nothing:
    if came is None:
        return Nothing("missing_source", OPEN)
    is_price = metric.unit == "money" and metric.kind == "ratio"
    text = written(metric.unit, came, facts.source.currency, is_price=is_price)
    return Number(said.metric, came, metric.unit, text, said.period.key, metric.id, facts.source.snapshot, where=where)  # fmt: skip
