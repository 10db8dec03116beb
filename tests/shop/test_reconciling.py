"""`lianyi reconcile` on the sample shop: its platforms' own reports, and reports that count otherwise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lianyi.cli.main import main
from lianyi.core.errors import LianyiError
from lianyi.shop import Shop
from lianyi.shop.reconciling import reconcile

COMPASS, QIANFAN, ORDERS = "罗盘_核心数据_*", "千帆_店铺日报_*", "抖店_订单_202609*"
DAYS = "2026-09-01..2026-09-30"


def export(exports: Path, name: str) -> Path:
    (found,) = (exports / "shop").glob(name)
    return found


def ask(shop: Shop, capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> dict[str, Any]:  # fmt: skip
    code = main(["reconcile", str(path), *options, "--json", "-C", str(shop.workspace.folder)])
    said = capsys.readouterr()
    assert code == 0, said.err
    answer: dict[str, Any] = json.loads(said.out)
    return answer


def by_sql(shop: Shop, select: str) -> int:
    return int(shop.engine.rows(select)[0][0] or 0)


def test_the_compass_counts_freight_and_nothing_is_left(shop: Shop, exports: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    found = ask(shop, capsys, export(exports, COMPASS), "--metric", "gmv_paid")
    assert (found["kind"], found["read_as"], found["platform"]) == ("days", "compass_shop_days", "douyin")  # fmt: skip
    (freight,) = found["causes"]
    inside = f"paid_day BETWEEN '{found['period']['from']}' AND '{found['period']['to']}' AND platform = 'douyin'"
    assert freight["key"] == "freight"
    assert freight["amount_fen"] == by_sql(shop, f"SELECT sum(freight_fen) FROM orders WHERE {inside}")  # fmt: skip
    assert freight["order_count"] == by_sql(shop, f"SELECT count(*) FROM orders WHERE freight_fen > 0 AND {inside}")  # fmt: skip
    assert sum(d["amount_fen"] for d in freight["days"]) == freight["amount_fen"]
    assert found["unexplained_fen"] == 0
    assert found["explained"]
    assert found["theirs_fen"] - found["ours_fen"] == found["gap_fen"] == freight["amount_fen"]


@pytest.mark.parametrize("metric", ["gmv_paid", "gmv_created", "gmv_net", "gmv_paid_with_subsidy", "orders_paid", "orders_created"])  # fmt: skip
def test_our_number_is_that_of_the_metric(shop: Shop, exports: Path, metric: str) -> None:
    found = reconcile(shop, export(exports, COMPASS), metric, "2026-09")
    (row,) = shop.metrics(metric, period="2026-09", where="platform = 'douyin'").rows()
    assert found.gap.ours == row[metric]
    assert found.gap.theirs == found.gap.ours + sum(c.amount for c in found.gap.causes) + found.gap.unexplained  # fmt: skip


def test_a_platform_that_counts_as_we_do_has_no_gap(shop: Shop, exports: Path) -> None:
    found = reconcile(shop, export(exports, QIANFAN), "gmv_paid")
    assert (found.gap.causes, found.gap.unexplained) == ((), 0)
    assert found.gap.ours == found.gap.theirs > 0


def test_an_export_of_orders_holds_unpaid_ones_and_freight(shop: Shop, exports: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    found = ask(shop, capsys, export(exports, ORDERS), "--metric", "gmv_paid", "--limit", "2")
    causes = {c["key"]: c for c in found["causes"]}
    assert found["kind"] == "orders"
    assert {"unpaid", "freight"} <= set(causes)
    assert found["unexplained_fen"] == 0
    unpaid = causes["unpaid"]
    assert len(unpaid["orders"]) <= 2 < unpaid["order_count"]
    numbers = ", ".join(f"'{o['order_no']}'" for o in unpaid["orders"])
    assert by_sql(shop, f"SELECT count(*) FROM orders_all WHERE order_no IN ({numbers}) AND NOT is_paid") == 2  # fmt: skip


def test_a_plain_table_of_a_platform_in_another_zone(shop: Shop, tmp_path: Path) -> None:
    rows = shop.engine.rows(
        "SELECT CAST(paid_at - INTERVAL 8 HOUR AS DATE), sum(paid_fen - refund_fen) FROM orders WHERE is_paid AND "
        "CAST(paid_at - INTERVAL 8 HOUR AS DATE) BETWEEN '2026-09-01' AND '2026-09-30' GROUP BY 1 ORDER BY 1"
    )
    path = tmp_path / "erp.csv"
    path.write_text("日期,金额\n" + "".join(f"{day},{int(fen) / 100:.2f}\n" for day, fen in rows), "utf-8")  # fmt: skip
    gap = reconcile(shop, path, "gmv_paid").gap
    assert {c.key for c in gap.causes} == {"hours", "refunds"}
    assert (gap.definition.hours, gap.definition.refunds, gap.unexplained) == (8, "so_far", 0)
    zone = next(c for c in gap.causes if c.key == "hours")
    assert sum(o.amount for o in zone.orders) == zone.amount


def test_a_part_of_a_long_export_is_held_against_that_part(shop: Shop, exports: Path) -> None:
    # Its unpaid orders have no time of payment: they belong to the month in which they were placed.
    for name in ("有赞_订单_20260701*", "拼多多_订单_*"):
        gap = reconcile(shop, export(exports, name), "gmv_paid", "2026-09").gap
        assert gap.unexplained == 0
        assert "other_day" not in {c.key for c in gap.causes}, name


def test_a_table_with_a_heading_or_without_titles_is_read(shop: Shop, tmp_path: Path) -> None:
    for text in (
        "财务对账单,\n日期,金额\n2026-09-01,5.00\n2026-09-02,6.00\n",
        "2026-09-01,5.00\n2026-09-02,6.00\n",
    ):
        path = tmp_path / "plain.csv"
        path.write_text(text, "gb18030")
        found = reconcile(shop, path, "gmv_paid")
        assert (found.gap.theirs, found.issues) == (1_100, ())


def test_a_report_of_one_platform_among_all_is_told_from_the_rest(shop: Shop, tmp_path: Path) -> None:  # fmt: skip
    rows = shop.engine.rows("SELECT order_no, paid_fen FROM orders WHERE is_paid AND platform = 'youzan' AND paid_day BETWEEN '2026-09-01' AND '2026-09-30'")  # fmt: skip
    path = tmp_path / "finance.csv"
    path.write_text("订单号,金额\n" + "".join(f"{no},{fen / 100:.2f}\n" for no, fen in rows), "utf-8")  # fmt: skip
    gap = reconcile(shop, path, "gmv_paid", DAYS).gap
    assert [c.key for c in gap.causes] == ["scope"]
    assert [p for p, _ in gap.stores] == ["youzan"]
    assert gap.unexplained == 0
    assert reconcile(shop, path, "gmv_paid", DAYS, platform="youzan").gap.causes == ()


def test_the_table_names_every_cause_in_both_languages(shop: Shop, exports: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    for lang, words in (("zh", ("我们", "运费", "未解释", "平台")), ("en", ("Ours", "Freight", "Unexplained", "Platform"))):  # fmt: skip
        asked = ["reconcile", str(export(exports, COMPASS)), "--metric", "gmv_paid", "--by", "day", "--lang", lang]  # fmt: skip
        assert main([*asked, "-C", str(shop.workspace.folder)]) == 0
        said = capsys.readouterr().out
        assert all(word in said for word in words), said


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("日期,备注\n2026-09-01,好\n", {}, "reconcile.column"),
        ("日期,金额\n哪天,5\n", {}, "reconcile.nothing_read"),
        ("日期,金额\n2026-09-01,5\n", {"period": "2026-10"}, "reconcile.not_in_period"),
        ("日期,金额\n2020-09-01,5\n", {}, "reconcile.nothing_of_ours"),
        ("日期,金额\n2026-09-01,5\n", {"platform": "amazon"}, "reconcile.nothing_of_ours"),
        ("订单号,金额\nX1,5\n", {}, "reconcile.no_days"),
        ("", {}, "import.empty"),
    ],
)
def test_what_cannot_be_reconciled_is_refused(shop: Shop, tmp_path: Path, text: str, options: dict[str, Any], code: str) -> None:  # fmt: skip
    path = tmp_path / "report.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(LianyiError) as refused:
        reconcile(shop, path, "gmv_paid", **options)
    assert refused.value.code == code
    assert len(str(refused.value)) > 20


def test_a_row_that_cannot_be_read_is_told_and_left_out(shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    path = tmp_path / "report.csv"
    path.write_text("日期,金额\n2026-09-01,100.00\n2026-09-02,很多\n合计,100.00\n", "utf-8")
    found = ask(shop, capsys, path, "--metric", "gmv_paid")
    (issue,) = found["issues"]
    assert (issue["code"], issue["row"], issue["column"]) == ("reconcile.cell_amount", 3, "B")
    assert found["theirs_fen"] == 10_000
