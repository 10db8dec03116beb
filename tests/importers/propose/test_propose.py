from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.importers.mapping import parse_mapping
from lianyi.importers.propose import Proposal, propose
from lianyi.importers.propose.kinds import SIGNATURES
from lianyi.importers.recognise import Recognition, Row, recognise
from lianyi.importers.shape import shape
from tests.importers.platforms.export import Facts, read


def rows(*lines: str) -> list[Row]:
    return [line.split(",") for line in lines]


def facts_of(sheet: list[Row], zone: str = "Asia/Shanghai") -> Facts:
    """Propose, write the YAML, load it again, recognise the file by it and read it."""
    proposal = propose(sheet, (), "file.csv")
    mapping = parse_mapping(yaml.safe_load(proposal.to_yaml("en")), "x")
    found = recognise(sheet, [mapping])
    assert isinstance(found, Recognition), found
    return read([[c or "" for c in r] for r in sheet], found, zone)


def columns_of(proposal: Proposal, table: str) -> dict[str, Any]:
    return dict(proposal.document.tables[table])


SHOP = rows(
    "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID",
    "1,A,2,2010-12-01 08:26:00,2.55,17850.0",
    "1,B,1,2010-12-01 08:26:00,0.00,17850.0",
    "C2,A,-1,2010-12-02 09:00:00,2.55,17850.0",
    "3,A,-5,2010-12-02 09:00:00,0.00,",
)


def test_returns_become_refunds_and_never_lower_what_was_paid() -> None:
    found = facts_of(SHOP, "UTC")
    assert [(o["order_no"], o["paid_fen"], o["paid_at"] is None) for o in found["orders"]] == [
        ("1", 510, False),
        ("C2", 0, True),
        ("3", 0, True),
    ]
    (back,) = found["refunds"]
    assert (back["order_no"], back["refund_fen"], back["status"]) == ("C2", 255, "refunded")
    assert str(back["refunded_at"]) == "2010-12-02 09:00:00"
    assert len(found["order_lines"]) == 4
    assert found["orders"][0]["buyer"] == "buyer_id:generic\x1f17850"


def test_a_time_of_payment_decides_where_there_is_one() -> None:
    found = facts_of(
        rows(
            "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额",
            "1,178.80,0.00,上海,2020-02-21 00:00:00,,0.00",
            "2,21.00,21.00,内蒙古自治区,2020-02-20 23:59:54,2020-02-21 00:00:02,5.00",
        )
    )
    first, second = found["orders"]
    assert (first["paid_at"], first["paid_fen"]) == (None, 0)
    assert (second["paid_fen"], second["refunded_fen"]) == (2100, 500)
    assert str(second["paid_at"]) == "2020-02-20 16:00:02"


def test_a_status_decides_where_there_is_no_time_of_payment() -> None:
    sheet = rows(
        "order_id,customer_id,order_status,order_purchase_timestamp,total",
        "1,a,delivered,2017-10-02 10:56:33,10.00",
        "2,b,canceled,2017-10-02 10:56:33,20.00",
        "3,c,teleported,2017-10-02 10:56:33,30.00",
    )
    found = facts_of(sheet)
    assert [o["paid_at"] is None for o in found["orders"]] == [False, True, False]
    assert [o["status"] for o in found["orders"]] == ["completed", "closed", None]
    assert any("teleported" in q.en for q in propose(sheet).questions)


def test_an_order_amount_repeated_on_each_line_is_taken_once_and_asked_about() -> None:
    lines = [f"{o},P{i},2026-01-0{o} 10:00:00,{o}0.00" for o in (1, 2, 3) for i in (1, 2)]
    sheet = rows("订单号,商品编号,下单时间,订单金额", *lines)
    found = facts_of(sheet)
    assert [o["paid_fen"] for o in found["orders"]] == [1000, 2000, 3000]
    assert any("取一次" in q.zh for q in propose(sheet).questions)


def test_lines_without_a_time_leave_the_orders_to_another_file() -> None:
    proposal = propose(
        rows("order_id,order_item_id,product_id,price", "o1,1,p1,58.90", "o2,1,p2,9.90")
    )
    assert list(proposal.document.tables) == ["order_lines"]


