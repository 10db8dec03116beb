"""The plain form of every fact table: a CSV whose headers are the table's own names, in Chinese or English.

The shipped `platforms/generic_*.yaml` are written by `write_plain`; a test keeps them in step with the tables.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lianyi.facts.tables import TABLES, Column, Table
from lianyi.importers.propose.document import Document, flow

RULES = {"ratio": "percent"}
SAFE = {"at": "at_time"}
"""Cell names for columns whose own name is a word of SQL."""
PLATFORMS = {
    "抖店": "douyin", "抖音": "douyin", "微信小店": "weixin", "视频号": "weixin", "视频号小店": "weixin",
    "小红书": "xiaohongshu", "快手": "kuaishou", "有赞": "youzan", "拼多多": "pinduoduo", "企业微信": "wecom",
}  # fmt: skip

REFUND_STATUSES = {
    "refunded": "refunded", "已退款": "refunded", "退款成功": "refunded", "完成": "refunded", "已完成": "refunded",
    "requested": "requested", "处理中": "requested", "待处理": "requested", "申请中": "requested",
    "closed": "closed", "已关闭": "closed", "关闭": "closed", "已取消": "closed", "exchange": "exchange", "换货": "exchange",
    "*": "unknown",
}  # fmt: skip


def plain_document(table: Table) -> Document:
    """Return the mapping that reads the plain form of `table`."""
    cells: dict[str, dict[str, Any]] = {
        "platform": {"from": ["platform", "平台"], "as": "text"},
        "store": {"from": ["store", "店铺"], "as": "text"},
    }
    columns: dict[str, Any] = {"platform": _platform(), "store": "store"}
    for column in table.columns:
        cells |= _cells(column, _titles(column, table))
        columns[column.name] = _keyed(column, table, _expression(column))
    if table.key == "refunds":
        cells["status"] |= {"as": "choice", "choices": REFUND_STATUSES}
        # A plain list of refunds says by being there that the money went back.
        columns["status"] = "coalesce(status, CASE WHEN refund_no IS NOT NULL THEN 'refunded' END)"
    head = {
        "key": f"generic_{table.key}",
        "platform": "generic",
        "name": {"zh": f"通用·{table.name.zh}", "en": f"Plain {table.name.en.lower()}"},
        "kind": table.key,
        "recognise": [],
    }
    return Document(head, cells, {}, {table.key: columns})


def _platform() -> str:
    cases = " ".join(f"WHEN '{name}' THEN '{key}'" for name, key in PLATFORMS.items())
    return f"coalesce(CASE platform {cases} ELSE platform END, 'generic')"


def _cells(column: Column, titles: list[str]) -> dict[str, dict[str, Any]]:
    name = SAFE.get(column.name, column.name)
    need = {"required": True} if column.required else {}
    if column.type == "money":
        # A name that ends in fen holds minor units, a label holds whole ones.
        return {
            name: {"from": [column.name, f"{titles[1]}（分）"], "as": "money", "unit": "fen"},
            f"{name}_yuan": {
                "from": [column.name.removesuffix("_fen"), *titles[1:]],
                "as": "money",
            },
        }
    if column.type == "person":
        phone = {"from": [*titles, f"{column.name}_phone"], "as": "person", "kind": "phone"}
        return {
            f"{name}_phone": phone,
            name: {"from": titles, "as": "person", "kind": "buyer_id", **need},
        }
    return {name: {"from": titles, "as": RULES.get(column.type, column.type), **need}}


def _titles(column: Column, table: Table) -> list[str]:
    """Return the titles of a column; a label without its brackets only where no other column has it."""
    zh, en = column.label.zh, column.label.en
    bare = (
        [_bare(zh)] if sum(1 for c in table.columns if _bare(c.label.zh) == _bare(zh)) == 1 else []
    )
    return list(dict.fromkeys([column.name, *bare, zh, en]))


def _bare(label: str) -> str:
    return re.sub(r"[（(].*[）)]$", "", label)


def _expression(column: Column) -> str:
    name = SAFE.get(column.name, column.name)
    if column.type == "money":
        return f"coalesce({name}, {name}_yuan)"
    return f"coalesce({name}_phone, {name})" if column.type == "person" else name


def _keyed(column: Column, table: Table, expression: str) -> str:
    """A part of the key is there even if the file lacks it: then it is null in every row."""
    if column.required or column.name not in table.identity:
        return expression
    anchor = next(SAFE.get(c.name, c.name) for c in table.columns if c.required)
    return f"coalesce({expression}, CAST(nullif({anchor}, {anchor}) AS {column.sql_type}))"


def plain_yaml(table: Table) -> str:
    """Return the plain form of `table` as YAML."""
    document = plain_document(table)
    lines = [
        f"# {table.name.zh}: a CSV with the table's own column names; a label is in yuan, a name in _fen in fen."
    ]
    lines += [f"{key}: {flow(value)}" for key, value in document.head.items()]
    lines += ["cells:", *(f"  {name}: {flow(cell)}" for name, cell in document.cells.items())]
    lines += ["tables:", f"  {table.key}:"]
    lines += [f"    {name}: {flow(value)}" for name, value in document.tables[table.key].items()]
    return "\n".join(lines) + "\n"


def write_plain(folder: Path) -> None:
    """Write the plain form of every fact table into `folder`."""
    for table in TABLES:
        (folder / f"generic_{table.key}.yaml").write_text(plain_yaml(table), "utf-8")
