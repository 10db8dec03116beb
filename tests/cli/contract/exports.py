"""A few export files of a tiny shop, written by hand, and what they add up to."""

from __future__ import annotations

import csv
import io
from pathlib import Path

HEADER = [
    "订单号",
    "订单创建时间",
    "买家付款时间",
    "订单实付金额",
    "运费",
    "订单状态",
    "买家手机号",
    "收货人省份",
    "分销员",
    "优惠券码名称",
]
DAYS = range(8, 17)  # November 2026; week 46 is the 9th to the 15th
ORDERS_NAME = "有赞_订单_20261116.csv"
Order = tuple[int, int, bool, int]


def orders() -> list[Order]:
    """Return (number, day of November, whether paid, yuan for the goods) of every order."""
    return [(n, DAYS[n % 9], n % 5 != 0, 94 + n) for n in range(1, 15)]


def paid_fen(first: int = 9, last: int = 15) -> int:
    """What buyers paid from one day of November to another, both included, without freight."""
    return sum(yuan * 100 for _, day, paid, yuan in orders() if paid and first <= day <= last)


def count(first: int = 9, last: int = 15, *, paid: bool = True) -> int:
    """How many orders were paid (or made) in those days."""
    return sum(first <= day <= last and (is_paid or not paid) for _, day, is_paid, _ in orders())


def write_orders(folder: Path, name: str = ORDERS_NAME) -> Path:
    """Write the order export the way its platform does: CSV in GBK."""
    rows = [
        [
            f"E2026{n:04d}",
            f"2026-11-{day:02d} 10:00:00",
            f"2026-11-{day:02d} 10:05:00" if paid else "",
            f"{yuan + 6}.00",
            "6.00",
            "交易完成" if paid else "待付款",
            f"1380013{n % 4:04d}",
            "浙江省" if n % 2 else "广东省",
            "小王" if n % 3 == 0 else "",
            "",
        ]
        for n, day, paid, yuan in orders()
    ]
    return write(folder / name, [HEADER, *rows], "gbk")


def write(path: Path, rows: list[list[str]], encoding: str = "utf-8") -> Path:
    """Write rows as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_beside(folder: Path) -> list[str]:
    """Write what lies about in any folder of exports; return the names."""
    files = {
        "README.md": b"# how these were made\n",
        "totals.json": b'{"gmv": 1}\n',
        "shot.png": b"\x89PNG\r\n\x1a\n" + bytes(64),
        "contract.pdf": b"%PDF-1.4\n" + bytes(64),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return sorted(files)
