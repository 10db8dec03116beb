from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from lianyi.analyses.result import Interval, Result
from lianyi.analyses.result import Number as Found
from lianyi.core.calendar.period_text import parse_period
from lianyi.core.calendar.periods import Period, between
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.result import MetricResult
from lianyi.planning.campaigns.known import Run, known_campaigns
from lianyi.planning.model.plan import Plan
from lianyi.reports.archive import archive
from lianyi.reports.blocks.campaign.case import Action
from lianyi.reports.document import Document, Table, numbers_of
from lianyi.reports.registry import REPORTS
from lianyi.reports.render.html import render_html
from lianyi.reports.render.text import render_text
from lianyi.reports.render.xlsx import render_xlsx
from tests.reports.test_numbers_can_be_asked_again import Source

CAMPAIGN: dict[str, Any] = {
    "id": "d11",
    "name": "双11",
    "kind": "大促",
    "from_day": "2026-11-09",
    "to_day": "2026-11-15",
    "owner": "张敏",
    "goals": ["gmv", "orders"],
    "budget": [{"category": "ads", "amount": 200}, {"category": "kol", "amount": 100}],
    "phases": [
        {
            "kind": "burst",
            "from_day": "2026-11-09",
            "to_day": "2026-11-15",
            "tasks": [
                {
                    "id": "a",
                    "name": "备货",
                    "owner": "何川",
                    "due": "2026-11-09",
                    "done": "2026-11-10",
                },
                {"id": "b", "name": "复盘", "owner": "张敏", "due": "2026-11-15"},
            ],
        }
    ],
}
EARLIER = {"id": "old", "name": "秋上新", "kind": "大促", "from_day": "2026-11-02", "to_day": "2026-11-08"}  # fmt: skip
GOALS = [
    {"id": "gmv", "name": "GMV 2000元", "metric": "gmv_paid", "target": 2000, "owner": "王岚"},
    {"id": "orders", "name": "20单", "metric": "orders_paid", "target": 20, "owner": "周宁"},
]


@dataclass
class Review(Source):
    """The hand-written shop, about one campaign of a plan."""

    document: dict[str, Any] = field(default_factory=lambda: {"goals": GOALS, "campaigns": [EARLIER, CAMPAIGN]})  # fmt: skip
    key: str = "d11"
    today: date = date(2026, 11, 17)
    known_to: date = date(2026, 11, 16)
    result: Result | None = None

    @property
    def plan(self) -> Plan | None:
        return Plan.model_validate(self.document)

    @property
    def runs(self) -> Sequence[Run]:
        return known_campaigns(self.plan, None)

    @property
    def run(self) -> Run:
        return next(run for run in self.runs if run.key == self.key)

    def spread(self) -> Result | None:
        return self.result

    def actions(self) -> Sequence[Action]:
        return [Action("双11 换主推品", "陈曦", date(2026, 11, 20), None)]


def built(source: Review | None = None, period: Period | None = None) -> Document:
    source = source or Review()
    return REPORTS.get("campaign").build(source, period or source.run.period, "zh")


def table(document: Document, block: str, key: str) -> list[list[str]]:
    found = document.block(block)
    assert found is not None
    part = next(p for p in found.parts if isinstance(p, Table) and p.key == key)
    return [[_text(cell) for cell in row.cells] for row in part.rows]


def _text(cell: Any) -> str:
    from lianyi.reports.render.text import cell_text

    return cell_text(cell, "zh")


def test_goals_stand_with_actual_and_completion() -> None:
    rows = table(built(), "goals", "goals")
    # GMV of 2026-W46 is 2,050 of 2,000; 17 orders of 20.
    assert rows[0][2:6] == ["¥2,000", "¥2,050", "102.5%", "¥2,050"]
    assert rows[1][2:6] == ["20", "17", "85.0%", "17"]


def test_every_answer_can_be_asked_again_with_its_campaign() -> None:
    source = Review()
    runs = {run.key: run for run in source.runs}
    answered = [n for n in numbers_of(built(source)) if not n.derived]
    assert len(answered) > 30 and any(n.campaign == "old" for n in answered)
    for number in answered:
        marks = runs[number.campaign].limits if number.campaign else None
        query = MetricQuery((number.metric,), parse_period(number.period), where=number.where or None, campaign=marks)  # fmt: skip
        assert source.ask(query).rows[0][number.metric] == number.value, number


def test_the_last_of_its_kind_is_compared_and_the_range_says_from_how_many_runs() -> None:
    rows = {row[0]: row[1:] for row in table(built(), "history", "history")}
    # 11-02 to 11-08: D10 160, D11 140, Y7 210, Y8 90, X4 130, P4 60.
    assert rows["支付GMV"] == ["¥2,050", "¥790", "▲159.5%", "¥790（1次）"]
    assert rows["净成交"][2] == "—"  # refunds are still coming in: compared when they are complete


