from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.compliance.scheme.judging import judged, paid_levels
from lianyi.compliance.scheme.reading import understood
from lianyi.core.errors import LianyiError
from tests.compliance.generated_schemes import case

RULE_OF = {
    "third_level": "pyramid_levels",
    "second_level": "scheme_second_level",
    "head_count": "pyramid_head_count",
    "entry_fee": "pyramid_entry_fee",
    "team_pay": "pyramid_team_pay",
    "virtual": "fake_trade",
    "prize_limit": "prize_limit",
}


def _blocked(document: dict[str, Any]) -> set[str]:
    scheme, issues = understood(document)
    assert not issues
    return {hit.rule.key for hit in judged(scheme) if hit.blocks}


def _wrong(seeds: range) -> list[int]:
    drawn = ((seed, case(seed)) for seed in seeds)
    return [
        seed
        for seed, c in drawn
        if _blocked(c.document) != {RULE_OF[reason] for reason in c.reasons}
    ]


def test_what_is_forbidden_is_refused_by_its_rule_and_nothing_legal_is() -> None:
    assert _wrong(range(800)) == []


@pytest.mark.full
def test_so_it_is_for_five_thousand_schemes() -> None:
    assert _wrong(range(5_000)) == []
    legal = sum(not case(seed).reasons for seed in range(5_000))
    assert 1_000 < legal < 4_000


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        ({"levels": 3}, "pyramid_levels"),
        ({"三级分销": True}, "pyramid_levels"),
        ({"commission": {"levels": [{"paid_to": "上级的上级的上级", "rate": "1%"}]}}, "pyramid_levels"),
        ({"rewards": [{"type": "commission", "level": 3, "rate": 0.02}]}, "pyramid_levels"),
        ({"payments": [{"on_sales_of": "整个团队", "rate": "3%"}]}, "pyramid_team_pay"),
        ({"rewards": [{"type": "headcount", "amount": 20}]}, "pyramid_head_count"),
        ({"levels": [{"level": 1, "on": "sign_up", "amount": 5}]}, "pyramid_head_count"),
        ({"entry": {"fee": 0, "purchase_required": 500}}, "pyramid_entry_fee"),
        ({"roles": [{"name": "代理", "commission": "10%", "加盟费": 300}]}, "pyramid_entry_fee"),
        ({"拼团": {"成团人数": 3, "虚拟成团": "30%"}}, "fake_trade"),
        ({"commission": "5%", "说明": "拉一个人进来奖励50元"}, "pyramid_head_count"),
    ],
)  # fmt: skip
def test_other_spellings_are_understood(document: dict[str, Any], rule: str) -> None:
    assert rule in _blocked(document)


@pytest.mark.parametrize(
    "document",
    [
        {"commission": {"rate": "10%", "levels": 1, "base": "paid"}, "entry_fee": 0, "team_pay": False},
        {"佣金": [{"层级": 1, "付给": "推荐人", "依据": "已付款订单", "比例": "10%"}], "入门费": "无"},
        {"brokerage_func_status": 0, "brokerage_level": 2, "uni_brokerage_price": 5},
        {"commission": {"direct": "10%", "indirect": 0}},
        {"commission": "8%", "entry_fee": {"enabled": False, "amount": 99}},
        {"store_brokerage_ratio": 10, "brokerage_level": 1, "store_brokerage_statu": 3, "store_brokerage_price": 500},
    ],
)  # fmt: skip
def test_what_is_legal_passes(document: dict[str, Any]) -> None:
    assert _blocked(document) == set()


@pytest.mark.parametrize(
    "document",
    [{"commission": "5%", "pyramid_plan": 3}, {"levels": [{"level": 1, "rate": "5%", "colour": "red"}]}, {"multi_level": True}],
)  # fmt: skip
def test_what_is_not_known_is_not_passed(document: dict[str, Any]) -> None:
    _, issues = understood(document)
    assert [issue.code for issue in issues] == ["scheme.unknown_setting"]


@pytest.mark.parametrize(
    "document",
    [{"commission": "plenty"}, {"entry_fee": -1}, {"payer": "nobody"}, {"levels": [{"level": "x", "rate": 1}]}],
)  # fmt: skip
def test_a_value_that_cannot_be_read_is_an_issue(document: dict[str, Any]) -> None:
    _, issues = understood(document)
    assert [issue.code for issue in issues] == ["scheme.unknown_value"]


@pytest.mark.parametrize("document", [None, [], "levels", 3, {}, {"name": "only a name"}])
def test_what_is_no_scheme_is_refused(document: object) -> None:
    with pytest.raises(LianyiError) as refused:
        understood(document)
    assert refused.value.code == "scheme.unreadable"


def test_an_exception_without_a_reason_is_an_issue() -> None:
    record = {"rule": "scheme_second_level", "reason": "", "owner": "李总", "day": "2026-11-01"}
    scheme, issues = understood({"levels": 2, "overrides": [record]})
    assert [issue.code for issue in issues] == ["compliance.override_incomplete"]
    assert any(hit.blocks for hit in judged(scheme))


def test_no_exception_lets_a_third_level_pass() -> None:
    record = {
        "rule": "pyramid_levels",
        "subject": "*",
        "reason": "上面同意",
        "owner": "李总",
        "day": "2026-11-01",
    }
    scheme, _ = understood({"levels": 3, "overrides": [record]})
    assert paid_levels(scheme) == 3
    assert [hit.rule.key for hit in judged(scheme) if hit.blocks] == ["pyramid_levels"]


def test_a_crossed_out_price_is_held_against_its_deals() -> None:
    deals = [{"day": "2026-11-20", "price": 89}, {"day": "2026-11-25", "price": 79}]
    claim = {"sku": "茶", "划线价": 89, "现价": 69, "日期": "2026-11-28", "deals": deals}
    assert _blocked({"prices": [claim]}) == {"scheme_crossed_out_price"}
    assert _blocked({"prices": [{**claim, "划线价": 79}]}) == set()


def test_warnings_name_what_is_doubtful() -> None:
    document = {
        "commission": {"1": "60%", "2": "50%"}, "self_purchase": True, "store_brokerage_price": 100,
        "prizes": [{"name": "A", "value": 10}, {"name": "B", "value": 1, "odds": "120%"}], "prices": [{"原价": 99}],
    }  # fmt: skip
    scheme, _ = understood(document)
    assert {hit.rule.key for hit in judged(scheme)} == {
        "scheme_second_level", "scheme_stacking", "scheme_pays_more_than_all", "scheme_spend_qualification",
        "scheme_prize_odds", "scheme_odds_above_one", "scheme_payer_unknown", "scheme_price_without_deals",
    }  # fmt: skip


_SCALARS = st.none() | st.booleans() | st.integers(-5, 200) | st.text(max_size=6) | st.floats(0, 2)
_KEYS = st.sampled_from(["levels", "佣金", "rate", "entry_fee", "level", "on", "prizes", "prices", "team", "x", "overrides", "payer", "who", "name"])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.recursive(_SCALARS, lambda s: st.lists(s, max_size=3) | st.dictionaries(_KEYS, s, max_size=3), max_leaves=12))  # fmt: skip
def test_no_document_breaks_the_reader(document: object) -> None:
    with contextlib.suppress(LianyiError):
        scheme, _ = understood(document)
        judged(scheme)
