"""A Douyin Shop order export of any size, made by DuckDB from a seed: 74 columns, one order a line."""

from __future__ import annotations

from pathlib import Path

HEADER = [
    "主订单编号",
    "子订单编号",
    "选购商品",
    "商品规格",
    "商品数量",
    "商品ID",
    "商家编码",
    "商品单价",
    "订单应付金额",
    "运费",
    "优惠总金额",
    "平台优惠",
    "商家优惠",
    "达人优惠",
    "商家改价",
    "支付优惠",
    "红包抵扣",
    "支付方式",
    "手续费",
    "收件人",
    "收件人手机号",
    "省",
    "市",
    "区",
    "街道",
    "详细地址",
    "是否修改过地址",
    "地址修改时段",
    "买家留言",
    "订单提交时间",
    "旗帜颜色",
    "商家备注",
    "订单完成时间",
    "支付完成时间",
    "APP渠道",
    "流量来源",
    "订单状态",
    "承诺发货时间",
    "订单类型",
    "鲁班落地页ID",
    "达人ID",
    "达人昵称",
    "所属门店ID",
    "售后状态",
    "取消原因",
    "预约发货时间",
    "仓库ID",
    "仓库名称",
    "序列号",
    "是否安心购",
    "广告渠道",
    "流量类型",
    "流量体裁",
    "流量渠道",
    "发货主体",
    "发货主体明细",
    "发货时间",
    "降价类优惠",
    "平台实际承担优惠金额",
    "商家实际承担优惠金额",
    "达人实际承担优惠金额",
    "预计送达时间",
    "是否平台仓自流转",
    "车型",
    "商品69码",
    "发货SN码",
    "发货IMEI码1",
    "发货IMEI码2",
    "预约送达时间",
    "建议发货时间（起）",
    "建议发货时间（止）",
    "物流SN码",
    "物流IMEI码1",
    "物流IMEI码2",
]
BASE = 6_900_000_000_000_000_000

VALUES = {
    "主订单编号": f"({BASE} + i) || chr(9)",
    "子订单编号": f"({BASE} + i) || chr(9)",
    "选购商品": "'婴儿用品礼盒 ' || (h % 60)",
    "商品规格": "'规格' || (h % 5)",
    "商品数量": "1 + h % 3",
    "商品ID": "3600000000000000000 + h % 60",
    "商家编码": "'SKU' || (h % 60)",
    "商品单价": "printf('%.2f', (5000 + h % 20000) / 100.0)",
    "订单应付金额": "printf('%.2f', (4000 + h % 30000) / 100.0)",
    "运费": "CASE WHEN h % 7 = 0 THEN '6.00' ELSE '0.00' END",
    "优惠总金额": "printf('%.2f', (h % 1500) / 100.0)",
    "平台优惠": "printf('%.2f', (h % 500) / 100.0)",
    "商家优惠": "printf('%.2f', (h % 700) / 100.0)",
    "达人优惠": "'0.00'",
    "支付优惠": "'0.00'",
    "支付方式": "CASE WHEN h % 2 = 0 THEN '支付宝' ELSE '微信支付' END",
    "收件人": "'王*'",
    "收件人手机号": "CASE WHEN h % 5 < 2 THEN '138****' || lpad((h % 10000)::VARCHAR, 4, '0') ELSE (13800000000 + h % 400000)::VARCHAR END",
    "省": "['浙江省','江苏省','广东省','上海市','北京市','四川省'][1 + h % 6]",
    "市": "['杭州市','南京市','广州市','上海市','北京市','成都市'][1 + h % 6]",
    "区": "'西湖区'",
    "街道": "'某某街道'",
    "详细地址": "'某某路***号'",
    "是否修改过地址": "'否'",
    "订单提交时间": "strftime(t, '%Y-%m-%d %H:%M:%S')",
    "订单完成时间": "CASE WHEN h % 11 = 0 THEN '-' ELSE strftime(t + INTERVAL 9 DAY, '%Y-%m-%d %H:%M:%S') END",
    "支付完成时间": "CASE WHEN h % 13 = 0 THEN '-' ELSE strftime(t + INTERVAL 40 SECOND, '%Y-%m-%d %H:%M:%S') END",
    "APP渠道": "'抖音'",
    "流量来源": "CASE WHEN h % 3 = 0 THEN '精选联盟' ELSE '小店自卖' END",
    "订单状态": "CASE WHEN h % 13 = 0 THEN '已关闭' WHEN h % 11 = 0 THEN '已发货' ELSE '已完成' END",
    "承诺发货时间": "strftime(t + INTERVAL 2 DAY, '%Y-%m-%d %H:%M:%S')",
    "订单类型": "'普通订单'",
    "达人ID": "CASE WHEN h % 3 = 0 THEN (70000 + h % 40)::VARCHAR ELSE '0' END",
    "达人昵称": "CASE WHEN h % 3 = 0 THEN '达人' || (h % 40) ELSE '' END",
    "售后状态": "'-'",
    "是否安心购": "'是'",
    "流量体裁": "['直播','短视频','商品卡','其他'][1 + h % 4]",
    "发货时间": "strftime(t + INTERVAL 1 DAY, '%Y-%m-%d %H:%M:%S')",
    "平台实际承担优惠金额": "printf('%.2f', (h % 500) / 100.0)",
    "商家实际承担优惠金额": "printf('%.2f', (h % 700) / 100.0)",
    "达人实际承担优惠金额": "'0.00'",
}


def write_orders(path: Path, rows: int, *, first: int = 0, shift: int = 0) -> None:
    """Write `rows` orders numbered from `first` to `path` (UTF-8); `shift` changes their statuses and times."""
    import duckdb

    columns = ", ".join(f"{VALUES.get(name, quote(''))} AS {quote_name(name)}" for name in HEADER)
    duckdb.connect().execute(
        f"COPY (SELECT {columns} FROM (SELECT i, (i * 2654435761 + {shift}) % 1000003 AS h, "
        f"TIMESTAMP '2024-11-11 00:00:00' + to_seconds(i * 60) AS t FROM range({first}, {first + rows}) r(i))) TO '{path}' (HEADER)"
    )


def quote(text: str) -> str:
    """Return a SQL string."""
    return "'" + text + "'"


def quote_name(name: str) -> str:
    """Return a SQL name."""
    return '"' + name + '"'


WORKBOOK_COLUMNS = (
    "主订单编号", "子订单编号", "选购商品", "商品规格", "商品数量", "商品ID", "商家编码", "商品单价", "订单应付金额", "运费",
    "平台优惠", "商家优惠", "收件人手机号", "省", "市", "订单提交时间", "支付完成时间", "流量来源", "订单状态", "流量体裁",
)  # fmt: skip


def as_gb18030(source: Path, target: Path) -> Path:
    """Write the UTF-8 file `source` to `target` in the encoding of Chinese Windows."""
    with (
        source.open(encoding="utf-8", newline="") as old,
        target.open("w", encoding="gb18030", newline="") as new,
    ):
        while block := old.read(1 << 20):
            new.write(block)
    return target


def write_workbook(source: Path, target: Path) -> Path:
    """Write twenty columns of the CSV `source` as a workbook, as many rows as a sheet takes."""
    import csv

    import xlsxwriter

    with source.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        titles = next(rows)
        places = [titles.index(name) for name in WORKBOOK_COLUMNS]
        book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_numbers": False})
        sheet = book.add_worksheet("订单")
        sheet.write_row(0, 0, WORKBOOK_COLUMNS)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, [row[i] for i in places])
        book.close()
    return target
