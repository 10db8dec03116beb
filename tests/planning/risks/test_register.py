"""The register on one day: what fires, what nobody can tell, what is muted, and what the check says of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from lianyi.core.errors import LianyiError
from lianyi.planning.model.plan import Plan
from lianyi.planning.risks.check import check_risks
from lianyi.planning.risks.plain import standing_as_plain
from lianyi.planning.risks.register import Standing, standing
from lianyi.planning.verdict import check_plan
from lianyi.shop import Shop
from lianyi.shop.analysing import ShopData
from tests.planning.risks.small_shop import FALLEN_FROM, LAST, SILENT_FROM

FULL: dict[str, Any] = {"owner": "王岚", "fallback": [{"name": "发话题", "within_days": 1}]}
QUIET: dict[str, Any] = {"id": "quiet", "name": "社群安静", "trigger": {"preset": "community_falling"}, **FULL}  # fmt: skip


def plan(*risks: dict[str, Any], **more: Any) -> Plan:
    return Plan.model_validate({"risks": list(risks), **more})


def at(shop: Shop, *risks: dict[str, Any], day: date | None = None) -> Standing:
    return standing(plan(*risks), ShopData(shop), day)


def test_the_register_stands_on_the_last_whole_day(watched: Shop) -> None:
    found = at(watched, QUIET)
    states = {g.key: g.state for g in found.gauges}
    assert found.day == LAST
    assert states == {
        "quiet": "fired",
        "play_banned": "unknown",
        "creator_below": "fired",
        "refund_spike": "unknown",
        "stock_out": "unknown",
        "complaint_spike": "unknown",
        "promoter_concentration": "unknown",
    }
    assert found.gauge("quiet").since == SILENT_FROM
    assert [(a.head.preset, a.first) for a in found.open] == [
        ("creator_below", date(2026, 11, 13)),
        ("community_falling", SILENT_FROM),
    ]


def test_a_day_in_the_past_knows_nothing_of_later_ones(watched: Shop) -> None:
    before = at(watched, QUIET, day=SILENT_FROM - timedelta(days=1))
    assert before.gauge("quiet").state == "quiet"
    assert [a.head.preset for a in before.open] == ["creator_below"]
    assert at(watched, QUIET, day=date(2026, 11, 12)).gauge("creator_below").state == "quiet"


def test_what_was_not_imported_is_named_and_is_no_quiet_risk(watched: Shop) -> None:
    words = at(watched).gauge("complaint_spike").unknown
    assert words is not None
    assert words.zh == "还没有导入投诉"
    assert words.en == "Complaints not imported yet"


def own(compare: str, threshold: object, **more: Any) -> dict[str, Any]:
    trigger = {"metric": "orders_paid", "compare": compare, "threshold": threshold, **more}
    return {"id": "orders", "name": "订单下滑", "trigger": trigger, **FULL}


@pytest.mark.parametrize(
    ("risk", "state"),
    [
        (own("below", 6, days=2), "fired"),
        (own("below", 6, days=30), "watch"),
        (own("below", 2), "quiet"),
        (own("above", 100), "quiet"),
        (own("drop", "30%", baseline=8, days=3), "fired"),
        (own("drop", "30%", days=3), "fired"),
        (own("drop", "80%", days=3), "quiet"),
        (own("rise", "30%"), "quiet"),
        (own("below", "100元", metric="gmv_paid"), "quiet"),
        (own("below", "600元", metric="gmv_paid"), "fired"),
    ],
)
def test_a_trigger_of_the_plans_own(watched: Shop, risk: dict[str, Any], state: str) -> None:
    assert at(watched, risk).gauge("orders").state == state


def test_weekends_are_no_rise_and_days_before_the_fall_are_quiet(watched: Shop) -> None:
    saturday = FALLEN_FROM - timedelta(days=5)
    assert at(watched, own("rise", "15%"), day=saturday).gauge("orders").state == "quiet"
    assert at(watched, own("drop", "30%"), day=FALLEN_FROM - timedelta(days=1)).gauge("orders").state == "quiet"  # fmt: skip


@pytest.mark.parametrize(
    ("trigger", "code"),
    [
        ({"preset": "community_fallng"}, "risk.preset_unknown"),
        ({"metric": "orders_payd", "threshold": 1}, "metric.unknown"),
        ({"metric": "orders_paid"}, "risk.no_threshold"),
    ],
)
def test_a_trigger_that_cannot_be_asked_says_why_and_stops_no_other(watched: Shop, trigger: dict[str, Any], code: str) -> None:  # fmt: skip
    found = at(watched, {"id": "odd", "name": "怪", "trigger": trigger}, QUIET)
    assert found.gauge("odd").state == "unknown"
    assert code in str(found.gauge("odd").unknown)
    assert found.gauge("quiet").state == "fired"


def test_a_muted_risk_is_shown_and_raises_no_alert(watched: Shop) -> None:
    muted = {**QUIET, "muted_until": "2026-12-01"}
    found = at(watched, muted)
    assert found.gauge("quiet").is_muted
    assert [a.head.preset for a in found.open] == ["creator_below"]
    over = {**QUIET, "muted_until": "2026-11-01"}
    assert not at(watched, over).gauge("quiet").is_muted


def test_the_check_says_each_risk_and_what_it_lacks(watched: Shop) -> None:
    bare = {"id": "bare", "name": "空"}
    said = {v.key: v for v in check_risks(plan(QUIET, bare), ShopData(watched))}
    assert said["risk:quiet"].state == "fail"
    assert said["risk:quiet"].advice is not None
    assert "发话题" in said["risk:quiet"].advice.zh
    assert said["risk:bare"].state == "unknown"
    assert {k for k in said if k.startswith("risk:bare:")} == {"risk:bare:trigger", "risk:bare:owner", "risk:bare:fallback"}  # fmt: skip
    assert said["monitor:creator_below"].state == "remind"
    assert all(v.item.startswith("risks") for v in said.values())


def test_without_data_only_what_is_missing_is_said() -> None:
    assert [v.key for v in check_plan(plan({"id": "bare", "name": "空", **FULL}), None) if v.item == "risks.bare"] == ["risk:bare:trigger"]  # fmt: skip
    assert check_risks(Plan(), None) == []


def test_the_register_is_plain_with_its_evidence(watched: Shop) -> None:
    found = standing_as_plain(at(watched, QUIET), watched.calendar, days=14)
    quiet = found["risks"][0]
    assert found["counts"] == {"unknown": 5, "quiet": 0, "watch": 0, "fired": 2}
    assert quiet["evidence"]["series"][-1]["value"] == 0
    assert quiet["evidence"]["series"][-1]["state"] == "fired"
    assert len(quiet["evidence"]["series"]) == 14
    assert [t.zh for t in quiet["evidence"]["series"][2]["marks"]] == ["双11"]
    assert quiet["fallback"][0]["owner"] == "王岚"


def test_data_that_ended_leaves_nobody_able_to_tell(watched: Shop) -> None:
    soon, late = (at(watched, QUIET, day=LAST + timedelta(days=n)) for n in (3, 30))
    assert soon.gauge("quiet").state == "fired"
    assert late.gauge("quiet").state == "unknown"
    assert str(LAST) in str(late.gauge("quiet").unknown)


def test_an_unknown_risk_is_refused_by_name(watched: Shop) -> None:
    with pytest.raises(LianyiError, match=r"risk\.unknown"):
        at(watched).gauge("nope")
