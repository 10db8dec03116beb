"""Each letter for its own reason, with a suggestion that the shop's numbers fill."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lianyi.planning.written.history import Months
from lianyi.planning.written.judging import hold_to_owners, judge
from lianyi.planning.written.letters import KEYS, Judged
from lianyi.planning.written.reading import read_goal
from lianyi.planning.written.reporting import blocks, document
from lianyi.planning.written.times import Clock

TODAY = Clock(date(2026, 9, 14))


class Past:
    """A shop whose best month of 24 brought 1.903 million, and whose mentions stand at 1,240."""

    def months(self, metric: str, where: str = "") -> Months | None:
        values = {
            "gmv_paid": [Decimal(1_903_000), *[Decimal(1_500_000)] * 23],
            "mentions": [Decimal(1_240)] * 24,
            "refund_rate_by_pay_time": [Decimal("0.06"), *[Decimal("0.07")] * 23],
            "new_buyers": [Decimal(900), Decimal(1000)],
        }.get(metric)
        if values is None:
            return None
        firsts = tuple(date(2024 + (8 + n) // 12, (8 + n) % 12 + 1, 1) for n in range(len(values)))
        return Months(firsts, tuple(values), metric != "refund_rate_by_pay_time")


def _judged(text: str, past: Past | None = None, evidence: str = "") -> Judged:
    return judge(read_goal(text, TODAY), TODAY, past, evidence=evidence)


def test_the_example_of_a_vague_goal_is_refused_with_the_numbers_of_the_shop() -> None:
    judged = _judged("提升品牌影响力", Past())
    assert judged.refused == ("S", "M", "T")
    assert judged.letters["R"].why.zh == "品牌"
    suggestion = judged.letters["M"].suggestion
    assert suggestion is not None
    assert suggestion.zh == "2026年12月31日前，品牌声量从1,240提升到1,400"
    # What is suggested is itself a goal that passes.
    assert _judged(suggestion.zh, Past()).ok
    assert _judged(suggestion.en, Past()).ok


def test_a_target_of_3_1_times_the_best_month_is_refused_and_kept_with_a_reason() -> None:
    text = "2026年10月GMV达到590万，负责人陈曦"
    letter = _judged(text, Past()).letters["A"]
    assert letter.state == "refused"
    assert "3.1倍" in letter.why.zh
    assert "3.1 ×" in letter.why.en
    assert "¥190.30万" in letter.why.zh
    assert _judged(text, Past(), evidence="新开两家旗舰店").letters["A"].state == "reminder"
    assert _judged(text).letters["A"].state == "unknown"


def test_a_quarter_is_held_against_three_months() -> None:
    within = _judged("2026年第四季度GMV达到500万", Past()).letters["A"]
    beyond = _judged("2026年第四季度GMV达到1200万", Past()).letters["A"]
    assert (within.state, beyond.state) == ("ok", "refused")


def test_a_rate_that_is_good_when_low_is_held_against_the_lowest_month() -> None:
    near = _judged("年底前退款率降到5.5%", Past()).letters["A"]
    far = _judged("年底前退款率降到2%", Past()).letters["A"]
    assert (near.state, far.state) == ("reminder", "refused")


def test_two_months_are_too_few_to_judge_by() -> None:
    letter = _judged("年底前新客数达到5000人", Past()).letters["A"]
    assert letter.state == "unknown"
    assert "2个整月" in letter.why.zh


@pytest.mark.parametrize(
    "text",
    ["年底前K因子达到50", "年底前复购率达到120%", "年底前退款率降到-2%", "年底前退款率降到0", "年底前客单价从145元提升到145元",
     "年底前GMV从190万提升到150万", "年底前退款率从5%降到8%", "一个月内GMV从100万增长到1亿元", "年底前NPS达到120"],
)  # fmt: skip
def test_what_is_impossible_in_itself_needs_no_shop(text: str) -> None:
    assert "A" in _judged(text).refused


def test_a_rate_of_a_hundred_percent_is_fine_where_shops_reach_it() -> None:
    assert _judged("年底前客服回复率达到100%").ok


def test_more_percent_of_a_percentage_may_mean_two_things() -> None:
    assert _judged("2026年底前复购率提升3%").refused == ("M",)
    assert _judged("2026年底前复购率提升3个百分点").ok
    assert _judged("2026年底前复购率从25%提升3%").letters["M"].state == "ok"


def test_money_without_a_unit_is_refused_where_it_may_mean_ten_thousands() -> None:
    assert _judged("年底前GMV达到190").refused == ("M",)
    assert _judged("年底前GMV达到1900000").letters["M"].state == "reminder"
    assert _judged("年底前客单价达到150").letters["M"].state == "ok"


def test_pushing_a_measure_the_wrong_way_is_refused_unless_it_is_meant() -> None:
    assert "R" in _judged("年底前把复购率降低到20%").refused
    assert _judged("年底前把复购率降低到20%，为了清退羊毛党").ok


def test_a_shop_that_sells_coffee_may_set_a_goal_for_it() -> None:
    assert _judged("年底前咖啡销量达到5000件").ok
    assert _judged("年底前办公区咖啡机达到5台").refused == ("R",)


def test_a_side_condition_is_no_second_goal() -> None:
    assert _judged("2026年底前GMV达到190万，且毛利率不低于30%").ok
    assert _judged("2026年底前GMV达到190万，客单价达到150元").refused == ("S",)


def test_a_missing_owner_is_a_reminder_unless_the_list_names_owners() -> None:
    good = "2026年底前GMV达到190万"
    alone = _judged(good)
    assert alone.ok
    assert alone.letters["S"].state == "reminder"
    owned = [_judged(f"2026年底前GMV达到{n}00万，负责人陈曦") for n in range(1, 7)]
    assert hold_to_owners([*owned, alone])[-1].refused == ("S",)
    assert hold_to_owners([*owned[:3], alone])[-1].ok


def test_the_json_has_every_letter_in_both_languages() -> None:
    found = document(
        [_judged("提升品牌影响力"), _judged("2026年底前GMV从150万提升到190万，负责人陈曦")]
    )
    assert (found["passed"], found["refused"]) == (1, 1)
    assert found["goals"][0]["refused"] == ["S", "M", "T"]
    for goal in found["goals"]:
        assert tuple(goal["letters"]) == KEYS
        assert all(v["why"]["zh"] and v["why"]["en"] for v in goal["letters"].values())
    read = found["goals"][1]["read"]
    assert (read["metric"], read["baseline"], read["target"]) == ("gmv_paid", 1_500_000, 1_900_000)
    assert (read["due"], read["owner"]) == ("2026-12-31", "陈曦")


def test_the_block_of_a_goal_shows_its_chips_and_what_to_write_instead() -> None:
    shown = blocks([_judged("提升品牌影响力")], "zh")
    assert shown[0] == "✕ 1. 提升品牌影响力"
    assert [line.strip()[0] for line in shown[1:6]] == list("SMART")
    assert "建议 → " in "\n".join(shown)
    assert shown[-1] == "0条通过，1条没通过"
    assert blocks([], "en") == ["No goals were found."]


def test_a_target_that_calls_itself_a_multiple_of_the_best_needs_no_shop() -> None:
    judged = _judged("2026年12月底前GMV达到历史最好月份的3.1倍，负责人陈曦")
    assert judged.refused == ("A",)
    assert "3.1倍" in judged.letters["A"].why.zh
    assert _judged("2026年12月底前GMV达到历史最好月份的1.2倍").ok
    assert _judged("2026年12月底前GMV达到去年同期的2倍").ok
