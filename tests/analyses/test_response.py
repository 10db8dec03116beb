from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from lianyi.analyses.declaration import make
from lianyi.analyses.result import Result
from lianyi.core.errors import LianyiError
from lianyi.simulation.planted.response import ResponseTruth
from lianyi.simulation.planted.response import weeks as planted_weeks
from tests.analyses.plain_files import PlainFiles
from tests.analyses.small_workspace import asking, workspace
from tests.conftest import SHARED_DATA
from tests.stats.response_planted import planted

Array = npt.NDArray[Any]
FIRST = date(2023, 1, 2)
PYMC = SHARED_DATA / "pymc_marketing" / "mmm_example.csv.gz"
ROBYN = SHARED_DATA / "robyn_mmm" / "dt_simulated_weekly.csv.gz"
DRAWS = 60


def _written(path: Path, columns: Mapping[str, Any], step_days: int = 7) -> Path:
    with path.open("w", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["week", *columns])
        for n, values in enumerate(zip(*columns.values(), strict=True)):
            rows.writerow([FIRST + timedelta(days=step_days * n), *values])
    return path


def _asked(path: Path, **options: Any) -> Result:
    return make("response", {"file": path, "draws": DRAWS, **options}).run(PlainFiles())


def _planted_columns(seed: int = 2, weeks: int = 120, noise: float = 0.15) -> dict[str, Any]:
    data = planted(seed, weeks, noise)
    return {"sales": data.sales, "tv_spend": data.spend[0], "search_spend": data.spend[1]}


def _codes(result: Result) -> set[str]:
    return {w.code for w in result.warnings}


def test_planted_parameters_lie_in_their_intervals_and_the_answer_says_so(tmp_path: Path) -> None:
    result = _asked(_written(tmp_path / "weekly.csv", _planted_columns()))
    found = result.extra["parameters"]
    for name, alpha, shape, beta in (("tv_spend", 0.4, 4.0, 3.0), ("search_spend", 0.2, 3.0, 2.0)):
        for key, true in (("alpha", alpha), ("lambda", shape), ("beta", beta)):
            assert found[name][key]["low"] <= true <= found[name][key]["high"]
    assert result.rows()[0]["verdict"] == "told"
    assert result.number("fit_r2").value > 0.9  # type: ignore[operator]  # it is there
    assert "「tv_spend」" in result.explain("en") or "「search_spend」" in result.explain("en")


def test_what_the_synthetic_shop_plants_comes_back(tmp_path: Path) -> None:
    truth = ResponseTruth()
    made = planted_weeks(np.random.default_rng(1), truth, 130)
    columns = {"销售额": made.sales, **{f"{c}花费": made.spend[n] for n, c in enumerate(truth.channels)}}  # fmt: skip
    result = make("response", {"file": _written(tmp_path / "weekly.csv", columns)}).run(PlainFiles())  # fmt: skip
    held, rows = 0, {r["channel"]: r for r in result.table("parameters").dicts()}
    for n, channel in enumerate(truth.channels):
        found = result.extra["parameters"][f"{channel}花费"]
        pairs = {"alpha": truth.carry[n], "scale": truth.scale_yuan[n], "beta": truth.most_yuan[n]}
        held += sum(found[k]["low"] <= true <= found[k]["high"] for k, true in pairs.items())
        row = rows[f"{channel}花费"]
        held += row["brought_low"] <= made.brought[n] <= row["brought_high"]
    assert held >= 11


def test_the_next_unit_is_the_slope_of_the_curve_where_spend_is_now(tmp_path: Path) -> None:
    result = _asked(_written(tmp_path / "weekly.csv", _planted_columns()))
    row, found = result.rows()[0], result.extra["parameters"]["tv_spend"]
    beta, shape = found["beta"]["value"], found["lambda"]["value"]
    largest = max(_planted_columns()["tv_spend"])
    at = row["present"] / largest
    by_hand = beta * shape / 2 / largest * (1 - np.tanh(shape * at / 2) ** 2)
    assert row["next_unit"] == pytest.approx(by_hand, rel=1e-6)


def test_a_split_sums_to_the_budget_and_stays_within_limits(tmp_path: Path) -> None:
    path = _written(tmp_path / "weekly.csv", _planted_columns())
    result = _asked(path, budget=1, bounds=("tv_spend=0.1:0.9", "search_spend=0:0.3"))
    rows = result.table("split").dicts()
    assert sum(r["suggested"] for r in rows) == pytest.approx(1)
    assert all(r["low"] - 1e-9 <= r["suggested"] <= r["high"] + 1e-9 for r in rows)
    assert {r["limit"] for r in rows} <= {"", "low", "high"}
    gain = result.number("split_gain")
    assert gain.interval is not None
    assert gain.value is not None
    assert gain.value >= 0


def test_limits_that_the_budget_cannot_meet_are_refused(tmp_path: Path) -> None:
    path = _written(tmp_path / "weekly.csv", _planted_columns())
    with pytest.raises(LianyiError, match=r"response.budget_outside"):
        _asked(path, budget=100)
    for wrong in ("tv_spend", "radio=0:1", "tv_spend=3:1", "tv_spend=a:b"):
        with pytest.raises(LianyiError, match=r"response.bounds_unreadable"):
            _asked(path, bounds=(wrong,))


