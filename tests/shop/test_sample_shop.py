"""Every metric equals the total in the generator's log, to the fen, however the files came in."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from lianyi.core.calendar import between
from lianyi.importers.standing import redo, undo
from lianyi.metrics.declaration import METRICS
from lianyi.shop import Shop
from tests.shop.conftest import add, imported, tables, truth_of

EVER = between(date(2024, 1, 1), date(2026, 12, 31))
MANY = 80
NOW = datetime(2026, 11, 23, tzinfo=UTC).isoformat()
NEED_HISTORY = {"new_buyers", "gmv_new"}  # unavailable until 180 days after the first order


def differences(shop: Shop, truth: dict[str, Any]) -> dict[str, Any]:
    """Metrics that differ from the truth of the same name, overall: key → (ours, theirs)."""
    asked = [k for k in truth["overall"] if k in METRICS and k not in NEED_HISTORY]
    assert len(asked) >= MANY
    row = shop.metrics(*asked, period=EVER).rows()[0]
    return {k: (row[k], truth["overall"][k]) for k in asked if row[k] != truth["overall"][k]}


def test_every_metric_equals_the_generators_total(shop: Shop, exports: Path) -> None:
    assert differences(shop, truth_of(exports)) == {}


def test_each_platform_month_equals_the_generators_total(shop: Shop, exports: Path) -> None:
    truth = truth_of(exports)["by_platform_month"]
    keys = [
        "orders_created",
        "gmv_created",
        "orders_paid",
        "gmv_paid",
        "gmv_paid_with_subsidy",
        "freight",
        "refund_amount_by_pay_time",
    ]
    rows = shop.metrics(*keys, by="platform", grain="month", period=EVER).rows()
    known = {(r["platform"], r["month"]): r for r in rows}
    for platform in ("douyin", "youzan", "xiaohongshu", "pinduoduo"):
        for month, sums in truth[platform].items():
            row = known[platform, month]
            assert {k: row[k] or 0 for k in keys} == {k: sums.get(k, 0) for k in keys}, (
                platform,
                month,
            )


def test_importing_everything_again_changes_nothing(shop: Shop, exports: Path) -> None:
    before = shop.refresh().snapshot
    add(shop, tables(exports / "shop"))
    assert shop.refresh().snapshot == before


@pytest.mark.full
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_overlaps_older_files_and_fewer_columns_end_in_the_same_truth_in_any_order(
    seed: int, exports: Path, tmp_path: Path
) -> None:
    every = [
        *tables(exports / "shop"),
        *(f for d in sorted((exports / "again").iterdir()) if d.is_dir() for f in tables(d)),
    ]
    random.Random(seed).shuffle(every)
    shop = imported(tmp_path / "shop", every)
    truth = truth_of(exports, "every")
    assert differences(shop, truth) == {}
    chosen = random.Random(seed).sample(list(shop.snapshot.imports), 5)
    for import_id in chosen:
        undo(shop.workspace, import_id, NOW)
    assert differences(shop.refresh(), truth) != {}
    for import_id in reversed(chosen):
        redo(shop.workspace, import_id, NOW)
    assert differences(shop.refresh(), truth) == {}


def test_undoing_an_overlap_brings_the_earlier_truth_back(exports: Path, shop: Shop) -> None:
    made = add(shop, tables(exports / "again" / "overlap"))
    assert differences(shop.refresh(), truth_of(exports, "overlap")) == {}
    for import_id in made:
        undo(shop.workspace, import_id, NOW)
    assert differences(shop.refresh(), truth_of(exports)) == {}
    assert differences(shop, truth_of(exports)) == {}
