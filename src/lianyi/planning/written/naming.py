"""Which measure a sentence is about: names of the dictionary, what people call them, measures kept elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lianyi.core.translation import Text, same
from lianyi.metrics.declaration import ESTIMATES, METRICS, Direction, Metric, Unit
from lianyi.planning.written.amounts import Amount
from lianyi.planning.written.canvas import Canvas, normal
from lianyi.planning.written.synonyms import outside, synonyms
from lianyi.planning.written.vague import BUSINESS, COUNTED, NOT_COUNTED

UNNAMED = "other"
"""The key of a measure that no dictionary knows."""
KINDS = {
    "ratio": ("率", "占比", "比例", "比重", "份额"),
    "money": ("销售额", "金额", "总额", "额", "成本", "费用", "单价", "均价", "客单", "产值"),
    "days": ("天数", "周期"),
    "minutes": ("时长", "时间"),
    "number": ("评分", "得分", "排名", "名次", "指数"),
}
# 访客 is no measure in 访客到店率, nor 月活 in 月活跃率.
LONGER = r"(?![^\W\d_a-zA-Z和与及以到从至让使由将把且比为低提升增达的]{0,4}(?:率|占比|时长|时间|成本|消费额|消费))"
EDGES = re.compile(
    r"^(?:[把将使让的在从由对于每个全年将月日前后内底期间要实现完成达到确保由提升提高降低增加减少]|平均)+"
)
ABSTRACT = re.compile(r"[度感力]|心智|形象|氛围|体验|质量|建设|生态|水平|意识|文化")
BEFORE = re.compile(r"(?P<noun>[\u4e00-\u9fff「」]{2,12})$")
NOUN = re.compile(r"\s*(?P<noun>[\u4e00-\u9fff「」]{2,14})")
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


def counted(canvas: Canvas, amounts: list[Amount]) -> Mention | None:
    """Return what a sentence counts that no dictionary knows: a name such as 退卡率, or so many 篇 of something.

    Its unit is told by the last word of the name, or by the unit of the number.
    """
    for match in COUNTED.finditer(canvas.text):
        name = EDGES.sub("", match["name"])
        if len(name) < 2 or name.endswith(NOT_COUNTED):
            continue
        unit = next((u for u, words in KINDS.items() if match["kind"] in words), "count")
        direction: Direction = "down_good" if match["kind"] in ("成本", "费用", "排名", "名次") else "neutral"  # fmt: skip
        return Mention(_elsewhere(name, unit, direction), match.start(), match.end(), name)
    for amount in amounts:
        if amount.kind != "count":
            continue
        after = NOUN.match(canvas.text, amount.end)
        before = BEFORE.search(canvas.text[: amount.start])
        for noun in filter(None, (after, before)):
            name = EDGES.sub("", noun["noun"])
            if BUSINESS.search(name) and not ABSTRACT.search(name):
                return Mention(_elsewhere(name, "count", "neutral"), noun.start(), noun.end(), name)
    return None


def share_of(mention: Mention) -> Measured:
    """Return the share that something has of a whole, as a measure that no dictionary knows."""
    whole = mention.measured
    return Measured(UNNAMED, "", whole.name, "ratio", "neutral", whole.dimension)


def _elsewhere(name: str, unit: str, direction: Direction) -> Measured:
    return Measured(UNNAMED, "", same(name), unit, direction, "")  # type: ignore[arg-type]  # a unit of the table above


def measured(metric: Metric) -> Measured:
    """Return a metric of the dictionary as a measure of a goal."""
    dimension = DIMENSION.get(metric.family, "trade")
    return Measured(metric.key, metric.key, metric.name, metric.unit, metric.direction, dimension)


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
    share = "" if name.endswith(("率", "占比", "时长", "时间", "成本")) else LONGER
    return before + re.escape(name) + after + share
