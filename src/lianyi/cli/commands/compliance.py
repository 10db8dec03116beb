"""Check a text or a reward scheme against published rules before it goes out.

Exit codes: 0 nothing is blocked, 1 something is blocked or could not be judged. No hit is no blessing.
"""

from __future__ import annotations

import argparse
from pathlib import Path

NAME = "compliance"
HELP = "合规检查：文案和奖励方案 / check texts and reward schemes against published rules"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    from lianyi.cli.nested import add_action

    actions = parser.add_subparsers(dest="action", metavar="check|rules|schema", required=True)
    check = add_action(actions, "check", "检查一份文案或方案 / check a text or a scheme")
    what = check.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--text", metavar="FILE", type=Path, help=".txt .md .docx，逐句检查 / sentence by sentence"
    )
    what.add_argument(
        "--scheme", metavar="FILE", type=Path, help="奖励方案，YAML或JSON / a reward scheme"
    )
    check.add_argument("--json", action="store_true", help="JSON")
    rules = add_action(actions, "rules", "列出规则和出处 / list the rules with their sources")
    rules.add_argument("--json", action="store_true", help="JSON")
    add_action(actions, "schema", "方案文件的JSON Schema / JSON schema of a scheme file")


def run(args: argparse.Namespace) -> int:
    """Check, list or print the schema."""
    if args.action == "schema":
        return _schema()
    if args.action == "rules":
        return _rules(args)
    return _check_text(args) if args.text is not None else _check_scheme(args)


def _check_text(args: argparse.Namespace) -> int:
    from lianyi.cli.complying import answer, print_hits, text_of
    from lianyi.cli.output import language, print_json
    from lianyi.compliance.checking import check_text, counted

    text = text_of(args.text)
    hits, checked = check_text(text), counted(text)
    if args.json:
        print_json(answer(hits, checked))
    else:
        print_hits(hits, checked, language(args))
    return int(any(hit.blocks for hit in hits))


def _check_scheme(args: argparse.Namespace) -> int:
    from lianyi.cli.complying import answer, document_of, issue_documents, print_hits
    from lianyi.cli.output import language, print_issues, print_json
    from lianyi.compliance.scheme.judging import judged, paid_levels
    from lianyi.compliance.scheme.reading import understood

    scheme, issues = understood(document_of(args.scheme), args.scheme.name)
    hits = judged(scheme)
    if args.json:
        levels = paid_levels(scheme)
        print_json(answer(hits, 1, issue_documents(issues, args), paid_levels=levels))
    else:
        print_hits(hits, 1, language(args))
        print_issues(issues, args)
    return int(bool(issues) or any(hit.blocks for hit in hits))


def _rules(args: argparse.Namespace) -> int:
    from lianyi.cli.output import language, print_json, print_table
    from lianyi.compliance.hits import LEVELS
    from lianyi.compliance.rule import RULES
    from lianyi.compliance.scheme.rules import SHARED

    assert SHARED
    lang = language(args)
    if args.json:
        print_json(
            [
                {
                    "rule": rule.key, "family": rule.family, "level": rule.level, "name": rule.name.say(lang),
                    "article": rule.source.shown_article, "law": rule.source.law.name.say(lang),
                    "source_date": rule.source.law.dated, "mark": rule.source.mark, "may_override": not rule.final,
                }
                for rule in RULES
            ]
        )  # fmt: skip
        return 0
    rows = [
        [r.key, LEVELS[r.level].say(lang), r.name.say(lang), r.source.shown().say(lang)]
        for r in RULES
    ]
    titles = (
        ("rule", "级别", "名称", "出处") if lang == "zh" else ("rule", "level", "name", "source")
    )
    print_table(titles, rows)
    return 0


def _schema() -> int:
    from lianyi.cli.output import print_json
    from lianyi.compliance.scheme.model import Scheme

    print_json(Scheme.model_json_schema())
    return 0
