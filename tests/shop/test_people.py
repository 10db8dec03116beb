"""What the people of the sample shop did: metrics equal the generator's log, and analyses find what was planted."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lianyi.core.calendar import between
from lianyi.metrics.declaration import METRICS
from lianyi.shop import Shop
from lianyi.simulation import PeopleSettings, people_shop, write_shop
from tests.shop.conftest import add, imported, tables

EVER = between(date(2024, 1, 1), date(2026, 12, 31))
NEEDED = ("有赞_订单_", "有赞_邀请", "有赞_客户属性", "舆情_声量", "有赞_评价")
MORE = ("有赞_事件", "有赞_触点")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("people")
    write_shop(folder, seed=5, orders=3_000, first_day=date(2026, 3, 1), few_files=True, people=True)  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def peopled(written: Path, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    files = [p for p in tables(written) if p.name.startswith(NEEDED)]
    assert len(files) == len(NEEDED)
    return imported(tmp_path_factory.mktemp("workspace") / "shop", files)


@pytest.fixture(scope="module")
def truth(written: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((written / "people.json").read_text("utf-8"))
    return found


def test_metrics_of_what_people_did_equal_the_generators_log(peopled: Shop, truth: dict[str, Any]) -> None:  # fmt: skip
    keys = [k for k in truth["overall"] if k in METRICS]
    assert len(keys) == len(truth["overall"]) == 5
    row = peopled.metrics(*keys, period=EVER).rows()[0]
    assert {k: row[k] for k in keys} == truth["overall"]
    for month in peopled.metrics(*keys, grain="month", period=EVER).rows():
        said = truth["by_month"].get(month["month"], {})
        assert {k: month[k] or 0 for k in keys} == {k: said.get(k, 0) for k in keys}


def test_the_planted_test_is_found(peopled: Shop, truth: dict[str, Any]) -> None:
    ((name, planted),) = truth["experiments"].items()
    found = peopled.run("experiment", name=name, metric=("paid",), within="7d")
    (row,) = found.table("comparisons").dicts()
    assert row["low"] <= planted["paid_ratio_difference"] <= row["high"]


@pytest.mark.full
def test_every_analysis_of_people_has_an_answer(peopled: Shop, written: Path, truth: dict[str, Any]) -> None:  # fmt: skip
    add(peopled, [p for p in tables(written) if p.name.startswith(MORE)])
    peopled = peopled.refresh()
    asked: dict[str, dict[str, Any]] = {
        "virality": {},
        "attribution": {"model": "last"},
        "funnel": {"steps": ("view", "cart", "pay")},
        "sessions": {},
        "activity": {},
        "voice": {},
        "sentiment": {},
        "lifetime-value": {},
    }
    for key, options in asked.items():
        assert peopled.run(key, **options).numbers, key
    k = peopled.run("virality", within="7d").number("k_0")
    assert k.interval is not None
    assert k.interval.low <= truth["invites"]["k_by_generation_join"][0] <= k.interval.high


@pytest.mark.full
def test_the_whole_planted_shop_is_recovered_through_the_public_api(tmp_path: Path) -> None:
    planted = people_shop(tmp_path / "files", PeopleSettings(people=3_000, seed=2))
    wanted = [p for p in tables(tmp_path / "files") if not p.name.startswith("投放_按周")]
    shop = imported(tmp_path / "shop", wanted)
    held: dict[str, bool] = {}
    spread = shop.run("virality", within="7d", exclude_suspicious=True)
    for generation, rate in enumerate(planted["invites"]["k_by_generation_join"]):
        held[f"k_{generation}"] = _holds(spread.number(f"k_{generation}").interval, rate)
    back = shop.run("retention", first="view", grain="week")
    held["retention"] = _holds(back.number("retention_w1").interval, planted["retention"]["week_ratios"][0])  # fmt: skip
    ((name, test),) = (i for i in planted["experiments"].items() if i[1]["paid_ratio_difference"])
    (row,) = shop.run("experiment", name=name, metric=("paid",), within="7d").table("comparisons").dicts()  # fmt: skip
    held["experiment"] = row["low"] <= test["paid_ratio_difference"] <= row["high"]
    life = shop.run("lifetime-value", value="paid").extra["parameter_intervals"]
    for name, key in (("r", "r"), ("alpha", "alpha_weeks"), ("a", "a"), ("b", "b")):
        held[name] = life[name][0] <= planted["lives"][key] <= life[name][1]
    content = shop.run("content").number("half_life_hours")
    held["half-life"] = _holds(content.interval, planted["content"]["half_life_hours"]["囤货清单"])
    assert sum(held.values()) >= len(held) - 1, held


def _holds(interval: Any, truth: float) -> bool:
    return bool(interval is not None and interval.low <= truth <= interval.high)
