"""Several strong identifiers in one row are one person, as long as that import stands."""

from __future__ import annotations

import pytest

from lianyi.core.errors import LianyiError
from lianyi.importers.mapping import parse_mapping
from lianyi.importers.standing import redo, undo
from tests.importers.bench import Bench

NOW = "2026-11-23T00:00:00+00:00"
YOUZAN = ["订单号", "订单状态", "订单创建时间", "买家付款时间", "订单实付金额", "买家手机号"]
PHONES = ("13800000001", "13800000002", "13800000003")


def people(bench: Bench) -> int:
    """How many different buyers the orders have in the newest data version."""
    bench.shop = bench.shop.refresh()
    return int(bench.rows("SELECT count(DISTINCT person_id) FROM orders")[0][0])


@pytest.fixture
def shop(bench: Bench) -> Bench:
    """Three orders of three phones."""
    rows = [
        {
            "订单号": f"E{n}",
            "订单状态": "交易完成",
            "订单创建时间": "2026-09-01 10:00:00",
            "买家付款时间": "2026-09-01 10:01:00",
            "订单实付金额": "10.00",
            "买家手机号": phone,
        }
        for n, phone in enumerate(PHONES)
    ]
    bench.read(bench.write("有赞_订单_20260901-20260930_20261001090000.csv", rows, YOUZAN))
    return bench


def test_two_phones_of_one_member_are_one_buyer_until_the_import_is_undone(shop: Bench) -> None:
    assert people(shop) == 3
    rows = [{"unionid": "u-1", "手机号": p} for p in PHONES[:2]]
    result = shop.read(shop.write("会员_20261002090000.csv", rows, ["unionid", "手机号"]))
    assert result.manifest is not None and result.manifest.mapping == "identities"
    assert people(shop) == 2
    undo(shop.shop.workspace, result.manifest.id, NOW)
    assert people(shop) == 3
    redo(shop.shop.workspace, result.manifest.id, NOW)
    assert people(shop) == 2


def test_a_receivers_phone_links_nobody() -> None:
    cells = {
        "a": {"from": ["a"], "as": "phone"},
        "b": {"from": ["b"], "as": "person", "kind": "phone"},
    }
    document = {
        "key": "x",
        "kind": "customers",
        "cells": cells,
        "links": [["b", "a"]],
        "tables": {},
    }
    with pytest.raises(LianyiError, match=r"map\.malformed"):
        parse_mapping(document, "x.yaml")
