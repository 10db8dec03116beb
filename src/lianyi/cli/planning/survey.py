"""`lianyi plan survey -o FILE`: a survey whose answers the personas can use, as a table to fill in and import."""

from __future__ import annotations

import argparse
from pathlib import Path

from lianyi.core.translation import Text

HEADER = ("答卷编号", "填写人手机", "时间", "问题", "回答", "得分")
QUESTIONS = (
    Text("你给谁买得最多", "Whom do you mostly buy for"),
    Text("孩子多大", "How old is your child"),
    Text("你在哪里第一次看到我们", "Where did you first see us"),
    Text("买之前你主要看什么：价格、朋友推荐、测评内容、直播讲解", "What decides: price, friends, reviews, live explanation"),
    Text("最让你为难的是什么", "What troubles you most"),
    Text("你希望我们多做什么", "What should we do more of"),
    Text("你愿意把我们推荐给朋友吗（0到10分）", "Would you recommend us to a friend (0 to 10)"),
)  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, required=True)


def run(args: argparse.Namespace) -> int:
    """Write the template as CSV; `lianyi import FILE --as surveys` reads it back when it is filled in."""
    import csv
    import io

    from lianyi.cli.output import language, say
    from lianyi.facts.durable import aside, publish

    lang, buffer = language(args), io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(HEADER)
    writer.writerows(("1", "", "", question.say(lang), "", "") for question in QUESTIONS)
    written = aside(args.output)
    written.write_bytes(buffer.getvalue().encode("utf-8-sig"))
    publish(written, args.output)
    say(Text("问卷模板在{path}。填好后：lianyi import {path} --as surveys", "The template is in {path}. When it is filled in: lianyi import {path} --as surveys").format(path=args.output), args)  # fmt: skip
    return 0
