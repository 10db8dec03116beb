"""`lianyi plan export -o F.docx`: the plan as an operating plan that people can read, edit and hand back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.reports.plan_document import Live, PlanDocument
    from lianyi.shop.shop import Shop

DONE = Text(
    "方案在 {path}。在Word里改了表格以后，用lianyi plan diff current {path}看改了什么。",
    "The plan is in {path}. After editing its tables in Word, lianyi plan diff current {path} shows what changed.",
)
WRITTEN = Text("方案在 {path}。", "The plan is in {path}.")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=True, help=".docx, .md"
    )
    parser.add_argument("--plain", action="store_true", help="不带实际数字 / without live numbers")
    parser.add_argument("--stamp", metavar="T", help="印在文件上的时间 / printed as the time")


def run(args: argparse.Namespace) -> int:
    """Write the plan, whole or not at all."""
    from lianyi.cli.output import language, say, shop_of
    from lianyi.core.errors import LianyiError
    from lianyi.facts.durable import aside, publish
    from lianyi.reports.plan_document import plan_document

    form = args.output.suffix.lower()
    if form not in (".docx", ".md"):
        raise LianyiError("report.format_unknown", format=form or "—", known=".docx, .md")
    shop = shop_of(args)
    workspace = shop.workspace
    document = plan_document(
        shop.plan.current,
        language(args),
        live=None if args.plain else _live(shop),
        shop=workspace.name,
        currency=workspace.currency,
        made_at=args.stamp if args.stamp is not None else shop.wall_clock(),
        snapshot=shop.snapshot.number,
    )
    content = _rendered(document, form, shop)
    written = aside(args.output)
    written.write_bytes(content)
    publish(written, args.output)
    say((DONE if form == ".docx" else WRITTEN).format(path=args.output), args)
    return 0


def _rendered(document: PlanDocument, form: str, shop: Shop) -> bytes:
    if form == ".md":
        from lianyi.reports.render.markdown import render_plan_markdown

        return render_plan_markdown(document).encode()
    from lianyi.reports.render.docx.plan import render_plan_docx
    from lianyi.shop.reporting import template_of

    return render_plan_docx(document, template_of(shop))


def _live(shop: Shop) -> Live:
    """Return what the numbers say today: goals, the check, money by category."""
    from datetime import timedelta

    from lianyi.planning.budget.standing import standing
    from lianyi.planning.verdict import check_plan
    from lianyi.reports.plan_document import Live

    plan, data = shop.plan.current, shop.plan.data
    if data is None:
        return Live()
    has_budget = bool(plan.budget.lines or plan.campaigns)
    budget = standing(plan, data, "category", None, shop.today - timedelta(days=1)) if has_budget else None  # fmt: skip
    return Live(shop.plan.standings(), tuple(check_plan(plan, data)), budget)
