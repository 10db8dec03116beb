"""What the guard found: a place, the rule that it touches, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from lianyi.compliance.overrides import Override
from lianyi.compliance.rule import Rule
from lianyi.core.translation import Text

Level = Literal["block", "warn", "note"]
LEVELS: dict[Level, Text] = {
    "block": Text("拦截", "Block"),
    "warn": Text("提醒", "Warn"),
    "note": Text("提示", "Note"),
}
FOOTER = Text(
    "检查依据公开条文，不构成法律意见",
    "Checks follow published rules and are not legal advice.",
)
NOT_A_BLESSING = Text(
    "没有命中不等于合规：本检查只认得已写明的情形",
    "No hit is no blessing: only what is written down here is recognised.",
)


@dataclass(frozen=True)
class Hit:
    """One place that touches a rule.

    `line` and `start` count from 1, `end` is included: `line_text[start - 1 : end] == text`. In a scheme `line` is 0
    and `subject` names the setting. `override` is the recorded exception that lowers the hit to a note.
    """

    rule: Rule
    text: str
    subject: str
    line: int = 0
    start: int = 0
    end: int = 0
    why: Text | None = None
    override: Override | None = None

    @property
    def level(self) -> Level:
        """How serious it is; an accepted exception leaves a note."""
        return "note" if self.override else self.rule.level

    @property
    def blocks(self) -> bool:
        """True where it may not go out as it stands."""
        return self.level == "block"

    def document(self) -> dict[str, Any]:
        """Return the hit as plain data for JSON."""
        source, why, record = self.rule.source, self.why or self.rule.why, self.override
        return {
            "level": self.level, "rule": self.rule.key, "family": self.rule.family,
            "name": _both(self.rule.name), "article": source.shown_article,
            "law": _both(source.law.name), "source_date": source.law.dated, "mark": source.mark,
            "reference": not source.verified, "text": self.text, "subject": self.subject,
            "line": self.line, "from": self.start, "to": self.end, "why": _both(why),
            "rewrite": _both(self.rule.rewrite), "may_override": not self.rule.final,
            "override": record.document() if record else None,
        }  # fmt: skip


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
