"""What was read in a document, as plain data for outside tools and as lines for a reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lianyi.core.numbers import money
from lianyi.core.translation import Lang, Text
from lianyi.planning.document.stranger.document import Read
from lianyi.planning.document.stranger.goals import FoundGoal
from lianyi.planning.document.stranger.sections import NAMES, ORDER
from lianyi.planning.model.channels import Domain
from lianyi.planning.written.letters import KEYS, MARKS
from lianyi.planning.written.letters import NAMES as LETTERS
from lianyi.planning.written.reporting import document as verdicts

MOST_SENTENCES = 12
FOUND = Text(
    "目标{goals}个（其中{bad}个还不SMART）、渠道{channels}个、预算{lines}行、风险{risks}个",
    "{goals} goals ({bad} not SMART yet), {channels} channels, {lines} budget lines, {risks} risks",
)
NOT_SMART = Text("还不SMART的", "Not SMART yet")
NONE_MEASURABLE = Text(
    "没有找到带数字的目标，已列出{n}句可以改写的话。",
    "No goal with a number was found; {n} sentences that can be rewritten are listed.",
)
GOOD = Text("可以检查的目标", "Goals that can be checked")
LACKS = Text("还缺什么", "What is missing")
SIDES: dict[Domain, Text] = {"public": Text("公域", "Public"), "private": Text("私域", "Private")}
CHANNELS, BUDGET, RISKS = Text("渠道", "Channels"), Text("预算", "Budget"), Text("风险", "Risks")
UNPLACED = Text("没有类别", "no category")
CATEGORIES = {"content": Text("内容", "Content"), "kol": Text("KOL", "Creators"), "ads": Text("投放", "Ads"), "incentives": Text("激励", "Incentives")}  # fmt: skip
TRY = Text("建议", "Try")


def document_data(read: Read) -> dict[str, Any]:
    """Return what was read as JSON data: each thing with its sentence, and what is missing by section."""
    judged = verdicts([g.judged for g in read.goals])["goals"]
    return {
        "title": read.title,
        "goals": [{**verdict, "source": g.source, "path": g.path} for verdict, g in zip(judged, read.goals, strict=True)],
        "channels": [{"name": c.name, "domain": c.domain, "platform": c.platform or None, "source": c.source, "path": c.path} for c in read.channels],
        "budget": [
            {"name": b.name, "category": b.category, "amount_fen": b.amount_fen, "month": b.month or None, "channel": b.channel or None, "source": b.source, "path": b.path}
            for b in read.budget
        ],
        "risks": [
            {"name": r.name, "preset": r.preset or None, "fallback": list(r.fallback), "owner": r.owner or None, "source": r.source, "path": r.path}
            for r in read.risks
        ],
        "not_smart": [g.source for g in read.not_smart],
        "lacks": [{"section": k.section, "name": {"zh": NAMES[k.section].zh, "en": NAMES[k.section].en}, "words": {"zh": k.words.zh, "en": k.words.en}, "source": k.source or None} for k in read.lacks],
    }  # fmt: skip


def lines(read: Read, lang: Lang) -> list[str]:
    """Return what was read line by line: what is not SMART first, then the rest, then what is missing."""
    return [*_head(read, lang), *_goals(read, lang), *_others(read, lang), *_lacks(read, lang)]


def _head(read: Read, lang: Lang) -> Iterator[str]:
    if read.title:
        yield read.title
    yield FOUND.format(goals=len(read.goals), bad=len(read.not_smart), channels=len(read.channels), lines=len(read.budget), risks=len(read.risks)).say(lang)  # fmt: skip


def _goals(read: Read, lang: Lang) -> Iterator[str]:
    bad = read.not_smart
    if bad and not any(g.judged.said.number for g in read.goals):
        yield ""
        yield NONE_MEASURABLE.format(n=min(len(bad), MOST_SENTENCES)).say(lang)
    if bad:
        yield ""
        yield NOT_SMART.say(lang)
    for goal in bad[:MOST_SENTENCES]:
        yield from _bad(goal, lang)
    if len(bad) > MOST_SENTENCES:
        yield f"  … +{len(bad) - MOST_SENTENCES}"
    good = [g for g in read.goals if g.judged.ok]
    if good:
        yield ""
        yield GOOD.say(lang)
        yield from (f"  ✓ {g.source}" for g in good)


def _bad(goal: FoundGoal, lang: Lang) -> Iterator[str]:
    letters = goal.judged.letters
    chips = "  ".join(f"{k} {LETTERS[k].say(lang)} {MARKS[letters[k].state]}" for k in KEYS)
    yield f"  ✕ {goal.source}"
    yield f"    {chips}"
    advice = next(
        (
            letters[k].suggestion
            for k in ("M", "T", "S", "A", "R")
            if letters[k].state == "refused" and letters[k].suggestion
        ),
        None,
    )
    if advice:
        yield f"    {TRY.say(lang)} → {advice.say(lang)}"


def _others(read: Read, lang: Lang) -> Iterator[str]:
    joiner = "、" if lang == "zh" else ", "
    if read.channels:
        yield ""
        yield CHANNELS.say(lang)
        for side, name in SIDES.items():
            mine = [c.name for c in read.channels if c.domain == side]
            if mine:
                yield f"  {name.say(lang)}  {joiner.join(mine)}"
    if read.budget:
        yield ""
        yield BUDGET.say(lang)
        for line in read.budget:
            category = CATEGORIES[line.category] if line.category else UNPLACED
            yield "  ".join(filter(None, ("", category.say(lang), line.name, line.month, money(line.amount_fen, lang, style="full"))))  # fmt: skip
    if read.risks:
        yield ""
        yield RISKS.say(lang)
        yield from (f"  {risk.name}" for risk in read.risks)


def _lacks(read: Read, lang: Lang) -> Iterator[str]:
    if not read.lacks:
        return
    yield ""
    yield LACKS.say(lang)
    for key in ORDER:
        for lack in (x for x in read.lacks if x.section == key):
            yield f"  {NAMES[key].say(lang)}  {lack.words.say(lang)}"
            if lack.source:
                short = lack.source if len(lack.source) <= 60 else f"{lack.source[:59]}…"
                yield f"    「{short}」" if lang == "zh" else f'    "{short}"'
