"""A rule as declared data: what is found, what makes it harmless, where it is written, what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from lianyi.compliance.phrases import compiled
from lianyi.compliance.sources import Source
from lianyi.core.registry import Registry
from lianyi.core.translation import Text


@dataclass(frozen=True)
class Rule:
    """One thing that may not be said or set.

    `family` groups rules about one matter. `final` marks what is plainly forbidden: no exception may be recorded.
    `found` are phrases (see `phrases.compiled`) of which any makes a hit; a hit is harmless where a phrase of
    `inside` covers its core, or one of `beside` stands anywhere in its sentence. `judged` may look at the match
    (an amount, an age) and let it go.
    """

    key: str
    family: str
    level: Literal["block", "warn", "note"]
    name: Text
    source: Source
    why: Text
    rewrite: Text
    final: bool = False
    found: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    judged: Callable[[re.Match[str]], bool] | None = field(default=None, compare=False)

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """The phrases that make a hit, compiled."""
        return tuple(map(compiled, self.found))

    @cached_property
    def harmless_inside(self) -> tuple[re.Pattern[str], ...]:
        """The phrases that take a hit back where they overlap it, compiled."""
        return tuple(map(compiled, self.inside))

    @cached_property
    def harmless_beside(self) -> tuple[re.Pattern[str], ...]:
        """The phrases that take a hit back from anywhere in its sentence, compiled."""
        return tuple(map(compiled, self.beside))


RULES: Registry[Rule] = Registry(
    "compliance_rule", "lianyi.compliance.families", plural="compliance_rules"
)
