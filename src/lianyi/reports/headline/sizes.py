"""How big is a change: its size against the normal range, as a word."""

from __future__ import annotations

from lianyi.core.translation import Text

LEVEL, SLIGHT, CLEAR, SHARP = "level", "slight", "clear", "sharp"
# A change that no normal range speaks about: a sale lies in one of the two periods.
UNFAIR = "unfair"
OUTSIDE = (SLIGHT, CLEAR, SHARP)
SIZES = {
    SLIGHT: (Text("小幅", "slightly"), Text("略超正常波动", "just outside the normal range")),
    CLEAR: (Text("明显", "clearly"), Text("超出正常波动", "outside the normal range")),
    SHARP: (Text("大幅", "sharply"), Text("远超正常波动", "far outside the normal range")),
}


def size_word(change: float, band: float | None) -> str:
    """Return the size of a change against the normal range: level, slight, clear, sharp, or "" if unknown.

    >>> [size_word(change, 100) for change in (-100, 200, -400, 401)]
    ['level', 'slight', 'clear', 'sharp']
    """
    if band is None:
        return ""
    if abs(change) <= band:
        return LEVEL
    if abs(change) <= 2 * band:
        return SLIGHT
    return CLEAR if abs(change) <= 4 * band else SHARP
