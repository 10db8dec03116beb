from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lianyi.core.calendar.periods import between
from lianyi.metrics.query import MetricQuery
from lianyi.planning.campaigns.known import Run
from lianyi.planning.campaigns.past import base_rates


def runs(count: int) -> list[Run]:
    days = between(date(2026, 1, 1), date(2026, 1, 7))
    return [Run(f"r{n}", f"r{n}", "邀请", days) for n in range(count)]


def asking(values: list[Any]) -> Any:
    def ask(query: MetricQuery) -> Any:
        assert query.campaign is not None
        value = values[int(query.campaign.key[1:])]
        return SimpleNamespace(rows=[dict.fromkeys(query.keys, value)])

    return ask


def test_five_runs_of_one_play() -> None:
    found = base_rates(asking([0.31, 0.48, 0.4, 0.36, 0.45]), runs(5), ("k_factor",))
    assert [(r.low, r.high, r.n, r.of) for r in found] == [(0.31, 0.48, 5, 5)]


def test_no_run_is_no_base_rate() -> None:
    assert base_rates(asking([]), [], ("k_factor",)) == ()
    assert base_rates(asking([None, None]), runs(2), ("k_factor",)) == ()


@given(st.lists(st.one_of(st.none(), st.integers(-5, 5)), min_size=1, max_size=6))
def test_a_run_without_a_value_does_not_count_as_zero(values: list[int | None]) -> None:
    found = base_rates(asking(values), runs(len(values)), ("gmv_paid",))
    known = [v for v in values if v is not None]
    if not known:
        assert found == ()
    else:
        assert (found[0].low, found[0].high, found[0].n) == (min(known), max(known), len(known))
        assert found[0].of == len(values)
