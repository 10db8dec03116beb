"""`lianyi plan team`: the RACI grid of the plan, and what has nobody or two to answer for it."""

from __future__ import annotations

import argparse

from lianyi.core.translation import Text

ITEM = Text("事项", "Item")
LEGEND = Text("R 执行 · A 负责 · C 咨询 · I 知会", "R responsible · A accountable · C consulted · I informed")  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print the grid; exit 1 where an item has nobody or two accountable."""
    from lianyi.cli.output import language, print_json, print_table, say
    from lianyi.cli.planning.opening import plan_if_any, shop_if_any
    from lianyi.planning.team.check import check_team
    from lianyi.planning.team.raci import grid, people_of

    plan, lang = plan_if_any(shop_if_any(args)), language(args)
    lines, people = grid(plan), people_of(plan)
    wrong = [v for v in check_team(plan, None) if v.state == "fail"]
    if args.json:
        rows = [
            {"item": line.key, "accountable": line.answers, "responsible": line.responsible, "consulted": line.consulted, "informed": line.informed}
            for line in lines
        ]  # fmt: skip
        print_json({"people": people, "items": rows, "wrong": [v.key for v in wrong]})
        return 1 if wrong else 0
    print_table(
        [ITEM.say(lang), *people],
        [(line.name, *(line.letters(person) or "·" for person in people)) for line in lines],
    )
    say(LEGEND, args)
    for verdict in wrong:
        print(f"✕ {verdict.words.say(lang)}")
    return 1 if wrong else 0
