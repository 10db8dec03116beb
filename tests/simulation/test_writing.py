"""Written files: headers word for word, encodings, equal bytes, names that say when."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import monotonic

import pytest

from lianyi.simulation import SampleShop, Settings, write_reexports, write_shop
from lianyi.simulation.files import headers, headers_more
from lianyi.simulation.files.table import Dialect, Sheet, write_csv, write_xlsx
from lianyi.simulation.kinds import KINDS

SMALL = {"orders": 1_500, "first_day": date(2026, 8, 1), "last_day": date(2026, 11, 15)}
COUNTS = {
    "DOUYIN_ORDERS": 74,
    "DOUYIN_AFTERSALES": 28,
    "XIAOHONGSHU_ORDERS": 72,
    "XIAOHONGSHU_AFTERSALES": 8,
    "YOUZAN_ORDERS": 60,
    "YOUZAN_ITEMS": 37,
    "YOUZAN_CUSTOMERS": 35,
    "PINDUODUO_ORDERS": 27,
    "DOUYIN_LEDGER": 39,
    "DOUYIN_SETTLEMENTS": 22,
    "LIVE_SESSIONS": 51,
    "XIAOHONGSHU_DAYS": 21,
    "ALLIANCE": 22,
    "AD_PLANS": 21,
    "NOTES": 12,
}


def digests(folder: Path) -> dict[str, str]:
    files = (p for p in folder.rglob("*") if p.is_file())
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_equal_settings_write_equal_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_shop(tmp_path / name, **SMALL)  # type: ignore[arg-type]  # dates and counts
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert len(digests(tmp_path / "one")) > 35


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_a_header_has_as_many_names_as_the_platform(name: str, count: int) -> None:
    found = getattr(headers, name, None) or getattr(headers_more, name)
    assert len(found) == count
    assert len(set(found)) == count - (name == "YOUZAN_ORDERS")


def test_youzan_names_the_promoter_twice() -> None:
    assert headers.YOUZAN_ORDERS.count("分销员") == 2


def test_totals_and_a_page_lie_beside_the_files_or_where_wanted(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    totals = write_shop(
        tmp_path / "files",
        truth=tmp_path,
        progress=lambda *step: seen.append(step),
        **SMALL,  # type: ignore[arg-type]  # dates and counts
    )
    written = json.loads((tmp_path / "totals.json").read_text("utf-8"))
    assert written["all"]["overall"] == totals.overall
    assert written["definitions"]["gmv_paid"]["zh"]
    assert "exclude.yaml" in (tmp_path / "README.md").read_text("utf-8")
    assert len(seen) == seen[-1][2] == len(list((tmp_path / "files").iterdir()))


def test_reexports_come_with_the_totals_that_hold_after_them(tmp_path: Path) -> None:
    totals = write_reexports(tmp_path, **SMALL)  # type: ignore[arg-type]  # dates and counts
    assert set(totals) == {"overlap", "older", "fewer_columns", "every"}
    for name, found in totals.items():
        written = json.loads((tmp_path / f"totals_{name}.json").read_text("utf-8"))
        assert written["normal"]["overall"] == found.normal.overall


def test_few_columns_are_fewer_and_still_in_their_order(tmp_path: Path) -> None:
    shop = SampleShop(Settings(**SMALL))  # type: ignore[arg-type]  # dates and counts
    from lianyi.simulation import REEXPORTS

    shop.write(tmp_path, REEXPORTS["fewer_columns"](shop.settings))
    path = next(tmp_path.glob("抖店_订单*"))
    first = path.read_text("gb18030").splitlines()[0].split(",")
    assert first == [h for h in headers.DOUYIN_ORDERS if h in first]
    assert len(first) == 10


def test_douyin_ids_end_in_a_tab_and_unknowns_are_dashes(tmp_path: Path) -> None:
    shop = SampleShop(Settings(**SMALL))  # type: ignore[arg-type]  # dates and counts
    export = next(e for e in shop.exports() if e.platform == "douyin" and e.kind == "orders")
    shop.write(tmp_path, [export])
    text = (tmp_path / export.name).read_bytes().decode("gb18030")
    assert text.count("\r\n") == len(text.splitlines())
    row = dict(zip(headers.DOUYIN_ORDERS, text.splitlines()[1].split(","), strict=True))
    assert row["主订单编号"].endswith("\t")
    assert len(row["主订单编号"].strip()) == 19
    assert row["车型"] == "-"


def test_a_sheet_refuses_a_column_without_a_header() -> None:
    with pytest.raises(ValueError, match="without a header"):
        Sheet(["甲"], {"乙": "1"}, 1)
    with pytest.raises(ValueError, match="another length"):
        Sheet(["甲"], {"甲": ["1", "2"]}, 1)


def test_a_workbook_says_the_same_as_the_text(tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    sheet = Sheet(["号", "数", "空"], {"号": ["0012", "P7"], "数": ["12.50", "3"]}, 2, "表")
    write_xlsx(tmp_path / "a.xlsx", sheet)
    write_csv(tmp_path / "a.csv", sheet, Dialect("gbk", "-"))
    book = CalamineWorkbook.from_path(tmp_path / "a.xlsx")
    assert book.sheet_names == ["表"]
    assert book.get_sheet_by_name("表").to_python()[1:] == [["0012", 12.5, ""], ["P7", 3.0, ""]]
    assert (tmp_path / "a.csv").read_bytes().decode("gbk").splitlines()[1] == "0012,12.50,-"


def kinds() -> Iterator[str]:
    for kind in KINDS:
        yield f"{kind.platform}/{kind.kind}"


def test_kinds_are_named_once() -> None:
    found = list(kinds())
    assert len(set(found)) == len(found)
    assert len({k.label for k in KINDS}) == len(found)


def test_two_years_are_about_a_hundred_files() -> None:
    shop_files = SampleShop(Settings(orders=1_000)).exports()
    assert 90 <= len(shop_files) <= 115
    assert len({e.name for e in shop_files}) == len(shop_files)


def test_a_shop_of_few_files_says_the_same_of_all_that_is_through() -> None:
    many = SampleShop(Settings(orders=1_000))
    few = SampleShop(Settings(orders=1_000, few_files=True))
    assert len(few.exports()) < 60
    assert few.totals().overall["gmv_created"] == many.totals().overall["gmv_created"]
    assert few.totals().overall["gmv_paid"] == many.totals().overall["gmv_paid"]


@pytest.mark.full
def test_two_hundred_thousand_orders_are_written_within_a_minute(tmp_path: Path) -> None:
    started = monotonic()
    totals = write_shop(tmp_path)
    assert monotonic() - started < 60
    assert totals.overall["orders_created"] == 200_000
