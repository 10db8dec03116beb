from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.cli.contract.exports import count, orders, paid_fen
from tests.cli.contract.shell import lianyi

WEEK = ("--period", "2026-W46")
ANSWER = [
    "metrics", "units", "period", "zone", "snapshot", "data_as_of", "definitions",
    "person_coverage", "rows", "unavailable",
]  # fmt: skip
RELIED_ON = [
    "gmv_created",
    "gmv_paid",
    "gmv_net",
    "orders_created",
    "orders_paid",
    "buyers",
    "new_buyers",
    "order_value",
    "buyer_value",
    "pay_rate",
    "refund_amount_by_pay_time",
    "refund_amount_by_refund_time",
    "refund_rate_by_pay_time",
    "repurchase_rate",
    "ad_spend",
    "roi",
    "interactions",
]


def test_json_has_the_keys_that_others_rely_on(made_shop: Path) -> None:
    told = lianyi("metric", "gmv_paid", "pay_rate", *WEEK, "--json", at=made_shop)
    answer = told.json
    assert list(answer) == ANSWER
    assert answer["metrics"] == ["gmv_paid", "pay_rate"]
    assert answer["units"] == {"gmv_paid": "CNY minor units", "pay_rate": "fraction"}
    assert (answer["zone"], answer["snapshot"]) == ("Asia/Shanghai", 1)
    assert list(answer["data_as_of"]) == ["youzan/main/orders"]
    assert set(answer["definitions"]) == {"gmv_paid", "pay_rate"}
    assert answer["period"] == {"key": "2026-W46", "from": "2026-11-09", "to": "2026-11-15"}


def test_money_is_whole_minor_units_and_a_ratio_a_plain_fraction(made_shop: Path) -> None:
    asked = ("gmv_paid", "orders_paid", "pay_rate")
    rows = lianyi("metric", *asked, *WEEK, "--json", at=made_shop).json["rows"]
    assert len(rows) == 1, "no grain is one row"
    assert rows[0]["gmv_paid"] == paid_fen() and type(rows[0]["gmv_paid"]) is int
    assert rows[0]["orders_paid"] == count()
    assert rows[0]["pay_rate"] == pytest.approx(count() / count(paid=False))


def test_json_is_alone_on_stdout_in_utf8_and_unescaped(made_shop: Path) -> None:
    told = lianyi("metric", "gmv_paid", *WEEK, "--by", "province", "--json", at=made_shop)
    assert told.out.startswith("{") and told.out.endswith("}\n")
    assert "浙江省" in told.out and "\\u" not in told.out
    assert "Traceback" not in told.err


def test_every_metric_that_others_rely_on_is_there(made_shop: Path) -> None:
    told = lianyi("metric", *RELIED_ON, *WEEK, "--json", at=made_shop)
    assert told.code == 0
    assert set(RELIED_ON) <= set(told.json["rows"][0])
    for key in RELIED_ON:
        known = told.json["rows"][0][key] is not None
        assert known or told.json["unavailable"][key]["reason"], key


@pytest.mark.parametrize(("first", "last"), [(9, 15), (10, 10), (8, 16), (12, 13)])
def test_from_and_to_are_both_included(first: int, last: int, made_shop: Path) -> None:
    days = ("--from", f"2026-11-{first:02d}", "--to", f"2026-11-{last:02d}")
    answer = lianyi("metric", "gmv_paid", *days, "--json", at=made_shop).json
    assert answer["rows"][0]["gmv_paid"] == paid_fen(first, last)
    assert answer["period"]["from"] == days[1] and answer["period"]["to"] == days[3]


def test_without_a_period_it_is_the_last_complete_week(made_shop: Path) -> None:
    answer = lianyi("metric", "gmv_paid", "--json", at=made_shop).json
    today = datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai")).date()
    monday = today - timedelta(days=today.weekday() + 7)
    assert answer["period"]["from"] == monday.isoformat()
    assert answer["period"]["to"] == (monday + timedelta(days=6)).isoformat()


@pytest.mark.parametrize(
    "by", [("--by", "province", "--by", "channel"), ("--by", "province,channel")]
)
def test_parts_have_their_dimensions_and_sum(by: tuple[str, ...], made_shop: Path) -> None:
    asked = ("gmv_paid", *WEEK, *by, "--grain", "day", "--json")
    rows = lianyi("metric", *asked, at=made_shop).json["rows"]
    assert all(list(row) == ["province", "channel", "day", "gmv_paid"] for row in rows)
    assert sum(row["gmv_paid"] for row in rows) == paid_fen()


def test_a_grain_gives_a_row_a_day(made_shop: Path) -> None:
    rows = lianyi("metric", "gmv_paid", *WEEK, "--grain", "day", "--json", at=made_shop).json[
        "rows"
    ]
    assert [r["day"] for r in rows] == [f"2026-11-{d:02d}" for d in range(9, 16)]
    assert [r["gmv_paid"] for r in rows] == [paid_fen(d, d) for d in range(9, 16)]


