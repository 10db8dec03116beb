"""The peer of an import: DuckDB by hand, as somebody who knows the file would write it.

It reads the same CSV with two threads and all the memory it wants, types the same columns, groups lines to
orders, and writes the same columns of orders and order lines as zstd Parquet. It checks nothing, refuses
nothing, seals nobody, and keeps no history.
"""

from __future__ import annotations

import time
from pathlib import Path

THREADS = 2
MONEY = {
    "payable": "订单应付金额",
    "freight": "运费",
    "platform_discount": "平台优惠",
    "merchant_discount": "商家优惠",
    "creator_discount": "达人优惠",
    "platform_borne": "平台实际承担优惠金额",
    "merchant_borne": "商家实际承担优惠金额",
    "creator_borne": "达人实际承担优惠金额",
    "pay_discount": "支付优惠",
    "unit_price": "商品单价",
}
TIMES = {
    "created_at": "订单提交时间",
    "paid_at": "支付完成时间",
    "shipped_at": "发货时间",
    "completed_at": "订单完成时间",
}
TEXTS = {
    "order_no": "主订单编号",
    "line_no": "子订单编号",
    "product_id": "商品ID",
    "sku_code": "商家编码",
    "product_name": "选购商品",
    "spec": "商品规格",
    "status_raw": "订单状态",
    "aftersale_raw": "售后状态",
    "order_type": "订单类型",
    "carrier": "流量体裁",
    "traffic_source": "流量来源",
    "traffic_kind": "流量类型",
    "ad_channel": "广告渠道",
    "creator_id": "达人ID",
    "creator_name": "达人昵称",
    "receiver": "收件人手机号",
    "province": "省",
    "city": "市",
    "flag": "旗帜颜色",
    "remark": "商家备注",
}
STATUSES = "MAP {'待支付':'unpaid','待确认':'paid','备货中':'paid','待发货':'paid','部分发货':'shipped','已发货':'shipped','已收货':'completed','已完成':'completed','已关闭':'closed','已取消':'closed'}"
CARRIERS = "MAP {'直播':'live','短视频':'short_video','商品卡':'product_card','图文':'note','橱窗':'showcase'}"
ORDERS = f"""
SELECT order_no, min(created_at) AS created_at, max(paid_at) AS paid_at, min(shipped_at) AS shipped_at,
  max(completed_at) AS completed_at, max(CAST({STATUSES}[status_raw] AS VARCHAR)) AS status,
  max(status_raw) AS status_raw, max(aftersale_raw) AS aftersale_raw,
  CAST(sum(payable - coalesce(freight, 0)) AS BIGINT) AS paid_fen, CAST(sum(freight) AS BIGINT) AS freight_fen,
  CAST(sum(payable - coalesce(freight, 0) + coalesce(platform_borne, platform_discount, 0)
    + coalesce(creator_borne, creator_discount, 0)) AS BIGINT) AS receivable_fen,
  CAST(sum(unit_price * quantity) AS BIGINT) AS list_fen,
  CAST(sum(coalesce(platform_borne, platform_discount)) AS BIGINT) AS subsidy_fen,
  CAST(sum(coalesce(merchant_borne, merchant_discount)) AS BIGINT) AS merchant_discount_fen,
  CAST(sum(coalesce(creator_borne, creator_discount)) AS BIGINT) AS creator_discount_fen,
  CAST(sum(pay_discount) AS BIGINT) AS pay_discount_fen, CAST(sum(quantity) AS BIGINT) AS quantity,
  bool_or(contains(order_type, '预售')) AS is_presale, max(order_type) AS order_type,
  max(coalesce({CARRIERS}[carrier], 'unknown')) AS carrier,
  max(CASE WHEN coalesce(creator_id, '0') <> '0' OR coalesce(traffic_source, '') = '精选联盟' THEN 'creator'
    WHEN coalesce(ad_channel, '') NOT IN ('', '0') OR coalesce(traffic_kind, '') LIKE '%付费%' THEN 'paid'
    ELSE 'own' END) AS source,
  max(nullif(creator_id, '0')) AS promoter_id, max(creator_name) AS promoter_name,
  any_value(CASE WHEN NOT contains(receiver, '*') THEN receiver END) AS receiver,
  max(province) AS province, max(city) AS city, max(flag) AS flag, max(remark) AS remark_words
FROM typed GROUP BY order_no
"""
LINES = """
SELECT order_no, line_no, created_at, product_id, sku_code, product_name, spec, quantity,
  unit_price AS unit_price_fen, payable - coalesce(freight, 0) AS paid_fen,
  unit_price * quantity AS list_fen, status_raw, aftersale_raw FROM typed
"""


def import_by_hand(csv: Path, folder: Path) -> float:
    """Import `csv` into `folder` and return the seconds it took."""
    import duckdb

    begun = time.perf_counter()
    con = duckdb.connect()
    con.execute(f"SET threads={THREADS}")
    con.execute("SET preserve_insertion_order=false")
    con.execute(
        f"CREATE TEMP TABLE typed AS SELECT {_typed()} FROM read_csv('{csv}', {_columns()})"
    )
    for name, sql in (("orders", ORDERS), ("order_lines", LINES)):
        target = folder / f"{name}.parquet"
        con.execute(f"COPY ({sql}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    con.close()
    return time.perf_counter() - begun


def _columns() -> str:
    from benchmarks.douyin_file import HEADER

    listed = ", ".join(f"'{name}': 'VARCHAR'" for name in HEADER)
    return (
        f"header=true, auto_detect=false, delim=',', quote='\"', escape='\"', columns={{{listed}}}"
    )


def _typed() -> str:
    texts = [f"nullif(trim({header}, chr(9)), '') AS {name}" for name, header in TEXTS.items()]
    money = [
        f"CAST(TRY_CAST({header} AS DECIMAL(18,2)) * 100 AS BIGINT) AS {name}"
        for name, header in MONEY.items()
    ]
    times = [
        f"TRY_CAST({header} AS TIMESTAMP) - INTERVAL 8 HOUR AS {name}"
        for name, header in TIMES.items()
    ]
    return ", ".join([*texts, *money, *times, "TRY_CAST(商品数量 AS BIGINT) AS quantity"])
