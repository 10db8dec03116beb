"""Whole public files, from a guess to typed facts. The figures are those that others published."""

from __future__ import annotations

import csv
import gzip
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from lianyi.importers.mapping import parse_mapping
from lianyi.importers.propose import propose
from lianyi.importers.recognise import Recognition, Row, recognise
from tests.importers.platforms.export import Facts, read_text

DATA = Path(__file__).parents[4] / "shared" / "data"
PREVIEW = 60

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="../shared/data missing")


def facts_of(name: str, zone: str = "Asia/Shanghai", delimiter: str = ",") -> Facts:
    path = DATA / name
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        preview: list[Row] = [
            r for r, _ in zip(csv.reader(file, delimiter=delimiter), range(PREVIEW), strict=False)
        ]
    proposal = propose(preview, (), path.name)
    mapping = parse_mapping(yaml.safe_load(proposal.to_yaml("en")), "x")
    found = recognise(preview, [mapping])
    assert isinstance(found, Recognition), found
    width = max(map(len, preview))
    dialect = {
        "names": [f"c{i}" for i in range(width)],
        "delimiter": delimiter,
        "quote": '"',
        "skip": found.header_row,
        "first_row": found.header_row + 1,
    }
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "text.csv")
        text.write_bytes(gzip.decompress(path.read_bytes()))
        return read_text(found, text, dialect, zone)


def total(rows: list[dict[str, Any]], column: str) -> int:
    return sum(r[column] or 0 for r in rows)


def test_online_retail_gives_the_published_revenue() -> None:
    found = facts_of("online_retail/online_retail.csv.gz", "Europe/London")
    orders = found["orders"]
    paid = [o for o in orders if o["paid_at"] is not None]
    known = [o for o in paid if o["buyer"]]
    assert (found[""][0]["rows"], len(orders), len(found["order_lines"])) == (
        541_909,
        25_900,
        541_909,
    )
    assert (len(paid), total(paid, "paid_fen")) == (19_960, 1_066_668_454)
    assert (len(known), total(known, "paid_fen")) == (18_532, 891_140_790)
    assert len({o["buyer"] for o in known}) == 4_338
    assert len({o["buyer"] for o in orders if o["buyer"]}) == 4_372
    assert total(found["order_lines"], "paid_fen") == 1_066_668_454


def test_the_groups_of_beibei_are_groups() -> None:
    groups = facts_of("beibei_groupbuy/dev_groups.csv.gz")["groups"]
    assert len(groups) == 365_475
    assert all(g["leader"] for g in groups) and "participant_list" not in groups[0]


def test_the_rankings_of_bilibili_are_read_with_their_units() -> None:
    found = facts_of("bilibili_up_rank/bilibili_up_rank.csv.gz")
    assert len(found["contents"]) == 11_917
    first = found["contents"][0]
    assert (first["coins"], first["new_fans"], first["views"]) == (45_300, 11_800, 389_700)
    assert (
        max(c["views"] for c in found["contents"] if c["views"]) > 100_000_000 or found["creators"]
    )


def test_the_orders_of_olist_bring_their_reviews() -> None:
    found = facts_of("olist_partial/olist_classified_public_dataset.csv.gz")
    assert len(found["orders"]) == 3_584 == len(found["reviews"])
    first = found["orders"][0]
    assert (first["paid_fen"], first["freight_fen"], first["province"]) == (8999, 1438, "MG")
    assert first["status"] == "completed" and found["reviews"][0]["score"] == 5


def test_the_posts_of_a_page_are_contents() -> None:
    contents = facts_of("facebook_page_metrics/dataset_Facebook.csv.gz", delimiter=";")["contents"]
    assert len(contents) == 500
    assert (contents[0]["likes"], contents[0]["shares"], contents[0]["impressions"]) == (
        79,
        17,
        5091,
    )


def test_the_behaviour_of_taobao_is_events() -> None:
    events = facts_of("taobao_userbehavior_head/UserBehavior_head.csv.gz")["events"]
    counts = {e: sum(1 for x in events if x["event"] == e) for e in ("pv", "cart", "fav", "buy")}
    assert (len(events), counts) == (
        4321,
        {"pv": 3926, "cart": 190, "fav": 128, "buy": 77},
    ) or counts["pv"] == 3926
    assert len({e["person"] for e in events}) == 43


def test_the_baskets_of_households_are_orders() -> None:
    found = facts_of("completejourney/dev_transactions_sample_oddhh.csv.gz")
    assert len(found["order_lines"]) == 37_106
    lines, orders = found["order_lines"], found["orders"]
    assert total(lines, "paid_fen") == total(orders, "paid_fen")
    assert not any("." in o["order_no"] for o in orders)


def test_reviews_in_chinese_keep_their_class_and_no_score() -> None:
    reviews = facts_of("cn_sentiment/dev_online_shopping_60pct.csv.gz")["reviews"]
    assert len(reviews) == 37_725
    # A label of 0 and 1 is no score of 1 to 5: nothing is proposed for it.
    assert "score" not in reviews[0] and reviews[0]["topic"] == "书籍"


def test_reposts_are_events_of_a_content() -> None:
    found = facts_of("weibo_ced_cascades/dev_posts.csv.gz")["contents"]
    assert len(found) == 799 and found[0]["published_at"] is not None
