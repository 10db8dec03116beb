"""The metric dictionary: every metric, or all about one."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lianyi.core.translation import Text

if TYPE_CHECKING:
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
            for name, value in entry.items():
                print(
                    f"{name:<14} {', '.join(map(str, value)) if isinstance(value, list) else value}"
                )
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
