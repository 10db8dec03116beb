from __future__ import annotations

from pathlib import Path

import pytest

from lianyi.metrics.own import OwnMetrics, load_user_metrics
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.run import answer
from tests.metrics.small_shop import WEEK, SmallShop

GOOD = """
metrics:
  - key: gmv_big
    name: {zh: 大单GMV, en: GMV of big orders}
    definition: {zh: 实付满200元的订单的支付GMV。, en: GMV of orders of 200 yuan and more.}
    unit: money
    direction: up_good
    view: orders
    day: paid_day
    value: sum(paid_fen)
    where: paid_fen >= 20000
  - key: gmv_big_share
    name: 大单占比
    definition: {zh: 大单GMV÷支付GMV。, en: Big orders over GMV.}
    unit: ratio
    numerator: gmv_big
    denominator: gmv_paid
  - key: gmv_small
    name: {zh: 小单GMV, en: GMV of small orders}
    definition: {zh: 支付GMV减大单。, en: GMV less big orders.}
    unit: money
    sum_of: {gmv_paid: 1, gmv_big: -1}
  - key: cities
    name: {zh: 城市数, en: Cities}
    definition: {zh: 有订单的城市数。, en: Cities with an order.}
    unit: count
    view: orders
    day: paid_day
    value: count(DISTINCT city)
"""


def load(folder: Path, text: str) -> OwnMetrics:
    path = folder / "metrics.yaml"
    path.write_text(text, "utf-8")
    return load_user_metrics(path)


def test_own_metrics_are_counted_like_the_others(tmp_path: Path) -> None:
    own = load(tmp_path, GOOD)
    assert own.issues == ()
    query = MetricQuery(("gmv_big", "gmv_big_share", "gmv_small", "cities"), WEEK)
    row = answer(SmallShop(), query, own=own).rows[0]
    # D2 20000, Y1 30000, Y2 25000, X1 22000
    assert row["gmv_big"] == 97_000
    assert row["gmv_big_share"] == pytest.approx(97 / 205)
    assert row["gmv_small"] == 108_000
    assert row["cities"] == 1


def test_own_metrics_split_and_carry_their_definition(tmp_path: Path) -> None:
    own = load(tmp_path, GOOD)
    query = MetricQuery(("gmv_big",), WEEK, by=("platform",))
    result = answer(SmallShop(), query, own=own)
    assert {r["platform"]: r["gmv_big"] for r in result.rows} == {
        "douyin": 20_000, "youzan": 55_000, "xiaohongshu": 22_000, "pinduoduo": 0,
    }  # fmt: skip
    assert result.definitions == {"gmv_big": "gmv_big@v1"}


def test_a_column_that_nobody_has_makes_an_own_metric_unavailable(tmp_path: Path) -> None:
    own = load(tmp_path, GOOD.replace("count(DISTINCT city)", "count(DISTINCT planet)"))
    result = answer(SmallShop(), MetricQuery(("cities", "gmv_big"), WEEK), own=own)
    assert result.rows[0] == {"cities": None, "gmv_big": 97_000}
    assert "planet" in result.unavailable["cities"].say("zh")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("key: gmv_big\n", "key: gmv_paid\n", "metrics_file.key_taken"),
        ("key: gmv_big\n", "key: Big GMV\n", "metrics_file.field_wrong"),
        ("    unit: money\n    direction", "    direction", "metrics_file.field_missing"),
        ("unit: money\n    direction", "unit: gold\n    direction", "metrics_file.field_wrong"),
        ("up_good", "upwards", "metrics_file.field_wrong"),
        ("where:", "wehre:", "metrics_file.field_unknown"),
        ("where: paid_fen >= 20000", "where: 1 = 1; DROP TABLE orders", "metrics_file.field_wrong"),
        ("value: sum(paid_fen)", "value: paid_fen", "metrics_file.sql_refused"),
        ("value: sum(paid_fen)", "value: sum(paid_fen) / 0", "metrics_file.sql_refused"),
        ("value: sum(paid_fen)", "value: sum((SELECT 1))", "metrics_file.sql_refused"),
        ("value: sum(paid_fen)", "value: sum(sum(paid_fen))", "metrics_file.sql_refused"),
        ("value: sum(paid_fen)", "value: read_csv('x')", "metrics_file.sql_refused"),
        ("value: sum(paid_fen)", "value: sum(paid_fen) OVER ()", "metrics_file.sql_refused"),
        ("view: orders", "view: orders; DROP", "metrics_file.field_missing"),
        ("{zh: 大单GMV, en: GMV of big orders}", "{zh: 大单GMV}", "metrics_file.field_wrong"),
    ],
)
def test_a_mistake_is_an_issue_and_leaves_the_others_alone(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    assert old in GOOD
    own = load(tmp_path, GOOD.replace(old, new, 1))
    assert own.issues[0].code == code
    assert own.issues[0].file == "metrics.yaml"
    assert "cities" in {m.key for m in own}


@pytest.mark.parametrize("text", ["metrics: 5", "- a\n- b", "metrics: [", "a: *b"])
def test_a_file_that_is_no_list_of_metrics_is_one_issue(tmp_path: Path, text: str) -> None:
    own = load(tmp_path, text)
    assert [i.code for i in own.issues] == ["metrics_file.unreadable"]
    assert len(own) == 0


def test_an_empty_file_declares_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, "metrics: []").issues == ()
