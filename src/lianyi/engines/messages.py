"""The words for the codes of this room."""

from __future__ import annotations

from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {}
