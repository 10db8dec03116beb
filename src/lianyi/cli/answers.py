"""Printing answers: JSON for tools, CSV for spreadsheets, a table for people."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lianyi.cli.output import language, print_csv, print_json, print_table, say
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.core.translation import Lang
    from lianyi.facts.channels import Channels
    from lianyi.metrics.query import MetricQuery
    from lianyi.metrics.result import MetricResult
    from lianyi.shop import Shop


SHOWN_ROWS = 1_000
CUT = Text(
    "{total}行中的前{n}行；--limit 0显示全部", "the first {n} of {total} rows; --limit 0 shows all"
)
SEGMENT = Text(
    "只看人群「{segment}」，按{day}结束时的情况。",
    "Only the segment {segment}, as of the end of {day}.",
)
CAMPAIGN = Text("活动「{name}」（{days}）：{rule}。", "Campaign {name} ({days}): {rule}.")
SUFFIXES = {
    "base": Text("{name}·对比期", "{name}, compared"),
    "change": Text("{name}·变化", "{name}, change"),
    "why": Text("{name}·原因", "{name}, why"),
    "low": Text("{name}·下限", "{name}, at least"),
    "high": Text("{name}·上限", "{name}, at most"),
}


def print_answer(
    result: MetricResult, args: argparse.Namespace, channels: Channels | None = None
) -> int:
    """Print a result the way the user asked for; people read the names that `channels` gives."""
    lang = language(args)
    if args.explain:
        for sql in result.explain():
            print(sql + ";\n")
        return 0
    if args.json:
        print_json(result.to_json(lang))
        return 0
    if args.csv:
        rows = result.flat_rows()
        names = list(rows[0]) if rows else [*result.query.by, *result.metrics]
        print_csv(names, [[row.get(n) for n in names] for row in rows])
        return 0
    _print_for_people(result, args, channels)
    return 0


def _print_for_people(
    result: MetricResult, args: argparse.Namespace, channels: Channels | None
) -> None:
    lang = language(args)
    if result.period is not None:
        say(
            Text("{p}，时区{z}，数据版本#{s}", "{p}, zone {z}, data version #{s}").format(
                p=result.period.key, z=result.zone, s=result.snapshot
            ),
            args,
        )
    if result.segment_as_of is not None:
        told = SEGMENT.format(segment=result.query.segment, day=result.segment_as_of)
        say(told, args)
    _say_campaign(result, args)
    names = list(result.rows[0]) if result.rows else []
    rows = [_with_channel_name(row, channels, lang) for row in result.rows]
    shown = [[_shown(result, n, row[n]) for n in names] for row in rows]
    print_table([_title(result, n, lang) for n in names], shown)
    for key, reason in result.unavailable.items():
        say(f"{key}: {reason.say(lang)}", args)
    for note in result.notes:
        say(
            f"{note.key}{' · ' + note.source if note.source else ''}: {note.reason.say(lang)}", args
        )
    if result.person_coverage is not None and result.person_coverage < 0.8:
        say(
            Text(
                "只有{c}的已付款订单知道买家。", "Only {c} of the paid orders have a known buyer."
            ).format(c=f"{result.person_coverage:.1%}"),
            args,
        )


def _say_campaign(result: MetricResult, args: argparse.Namespace) -> None:
    """Say by what the numbers are limited to the campaign: once where all are limited alike."""
    marks = result.query.campaign
    if marks is None:
        return
    rules: dict[Text, list[str]] = {}
    for key, limited in result.limited.items():
        rules.setdefault(limited.rule.text, []).append(key)
    for rule, keys in rules.items():
        told = CAMPAIGN.format(name=marks.name, days=marks.period.key, rule=rule)
        say(
            told
            if len(rules) == 1
            else Text(f"{', '.join(keys)}: {told.zh}", f"{', '.join(keys)}: {told.en}"),
            args,
        )


def _with_channel_name(
    row: dict[str, Any], channels: Channels | None, lang: Lang
) -> dict[str, Any]:
    leaf = row.get("channel")
    return (
        row
        if channels is None or leaf is None
        else {**row, "channel": channels.name(leaf).say(lang)}
    )


def _title(result: MetricResult, name: str, lang: Any) -> str:
    key, _, suffix = name.partition("__")
    metric = result.metrics.get(key)
    if metric is None:
        return name
    return SUFFIXES[suffix].format(name=metric.name).say(lang) if suffix else metric.name.say(lang)


def _shown(result: MetricResult, name: str, value: Any) -> Any:
    from lianyi.core import numbers

    key, _, suffix = name.partition("__")
    metric = result.metrics.get(key)
    if metric is None or value is None or isinstance(value, str):
        return value
    if suffix == "change":
        return f"{value:+.4f}" if metric.unit == "ratio" else f"{value:+.1%}"
    if metric.unit == "money":
        return numbers.money(round(value), "en", style="exact", currency=result.currency)
    if metric.unit == "ratio":
        return numbers.ratio(value)
    # What an analysis estimates has more digits than anybody reads; what is counted stays as it is.
    return numbers.number(value) if metric.analysed and isinstance(value, float) else value


def print_rows_behind(shop: Shop, query: MetricQuery, args: argparse.Namespace) -> int:
    """Print the fact rows of the metrics asked for, with person ids only."""
    from lianyi.metrics.behind import rows_behind

    asked = (None if args.csv else SHOWN_ROWS) if args.limit is None else args.limit or None
    tables: list[dict[str, Any]] = [
        {
            "metric": key,
            "side": side.role,
            "columns": list(side.columns),
            "rows": [list(r) for r in side.rows],
            "total": side.total,
            "truncated": side.is_cut,
        }
        for key in query.keys
        for side in rows_behind(
            shop.engine, query, key, limit=asked, own=shop.own_metrics, segments=shop.segments
        )
    ]
    if args.json:
        print_json({"tables": tables, "snapshot": shop.snapshot.number})
        return 0
    for table in tables:
        say(f"{table['metric']} · {table['side']} · {_of_how_many(table, args)}", args)
        (print_csv if args.csv else print_table)(table["columns"], table["rows"])
    return 0


def _of_how_many(table: dict[str, Any], args: argparse.Namespace) -> str:
    if not table["truncated"]:
        return f"{table['total']:,}"
    return CUT.format(n=f"{len(table['rows']):,}", total=f"{table['total']:,}").say(language(args))