def test_orders_without_amounts_leave_the_amounts_absent() -> None:
    proposal = propose(
        rows(
            "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at",
            "o1,c1,delivered,2017-10-02 10:56:33,2017-10-02 11:07:15",
        )
    )
    orders = columns_of(proposal, "orders")
    assert "paid_fen" not in orders and orders["paid_at"] == "max(paid_at)"


def test_every_row_is_an_order_where_there_is_no_order_number() -> None:
    found = facts_of(rows("user_id,order_dt,order_amount", "1,19970101,11.77", "2,19970112,0.00"))
    assert [o["paid_fen"] for o in found["orders"]] == [1177, 0]
    assert [o["paid_at"] is None for o in found["orders"]] == [False, True]
    assert len({o["order_no"] for o in found["orders"]}) == 2


def test_a_log_without_a_header_is_read_by_position() -> None:
    sheet = rows("1,2268318,2520377,pv,1511544070", "1,2333346,2520771,buy,1511561733")
    found = facts_of(sheet)["events"]
    assert [e["event"] for e in found] == ["pv", "buy"]
    assert str(found[0]["at"]) == "2017-11-24 17:21:10"
    assert (found[0]["product_id"], found[0]["category"]) == ("2268318", "2520377")
    assert propose(sheet).header_row == 0


def test_a_header_below_a_title_is_found() -> None:
    assert (
        propose([["9月投放登记"], [], *rows("博主,报价,曝光", "奶糖妈妈,0.8万,23.4万")]).header_row
        == 3
    )


def test_chinese_units_are_read() -> None:
    sheet = rows(
        "博主,报价,曝光,阅读,点赞,评论", "奶糖妈妈,0.8万,23.4万,3.1w,1200,88", "小团子,1.2w,-,-,3,2"
    )
    one, two = facts_of(sheet)["placements"]
    assert (one["fee_fen"], one["impressions"], one["reads"]) == (800000, 234000, 31000)
    assert (one["interactions"], two["impressions"], two["fee_fen"]) == (1288, None, 1200000)


def test_amounts_with_a_decimal_comma_are_read() -> None:
    sheet: list[Row] = [
        ["pedido", "data_pedido", "valor_total"],
        ["1", "2026-01-02", "1.234,50"],
        ["2", "2026-01-03", "9,90"],
    ]
    assert [o["paid_fen"] for o in facts_of(sheet)["orders"]] == [123450, 990]


@pytest.mark.parametrize(
    ("written", "meant", "asked"),
    [
        (("13/02/2026", "01/02/2026"), "2026-02-01", False),
        (("02/13/2026", "02/01/2026"), "2026-02-01", False),
        (("21-07-2015", "01-02-2026"), "2026-02-01", False),
        (("02/03/2026", "02/01/2026"), "2026-02-01", True),
        (("2026.02.02", "2026年2月1日"), "2026-02-01", False),
        (("20260202", "20260201"), "2026-02-01", False),
        (("13/02/26", "01/02/26"), "2026-02-01", False),
    ],
)
def test_the_day_and_the_month_are_told_apart_by_all_dates(
    written: tuple[str, str], meant: str, asked: bool
) -> None:
    sheet: list[Row] = [["日期", "销售额"], [written[0], "5.00"], [written[1], "6.00"]]
    days = [str(d["day"]) for d in facts_of(sheet)["shop_days"]]
    assert days[1] == meant
    assert any("%d" in q.zh for q in propose(sheet).questions) == asked


def test_the_unit_of_an_amount_is_asked_about_where_it_is_unclear() -> None:
    sheet = rows("订单号,下单时间,金额", *(f"{i},2026-01-01 10:00:00,12750" for i in range(5)))
    assert any("12,750" in q.zh and "fen" in q.zh for q in propose(sheet).questions)
    assert not any(
        "fen" in q.zh for q in propose(rows("订单号,下单时间,金额", "1,2026-01-01,12.50")).questions
    )


