from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lianyi.core.calendar.periods import between
from lianyi.core.errors import LianyiError
from lianyi.planning.campaigns.known import (
    Run,
    find_campaign,
    known_campaigns,
    last_of_its_kind,
    of_its_kind,
    planned_run,
)
from lianyi.planning.model.plan import Plan


class Facts:
    """An engine with a table of campaigns and nothing else."""

    def __init__(self, *rows: tuple[Any, ...]) -> None:
        self._rows = list(rows)

    def columns(self, view: str) -> tuple[str, ...]:
        return ("campaign", "kind", "from_day", "to_day", "owner", "budget_fen") if view == "campaigns" else ()  # fmt: skip

    def rows(self, sql: str, params: object = ()) -> list[tuple[Any, ...]]:
        return self._rows


def run(name: str, year: int, kind: str = "大促", month: int = 11, day: int = 1) -> Run:
    return Run(f"{year} {name}", f"{year} {name}", kind, between(date(year, month, day), date(year, month, day + 9)))  # fmt: skip


def planned(**more: Any) -> dict[str, Any]:
    return {"id": "d11", "name": "双11", "from_day": "2026-11-01", "to_day": "2026-11-11", **more}


def test_a_campaign_of_the_plan_and_of_the_facts_is_one() -> None:
    plan = Plan.model_validate({"campaigns": [planned()]})
    facts = Facts(
        ("2026 双11", "大促", date(2026, 10, 28), date(2026, 11, 11), None, None),
        ("2025 双11", "大促", date(2025, 10, 28), date(2025, 11, 11), "张敏", 100),
    )
    found = known_campaigns(plan, facts)  # type: ignore[arg-type]  # only what is asked for
    assert [r.key for r in found] == ["2025 双11", "d11"]
    assert (found[0].budget_fen, found[0].owner) == (100, "张敏")
    assert known_campaigns(None, None) == ()


def test_ids_of_the_plan_become_what_the_facts_say() -> None:
    plan = Plan.model_validate(
        {
            "campaigns": [
                planned(channels=["live", "dy", "其他"], contents=["n1"], codes=["K", "K"])
            ],
            "channels": [
                {"id": "live", "name": "直播间", "codes": ["douyin/live"], "platform": "douyin"},
                {"id": "dy", "name": "抖音", "platform": "douyin"},
            ],
            "content": {"items": [{"id": "n1", "name": "开箱"}]},
        }
    )
    marks = planned_run(plan.campaigns[0], plan).limits
    assert marks.channels == ("douyin/live", "douyin", "其他")
    assert marks.contents == ("n1", "开箱") and marks.codes == ("K",)


def test_a_budget_that_nobody_wrote_is_no_zero() -> None:
    plan = Plan.model_validate(
        {
            "campaigns": [
                planned(),
                planned(id="b", budget=[{"category": "ads", "amount": 100}, {"category": "kol", "amount": "0.5"}]),
            ]
        }
    )  # fmt: skip
    assert [planned_run(c, plan).budget_fen for c in plan.campaigns] == [None, 10_050]


def test_a_campaign_is_found_by_id_by_name_and_the_latest_of_several() -> None:
    runs = [run("双11", 2024), run("双11", 2025)]
    assert find_campaign(runs, " 2025 双11 ").period.start.year == 2025
    twins = [Run("a", "大促", "", runs[0].period), Run("b", "大促", "", runs[1].period)]
    assert find_campaign(twins, "大促").key == "b"
    assert find_campaign([Run("Double11", "x", "", runs[0].period)], "double11").key == "Double11"
    with pytest.raises(LianyiError) as refused:
        find_campaign(runs, "双12")
    assert refused.value.code == "campaign.unknown" and "2025 双11" in str(refused.value)


def test_of_its_kind_are_those_that_were_over_before_it_began() -> None:
    this = run("双11", 2026)
    runs = [run("双11", 2025), run("618", 2026, month=6), this, run("年货节", 2027), run("开学", 2025, kind="主题")]  # fmt: skip
    assert [r.name for r in of_its_kind(runs, this)] == ["2025 双11", "2026 618"]
    still = Run("x", "x", "大促", between(date(2026, 10, 30), date(2026, 11, 3)))
    assert still not in of_its_kind([*runs, still], this)


def test_its_own_last_time_is_compared_before_a_later_one_of_the_kind() -> None:
    this = run("双11", 2026)
    last = last_of_its_kind([run("双11", 2025), run("618", 2026, month=6), this], this)
    assert last is not None and last.name == "2025 双11"
    other = last_of_its_kind([run("618", 2025, month=6), run("618", 2026, month=6)], this)
    assert other is not None and other.name == "2026 618"
    assert last_of_its_kind([this], this) is None


def test_without_a_kind_only_the_same_name_is_of_its_kind() -> None:
    this = run("会员日", 2026, kind="")
    found = of_its_kind([run("会员日", 2025, kind=""), run("店庆", 2025, kind="")], this)
    assert [r.name for r in found] == ["2025 会员日"]
