"""The words for refusals and issues: every code has a title and an advice in both languages.

Rooms keep the texts of their own codes in `messages.py` as `MESSAGES: dict[code, (title, advice)]`.
"""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Mapping
from functools import cache

from lianyi.core.errors import Issue
from lianyi.core.translation import Lang, Text

ROOMS = (
    "lianyi.core.messages",
    "lianyi.facts.messages",
    "lianyi.compliance.messages",
    "lianyi.importers.reading.messages",
    "lianyi.importers.messages",
    "lianyi.engines.messages",
    "lianyi.segments.messages",
    "lianyi.metrics.messages",
    "lianyi.analyses.messages",
    "lianyi.planning.messages",
    "lianyi.planning.goals.messages",
    "lianyi.planning.risks.messages",
    "lianyi.planning.loop.messages",
    "lianyi.planning.document.stranger.messages",
    "lianyi.reports.messages",
    "lianyi.cli.messages",
)
NO_NEAREST = re.compile(r"相近的有：\{nearest\}。|Close ones: \{nearest\}\. ?")
"""The sentence that names what looks alike; it goes where nothing does."""
UNKNOWN = (Text("没有做成：{code}。", "This was not done: {code}."), Text("", ""))


@cache
def catalogue() -> dict[str, tuple[Text, Text]]:
    """Return the texts of all rooms by code."""
    texts: dict[str, tuple[Text, Text]] = {}
    for room in ROOMS:
        texts.update(importlib.import_module(room).MESSAGES)
    return texts


def told(code: str, facts: Mapping[str, object]) -> Text:
    """Return title and advice of `code` with its facts filled in, and the code itself at the end."""
    title, advice = catalogue().get(code, UNKNOWN)
    known = {**facts, "code": code}
    if facts.get("nearest") in ("", "—"):
        advice = Text(NO_NEAREST.sub("", advice.zh), NO_NEAREST.sub("", advice.en))
    zh = "".join(_filled(text.zh, "zh", known) for text in (title, advice))
    en = " ".join(p for text in (title, advice) if (p := _filled(text.en, "en", known)))
    return Text(f"{zh} [{code}]", f"{en} [{code}]")


def spoken() -> Lang:
    """Return the language of the environment: `$LIANYI_LANG`, else the system's, else Chinese."""
    named = (os.environ.get(name) for name in ("LIANYI_LANG", "LC_ALL", "LANG"))
    return "en" if next(filter(None, named), "").lower().startswith("en") else "zh"


def issue_text(issue: Issue) -> Text:
    """Return the text of an issue, its place in front."""
    where = {
        "file": issue.file,
        "sheet": issue.sheet or "",
        "row": issue.row or "",
        "column": issue.column or "",
    }
    text = told(
        issue.code,
        {**where, "header": issue.header or "", "value": issue.value or "", **issue.facts},
    )
    place = issue.place()
    at = f"{issue.file} {place}" if place != issue.file else place
    return Text(f"{at} {text.zh}".strip(), f"{at} {text.en}".strip())


def _filled(template: str, lang: Lang, facts: Mapping[str, object]) -> str:
    """Fill the slots; a fact that is itself a Text is said in the language of its slot."""
    said = {k: v.say(lang) if isinstance(v, Text) else v for k, v in facts.items()}
    return template.format_map(_Facts(said))


class _Facts(dict[str, object]):
    """Facts that a text may name without every caller having to give them."""

    def __missing__(self, key: str) -> str:
        return "—"
