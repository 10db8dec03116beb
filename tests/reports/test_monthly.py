"""The month in words: a sale in it, a history too short, a wide normal range; and a source that knows only metrics."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.period_text import parse_period
from lianyi.core.calendar.periods import Period
from lianyi.core.translation import Text
from lianyi.reports.analysis import analyse_month
from lianyi.reports.analysis.normal import normal_months
from lianyi.reports.gather import Gathered
from lianyi.reports.headline import HeadlineInput, write_headline
from lianyi.reports.headline.inputs import SalesDay
from lianyi.reports.monthly import KEYS, MONTH_BEFORE
from lianyi.reports.registry import REPORTS
from lianyi.reports.render.html import render_html
from lianyi.reports.render.text import render_text
from lianyi.reports.render.xlsx import render_xlsx
from tests.reports.test_numbers_can_be_asked_again import Source

NOVEMBER = parse_period("2026-11")
MONTH = HeadlineInput(
    metric="gmv_paid",
    name=Text("GMV", "GMV"),
    subject=Text("11月", "November"),
    base_name=MONTH_BEFORE,
    compare_word=Text("环比", "on the month before"),
    value=12_500_000,
    base=10_000_000,
    band=3_000_000,
    period="2026-11",
    base_period="2026-10",
    days=30,
    span="month",
)


def test_a_quarter_more_is_not_called_level_however_wide_the_normal_range() -> None:
    said = write_headline(MONTH).sentences[0]
    assert said.say("zh") == "11月GMV ¥12.50万，环比+25.0%(+¥25,000)，在正常波动（±30.0%）内。"
    assert "level" not in said.say("en")
    level = write_headline(replace(MONTH, value=10_300_000)).sentences[0]
    assert "与前一个月基本持平" in level.say("zh")


def test_a_short_history_is_told_in_months() -> None:
    said = write_headline(replace(MONTH, band=None)).sentences[0]
    assert "历史不足8个月" in said.say("zh") and "under 8 months" in said.say("en")


def test_a_month_with_a_sale_is_held_against_the_same_month_of_last_year() -> None:
    day = SalesDay(Text("双11", "Double 11"), True, 10_000_000, "2025-11")
    said = write_headline(replace(MONTH, sales_day=day)).sentences[0]
    assert said.say("zh") == "11月含双11。GMV ¥12.50万，比去年同月+25.0%；环比没有可比性。"
    assert said.say("en").startswith("The month includes Double 11. GMV was ¥125.0K, +25.0% on the same month last year")  # fmt: skip


def test_the_year_before_of_a_sale_is_the_month_itself() -> None:
    facts = Gathered(Source(), NOVEMBER, NOVEMBER.stepped(-1), KEYS, MONTH_BEFORE)
    day = analyse_month(facts).headline.sales_day
    assert day is not None and (day.base, day.base_period) == (None, "2025-11")


def test_a_source_that_knows_only_metrics_gives_a_month_without_the_rest() -> None:
    document = REPORTS.get("monthly").build(Source(), NOVEMBER, "en")
    keys = {block.key for block in document.blocks}
    assert {"headline", "key_figures", "goals", "profit", "notes"} <= keys
    assert not keys & {"cohorts", "rfm_flow", "budget", "risks"}
    assert document.message is not None and len(document.message.say("zh")) <= 180
    for written in (render_html(document), render_text(document), render_xlsx(document)):
        assert written


def test_two_builds_of_a_month_are_equal() -> None:
    first, second = (REPORTS.get("monthly").build(Source(), NOVEMBER, "zh") for _ in range(2))
    assert render_html(first) == render_html(second)


QUIET = Source(calendar=BusinessCalendar(sales=()))
"""A source whose calendar knows no sales days."""


class Months:
    """Values by month in place of a source."""

    def __init__(self, values: dict[str, int]) -> None:
        self.values = values

    def series(self, keys: Any, period: Period, grain: str) -> dict[str, Any]:
        return {month: _Row(value) for month, value in self.values.items()}


class _Row:
    def __init__(self, value: int) -> None:
        self.value = value

    def get(self, key: str) -> int:
        return self.value


def test_the_normal_change_of_a_month_is_twice_the_usual_deviation() -> None:
    # Changes of −10 % and +10 % in turn: their median is 0, so half a band is 2 × 1.4826 × 10 %.
    found = _band(
        [100_000, 110_000, 99_000, 108_900, 98_010, 107_811, 97_030, 106_733, 96_059, 105_665]
    )
    assert found is not None and abs(found / 96_059 - 0.29652) < 0.001


def test_under_eight_months_nothing_is_normal() -> None:
    assert _band([100] * 8) is None and _band([100] * 9) is not None


@given(st.lists(st.integers(1, 10**9), min_size=9, max_size=24))
def test_the_band_of_a_month_is_never_narrower_than_a_hundredth(values: list[int]) -> None:
    found = _band(values)
    assert found is None or found >= round(0.01 * values[-2]) - 1


def _band(values: list[int]) -> int | None:
    """The band of the last of `values`, which are months without sales days as far as the calendar is shut off."""
    months = [parse_period("2026-09").stepped(n - len(values) + 1) for n in range(len(values))]
    facts = Gathered(QUIET, months[-1], months[-2], KEYS, MONTH_BEFORE)
    door = Months({m.key: v for m, v in zip(months, values, strict=True)})
    facts.series = door.series  # type: ignore[method-assign]  # values of the test
    vars(facts).update(now=_Row(values[-1]), before=_Row(values[-2]))
    return normal_months(facts, ("gmv_paid",)).band
