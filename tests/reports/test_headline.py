"""The headline of the worked example, figure by figure, and every other case it can be in."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.core.translation import LANGS, Text
from lianyi.reports.document import Number
from lianyi.reports.headline import size_word, write_headline
from lianyi.reports.headline.inputs import Axis, HeadlineInput, MissingScope, Part, SalesDay
from lianyi.reports.headline.message import LONGEST, group_message
from lianyi.reports.headline.parts import leading_axis
from tests.reports.tuantuan import NAMES, WEEKS, fen, refunds, week


def said(about: HeadlineInput, lang: str) -> list[str]:
    return [s.say("zh" if lang == "zh" else "en") for s in write_headline(about).sentences]


def figures(about: HeadlineInput, lang: str) -> list[list[str]]:
    """The written numbers of every sentence, in order."""
    sentences = write_headline(about).sentences
    runs = [s.zh if lang == "zh" else s.en for s in sentences]
    return [
        [run.text.zh if lang == "zh" else run.text.en for run in row if isinstance(run, Number)]
        for row in runs
    ]


ZH = [
    ["¥44.60万", "2.9%", "−¥13,427", "2.4%"],
    ["¥40,152", "¥26,725"],
    ["−¥18,567", "−¥14,315", "−¥7,270", "¥14,977"],
    ["44.4%", "43.3%", "¥6.21万", "¥6.37万", "¥186~201万", "62%"],
    ["59%", "¥39.69~40.23万", "6.1%", "6.4%"],
]
EN = [
    ["¥446.0K", "2.9%", "−¥13,427", "2.4%"],
    ["¥40,152", "¥26,725"],
    ["−¥18,567", "−¥14,315", "−¥7,270", "¥14,977"],
    ["44.4%", "43.3%", "¥62.1K", "¥63.7K", "¥1.86M to ¥2.01M", "62%"],
    ["59%", "¥396.9K to ¥402.3K", "6.1%", "6.4%"],
]


@pytest.mark.parametrize(("lang", "expected"), [("zh", ZH), ("en", EN)])
def test_the_worked_week_is_written_to_the_yuan(lang: str, expected: list[list[str]]) -> None:
    assert figures(week(), lang) == expected


def test_the_worked_week_names_douyin_first_and_the_others_together() -> None:
    zh, en = said(week(), "zh"), said(week(), "en")
    assert zh[1].startswith("抖音少") and "微信小店、小红书、有赞合计多" in zh[1]
    assert en[1].startswith("Douyin lost") and "Xiaohongshu and Youzan together gained" in en[1]
    assert "小幅下降" in zh[0] and "slightly down" in en[0]


def test_the_first_two_sentences_are_short_enough_for_a_corridor() -> None:
    assert sum(len(sentence) for sentence in said(week(), "zh")[:2]) <= 120
    assert len(said(week(), "zh")) <= 5


def test_no_sentence_calls_arithmetic_a_cause() -> None:
    for lang, words in (("zh", "因为|导致|造成"), ("en", "because|caused|due to")):
        assert not re.search(words, " ".join(said(week(), lang)))


def test_the_group_message_claims_no_more_than_the_headline() -> None:
    day = SalesDay(Text("双11", "Double 11"), in_this_period=True, base=fen(400_000))
    sale = group_message(replace(week(), sales_day=day), Text("周报W37", "Weekly W37"))
    assert "比去年同窗口+11.5%" in sale.zh and "环比" not in sale.zh and "正常" not in sale.zh
    missing = MissingScope(Text("快手", "Kuaishou"), 2, fen(300_000), fen(310_000), "x")
    gap = group_message(replace(week(), missing=missing), Text("周报W37", "Weekly W37"))
    assert "30.00万（不含快手），可比口径-3.2%" in gap.zh and "without Kuaishou" in gap.en


@pytest.mark.parametrize("lang", LANGS)
def test_the_group_message_fits_and_pastes_unchanged(lang: str) -> None:
    message = group_message(week(), Text("周报W37", "Weekly W37"))
    text = message.zh if lang == "zh" else message.en
    assert len(text) <= LONGEST
    assert "13174" in text and "−" not in text and "¥" not in text and "\n" not in text


def test_a_level_week_names_no_cause_but_may_list_every_part() -> None:
    about = replace(week(), band=fen(20_000), goals=(), refunds=None)
    zh = said(about, "zh")
    assert "基本持平" in zh[0] and "合计" not in "".join(zh)
    assert all(NAMES[key].zh in zh[1] for key in WEEKS)
    assert figures(about, "zh")[1] == ["+¥13,174", "+¥6,996", "+¥6,555", "−¥40,152"]


def test_a_one_sided_week_gives_the_share_of_the_leading_part() -> None:
    parts = (
        Part("a", Text("甲", "A"), fen(-7_100)),
        Part("b", Text("乙", "B"), fen(-900)),
        Part("c", Text("丙", "C"), fen(-2_000)),
    )
    about = replace(
        week(),
        value=fen(90_000),
        base=fen(100_000),
        band=fen(4_000),
        axes=(Axis("platform", parts),),
        factors={},
        goals=(),
        refunds=None,
    )
    assert figures(about, "zh")[1] == ["−¥7,100", "−¥2,000", "91%"]
    assert "占下降的" in said(about, "zh")[1] and "of the fall" in said(about, "en")[1]
    assert "明显下降" in said(about, "zh")[0]


def test_a_rising_week_says_more_and_rise() -> None:
    parts = (Part("a", Text("甲", "A"), fen(9_000)), Part("b", Text("乙", "B"), fen(1_000)))
    about = replace(
        week(),
        value=fen(110_000),
        base=fen(100_000),
        band=fen(2_000),
        axes=(Axis("platform", parts),),
        goals=(),
        refunds=None,
    )
    assert "大幅增长10.0%" in said(about, "zh")[0] and "sharply up 10.0%" in said(about, "en")[0]
    assert "主要多在" in said(about, "zh")[1] and "of the rise" in said(about, "en")[1]


def test_a_sales_day_is_held_against_its_own_window_first() -> None:
    day = SalesDay(Text("双11", "Double 11"), in_this_period=True, base=fen(400_000))
    about = replace(week(), sales_day=day, goals=(), refunds=None)
    assert said(about, "zh") == ["上周含双11。GMV ¥44.60万，比去年同窗口+11.5%；环比没有可比性。"]
    assert "小幅" not in said(about, "zh")[0]
    without = replace(about, sales_day=replace(day, base=None))
    assert "没有去年同窗口的数据" in said(without, "zh")[0]
    before = replace(about, sales_day=replace(day, in_this_period=False))
    assert said(before, "zh")[0].startswith("前一周含双11。")
    assert said(before, "en")[0].startswith("The week before included Double 11.")


def test_a_gap_compares_what_both_weeks_have() -> None:
    missing = MissingScope(Text("快手", "Kuaishou"), 2, fen(300_000), fen(310_000), "x")
    about = replace(week(), missing=missing, goals=(), refunds=None)
    assert said(about, "zh") == ["上周GMV ¥30.00万（不含快手，快手缺2天），可比口径环比−3.2%。"]
    assert "2 days missing" in said(about, "en")[0]


def test_a_sales_week_lists_its_channels_against_last_year() -> None:
    parts = (Part("a", Text("甲", "A"), fen(900)), Part("b", Text("乙", "B"), fen(-200)))
    day = SalesDay(Text("双11", "Double 11"), True, fen(400_000), "2025-W46", parts)
    about = replace(week(), sales_day=day, refunds=None)
    assert said(about, "zh")[1] == "与去年相比：甲+¥900、乙−¥200。"
    assert "日均¥6.37万（含双11）" in said(about, "zh")[2]
    assert "与去年比甲+900，乙-200" in group_message(about, Text("周报", "Weekly")).zh


def test_a_period_that_no_source_fills_is_not_compared_and_never_zero() -> None:
    some, none = replace(week(), known_days=4), replace(week(), known_days=0, value=0)
    assert said(some, "zh") == ["上周GMV ¥44.60万，只有4/7天的订单数据，还不能与前一周比较。"]
    assert said(none, "zh") == ["上周还没有订单数据，不下结论。"]
    for lang in LANGS:
        assert not re.search("[0¥%]", said(none, lang)[0])
        assert "0" not in group_message(none, Text("周报", "Weekly")).say(lang)


def test_a_quarter_less_is_not_called_slight_however_wide_the_range() -> None:
    wide = replace(week(), value=fen(300_000), base=fen(400_000), band=fen(60_000))
    assert "下降25.0%" in said(wide, "zh")[0] and "小幅" not in said(wide, "zh")[0]
    assert "was ¥300.0K, down 25.0%" in said(wide, "en")[0]


def test_inside_the_range_there_is_one_wording_however_wide_it_is() -> None:
    wide = replace(week(), value=fen(440_000), base=fen(400_000), band=fen(60_000))
    assert said(wide, "zh")[0] == "上周GMV ¥44.00万，与前一周基本持平（+10.0%，正常波动内）。"
    assert "about level with" in said(wide, "en")[0]


def test_new_and_returning_customers_are_named_only_where_one_stands_out() -> None:
    change = week().change
    even = (
        Part("new", Text("新客", "new"), change // 2),
        Part("returning", Text("老客", "returning"), change - change // 2),
    )
    about = replace(week(), axes=(Axis("customer_type", even),))
    assert leading_axis(about) is None
    most = (Part("new", Text("新客", "new"), change),)
    assert leading_axis(replace(about, axes=(Axis("customer_type", most),))) is not None


def test_refund_rates_say_at_which_age_and_of_which_channels() -> None:
    young = replace(refunds(), age_days=7, seen_share=0.6, rate=0.031, rate_before=0.056)
    zh, en = (said(replace(week(), refunds=young), lang)[-1] for lang in LANGS)
    assert "退款有日期的渠道，付款满7天时退款率3.1%，比前一周的5.6%低2.5个百分点" in zh
    assert "7 days after payment the refund rate is 3.1%, 2.5 pp below 5.6%" in en
    level = replace(young, rate_before=0.0311, age_days=0)
    assert (
        "付款当天的退款率3.1%，与前一周的3.1%基本持平"
        in said(replace(week(), refunds=level), "zh")[-1]
    )
    settled = replace(young, maturity=0.97)
    assert "退款率" not in said(replace(week(), refunds=settled), "zh")[-1]
    assert (
        "预计"
        not in group_message(replace(week(), refunds=settled), Text("周报", "Weekly")).zh.split(
            "净成交"
        )[1]
    )


def test_a_young_shop_is_told_that_nobody_can_know_yet() -> None:
    about = replace(week(), band=None, goals=(), refunds=None)
    zh = said(about, "zh")
    assert "历史不足8周" in zh[0] and not re.search("小幅|明显|大幅", "".join(zh))
    assert figures(about, "zh")[0] == ["¥44.60万", "−2.9%", "−¥13,427"]


def test_a_first_week_has_nothing_to_compare_with() -> None:
    zh = said(replace(week(), base=None, goals=(), refunds=None), "zh")
    assert zh == ["上周GMV ¥44.60万。前一周没有数据，还不能比较。"]


def test_a_base_of_zero_gives_no_rate() -> None:
    about = replace(week(), base=0, axes=(), goals=(), refunds=None)
    assert "%" not in figures(about, "zh")[0][1]


def test_goals_without_a_forecast_say_no_chance() -> None:
    goal = replace(week().goals[0], expected=None, chance=None)
    zh = said(replace(week(), goals=(goal,), refunds=None), "zh")[-1]
    assert "达成概率" not in zh and zh.endswith("。") and "¥6.21万" in zh


def test_a_goal_that_is_reached_asks_for_nothing_more() -> None:
    goal = replace(week().goals[0], done=fen(2_000_000), expected=None, chance=None)
    assert goal.need_daily is None
    zh = said(replace(week(), goals=(goal,), refunds=None), "zh")[-1]
    assert "每天要" not in zh and "105.3%" in zh


def test_refunds_that_are_in_collapse_to_one_number() -> None:
    done = replace(refunds(), maturity=0.97, rate=None)
    zh = said(replace(week(), goals=(), refunds=done), "zh")[-1]
    assert "预计" not in zh and "¥41.88万" in zh


def test_the_axis_is_the_one_with_the_most_telling_part() -> None:
    about = week()
    chosen = leading_axis(about)
    assert chosen is not None and chosen.key == "platform"
    telling = Axis("product", (Part("x", Text("甲", "A"), about.change),))
    again = leading_axis(replace(about, axes=(about.axes[0], telling)))
    assert again is not None and again.key == "product"


@given(st.integers(-10_000, 10_000), st.integers(1, 5_000))
def test_size_words_follow_the_share_of_the_band(change: int, band: int) -> None:
    share = Fraction(abs(change), band)
    expected = ("level", "slight", "clear", "sharp")[(share > 1) + (share > 2) + (share > 4)]
    assert size_word(change, band) == expected


@given(
    st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=7),
    st.integers(0, 10**9),
    st.integers(1, 10**8),
)
def test_any_change_can_be_said_in_both_languages(amounts: list[int], base: int, band: int) -> None:
    parts = tuple(
        Part(str(n), Text(f"渠道{n}", f"Channel {n}"), amount) for n, amount in enumerate(amounts)
    )
    about = replace(
        week(),
        value=base + sum(amounts),
        base=base,
        band=band,
        axes=(Axis("platform", parts),),
        factors={},
    )
    for lang in LANGS:
        sentences = said(about, lang)
        assert all(s.endswith(("。", ".")) and "{" not in s for s in sentences)
        assert len(group_message(about, Text("周报", "Weekly")).say(lang)) <= LONGEST
