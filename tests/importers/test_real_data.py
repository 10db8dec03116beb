"""Whole public files through the real importer, with a proposed mapping; the figures recomputed from the text."""

from __future__ import annotations

import csv
import gzip
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from lianyi.core.errors import LianyiError
from lianyi.facts.keys import KEY_BYTES
from lianyi.facts.workspace import init_workspace
from lianyi.importers.mapping import Mapping, parse_mapping
from lianyi.importers.reading import open_inputs
from lianyi.importers.run import Imported, Importer, Options
from lianyi.shop.importing import propose_for
from lianyi.shop.shop import Shop, open_shop
from tests.conftest import SHARED_DATA

NOW = datetime(2026, 11, 23, tzinfo=UTC)
RETAIL = "online_retail/online_retail.csv.gz"
POSTS = "facebook_page_metrics/dataset_Facebook.csv.gz"
# All customers, and those who paid, by month since their first order in December 2010.
COHORT_ALL = [948, 362, 317, 367, 341, 376, 360, 336, 336, 374, 354, 474, 260]
COHORT_PAID = [885, 324, 286, 340]
# Other files bring nothing that a shop could count: a list of edges, cascades, holidays, a curve.
WITHOUT_FACTS = ("coupons", "promotions_sample", "_cascades", "dt_prophet_holidays")
YEARLESS = re.compile(r"\d\d月\d\d日.*")

pytestmark = pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="../shared/data missing")


@pytest.fixture(scope="module", autouse=True)
def key() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIANYI_KEY", "5a" * KEY_BYTES)
        yield


def mapping_of(name: str) -> Mapping:
    return parse_mapping(yaml.safe_load(propose_for(SHARED_DATA / name)), name)


def new_shop(folder: Path, zone: str = "Asia/Shanghai", currency: str = "CNY") -> Shop:
    init_workspace(folder, zone=zone, currency=currency)
    return open_shop(folder)


def import_into(shop: Shop, path: Path, mapping: Mapping, **options: Any) -> list[Imported]:
    importer = Importer(shop.workspace, shop.vault, [], lambda: NOW)
    chosen = Options(mappings=(mapping,), **options)
    return [r for source in open_inputs(path) for r in importer.import_input(source, chosen)]


def imported(folder: Path, name: str, **options: Any) -> tuple[Shop, Imported]:
    """Import the file `name` of the shared data into a new shop."""
    shop = new_shop(folder / "shop")
    (result,) = import_into(shop, SHARED_DATA / name, mapping_of(name), **options)
    assert result.status == "imported", result.issues[:3]
    return shop.refresh(), result


