"""From purchases to the result of `lifetime-value`: numbers, tables, cautions, the sentence, the chart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.lifetime_value import words
from lianyi.analyses.lifetime_value.cohorts import Cohorts, cohorts_of, payback_month
from lianyi.analyses.lifetime_value.customers import Customers, Purchases, customers_of
from lianyi.analyses.lifetime_value.model import (
    UNIT_DAYS,
    BackTest,
    Forecast,
    Model,
    back_test,
    carry_forward,
    fit_model,
)
from lianyi.analyses.result import Column, Interval, Number, Option, Result, Table
from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.rounding import round_half_up
from lianyi.core.translation import Lang, Text
from lianyi.stats.intervals import student

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.lifetime_value import LifetimeValue

LEAST_REPEAT = 200
MONTHS_SHOWN = 24
CUSTOMERS_SHOWN = 50
TIED = 0.3
POOR_BACK_TEST = 0.2


@dataclass(frozen=True)
class _Cost:
    """What customers cost: spend of the period in minor units and the new customers that it brought."""

    fen: int
    customers: int

    @property
    def each_fen(self) -> int:
        return round_half_up(Fraction(self.fen, self.customers))


def report(asked: LifetimeValue, data: Data, bought: Purchases, end: date, ahead_days: float) -> Result:  # fmt: skip
    """Return the result for purchases seen until the end of day `end`."""
    customers = customers_of(bought)
    cohorts = cohorts_of(bought, end.toordinal())
    unit_days = UNIT_DAYS[asked.unit]
    model, forecast, test, cautions = _modelled(asked, bought, customers, end, ahead_days / unit_days)  # fmt: skip
    cost = None if asked.file is not None or asked.segment else _cost(data, asked.period)
    no_cost = words.NO_COST_OF_SEGMENT if asked.segment else words.NO_COST
    found = [
        *_history_numbers(customers, bought),
        *_forecast_numbers(model, forecast, customers, ahead_days, asked.seed),
        *_cost_numbers(cost, no_cost, forecast, customers, cohorts, model, ahead_days),
        *_test_numbers(test),
    ]
    tables = [_cohort_table(cohorts), *_test_table(test), *_customer_table(bought, customers, forecast)]  # fmt: skip
    return Result(
        analysis=asked.KEY,
        definition=asked.definition(),
        options=asked.options,
        numbers=tuple(found),
        tables=tuple(tables),
        sentences=words.sentences({n.key: n for n in found}, bought.value, asked.ahead),
        warnings=(*_value_cautions(bought), *cautions, *_test_cautions(test)),
        sizes={"people": len(customers), "purchases": len(bought.day)},
        extra=_extra(model, test, end, asked.unit),
        drawn=asked.draw,
    )


def _modelled(
    asked: LifetimeValue, bought: Purchases, customers: Customers, end: date, ahead: float
) -> tuple[Model | None, Forecast | None, BackTest | None, list[Caution]]:
    """Fit, carry forward and back-test; or say why there is no model."""
    if asked.model == "none":
        return None, None, None, []
    last, unit_days = end.toordinal(), UNIT_DAYS[asked.unit]
    repeat = int((customers.repeats > 0).sum())
    if repeat < LEAST_REPEAT:
        return None, None, None, [words.too_few(repeat, LEAST_REPEAT)]
    model = fit_model(customers, last, unit_days)
    if model is None:
        return None, None, None, [words.no_fit()]
    forecast = carry_forward(model, customers, last, ahead, asked.seed)
    test = back_test(bought, int(customers.first.min()), last, unit_days)
    return model, forecast, test, _model_cautions(model, customers)


def _model_cautions(model: Model, customers: Customers) -> list[Caution]:
    from lianyi.stats.gamma_gamma import correlation

    found = [words.alive_is_certain()] if (customers.repeats == 0).any() else []
    if not model.rate.is_sure:
        found.append(words.unsure())
    back = customers.repeat_fen > 0
    if model.spend is not None:
        x = customers.repeats[back].astype(float)
        tied = correlation(x, customers.repeat_fen[back] / x)
        if tied is not None and abs(tied) > TIED:
            found.append(words.tied(tied))
        if model.spend["q"] <= 1:
            found.append(words.unbounded())
    return found


def _value_cautions(bought: Purchases) -> list[Caution]:
    negative = int((bought.fen < 0).sum())
    found = [words.counted_as(bought.value, bought.known)] if bought.known is not None else []
    return [*found, words.negative(negative)] if negative else found


def _test_cautions(test: BackTest | None) -> list[Caution]:
    if test is None or test.error is None or abs(test.error) <= POOR_BACK_TEST:
        return []
    return [words.poor_back_test(test.error)]


def _history_numbers(customers: Customers, bought: Purchases) -> list[Number]:
    size = len(customers)
    mean = round_half_up(Fraction(int(customers.fen.sum()), size))
    low, high = student(customers.fen.astype(float)) if size > 1 else (mean, mean)
    repeat = int((customers.repeats > 0).sum())
    around = Interval(low, high, method="student") if size > 1 else None
    return [
        Number("customers", Text("客户数", "Customers"), size, "count"),
        Number("repeat_customers", Text("回头客数", "Customers who came back"), repeat, "count"),
        Number("ltv_history", words.HISTORY[bought.value], mean, "money", around, size),
    ]


def _forecast_numbers(
    model: Model | None, forecast: Forecast | None, customers: Customers, ahead_days: float, seed: int
) -> list[Number]:  # fmt: skip
    if forecast is None or model is None:
        return []
    size = len(customers)
    rate = np.array(model.rate.values)
    new = _of_a_new_one(model, rate, customers, ahead_days / model.unit_days)
    return [
        Number("expected_purchases", Text("预计还会购买（次）", "Purchases still expected"), forecast.total_purchases, "number", _interval(forecast.purchases_interval), size),
        Number("ltv_predicted", Text("每个老客户预计还会带来", "Still expected per customer"), _each(forecast.total_fen, size), "money", _interval(forecast.fen_interval, size), size, _no_value(forecast)),
        Number("ltv_new", Text("一个新客户预计带来（含首单）", "Expected of a new customer, first order included"), new, "money", _new_interval(model, customers, ahead_days / model.unit_days, seed) if new is not None else None, size, _no_value(forecast)),
        Number("alive_share", Text("还会再来的客户占比（期望）", "Expected share still alive"), float(forecast.alive.mean()), "ratio", None, size),
    ]  # fmt: skip


def _no_value(forecast: Forecast) -> Text | None:
    return words.NO_VALUE if forecast.total_fen is None else None


def _each(total_fen: float | None, size: int) -> int | None:
    return None if total_fen is None else round(total_fen / size)


def _interval(ends: tuple[float, float] | None, size: int = 1) -> Interval | None:
    return None if ends is None else Interval(ends[0] / size, ends[1] / size, method="parameters")


def _of_a_new_one(model: Model, rate: Any, customers: Customers, ahead: float, spend: Any = None) -> int | None:  # fmt: skip
    """Return the first order's mean plus what is expected within `ahead` after it."""
    from lianyi.stats.bgnbd import expected_of_a_new_one
    from lianyi.stats.gamma_gamma import expected_value

    if model.spend is None:
        return None
    zero = np.zeros(1)
    parameters = np.array(model.spend.values) if spend is None else spend
    value = float(expected_value(parameters, zero, zero)[0])
    if not np.isfinite(value):
        return None
    first = float((customers.fen - customers.repeat_fen).mean())
    worth = first + expected_of_a_new_one(rate, ahead) * value
    return round(worth) if np.isfinite(worth) else None