def test_mixed_unix_and_written_times_are_both_read() -> None:
    sheet = rows(
        "cascade_id,posted_at_ts,likes_count,comments_count",
        "1,Sun Apr 21 18:40:32 +0800 2013,2,3",
        "2,1348302543,4,5",
        "3,1372688420,0,6",
    )
    found = facts_of(sheet)["contents"]
    assert [str(c["published_at"]) for c in found[:2]] == [
        "2013-04-21 10:40:32",
        "2012-09-22 08:29:03",
    ]


def test_a_phone_is_a_phone_and_a_masked_one_nobody() -> None:
    sheet = rows(
        "订单号,下单时间,金额,手机号",
        "1,2026-01-01,5.00,13912345678",
        "2,2026-01-01,5.00,139****5678",
    )
    found = facts_of(sheet)["orders"]
    assert [o["buyer"] for o in found] == ["phone\x1f13912345678", None]


def test_values_of_people_are_not_printed() -> None:
    text = propose(rows("用户ID,手机号,下单时间,金额", "u-1,13912345678,2026-01-01,5.00")).to_yaml(
        "zh"
    )
    assert "13912345678" not in text and "u-1" not in text


def test_several_people_in_one_cell_are_not_read() -> None:
    sheet = rows(
        "record_id,success,initiator_id,item_id,n_participants,participant_ids", '0,1,15,9,2,"7 8"'
    )
    proposal = propose(sheet)
    assert proposal.kind == "groups" and "participant_ids" in proposal.unread
    assert any("participant_ids" in q.zh for q in proposal.questions)


def test_the_yaml_has_a_reason_for_every_column_in_both_languages() -> None:
    proposal = propose(SHOP, (), "online.csv")
    for lang in ("zh", "en"):
        loaded = yaml.safe_load(proposal.to_yaml(lang))
        assert all(cell["why"] for cell in loaded["cells"].values())
        assert loaded["key"] == "my_online"
        assert parse_mapping(loaded, "x").outputs
    assert "# ? " in proposal.to_yaml("zh")


def test_a_file_about_nothing_is_said_to_be_unclear() -> None:
    proposal = propose(rows("a,b", "x,y"))
    assert proposal.kind is None and proposal.mapping is None
    assert any("看不出" in q.zh for q in proposal.questions)
    assert "没有读取的列" in proposal.to_yaml("zh")


def test_a_kind_may_be_asked_for() -> None:
    sheet = rows("用户ID,日期,金额", "u1,2026-01-01,5.00")
    assert propose(sheet).kind == "orders"
    assert propose(sheet, kind="customers").kind == "customers"


@pytest.mark.parametrize(
    ("kind", "header", "row"),
    [
        ("costs", "SKU,成本", "A1,12.5"),
        ("stock_days", "日期,商家编码,库存", "2026-01-01,A1,12"),
        ("spend", "ad_id,campaign_id,Impressions,Clicks,Spent", "1,916,7350,1,1.43"),
        (
            "events",
            "event_time,event_type,product_id,price,user_id",
            "2019-10-01 00:00:00 UTC,view,4,35.79,5",
        ),
        ("events", "timestamp,visitorid,event,itemid", "1433221332117,257597,view,355908"),
        (
            "reviews",
            "ProductId,UserId,Score,Time,Text",
            "B1,A3,5,1303862400,I have bought several of these",
        ),
        ("coupons", "User_id,Coupon_id,Date_received,Date", "1,11002,20160528,null"),
        ("redemptions", "household_id,coupon_upc,redemption_date", "1,5,2017-01-01"),
        ("campaigns", "campaign_id,start_date,end_date", "1,2017-03-03,2017-04-09"),
        ("invites", "邀请人ID,被邀请人ID,邀请时间", "1,2,2026-01-01 10:00:00"),
        ("community_days", "日期,群名,入群人数,退群人数,消息数", "2026-09-10,妈妈1群,5,2,320"),
        (
            "contents",
            "video_id,title,publishedAt,viewCount,likeCount",
            "a1,How,2026-01-01T10:00:00Z,9,5",
        ),
        ("creators", "达人,粉丝数", "奶糖妈妈,3.2万"),
        ("products", "product_id,product_category,brand", "1,FOOD,X"),
        ("customers", "customerID,gender,city", "7,Female,X"),
        ("traffic_days", "日期,访客数,浏览量", "2026-01-01,5,9"),
        ("site_days", "date,page,page views,visitors", "2026-01-01,/a,5,9"),
        ("shop_days", "DATE,revenue", "2015-11-23,2754371.67"),
        ("index_days", "日期,关键词,指数", "2026-01-01,母婴,1234"),
        ("refunds", "售后单号,订单号,退款金额,退款时间", "R1,O1,5.00,2026-01-01"),
        ("labels", "session_id,purchase,n_pages", "1,0,4"),
    ],
)
def test_a_kind_is_seen_from_a_header_and_one_row(kind: str, header: str, row: str) -> None:
    proposal = propose(rows(header, row))
    assert proposal.kind == kind
    mapping = proposal.mapping
    assert mapping is not None
    for output in mapping.outputs:
        made = shape(mapping, output, {c.name for c in mapping.cells}, "t", "s")
        assert made is not None
        missing = set(made.table.required) - set(made.columns)
        assert missing == ({"day"} if kind == "spend" else set()), (kind, output.table)