def test_spend_that_never_changes_is_not_estimated(tmp_path: Path) -> None:
    columns = _planted_columns()
    columns["rent_spend"], columns["idle_spend"] = [100] * 120, [0] * 120
    result = _asked(_written(tmp_path / "weekly.csv", columns))
    verdicts = result.extra["verdicts"]
    assert (verdicts["rent_spend"], verdicts["idle_spend"]) == ("constant", "no_spend")
    assert {"spend_constant", "no_spend"} <= _codes(result)
    assert {r["channel"]: r["next_unit"] for r in result.rows()}["rent_spend"] is None


def test_a_channel_without_effect_cannot_be_told_and_keeps_its_spend(tmp_path: Path) -> None:
    columns = _planted_columns()
    columns["poster_spend"] = np.random.default_rng(5).gamma(2, 1, 120)
    result = _asked(_written(tmp_path / "weekly.csv", columns))
    assert result.extra["verdicts"]["poster_spend"] == "effect_unsure"
    row = result.table("split").dicts()[2]
    assert row["channel"] == "poster_spend"
    assert row["suggested"] == pytest.approx(row["present"])
    assert row["limit"] == "both"
    assert "「poster_spend」" in result.explain("zh")


def test_channels_that_move_together_are_named(tmp_path: Path) -> None:
    columns = _planted_columns()
    noise = np.random.default_rng(6).normal(0, 0.02, 120)
    columns["search_spend"] = np.maximum(columns["tv_spend"] * 0.5 + noise, 0)
    result = _asked(_written(tmp_path / "weekly.csv", columns))
    said = next(w for w in result.warnings if w.code == "spends_together")
    assert said.loud
    assert "「tv_spend」" in said.text.zh
    assert "「search_spend」" in said.text.zh


def test_spend_that_answers_sales_is_noticed(tmp_path: Path) -> None:
    rng = np.random.default_rng(7)
    sales = 100 + rng.normal(0, 10, 130)
    after = np.r_[50, sales[:-1] * 0.5 + rng.normal(0, 2, 129)]
    late = _asked(_written(tmp_path / "late.csv", {"sales": sales, "ads_spend": after}))
    assert "spend_follows_sales" in _codes(late)
    same = _asked(_written(tmp_path / "same.csv", {"sales": sales, "ads_spend": sales * 0.2 + rng.normal(0, 0.5, 130)}))  # fmt: skip
    assert "spend_in_step" in _codes(same)


def test_spend_that_is_the_season_is_noticed(tmp_path: Path) -> None:
    columns = _planted_columns()
    turn = 2 * np.pi * np.arange(120) * 7 / 365.25
    columns["tv_spend"] = 2 + np.sin(turn) + np.random.default_rng(8).normal(0, 0.1, 120)
    assert "spend_with_season" in _codes(_asked(_written(tmp_path / "weekly.csv", columns)))


def test_a_short_series_is_refused_and_a_young_one_warned_about(tmp_path: Path) -> None:
    with pytest.raises(LianyiError, match=r"response.not_yet"):
        _asked(_written(tmp_path / "short.csv", _planted_columns(weeks=15)))
    assert "history_short" in _codes(_asked(_written(tmp_path / "young.csv", _planted_columns(weeks=60))))  # fmt: skip


def test_nothing_that_varies_is_refused(tmp_path: Path) -> None:
    flat = {"sales": np.arange(40), "tv_spend": [5] * 40}
    with pytest.raises(LianyiError, match=r"response.nothing_varies"):
        _asked(_written(tmp_path / "flat.csv", flat))


def test_days_are_summed_to_whole_weeks(tmp_path: Path) -> None:
    # 2023-01-02 is a Monday; 150 days are 21 weeks and three days.
    spend = np.random.default_rng(9).gamma(2, 1, 150)
    columns = {"sales": 5 + spend, "ad_cost": spend}
    result = _asked(_written(tmp_path / "daily.csv", columns, step_days=1))
    assert result.sizes["weeks"] == 21
    assert "summed_to_weeks" in _codes(result)
    assert result.rows()[0]["spend"] == pytest.approx(spend[:147].sum())


def test_missing_weeks_blank_cells_and_words_are_seen(tmp_path: Path) -> None:
    columns = {k: list(v) for k, v in _planted_columns().items()}
    columns["sales"][-1], columns["tv_spend"][3] = "", ""
    columns["events"] = ["na"] * 60 + ["618"] * 5 + ["na"] * 55
    columns["visitors"] = list(range(120))
    path = _written(tmp_path / "weekly.csv", columns)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:40], *lines[42:]]) + "\n")
    result = _asked(path)
    assert {"blank_sales", "blank_spend", "weeks_missing", "columns_unused"} <= _codes(result)
    assert result.extra["model"]["controls"] == ["events=618"]
    assert result.sizes["weeks"] == 117


