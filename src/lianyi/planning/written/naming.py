"""Which measure a sentence is about: names of the dictionary, what people call them, measures kept elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lianyi.core.translation import Text
from lianyi.metrics.declaration import ESTIMATES, METRICS, Direction, Metric, Unit
from lianyi.planning.written.canvas import Canvas, normal
from lianyi.planning.written.synonyms import outside, synonyms

BRACKETS = re.compile(r"[（(][^）)]*[)）]")
# A window of days belongs to the name and is no time limit.
WINDOW = r"(?:近?(?P<days>\d{1,3})[天日]内?(?:的)?)?"
DIMENSION = {
    **dict.fromkeys(("users", "community", "service", "referral", "promoters"), "users"),
    **dict.fromkeys(("brand", "content", "creators"), "brand"),
}
"""Which dimension of the plan a family of metrics belongs to; what is not here is trade."""


@dataclass(frozen=True)
class Measured:
    """A measure that a sentence names. `metric` is a key of the dictionary, "" for one kept elsewhere."""

    key: str
    metric: str
    name: Text
    unit: Unit
    direction: Direction
    dimension: str


@dataclass(frozen=True)
class Mention:
    """A measure at its place in the sentence."""

    measured: Measured
    start: int
    end: int
    said: str


class Names:
    """All names under which a measure may be meant; a shop's own metrics come on top."""

    def __init__(self, own: Iterable[Metric] = ()) -> None:
        self._by_name: dict[str, Measured] = {}
        elsewhere, said = outside()
        for name, key in said.items():
            found = elsewhere[key]
            self._add(name, Measured(key, "", found.name, found.unit, found.direction, found.dimension))  # fmt: skip
        known = {m.key: m for m in (*METRICS, *ESTIMATES)}
        for metric in (*known.values(), *own):
            for name in _names_of(metric):
                self._add(name, measured(metric))
        for name, key in synonyms().items():
            self._add(name, measured(known[key]))
        self._pattern = _pattern(self._by_name)

    def _add(self, name: str, found: Measured) -> None:
        self._by_name[normal(name).lower()] = found

    def take(self, canvas: Canvas) -> list[Mention]:
        """Return the measures that the sentence names, left to right, and blank their names out."""
        return [self._mention(match) for match in canvas.take(self._pattern)]

    def _mention(self, match: re.Match[str]) -> Mention:
        found = self._by_name[match["name"].lower()]
        if match["days"] == "90" and found.key == "repurchase_rate":
            found = self._by_name["90天复购率"]
        return Mention(found, match.start(), match.end(), match["name"])


def measured(metric: Metric) -> Measured:
    """Return a metric of the dictionary as a measure of a goal."""
    dimension = DIMENSION.get(metric.family, "trade")
    return Measured(
        metric.key, metric.key, metric.name, metric.unit, metric.direction, dimension
    )


@lru_cache(maxsize=1)
def built_in() -> Names:
    """Return the names of the built-in dictionary."""
    return Names()


def _names_of(metric: Metric) -> list[str]:
    """Return key and names of a metric, also without what stands in brackets; a single letter is no name."""
    full = (metric.key, metric.name.zh, metric.name.en)
    bare = (BRACKETS.sub("", name).strip() for name in full[1:])
    return [name for name in (*full, *bare) if len(name) > 1]


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of all names, the longest first; Latin ones only as whole words."""
    ordered = sorted(names, key=len, reverse=True)
    parts = [_as_pattern(name) for name in ordered]
    return re.compile(WINDOW + r"(?P<name>" + "|".join(parts) + ")", re.IGNORECASE)


def _as_pattern(name: str) -> str:
    before = r"(?<![A-Za-z])" if name[0].isascii() and name[0].isalpha() else ""
    after = r"(?![A-Za-z])" if name[-1].isascii() and name[-1].isalpha() else ""
    return before + re.escape(name) + after
