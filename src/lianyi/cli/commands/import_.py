"""Import export files: a file, a folder, a .zip or a .gz; one file is one import.

Nothing is stored until a whole file is good; every import can be undone.
"""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from lianyi.core.errors import LianyiError

NAME = "import"
HELP = "导入平台导出的文件 / import export files"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", metavar="FILE|DIR|ZIP", nargs="+", type=Path)
    parser.add_argument(
        "--store", help="店铺名；每个平台问一次，之后记住 / store name, remembered per platform"
    )
    parser.add_argument(
        "--as",
        dest="kind",
        metavar="KIND",
        help="这是什么文件 / what the file is (orders, refunds …)",
    )
    parser.add_argument(
        "--as-of", metavar="T", help="导出时间 / when the platform made the file (2026-10-01T09:00)"
    )
    parser.add_argument(
        "--covers", metavar="D..D", help="覆盖的日期，含两端 / days covered, both included"
    )
    parser.add_argument(
        "--map",
        dest="map_file",
        metavar="M.yaml",
        type=Path,
        help="用这份字段映射 / use this mapping",
    )
    parser.add_argument(
        "--propose", action="store_true", help="只猜字段并打印映射 / guess a mapping and print it"
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="只说会改变什么 / say what would change, change nothing",
    )
    parser.add_argument(
        "--skip-bad",
        action="store_true",
        help="跳过问题行，另存待修 / keep good rows, write bad ones aside",
    )
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Import every file; exit 1 when any was refused."""
    from lianyi.cli.importing import import_all, propose_all
    from lianyi.cli.output import shop_of
    from lianyi.facts.tables import TABLES

    for path in [*args.paths, *([args.map_file] if args.map_file else [])]:
        if not path.exists():
            raise LianyiError("import.no_such_file", file=str(path))
    if args.kind is not None:
        TABLES.get(args.kind)
    if args.propose:
        return propose_all(args)
    return import_all(shop_of(args), args, options_of(args, shop_of(args).workspace.zone))


def options_of(args: argparse.Namespace, zone: str) -> Any:
    """Return the importer's options from the command line."""
    from lianyi.cli.output import language
    from lianyi.importers.mapping import load_mapping
    from lianyi.importers.run import Options

    del zone
    mappings = (load_mapping(args.map_file),) if args.map_file else ()
    return Options(
        store=args.store,
        kind=args.kind,
        as_of=_moment(args.as_of),
        covers=_days(args.covers),
        mappings=mappings,
        skip_bad=args.skip_bad,
        dry_run=args.dry_run,
        lang=language(args),
    )


def _moment(text: str | None) -> datetime | None:
    """A wall-clock time of the business zone, or an instant with its own offset."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise LianyiError("cli.bad_time", text=text) from None


def _days(text: str | None) -> tuple[date, date] | None:
    if text is None:
        return None
    first, separator, last = text.partition("..")
    try:
        days = (date.fromisoformat(first), date.fromisoformat(last if separator else first))
    except ValueError:
        raise LianyiError("cli.bad_days", text=text) from None
    if days[0] > days[1]:
        raise LianyiError("cli.bad_days", text=text)
    return days


def now() -> datetime:
    """The present moment; the only clock of an import."""
    return datetime.now(UTC)
