"""`lianyi plan import F [-o plan.yaml]`: read a Word, Markdown or text document into a plan, and say what it lacks."""

from __future__ import annotations

import argparse
from pathlib import Path

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text

WRITTEN = Text("已写入{file}。带draft: true的目标还是草稿，改好再去掉。", "Written to {file}. Goals with draft: true are drafts; mend them, then take it away.")  # fmt: skip
OWN = Text("这是lianyi写出的方案，整份读回来了。", "This plan was written by lianyi; all of it was read back.")  # fmt: skip
NOT_WRITTEN = Text("什么都没有写。加上-o plan.yaml写成计划。", "Nothing was written. Add -o plan.yaml to write the plan.")  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", type=Path, help="docx、md或txt / a .docx, .md or .txt file")  # fmt: skip
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="写成这份计划 / write the plan here")  # fmt: skip
    parser.add_argument("--force", action="store_true", help="已有的文件也覆盖 / write over a file that is there")  # fmt: skip
    parser.add_argument("--today", metavar="DAY", help="当作今天是哪一天（默认现在） / the day from which dates are read (default: now)")  # fmt: skip
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print what was found and what is missing; write the plan where `-o` says so."""
    from lianyi.cli.output import language, print_json, say
    from lianyi.cli.planning.lint import yardstick
    from lianyi.planning.document.stranger.document import read_document
    from lianyi.planning.document.stranger.drafting import draft_plan
    from lianyi.planning.document.stranger.telling import document_data, lines
    from lianyi.planning.model.base import as_written
    from lianyi.shop.strangers import blocks_in, own_plan_in

    if args.output and args.output.exists() and not args.force:
        raise LianyiError("document.there_already", file=str(args.output))
    plan = own_plan_in(args.file)
    own = plan is not None
    read = None
    if plan is None:
        read = read_document(blocks_in(args.file), yardstick(args))
        plan = draft_plan(read)
    if args.json:
        found = {"own": True} if read is None else {"own": False, **document_data(read)}
        print_json({**found, "plan": as_written(plan)})
    elif read is not None:
        print("\n".join(lines(read, language(args))))
    if own:
        say(OWN, args)
    if args.output:
        _write(plan, args.output)
        say(WRITTEN.format(file=args.output), args)
    elif not args.json:
        say(NOT_WRITTEN, args)
    return 0


def _write(plan: object, path: Path) -> None:
    from lianyi.planning.model.plan import Plan
    from lianyi.planning.writing import write_plan

    assert isinstance(plan, Plan)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_plan(plan), encoding="utf-8")
