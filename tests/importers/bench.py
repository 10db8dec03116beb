"""A workspace on a bench: write small exports, import them through the real child, look at the facts."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lianyi.importers.outcome import Imported, Options
from lianyi.importers.reading import open_inputs
from lianyi.shop import Shop, open_shop
from lianyi.shop.importing import importer_of
from tests.importers.platforms import headers

ORDER: Mapping[str, str] = {
    "主订单编号": "6953547102608758621\t",
    "子订单编号": "6953547102608758621\t",
    "选购商品": "学饮杯",
    "商品数量": "1",
    "商家编码": "CUP-1",
    "商品单价": "100.00",
    "订单应付金额": "100.00",
    "运费": "0.00",
    "收件人": "王*",
    "收件人手机号": "13812345678",
    "省": "浙江省",
    "订单提交时间": "2026-09-09 10:20:00",
    "支付完成时间": "2026-09-09 10:22:00",
    "订单状态": "已发货",
}


@dataclass
class Bench:
    """A workspace and a folder beside it for the exports."""

    folder: Path
    shop: Shop

    def write(
        self, name: str, rows: Sequence[Mapping[str, str]], header: Sequence[str] = ()
    ) -> Path:
        """Write an export of 抖店 orders; each row says how it differs from `ORDER`."""
        titles = list(header or headers.DOUYIN_ORDERS)
        path = self.folder / name
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(titles)
            for row in rows:
                cells = {**ORDER, **row}
                writer.writerow([cells.get(title, "") for title in titles])
        return path

    def read(self, path: Path, **options: Any) -> Imported:
        """Import a file that holds one table."""
        results = [
            result
            for source in open_inputs(path)
            for result in importer_of(self.shop).import_input(source, Options(**options))
        ]
        assert len(results) == 1
        self.shop = open_shop(self.shop.workspace.folder)
        return results[0]

    def orders(self, columns: str = "order_no, paid_fen, status") -> list[tuple[Any, ...]]:
        """The current orders."""
        return self.rows(f"SELECT {columns} FROM orders ORDER BY order_no")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a SELECT over the documented views answers."""
        return list(self.shop.engine.rows(sql))

    def files(self) -> dict[str, bytes]:
        """Everything in the workspace that is kept, with its bytes; the vault is asked itself."""
        root = self.shop.workspace.folder
        kept = [p for p in root.rglob("*") if p.is_file() and "cache" not in p.parts]
        kept = [p for p in kept if not p.name.startswith("vault.db")]
        return {str(p.relative_to(root)): p.read_bytes() for p in kept}


def order(number: int, **cells: str) -> dict[str, str]:
    """One order of one line; `cells` by the title's short name below."""
    titles = {
        "paid": "订单应付金额",
        "status": "订单状态",
        "phone": "收件人手机号",
        "at": "支付完成时间",
    }
    named = {titles.get(k, k): v for k, v in cells.items()}
    return {"主订单编号": f"{number}\t", "子订单编号": f"{number}\t", **named}
