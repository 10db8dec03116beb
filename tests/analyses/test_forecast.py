"""`forecast` of a file and of a shop: numbers, footing, landing, cautions, refusals, the fan."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from lianyi.analyses.declaration import make
from lianyi.analyses.result import Result
from lianyi.cli.main import main
from lianyi.core.errors import LianyiError
from tests.analyses.plain_files import PlainFiles

KEY = "forecast"
FIRST = date(2026, 3, 2)


def daily(folder: Path, values: Sequence[object], first: date = FIRST, step: int = 1) -> Path:
    path = folder / "daily.csv"
    lines = [f"{first + timedelta(days=step * n)},{v}" for n, v in enumerate(values) if v is not None]  # fmt: skip
    path.write_text("day,value\n" + "\n".join(lines) + "\n", "utf-8")
    return path


def rhythm(days: int, seed: int = 1) -> list[int]:
    """Return days of a shop with a weekly rhythm and a little noise."""
    dice = np.random.default_rng(seed)
    week = np.array([100.0, 98, 102, 105, 120, 160, 150])
    return [round(100 * week[n % 7] * float(np.exp(dice.normal(0, 0.06)))) for n in range(days)]


def asked(path: Path, **options: object) -> Result:
    return make(KEY, {"file": path, **options}).run(PlainFiles())


def test_days_foot_to_the_total_and_lie_inside_their_bands(tmp_path: Path) -> None:
    found = asked(daily(tmp_path, rhythm(120)), horizon=14)
    total = found.number("forecast")
    assert total.interval is not None
    assert total.interval.low < total.value < total.interval.high  # type: ignore[operator]  # it is a number
    rows = found.rows()
    assert [r["day"] for r in rows][:2] == ["2026-06-30", "2026-07-01"]
    assert sum(r["forecast"] for r in rows) == pytest.approx(total.value, rel=1e-3)
    for row in rows:
        assert row["low_95"] < row["low_80"] < row["forecast"] < row["high_80"] < row["high_95"]
    assert found.extra["method"] == "structure"


def test_the_back_test_is_printed_with_every_answer(tmp_path: Path) -> None:
    found = asked(daily(tmp_path, rhythm(120)))
    wape, naive = found.number("wape").value, found.number("wape_naive").value
    assert wape is not None
    assert naive is not None
    assert 0.03 < wape < naive
    methods = {row["method"]: row for row in found.table("back_test").dicts()}
    assert len(methods) == 2
    assert sum(row["answers"] for row in methods.values()) == 1
    assert "照搬上周" in found.explain("zh")
    assert "repeating last week" in found.explain("en")


def test_a_period_lands_at_what_is_known_and_what_is_expected(tmp_path: Path) -> None:
    values = rhythm(115)
    found = asked(daily(tmp_path, values), period="2026-06")
    # March 2 and 115 days: the last one is June 24.
    so_far = sum(values[91:])
    assert found.number("so_far").value == so_far
    landing = found.number("landing")
    assert landing.interval is not None
    assert landing.interval.low < landing.value < landing.interval.high  # type: ignore[operator]  # it is a number
    assert landing.interval.low > so_far
    assert landing.value == pytest.approx(so_far * 30 / 24, rel=0.15)
    assert found.period == "2026-06"


def test_a_period_that_is_over_has_nothing_to_guess(tmp_path: Path) -> None:
    values = rhythm(120)
    landing = asked(daily(tmp_path, values), period="2026-05").number("landing")
    assert (landing.value, landing.interval) == (sum(values[60:91]), None)


def test_a_period_with_a_hole_does_not_land(tmp_path: Path) -> None:
    holed: list[int | None] = [*rhythm(115)]
    holed[100] = None
    landing = asked(daily(tmp_path, holed), period="2026-06").number("landing")
    assert landing.value is None
    assert landing.why is not None
    assert "1天" in landing.why.zh


def test_a_short_history_is_naive_and_says_so_loudly(tmp_path: Path) -> None:
    found = asked(daily(tmp_path, rhythm(30)), horizon=7)
    loud = [w for w in found.warnings if w.loud]
    assert [w.code for w in loud] == ["naive_short"]
    assert found.rows()[0]["forecast"] == rhythm(30)[23]


def test_weeks_are_told_by_their_distance(tmp_path: Path) -> None:
    found = asked(daily(tmp_path, rhythm(60), step=7), horizon=28)
    assert found.extra["step_days"] == 7
    assert len(found.rows()) == 4


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"horizon": 0}, "forecast.horizon"),
        ({"by": ("platform", "store")}, "forecast.one_dimension"),
        ({"by": ("platform",)}, "run.needs_a_shop"),
        ({"until": "2026-03-05"}, "forecast.not_yet"),
        ({"period": "2030-01"}, "forecast.too_far"),
    ],
)
def test_what_cannot_be_forecast_is_refused(
    tmp_path: Path, options: dict[str, object], code: str
) -> None:
    with pytest.raises(LianyiError) as refused:
        asked(daily(tmp_path, rhythm(60)), **options)
    assert refused.value.code == code


def test_unreadable_cells_are_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("day,value\n2026-01-01,5\n2026-01-02,many\n", "utf-8")
    with pytest.raises(LianyiError) as refused:
        asked(path)
    assert refused.value.facts["row"] == 3


def test_the_fan_opens_at_the_last_known_day(tmp_path: Path) -> None:
    found = asked(daily(tmp_path, rhythm(120)), horizon=14)
    option = found.chart("en")
    names = [s["name"] for s in option["series"]]
    assert "95% interval" in names
    ahead = next(s for s in option["series"] if s["name"] == "Forecast")
    known = next(s for s in option["series"] if s["name"] == "The value")
    assert len(ahead["data"]) == len(known["data"]) == len(option["xAxis"]["data"])
    assert ahead["data"][-15] == known["data"][-15]


def test_the_command_prints_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = daily(tmp_path, rhythm(90))
    assert main(["run", "forecast", "--file", str(path), "--horizon", "7", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["numbers"]["forecast"]["level"] == 0.95
    assert len(answer["rows"]) == 7
    assert answer["method"] in ("structure", "naive")
