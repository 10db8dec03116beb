from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.contract.exports import (
    HEADER,
    ORDERS_NAME,
    count,
    orders,
    paid_fen,
    write,
    write_beside,
    write_orders,
)
from tests.cli.contract.shell import lianyi

PAID = ("metric", "gmv_paid", "--period", "2026-W46", "--json")
PLAIN = [["number", "made", "paid", "amount"]] + [
    [f"A{n}", f"2026-11-{day:02d} 10:00", f"2026-11-{day:02d} 10:05" if paid else "", f"{yuan}.00"]
    for n, day, paid, yuan in orders()
]
MAP = """\
key: my_orders
platform: generic
name: {zh: 我的订单, en: My orders}
kind: orders
recognise: [number, made, paid, amount]
cells:
  order_no: {from: [number], as: id, required: true}
  created_at: {from: [made], as: instant, required: true}
  paid_at: {from: [paid], as: instant}
  paid: {from: [amount], as: money}
tables:
  orders: {order_no: order_no, created_at: created_at, paid_at: paid_at, paid_fen: paid}
"""


def _paid(at: Path) -> int | None:
    found: int | None = lianyi(*PAID, at=at).json["rows"][0]["gmv_paid"]
    return found


def test_a_folder_is_taken_with_what_lies_beside_its_tables(empty: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    write_orders(folder)
    beside = write_beside(folder)
    told = lianyi("import", folder, "--json", at=empty)
    assert told.code == 0 and told.json["left_out"] == beside
    assert [(i["file"], i["status"]) for i in told.json["imports"]] == [(ORDERS_NAME, "imported")]
    again = lianyi("import", folder, at=empty)
    assert again.code == 0 and again.out == ""
    assert "README.md" in again.err and "导入过，没有变化" in again.err


@pytest.mark.parametrize("packed", ["zip", "gz"])
def test_an_archive_is_taken_like_its_files(packed: str, empty: Path, tmp_path: Path) -> None:
    plain = write_orders(tmp_path)
    path = tmp_path / f"orders.csv.{packed}"
    if packed == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(plain, ORDERS_NAME)
            archive.writestr("README.md", "# none\n")
    else:
        path.write_bytes(gzip.compress(plain.read_bytes()))
    assert lianyi("import", path, at=empty).code == 0
    assert _paid(empty) == paid_fen()


def test_a_file_that_the_user_names_is_never_left_out(empty: Path, tmp_path: Path) -> None:
    write_beside(tmp_path)
    told = lianyi("import", tmp_path / "contract.pdf", "--json", at=empty)
    assert told.code == 1 and told.json["left_out"] == []
    assert told.json["imports"][0]["issues"][0]["code"] == "import.not_a_table"


def test_a_folder_without_tables_is_said_to_be_one(empty: Path, tmp_path: Path) -> None:
    write_beside(tmp_path)
    told = lianyi("import", tmp_path, at=empty)
    assert told.code == 1 and "import.nothing_found" in told.err


def test_one_bad_file_does_not_keep_the_good_ones_out(empty: Path, tmp_path: Path) -> None:
    write_orders(tmp_path / "in")
    write(tmp_path / "in" / "zzz.csv", [["什么", "也", "不是"], ["1", "2", "3"]])
    told = lianyi("import", tmp_path / "in", "--json", at=empty)
    assert told.code == 1
    assert [i["status"] for i in told.json["imports"]] == ["refused", "imported"] or [
        i["status"] for i in told.json["imports"]
    ] == ["imported", "refused"]
    assert _paid(empty) == paid_fen()


def test_a_dry_run_changes_nothing(empty: Path, tmp_path: Path) -> None:
    told = lianyi("import", write_orders(tmp_path), "--dry-run", "--json", at=empty)
    assert told.code == 0 and told.json["imports"][0]["status"] == "checked"
    assert told.json["imports"][0]["changes"]["tables"]["orders"]["new"] == len(orders())
    assert lianyi("imports", "--json", at=empty).json["imports"] == []


def test_bad_rows_keep_the_file_out_until_they_are_skipped(empty: Path, tmp_path: Path) -> None:
    rows = [HEADER, ["E1", "昨天", "", "7.00", "0", "待付款", "", "", "", ""]]
    rows.append(
        ["E2", "2026-11-10 10:00", "2026-11-10 10:01", "7.00", "0", "交易完成", "", "", "", ""]
    )
    path = write(tmp_path / "有赞_坏.csv", rows)
    refused = lianyi("import", path, "--json", at=empty)
    issue = refused.json["imports"][0]["issues"][0]
    assert refused.code == 1
    assert (issue["code"], issue["row"], issue["column"]) == ("import.cell_date", 2, "B")
    assert issue["value"] == "昨天" and "I" not in issue["column"] and issue["advice"]
    skipped = lianyi("import", path, "--skip-bad", "--json", at=empty).json["imports"][0]
    assert skipped["status"] == "imported" and skipped["bad_rows_file"]
    assert Path(empty, skipped["bad_rows_file"]).stat().st_mode & 0o777 == 0o600
    assert _paid(empty) == 700


def test_a_file_given_for_another_kind_is_named(empty: Path, tmp_path: Path) -> None:
    told = lianyi("import", write_orders(tmp_path), "--as", "refunds", "--json", at=empty)
    assert told.code == 1
    assert told.json["imports"][0]["issues"][0]["code"] == "import.kind_mismatch"


def test_a_proposed_mapping_imports_the_file_it_was_made_for(empty: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "shop.csv", [["order_no", *PLAIN[0][1:]], *PLAIN[1:]])
    proposed = lianyi("import", path, "--propose", at=empty)
    assert proposed.code == 0 and "kind: orders" in proposed.out
    (tmp_path / "m.yaml").write_text(proposed.out, "utf-8")
    told = lianyi("import", path, "--map", tmp_path / "m.yaml", at=empty)
    assert told.code == 0, told.err
    assert lianyi("imports", "--json", at=empty).json["imports"][0]["rows"] == len(orders())


def test_a_mapping_of_ones_own_is_used_once_or_kept(empty: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "plain.csv", PLAIN)
    (tmp_path / "m.yaml").write_text(MAP, "utf-8")
    assert lianyi("import", path, at=empty).code == 1
    assert lianyi("import", path, "--map", tmp_path / "m.yaml", at=empty).code == 0
    assert _paid(empty) == paid_fen()
    (empty / "mappings").mkdir()
    (empty / "mappings" / "mine.yaml").write_text(MAP, "utf-8")
    known = lianyi("import", path, "--json", at=empty)
    assert known.code == 0 and known.json["imports"][0]["status"] == "known"


def test_a_header_called_no_has_to_be_quoted_and_is_said_to(empty: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "plain.csv", [["no", *PLAIN[0][1:]], *PLAIN[1:]])
    (tmp_path / "m.yaml").write_text(MAP.replace("number", "no"), "utf-8")
    told = lianyi("import", path, "--map", tmp_path / "m.yaml", at=empty)
    assert told.code == 1 and "map.malformed" in told.err and "quotes" in told.err
    (tmp_path / "m.yaml").write_text(MAP.replace("number", '"no"'), "utf-8")
    assert lianyi("import", path, "--map", tmp_path / "m.yaml", at=empty).code == 0


def test_a_store_is_named_once_and_remembered(empty: Path, tmp_path: Path) -> None:
    first = write_orders(tmp_path, "一.csv")
    assert lianyi("import", first, "--store", "旗舰店", at=empty).code == 0
    second = write(
        tmp_path / "二.csv",
        [HEADER, ["E9", "2026-11-10 10:00", "", "7.00", "0", "待付款", *[""] * 4]],
    )
    assert lianyi("import", second, at=empty).code == 0
    listed = lianyi("imports", "--json", at=empty).json["imports"]
    assert [i["store"] for i in listed] == ["旗舰店", "旗舰店"]


def test_when_a_file_was_made_and_what_it_covers_can_be_said(empty: Path, tmp_path: Path) -> None:
    path = write_orders(tmp_path, "orders.csv")
    covers = ("--covers", "2026-11-01..2026-11-30", "--as-of", "2026-12-01T08:00")
    manifest = lianyi("import", path, *covers, "--json", at=empty).json["imports"][0]["manifest"]
    assert manifest["as_of"].startswith("2026-12-01 00:00") and manifest["as_of_from"] == "given"
    part = manifest["parts"][0]
    assert (part["from_day"], part["to_day"]) == ("2026-11-01", "2026-11-30")


def test_a_header_that_nobody_checked_is_said_to_be_so(empty: Path, tmp_path: Path) -> None:
    rows = [["作品标题", "发布时间", "播放", "完播率"], ["开箱", "2026-11-10 10:00", "100", "30%"]]
    told = lianyi("import", write(tmp_path / "视频.csv", rows), "--json", at=empty)
    assert told.code == 0
    assert [n["code"] for n in told.json["imports"][0]["notes"]] == ["import.header_unverified"]


def test_foreign_amounts_wait_for_their_rate_and_never_count_one_to_one(
    empty: Path, tmp_path: Path
) -> None:
    header = "Name,Email,Financial Status,Paid at,Currency,Shipping,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price"
    lines = [
        f"#{n},a{n}@example.com,paid,2026-11-1{n} 10:00:00 +0800,{currency},0.00,{total},2026-11-1{n} 09:00:00 +0800,1,Cup,{total}"
        for n, (currency, total) in enumerate(
            [("USD", "100.00"), ("USD", "10.99"), ("JPY", "5000")]
        )
    ]
    path = tmp_path / "shopify.csv"
    path.write_text("\n".join([header, *lines]) + "\n", "utf-8")
    told = lianyi("import", path, "--json", at=empty)
    noted = told.json["imports"][0]["notes"]
    assert told.code == 0
    assert [n["code"] for n in noted] == ["import.rate_missing"] * 2
    assert "USD" in str(noted) and "2026-11-10" in str(noted) and "JPY" in str(noted)
    waiting = lianyi(*PAID, at=empty).json
    assert waiting["rows"][0]["gmv_paid"] in {0, None}
    assert {k for k in waiting["unavailable"] if "USD" in k} == {"gmv_paid:shopify/main:USD"}
    rates = write(
        tmp_path / "rates.csv",
        [
            ["day", "currency", "rate"],
            ["2026-11-01", "USD", "7.1234"],
            ["2026-11-01", "JPY", "0.0478"],
        ],
    )
    assert lianyi("import", rates, "--as", "rates", at=empty).code == 0
    # 712.34 + 78.29 (78.286166) + 239.00
    assert _paid(empty) == 71_234 + 7_829 + 23_900
    assert "rate_missing" not in json.dumps(lianyi(*PAID, at=empty).json)


def test_orders_move_between_channels_by_rule_and_leaves_have_names(shop: Path) -> None:
    asked = ("metric", "gmv_paid", "--period", "2026-W46", "--by", "channel")
    before = lianyi(*asked, "--json", at=shop).json["rows"]
    (shop / "channels.yaml").write_text(
        "channels:\n  youzan/live/private: {name: {zh: 小王直播, en: Wang live}}\n"
        "orders:\n  - when: {promoter: 小王}\n    carrier: live\n    source: private\n",
        "utf-8",
    )
    after = {r["channel"]: r["gmv_paid"] for r in lianyi(*asked, "--json", at=shop).json["rows"]}
    moved = sum(y * 100 for n, d, paid, y in orders() if n % 3 == 0 and paid and 9 <= d <= 15)
    assert after["youzan/live/private"] == moved
    assert sum(after.values()) == sum(r["gmv_paid"] for r in before) == paid_fen()
    assert "小王直播" in lianyi(*asked, at=shop).out
    (shop / "channels.yaml").write_text("orders: [{when: {friend: 1}, carrier: live}]", "utf-8")
    told = lianyi(*asked, at=shop)
    assert told.code == 1 and "orders[1].when.friend" in told.err


def test_counts_of_the_tiny_shop_are_what_they_seem() -> None:
    assert (len(orders()), count(8, 16), count()) == (14, 12, 10)
