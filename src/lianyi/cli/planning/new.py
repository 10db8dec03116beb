"""`lianyi plan new --stage growth`: a complete first plan, with goals from the shop's own history where there is one."""

from __future__ import annotations

import argparse

from lianyi.core.translation import Text

STAGES = ("start_up", "growth", "maturity")
MADE = Text("计划写在{path}。", "The plan is {path}.")
GOALS = Text(
    "{ready}个目标按历史填好，{drafts}个是草稿；改好后运行lianyi plan check。",
    "{ready} goals are set from history, {drafts} are drafts; edit, then run lianyi plan check.",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--stage",
        choices=STAGES,
        default="growth",
        help="起步期、增长期、成熟期 / start-up, growth, maturity (default: growth)",
    )
    parser.add_argument("--force", action="store_true", help="已有的计划留作旧版本 / keep a present plan as a version")  # fmt: skip
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Write the plan; a folder that is no workspace becomes one."""
    from lianyi.cli.output import folder_of, language, print_json, say
    from lianyi.facts.workspace import init_workspace
    from lianyi.shop import open_shop

    folder, lang = folder_of(args), language(args)
    init_workspace(folder)
    files = open_shop(folder).plan
    plan = files.new(args.stage, force=args.force, lang=lang)
    drafts = [goal.id for goal in plan.goals if goal.draft]
    ready = [goal.id for goal in plan.goals if not goal.draft]
    path = files.files.path
    if args.json:
        print_json({"path": str(path), "stage": plan.stage, "goals": ready, "drafts": drafts})
        return 0
    say(MADE.format(path=path), args)
    say(GOALS.format(ready=len(ready), drafts=len(drafts)), args)
    return 0
