"""Zone arithmetic as SQL: between UTC instants in the lake and local wall time in files and views.

Most zones of the business world have kept one offset for decades; then plain arithmetic does what the
zone's rules would, many times faster. Other zones and earlier times go through the rules.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

FAR = datetime(2037, 7, 1)


def to_utc_sql(expression: str, zone: str) -> str:
    """Return SQL for the UTC instant of the local wall time `expression`."""
    rules = f"timezone('UTC', timezone('{zone}', {expression}))"
    return _fast(expression, zone, rules, sign="-")


def to_local_sql(expression: str, zone: str) -> str:
    """Return SQL for the local wall time of the UTC instant `expression`."""
    rules = f"timezone('{zone}', timezone('UTC', {expression}))"
    return _fast(expression, zone, rules, sign="+")


def fixed_since(zone: str) -> tuple[datetime, int] | None:
    """Return (start of the first whole year, offset in seconds) since when `zone` keeps one offset."""
    info = ZoneInfo(zone)
    offset = FAR.replace(tzinfo=info).utcoffset()
    start = FAR
    while start.year > 1970:
        earlier = start - timedelta(days=15)
        if earlier.replace(tzinfo=info).utcoffset() != offset:
            break
        start = earlier
    if start.year >= 2025 or offset is None:
        return None
    return datetime(start.year + 1, 1, 1), int(offset.total_seconds())


def _fast(expression: str, zone: str, rules: str, sign: str) -> str:
    fixed = fixed_since(zone)
    if fixed is None:
        return rules
    # A day's distance from the last change keeps both readings of the boundary on the safe side.
    since = fixed[0] + timedelta(days=1)
    return (
        f"CASE WHEN {expression} >= TIMESTAMP '{since:%Y-%m-%d}' "
        f"THEN {expression} {sign} INTERVAL ({fixed[1]}) SECOND ELSE {rules} END"
    )
