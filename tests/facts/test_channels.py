from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.engines.embedded import Embedded
from lianyi.facts.channels import parse_channels
from lianyi.facts.current import ensure
from lianyi.facts.snapshots import Snapshot
from lianyi.facts.workspace import Workspace
from tests.facts.lakes import add, stand, workspace

TREE = """\
channels:
  youzan: {name: {zh: 自有商城, en: Own shop}, group: 私域}
  douyin/live: {group: 直播}
  douyin/live/creator: {name: {zh: 达人直播, en: Creator live}}
orders:
  - when: {platform: youzan, promoter: [小王, 群主*]}
    carrier: note
    source: private
  - when: {host: 店主}
    carrier: live
    source: own
  - when: {coupon: 门店*}
    source: offline
  - when: {sales_channel: 小程序}
    carrier: mall
"""
ORDERS = [
    {"order_no": "1", "paid_fen": 100, "promoter_name": "小王", "coupon_name": "门店满减"},
    {"order_no": "2", "paid_fen": 200, "promoter_name": "群主李", "carrier": "mall"},
    {"order_no": "3", "paid_fen": 400, "promoter_name": "小王二"},
    {"order_no": "4", "paid_fen": 800, "coupon_name": "门店满减", "source": "own"},
    {"order_no": "5", "paid_fen": 1600, "live_session_no": "S1", "source": "creator"},
    {"order_no": "6", "paid_fen": 3200, "live_session_no": "S2", "carrier": "live"},
    {"order_no": "7", "paid_fen": 6400, "sales_channel": "小程序"},
]


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path)
    paid = [{**o, "created_at": "2026-11-09 02:00", "paid_at": "2026-11-09 02:01"} for o in ORDERS]
    sessions = [
        {"session_no": "S1", "host_name": "店主", "started_at": "2026-11-09 01:00"},
        {"session_no": "S2", "host_name": "达人", "started_at": "2026-11-09 01:00"},
    ]
    add(made, "aa", "2026-11-20 00:00:00", orders=paid, live_sessions=sessions)
    refund = {"refund_no": "r", "order_no": "2", "refund_fen": 50, "status": "refunded"}
    add(made, "bb", "2026-11-20 00:00:00", refunds=[refund])
    stand(made, "aa", "bb")
    return made


def _channels(shop: Workspace, sql: str) -> dict[Any, Any]:
    engine = Embedded(ensure(shop, Snapshot(1, None, "", "", ("aa", "bb")), None))
    return {row[0]: row[1:] if len(row) > 2 else row[1] for row in engine.rows(sql)}


def test_without_a_file_orders_stay_where_their_platform_put_them(shop: Workspace) -> None:
    found = _channels(shop, "SELECT order_no, channel, channel_group FROM orders")
    assert found["2"] == ("youzan/mall", "youzan")
    assert found["4"] == ("youzan/unknown/own", "youzan")
    assert found["7"] == ("youzan", "youzan")


def test_the_first_rule_that_fits_moves_an_order(shop: Workspace) -> None:
    (shop.folder / "channels.yaml").write_text(TREE, "utf-8")
    found = _channels(shop, "SELECT order_no, channel FROM orders")
    assert found == {
        "1": "youzan/note/private",  # the coupon's rule comes later
        "2": "youzan/note/private",
        "3": "youzan",  # 小王 is not 小王二: without a star the whole value counts
        "4": "youzan/unknown/offline",
        "5": "youzan/live/own",
        "6": "youzan/live",
        "7": "youzan/mall",
    }


def test_every_order_keeps_one_channel_and_the_parts_sum(shop: Workspace) -> None:
    (shop.folder / "channels.yaml").write_text(TREE, "utf-8")
    parts = _channels(shop, "SELECT channel, count(*), sum(paid_fen) FROM orders GROUP BY 1")
    assert sum(n for n, _ in parts.values()) == len(ORDERS)
    assert sum(paid for _, paid in parts.values()) == sum(o["paid_fen"] for o in ORDERS)  # type: ignore[misc]  # ints


def test_carrier_source_lines_and_refunds_follow(shop: Workspace) -> None:
    (shop.folder / "channels.yaml").write_text(TREE, "utf-8")
    lines = _channels(shop, "SELECT order_no, carrier, source, channel_group FROM order_lines")
    assert lines["2"] == ("note", "private", "私域")
    refunds = _channels(shop, "SELECT order_no, channel, channel_group FROM refunds")
    assert refunds == {"2": ("youzan/note/private", "私域")}


