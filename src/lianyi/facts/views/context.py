"""What building a view needs to know, and the pieces of SQL that several views share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lianyi.facts.channels import Channels
from lianyi.facts.exclusions import Exclusions
from lianyi.facts.fold import Version, fold_sql
from lianyi.facts.tables import TABLES, Table
from lianyi.facts.zones import to_local_sql

PLATFORM_PRECEDENCE = (
    "douyin",
    "weixin",
    "xiaohongshu",
    "kuaishou",
    "pinduoduo",
    "taobao",
    "jd",
    "shopify",
    "youzan",
    "generic",
)


@dataclass(frozen=True)
class Context:
    """One build: the versions of each table that stand, the zone, the rules, and where files go.

    `relations` are selects that stand for the folded rows of a table: the same rows, money converted.
    """

    versions: Mapping[str, Sequence[Version]]
    zone: str
    exclusions: Exclusions
    folder: Path
    currency: str = "CNY"
    channels: Channels = field(default_factory=Channels)
    relations: Mapping[str, str] = field(default_factory=dict)

    def has(self, table: str) -> bool:
        """Whether any standing import filled `table`."""
        return bool(self.versions.get(table))

    def folded(self, table: str) -> str:
        """The select of the current rows of `table`."""
        plain = self.relations.get(table)
        return plain or fold_sql(TABLES.get(table), self.versions.get(table, ()))

    def path(self, view: str) -> str:
        """The quoted path of a view's file."""
        return "'" + str(self.folder / f"{view}.parquet").replace("'", "''") + "'"

    def local(self, column: str) -> str:
        """Local wall time of a UTC instant."""
        return to_local_sql(column, self.zone)


def channel_sql(
    platform: str = "platform", carrier: str = "carrier", source: str = "source"
) -> str:
    """`platform/carrier/source`, trailing unknowns cut."""
    c = f"nullif(coalesce({carrier}, 'unknown'), 'unknown')"
    s = f"nullif(coalesce({source}, 'unknown'), 'unknown')"
    return f"{platform} || CASE WHEN {s} IS NOT NULL THEN '/' || coalesce({c}, 'unknown') || '/' || {s} WHEN {c} IS NOT NULL THEN '/' || {c} ELSE '' END"


def plain_view_sql(table: Table, context: Context) -> str:
    """The select of a view that is just its table: local times, resolved persons, a day, a channel."""
    columns, joins = [], []
    for column in table.columns:
        name = f"t.{column.name}"
        if column.type == "instant":
            columns.append(f"{context.local(name)} AS {column.name}")
        elif column.type == "person":
            alias = f"who_{column.name}"
            joins.append(f"LEFT JOIN persons {alias} ON {alias}.identifier_id = {name}")
            columns.append(f"coalesce({alias}.person_id, {name}) AS {column.name}_id")
        elif column.type != "phone" and column.name not in ("carrier", "source", "channel"):
            columns.append(name)
    columns += _dimensions(table, context.channels)
    if table.time and table.time != "day":
        kind = table.column(table.time).type
        when = context.local(f"t.{table.time}") if kind == "instant" else f"t.{table.time}"
        columns.append(f"CAST({when} AS DATE) AS day")
    return f"SELECT t.platform, t.store, {', '.join(columns)} FROM ({context.folded(table.key)}) t {' '.join(joins)}"


def _dimensions(table: Table, channels: Channels) -> list[str]:
    has = table.by_name
    carrier = "coalesce(t.carrier, 'unknown')" if "carrier" in has else "'unknown'"
    source = "coalesce(t.source, 'unknown')" if "source" in has else "'unknown'"
    channel = channel_sql("t.platform", carrier, source)
    if "channel" in has:
        channel = f"coalesce(t.channel, {channel})"
    group = channels.group_sql(channel, "t.platform")
    return [
        f"{carrier} AS carrier",
        f"{source} AS source",
        f"{channel} AS channel",
        f"{group} AS channel_group",
    ]
