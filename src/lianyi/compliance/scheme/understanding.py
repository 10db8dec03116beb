"""What was understood of a scheme document so far, and what was not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lianyi.compliance.scheme.model import Commission
from lianyi.core.errors import Issue


def _unset(_concept: str, _value: Any, where: str, _found: Understanding) -> None:
    raise AssertionError(where)


@dataclass
class Understanding:
    """The scheme as understood, and what was not."""

    file: str = ""
    issues: list[Issue] = field(default_factory=list)
    commissions: list[Commission] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    recognised: int = 0
    read: Callable[[str, Any, str, Understanding], None] = field(default=_unset)
    """How one concept is read; set by the reader, for payments that hold other settings."""

    def more(self, name: str, amount: Decimal) -> None:
        """Keep the larger of two amounts of one setting."""
        self.settings[name] = max(self.settings.get(name, Decimal(0)), amount)

    def on(self, name: str, is_on: bool) -> None:  # noqa: FBT001  # a setting is what it is
        """Switch a setting on where one of its spellings does."""
        self.settings[name] = self.settings.get(name, False) or is_on

    def unknown(self, path: str, value: object) -> None:
        """Note a setting that no rule knows."""
        said = Issue("scheme.unknown_setting", self.file, header=path, value=str(value)[:80])
        self.issues.append(said)

    def unreadable(self, path: str, value: object) -> None:
        """Note a value that cannot be read."""
        said = Issue("scheme.unknown_value", self.file, header=path, value=str(value)[:80])
        self.issues.append(said)
