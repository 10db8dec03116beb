"""Segments over a real workspace: facts go through the lake, the views and the built timelines."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from lianyi.core.errors import LianyiError
from lianyi.facts.keys import save_key
from lianyi.segments.answer import person_ids
from lianyi.segments.masks import members, people_in
from lianyi.segments.sql import segment_sql
from lianyi.shop import Shop, open_shop
from tests.cli.conftest import Run
from tests.cli.conftest import lianyi as lianyi  # noqa: PLC0414 - a fixture
from tests.facts import lakes
from tests.segments.trees import trees
from tests.timelines.worlds import IMPORTS, World

SEGMENTS = """
segments:
  - {key: twice, name: 两单以上|Twice, where: orders() >= 2}
  - {key: lookers, name: 只看不买|Lookers, where: not orders() >= 1}
  - {key: gone, name: 走了|Gone, where: "segment = 'twice' and not orders(last 10d) >= 1"}
  - {key: slip, name: 笔误|Slip, where: order() >= 2}
  - {key: pledged, name: 问卷|Asked, where: attribute:肤质 = '油性'}
"""
# Times are UTC; the business day begins eight hours earlier.
ORDERS = (
    ("o1", 11, "2026-11-01 02:00:00", 10_000, "奶瓶", "囤货券"),
    (
        "o2",
        11,
        "2026-11-10 15:59:59",
        20_000,
        "围兜",
        None,
    ),  # the last second of the 10th in Shanghai
    ("o3", 12, "2026-11-10 16:00:00", 5_000, "奶瓶", None),  # the first second of the 11th
    ("o4", 12, "2026-11-20 02:00:00", 5_000, "奶瓶", "囤货券"),
    ("o5", None, "2026-11-20 02:00:00", 7_000, "奶瓶", None),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    where = lakes.workspace(tmp_path_factory.mktemp("segments") / "shop")
    orders = [
        {"order_no": no, "buyer": person, "created_at": at, "paid_at": at, "paid_fen": fen, "coupon_name": coupon}
        for no, person, at, fen, _, coupon in ORDERS
    ]  # fmt: skip
    lines = [
        {"order_no": no, "line_no": "1", "product_name": product}
        for no, _, _, _, product, _ in ORDERS
    ]
    events = [
        {"event_no": "e1", "person": 13, "at": "2026-11-02 02:00:00", "event": "view", "property_1": "首页"},
        {"event_no": "e2", "person": 11, "at": "2026-11-02 02:00:00", "event": "view"},
    ]  # fmt: skip
    invites = [
        {"invite_no": "i1", "inviter": 11, "invitee": 12, "at": "2026-11-03 02:00:00", "joined_at": "2026-11-04 02:00:00"},
        {"invite_no": "i2", "inviter": 13, "invitee": 12, "at": "2026-11-01 02:00:00", "joined_at": "2026-11-05 02:00:00"},
    ]  # fmt: skip
    customers = [{"person": 14, "joined_at": "2026-11-05 02:00:00", "level": "金"}]
    days = ("2026-11-01", "2026-11-20")
    lakes.add(where, "one", "2026-11-21T00:00:00+00:00", days=days, orders=orders, order_lines=lines, events=events, invites=invites, customers=customers)  # fmt: skip
    lakes.stand(where, "one")
    (where.folder / "segments.yaml").write_text(SEGMENTS, "utf-8")
    settings_file = where.folder / "lianyi.toml"
    settings_file.write_text(
        settings_file.read_text("utf-8").replace("properties = []", 'properties = ["页面"]'),
        "utf-8",
    )
    return open_shop(where.folder)


def both_ways(shop: Shop, segment: str, as_of: date | None = None) -> list[int]:
    """Who is in the segment, by SQL; by the timelines it has to be the same."""
    found = person_ids(shop.engine, shop.segment(segment, as_of))
    masks = shop.people_in(segment, as_of)
    ids = [s.person_ids[m] for s, m in zip(shop.timelines.segments, masks, strict=True)]
    assert sorted(np.concatenate(ids).tolist()) == found, segment
    return found


@pytest.mark.parametrize(
    ("segment", "people"),
    [
        ("twice", [11, 12]),
        ("lookers", [13, 14]),
        ("gone", [11]),
        ("orders(2026-11-10) = 1", [11]),
        ("orders(2026-11-11) = 1", [12]),
        ("orders(product = '奶瓶') >= 1", [11, 12]),
        ("orders(product = '奶瓶') >= 2", [12]),
        ("orders(product = '奶瓶', coupon = '囤货券') >= 1", [11, 12]),
        ("orders(product = '围兜', coupon is unknown) >= 1", [11]),
        ("paid_fen(product = '围兜') = 20000", [11]),
        ("events('view', 页面 = '首页') >= 1", [13]),
        ("events('view', session is unknown) >= 1", [11, 13]),
        ("event_days('order_created', 'order_paid') = 2", [11, 12]),
        ("inviter = '11'", [12]),
        ("invites_joined(2026-11-04) = 1", [11]),
        ("invites() >= 1 and paid_fen < 1", [13]),
        ("level is unknown", [11, 12, 13]),
        ("level != '银'", [14]),
        ("days_since_last = 0", [12]),
        ("days_since_last = 10", [11]),
        ("segment in ('gone', 'lookers')", [11, 13, 14]),
        ("segment = 'twice' and not segment = 'twice' as_of 10d ago", [12]),
        ("segment = 'lookers' as_of 2026-11-02", [13]),
    ],
)
def test_the_people_of_a_segment_are_those_by_hand(
    shop: Shop, segment: str, people: list[int]
) -> None:
    assert both_ways(shop, segment) == people


def test_who_was_in_it_is_told_for_any_day(shop: Shop) -> None:
    assert shop.segment_day == date(2026, 11, 20)
    days = [date(2026, 10, 31), date(2026, 11, 2), date(2026, 11, 5), date(2026, 11, 11)]
    assert [both_ways(shop, "twice", d) for d in days] == [[], [], [], [11]]
    assert [both_ways(shop, "lookers", d) for d in days] == [[], [13], [12, 13, 14], [13, 14]]


def test_an_answer_says_in_words_what_it_rests_on(shop: Shop) -> None:
    answer = shop.segment("level = '金' and orders(last 30d) = 0", date(2026, 11, 20))
    assert (answer.people, answer.known) == (1, 4)
    assert answer.explain("zh").startswith(
        "截至2026-11-20，等级是「金」，并且最近30天没有支付订单。共1人，占认得出的4人的25.0%。"
    )
    assert [c.code for c in answer.caveats] == ["days_before_data", "newest_export"]
    told = answer.to_json("en")
    assert told["attributes"][0]["taken"] == "state: taken from the newest export"


def test_a_value_that_never_occurs_is_named(shop: Shop) -> None:
    answer = shop.segment("level in ('金', '钻') and not events('veiw', 页面 = '首页') >= 1")
    (unseen,) = [c for c in answer.caveats if c.code == "value_unseen"]
    assert unseen.text.en == "Nothing in the data is ever “钻”, “veiw”: check the spelling."


def test_a_segment_named_like_an_attribute_is_answered_with_how_to_name_it(shop: Shop) -> None:
    with pytest.raises(LianyiError) as refused:
        shop.segment("twice or is_member")
    assert refused.value.facts["nearest"] == "segment = 'twice'"


def test_facts_that_were_never_imported_are_asked_for(shop: Shop) -> None:
    for ask in (shop.segment, shop.people_in):
        with pytest.raises(LianyiError) as refused:
            ask("segment = 'pledged' or events('touch_click') >= 1")
        assert refused.value.code == "segment.missing_source"


def test_without_views_the_timelines_answer_what_they_know(shop: Shop) -> None:
    document = {"segments": [{"key": "twice", "name": "两单", "where": "orders() >= 2"}]}
    (mask,) = people_in(shop.timelines, document, "twice", shop.segment_day)
    assert shop.timelines.segments[0].person_ids[mask].tolist() == [11, 12]
    (mask,) = people_in(shop.timelines, None, "first_channel = 'youzan'", shop.segment_day)
    assert shop.timelines.segments[0].person_ids[mask].tolist() == [11, 12]
    with pytest.raises(LianyiError) as refused:
        people_in(shop.timelines, None, "orders(product = '奶瓶') > 1", shop.segment_day)
    assert refused.value.code == "segment.needs_views"


@pytest.mark.parametrize(
    "text",
    [
        "x' OR '1'='1",
        "\\'; DROP TABLE orders; --",
        "%_{}:?",
        "ab\u2028c",
    ],
)
def test_nothing_typed_leaves_its_literal(shop: Shop, text: str) -> None:
    quoted = text.replace("'", "''")
    for condition in (
        f"first_channel = '{quoted}'",
        f"tags has '{quoted}' or level under '{quoted}'",
        f"attribute:'{quoted}' = '{quoted}'",
        f"events('{quoted}', channel contains '{quoted}', 页面 in ('{quoted}')) >= 1",
        f"orders(product = '{quoted}', coupon = '{quoted}') >= 1",
    ):
        tree = shop.segments.tree(condition)
        for node in (tree, shop.segments.tree(f"not ({condition})")):
            rows = shop.engine.rows(segment_sql(node, shop.segment_day, shop.engine.columns))
            assert len(rows) == (0 if node is tree else 4)
            masks = members(shop.timelines, node, shop.segment_day, shop.engine)
            assert sum(int(m.sum()) for m in masks) == len(rows)


def test_the_command_lists_explains_and_names_people(shop: Shop, lianyi: Run, tmp_path: Path) -> None:  # fmt: skip
    save_key(shop.workspace.id, lakes.KEY)
    folder = shop.workspace.folder
    listed = lianyi("segments", "-C", folder)
    assert listed.code == 0
    assert [line.split()[0] for line in listed.out.splitlines()[1:]] == ["twice", "lookers", "gone", "pledged"]  # fmt: skip
    assert "segments.yaml:slip" in listed.err and "[segment.missing_source]" in listed.err
    as_json = json.loads(lianyi("segments", "-C", folder, "--json").out)
    assert [s["people"] for s in as_json["segments"]] == [2, 2, 1, None]
    one = lianyi("segments", "gone", "-C", folder, "--explain")
    assert "1 people, 25.0% of the 4 who are known" in one.out and "SELECT" in one.out
    assert lianyi("segments", "twice", "-C", folder, "--people").out.split() == ["11", "12"]
    told = json.loads(lianyi("segments", "orders() = 0", "-C", folder, "--people", "--json").out)
    assert told["person_ids"] == [13, 14] and told["snapshot"] == shop.snapshot.number
    assert lianyi("segments", "twice", "-C", folder, "--as-of", "2026-11-11", "--people").out.split() == ["11"]  # fmt: skip
    assert "[segment.unknown]" in lianyi("segments", "thrice", "-C", folder).err
    lakes.workspace(tmp_path / "none")
    assert "no segments yet" in lianyi("segments", "-C", tmp_path / "none").err


def test_a_metric_takes_a_segment(shop: Shop, lianyi: Run) -> None:
    save_key(shop.workspace.id, lakes.KEY)
    folder = shop.workspace.folder
    asked = ("metric", "gmv_paid", "-C", folder, "--period", "2026-11", "--segment")
    assert json.loads(lianyi(*asked, "gone", "--json").out)["rows"] == [{"gmv_paid": 40_000}]
    assert "[segment.unknown]" in lianyi(*asked, "nobody").err
    assert "Only the segment twice, as of the end of 2026-11-30." in lianyi(*asked, "twice").err


@pytest.mark.full
@settings(max_examples=10, phases=[Phase.generate])
@given(seed=st.integers(0, 10_000), several=st.lists(trees, min_size=6, max_size=10))
def test_over_built_timelines_both_readings_agree(
    tmp_path_factory: pytest.TempPathFactory, seed: int, several: list[object]
) -> None:
    world = World(tmp_path_factory.mktemp("world") / "w", seed)
    dice = random.Random(seed)
    world.stand(*dice.sample([f"i{n}" for n in range(IMPORTS)], 3))
    world.link(*dice.sample(range(6), 2))
    engine, store = world.engine(), world.store()
    for node in several:
        as_of = date(2026, 9, 1 + dice.randint(0, 28))
        rows = engine.rows(segment_sql(node, as_of, engine.columns))  # type: ignore[arg-type]  # trees are nodes
        masks = members(store, node, as_of, engine)  # type: ignore[arg-type]  # trees are nodes
        ids = [s.person_ids[m] for s, m in zip(store.segments, masks, strict=True)]
        assert sorted(np.concatenate(ids).tolist()) == sorted(row[0] for row in rows), node
