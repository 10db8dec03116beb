from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lianyi.analyses.declaration import make
from lianyi.analyses.experiment_assign import ExperimentAssign
from lianyi.analyses.experiment_plan import ExperimentPlan
from lianyi.analyses.result import Result
from lianyi.cli.main import main
from lianyi.core.errors import LianyiError
from tests.analyses.plain_files import PlainFiles


def _plan(**options: Any) -> Result:
    return ExperimentPlan(**options).run(PlainFiles())


def _value(result: Result, key: str) -> float:
    value = result.number(key).value
    assert value is not None
    return value


def test_the_published_sizes_of_proportions() -> None:
    # Evan Miller's calculator says 1,030 and 14,313; the rule of thumb 16 p (1 - p) / d² says 1,024 and 14,400.
    for options, published in (
        ({"base": 0.2, "effect": 0.05}, 1_030),
        ({"base": 0.1, "lift": 0.1}, 14_313),
    ):
        assert _value(_plan(**options), "n_per_arm") == pytest.approx(published, rel=0.002)
    # The pooled test of R's power.prop.test(p1 = .2, p2 = .25, power = .8): n = 1093.739.
    assert _value(_plan(base=0.2, effect=0.05), "n_per_arm_pooled") == 1_094


def test_the_published_size_of_a_mean() -> None:
    # R: power.t.test(delta = .5, sd = 1, power = .8) gives 63.8 by Student; the normal law gives 62.8.
    assert _value(_plan(base=10, sd=1, effect=0.5), "n_per_arm") == 63


def test_days_are_whole_weeks() -> None:
    result = _plan(base=0.1, lift=0.1, daily=1_000)
    assert _value(result, "days") == 35
    assert _value(result, "n_total") == 2 * _value(result, "n_per_arm")
    assert "35天" in result.explain("zh") and "35 days" in result.explain("en")
    assert not result.warnings
    assert [w.code for w in _plan(base=0.1, lift=0.02, daily=1_000).warnings] == ["long"]


def test_what_shows_is_the_size_read_backwards() -> None:
    n = int(_value(_plan(base=0.1, lift=0.1), "n_per_arm"))
    assert _value(_plan(base=0.1, n=n), "smallest_effect") == pytest.approx(0.01, rel=1e-3)
    by_days = _plan(base=0.1, daily=1_000, days=28)
    assert _value(by_days, "smallest_lift") == pytest.approx(0.1, rel=0.02)
    nothing = _plan(base=0.5, n=3)
    assert nothing.number("smallest_effect").value is None
    assert nothing.number("smallest_effect").why is not None


def test_more_arms_and_an_uneven_split_cost_people() -> None:
    two, four = _plan(base=0.1, lift=0.1), _plan(base=0.1, lift=0.1, arms=4)
    assert _value(four, "n_per_arm") > _value(two, "n_per_arm")
    uneven = _plan(base=0.1, lift=0.1, share=0.9)
    assert _value(uneven, "n_total") > 2 * _value(two, "n_total")


def _file(tmp_path: Path) -> Path:
    rng = np.random.default_rng(1)
    past = rng.gamma(2, 10, 4_000)
    spent = past + rng.normal(0, 5, 4_000)
    lines = [f"{n % 4 + 1},{s:.4f},{p:.4f},{int(n % 5 == 0)}" for n, (s, p) in enumerate(zip(spent, past, strict=True))]  # fmt: skip
    path = tmp_path / "people.csv"
    path.write_text("orders,spend,past,paid\n" + "\n".join(lines) + "\n")
    return path


