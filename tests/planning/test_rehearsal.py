"""Rehearsing plan B on the small shop: what goes is its part, what comes back is what the steps say."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from lianyi.cli.main import main
from lianyi.core.errors import LianyiError
from lianyi.planning.model.plan import Plan
from lianyi.planning.model.risks import Risk
from lianyi.planning.risks.rehearsal import Off, off_of, parse_off, rehearse
from lianyi.planning.writing import write_plan
from lianyi.shop import Shop
from lianyi.shop.analysing import ShopData
from tests.planning.goals.conftest import own, read_only, small_workspace  # noqa: F401 - the small shop


def _plan(target: Any, restores: list[str]) -> Plan:
    gmv = {
        "id": "gmv",
        "name": "GMV",
        "metric": "gmv_paid",
        "from_day": "2026-11-01",
        "due": "2026-12-31",
        "target": target,
    }
    rate = {
        "id": "rate",
        "name": "成单率",
        "metric": "orders_per_visitor",
        "from_day": "2026-11-01",
        "due": "2026-12-31",
        "target": "1%",
    }
    steps = [{"name": "停投放"}, {"name": "加内容", "restores": restores}]
    return Plan.model_validate({"goals": [gmv, rate], "risks": [{"id": "ban", "name": "被封", "fallback": steps}]})  # fmt: skip


def _written(shop: Shop, plan: Plan) -> Shop:
    shop.plan.files.path.parent.mkdir(exist_ok=True)
    shop.plan.files.path.write_text(write_plan(plan), "utf-8")
    return shop.refresh()


def _platform(shop: Shop) -> str:
    """The platform of the shop with the most orders."""
    [(name, _)] = shop.engine.rows(
        "SELECT platform, count(*) FROM orders GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    )
    return str(name)


def test_without_a_platform_what_is_left_of_the_goal_loses_its_share_and_a_step_brings_it_back(
    own: Shop,  # noqa: F811 - the fixture
) -> None:
    shop = _written(own, _plan(1, ["gmv=+1000%"]))
    off, last = [Off("platform", _platform(shop))], shop.covered_days()[1]
    expected = shop.plan.what_if.basis["gmv"].value
    assert expected is not None
    target = Fraction(int(expected)) * Fraction(9, 10) / 100
    shop = _written(own, _plan(float(target), ["gmv=+1000%"]))
    fallback = shop.plan.current.risks[0].fallback
    gmv, rate = rehearse(shop.plan.what_if, ShopData(shop), off, fallback, last)
    [(part, whole)] = shop.engine.rows(
        "SELECT sum(paid_fen) FILTER (WHERE platform = ?), sum(paid_fen) FROM orders WHERE is_paid AND paid_day BETWEEN ? - INTERVAL 89 DAY AND ?",
        [off[0].value, last, last],
    )
    assert gmv.share == Fraction(int(part), int(whole))
    now = gmv.standing.found.value
    assert now is not None
    assert gmv.expected is not None
    assert gmv.without == now + (gmv.expected - now) * (1 - gmv.share)
    assert (gmv.reached, gmv.falls, gmv.restored_by) == (True, True, "加内容")
    assert gmv.steps[0].value == gmv.without
    assert rate.without is None, "a ratio cannot be told, and is not called safe"
    assert rate.falls is None


def test_what_is_off_is_read_and_what_is_not_named_is_asked_for() -> None:
    assert parse_off("platform = douyin") == Off("platform", "douyin")
    for text in ("platform", "weather=rain", "platform="):
        with pytest.raises(LianyiError) as refused:
            parse_off(text)
        assert refused.value.code == "risk.off_unreadable"
    stock = Risk.model_validate(
        {"id": "s", "name": "断货", "trigger": {"preset": "stock_out", "scope": "A-1"}}
    )
    assert off_of(stock, []) == [Off("sku", "A-1")]
    with pytest.raises(LianyiError) as refused:
        off_of(Risk(id="x", name="y"), [])
    assert refused.value.code == "risk.nothing_off"


def test_the_command_leaves_with_1_where_nothing_brings_a_goal_back(
    own: Shop,  # noqa: F811 - the fixture
    capsys: pytest.CaptureFixture[str],
) -> None:
    shop = _written(own, _plan(1, []))
    where, platform = str(shop.workspace.folder), _platform(shop)
    expected = shop.plan.what_if.basis["gmv"].value
    assert expected is not None
    shop = _written(own, _plan(int(expected) // 100, []))
    assert (
        main(["plan", "rehearse", "ban", "--off", f"platform={platform}", "-C", where, "--json"])
        == 1
    )
    found = json.loads(capsys.readouterr().out)
    assert [(g["goal"], g["falls"], g["restored_by"]) for g in found["goals"]] == [
        ("gmv", True, ""),
        ("rate", None, ""),
    ]
    assert main(["plan", "rehearse", "nobody", "--off", "platform=x", "-C", where]) == 1
