"""Read a length of time as people type it: `30m`, `12h`, `7d`, `2w`."""

from __future__ import annotations

import re

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text

SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 7 * 86_400}
LONGEST_DAYS = 3_660
_LENGTH = re.compile(r"(\d{1,9})\s*([smhdw])", re.ASCII | re.IGNORECASE)
_NAMES = {
    "s": ("秒", "seconds", "second"),
    "m": ("分钟", "minutes", "minute"),
    "h": ("小时", "hours", "hour"),
    "d": ("天", "days", "day"),
}


def parse_duration(text: str) -> int:
    """Return the seconds that `text` names: a whole number and s, m, h, d or w.

    Refuses with `duration.unknown` what is no such length, is nothing, or is longer than ten years.

    >>> parse_duration("30m"), parse_duration("7d"), parse_duration("2 W")
    (1800, 604800, 1209600)
    """
    found = _LENGTH.fullmatch(text.strip())
    seconds = int(found[1]) * SECONDS[found[2].lower()] if found else 0
    if not 0 < seconds <= LONGEST_DAYS * SECONDS["d"]:
        raise LianyiError("duration.unknown", text=text, days=LONGEST_DAYS)
    return seconds


def duration_text(seconds: int) -> Text:
    """Return whole seconds in the largest unit that holds them without a rest.

    >>> (
    ...     duration_text(604_800).say("zh"),
    ...     duration_text(5_400).say("en"),
    ...     duration_text(3_600).say("en"),
    ... )
    ('7天', '90 minutes', '1 hour')
    """
    unit = next((u for u in "dhm" if seconds % SECONDS[u] == 0), "s")
    n = seconds // SECONDS[unit]
    zh, many, one = _NAMES[unit]
    return Text(f"{n}{zh}", f"{n} {one if n == 1 else many}")


def span_text(seconds: float) -> Text:
    """Return a measured time in a unit that suits it, with two figures below ten.

    >>> [span_text(s).say("zh") for s in (45, 1_500, 6_840, 50_400, 270_000)]
    ['45秒', '25分钟', '1.9小时', '14小时', '3.1天']
    """
    unit = next((u for u in "dhm" if seconds >= SECONDS[u] * (2 if u == "d" else 1)), "s")
    n = seconds / SECONDS[unit]
    shown = f"{n:.1f}".removesuffix(".0") if n < 9.95 else f"{n:.0f}"
    zh, many, one = _NAMES[unit]
    return Text(f"{shown}{zh}", f"{shown} {one if shown == '1' else many}")