def test_a_condition_narrows(made_shop: Path) -> None:
    where = ("--where", "province = '浙江省'")
    rows = lianyi("metric", "gmv_paid", *WEEK, *where, "--json", at=made_shop).json["rows"]
    wanted = sum(y * 100 for n, day, paid, y in orders() if n % 2 and paid and 9 <= day <= 15)
    assert rows[0]["gmv_paid"] == wanted


@pytest.mark.parametrize("with_what", ["previous", "weekday", "year", "festival"])
def test_a_comparison_says_with_what(with_what: str, made_shop: Path) -> None:
    asked = ("metric", "gmv_paid", *WEEK, "--compare", with_what, "--json")
    answer = lianyi(*asked, at=made_shop).json
    assert answer["compared_with"]["from"] < "2026-11-09"
    assert "gmv_paid__base" in answer["rows"][0]


def test_csv_has_a_header_and_the_same_numbers(made_shop: Path) -> None:
    told = lianyi("metric", "gmv_paid", *WEEK, "--by", "province", "--csv", at=made_shop)
    rows = list(csv.DictReader(io.StringIO(told.out)))
    assert {r["province"] for r in rows} == {"浙江省", "广东省"}
    assert sum(int(r["gmv_paid"]) for r in rows) == paid_fen()


def test_rows_foot_to_the_number_and_name_nobody(made_shop: Path) -> None:
    told = lianyi("metric", "gmv_paid", *WEEK, "--rows", "--json", at=made_shop)
    table = told.json["tables"][0]
    paid = table["columns"].index("paid_fen")
    assert sum(row[paid] for row in table["rows"]) == paid_fen()
    assert "person_id" in table["columns"]
    assert "1380013" not in told.out


def test_explain_shows_the_query(made_shop: Path) -> None:
    told = lianyi("metric", "gmv_paid", *WEEK, "--explain", at=made_shop)
    assert told.code == 0 and "SELECT" in told.out and "paid_fen" in told.out


def test_an_earlier_data_version_can_be_asked(shop: Path) -> None:
    assert lianyi("undo", "1", at=shop).code == 0
    asked = ("metric", "gmv_paid", *WEEK, "--json")
    now, then = lianyi(*asked, at=shop).json, lianyi(*asked, "--at", "1", at=shop).json
    assert (now["snapshot"], now["rows"][0]["gmv_paid"]) == (2, None)
    assert (then["snapshot"], then["rows"][0]["gmv_paid"]) == (1, paid_fen())


def test_an_unknown_metric_names_the_nearest(made_shop: Path) -> None:
    told = lianyi("metric", "gmv_payd", at=made_shop)
    assert told.code == 1 and "gmv_paid" in told.err


def test_people_get_a_table_and_its_caveats_beside_it(made_shop: Path) -> None:
    told = lianyi("metric", "gmv_paid", *WEEK, at=made_shop)
    assert "支付GMV" in told.out and f"{paid_fen() // 100:,}.00" in told.out
    assert "2026-W46" in told.err


def test_an_empty_workspace_says_what_is_missing(empty: Path) -> None:
    answer = lianyi("metric", "gmv_paid", "--json", at=empty).json
    assert answer["rows"] == [{"gmv_paid": None}]
    assert answer["unavailable"]["gmv_paid"]["why"] == "missing_source"


def test_the_dictionary_needs_no_workspace(tmp_path: Path) -> None:
    every = lianyi("metrics", "--json", at=tmp_path).json["metrics"]
    assert set(RELIED_ON) <= {m["key"] for m in every} and len(every) >= 80
    one = lianyi("metrics", "gmv_paid", "--lang", "en", "--json", at=tmp_path).json
    assert one["name"] == {"zh": "支付GMV", "en": "GMV (paid)"}
    assert one["definition"].isascii() and one["unit"] == "money"
    assert "口径" in lianyi("metrics", at=tmp_path).out
    assert "definition" in lianyi("metrics", "--lang", "en", at=tmp_path).out


def test_mistakes_in_own_metrics_are_told_and_the_good_ones_answer(shop: Path) -> None:
    (shop / "metrics.yaml").write_text(
        "metrics:\n"
        "  - {key: gmv_big, name: {zh: 大单GMV, en: Big orders}, definition: {zh: 大单。, en: Big.},\n"
        "     unit: money, view: orders, day: paid_day, value: sum(paid_fen), where: paid_fen >= 10000}\n"
        "  - {key: broken, name: {zh: 坏, en: Bad}, definition: {zh: 坏。, en: Bad.},\n"
        "     unit: gold, view: orders, day: paid_day, value: sum(paid_fen)}\n",
        "utf-8",
    )
    told = lianyi("metric", "gmv_big", *WEEK, "--json", at=shop)
    big = sum(y * 100 for _, day, paid, y in orders() if paid and 9 <= day <= 15 and y >= 100)
    assert told.json["rows"][0]["gmv_big"] == big
    assert "metrics.yaml" in told.err and "gold" in told.err
    listed = lianyi("metrics", "--json", at=shop)
    assert "gmv_big" in {m["key"] for m in listed.json["metrics"]}
    assert "metrics.yaml" in listed.err
