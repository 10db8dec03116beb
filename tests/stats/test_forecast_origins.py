"""Forecasts from every Monday of a history, each knowing only what lay before: intervals hold what they promise.

The totals of the next 7 and 28 days, which goals need, and single days. n and coverage are printed with `-s`.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.simulation import DEMO, SampleShop
from lianyi.stats.daily_series import Series
from lianyi.stats.forecasting import LEAST, forecast

pytestmark = pytest.mark.full
RETAIL = "online_retail/online_retail.csv.gz"
HORIZONS = (7, 28)
NOMINAL, LOWEST, HIGHEST = 0.8, 0.70, 0.90


@dataclass
class Coverage:
    """Outcomes of all origins at one horizon: whether each total was held, and each day."""

    totals: list[bool]
    days: list[bool]

    @property
    def total(self) -> float:
        return float(np.mean(self.totals))

    @property
    def daily(self) -> float:
        return float(np.mean(self.days))


def mondays(series: Series, least: int) -> Iterator[int]:
    """Yield the rows of Mondays with `least` known days before."""
    rows = range(least, len(series.values))
    return (n for n in rows if series.day(n).weekday() == 0)


def tried(series: Series, calendar: BusinessCalendar, least: int = LEAST[1]) -> dict[int, Coverage]:
    """Return the coverage of the nominal 80 % intervals by horizon, each Monday an origin."""
    found = {h: Coverage([], []) for h in HORIZONS}
    for origin in mondays(series, least):
        past = Series(series.first, series.values[:origin])
        said = forecast(past, calendar, max(HORIZONS))
        assert said is not None
        assert said.days[0] == series.day(origin)
        spread = said.spreads[NOMINAL]
        for horizon, coverage in found.items():
            came = series.values[origin : origin + horizon]
            if len(came) < horizon:
                continue
            low, high = said.law_of_first(horizon).ends(NOMINAL)
            coverage.totals.append(bool(low <= came.sum() <= high))
            coverage.days += [bool(v) for v in (spread.low[:horizon] <= came) & (came <= spread.high[:horizon])]  # fmt: skip
    return found


def assert_held(name: str, found: dict[int, Coverage], least: int) -> None:
    for horizon, coverage in found.items():
        n = len(coverage.totals)
        print(f"{name}: horizon {horizon}, n = {n}, total {coverage.total:.3f}, days {coverage.daily:.3f}")  # fmt: skip
        assert n >= least
        assert LOWEST <= coverage.total <= HIGHEST, (name, horizon, coverage.total)
        assert LOWEST <= coverage.daily <= HIGHEST, (name, horizon, coverage.daily)


def sample_shop() -> Series:
    """Return what buyers paid by day in the sample shop, tests and staff left out; its last day is cut off."""
    by_day = SampleShop(DEMO).totals().normal.by_day
    first, last = (date.fromisoformat(end) for end in (min(by_day), max(by_day)))
    days = [first + timedelta(days=n) for n in range((last - first).days)]
    return Series(first, np.array([by_day.get(d.isoformat(), {}).get("gmv_paid", 0) for d in days], dtype=float))  # fmt: skip


def online_retail(path: Path) -> Series:
    """Return what was paid by day in the file: positive quantity and price, no cancellation; other days are 0."""
    sums: dict[date, float] = {}
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            quantity, price = int(row["Quantity"]), float(row["UnitPrice"])
            if quantity > 0 and price > 0 and not row["InvoiceNo"].startswith("C"):
                day = date.fromisoformat(row["InvoiceDate"][:10])
                sums[day] = sums.get(day, 0.0) + quantity * price
    first, last = min(sums), max(sums)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return Series(first, np.array([sums.get(d, 0.0) for d in days]))


def test_from_every_monday_of_the_sample_shop() -> None:
    series = sample_shop()
    found = tried(series, BusinessCalendar("Asia/Shanghai"))
    assert_held("sample shop", found, 90)


def test_from_every_monday_of_online_retail(shared_data: Path) -> None:
    found = tried(online_retail(shared_data / RETAIL), BusinessCalendar("Europe/London"))
    assert_held("online_retail", found, 35)
    late = {h: Coverage(c.totals[-35:], c.days[-35 * h :]) for h, c in found.items()}
    assert_held("online_retail, the last 35 origins", late, 35)
