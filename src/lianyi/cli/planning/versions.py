"""`lianyi plan versions`: every version of the plan, who made it and when."""

from __future__ import annotations

import argparse

from lianyi.core.translation import Text

TITLES = (Text("版本", "version"), Text("作者", "author"), Text("时间（UTC）", "at (UTC)"))
HAND = Text("手工修改", "edited by hand")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print the versions, the newest first; a hand edit since the last one becomes one."""
    from lianyi.cli.output import folder_of, language, print_json, print_table
    from lianyi.facts.workspace import open_workspace
    from lianyi.shop.plan_versions import BY_HAND, PlanFiles

    files = PlanFiles(open_workspace(folder_of(args)))
    files.text()
    files.keep_hand_edit()
    found = files.versions()[::-1]
    if args.json:
        rows = [{"number": v.number, "author": v.author, "at": v.at, "parent": v.parent, "hash": v.hash} for v in found]  # fmt: skip
        print_json({"versions": rows})
        return 0
    lang = language(args)
    print_table(
        [title.say(lang) for title in TITLES],
        [
            (f"v{v.number}", HAND.say(lang) if v.author == BY_HAND else v.author, v.at)
            for v in found
        ],
    )
    return 0
