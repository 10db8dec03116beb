"""What the next ¥1,000 of each category would bring, where the history of spend can tell, and why not where it cannot.

Weekly sales are explained by the spend of the categories (carry-over, saturation; trend, season, sales days and holidays
beside them) as `lianyi run response` does. What follows from sales by itself (commission, coupons) is left out: it rises
with sales and would pass for their cause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from lianyi.core.currencies import minor_digits
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.planning.budget.amounts import Amount
from lianyi.planning.budget.categories import CATEGORIES, NAMES
from lianyi.planning.budget.facts import agreements, payments
from lianyi.planning.budget.placements import fees
from lianyi.planning.model.campaigns import Category

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.response.model import Model
    from lianyi.analyses.response.weeks import Weeks

Array = npt.NDArray[Any]

LEVEL = 0.8
DRAWS, SEED = 200, 7
NEXT_UNITS = 1_000
# A curve that was fitted on fewer weeks than this has not seen the season once.
FEWEST_WEEKS = 26
MUDDLED = {
    "spends_together": Text(
        "和别的类别一起涨落，分不开", "it moves together with another category and cannot be told apart"
    ),
    "spend_like_others": Text(
        "几乎由其他类别决定，分不开", "it nearly follows from the other categories"
    ),
    "spend_in_step": Text("几乎和销售同步，像是按销售定的", "it is nearly in step with sales, as if set by them"),
    "spend_follows_sales": Text("跟着销售走，效果会被高估", "it follows sales, which would overstate its effect"),
    "spend_with_season": Text("大半跟着趋势、季节和活动走", "most of it follows trend, season and sales days"),
}  # fmt: skip
WHY = {
    "effect_unsure": Text("花费的起伏太小或太乱，看不出效果", "the spend varies too little, or too wildly, to show an effect"),
    "constant": Text("花费一直不变", "the spend never changes"),
    "no_spend": Text("没有花费记录", "no spend is on record"),
}  # fmt: skip
BY_SALES = Text(
    "只有佣金和券，它们随销售发生，看不出多花会怎样",
    "there are only commission and coupons, which come with sales: they cannot tell what more would do",
)
SHORT = Text("只有{weeks}周，少于{fewest}周", "there are {weeks} weeks, under {fewest}")
NO_HISTORY = Text(
    "没有同时有订单和花费的完整周", "there is no whole week with both orders and spend"
)
NOT_MOVING = Text("销售或花费没有起伏", "sales or spend do not vary")


@dataclass(frozen=True)
class Next:
    """What ¥1,000 more brings in sales, with the interval of `LEVEL`; None with the reason where nobody can tell."""

    value_fen: int | None
    low_fen: int | None = None
    high_fen: int | None = None
    why: Text | None = None


@dataclass(frozen=True)
class History:
    """The fitted model, which categories it can tell (by place in it), and what is known of each category."""

    model: Model | None
    told: Mapping[Category, int]
    next: Mapping[Category, Next]
    first: date | None = None
    last: date | None = None


def history(data: Data, until: date) -> History:
    """Return what the weeks up to `until` tell of every category."""
    from lianyi.analyses.response import Response
    from lianyi.analyses.response.confounders import confounders
    from lianyi.analyses.response.model import fitted

    weeks = _weeks(data, until)
    if weeks is None:
        return _nothing(NO_HISTORY)
    if len(weeks) < FEWEST_WEEKS:
        return _nothing(SHORT.format(weeks=len(weeks), fewest=FEWEST_WEEKS))
    try:
        model = fitted(Response(draws=DRAWS, seed=SEED), weeks)
    except LianyiError as refused:
        if refused.code == "response.not_yet":
            return _nothing(SHORT.format(**refused.facts))
        if refused.code == "response.nothing_varies":
            return _nothing(NOT_MOVING)
        raise
    muddled = list(confounders(model))
    found: dict[Category, Next] = {}
    told: dict[Category, int] = {}
    drawn = model.next_unit(model.everything, model.present) * thousand(data.engine.currency)
    for category in CATEGORIES:
        name = NAMES[category].zh
        if name not in model.names:
            found[category] = Next(None, why=WHY.get(model.idle.get(name, "no_spend"), WHY["no_spend"]))  # fmt: skip
            continue
        place = model.names.index(name)
        why = next((MUDDLED[c.code] for c in muddled if c.code in MUDDLED and f"「{name}」" in c.text.zh), None)  # fmt: skip
        why = why or WHY.get(model.verdicts[place])
        if why is not None:
            found[category] = Next(None, why=why)
            continue
        told[category] = place
        low, high = ends(drawn[1:, place])
        found[category] = Next(round(float(drawn[0, place])), low, high)
    return History(model, told, _by_sales(found, data, until), weeks.first, weeks.last)


def ends(drawn: Array) -> tuple[int, int]:
    """Return the middle 80 % of draws, in whole minor units."""
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return round(float(low)), round(float(high))


def thousand(currency: str) -> int:
    """Return 1,000 whole units of the currency in its minor units."""
    return int(NEXT_UNITS * 10 ** minor_digits(currency))


def _nothing(why: Text) -> History:
    return History(None, {}, {category: Next(None, why=why) for category in CATEGORIES})


def _by_sales(found: dict[Category, Next], data: Data, until: date) -> dict[Category, Next]:
    """Say it where a category has money that only follows sales."""
    from lianyi.planning.budget.facts import commissions, redemptions

    first = until - timedelta(days=365)
    moved = {
        a.category
        for a in (*commissions(data.engine, first, until), *redemptions(data.engine, first, until))
    }
    return {
        c: Next(None, why=BY_SALES) if n.why is WHY["no_spend"] and c in moved else n for c, n in found.items()
    }  # fmt: skip


def _weeks(data: Data, until: date) -> Weeks | None:
    from lianyi.analyses.observed import observed
    from lianyi.analyses.response.shop import calendar_controls
    from lianyi.analyses.response.weeks import WEEK_DAYS, Weeks
    from lianyi.core.calendar.periods import between
    from lianyi.metrics.query import MetricQuery

    try:
        sales, spend = observed(data, "budget"), observed(data, "budget", ("spend",))
    except LianyiError as refused:
        if refused.code == "run.missing_source":
            return None
        raise
    first, last = max(sales.first, spend.first), min(sales.over, spend.over, until)
    monday = first + timedelta(days=-first.weekday() % WEEK_DAYS)
    count = ((last - monday).days + 1) // WEEK_DAYS
    if count <= 0:
        return None
    days = [monday + timedelta(days=WEEK_DAYS * n) for n in range(count)]
    period = between(days[0], days[-1] + timedelta(days=WEEK_DAYS - 1))
    rows = data.metric(MetricQuery(("gmv_paid",), period, "week")).rows
    sold = np.array([float(row["gmv_paid"] or 0) for row in rows])
    paid = payments(data.engine, period.last)
    amounts = [*(p.amount for p in paid), *fees(agreements(data.engine, period.last), paid).spent]
    return Weeks(
        np.array([d.toordinal() for d in days]), sold, _spent(amounts, days), tuple(NAMES[c].zh for c in CATEGORIES),
        calendar_controls(data.calendar, days), "gmv_paid", "money",
    )  # fmt: skip


def _spent(amounts: Sequence[Amount], weeks: Sequence[date]) -> Array:
    spend = np.zeros((len(CATEGORIES), len(weeks)))
    for amount in amounts:
        week = (amount.day - weeks[0]).days // 7
        if 0 <= week < len(weeks):
            spend[CATEGORIES.index(amount.category), week] += amount.fen
    return spend
