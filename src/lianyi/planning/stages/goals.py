"""The goals of a first plan: GMV by month, with the drivers of the running month, and the goals of the stage."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from lianyi.core.translation import Lang, Text
from lianyi.metrics.book import Book
from lianyi.planning.goals.figures import written
from lianyi.planning.goals.placed import natural
from lianyi.planning.model.goals import Goal, in_minor
from lianyi.planning.stages.presets import STAGES, GoalPreset
from lianyi.planning.stages.reach import Reach, months_of, reachable

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.core.calendar.periods import Period
    from lianyi.planning.model.plan import Stage

OWNER = Text("运营负责人", "Head of operations")
DRAFT = Text("{metric}（草稿，导入数据后再定）", "{metric} (draft, to be set from data)")
SENTENCE = Text("{due}前，{metric}达到{target}", "{metric} reaches {target} by {due}")
LOWER = Text("{due}前，{metric}降到{target}以内", "{metric} is at most {target} by {due}")
PART = Text("{period}{metric}", "{metric}, {period}")
FROM_FORECAST = Text("按历史预测，预计{value}", "The history lets expect {value}")
FROM_MONTHS = Text("按最近几个完整月，相当于{value}", "The last full months amount to {value}")
VISITORS = ("visitors", "orders_per_visitor", "order_value")
ORDERS = ("orders_paid", "order_value")
NEAR = Fraction(1, 20)
"""The drivers may miss GMV by so much (channels without visitors); beyond it orders × order value is taken."""


def stage_goals(
    stage: Stage,
    period: Period,
    data: Data | None,
    lang: Lang,
    *,
    only: Collection[str] | None = None,
) -> tuple[Goal, ...]:
    """Return the goals of a plan over `period`; those of which nothing is known are drafts without a target.

    `only` limits them to these ids.
    """
    preset = STAGES[stage]
    wanted = [one for one in preset.goals if only is None or one.key in only]
    return tuple(_goal(one, period, data, lang) for one in wanted)


def _goal(one: GoalPreset, period: Period, data: Data | None, lang: Lang) -> Goal:  # fmt: skip
    if one.key == "gmv":
        return _gmv(one, period, data, lang)
    found = reachable(data, one.metric, period) if data else None
    return _plain(one, period, found, lang)


def _plain(one: GoalPreset, period: Period, found: Reach | None, lang: Lang) -> Goal:
    return Goal(
        id=one.key,
        name=_draft_name(one.metric, lang) if found is None else _sentence(found, period, lang),
        dimension=one.dimension,
        metric=one.metric,
        target=found.target if found else None,
        from_day=period.start,
        due=period.last,
        owner=OWNER.say(lang),
        why=one.why.say(lang),
        evidence=_evidence(found, lang) if found else "",
        draft=found is None,
    )


def _gmv(one: GoalPreset, period: Period, data: Data | None, lang: Lang) -> Goal:  # fmt: skip
    months = months_of(period)
    found = [reachable(data, one.metric, m) for m in months] if data else []
    whole = _plain(one, period, None, lang)
    known = [f for f in found if f is not None]
    if not known or len(known) < len(months):
        return whole
    total = sum((f.target for f in known), Decimal(0))
    parts = [_month(one, m, f, lang) for m, f in zip(months, known, strict=True)]
    if data is not None:
        parts[0] = with_drivers(parts[0], months[0], data, known[0], lang)
    expected = sum((f.expected for f in known), Fraction(0))
    made = Reach(known[0].metric, total, expected, known[0].is_forecast, known[0].currency)
    return whole.model_copy(
        update={
            "name": _sentence(made, period, lang),
            "target": total,
            "evidence": _evidence(made, lang),
            "draft": False,
            "relation": "sum",
            "parts": tuple(parts),
        }
    )


def _month(one: GoalPreset, month: Period, found: Reach, lang: Lang) -> Goal:
    name = PART.format(period=natural(month.start, month.last).text(), metric=found.metric.name)
    return Goal(
        id=f"{one.key}-{month.start:%Y-%m}",
        name=name.say(lang),
        target=found.target,
        from_day=month.start,
        due=month.last,
    )


def with_drivers(goal: Goal, month: Period, data: Data, whole: Reach, lang: Lang) -> Goal:
    """Return the goal of a month with visitors × orders per visitor × order value, or orders × order value."""
    for keys in (VISITORS, ORDERS):
        found = [reachable(data, key, month) for key in keys]
        known = [f for f in found if f is not None]
        if len(known) < len(keys):
            continue
        made = Fraction(1)
        for f in known:
            made *= f.expected
        if abs(made / whole.expected - 1) > NEAR:
            continue
        parts = _footing(known, whole.target)
        names = [f.metric.name.say(lang) for f in known]
        drivers = [
            Goal(id=f"{goal.id}-{key.replace('_', '-')}", name=name, metric=key, target=target)
            for key, name, target in zip(keys, names, parts, strict=True)
        ]
        return goal.model_copy(update={"relation": "product", "parts": tuple(drivers)})
    return goal


def _footing(known: list[Reach], whole: Decimal) -> list[Decimal]:
    """Return targets of the drivers that make `whole`: ratios as expected (rounded down), the first factor carries the rest."""
    ratios = [_rounded(f) for f in known[1:]]
    rest = Fraction(whole)
    for ratio in ratios:
        rest /= Fraction(ratio)
    return [Decimal(int(rest + Fraction(1, 2))), *ratios]


def _rounded(found: Reach) -> Decimal:
    digits = 2 if found.metric.unit == "money" else 4
    scale = Fraction(10) ** digits
    return Decimal(int(found.expected * scale)).scaleb(-digits)


def _draft_name(metric: str, lang: Lang) -> str:
    return DRAFT.format(metric=Book().get(metric).name).say(lang)


def _sentence(found: Reach, period: Period, lang: Lang) -> str:
    from lianyi.core.calendar.labels import date_text

    template = LOWER if found.metric.direction == "down_good" else SENTENCE
    due = date_text(period.last, year=True)
    target = _shown(found, found.target)
    return template.format(due=due, metric=found.metric.name, target=target).say(lang)


def _evidence(found: Reach, lang: Lang) -> str:
    template = FROM_FORECAST if found.is_forecast else FROM_MONTHS
    return template.format(value=_shown(found, found.expected)).say(lang)


def _shown(found: Reach, amount: Decimal | Fraction) -> Text:
    metric = found.metric
    if metric.unit != "money":
        return written(metric.unit, Fraction(amount), found.currency)
    exact = (
        amount if isinstance(amount, Decimal) else Decimal(amount.numerator) / amount.denominator
    )
    minor = in_minor(exact, "money", found.currency)
    return written("money", int(minor or 0), found.currency, is_price=metric.kind == "ratio")
