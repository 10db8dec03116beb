"""Make a report: HTML or Word to hand on, XLSX to work with, text for a chat group."""

from __future__ import annotations

import argparse
from pathlib import Path

from lianyi.core.translation import Text

NAME = "report"
HELP = "出报告：日报、周报、月报 / make a report"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "kind",
        metavar="KIND",
        help="daily, weekly, monthly, campaign; template: Word模板 / the Word template",
    )
    parser.add_argument("--period", metavar="P", help="2026-W46, 2026-11-15 …")
    parser.add_argument(
        "--campaign",
        metavar="CAMPAIGN",
        help="活动复盘是哪个活动：id或名字 / which campaign the review is about",
    )
    parser.add_argument("--format", choices=("html", "docx", "xlsx", "text", "json"), default=None)
    parser.add_argument(
        "--stamp",
        metavar="T",
        help="印在报告上的生成时间；给了它，两次生成逐字节相同 / printed as the time; two renders are then byte-equal",
    )
    parser.add_argument("--at", type=int, metavar="SNAPSHOT")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, required=True)


def run(args: argparse.Namespace) -> int:
    """Build, write and archive the report."""
    from lianyi.cli.output import language, say, shop_of
    from lianyi.shop.reporting import build_report, keep, template_of, write_report

    if args.kind == "template":
        return _template(args)
    shop = shop_of(args, args.at)
    period = shop.period(args.period) if args.period else None
    stamp = args.stamp if args.stamp is not None else shop.wall_clock()
    document = build_report(shop, args.kind, period, language(args), stamp, args.campaign)
    if str(args.output) == "-":
        return _to_stdout(document, args.format or "text", template_of(shop))
    path = write_report(document, args.output, args.format, template_of(shop))
    keep(shop, document)
    say(
        Text(
            "报告在 {path}（{period}，数据版本#{n}）。",
            "Report in {path} ({period}, data version #{n}).",
        ).format(path=path, period=document.period, n=document.snapshot),
        args,
    )
    return 0


def _template(args: argparse.Namespace) -> int:
    """Write the Word template that ships, to be restyled and kept as reports/template.docx."""
    from lianyi.cli.output import say
    from lianyi.reports.render.docx.template import default_template

    args.output.parent.mkdir(parents=True, exist_ok=True)
    args.output.write_bytes(default_template())
    say(
        Text(
            "模板在 {path}。在Word里改样式，存成工作区的reports/template.docx，以后的Word报告都用它。",
            "Template in {path}. Change its styles in Word and keep it as reports/template.docx in the workspace: every Word report then uses it.",
        ).format(path=args.output),
        args,
    )
    return 0


def _to_stdout(document: object, form: str, template: bytes | None) -> int:
    import sys

    from lianyi.shop.reporting import render

    sys.stdout.buffer.write(render(document, form, template))  # type: ignore[arg-type]  # what build_report returned
    return 0
