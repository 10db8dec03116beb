"""How it is told what belongs to the campaign: the rule of each group of numbers."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.reports.blocks.campaign.case import Case
from lianyi.reports.document import Block, Prose
from lianyi.reports.wording import words

TITLE = Text("怎样算这次活动的", "What counts as the campaign's")
MOST_NAMES = 6


def rules(case: Case) -> Block | None:
    """Return the block: every rule that a number of the report was limited by; None before any was asked."""
    found: dict[Text, dict[str, Text]] = {}
    for answer in case.answers():
        marks = answer.query.campaign
        if marks is None or marks.key != case.run.key:
            continue
        for key, limited in answer.limited.items():
            found.setdefault(limited.rule.text, {})[key] = answer.metrics[key].name
    days = case.days.text(full=True)
    lines = [Text(f"日期：{days.zh}。", f"Days: {days.en}.")]
    if not case.has_begun:
        lines = [
            Text(
                "活动还没有开始，没有结果。",
                "The campaign has not begun: there are no results yet.",
            )
        ]
    lines += [_line(rule, list(names.values())) for rule, names in found.items()]
    return Block("rules", TITLE, (Prose(tuple(words(line) for line in lines), note=True),))


def _line(rule: Text, names: list[Text]) -> Text:
    shown = names[:MOST_NAMES]
    zh, en = "、".join(n.zh for n in shown), ", ".join(n.en for n in shown)
    if len(names) > len(shown):
        zh, en = f"{zh}等{len(names)}个", f"{en} and {len(names) - len(shown)} more"
    return Text(f"{zh}：{rule.zh}。", f"{en}: {rule.en}.")
