"""BG/NBD with Gamma-Gamma over customers: fitted, carried forward, and tried on what it did not see."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.analyses.lifetime_value.customers import Customers, Purchases, customers_of
from lianyi.stats import bgnbd, gamma_gamma
from lianyi.stats.bgnbd import Histories
from lianyi.stats.maximise import Fit
from lianyi.timelines.store import Array

UNIT_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4375}
"""Days in a unit of time; a month is a twelfth of 365.25 days."""
CALIBRATION = 0.75
DRAWS = 200
GROUPS_DRAWN = 4_000


@dataclass(frozen=True)
class Model:
    """Both fits; `spend` is None where values are missing or cannot be told. Time is in `unit_days` days."""

    rate: Fit
    spend: Fit | None
    unit_days: float

    @property
    def parameters(self) -> dict[str, float]:
        """The parameters by their names in the literature: time in the unit, money in the currency's main unit."""
        found = dict(zip(self.rate.names, self.rate.values, strict=True))
        if self.spend is not None:
            p, q, v = self.spend.values
            found |= {"p": p, "q": q, "v": v / 100}
        return found


@dataclass(frozen=True)
class Forecast:
    """What the customers there are will bring: per customer, and in sum with its interval."""

    alive: Array
    purchases: Array
    fen: Array
    total_purchases: float
    total_fen: float | None
    purchases_interval: tuple[float, float] | None
    fen_interval: tuple[float, float] | None


@dataclass(frozen=True)
class BackTest:
    """The first three quarters of the time predicted the last one: rows of (repeat purchases, people, predicted, actual)."""

    days: int
    rows: tuple[tuple[str, int, float, int], ...]
    predicted: float
    actual: int

    @property
    def error(self) -> float | None:
        """Predicted over actual, less one; None where nobody bought."""
        return self.predicted / self.actual - 1 if self.actual else None


def histories(customers: Customers, last: int, unit_days: float) -> tuple[Array, Array, Array]:
    """Return (x, t_x, t_end) of every customer, watched until the end of day `last`."""
    watched = (last - customers.first) / unit_days
    return customers.repeats.astype(float), (customers.last - customers.first) / unit_days, watched


def fit_model(customers: Customers, last: int, unit_days: float) -> Model | None:
    """Return the fitted model; None where nobody came back or the data tells nothing."""
    rate = bgnbd.fit_bgnbd(Histories.of(*histories(customers, last, unit_days)))
    if rate is None:
        return None
    back = (customers.repeats > 0) & (customers.repeat_fen > 0)
    x = customers.repeats[back].astype(float)
    spend = gamma_gamma.fit_gamma_gamma(x, customers.repeat_fen[back] / x)
    return Model(rate, spend, unit_days)


def carry_forward(
    model: Model, customers: Customers, last: int, ahead: float, seed: int
) -> Forecast:
    """Return what customers are expected to bring within `ahead` units after day `last`.

    Intervals come from the parameters that the data allows (draws from the normal law of their logarithms); how single
    customers differ from their expectation averages out over many and is not in them.
    """
    x, t_x, t_end = histories(customers, last, model.unit_days)
    rate = np.array(model.rate.values)
    purchases = bgnbd.expected_purchases(rate, x, t_x, t_end, ahead)
    value = _values(np.array(model.spend.values), customers) if model.spend else np.zeros(len(x))
    is_finite = bool(model.spend) and bool(np.all(np.isfinite(value)))
    fen = purchases * value if is_finite else np.zeros(len(x))
    spread = _spread(model, customers, (x, t_x, t_end), ahead, seed)
    return Forecast(
        bgnbd.alive(rate, x, t_x, t_end),
        purchases,
        fen,
        float(purchases.sum()),
        float(fen.sum()) if is_finite else None,
        _scaled(float(purchases.sum()), spread[0]),
        _scaled(float(fen.sum()), spread[1]) if is_finite else None,
    )


def _values(parameters: Array, customers: Customers) -> Array:
    """Return the value expected per purchase; who has not come back counts as everybody."""
    x = np.where(customers.repeat_fen > 0, customers.repeats, 0).astype(float)
    mean = customers.repeat_fen / np.maximum(x, 1)
    return gamma_gamma.expected_value(parameters, x, mean)


def _spread(
    model: Model,
    customers: Customers,
    seen: tuple[Array, Array, Array],
    ahead: float,
    seed: int,
) -> tuple[tuple[float, float] | None, tuple[float, float] | None]:
    """Return how far the sums may lie below and above, as shares of them; from at most a few thousand customers."""
    if not model.rate.is_sure:
        return None, None
    size = len(customers)
    picked = np.random.default_rng(seed).permutation(size)[:GROUPS_DRAWN]
    some = Customers(*(getattr(customers, f)[picked] for f in ("first", "last", "purchases", "fen", "repeat_fen")))  # fmt: skip
    x, t_x, t_end = (column[picked] for column in seen)
    rates = model.rate.draws(DRAWS, seed)
    spends = model.spend.draws(DRAWS, seed + 1) if model.spend else None
    bought, earned = [], []
    for number in range(DRAWS):
        expected = bgnbd.expected_purchases(rates[number], x, t_x, t_end, ahead)
        bought.append(float(expected.sum()))
        if spends is not None:
            earned.append(float((expected * _values(spends[number % len(spends)], some)).sum()))
    return _shares(bought), _shares(earned)


def _shares(sums: list[float]) -> tuple[float, float] | None:
    known = np.array([s for s in sums if np.isfinite(s)])
    if len(known) < DRAWS / 2 or np.median(known) <= 0:
        return None
    low, high = np.quantile(known, [0.025, 0.975]) / np.median(known)
    return float(low), float(high)


def _scaled(total: float, shares: tuple[float, float] | None) -> tuple[float, float] | None:
    return None if shares is None else (total * shares[0], total * shares[1])


def back_test(bought: Purchases, first: int, last: int, unit_days: float) -> BackTest | None:
    """Return how a model of the first three quarters predicts the last one; None where that cannot be tried."""
    cut = first + int((last - first) * CALIBRATION)
    before = bought.until(cut)
    if not before.customers or last <= cut:
        return None
    known = customers_of(before)
    rate = bgnbd.fit_bgnbd(Histories.of(*histories(known, cut, unit_days)))
    if rate is None:
        return None
    x, t_x, t_end = histories(known, cut, unit_days)
    ahead = (last - cut) / unit_days
    expected = bgnbd.expected_purchases(np.array(rate.values), x, t_x, t_end, ahead)
    actual = _bought_after(bought, cut, last)
    rows = [
        (
            f"{n}+" if n == MOST_SHOWN else str(n),
            int(group.sum()),
            float(expected[group].sum()),
            int(actual[group].sum()),
        )
        for n in range(MOST_SHOWN + 1)
        if (group := (x >= n if n == MOST_SHOWN else x == n)).any()
    ]
    return BackTest(last - cut, tuple(rows), float(expected.sum()), int(actual.sum()))


MOST_SHOWN = 6


def _bought_after(bought: Purchases, cut: int, last: int) -> Array:
    """Return the purchases after `cut` of those who had bought by then, in the order of `Purchases.until`."""
    old = np.unique(bought.customer[bought.day <= cut])
    later = (bought.day > cut) & (bought.day <= last)
    counts = np.bincount(bought.customer[later], minlength=int(bought.customer.max()) + 1)
    return np.asarray(counts[old])
