"""`anomaly` of a file: what lies outside, what chance gives, shifts apart, refusals, the chart."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from lianyi.analyses.declaration import make
from lianyi.analyses.result import Result
from lianyi.cli.main import main
from lianyi.core.errors import LianyiError
from tests.analyses.plain_files import PlainFiles

KEY = "anomaly"
FIRST = date(2026, 3, 2)


def daily(folder: Path, values: Iterable[float]) -> Path:
    path = folder / "daily.csv"
    lines = [f"{FIRST + timedelta(days=n)},{v:.0f}" for n, v in enumerate(values) if np.isfinite(v)]
    path.write_text("日期,金额\n" + "\n".join(lines) + "\n", "utf-8")
    return path


def rhythm(days: int = 120) -> np.ndarray:
    dice = np.random.default_rng(7)
    week = np.tile([1000.0, 980, 1020, 1050, 1200, 1600, 1500], days // 7 + 1)[:days]
    made: np.ndarray = week * np.exp(dice.normal(0, 0.06, days))
    return made


def asked(path: Path, **options: object) -> Result:
    return make(KEY, {"file": path, **options}).run(PlainFiles())


def test_the_wild_day_is_named_beside_what_chance_gives(tmp_path: Path) -> None:
    values = rhythm()
    values[99] *= 0.5
    found = asked(daily(tmp_path, values), level=0.999)
    assert [row["day"] for row in found.rows()] == ["2026-06-09"]
    assert found.rows()[0]["off"] == pytest.approx(-0.5, abs=0.1)
    assert found.number("days_judged").value == 91
    assert found.number("expected_false").value == pytest.approx(0.091)
    assert "周二" in found.explain("zh")
    assert "chance alone" in found.explain("en")


def test_a_shift_is_told_once(tmp_path: Path) -> None:
    values = rhythm()
    values[80:] *= 0.7
    found = asked(daily(tmp_path, values), level=0.999)
    (row,) = found.table("shifts").dicts()
    assert row["day"] == str(FIRST + timedelta(days=80))
    assert row["change"] == pytest.approx(-0.3, abs=0.05)
    assert found.number("anomalies").value == 0
    assert "按新水平判断" in found.explain("zh")


def test_days_without_data_are_not_judged(tmp_path: Path) -> None:
    values = rhythm()
    values[100:103] = np.nan
    found = asked(daily(tmp_path, values))
    assert found.number("days_judged").value == 88
    assert "missing_days" in [w.code for w in found.warnings]


def test_the_period_says_which_days_count(tmp_path: Path) -> None:
    values = rhythm()
    values[50] *= 2
    path = daily(tmp_path, values)
    assert asked(path, period="2026-06", level=0.9999).number("anomalies").value == 0
    assert asked(path, period="2026-04", level=0.9999).number("anomalies").value == 1


@pytest.mark.parametrize(
    ("options", "code"),
    [({"level": 1.0}, "anomaly.level"), ({"until": "2026-03-20"}, "anomaly.too_short")],
)
def test_what_cannot_be_judged_is_refused(
    tmp_path: Path, options: dict[str, object], code: str
) -> None:
    with pytest.raises(LianyiError) as refused:
        asked(daily(tmp_path, rhythm()), **options)
    assert refused.value.code == code


def test_the_chart_rings_what_lies_outside(tmp_path: Path) -> None:
    values = rhythm()
    values[99] *= 0.5
    option = asked(daily(tmp_path, values), level=0.999).chart("zh")
    line = next(s for s in option["series"] if s["name"] == "数值")
    assert [p["symbolSize"] for p in line["data"] if isinstance(p, dict)] == [11]
    assert line["markLine"]["data"]


def test_the_command_prints_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "anomaly", "--file", str(daily(tmp_path, rhythm())), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["numbers"]["days_judged"]["value"] == 91