def test_a_changed_tree_is_another_view(shop: Workspace) -> None:
    before = _channels(shop, "SELECT order_no, channel FROM orders")
    (shop.folder / "channels.yaml").write_text(TREE, "utf-8")
    assert _channels(shop, "SELECT order_no, channel FROM orders") != before
    (shop.folder / "channels.yaml").unlink()
    assert _channels(shop, "SELECT order_no, channel FROM orders") == before


def test_a_group_holds_for_what_is_below_and_the_nearest_one_wins() -> None:
    import duckdb

    tree = parse_channels(
        {"channels": {"douyin": {"group": "抖音系"}, "douyin/live": {"group": "直播"}}}
    )
    leaves = ["douyin", "douyin/live", "douyin/live/own", "douyin/livestream", "weixin/live"]
    rows = duckdb.execute(
        f"SELECT {tree.group_sql('c', 'split_part(c, chr(47), 1)')} FROM unnest(?) t(c)", [leaves]
    ).fetchall()
    assert [r[0] for r in rows] == ["抖音系", "直播", "直播", "抖音系", "weixin"]


def test_a_leaf_is_called_as_it_is_named_and_else_by_its_key() -> None:
    tree = parse_channels(
        {"channels": {"douyin/live/creator": {"name": {"zh": "达播", "en": "C"}}}}
    )
    assert tree.name("douyin/live/creator") == Text("达播", "C")
    assert tree.name("douyin/live") == Text("douyin/live", "douyin/live")


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ([], "/"),
        ({"rules": []}, "rules"),
        ({"channels": {"douyin/live/friends": {}}}, "channels.douyin/live/friends"),
        ({"channels": {"douyin/Live": {}}}, "channels.douyin/Live"),
        ({"channels": {"douyin/unknown": {}}}, "channels.douyin/unknown"),
        ({"channels": {"douyin": {"name": {"zh": "抖音"}}}}, "channels.douyin.name"),
        ({"channels": {"douyin": {"color": "red"}}}, "channels.douyin.color"),
        (
            {"channels": {"douyin": {"name": "直播"}, "weixin": {"name": "直播"}}},
            "channels.weixin.name",
        ),
        ({"orders": [{"carrier": "live"}]}, "orders[1].when"),
        ({"orders": [{"when": {"coupon": "a"}}]}, "orders[1]"),
        ({"orders": [{"when": {"colour": "a"}, "carrier": "live"}]}, "orders[1].when.colour"),
        ({"orders": [{"when": {"coupon": []}, "carrier": "live"}]}, "orders[1].when.coupon"),
        ({"orders": [{"when": {"coupon": "a"}, "source": "friends"}]}, "orders[1].source"),
        ({"orders": [{"when": {"coupon": "a"}, "carrier": "直播"}]}, "orders[1].carrier"),
        ({"orders": [{"when": {"coupon": "a"}, "carrier": "live"}, 7]}, "orders[2]"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(document: Any, place: str) -> None:
    with pytest.raises(LianyiError) as refused:
        parse_channels(document)
    assert (refused.value.code, refused.value.facts["place"]) == ("channels.malformed", place)


def test_no_number_is_given_on_a_tree_that_cannot_be_read(shop: Workspace) -> None:
    _channels(shop, "SELECT order_no, channel FROM orders")
    (shop.folder / "channels.yaml").write_text("channels: {douyin: {1: 2, a: 3}}", "utf-8")
    with pytest.raises(LianyiError, match=r"channels\.malformed"):
        ensure(shop, Snapshot(1, None, "", "", ("aa", "bb")), None)


def test_quotes_and_wildcards_of_sql_in_a_rule_are_only_text(shop: Workspace) -> None:
    rule = """orders: [{when: {promoter: ["小' OR '1'='1", "_王", "%"]}, source: paid}]"""
    (shop.folder / "channels.yaml").write_text(rule, "utf-8")
    assert "paid" not in str(_channels(shop, "SELECT order_no, channel FROM orders"))


def test_the_example_of_the_manual_can_be_read() -> None:
    guide = Path(__file__).resolve().parents[2] / "docs" / "guides" / "channels.md"
    example = guide.read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    tree = parse_channels(yaml.safe_load(example))
    assert (len(tree.branches), len(tree.rules)) == (3, 3)
