"""A second bookkeeper reads the written files with the standard library alone and must find the totals."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from lianyi.simulation import REEXPORTS, SampleShop, Settings
from lianyi.simulation.totals import Totals

SETTINGS = Settings(seed=11, orders=4_000, first_day=date(2026, 3, 1), last_day=date(2026, 11, 15))
ENCODINGS = {"抖店": "gb18030", "有赞": "gbk", "小红书": "utf-8-sig", "拼多多": "gb18030"}
PLATFORM = {"抖店": "douyin", "有赞": "youzan", "小红书": "xiaohongshu", "拼多多": "pinduoduo"}
STAMP = re.compile(r"_(\d{14})\.")
Row = dict[str, str]
Known = dict[tuple[str, ...], Row]


def rows_of(path: Path) -> Iterator[Row]:
    if path.suffix == ".xlsx":
        from python_calamine import CalamineWorkbook

        table = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        texts = [[_text(cell) for cell in row] for row in table]
    else:
        with path.open(encoding=ENCODINGS[path.name.split("_")[0]], newline="") as file:
            texts = list(csv.reader(file))
    for row in texts[1:]:
        yield {h: c.strip("\t") for h, c in zip(texts[0], row, strict=True)}


def _text(cell: object) -> str:
    return f"{cell:.2f}" if isinstance(cell, float) and cell % 1 else str(cell).removesuffix(".0")


def fen(text: str) -> int:
    whole, _, part = text.partition(".")
    sign = -1 if whole.startswith("-") else 1
    return sign * (abs(int(whole)) * 100 + int((part + "00")[:2]))


def newest(folders: list[Path], label: str, *key: str) -> Known:
    """Fold every file of one kind: per row and column, the file with the latest time in its name wins."""
    paths = [p for f in folders for p in f.iterdir() if re.match(rf"{label}_\d", p.name)]
    known: Known = defaultdict(dict)
    for path in sorted(paths, key=_stamp):
        for row in rows_of(path):
            known[tuple(row[k] for k in key)].update(row)
    assert known, label
    return known


def _stamp(path: Path) -> str:
    found = STAMP.search(path.name)
    assert found
    return found[1]


class Book:
    """Sums by key and day, kept by hand."""

    def __init__(self, folders: list[Path]) -> None:
        self.sums: dict[str, int] = defaultdict(int)
        self.days: dict[tuple[str, str], int] = defaultdict(int)
        self.people: dict[str, str] = {}
        self.douyin(folders)
        self.youzan(folders)
        self.xiaohongshu(folders)
        self.pinduoduo(folders)

    def put(self, key: str, day: str, value: int) -> None:
        self.sums[key] += value
        self.days[key, day[:10]] += value

    def order(self, created: str, paid: str, person: str, goods: int, refunded: int) -> None:
        self.put("orders_created", created, 1)
        self.put("gmv_created", created, goods)
        if paid in {"", "-"}:
            return
        self.put("orders_paid", paid, 1)
        self.put("gmv_paid", paid, goods)
        self.put("refund_amount_by_pay_time", paid, refunded)
        self.put("gmv_net", paid, goods - refunded)
        self.put("refunded_orders", paid, int(refunded > 0))
        if person:
            self.put("orders_with_person", paid, 1)
            self.people[person] = min(paid, self.people.get(person, paid))

    def douyin(self, folders: list[Path]) -> None:
        back: dict[str, int] = defaultdict(int)
        for row in newest(folders, "抖店_售后单", "售后单号").values():
            if row["商家退款时间"] != "-":
                assert row["售后状态"] == "同意退款，退款成功"
                amount = fen(row["退商品金额（元）"])
                back[row["商品单号"]] += amount
                self.put("refund_amount_by_refund_time", row["商家退款时间"], amount)
        orders: dict[str, list[Row]] = defaultdict(list)
        for row in newest(folders, "抖店_订单", "子订单编号").values():
            orders[row["主订单编号"]].append(row)
        for lines in orders.values():
            first, phone = lines[0], lines[0]["收件人手机号"]
            goods = sum(fen(r["订单应付金额"]) - fen(r["运费"]) for r in lines)
            refunded = sum(back[r["子订单编号"]] for r in lines)
            person = "" if "*" in phone else f"douyin {phone}"
            self.order(first["订单提交时间"], first["支付完成时间"], person, goods, refunded)
            if first["支付完成时间"] != "-":
                bearers = ("平台实际承担优惠金额", "达人实际承担优惠金额")
                extra = sum(fen(r[b]) for r in lines for b in bearers)
                self.put("gmv_paid_with_subsidy", first["支付完成时间"], goods + extra)
                self.put(
                    "units_sold", first["支付完成时间"], sum(int(r["商品数量"]) for r in lines)
                )

    def youzan(self, folders: list[Path]) -> None:
        units: dict[str, int] = defaultdict(int)
        for row in newest(folders, "有赞_订单商品", "订单号", "规格编码").values():
            units[row["订单号"]] += int(row["商品数量"])
        for row in newest(folders, "有赞_订单", "订单号").values():
            freight, paid = fen(row["运费"]), row["买家付款时间"]
            goods = fen(row["订单实付金额"]) - freight
            person = f"youzan {row['买家手机号']}"
            self.order(row["订单创建时间"], paid, person, goods, fen(row["订单已退款金额"]))
            if paid:
                self.put("gmv_paid_with_subsidy", paid, fen(row["订单实收金额"]) - freight)
                self.put("units_sold", paid, units[row["订单号"]])

    def xiaohongshu(self, folders: list[Path]) -> None:
        back: dict[str, int] = defaultdict(int)
        for row in newest(folders, "小红书_售后单", "售后单号").values():
            back[row["订单号"]] += fen(row["申请售后金额(元)"])
        orders: dict[str, list[Row]] = defaultdict(list)
        for row in newest(folders, "小红书_订单", "订单号", "规格ID").values():
            orders[row["订单号"]].append(row)
        for number, lines in orders.items():
            first = lines[0]
            goods = sum(fen(r["用户应付金额(元)"]) for r in lines)
            self.order(
                first["订单创建时间"], first["支付时间"], first["用户编号"], goods, back[number]
            )
            if first["支付时间"]:
                gross = sum(fen(r["商家应收金额(元)（支付金额）"]) for r in lines)
                self.put("gmv_paid_with_subsidy", first["支付时间"], gross)
                self.put("units_sold", first["支付时间"], sum(int(r["SKU件数"]) for r in lines))

    def pinduoduo(self, folders: list[Path]) -> None:
        for row in newest(folders, "拼多多_订单", "订单号").values():
            goods, made = fen(row["用户实付金额(元)"]), row["订单成交时间"]
            self.order(made, made, "", goods, goods if row["售后状态"] == "退款成功" else 0)
            self.put("gmv_paid_with_subsidy", made, fen(row["商家实收金额(元)"]))
            self.put("units_sold", made, int(row["商品数量(件)"]))


@pytest.fixture(scope="module")
def shop() -> SampleShop:
    return SampleShop(SETTINGS)


@pytest.fixture(scope="module")
def folder(shop: SampleShop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("shop")
    trade = [e for e in shop.exports() if e.kind in {"orders", "items", "aftersales"}]
    shop.write(path / "base", trade)
    for name, exports in REEXPORTS.items():
        shop.write(path / name, exports(SETTINGS))
    return path


def compare(book: Book, totals: Totals) -> None:
    for key, value in book.sums.items():
        assert totals.overall[key] == value, key
    for (key, day), value in book.days.items():
        assert totals.all.by_day[day][key] == value, (key, day)
    assert totals.overall["buyers"] == len(book.people)
    new_of_day: dict[str, int] = defaultdict(int)
    for first in book.people.values():
        new_of_day[first[:10]] += 1
    assert {
        d: s["new_buyers"] for d, s in totals.all.by_day.items() if s["new_buyers"]
    } == new_of_day


@pytest.mark.parametrize(
    "sets",
    [
        (),
        ("overlap",),
        ("older",),
        ("fewer_columns",),
        ("overlap", "older"),
        ("overlap", "older", "fewer_columns"),
    ],
)
def test_the_files_say_what_the_totals_say(
    shop: SampleShop, folder: Path, sets: tuple[str, ...]
) -> None:
    book = Book([folder / "base", *(folder / s for s in sets)])
    compare(book, shop.totals(*sets))


def test_an_older_export_changes_no_total(shop: SampleShop) -> None:
    assert shop.totals("older").overall == shop.totals().overall


def test_a_later_export_moves_payments_and_refunds(shop: SampleShop) -> None:
    base, later = shop.totals().overall, shop.totals("overlap").overall
    assert later["orders_created"] == base["orders_created"]
    assert later["orders_paid"] > base["orders_paid"]
    assert later["refund_amount_by_pay_time"] > base["refund_amount_by_pay_time"]


def test_fewer_columns_teach_payments_but_no_youzan_refund(shop: SampleShop) -> None:
    both, few = shop.totals("overlap").all, shop.totals("overlap", "fewer_columns").all
    youzan, later = both.by_platform["youzan"], few.by_platform["youzan"]
    assert youzan["refund_amount_by_pay_time"] == later["refund_amount_by_pay_time"]
    assert few.overall["buyers"] >= both.overall["buyers"]


def test_a_moment_lies_in_every_name(shop: SampleShop) -> None:
    for export in shop.exports("overlap", "older", "fewer_columns"):
        found = STAMP.search(export.name)
        assert found
        assert datetime.strptime(found[1], "%Y%m%d%H%M%S") == export.as_of  # noqa: DTZ007
