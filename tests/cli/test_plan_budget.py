from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lianyi.cli.main import main
from tests.facts import lakes

PLAN = """
format: 1
goals: [{id: gmv, name: GMV做到190万}]
channels: [{id: dy, name: 抖音, platform: douyin}]
budget:
  approved: [{category: ads, amount: 1500}]
  lines:
    - {id: ads-9, category: ads, month: 2026-09, channel: dy, planned: 1000, goal: gmv, owner: 王岚}
    - {id: ads-10, category: ads, month: 2026-10, channel: dy, planned: 400, goal: gmv, owner: 王岚}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    where = lakes.workspace(tmp_path / "shop")
    rows: list[dict[str, Any]] = [
        {"day": "2026-09-05", "plan_no": "p1", "category": None, "spend_fen": 61_000},
        {"day": "2026-09-06", "plan_no": "p2", "category": "内容", "spend_fen": 1_250},
        {"day": "2026-10-02", "plan_no": "p1", "category": None, "spend_fen": 100},
    ]
    days = ("2026-09-01", "2026-10-10")
    lakes.add(where, "a", "2026-10-11 00:00:00", platform="douyin", days=days, spend=rows)
    lakes.stand(where, "a")
    (where.folder / "plan").mkdir()
    (where.folder / "plan" / "plan.yaml").write_text(PLAN, "utf-8")
    return where.folder


def test_a_month_adds_up_and_says_what_was_not_planned(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    found = _json(folder, capsys, "--period", "2026-09")
    assert (found["months"], found["as_of"], found["time_share"]) == (["2026-09"], "2026-09-30", 1)
    ads, content = found["rows"]
    assert (ads["key"], ads["planned_fen"], ads["spent_fen"], ads["left_fen"]) == (
        "ads",
        100_000,
        61_000,
        39_000,
    )
    assert content["unplanned"] and content["spent_fen"] == 1_250
    assert found["total"]["spent_fen"] == sum(a["fen"] for a in found["spent"]) == 62_250
    assert found["proposal"]["move"] is None and found["proposal"]["why"]


@pytest.mark.parametrize("axis", ["category", "channel", "goal", "month"])
def test_every_axis_has_the_same_total(folder: Path, capsys: pytest.CaptureFixture[str], axis: str) -> None:  # fmt: skip
    found = _json(folder, capsys, "--period", "2026-09", "--by", axis)
    assert found["total"]["spent_fen"] == 62_250 and found["by"] == axis


def test_by_month_all_months_of_the_plan_are_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    rows = _json(folder, capsys, "--by", "month")["rows"]
    assert [(r["key"], r["planned_fen"], r["spent_fen"]) for r in rows] == [
        ("2026-09", 100_000, 61_000),
        ("2026-09:unplanned", 0, 1_250),
        ("2026-10", 40_000, 100),
    ]


def test_the_page_is_written_for_people_in_both_languages(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    assert (
        main(["-C", str(folder), "plan", "budget", "--lang", "zh", "--period", "2026-09", "--rows"])
        == 0
    )
    zh = capsys.readouterr().out
    assert "2026年9月  时间过去100.0%  已花62.3%" in zh and "内容（未列入计划）" in zh
    assert "没有建议" in zh and "已花和已承诺的明细" in zh and "p2" in zh
    assert main(["-C", str(folder), "plan", "budget", "--lang", "en", "--period", "2026-09"]) == 0
    en = capsys.readouterr().out
    assert "Sep 2026" in en and "Content (not in the plan)" in en and "No proposal" in en


def test_the_check_of_the_plan_holds_the_budget(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    main(["-C", str(folder), "plan", "check", "--dry-run", "--json"])
    verdicts = {v["key"]: v for v in json.loads(capsys.readouterr().out)["verdicts"]}
    assert verdicts["budget:approved:ads"]["state"] == "pass"


def test_a_week_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(folder), "plan", "budget", "--lang", "zh", "--period", "2026-W37"]) != 0
    assert "预算按月看" in capsys.readouterr().err


def _json(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    assert main(["-C", str(folder), "plan", "budget", "--json", *more]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document