def test_a_file_gives_base_and_spread_and_what_cuped_saves(tmp_path: Path) -> None:
    file = _file(tmp_path)
    plain = _plan(file=file, metric="spend", lift=0.05)
    saved = _plan(file=file, metric="spend", lift=0.05, covariate="past")
    assert _value(saved, "variance_reduction") == pytest.approx(200 / 225, abs=0.02)
    assert _value(saved, "n_per_arm") / _value(plain, "n_per_arm") == pytest.approx(25 / 225, abs=0.02)  # fmt: skip
    paid = _plan(file=file, metric="paid", lift=0.1)
    assert _value(paid, "base") == pytest.approx(0.2)
    assert _value(paid, "n_per_arm") == _value(_plan(base=0.2, lift=0.1), "n_per_arm")
    per_order = _plan(file=file, metric="spend", denominator="orders", lift=0.05)
    assert _value(per_order, "base") == pytest.approx(20 / 2.5, rel=0.04)


@pytest.mark.parametrize(
    ("code", "options"),
    [
        ("experiment.plan_incomplete", {}),
        ("experiment.plan_incomplete", {"base": 0.1}),
        ("experiment.plan_incomplete", {"base": 0.1, "days": 7}),
        ("experiment.out_of_range", {"base": 1.2, "lift": 0.1}),
        ("experiment.out_of_range", {"base": 1.2, "sd": 0.0, "lift": 0.1}),
        ("experiment.out_of_range", {"base": 0.1, "lift": 0.1, "power": 1.0}),
        ("experiment.plan_impossible", {"base": 0.6, "lift": 1.0}),
        ("experiment.plan_impossible", {"base": 0.6, "lift": 0.0}),
    ],
)
def test_a_plan_that_lacks_a_number_is_refused(code: str, options: dict[str, Any]) -> None:
    with pytest.raises(LianyiError) as refused:
        _plan(**options)
    assert refused.value.code == code


def test_a_file_in_which_nothing_varies_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "flat.csv"
    path.write_text("paid\n1\n1\n")
    for options, code in (({"metric": "paid"}, "plan_flat"), ({}, "plan_incomplete")):
        with pytest.raises(LianyiError) as refused:
            _plan(file=path, lift=0.1, **options)
        assert refused.value.code == f"experiment.{code}"


def test_the_command_plans_without_a_shop(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "experiment-plan", "--base", "0.2", "--effect", "0.05", "--lang", "en"]) == 0  # fmt: skip
    assert "1,031 people an arm" in capsys.readouterr().out


def test_the_chart_of_a_plan_falls_with_the_change() -> None:
    analysis = make("experiment-plan", {"base": 0.1, "lift": 0.1})
    bars = analysis.run(PlainFiles()).chart()["series"][0]["data"]
    sizes = [bar["value"] for bar in bars]
    assert sizes == sorted(sizes, reverse=True) and len(sizes) == 6


def _people(tmp_path: Path, n: int = 2_000) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("user_id\n" + "\n".join(f"u{k}" for k in range(n)) + "\nu1\n\n")
    return path


def test_people_are_dealt_by_the_documented_hash(tmp_path: Path) -> None:
    analysis = make("experiment-assign", {"file": _people(tmp_path), "experiment": "coupon", "weights": ("old=9", "new=1")})  # fmt: skip
    result = analysis.run(PlainFiles())
    assert len(result.rows()) == 2_000
    for row in result.rows():
        digest = blake2b(f"coupon\n\n{row['person']}".encode(), digest_size=8).digest()
        place = int.from_bytes(digest, "big") * 10 // 2**64
        assert row["arm"] == ("old" if place < 9 else "new")
    assert 150 < _value(result, "people.new") < 250
    assert len(result.chart()["series"][0]["data"]) == 2


@pytest.mark.parametrize("weights", [("old", "new"), ("a=1", "a=2"), ("a=0",), ("a=1.5", "b=1")])
def test_weights_that_cannot_be_read_are_refused(tmp_path: Path, weights: tuple[str, ...]) -> None:
    with pytest.raises(LianyiError) as refused:
        ExperimentAssign(file=_people(tmp_path, 3), weights=weights).run(PlainFiles())
    assert refused.value.code == "experiment.weights_unreadable"


def test_an_assignment_of_nobody_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("user_id\n\n")
    for file in (None, path):
        with pytest.raises(LianyiError) as refused:
            ExperimentAssign(file=file).run(PlainFiles())
        assert refused.value.code == "experiment.nobody"
