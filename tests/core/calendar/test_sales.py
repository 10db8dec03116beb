from __future__ import annotations

from datetime import date

import pytest

from lianyi.core.calendar import BUILT_IN, Sale, merged, parse_period, sales_from, windows
from lianyi.core.errors import LianyiError

by_key = {sale.key: sale for sale in BUILT_IN}
OWN = {"key": "fan_day", "zh": "宠粉日", "en": "Fan Day", "start": "04-18", "end": "04-20"}


def days_of(sale: Sale, year: int) -> tuple[str, str, str]:
    window = sale.window(year)
    assert window is not None
    return str(window.period.start), str(window.period.last), str(window.peak)


@pytest.mark.parametrize(
    ("key", "year", "days"),
    [
        ("sale_618", 2025, ("2025-05-13", "2025-06-20", "2025-06-18")),
        ("sale_618", 2024, ("2024-05-20", "2024-06-20", "2024-06-18")),
        ("double_11", 2025, ("2025-10-15", "2025-11-14", "2025-11-11")),
        ("double_11", 2024, ("2024-10-14", "2024-11-11", "2024-11-11")),
        ("nianhuo", 2026, ("2026-01-20", "2026-02-10", "2026-02-03")),
        ("nianhuo", 2025, ("2025-01-01", "2025-01-22", "2025-01-15")),
        ("black_friday", 2026, ("2026-11-23", "2026-11-30", "2026-11-27")),
        ("double_eve", 2025, ("2025-12-20", "2026-01-03", "2025-12-25")),
    ],
)
def test_a_sale_has_a_window_and_a_peak_in_each_year(
    key: str, year: int, days: tuple[str, str, str]
) -> None:
    assert days_of(by_key[key], year) == days


def test_the_built_in_table_is_marked_as_reference_and_makes_sense_in_every_year() -> None:
    assert len(by_key) == len(BUILT_IN)
    for sale in BUILT_IN:
        assert sale.reference
        assert sale.name.zh
        assert sale.name.en
        assert sale.note.zh
        assert sale.note.en
        for year in range(2019, 2035):
            window = sale.window(year)
            assert window is not None
            assert window.peak in window.period
            assert len(window.period) <= 45


def test_it_finds_the_windows_that_touch_a_period() -> None:
    found = windows(BUILT_IN, parse_period("2026-W46"))
    assert [(w.sale.key, w.year) for w in found] == [("double_11", 2026)]
    new_year = windows(BUILT_IN, parse_period("2026-01-02"))
    assert [(w.sale.key, w.year) for w in new_year] == [("double_eve", 2025)]
    assert windows(BUILT_IN, parse_period("2026-07-10")) == []


def test_a_shop_adds_replaces_and_removes_sales() -> None:
    own = merged(
        BUILT_IN,
        [
            OWN,
            {"key": "sale_618", "zh": "618", "start": "06-01", "end": "06-18"},
            {"key": "double_12", "off": True},
        ],
    )
    table = {sale.key: sale for sale in own}
    assert days_of(table["fan_day"], 2026) == ("2026-04-18", "2026-04-20", "2026-04-20")
    assert days_of(table["sale_618"], 2026) == ("2026-06-01", "2026-06-18", "2026-06-18")
    assert not table["sale_618"].reference
    assert "double_12" not in table
    assert table["double_11"] == by_key["double_11"]


def test_a_year_may_differ_or_be_left_out() -> None:
    [sale] = sales_from([{**OWN, "years": {2025: {"start": "04-10"}, 2024: None}}])
    assert days_of(sale, 2025) == ("2025-04-10", "2025-04-20", "2025-04-20")
    assert sale.window(2024) is None
    assert windows([sale], parse_period("2024")) == []


def test_the_29th_of_february_is_kept_on_the_28th() -> None:
    [sale] = sales_from([{**OWN, "start": "02-29", "end": "02-29"}])
    assert days_of(sale, 2026)[0] == "2026-02-28"
    assert sale.window(2028) is not None
    assert days_of(sale, 2028)[0] == "2028-02-29"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"key": ""}, "key"),
        ({"zh": None}, "zh"),
        ({"start": "13-01"}, "start"),
        ({"start": "4-18"}, "start"),
        ({"end": "02-30"}, "end"),
        ({"peak": "easter-2"}, "peak"),
        ({"colour": "red"}, "colour"),
        ({"years": [2025]}, "years"),
        ({"years": {2025: "04-10"}}, "years.2025"),
        ({"years": {"x": {}}}, "years.x"),
        ({"years": {2025: {"end": "soon"}}}, "end"),
    ],
)
def test_a_row_that_cannot_be_read_names_its_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(LianyiError) as refused:
        sales_from([OWN, {**OWN, **change}])
    assert refused.value.code == "sales.bad_row"
    assert (refused.value.facts["row"], refused.value.facts["field"]) == (2, field)


def test_a_window_belongs_to_the_year_of_its_peak() -> None:
    [sale] = sales_from([{**OWN, "start": "12-28", "peak": "01-01", "end": "01-05"}])
    window = sale.window(2027)
    assert window is not None
    assert window.period.start == date(2026, 12, 28)
