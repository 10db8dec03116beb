"""Check that the stored facts and the vault are whole; exit 1 when something needs doing."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.core.translation import Lang
    from lianyi.facts.verify import Finding, Verdict

NAME = "verify"
HELP = "检查数据和身份库是否完好 / check that facts and vault are whole"
SOUND = Text("完好：", "Sound: ")
COUNTED = {
    "snapshots": Text("{n}个数据版本", "{n} snapshots"),
    "imports": Text("{n}次导入", "{n} imports"),
    "files": Text("{n}个文件", "{n} files"),
    "rows": Text("{n}行", "{n} rows"),
    "identifiers": Text("{n}个身份标识", "{n} identifiers"),
    "links": Text("{n}条身份关联", "{n} links"),
}
UNSOUND = Text("有{count}处要处理。看过：", "{count} things need doing. Looked at: ")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "what", choices=("lake", "vault"), nargs="?", help="默认两样都查 / default: both"
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--lang", choices=("zh", "en"))


def run(args: argparse.Namespace) -> int:
    """Check and list the findings, gravest first."""
    from lianyi.cli.output import folder_of, language, print_json, print_table, say
    from lianyi.facts.verify import gravest_first, verify_lake, verify_vault
    from lianyi.facts.workspace import open_workspace

    workspace = open_workspace(folder_of(args))
    checks = {"lake": verify_lake, "vault": verify_vault}
    verdicts = {
        name: check(workspace) for name, check in checks.items() if args.what in (None, name)
    }
    lang = language(args)
    found = gravest_first(f for v in verdicts.values() for f in v.findings)
    rows = [_row(f, lang) for f in found]
    if args.json:
        names = ("impact", "place", "what", "advice")
        listed = [dict(zip(names, row, strict=True)) for row in rows]
        print_json(
            {"sound": _is_sound(verdicts), "looked_at": _looked_at(verdicts), "findings": listed}
        )
    elif rows:
        print_table(_titles(lang), rows)
    say(_summary(verdicts), args)
    return 0 if _is_sound(verdicts) else 1


def _row(finding: Finding, lang: Lang) -> tuple[str, str, str, str]:
    from lianyi.facts.verify import IMPACTS

    impact = IMPACTS[finding.impact].say(lang)
    return impact, finding.place, finding.what.say(lang), finding.advice.say(lang)


def _titles(lang: Lang) -> tuple[str, ...]:
    return (
        ("影响", "位置", "问题", "做法") if lang == "zh" else ("impact", "place", "what", "advice")
    )


def _is_sound(verdicts: dict[str, Verdict]) -> bool:
    return all(v.is_sound for v in verdicts.values())


def _looked_at(verdicts: dict[str, Verdict]) -> dict[str, int]:
    return {name: n for v in verdicts.values() for name, n in v.looked_at.items()}


def _summary(verdicts: dict[str, Verdict]) -> Text:
    todo = sum(f.impact != "left_over" for v in verdicts.values() for f in v.findings)
    head = UNSOUND.format(count=todo) if todo else SOUND
    counts = [_counted(name, n) for name, n in _looked_at(verdicts).items()]
    zh, en = "，".join(c.zh for c in counts), ", ".join(c.en for c in counts)
    return Text(f"{head.zh}{zh}。", f"{head.en}{en}.")


def _counted(name: str, n: int) -> Text:
    return COUNTED.get(name, Text("{n} " + name, "{n} " + name)).format(n=f"{n:,}")