def test_every_signature_names_concepts_that_exist() -> None:
    from lianyi.importers.propose.vocabulary import concepts

    for signature in SIGNATURES:
        words = {w for need in signature.needs.split() for w in need.split("|")}
        assert words | set(signature.unless.split()) <= set(concepts()), signature.kind


cell = st.one_of(st.none(), st.text(max_size=12), st.integers().map(str), st.dates().map(str))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(cell, max_size=6), max_size=8))
def test_no_sheet_however_strange_breaks_the_guess(sheet: list[Row]) -> None:
    proposal = propose(sheet, (), "x.csv")
    loaded = yaml.safe_load(proposal.to_yaml("zh"))
    assert loaded["key"] == "my_x"
    if proposal.kind:
        assert parse_mapping(loaded, "x").outputs


def _asked(proposal: Proposal) -> str:
    return " ".join(question.en for question in proposal.questions)


def test_rows_a_week_apart_are_doubted() -> None:
    days = [f"2026-{m:02d}-{d:02d}" for m, d in ((6, 1), (6, 8), (6, 15), (6, 22), (6, 29), (7, 6))]
    weekly = rows("DATE,revenue,visitors", *(f"{day},{100 + n},5" for n, day in enumerate(days)))
    assert "7 days apart" in _asked(propose(weekly, (), "weekly.csv"))
    daily = rows("DATE,revenue,visitors", *(f"2026-06-{n:02d},{100 + n},5" for n in range(1, 9)))
    assert "apart" not in _asked(propose(daily, (), "daily.csv"))
    slashed = rows(
        "date_week,y,x1", *(f"4/{n}/2018,{3900 + n}.523,0.318" for n in (2, 9, 16, 23, 30))
    )
    proposal = propose(slashed, (), "mmm.csv")
    assert proposal.kind == "shop_days" and "7 days apart" in _asked(proposal)
    assert "date_week" not in proposal.unread


def test_a_mark_of_praise_or_blame_is_no_score() -> None:
    marked = rows("cat,label,review", *(f"书籍,{n % 2},这本书值得一看再看" for n in range(8)))
    proposal = propose(marked, (), "marks.csv")
    assert "score" not in columns_of(proposal, "reviews") and "no score" in _asked(proposal)
    stars = rows("cat,label,review", *(f"书籍,{n % 5 + 1},这本书值得一看再看" for n in range(8)))
    assert "score" in columns_of(propose(stars, (), "stars.csv"), "reviews")


def test_remarks_are_in_the_language_asked_for() -> None:
    proposal = propose(SHOP, (), "file.csv")
    assert "# What the columns seem to mean" in proposal.to_yaml("en")
    assert "# 按文件猜出来" in proposal.to_yaml("zh")
