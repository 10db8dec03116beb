"""Event properties with names: `[events] properties` of the settings gives names to the columns `property_1` … `property_16`.

A name belongs to its place in the list, so new ones are added at the end. What an export has beyond those stays in the
column `more` and is asked for with SQL.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lianyi.core.errors import LianyiError

MOST = 16
TAKEN = frozenset({
    "at", "day", "event", "channel", "content", "product", "category", "platform", "store", "session", "value_fen", "more",
    "content_no", "product_id", "session_no", "event_no", "person",
})  # fmt: skip
"""What an event has anyhow."""
_OWN = re.compile(r"p\d+|property_\d+")
_WORD = re.compile(r"[^\W\d]\w*")


def event_properties(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names that the settings give, in their order; `workspace.properties` names one that cannot be.

    >>> event_properties({"events": {"properties": ["coupon", "页面"]}})
    ('coupon', '页面')
    """
    given = settings.get("events", {})
    names = given.get("properties", []) if isinstance(given, Mapping) else given
    if not isinstance(names, list) or len(names) > MOST:
        raise LianyiError("workspace.properties", name=str(names)[:60], most=MOST)
    for place, name in enumerate(names):
        usable = isinstance(name, str) and _WORD.fullmatch(name) and not _OWN.fullmatch(name)
        if not usable or name in TAKEN or name in names[:place]:
            raise LianyiError("workspace.properties", name=str(name)[:60], most=MOST)
    return tuple(names)
