"""The workbook: numbers stay numbers, words never become formulas, equal documents are equal files."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from lianyi.core.translation import LANGS, Lang
from lianyi.reports.document import Document
from lianyi.reports.gather import Gathered
from lianyi.reports.render.xlsx import render_xlsx
from lianyi.reports.weekly import KEYS, assemble
from tests.reports.analysed_week import analysed
from tests.reports.shop import PRODUCTS, W36, W37, TuantuanShop
from tests.reports.test_numbers_can_be_asked_again import Source, built

DANGEROUS = (
    "=1+1",
    "+86 138****1402",
    "-12.50",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "=cmd|' /C calc'!A0",
    '"quoted", and\nnew line',
    "6953550000000000001",
    "http://example.org",
    "nul\x00byte",
)


def weekly(lang: Lang = "zh", shop: TuantuanShop | None = None) -> Document:
    return assemble(Gathered(shop or TuantuanShop(), W37, W36, KEYS), analysed(), lang)


def opened(data: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {n: list(map(list, book.get_sheet_by_name(n).to_python())) for n in book.sheet_names}


def xml_of(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml")]
        return "".join(archive.read(name).decode() for name in names)


def test_sheets_follow_the_report() -> None:
    zh, en = (opened(render_xlsx(weekly(lang))) for lang in LANGS)
    assert list(zh)[:4] == ["老板页", "核心指标", "为什么变", "每日"]
    assert list(en)[:4] == ["Summary", "Key figures", "What changed", "Daily"]
    assert len(zh) == len(en) and list(zh)[-1] == "口径"


def test_money_is_yuan_and_ratios_are_fractions() -> None:
    rows = {row[0]: row[1:] for row in opened(render_xlsx(weekly()))["核心指标"]}
    assert rows["支付GMV"][:2] == [445_969, 459_396]
    assert rows["支付GMV"][2] == pytest.approx(-13_427 / 459_396)
    assert rows["成单率"][0] == pytest.approx(3_156 / 111_900)
    assert rows["支付订单数"][0] == 3_156


def test_negative_numbers_are_numbers_and_the_matrix_foots() -> None:
    rows = opened(render_xlsx(weekly()))["为什么变"]
    matrix = {row[0]: row[1:5] for row in rows if row[0] in ("抖音", "合计") and row[4] != ""}
    assert matrix["抖音"] == [-18_567, -14_315, -7_270, -40_152]
    assert matrix["合计"] == [4_497, -14_605, -3_319, -13_427]


def test_what_is_missing_is_empty_and_explained() -> None:
    sheet = opened(render_xlsx(weekly()))["渠道"]
    head = next(row for row in sheet if row[0] == "渠道" and len(row) > 3 and row[1] != "")
    youzan = next(row for row in sheet if row[0] == "有赞商城")
    place = head.index("投放花费")
    assert youzan[place] == "" and youzan[head.index("ad_spend__why")] == "missing_source"


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_is_a_formula_and_words_come_back_as_they_were(text: str) -> None:
    shop = TuantuanShop(shop=text, products={**PRODUCTS, text: (900_000, 1_000)})
    data = render_xlsx(weekly(shop=shop))
    assert not re.search(r"<f[ >]", xml_of(data))
    names = [row[0] for row in opened(data)["商品"]]
    assert text in names


def test_the_same_document_is_the_same_file() -> None:
    assert render_xlsx(weekly()) == render_xlsx(weekly())
    assert b"2026-09-14T09:00:00Z" in zipfile.ZipFile(BytesIO(render_xlsx(weekly()))).read(
        "docProps/core.xml"
    )


def test_a_report_without_a_stamp_is_still_the_same_file() -> None:
    plain = render_xlsx(weekly(shop=TuantuanShop(made_at="")))
    assert plain == render_xlsx(weekly(shop=TuantuanShop(made_at="")))


def test_charts_are_native_and_heads_are_frozen() -> None:
    xml = xml_of(render_xlsx(weekly()))
    assert xml.count("<c:barChart>") >= 1 and xml.count("<c:lineChart>") == 1
    assert "<autoFilter " in xml and 'state="frozen"' in xml
    assert "#,##0.00" in xml and "0.00%" in xml


def charts_in(data: bytes) -> int:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return len([n for n in archive.namelist() if n.startswith("xl/charts/chart")])


def test_the_raw_data_stand_on_a_sheet_by_day_channel_and_metric() -> None:
    source = Source()
    sheet = opened(render_xlsx(built("weekly", source)))["明细数据"]
    head = sheet.index(["日期", "渠道", "指标", "编号", "数值"])
    rows = [row for row in sheet[head + 1 :] if row[0]]
    gmv = sum(float(str(row[4])) for row in rows if row[3] == "gmv_paid")
    assert gmv == pytest.approx(2_050)  # 205000 fen in the week, by hand
    assert len({row[0] for row in rows}) > 1 and len({row[1] for row in rows}) >= 4


def test_the_daily_workbook_has_a_native_chart() -> None:
    assert charts_in(render_xlsx(built("daily"))) == 1


def test_where_net_sales_should_end_stands_in_columns_of_numbers() -> None:
    book = opened(render_xlsx(weekly()))
    head = next(row for row in book["核心指标"] if row[0] == "指标")
    net = next(row for row in book["核心指标"] if row[0] == "净成交")
    low, high = (head.index(f"正常吗{end}") for end in ("·低", "·高"))
    assert (net[1], net[low], net[high]) == (418_765, 396_900, 402_300)


def test_drivers_are_exact_and_sum_to_the_change() -> None:
    rows = opened(render_xlsx(built("weekly", Source())))["为什么变"]
    head = next(n for n, row in enumerate(rows) if row[0] == "渠道")
    total = rows[head].index("合计")
    table = [row for row in rows[head + 1 : head + 6] if row[0]]
    assert len(table) == 5
    for row in table:
        drivers = sum(float(str(v or 0)) for v in row[1:total])
        assert drivers == pytest.approx(float(str(row[total])), abs=0.001)