def _new_interval(model: Model, customers: Customers, ahead: float, seed: int) -> Interval | None:
    if model.spend is None or not (model.rate.is_sure and model.spend.is_sure):
        return None
    rates, spends = model.rate.draws(200, seed), model.spend.draws(200, seed + 1)
    drawn = [_of_a_new_one(model, r, customers, ahead, s) for r, s in zip(rates, spends, strict=True)]  # fmt: skip
    known = [d for d in drawn if d is not None]
    if len(known) < len(drawn) / 2:
        return None
    low, high = np.quantile(known, [0.025, 0.975])
    return Interval(float(low), float(high), method="parameters")


def _cost(data: Data, period: str | None) -> _Cost | None:
    """Return what was spent on the period's new customers; None where either is unknown."""
    from lianyi.metrics.query import MetricQuery

    found = data.metric(MetricQuery(("total_spend", "new_buyers"), data.period(period))).rows
    spend, new = (found[0]["total_spend"], found[0]["new_buyers"]) if found else (None, None)
    return _Cost(spend, new) if spend is not None and new else None


def _cost_numbers(
    cost: _Cost | None,
    no_cost: Text,
    forecast: Forecast | None,
    customers: Customers,
    cohorts: Cohorts,
    model: Model | None,
    ahead_days: float,
) -> list[Number]:
    name = {"cac": words.CAC, "ltv_cac": words.LTV_CAC, "payback_months": words.PAYBACK}
    if cost is None:
        return [Number(k, n, None, words.COST_UNITS[k], why=no_cost) for k, n in name.items()]
    worth = None
    if model is not None and forecast is not None:
        worth = _of_a_new_one(model, np.array(model.rate.values), customers, ahead_days / model.unit_days)  # fmt: skip
    back = payback_month(cohorts.mean_curve(), cost.fen, cost.customers)
    ratio = worth / cost.each_fen if worth is not None and cost.each_fen else None
    return [
        Number("cac", name["cac"], cost.each_fen, "money", None, cost.customers),
        Number("ltv_cac", name["ltv_cac"], ratio, "number", None, len(customers), None if ratio is not None else words.NO_VALUE),
        Number("payback_months", name["payback_months"], back, "count", None, len(customers), None if back is not None else words.NOT_PAID_BACK),
    ]  # fmt: skip


