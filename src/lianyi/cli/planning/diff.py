"""`lianyi plan diff A B`: what differs between two plans; nothing, and exit 0, where they are equal."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.shop.plan_versions import PlanFiles

SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("before", metavar="A", help="文件（YAML、JSON、导出的Word）、v3或current / a file, v3 or current")  # fmt: skip
    parser.add_argument("after", metavar="B")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print one line for each difference; exit 1 where there are any."""
    from lianyi.cli.output import language, print_json, say
    from lianyi.planning.diff import diff_plans
    from lianyi.planning.showing import shown_value
    from lianyi.shop.plan_versions import plan_of

    files, currency = _files(args)
    before, after = (plan_of(name, files, currency) for name in (args.before, args.after))
    found = diff_plans(before, after, currency)
    if args.json:
        rows = [
            {"path": d.path, "kind": d.kind, "before": shown_value(d.before), "after": shown_value(d.after)}
            for d in found
        ]  # fmt: skip
        print_json({"equal": not found, "differences": rows})
        return 1 if found else 0
    lang = language(args)
    for one in found:
        if one.kind == "changed":
            what = f"{shown_value(one.before, lang)} → {shown_value(one.after, lang)}"
        else:
            what = str(shown_value(one.after if one.kind == "added" else one.before, lang))
        print(f"{SIGNS[one.kind]} {one.path}: {what}")
    if found:
        say(Text("共{n}处不同。", "{n} differences.").format(n=len(found)), args)
    return 1 if found else 0


def _files(args: argparse.Namespace) -> tuple[PlanFiles | None, str]:
    """Return the plan folder of the workspace and its currency; two files can be compared without one."""
    from lianyi.cli.output import folder_of
    from lianyi.core.errors import LianyiError
    from lianyi.facts.workspace import open_workspace
    from lianyi.shop.plan_versions import PlanFiles

    try:
        workspace = open_workspace(folder_of(args))
    except LianyiError:
        return None, "CNY"
    return PlanFiles(workspace), workspace.currency