def test_the_first_of_its_kind_says_so_and_shows_no_range() -> None:
    document = built(Review(document={"goals": GOALS, "campaigns": [CAMPAIGN]}))
    text = render_text(document)
    assert "没有更早的同类活动" in text and "过去同类" not in text
    assert table(document, "history", "history")[0] == ["支付GMV", "¥2,050"]


def test_a_campaign_of_the_facts_has_no_goals_and_no_tasks() -> None:
    source = Review(key="2026 双11", document={})
    run = Run("2026 双11", "2026 双11", "大促", between(date(2026, 11, 9), date(2026, 11, 15)))

    class Imported(Review):
        @property
        def runs(self) -> Sequence[Run]:
            return (run,)

    document = built(Imported(key=source.key, document={}))
    assert document.block("goals") is None and document.block("phases") is None
    assert "¥2,050" in render_text(document)


def test_tasks_stand_with_how_late_they_are() -> None:
    rows = table(built(), "phases", "phases")
    assert rows[0][1:5] == ["备货", "何川", "11-09", "完成 · 晚1天"]
    assert rows[1][4] == "没做完 · 逾期2天"


def test_money_planned_and_spent_adds_up_by_category() -> None:
    rows = table(built(), "cost", "budget")
    assert [row[:3] for row in rows] == [
        ["KOL", "¥100", "¥50"],
        ["广告", "¥200", "¥240"],
        ["合计", "¥300", "¥290"],
    ]


def test_findings_are_what_numbers_and_tasks_say_with_somebody_to_mend_them() -> None:
    text = render_text(built())
    assert "目标「GMV 2000元」完成102.5%" in text
    assert "目标「20单」只完成85.0%" in text
    todo = table(built(), "findings", "todo")
    assert ["双11 换主推品", "陈曦", "11-20"] in todo
    assert ["做完「复盘」", "张敏", "—"] in todo


def test_a_running_campaign_is_compared_over_as_many_days_and_its_goals_are_not_judged() -> None:
    source = Review(today=date(2026, 11, 12), known_to=date(2026, 11, 11))
    document = built(source)
    text = render_text(document)
    assert "到11-11为止" in text and "只完成" not in text
    assert document.base_period == "2026-11-02..2026-11-04"


def test_a_campaign_ahead_shows_the_plan_and_the_past() -> None:
    ahead = {**CAMPAIGN, "id": "next", "name": "双12", "from_day": "2026-12-01", "to_day": "2026-12-12"}  # fmt: skip
    document = built(Review(key="next", document={"goals": GOALS, "campaigns": [EARLIER, CAMPAIGN, ahead]}))  # fmt: skip
    rows = table(document, "history", "history")
    assert rows[0] == ["支付GMV", "¥2,050", "¥790~¥2,050（2次）"]
    assert document.block("funnel") is None and "还没有结果" in render_text(document)


def test_a_step_that_only_one_side_can_tell_has_no_rate() -> None:
    campaign = {**CAMPAIGN, "products": ["ZN"]}
    document = built(Review(document={"campaigns": [campaign]}))
    rows = {row[0]: row for row in table(document, "funnel", "funnel")}
    assert rows["支付买家数"][1] == "2" and rows["支付买家数"][2] == "n/a"
    assert "「流量日」的数据里分不出活动的商品" in render_text(document)


def test_spread_stands_with_and_without_the_suspicious() -> None:
    def number(key: str, value: float | None, unit: Any = "number") -> Found:
        around = Interval(0.31, 0.46) if key == "k_factor" else None
        return Found(key, Text(key, key), value, unit, around)

    result = Result(
        analysis="virality",
        definition="virality@v1",
        options={},
        numbers=(
            number("k_factor", 0.38),
            number("k_without_suspicious", 0.35),
            number("suspicious_people", 3, "count"),
            number("cost_per_valid_fen", None, "money"),
        ),
    )
    source = WithoutEstimates(result=result)
    rows = {row[0]: row[1:] for row in table(built(source), "spread", "spread")}
    assert rows["k_factor"][:2] == ["0.38", "0.31~0.46"]
    assert rows["suspicious_people"][0] == "3" and rows["cost_per_valid_fen"][0] == "n/a"


class WithoutEstimates(Review):
    """A review whose source answers what SQL counts only: estimates need a whole shop."""

    def ask(self, query: MetricQuery) -> MetricResult:
        known = tuple(k for k in query.keys if k not in ("k_factor", "cycle_days"))
        return super().ask(replace(query, keys=known or ("gmv_paid",)))


def test_two_builds_are_equal_in_every_format_and_the_archive_knows_the_campaign() -> None:
    first, second = built(), built()
    assert render_html(first) == render_html(second)
    assert render_xlsx(first) == render_xlsx(second)
    assert 'data-campaign="d11"' in render_html(first) and first.about == "d11"
    kept = archive(first)["numbers"]
    assert {n.get("campaign") for n in kept} >= {"d11", "old"}


def test_a_source_without_a_campaign_is_refused() -> None:
    with pytest.raises(LianyiError) as refused:
        REPORTS.get("campaign").build(Source(), parse_period("2026-W46"), "zh")
    assert refused.value.code == "report.campaign_missing"
