"""What one pass over a file tells: every fault up to a thousand, each with the code that helps."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lianyi.core.errors import Issue
from lianyi.facts.keys import KEY_BYTES
from lianyi.facts.workspace import init_workspace
from lianyi.importers.mapping import shipped_mappings
from lianyi.importers.reading import open_inputs
from lianyi.importers.run import Imported, Importer, Options
from lianyi.shop.shop import open_shop

HEADER = "主订单编号,子订单编号,订单提交时间,支付完成时间,订单应付金额,订单状态,商品数量,选购商品"
GOOD = "6953547102608758621,6953547102608758622,2026-09-09 10:20:00,2026-09-09 10:22:00,109.80,已完成,2,学饮杯"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
TITLES = HEADER.split(",")


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANYI_KEY", "5a" * KEY_BYTES)


def imported(folder: Path, rows: list[str], options: Options | None = None) -> Imported:
    """Import rows of text below the header of an order export."""
    path = folder / "订单.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8-sig")
    init_workspace(folder / "shop")
    shop = open_shop(folder / "shop")
    known = list(shipped_mappings().values())
    (source,) = open_inputs(path)
    (result,) = Importer(shop.workspace, shop.vault, known, lambda: NOW).import_input(
        source, options or Options()
    )
    return result


def row(number: int = 0, **changed: str) -> str:
    """The good row with another order number, and cells of the given titles changed."""
    cells = dict(zip(TITLES, GOOD.split(","), strict=True))
    cells["主订单编号"] = cells["子订单编号"] = f"69535471{number:011d}"
    return ",".join({**cells, **changed}.values())


def told(issue: Issue) -> tuple[str, str]:
    return issue.code, issue.place()


@pytest.mark.parametrize(
    ("title", "text", "code", "place"),
    [
        ("支付完成时间", "2026-02-30 10:22:00", "import.cell_date", "D3"),
        ("支付完成时间", "1026-02-03 10:22:00", "import.cell_date", "D3"),
        ("订单应付金额", "1O9.80", "import.cell_money", "E3"),
        ("订单应付金额", '"109,80"', "import.cell_money", "E3"),
        ("订单应付金额", "109.805", "import.cell_money", "E3"),
        ("订单应付金额", "#REF!", "import.cell_formula", "E3"),
        ("商品数量", "两件", "import.cell_number", "G3"),
        ("商品数量", "-2", "import.cell_negative", "G3"),
        ("子订单编号", "", "import.cell_missing", "B3"),
        ("子订单编号", "-", "import.cell_missing", "B3"),
        ("主订单编号", "6.95355E+18", "import.id_precision_lost", "A3"),
        ("选购商品", '"学饮杯', "import.quote_unclosed", "H3"),
        ("选购商品", "学饮杯,红", "import.row_too_long", "I3"),
    ],
)
def test_a_fault_has_its_code_and_its_cell(
    tmp_path: Path, title: str, text: str, code: str, place: str
) -> None:
    result = imported(tmp_path, [row(1), row(2, **{title: text}), row(3)])
    assert [told(i) for i in result.issues] == [(code, place)]
    assert result.status == "refused" and result.manifest is None


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("支付完成时间", "0000-00-00 00:00:00"),
        ("支付完成时间", "1970-01-01 08:00:00"),
        ("订单应付金额", "¥-1.80"),
        ("订单应付金额", '"¥1,109.80元"'),
        ("订单应付金额", "１０９.８０"),
        ("订单应付金额", "1.2万"),
        ("商品数量", "2件"),
        ("商品数量", "2.0"),
        ("选购商品", "#REF!"),
    ],
)
def test_an_odd_but_clear_spelling_is_no_fault(tmp_path: Path, title: str, text: str) -> None:
    result = imported(tmp_path, [row(1), row(2, **{title: text}), row(3)])
    assert not result.issues and result.status == "imported"
    assert result.manifest is not None and result.manifest.rows == 3


def test_the_header_in_the_middle_is_one_fault(tmp_path: Path) -> None:
    result = imported(tmp_path, [row(1), HEADER, row(2)])
    assert [told(i) for i in result.issues] == [("import.header_again", "A3")]


def test_a_row_of_another_delimiter_is_one_fault(tmp_path: Path) -> None:
    result = imported(tmp_path, [row(1), row(2).replace(",", ";"), row(3)])
    assert [told(i) for i in result.issues] == [("import.row_delimiter", "A3")]


def test_a_quote_that_another_one_seems_to_close_is_told_from_a_cell_of_two_lines(
    tmp_path: Path,
) -> None:
    rows = [
        row(1, 选购商品='"学饮杯\n大号"'),
        row(2, 订单状态='"已完成'),
        row(3, 选购商品='"碗, 勺"'),
        row(4, 商品数量="x"),
    ]
    result = imported(tmp_path, rows)
    assert [told(i) for i in result.issues] == [
        ("import.quote_unclosed", "F3"),
        ("import.cell_number", "G5"),
    ]


def test_one_pass_tells_all_faults(tmp_path: Path) -> None:
    wrong = {"订单应付金额": "x", "商品数量": "y"}
    rows = [row(i, **(wrong if i % 3 == 0 else {})) for i in range(1_200)]
    result = imported(tmp_path, rows)
    assert [i.place() for i in result.issues] == [
        f"{column}{i + 2}" for i in range(0, 1_200, 3) for column in "EG"
    ]


def test_one_pass_tells_the_first_thousand_faults(tmp_path: Path) -> None:
    result = imported(tmp_path, [row(i, 商品数量="y") for i in range(1_500)])
    assert [i.place() for i in result.issues] == [f"G{i + 2}" for i in range(1_000)]
    assert result.facts["bad_rows"] == 1_500


def test_good_rows_are_kept_where_bad_ones_are_skipped(tmp_path: Path) -> None:
    rows = [row(1), row(2, 商品数量="y"), row(3, 选购商品="杯,红"), HEADER, row(4)]
    result = imported(tmp_path, rows, Options(skip_bad=True))
    assert result.status == "imported" and result.manifest is not None
    assert [i.row for i in result.issues] == [3, 4, 5]
    assert {p.table: p.rows for p in result.manifest.parts} == {"orders": 2, "order_lines": 2}
