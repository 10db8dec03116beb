"""How a value of the plan is shown in a list of differences."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from lianyi.core.translation import Lang


def shown_value(value: Any, lang: Lang | None = None) -> Any:
    """Return a value for JSON (`lang` None), or as one short text for people."""
    if lang is None:
        return json.loads(json.dumps(value, default=_plain, ensure_ascii=False))
    if value is None:
        return "—"
    if isinstance(value, dict):
        name = value.get("name") or value.get("id") or value.get("sku")
        if name:
            return str(name)
    if isinstance(value, dict | list):
        return json.dumps(value, default=_plain, ensure_ascii=False)
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
