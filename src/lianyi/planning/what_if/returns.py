"""What one more yuan in a category brings: at the margin where spend history can tell, else on average, else nothing.

The average is what platforms claim for the money so far (or creators' sales over their cost). The next yuan usually
brings less; the answer says which of the two it used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from lianyi.core.calendar.periods import between
from lianyi.core.translation import Text
from lianyi.metrics.query import MetricQuery
from lianyi.planning.budget.categories import CATEGORIES, category_of
from lianyi.planning.budget.marginal import History, ends, history, thousand
from lianyi.planning.goals.figures import exact
from lianyi.planning.goals.measured import last_known
from lianyi.planning.model.campaigns import Category

if TYPE_CHECKING:
    from lianyi.analyses.data import Data

RECENT_DAYS = 90
How = Literal["marginal", "average", "nothing"]
Curve = Callable[[Fraction, Fraction], tuple[Fraction, Fraction, Fraction]]
MARGINAL = Text(
    "按历史花费拟合的曲线：现在多花1元带来{value}元GMV（80%：{low}~{high}），改得越多，每1元带来的越少",
    "by the curve fitted to past spend: now one more yuan brings {value} of GMV (80%: {low} to {high}), and less the more is added",
)
AVERAGE = Text(
    "边际回报看不出来（{why}），按最近{days}天的平均回报{value}算；多花的钱通常比平均低",
    "the marginal return cannot be told ({why}); by the average return of the last {days} days, {value}; more money usually brings less than the average",
)
NOTHING = Text(
    "看不出多花的钱会带来什么（{why}），这项预算不改变任何目标",
    "what more money would bring cannot be told ({why}), so this budget moves no goal",
)


@dataclass(frozen=True)
class Return:
    """GMV per unit of money, with the 80 % interval where it is a fitted one; 0 where nothing can be told.

    `curve` tells what another weekly spend brings (minor units before and after -> difference a week, with its ends):
    the next yuan is worth less the more is spent.
    """

    category: Category
    how: How
    value: Fraction
    low: Fraction | None
    high: Fraction | None
    words: Text
    curve: Curve | None = None


def returns(data: Data) -> Mapping[Category, Return]:
    """Return what one more unit of money brings in every category."""
    day = last_known(data)
    fitted = history(data, day)
    average = _averages(data)
    unit = Fraction(thousand(data.engine.currency))
    return {c: _return(c, fitted, average.get(c), unit) for c in CATEGORIES}


def _return(
    category: Category, fitted: History, average: Fraction | None, unit: Fraction
) -> Return:
    known = fitted.next[category]
    if known.value_fen is not None and known.low_fen is not None and known.high_fen is not None:
        value, low, high = (Fraction(v) / unit for v in (known.value_fen, known.low_fen, known.high_fen))  # fmt: skip
        shown = {name: f"{float(v):.2f}" for name, v in (("value", value), ("low", low), ("high", high))}  # fmt: skip
        curve = _curve(category, fitted)
        return Return(category, "marginal", value, low, high, MARGINAL.format(**shown), curve)
    why = known.why or Text("没有花费", "no spend")
    if average is None:
        return Return(category, "nothing", Fraction(0), None, None, NOTHING.format(why=why))
    words = AVERAGE.format(why=why, days=RECENT_DAYS, value=f"{float(average):.2f}")
    return Return(category, "average", average, None, None, words)


def _curve(category: Category, fitted: History) -> Curve | None:
    """Return what a change of the weekly spend of one category brings a week, the others as they are now."""
    model, place = fitted.model, fitted.told.get(category)
    if model is None or place is None:
        return None

    def difference(before: Fraction, after: Fraction) -> tuple[Fraction, Fraction, Fraction]:
        was, now = model.present.copy(), model.present.copy()
        was[place], now[place] = float(before), float(after)
        found = (model.brings(model.everything, now) - model.brings(model.everything, was)).sum(axis=1)  # fmt: skip
        low, high = ends(found[1:])
        return Fraction(round(float(found[0]))), Fraction(low), Fraction(high)

    return difference


def _averages(data: Data) -> dict[Category, Fraction]:
    """Return value over money of the last days, of rows that have both."""
    last = last_known(data)
    first = last - timedelta(days=RECENT_DAYS - 1)
    found: dict[Category, Fraction] = {}
    if {"category", "spend_fen", "attributed_fen", "day"} <= set(data.engine.columns("spend")):
        rows = data.engine.rows(
            "SELECT category, CAST(sum(attributed_fen) AS BIGINT), CAST(sum(spend_fen) AS BIGINT) FROM spend "
            "WHERE day BETWEEN ? AND ? AND attributed_fen IS NOT NULL GROUP BY 1 ORDER BY 1",
            [first, last],
        )
        sums: dict[Category, tuple[int, int]] = {}
        for category, value, spent in rows:
            key = category_of(category)
            before = sums.get(key, (0, 0))
            sums[key] = (before[0] + int(value), before[1] + int(spent))
        found = {key: Fraction(value, spent) for key, (value, spent) in sums.items() if spent}
    if "kol" not in found:
        answer = data.metric(MetricQuery(("creator_roi",), between(first, last)))
        value = answer.rows[0]["creator_roi"] if answer.rows else None
        if value is not None:
            found["kol"] = exact(value)
    return found
