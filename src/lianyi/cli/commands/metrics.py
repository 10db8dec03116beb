"""The metric dictionary: every metric, or all about one."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.core.translation import Lang
    from lianyi.metrics.book import Book
    from lianyi.metrics.declaration import Metric

NAME = "metrics"
HELP = "指标字典 / the metric dictionary"
TITLES = (
    Text("键", "key"),
    Text("名称", "name"),
    Text("家族", "family"),
    Text("单位", "unit"),
    Text("口径", "definition"),
)

FIELDS = {
    "key": Text("键", "key"),
    "id": Text("口径编号", "definition id"),
    "name": Text("名称", "name"),
    "family": Text("家族", "family"),
    "unit": Text("单位", "unit"),
    "definition": Text("口径", "definition"),
    "sql": Text("算法", "SQL"),
    "analysis": Text("分析", "analysis"),
    "grain": Text("时间粒度", "grain"),
    "dimensions": Text("维度", "dimensions"),
    "direction": Text("方向", "direction"),
    "reference": Text("参考值", "reference"),
    "lifecycle": Text("生命周期", "lifecycle"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("key", metavar="KEY", nargs="?")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """List the dictionary or one entry; a workspace's own metrics are in it."""
    from lianyi.cli.output import language, print_json, print_table
    from lianyi.metrics.book import Book
    from lianyi.metrics.declaration import ESTIMATES, METRICS

    own = _own(args)
    book = Book(own)
    lang = language(args)
    if args.key:
        entry = entry_of(book.get(args.key), book, lang)
        if args.json:
            print_json(entry)
        else:
            _print_entry(entry, lang)
        return 0
    every = [*METRICS, *ESTIMATES, *own]
    if args.json:
        print_json({"metrics": [entry_of(m, book, lang) for m in every]})
        return 0
    print_table(
        [title.say(lang) for title in TITLES],
        [(m.key, m.name.say(lang), m.family, m.unit, m.definition.say(lang)) for m in every],
    )
    return 0


def entry_of(metric: Metric, book: Book, lang: Any) -> dict[str, Any]:
    """Return one entry as plain data; names in both languages, sentences in `lang`."""
    from lianyi.metrics.book import command_text
    from lianyi.metrics.compiler import definition_sql
    from lianyi.metrics.query import QUERY_GRAINS

    return {
        "key": metric.key,
        "id": metric.id,
        "name": {"zh": metric.name.zh, "en": metric.name.en},
        "family": metric.family,
        "unit": metric.unit,
        "definition": metric.definition.say(lang),
        "sql": [definition_sql(m) for m in book.measures(metric)],
        "analysis": command_text(metric.analysed) if metric.analysed else None,
        "grain": ["total", *QUERY_GRAINS]
        if all(m.day for m in book.measures(metric))
        else ["total"],
        "dimensions": book.dimensions(metric),
        "direction": metric.direction,
        "reference": None if metric.reference is None else metric.reference.say(lang),
        "lifecycle": metric.lifecycle,
    }


def _print_entry(entry: dict[str, Any], lang: Lang) -> None:
    """Print one entry for people: names in their language, nothing where nothing is known."""
    from lianyi.cli.output import width

    shown = {**entry, "name": entry["name"][lang]}
    titles = {name: FIELDS[name].say(lang) for name in shown}
    wide = max(map(width, titles.values())) + 2
    for name, value in shown.items():
        text = ", ".join(map(str, value)) if isinstance(value, list) else value
        if text not in (None, ""):
            print(f"{titles[name]}{' ' * (wide - width(titles[name]))}{text}")


def _own(args: argparse.Namespace) -> list[Metric]:
    from lianyi.cli.output import folder_of
    from lianyi.facts.workspace import SETTINGS

    folder = folder_of(args)
    if not (folder / SETTINGS).exists():
        return []
    from lianyi.cli.output import print_issues
    from lianyi.shop import open_shop

    shop = open_shop(folder)
    print_issues(shop.own_metric_issues, args)
    return list(shop.own_metrics)