@pytest.mark.parametrize(("column", "value"), [("sales", "much"), ("tv_spend", "-3"), ("tv_spend", "x")])  # fmt: skip
def test_a_cell_that_is_no_number_is_named_with_its_row(tmp_path: Path, column: str, value: str) -> None:  # fmt: skip
    columns = {k: list(v) for k, v in _planted_columns(weeks=40).items()}
    columns[column][4] = value
    with pytest.raises(LianyiError) as refused:
        _asked(_written(tmp_path / "weekly.csv", columns))
    assert refused.value.code == "run.cell_unreadable"
    assert refused.value.facts["row"] == 6


def test_days_and_months_in_either_order_are_read(tmp_path: Path) -> None:
    columns = _planted_columns(weeks=60)
    first = _asked(_written(tmp_path / "weekly.csv", columns))
    for name, order in (("us.csv", "{m}/{d}/{y}"), ("uk.csv", "{d}/{m}/{y}"), ("plain.csv", "{y}{m:02}{d:02}")):  # fmt: skip
        path = _written(tmp_path / name, columns)
        header, *lines = path.read_text().splitlines()
        dated = [line.split(",", 1) for line in lines]
        days = [date.fromisoformat(d) for d, _ in dated]
        rows = [f"{order.format(y=d.year, m=d.month, d=d.day)},{rest}" for d, (_, rest) in zip(days, dated, strict=True)]  # fmt: skip
        path.write_text("\n".join([header, *rows]) + "\n")
        assert _asked(path).period == first.period


def test_a_file_without_spend_or_with_a_wrong_name_is_refused(tmp_path: Path) -> None:
    path = _written(tmp_path / "weekly.csv", {"sales": range(40), "visitors": range(40)})
    with pytest.raises(LianyiError, match=r"response.no_channels"):
        _asked(path)
    with pytest.raises(LianyiError, match=r"run.column_missing"):
        _asked(path, channels=("tv",))


@pytest.mark.skipif(not PYMC.exists(), reason="the public data is not beside this clone")
def test_the_published_parameters_of_a_public_set_lie_in_the_intervals() -> None:
    result = make("response", {"file": PYMC}).run(PlainFiles())
    found = result.extra["parameters"]
    for name, alpha, shape in (("x1", 0.4, 4.0), ("x2", 0.2, 3.0)):
        assert found[name]["alpha"]["low"] <= alpha <= found[name]["alpha"]["high"]
        assert found[name]["lambda"]["low"] <= shape <= found[name]["lambda"]["high"]
    # Intervals that hold everything would say nothing.
    assert found["x1"]["alpha"]["high"] - found["x1"]["alpha"]["low"] < 0.2
    assert found["x1"]["lambda"]["high"] < 6
    assert result.extra["model"]["controls"] == ["event_1", "event_2"]


@pytest.mark.skipif(not ROBYN.exists(), reason="the public data is not beside this clone")
def test_spend_columns_of_a_public_set_are_told_from_exposures() -> None:
    result = _asked(ROBYN)
    assert [r["channel"] for r in result.rows()] == ["tv_S", "ooh_S", "print_S", "search_S", "facebook_S"]  # fmt: skip
    assert result.extra["model"]["controls"][:1] == ["competitor_sales_B"]
    share = result.number("media_share")
    assert share.interval is not None
    assert 0 < share.interval.low < share.interval.high < 1
    assert "spend_with_season" in _codes(result)


def test_a_shop_is_asked_by_week_and_channel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = np.random.default_rng(10)
    weeks = [date(2025, 8, 4) + timedelta(days=7 * n) for n in range(66)]
    spend = rng.integers(0, 20, (2, 66))
    buyers = 2 + spend[0] // 2 + rng.integers(0, 2, 66)
    paid = [[f"{week + timedelta(days=2)}" for week, k in zip(weeks, buyers, strict=True) for _ in range(k)]]  # fmt: skip
    spent = [
        {"day": f"{week}", "plan_no": f"P{n}", "channel": name, "category": "广告", "spend_fen": int(spend[n, w]) * 100}
        for w, week in enumerate(weeks)
        for n, name in enumerate(("live_ads", "notes"))
    ]  # fmt: skip
    monkeypatch.setattr("tests.analyses.small_workspace.DAYS", (f"{weeks[0]}", "2026-11-08"))
    folder = workspace(tmp_path, monkeypatch, paid, spend=spent)
    found = asking(folder, capsys)("response", "--draws", DRAWS)
    live, notes = found["rows"]
    assert (live["channel"], notes["channel"]) == ("live_ads", "notes")
    # Half an order of 10 yuan for every yuan.
    assert live["next_unit_low"] <= 5 <= live["next_unit_high"]
    assert notes["verdict"] == "effect_unsure"
    assert live["spend"] == int(spend[0].sum()) * 100
    assert found["sizes"]["weeks"] == 66
    assert set(found["model"]["controls"]) == {"大促日", "长假日"}
    from lianyi.shop import open_shop

    shop = open_shop(folder)
    with pytest.raises(LianyiError, match=r"response.not_yet"):
        shop.run("response", period="2025-10")
    row = shop.metrics("marginal_roi", period="2026-W45").rows()[0]
    assert row["marginal_roi"] == pytest.approx(found["numbers"]["marginal_roi"]["value"])
