"""Metrics that an analysis finds: asked like any other, with interval, reason and refusal."""

from __future__ import annotations

import pytest

from lianyi.analyses.declaration import ANALYSES, fields_of
from lianyi.core.errors import LianyiError
from lianyi.metrics.declaration import ESTIMATES, METRICS
from lianyi.shop import Shop


@pytest.mark.parametrize("metric", list(ESTIMATES), ids=lambda m: m.key)
def test_each_estimate_names_an_analysis_that_takes_a_period(metric: object) -> None:
    analysed = metric.analysed  # type: ignore[attr-defined]  # every estimate has one
    known = fields_of(ANALYSES.get(analysed.analysis).cls)
    assert {"period", *dict(analysed.options)} <= set(known)


def test_no_key_stands_for_two_metrics() -> None:
    assert not set(ESTIMATES.all()) & set(METRICS.all())


def test_an_estimate_stands_beside_a_counted_metric(shop: Shop) -> None:
    first, last = shop.covered_days()
    found = shop.metrics("gmv_paid", "ltv_history", "cac", period=f"{first}..{last}").result
    row = found.rows[0]
    assert list(found.metrics) == ["gmv_paid", "ltv_history", "cac"]
    assert row["ltv_history"] > 0
    assert row["ltv_history__low"] <= row["ltv_history"] <= row["ltv_history__high"]
    assert found.to_json()["definitions"]["ltv_history"] == "ltv_history@v1"


def test_an_estimate_is_answered_per_bucket(shop: Shop) -> None:
    first, last = shop.covered_days()
    found = shop.metrics("ltv_history", period=f"{first}..{last}", grain="month").result
    assert [set(row) >= {"month", "ltv_history"} for row in found.rows] == [True] * len(found.rows)


def test_an_estimate_takes_no_split(shop: Shop) -> None:
    with pytest.raises(LianyiError) as refusal:
        shop.metrics("ltv_history", by="platform")
    assert refusal.value.code == "metric.estimate_is_whole"
    assert "lianyi run lifetime-value" in str(refusal.value.facts["command"])


def test_every_estimate_is_a_number_or_says_why(shop: Shop) -> None:
    first, last = shop.covered_days()
    found = shop.metrics(*ESTIMATES.all(), period=f"{first}..{last}").result
    row = found.rows[0]
    for key in ESTIMATES.all():
        assert row[key] is not None or found.unavailable[key].text.zh, key
    assert row["retention_d30"] is not None


def test_it_is_too_early_for_the_thirtieth_day_of_last_week(shop: Shop) -> None:
    last = shop.covered_days()[1]
    found = shop.metrics("retention_d30", period=f"{last}..{last}").result
    assert found.rows[0]["retention_d30"] is None
    assert "retention_d30" in found.unavailable