def _test_numbers(test: BackTest | None) -> list[Number]:
    if test is None:
        return []
    name = Text("回测误差（预测÷实际−1）", "Back-test error (predicted over actual, less 1)")
    why = None if test.error is not None else Text("回测期没有人购买", "Nobody bought in the tested time")  # fmt: skip
    return [Number("backtest_error", name, test.error, "ratio", None, test.actual, why)]


def _cohort_table(cohorts: Cohorts) -> Table:
    months = min(cohorts.fen.shape[1], MONTHS_SHOWN)
    columns = [
        Column("cohort", Text("首单月", "First order"), "text"),
        Column("people", Text("人数", "People"), "count"),
        *(Column(f"m{k}", Text(f"第{k}月", f"Month {k}"), "money") for k in range(months)),
    ]
    rows = [
        (name, int(cohorts.people[n]), *cohorts.per_customer(n)[:months])
        for n, name in enumerate(cohorts.months)
    ]
    curve = [None if p is None else round_half_up(Fraction(*p)) for p in cohorts.mean_curve()]
    rows.append(("Σ", int(cohorts.people.sum()), *curve[:months]))
    title = Text("每个客户到那个月为止带来的（累计）", "Brought per customer up to that month")
    return Table("cohorts", title, tuple(columns), tuple(rows))


def _test_table(test: BackTest | None) -> list[Table]:
    if test is None:
        return []
    columns = (
        Column("repeat_purchases", Text("此前回购次数", "Repeat purchases before"), "text"),
        Column("people", Text("人数", "People"), "count"),
        Column("predicted", Text("预测购买次数", "Predicted purchases"), "number"),
        Column("actual", Text("实际购买次数", "Actual purchases"), "count"),
    )
    title = Text(f"回测：用前面的数据预测最后{test.days}天", f"Back-test: the last {test.days} days, predicted from those before")  # fmt: skip
    return [Table("backtest", title, columns, test.rows)]


def _customer_table(bought: Purchases, customers: Customers, forecast: Forecast | None) -> list[Table]:  # fmt: skip
    if forecast is None or bought.person_ids is None:
        return []
    worth = forecast.fen if forecast.total_fen is not None else forecast.purchases
    best = np.argsort(-worth, kind="stable")[:CUSTOMERS_SHOWN]
    columns = (
        Column("person_id", Text("客户编号", "Person"), "text"),
        Column("purchases", Text("购买天数", "Purchase days"), "count"),
        Column("brought_fen", Text("已经带来", "Brought so far"), "money"),
        Column("alive", Text("还会再来的概率", "Probability alive"), "ratio"),
        Column("expected_purchases", Text("预计购买（次）", "Expected purchases"), "number"),
        Column("expected_fen", Text("预计带来", "Expected value"), "money"),
    )
    rows = tuple(
        (
            str(bought.person_ids[n]),
            int(customers.purchases[n]),
            int(customers.fen[n]),
            float(forecast.alive[n]),
            float(forecast.purchases[n]),
            round(float(forecast.fen[n])) if forecast.total_fen is not None else None,
        )
        for n in best
    )
    title = Text(f"预计带来最多的{len(rows)}个客户", f"The {len(rows)} customers expected to bring most")  # fmt: skip
    return [Table("customers", title, columns, rows)]


def _extra(model: Model | None, test: BackTest | None, end: date, unit: str) -> dict[str, Any]:
    found: dict[str, Any] = {"until": end.isoformat(), "unit": unit, "parameters": None}
    if model is not None:
        found["parameters"] = model.parameters
        fits = [f for f in (model.rate, model.spend) if f is not None]
        found["parameter_intervals"] = {n: _main(n, f.interval(n)) for f in fits for n in f.names}
        found["log_likelihood"] = model.rate.log_likelihood
    if test is not None:
        found["backtest"] = {
            "days": test.days,
            "predicted": test.predicted,
            "actual": test.actual,
            "error": test.error,
        }
    return found


def _main(name: str, ends: tuple[float, float] | None) -> list[float] | None:
    scale = 100 if name == "v" else 1
    return None if ends is None else [ends[0] / scale, ends[1] / scale]


def curve_option(result: Result, lang: Lang) -> Option:
    """Return the line of the mean customer month by month, with the cost of one as a second line."""
    from lianyi.charts.frame import Style
    from lianyi.charts.line import Line, line_option

    table = result.table("cohorts")
    mean = table.rows[-1][2:]
    cost = result.number("cac").value
    labels = [c.name.say(lang) for c in table.columns[2:]]
    name = words.CURVE.say(lang)
    chart = Line(
        name,
        labels,
        list(mean),
        base_name=words.CAC.say(lang) if cost is not None else "",
        base_values=[cost] * len(mean) if cost is not None else (),
        style=Style(lang=lang),
    )
    total = numbers.money(int(result.number("ltv_history").value or 0), lang)
    return dict(line_option(chart, label=f"{name} {total}"))
