"""Recorded exceptions: who answers for one hit, why, and since when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from lianyi.compliance.hits import Hit

ANY = "*"
"""A subject that stands for every place where the rule is touched."""


@dataclass(frozen=True, slots=True)
class Override:
    """An exception that somebody answers for: the rule, the subject (a hit's text or setting, or `*`), why, who, when.

    An empty rule, subject, reason or owner is refused with `compliance.override_incomplete`.
    """

    rule: str
    subject: str
    reason: str
    owner: str
    day: date

    def __post_init__(self) -> None:
        named = {"rule": self.rule, "subject": self.subject, "reason": self.reason}
        for field, value in {**named, "owner": self.owner}.items():
            if not value.strip():
                raise LianyiError("compliance.override_incomplete", field=field)

    def document(self) -> dict[str, str]:
        """Return the record as plain data for JSON."""
        return {
            "rule": self.rule, "subject": self.subject, "reason": self.reason,
            "owner": self.owner, "day": self.day.isoformat(),
        }  # fmt: skip

    def covers(self, hit: Hit) -> bool:
        """True where the record names the rule and the place of `hit`."""
        return self.rule == hit.rule.key and self.subject in (ANY, hit.subject, hit.text)


def with_overrides(
    hits: Iterable[Hit], overrides: Sequence[Override], owners: Collection[str] | None = None
) -> tuple[list[Hit], list[Override]]:
    """Return the hits with accepted exceptions noted on them, and the records that changed nothing.

    A plainly forbidden hit takes no exception, and a block takes one from an owner alone: one of `owners`, or
    whoever the record names where no list is given. A record that is refused, or that fits no hit, is returned.
    """
    used: set[Override] = set()
    noted: list[Hit] = []
    for hit in hits:
        fitting = [o for o in overrides if not hit.rule.final and o.covers(hit)]
        if hit.rule.level == "block" and owners is not None:
            fitting = [o for o in fitting if o.owner in owners]
        used.update(fitting[:1])
        noted.append(replace(hit, override=fitting[0]) if fitting else hit)
    return noted, [o for o in overrides if o not in used]
