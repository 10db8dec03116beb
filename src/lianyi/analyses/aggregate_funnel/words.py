"""What `aggregate-funnel` says: everything in it is the platforms' own count."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.aggregate_funnel.rows import Counted, Row, Step

SHOWN_ROWS = 5
BASIS = {
    "people": Text("人数口径", "counted by people"),
    "times": Text("次数口径", "counted by times"),
}
CLAIM = Text(
    "平台口径：这些数由平台统计，Lianyi没有它们背后的人，所以没有名单。",
    "As the platforms count: there are no people behind these numbers here, so there is no list of them.",
)
NOT_DISTINCT = Text(
    "人数按天、按场去重后相加，同一个人来几天算几次。",
    "People are distinct per day or session and then added: who comes on several days counts several times.",
)
RISING = Text(
    "{n}行里后一步比前一步还多，比例会偏高甚至超过100%，先核对平台导出：{rows}。",
    "In {n} rows a later step counts more than the one before, so rates come out too high or above 100%. Check the export: {rows}.",
)
INCOMPLETE = Text(
    "{n}行缺了其中一步，没有计入：{rows}。",
    "{n} rows lack one of the steps and do not count: {rows}.",
)
ABSENT = Text("{path}里没有这些步：{steps}。", "{path}: these steps are not exported: {steps}.")
_FINDING = Text(
    "平台口径：{path}每100个{first}里有{rate}个走到{last}；掉得最多的一步是{before}→{after}（{share}没有往下走）。",
    "As the platforms count, {path}: of 100 “{first}” {rate} come to “{last}”; most is lost from “{before}” to “{after}” ({share}).",
)


def sentence(found: Counted) -> Text:
    """Return the finding of one funnel."""
    totals, steps = found.totals, found.steps
    lost = [1 - b / a if a else 0.0 for a, b in pairwise(totals)]
    worst = max(range(len(lost)), key=lost.__getitem__)
    rate = totals[-1] / totals[0] if totals[0] else None
    said = "—" if rate is None else numbers.number(rate * 100, decimals=2)
    return _FINDING.format(
        path=found.path.name, first=steps[0].name, last=steps[-1].name, rate=said, before=steps[worst].name,
        after=steps[worst + 1].name, share=numbers.ratio(max(lost[worst], 0.0)),
    )  # fmt: skip


def cautions(found: Sequence[Counted], basis: str) -> list[Caution]:
    """Return what a reader must know, the impossible rows first."""
    rising = [r for f in found for r in f.rising]
    said = [Caution("platform_counts", CLAIM)]
    if rising:
        text = RISING.format(n=len(rising), rows=_places(rising))
        said.insert(0, Caution("rises", text, loud=True))
    if basis == "people":
        said.append(Caution("not_distinct", NOT_DISTINCT))
    incomplete = [r for f in found for r in f.incomplete]
    if incomplete:
        text = INCOMPLETE.format(n=len(incomplete), rows=_places(incomplete))
        said.append(Caution("rows_incomplete", text))
    for funnel in found:
        if funnel.absent:
            text = ABSENT.format(path=funnel.path.name, steps=_names(funnel.absent))
            said.append(Caution("steps_absent", text))
    return said


def _places(rows: Sequence[Row]) -> Text:
    shown = [r.place for r in rows[:SHOWN_ROWS]]
    more = len(rows) - len(shown)
    zh = "、".join(shown) + (f"等，另有{more}行" if more else "")
    return Text(zh, "; ".join(shown) + (f" and {more} more" if more else ""))


def _names(steps: Sequence[Step]) -> Text:
    return Text("、".join(s.name.zh for s in steps), ", ".join(s.name.en for s in steps))
