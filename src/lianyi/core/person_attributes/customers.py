"""What the customer lists of platforms say. They tell how things stand in the newest export, not how they were."""

from __future__ import annotations

from lianyi.core.attributes import declare

# One person may stand in the lists of several stores: the latest entry that says something counts.
_KNOWN = "person_id IS NOT NULL AND (joined_at IS NULL OR CAST(joined_at AS DATE) <= {as_of})"
_LATEST = (
    "SELECT person_id, arg_max({column}, (coalesce(joined_at, TIMESTAMP '0001-01-01'), platform, store, {column})) AS value "
    f"FROM customers WHERE {_KNOWN} AND {{column}} NOT IN ('', 'unknown') GROUP BY person_id"
)
_NEWEST = "；按最新一次导出|, as the newest export says"


def _says(key: str, names: str, column: str, zh: str, en: str) -> None:
    late_zh, late_en = _NEWEST.split("|")
    declare(
        key,
        names,
        "state",
        "text",
        "customers",
        _LATEST.replace("{column}", column),
        f"{zh}{late_zh}。|{en}{late_en}.",
        is_dated=False,
    )


_says("level", "等级|Level", "level", "客户列表里的等级", "The level in the list of customers")
_says("gender", "性别|Gender", "gender", "客户列表里的性别", "The gender in the list of customers")
_says("region", "地区|Region", "region", "客户列表里的地区", "The region in the list of customers")
_says("staff", "添加人|Staff", "staff", "添加这位客户的员工", "Who of the staff added the customer")
_says(
    "source",
    "客户来源|Source of the customer",
    "source",
    "客户列表里的来源",
    "The source in the list of customers",
)
declare(
    "tags",
    "标签|Tags",
    "state",
    "text",
    "customers",
    f"SELECT person_id, string_agg(tags, ',' ORDER BY platform, store, tags) AS value FROM customers WHERE {_KNOWN} AND tags <> '' GROUP BY person_id",
    "各店客户列表里的全部标签；按最新一次导出。|All tags in the lists of customers, as the newest export says.",
    is_dated=False,
)
declare(
    "is_member",
    "会员|Member",
    "state",
    "flag",
    "customers",
    "SELECT person_id, bool_or(CASE WHEN member_at IS NOT NULL THEN CAST(member_at AS DATE) <= {as_of} ELSE is_member END) AS value "
    f"FROM customers WHERE {_KNOWN} GROUP BY person_id",
    "到当天为止已经成为会员；没有入会时间的按最新一次导出。"
    "|A member by the day; where no date says since when, as the newest export says.",
    is_dated=False,
)
