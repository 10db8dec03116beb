"""Natural against paid: what the export tells, what is only calculated, and what adds up to nothing sensible."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lianyi.analyses.result import Result
from lianyi.core.errors import LianyiError
from tests.analyses.small_workspace import asking, workspace
from tests.analyses.test_aggregate_funnel import NINTH, TENTH, Counts, day, run

ELEVENTH = date(2026, 11, 11)


def split(*rows: dict[str, Any], **tables: Any) -> Counts:
    return Counts({"traffic_days": list(rows), "shop_days": [day(NINTH, buyers=1)], **tables})


def visitors(result: Result, table: str = "split") -> dict[str, Any]:
    return next(r for r in result.table(table).dicts() if r["measure"] == "visitors")


def test_what_the_platform_tells_apart_is_taken_as_told() -> None:
    data = split(day(NINTH, source="自然流量", visitors=60), day(NINTH, source="付费流量", visitors=40), day(NINTH, visitors=100))  # fmt: skip
    result = run("source-split", data)
    row = visitors(result)
    assert (row["natural"], row["paid"], row["natural_calculated"], row["paid_calculated"]) == (60, 40, 0, 0)  # fmt: skip
    assert (row["natural_share"], row["leverage"]) == (0.6, 1.5)
    assert result.number("natural_share_visitors").value == 0.6
    assert "calculated" not in {w.code for w in result.warnings}
    assert result.explain("zh") == "平台口径：访客（观看人数）里自然占60.0%（自然60，付费40）。"


def test_paid_from_the_whole_less_the_natural_is_marked_as_a_calculation() -> None:
    data = split(day(NINTH, source="自然", visitors=70), day(NINTH, visitors=100), day(TENTH, source="自然", visitors=10), day(TENTH, source="付费", visitors=20))  # fmt: skip
    result = run("source-split", data, by="day")
    row = visitors(result)
    assert (row["natural"], row["paid"], row["paid_calculated"]) == (80, 20, 30)
    (said,) = [w.text.zh for w in result.warnings if w.code == "calculated"]
    assert said.startswith("有1行") and "不是平台归因" in said
    assert result.explain("zh").endswith("付费50，其中30是算出来的）。")
    parts = {r["group"]: r["paid_calculated"] for r in result.table("parts").dicts()}
    assert parts == {"2026-11-09": 30, "2026-11-10": 0}


def test_the_whole_of_a_live_day_is_what_its_sessions_counted() -> None:
    data = split(day(NINTH, "live", "自然", visitors=600, page_views=900))
    rows = {r["measure"]: r for r in run("source-split", data).table("split").dicts()}
    # The session of that day had 1,000 viewers and 2,000 views.
    assert (rows["visitors"]["paid_calculated"], rows["page_views"]["paid_calculated"]) == (400, 1_100)  # fmt: skip


def test_parts_beyond_the_whole_are_named_and_left_out() -> None:
    data = split(day(NINTH, source="自然", visitors=120), day(NINTH, visitors=100), day(TENTH, source="自然", visitors=5), day(TENTH, source="付费", visitors=5))  # fmt: skip
    result = run("source-split", data)
    assert (visitors(result)["natural"], visitors(result)["paid"]) == (5, 5)
    first = result.warnings[0]
    assert (first.code, first.loud) == ("more_than_whole", True) and "2026-11-09" in first.text.zh


def test_what_is_not_split_stays_outside_and_is_said() -> None:
    data = split(day(NINTH, source="自然", visitors=6), day(NINTH, source="付费", visitors=4), day(ELEVENTH, visitors=1_234))  # fmt: skip
    result = run("source-split", data)
    assert visitors(result)["natural_share"] == 0.6
    (said,) = [w.text.en for w in result.warnings if w.code == "not_split"]
    assert said.startswith("1,234 of Visitors (viewers) is not split")


def test_all_carriers_and_each_of_them_are_not_added() -> None:
    rows = [day(NINTH, carrier, source, visitors=n) for carrier, source, n in (("unknown", "自然", 50), ("unknown", "付费", 50), ("live", "自然", 30), ("live", "付费", 10))]  # fmt: skip
    assert visitors(run("source-split", split(*rows)))["natural"] == 50
    only_parts = [*rows[2:], day(NINTH, visitors=100)]
    assert visitors(run("source-split", split(*only_parts)))["natural"] == 30


def test_hours_with_advertising_are_no_source() -> None:
    data = split(day(NINTH, source="投放时段", visitors=40), day(NINTH, source="非投放时段", visitors=60), day(NINTH, visitors=100))  # fmt: skip
    with pytest.raises(LianyiError) as refusal:
        run("source-split", data)
    assert refusal.value.code == "source_split.not_told"


def test_money_stands_apart_from_counts() -> None:
    deals = [day(NINTH, source="自然", paid_fen=30_000), day(NINTH, source="付费", paid_fen=10_000)]
    result = run("source-split", split(day(NINTH, source="自然", visitors=0), day(NINTH, source="付费", visitors=0), shop_days=deals))  # fmt: skip
    (money,) = result.table("split_money").dicts()
    assert (money["natural"], money["natural_share"]) == (30_000, 0.75)
    assert visitors(result)["natural_share"] is None and result.number("natural_share_visitors").why
    assert result.chart("en")["series"][0]["data"]


def test_a_shop_without_a_split_or_without_traffic_is_refused() -> None:
    with pytest.raises(LianyiError) as refusal:
        run("source-split", Counts())
    assert refusal.value.code == "source_split.not_told"
    data = Counts()
    data.engine.coverage = [r for r in data.engine.coverage if r[0] == "orders"]
    with pytest.raises(LianyiError) as refusal:
        run("source-split", data)
    assert refusal.value.code == "run.missing_source"


def test_the_command_line_answers_from_an_imported_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"day": "2026-11-01", "source": s, "visitors": n} for s, n in (("自然", 75), (None, 100))]  # fmt: skip
    folder = workspace(tmp_path, monkeypatch, [("2026-11-01",)], traffic_days=rows)
    found = asking(folder, capsys)("source-split", "--by", "store")
    assert found["rows"][0]["paid_calculated"] == 25 and found["claimed_by"] == "platform"
    assert found["tables"]["parts"][0]["group"] == "youzan/main"
