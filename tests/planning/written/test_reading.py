"""A sentence is read into measure, numbers, days, owner, scope and reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.planning.written.amounts import chinese_number, take_amounts
from lianyi.planning.written.canvas import Canvas, normal
from lianyi.planning.written.naming import built_in
from lianyi.planning.written.reading import read_goal
from lianyi.planning.written.times import Clock, take_times

MONDAY = Clock(date(2026, 9, 14))


def _due(text: str) -> tuple[date | None, date | None]:
    time = take_times(Canvas(normal(text)), MONDAY)[0]
    return time.start, time.due


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("2026年9月30日前", None, "2026-09-30"),
        ("9月底前", None, "2026-09-30"),
        ("８月底", None, "2027-08-31"),
        ("2026年Q4", "2026-10-01", "2026-12-31"),
        ("2026年第四季度", "2026-10-01", "2026-12-31"),
        ("三个月内", "2026-09-14", "2026-12-14"),
        ("双11前", None, "2026-11-10"),
        ("双11期间", "2026-10-15", "2026-11-14"),
        ("国庆前", None, "2026-09-30"),
        ("春节前", None, "2027-02-05"),
        ("2027-03-31", None, "2027-03-31"),
        ("下周五前", None, "2026-09-25"),
        ("本季度", "2026-07-01", "2026-09-30"),
        ("年底", None, "2026-12-31"),
        ("明年3月底", None, "2027-03-31"),
        ("2026年10月1日至12月31日", "2026-10-01", "2026-12-31"),
        ("2026年10-12月", "2026-10-01", "2026-12-31"),
        ("2025年12月31日前", None, "2025-12-31"),
        ("by end of March", None, "2027-03-31"),
        ("by 30 September 2026", None, "2026-09-30"),
        ("by the end of Q4 2026", None, "2026-12-31"),
        ("within 3 months", "2026-09-14", "2026-12-14"),
        ("by next Friday", None, "2026-09-25"),
        ("before Double 11", None, "2026-11-10"),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, start: str | None, due: str) -> None:
    assert _due(text) == (start and date.fromisoformat(start), date.fromisoformat(due))


def test_a_day_that_no_calendar_has_is_no_day() -> None:
    assert take_times(Canvas("2027年2月30日前"), MONDAY)[0].broken


@given(st.dates(date(2026, 9, 14), date(2027, 8, 31)))
def test_every_day_ahead_is_found_with_and_without_its_year(day: date) -> None:
    ways = [f"{day:%Y-%m-%d}前", f"{day.year}年{day.month}月{day.day}日前", f"{day.month}月{day.day}日前"]  # fmt: skip
    assert {_due(way)[1] for way in ways} == {day}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("190万", "plain", "1900000"),
        ("1.2亿元", "money", "120000000"),
        ("¥1,240.50", "money", "1240.50"),
        ("28%", "ratio", "0.28"),
        ("２８％", "ratio", "0.28"),
        ("三成", "ratio", "0.3"),
        ("百分之三十", "ratio", "0.30"),
        ("3个百分点", "points", "0.03"),
        ("翻一番", "times", "2"),
        ("一百二十万元", "money", "1200000"),
        ("5000名", "count", "5000"),
        ("3.1倍", "times", "3.1"),
        ("1:3", "plain", "3"),
        ("一个亿", "plain", "100000000"),
        ("1.9M yuan", "money", "1900000"),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, kind: str, value: str) -> None:
    amount = take_amounts(Canvas(normal(text)))[0]
    assert (amount.kind, amount.value) == (kind, Decimal(value))


def test_the_first_of_two_numbers_takes_the_unit_of_the_second() -> None:
    pairs = {
        "从150到190万": (1_500_000, 1_900_000),
        "24提升到28%": (Decimal("0.24"), Decimal("0.28")),
    }
    for text, wanted in pairs.items():
        assert tuple(a.value for a in take_amounts(Canvas(text))) == wanted


@given(st.integers(1, 9999))
def test_chinese_numbers_up_to_ten_thousand_are_read_back(number: int) -> None:
    words, digits = "", "零一二三四五六七八九"
    for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // step % 10
        words += f"{digits[digit]}{name}" if digit else ("零" if words and number % step else "")
    while "零零" in words:
        words = words.replace("零零", "零")
    assert chinese_number(words) == number


def test_the_parts_of_a_sentence_are_told_apart() -> None:
    said = read_goal(
        "为了提升转化率，2026年第四季度抖音渠道90天复购率从27.4%提升到28.5%（预算20万元），由周宁负责",
        MONDAY,
    )
    assert said.measured is not None
    assert said.measured.key == "repurchase_rate_90d"
    assert (said.baseline, said.target) == (Decimal("0.274"), Decimal("0.285"))
    assert (said.from_day, said.due) == (date(2026, 10, 1), date(2026, 12, 31))
    assert (said.owner, said.scope, said.rivals) == ("周宁", ("抖音",), ())
    assert said.why.startswith("为了提升转化率")


@pytest.mark.parametrize(
    ("text", "baseline", "target"),
    [
        ("GMV从150万提升20%", "1500000", "1800000.0"),
        ("复购率从25%提高3个百分点", "0.25", "0.28"),
        ("GMV在9月150万的基础上翻一番，2026年12月底前", "1500000", "3000000"),
        ("退款率 9% → 7%", "0.09", "0.07"),
        ("复购率25%，年底达到28%", "0.25", "0.28"),
        ("客服首次响应时长从3分钟缩短到30秒", "3", "0.5"),
        ("GMV达到200~220万", None, "2000000"),
    ],
)
def test_start_and_target_are_told_apart_by_the_words_around_them(
    text: str, baseline: str | None, target: str
) -> None:
    said = read_goal(text, MONDAY)
    assert said.baseline == (None if baseline is None else Decimal(baseline))
    assert said.target == Decimal(target)


def test_the_month_of_a_baseline_is_no_date_to_finish() -> None:
    assert read_goal("GMV从9月的150万提升到190万", MONDAY).due is None


def test_a_growth_against_last_year_needs_no_start_and_sets_no_date() -> None:
    said = read_goal("GMV较2025年同期增长30%", MONDAY)
    assert said.against
    assert said.due is None
    assert said.change is not None
    assert (said.change.kind, said.change.value) == ("share", Decimal("0.3"))


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("负责人陈曦", "陈曦"),
        ("负责人：投放组小刘", "投放组小刘"),
        ("由私域组牵头", "私域组"),
        ("GMV达到190万，市场部负责", "市场部"),
        ("reach 28%, owner: Chen Xi", "Chen Xi"),
        ("owned by Zhou Ning", "Zhou Ning"),
        ("负责人待定", ""),
    ],
)
def test_an_owner_is_found_and_a_placeholder_is_none(text: str, owner: str) -> None:
    assert read_goal(text, MONDAY).owner == owner


@pytest.mark.parametrize("text", ["", "   ", "。。。", "-", "1", "%", "→", "从到", "🎯🎯", "a" * 5000, "9" * 400])  # fmt: skip
def test_anything_at_all_can_be_read(text: str) -> None:
    read_goal(text, MONDAY)


@given(
    st.text(
        alphabet="从到提升降低GMV复购率年月日前底%万元12345，。:：()（）负责人由 至—~和、",
        max_size=40,
    )
)
def test_no_mixture_of_goal_words_breaks_the_reader(text: str) -> None:
    read_goal(text, MONDAY)


def test_every_name_of_the_table_leads_to_a_measure_that_exists() -> None:
    for name in (
        "GMV",
        "拉新",
        "K因子",
        "客单价",
        "社群活跃率",
        "粉丝数",
        "NPS",
        "下载量",
        "毛利率",
        "声量",
    ):
        assert built_in().take(Canvas(name))
