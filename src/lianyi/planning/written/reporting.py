"""The verdicts as plain data for outside tools, and as blocks for a reader."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from lianyi.core.translation import Lang, Text
from lianyi.planning.written.letters import KEYS, MARKS, NAMES, Judged
from lianyi.planning.written.said import Said
from lianyi.planning.written.shown import amount_text

SUGGESTED = Text("建议", "Try")
DRAFT = Text("草稿不参与检查", "Drafts are not checked")
TOTAL = Text("{passed}条通过，{refused}条没通过", "{passed} passed, {refused} refused")
NOTHING = Text("没有找到目标。", "No goals were found.")


def document(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return the verdicts as JSON data: `goals`, `passed`, `refused`. Ratios are fractions, money whole yuan."""
    checked = [j for j in judged if not j.draft]
    return {
        "goals": [_goal(j) for j in judged],
        "passed": sum(j.ok for j in checked),
        "refused": sum(not j.ok for j in checked),
    }


def blocks(judged: Sequence[Judged], lang: Lang) -> list[str]:
    """Return a block per goal: the sentence, a chip per letter, and what to write instead; then the count."""
    lines: list[str] = []
    for place, one in enumerate(judged, 1):
        lines.extend([*_block(place, one, lang), ""])
    counts = document(judged)
    total = TOTAL.format(passed=counts["passed"], refused=counts["refused"])
    return [*lines, (total if judged else NOTHING).say(lang)]


def _block(place: int, judged: Judged, lang: Lang) -> list[str]:
    mark = MARKS["ok"] if judged.ok else MARKS["refused"]
    lines = [f"{mark} {place}. {judged.said.text}"]
    if judged.draft:
        return [*lines, f"   {DRAFT.say(lang)}"]
    for key in KEYS:
        letter = judged.letters[key]
        name = NAMES[key].say(lang)
        lines.append(f"   {key} {name} {MARKS[letter.state]} {letter.why.say(lang)}")
    told = dict.fromkeys(
        s.say(lang)
        for key in KEYS
        if (s := judged.letters[key].suggestion) and judged.letters[key].state == "refused"
    )
    return [*lines, *(f"   {SUGGESTED.say(lang)} → {text}" for text in told)]


def _goal(judged: Judged) -> dict[str, Any]:
    letters = {
        key: {
            "state": letter.state,
            "why": _both(letter.why),
            "suggestion": _both(letter.suggestion) if letter.suggestion else None,
        }
        for key, letter in judged.letters.items()
    }
    return {
        "text": judged.said.text,
        "ok": judged.ok,
        "refused": list(judged.refused),
        **({"draft": True} if judged.draft else {}),
        "letters": letters,
        "read": read_fields(judged.said),
    }


def read_fields(said: Said) -> dict[str, Any]:
    """Return what was read as JSON data; null is what the sentence does not say."""
    measure = said.measured
    return {
        "metric": measure.metric or None if measure else None,
        "outside": measure.key if measure and not measure.metric else None,
        "measure": _both(measure.name) if measure else None,
        "unit": measure.unit if measure else None,
        "baseline": _number(said.baseline),
        "target": _number(said.target),
        "change": {"kind": said.change.kind, "value": _number(said.change.value)} if said.change else None,
        "shown": _both(amount_text(said.target, measure)) if measure and said.target is not None else None,
        "per": said.per or None,
        "from_day": said.from_day.isoformat() if said.from_day else None,
        "due": said.due.isoformat() if said.due else None,
        "owner": said.owner or None,
        "scope": list(said.scope),
        "why": said.why or None,
    }  # fmt: skip


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