def lines_of(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    """The rows of a file, read by nothing of ours."""
    with gzip.open(SHARED_DATA / name, "rt", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def one_row(shop: Shop, query: str) -> tuple[Any, ...]:
    _, rows = shop.sql(query)
    return rows[0]


@pytest.fixture(scope="module")
def retail(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    shop = new_shop(tmp_path_factory.mktemp("retail") / "shop", "Europe/London", "GBP")
    (result,) = import_into(shop, SHARED_DATA / RETAIL, mapping_of(RETAIL))
    assert result.status == "imported" and not result.issues
    assert result.manifest is not None and result.manifest.rows == 541_909
    return shop.refresh()


def test_the_revenue_of_online_retail_is_the_published_one(retail: Shop) -> None:
    period = "2010-12-01..2011-12-09"
    keys = ("gmv_paid", "orders_paid", "buyers")
    (every,) = retail.metrics(*keys, period=period).rows()
    assert (every["gmv_paid"], every["orders_paid"]) == (1_066_668_454, 19_960)
    (known,) = retail.metrics(*keys, period=period, where="person_id IS NOT NULL").rows()
    assert tuple(known[k] for k in keys) == (891_140_790, 18_532, 4_338)


def test_the_cohorts_of_online_retail_are_the_published_ones(retail: Shop) -> None:
    _, rows = retail.sql(
        "SELECT basis, people FROM cohort_months WHERE cohort_month = '2010-12' ORDER BY basis, month_index"
    )
    assert [people for basis, people in rows if basis == "all"] == COHORT_ALL
    assert [people for basis, people in rows if basis == "paid"][:4] == COHORT_PAID


def test_the_lines_of_online_retail_are_all_there(retail: Shop) -> None:
    lines = lines_of(RETAIL)
    sold = [
        Decimal(r["Quantity"]) * Decimal(r["UnitPrice"])
        for r in lines
        if int(r["Quantity"]) > 0 and Decimal(r["UnitPrice"]) > 0 and r["InvoiceNo"][0] != "C"
    ]
    paid = one_row(
        retail, "SELECT sum(paid_fen), count(DISTINCT order_no) FROM orders WHERE is_paid"
    )
    assert abs(paid[0] - 100 * sum(sold)) < 1 and paid[1] == 19_960
    every = one_row(
        retail, "SELECT count(DISTINCT order_no), count(DISTINCT person_id) FROM orders"
    )
    assert every == (
        len({r["InvoiceNo"] for r in lines}),
        len({r["CustomerID"] for r in lines}) - 1,
    )


def test_the_groups_of_beibei_keep_their_sizes(tmp_path: Path) -> None:
    name = "beibei_groupbuy/dev_groups.csv.gz"
    shop, _ = imported(tmp_path, name)
    rows = lines_of(name)
    found = one_row(
        shop,
        "SELECT count(*), count(DISTINCT leader_id), sum(participants), "
        "count(*) FILTER (is_success) FROM groups",
    )
    assert found == (
        len(rows),
        len({r["initiator_id"] for r in rows}),
        sum(int(r["n_participants"]) for r in rows),
        sum(r["success"] == "1" for r in rows),
    )


def by_hand(text: str) -> int:
    """1.2亿 and 4.53w as whole numbers; nothing where there is nothing."""
    match = re.fullmatch(r"(-?[\d.]+)(亿|万|w|)", text)
    factor = {"亿": 10**8, "万": 10**4, "w": 10**4, "": 1}
    return int(Decimal(match[1]) * factor[match[2]]) if match else 0


def test_the_units_of_bilibili_are_worth_what_they_say(tmp_path: Path) -> None:
    name = "bilibili_up_rank/bilibili_up_rank.csv.gz"
    shop, result = imported(tmp_path, name)
    rows = lines_of(name)
    titles = ("播放数", "获赞数", "投币数", "涨粉数", "弹幕数")
    found = one_row(
        shop,
        "SELECT count(*), sum(views), sum(likes), sum(coins), sum(new_fans), sum(danmaku) FROM contents",
    )
    assert found == (11_917, *(sum(by_hand(r[t]) for r in rows) for t in titles))
    assert any("亿" in r["播放数"] for r in rows) and not result.issues


def test_the_orders_of_olist_add_up(tmp_path: Path) -> None:
    name = "olist_partial/olist_classified_public_dataset.csv.gz"
    shop, _ = imported(tmp_path, name)
    rows = lines_of(name)
    found = one_row(
        shop, "SELECT count(*), sum(paid_fen), sum(freight_fen), sum(quantity) FROM orders_all"
    )
    assert found == (
        3_584,
        sum(int(Decimal(r["order_products_value"]) * 100) for r in rows),
        sum(int(Decimal(r["order_freight_value"]) * 100) for r in rows),
        sum(int(Decimal(r["order_items_qty"])) for r in rows),
    )


def test_the_baskets_of_households_add_up(tmp_path: Path) -> None:
    name = "completejourney/dev_transactions_sample_oddhh.csv.gz"
    shop, _ = imported(tmp_path, name)
    rows = lines_of(name)
    found = one_row(
        shop, "SELECT count(*), count(DISTINCT person_id), sum(paid_fen) FROM orders_all"
    )
    assert found == (
        len({r["basket_id"] for r in rows}),
        len({r["household_id"] for r in rows}),
        sum(int(Decimal(r["sales_value"]) * 100) for r in rows),
    )


def test_the_events_of_taobao_are_counted(tmp_path: Path) -> None:
    name = "taobao_userbehavior_head/UserBehavior_head.csv.gz"
    shop, _ = imported(tmp_path, name)
    with gzip.open(SHARED_DATA / name, "rt", newline="") as file:
        rows = list(csv.reader(file))
    _, found = shop.sql("SELECT event, count(*) FROM events GROUP BY event")
    assert dict(found) == Counter(r[3] for r in rows)
    assert one_row(shop, "SELECT count(DISTINCT person_id), min(at) FROM events") == (
        43,
        datetime.fromtimestamp(min(int(r[4]) for r in rows), UTC).replace(tzinfo=None)
        + (datetime(2026, 1, 1, 8) - datetime(2026, 1, 1)),
    )


def test_reposts_without_a_year_are_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    name = "weibo_ced_cascades/dev_reposts.csv.gz"
    rows = lines_of(name)
    yearless = [n for n, r in enumerate(rows, 2) if YEARLESS.fullmatch(r["date"])]
    shop, result = imported(tmp_path, name, skip_bad=True)
    assert [i.place() for i in result.issues] == [f"E{n}" for n in yearless] and yearless
    kept = {(r["cascade_id"], r["rid"]) for r in rows if not YEARLESS.fullmatch(r["date"])}
    assert one_row(shop, "SELECT count(*) FROM events")[0] == len(kept)


@pytest.mark.parametrize(
    ("name", "query", "expected"),
    [
        ("clickstream_dmm/events.csv.gz", "SELECT count(*), count(DISTINCT session_no) FROM events", (140_394, 10_512)),
        ("cn_sentiment/dev_online_shopping_60pct.csv.gz", "SELECT count(*), count(text) FROM reviews", (37_725, 37_725)),
        ("hillstrom/hillstrom.csv.gz", "SELECT count(*), count(DISTINCT value) FROM labels", (64_000, 3)),
        ("robyn_mmm/dt_simulated_weekly.csv.gz", "SELECT count(*), round(sum(paid_fen) / 100) FROM shop_days", (208, 379_005_697)),
        ("weibo_ced_cascades/dev_posts.csv.gz", "SELECT count(*), min(at) IS NULL FROM contents", (799, False)),
    ],
)  # fmt: skip
def test_a_public_file_keeps_its_figures(
    tmp_path: Path, name: str, query: str, expected: tuple[Any, ...]
) -> None:
    shop, _ = imported(tmp_path, name)
    assert one_row(shop, query.replace("min(at)", "min(published_at)")) == expected


ALL = sorted(str(p.relative_to(SHARED_DATA)) for p in SHARED_DATA.glob("*/*.gz"))
WITHOUT = [name for name in ALL if any(word in name.split("/")[1] for word in WITHOUT_FACTS)]


@pytest.mark.full
@pytest.mark.parametrize("name", sorted(set(ALL) - set(WITHOUT)))
def test_every_public_file_is_read(tmp_path: Path, name: str) -> None:
    shop = new_shop(tmp_path / "shop")
    mapping = mapping_of(name)
    (result,) = import_into(shop, SHARED_DATA / name, mapping, dry_run=True, skip_bad=True)
    assert result.status == "checked" and result.manifest is not None
    assert sum(p.rows for p in result.manifest.parts) > 0
    assert all(i.row and i.column for i in result.issues)


@pytest.mark.full
@pytest.mark.parametrize("name", WITHOUT)
def test_a_file_without_facts_is_refused_in_words(name: str) -> None:
    with pytest.raises(LianyiError) as refusal:
        mapping_of(name)
    assert refusal.value.code == "map.malformed"


def test_the_same_rows_come_out_of_every_wrapping(tmp_path: Path) -> None:
    mapping, packed = mapping_of(POSTS), SHARED_DATA / POSTS
    plain = tmp_path / "posts.csv"
    plain.write_bytes(gzip.decompress(packed.read_bytes()))
    with zipfile.ZipFile(tmp_path / "posts.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(plain, "下载/posts.csv")
    folder = tmp_path / "folder"
    folder.mkdir()
    shutil.copy(plain, folder / "posts.csv")
    shop = new_shop(tmp_path / "shop")
    for path in (packed, plain, tmp_path / "posts.zip", folder):
        (result,) = import_into(shop, path, mapping)
        assert result.status == ("imported" if path == packed else "known"), path.name
        assert result.manifest is not None and result.manifest.rows == 500
    assert one_row(shop.refresh(), "SELECT count(*) FROM contents") == (500,)
