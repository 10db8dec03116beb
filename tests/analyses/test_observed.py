"""How far facts reach: the last whole day, holes, sources that stopped, buyers nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from lianyi.analyses.observed import Observed, observed
from lianyi.analyses.result import Interval, Number
from lianyi.core.errors import LianyiError
from lianyi.core.translation import same

TODAY = date(2026, 11, 28)


class Shop:
    """A shop that only knows its coverage, and how many of its paid orders name their buyer."""

    def __init__(self, *ranges: Sequence[Any], orders: tuple[int, int] = (10, 10)) -> None:
        self.engine: Any = self
        self.today = TODAY
        self.coverage = [
            (table, platform, "main", date(2026, *first), date(2026, *last), partial)
            for table, platform, first, last, partial in ranges
        ]
        self._orders = orders

    @property
    def known_buyers(self) -> tuple[int, int]:
        return self._orders


def reach(*ranges: Sequence[Any], **more: Any) -> Observed:
    data: Any = Shop(*ranges, **more)
    return observed(data, "retention")


def test_a_partial_day_and_today_are_not_over() -> None:
    whole = reach(("orders", "douyin", (1, 1), (11, 10), False))
    partial = reach(("orders", "douyin", (1, 1), (11, 10), True))
    today = reach(("orders", "douyin", (1, 1), (12, 31), False))
    assert (whole.seen, whole.over) == (date(2026, 11, 10), date(2026, 11, 10))
    assert (partial.seen, partial.over) == (date(2026, 11, 10), date(2026, 11, 9))
    assert (today.seen, today.over) == (TODAY, date(2026, 11, 27))


def test_sources_that_stopped_and_days_without_any_are_named() -> None:
    found = reach(
        ("orders", "douyin", (1, 1), (3, 31), False),
        ("orders", "douyin", (4, 3), (11, 10), False),
        ("orders", "youzan", (1, 1), (2, 28), False),
    )
    said = {w.code: w.text.zh for w in found.warnings}
    assert said["source_stopped"].startswith("这些来源的数据停得更早：有赞商城（2026-02-28）")
    assert said["days_missing"].startswith("2天没有任何来源的数据（从2026-04-01起）")


def test_first_times_early_in_the_data_are_doubted() -> None:
    found = reach(("orders", "douyin", (1, 1), (11, 10), False))
    assert [w.code for w in found.since(date(2026, 6, 29))] == ["history_short"]
    assert found.since(date(2026, 6, 30)) == ()


@pytest.mark.parametrize(("orders", "loud", "shown"), [((10, 8), None, True), ((10, 5), False, True), ((10, 2), True, False), ((0, 0), None, True)])  # fmt: skip
def test_numbers_about_people_need_known_buyers(orders: tuple[int, int], loud: bool | None, shown: bool) -> None:  # fmt: skip
    found = reach(("orders", "douyin", (1, 1), (11, 10), False), orders=orders)
    (number,) = found.withheld([Number("n", same("n"), 0.5, "ratio", Interval(0.4, 0.6))])
    assert (number.value is not None) == (number.interval is not None) == shown
    assert (number.why is None) == shown
    warned = [w.loud for w in found.warnings if w.code == "person_coverage"]
    assert warned == ([] if loud is None else [loud])


def test_without_any_of_the_tables_there_is_no_answer() -> None:
    with pytest.raises(LianyiError) as refusal:
        reach(("events", "douyin", (1, 1), (11, 10), False))
    assert refusal.value.code == "run.missing_source"
