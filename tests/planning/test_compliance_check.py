from __future__ import annotations

from typing import Any

from lianyi.planning.checks.compliance import check_compliance
from lianyi.planning.model.plan import Plan
from tests.planning.checks_by_hand import states

BAD = "转发三个群即可领券"


def _plan(brief: str, **more: Any) -> Plan:
    items = [{"id": "a", "name": "群公告", "brief": brief}]
    return Plan.model_validate({"content": {"items": items}, **more})


def test_an_inducement_to_share_in_a_brief_is_told_with_its_words_and_a_rewrite() -> None:
    [verdict] = check_compliance(_plan(BAD), None)
    assert verdict.state in ("fail", "remind")
    assert verdict.item == "content.items.a"
    assert "「" in verdict.words.zh
    assert verdict.facts["text"] in BAD
    assert verdict.advice is not None


def test_a_recorded_exception_is_shown_and_lowers_the_verdict() -> None:
    claim = "全网最低价"
    [plain, *_] = check_compliance(_plan(claim), None)
    record = {
        "rule": plain.facts["rule"],
        "reason": "引用竞品原话",
        "owner": "王岚",
        "day": "2026-09-14",
    }
    [excused, *_] = check_compliance(_plan(claim, overrides=[record]), None)
    assert excused.state == "remind"
    assert "王岚" in excused.words.zh


def test_a_clean_plan_is_told_to_have_been_read_and_not_blessed() -> None:
    [verdict] = check_compliance(_plan("这周讲三种辅食怎么做，有问题在群里问"), None)
    assert (verdict.key, verdict.state) == ("compliance:texts", "pass")
    assert "不构成法律意见" in verdict.words.zh
    assert states(check_compliance(Plan(), None)) == {}


class _Engine:
    def columns(self, view: str) -> tuple[str, ...]:
        return ("sku_code",) if view == "order_lines" else ()

    def rows(self, _sql: str, _params: object = ()) -> list[tuple[Any, ...]]:
        from datetime import date

        return [
            ("cup", date(2026, 9, 10), 5_800),
            ("cup", date(2026, 9, 12), 6_200),
            ("old", date(2026, 8, 1), 900),
        ]


class _Data:
    from datetime import date

    engine, today = _Engine(), date(2026, 9, 14)


def test_a_crossed_out_price_may_not_exceed_the_lowest_deal_of_seven_days() -> None:
    ladder = [{"sku": s, "list": p} for s, p in (("cup", 79), ("old", 9), ("new", 5))]
    found = check_compliance(Plan.model_validate({"products": {"ladder": ladder}}), _Data())  # type: ignore[arg-type]  # only what the check asks
    assert states(found) == {
        "price:cup:crossed-out": "remind",
        "price:old:crossed-out": "pass",
        "price:new:crossed-out": "unknown",
    }
    assert "¥58.00" in found[0].words.zh
