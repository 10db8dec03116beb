"""Lifetime value of a file: history by hand, planted parameters found again, refusals, what is said."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from lianyi.analyses.declaration import make
from lianyi.analyses.lifetime_value.cohorts import cohorts_of, payback_month
from lianyi.analyses.lifetime_value.customers import from_columns
from lianyi.analyses.result import Result
from lianyi.cli.main import main
from lianyi.core.errors import LianyiError
from lianyi.shop.analysing import run_on_file
from lianyi.stats.bgnbd import simulate

KEY = "lifetime-value"
BY_HAND = """customer_id,date,amount
a,2026-01-05,10.00
a,2026-01-05,5.00
a,2026-02-10,20
b,2026-01-20,30
c,2026-03-01,"1,000.50"
,2026-03-02,99
"""


def _run(path: Path, **options: object) -> Result:
    return run_on_file(make(KEY, {"file": path, **options}), date(2026, 4, 1))


def _write(folder: Path, text: str) -> Path:
    path = folder / "orders.csv"
    path.write_text(text, "utf-8")
    return path


def test_history_is_what_a_calculator_says(tmp_path: Path) -> None:
    found = _run(_write(tmp_path, BY_HAND), until="2026-03-31")
    assert found.number("customers").value == 3
    assert found.number("repeat_customers").value == 1
    # (35.00 + 30.00 + 1000.50) ÷ 3 = 355.1666…
    assert found.number("ltv_history").value == 35517
    assert found.rows()[0] == {"cohort": "2026-01", "people": 2, "m0": 2250, "m1": 3250, "m2": 3250}
    assert found.rows()[1] == {
        "cohort": "2026-03",
        "people": 1,
        "m0": 100050,
        "m1": None,
        "m2": None,
    }
    # Months that all cohorts have count all people: (45 + 1000.50) ÷ 3.
    assert found.rows()[-1] == {"cohort": "Σ", "people": 3, "m0": 34850, "m1": 3250, "m2": 3250}


def test_a_month_that_is_not_over_is_blank(tmp_path: Path) -> None:
    rows = _run(_write(tmp_path, BY_HAND), until="2026-03-30").rows()
    assert rows[0]["m2"] is None
    assert rows[1]["m0"] is None


def test_without_enough_customers_there_is_history_only(tmp_path: Path) -> None:
    found = _run(_write(tmp_path, BY_HAND))
    assert [w.code for w in found.warnings] == ["too_few_repeat"]
    assert found.to_json()["parameters"] is None
    assert "撑不起" in found.warnings[0].text.zh


def _lives(folder: Path, truth: tuple[float, float, float, float], people: int) -> Path:
    """Write purchases of people who live under `truth` (weeks), first seen in the first quarter of 1997."""
    dice = np.random.default_rng(5)
    start = date(1997, 1, 1)
    lines = ["id,ts,value"]
    for number in range(people):
        joined = start + timedelta(days=int(dice.integers(0, 90)))
        rate, leave = dice.gamma(truth[0], 1 / truth[1]), dice.beta(truth[2], truth[3])
        at = 0.0
        while joined + timedelta(weeks=at) <= date(1997, 9, 30):
            day = joined + timedelta(weeks=at)
            lines.append(f"{number},{day},{dice.gamma(6, 5):.2f}")
            if at and dice.random() < leave:
                break
            at += dice.exponential(1 / rate)
    return _write(folder, "\n".join(lines))


def test_planted_parameters_are_found_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _lives(tmp_path, (0.8, 4.0, 0.8, 2.5), 2_000)
    asked = ["run", KEY, "--file", str(path), "--until", "1997-09-30", "--unit", "week", "--json"]
    assert main(asked) == 0
    said = json.loads(capsys.readouterr().out)
    for name, truth in zip(("r", "alpha", "a", "b"), (0.8, 4.0, 0.8, 2.5), strict=True):
        low, high = said["parameter_intervals"][name]
        assert low * 0.9 <= truth <= high * 1.1, name
        assert low <= said["parameters"][name] <= high
    assert abs(said["backtest"]["error"]) < 0.15
    assert said["numbers"]["ltv_predicted"]["low"] < said["numbers"]["ltv_predicted"]["value"]
    assert {w["code"] for w in said["warnings"]} >= {"one_time_buyers"}
    assert "以后365天" in said["explanation"][0]


def test_what_cannot_be_read_is_named_with_its_place(tmp_path: Path) -> None:
    path = _write(tmp_path, "customer,date,value\na,2026-01-01,1\nb,soon,2\n")
    with pytest.raises(LianyiError) as refusal:
        _run(path)
    assert refusal.value.code == "run.cell_unreadable"
    assert (refusal.value.facts["row"], refusal.value.facts["value"]) == (3, "soon")


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(LianyiError) as refusal:
        _run(_write(tmp_path, "who,date\na,2026-01-01\n"))
    assert refusal.value.code == "run.column_missing"


def test_payback_is_the_first_month_that_covers_the_cost() -> None:
    columns = {"customer": ["a", "a", "b"], "date": ["2026-01-05", "2026-02-05", "2026-01-09"], "value": ["10", "30", "10"]}  # fmt: skip
    curve = cohorts_of(from_columns(columns, None, "x"), date(2026, 3, 31).toordinal()).mean_curve()
    assert curve[:2] == [(2000, 2), (5000, 2)]
    assert payback_month(curve, 1000, 1) == 0
    assert payback_month(curve, 2500, 1) == 1
    assert payback_month(curve, 2501, 1) is None


def test_the_chart_draws_the_mean_customer(tmp_path: Path) -> None:
    option = _run(_write(tmp_path, BY_HAND), until="2026-03-31").chart("en")
    assert [p["value"] if isinstance(p, dict) else p for p in option["series"][-1]["data"]] == [
        348.5,
        32.5,
        32.5,
    ]


def test_lives_drawn_from_the_model_stay_within_their_time() -> None:
    x, t_x = simulate((0.8, 4, 0.8, 2.5), np.full(1_000, 10.0), 1)
    assert ((t_x <= 10) & ((x > 0) == (t_x > 0))).all()
