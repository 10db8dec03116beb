from __future__ import annotations

from datetime import date

import pytest

from lianyi.compliance.checking import check_text
from lianyi.compliance.overrides import Override, with_overrides
from lianyi.core.errors import LianyiError

DAY = date(2026, 11, 1)


def _record(rule: str, subject: str = "*", owner: str = "李总") -> Override:
    return Override(rule, subject, "有检测报告", owner, DAY)


def test_an_exception_of_the_owner_lowers_a_block_to_a_note() -> None:
    hits, unused = with_overrides(
        check_text("全国最好的茶"), [_record("superlative", "全国最好")], ["李总"]
    )
    assert [(h.level, h.blocks) for h in hits] == [("note", False)] and unused == []


def test_a_block_takes_no_exception_from_anybody_else() -> None:
    record = _record("superlative", owner="小王")
    hits, unused = with_overrides(check_text("全国最好的茶"), [record], ["李总"])
    assert hits[0].blocks and unused == [record]


def test_what_is_plainly_forbidden_takes_no_exception() -> None:
    record = _record("pyramid_levels")
    hits, unused = with_overrides(check_text("三级分销佣金5%"), [record])
    assert any(h.blocks for h in hits) and unused == [record]


def test_a_record_for_another_place_changes_nothing() -> None:
    record = _record("superlative", "别的句子")
    hits, unused = with_overrides(check_text("全国最好的茶"), [record])
    assert hits[0].blocks and unused == [record]


@pytest.mark.parametrize("lacking", range(4))
def test_an_incomplete_record_is_refused(lacking: int) -> None:
    values = ["superlative", "*", "有检测报告", "李总"]
    values[lacking] = " "
    rule, subject, reason, owner = values
    with pytest.raises(LianyiError) as refused:
        Override(rule, subject, reason, owner, DAY)
    assert refused.value.code == "compliance.override_incomplete"
