"""What the trial of `next-item` found, its numbers, tables and picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.next_item import words
from lianyi.analyses.result import Column, Interval, Number, Option, Result, Table
from lianyi.core.translation import Lang, Text
from lianyi.stats.intervals import Pair, student, wilson

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from lianyi.analyses.next_item.model import Proposed, Sequences, Trial
    from lianyi.timelines.store import Array

LEAST_TESTED = 30


@dataclass(frozen=True)
class Verdict:
    """Hit rates and mean reciprocal ranks of both ways, and whether the first surely hits more often.

    `why` says why that cannot be told.
    """

    trial: Trial
    why: Text | None

    @property
    def tested(self) -> int:
        """How many people were tried."""
        return len(self.trial.model)

    @property
    def hit(self) -> float:
        """The share of people whose last purchase was among the proposals."""
        return float((self.trial.model > 0).mean()) if self.tested else 0.0

    @property
    def hit_popular(self) -> float:
        """The same for the most sold."""
        return float((self.trial.popular > 0).mean()) if self.tested else 0.0

    @property
    def hit_gain_ends(self) -> Pair:
        """The interval of the difference, person by person."""
        return student((self.trial.model > 0).astype(float) - (self.trial.popular > 0))

    @property
    def is_better(self) -> bool:
        """Whether the interval of the difference lies above 0."""
        return self.why is None and self.hit_gain_ends[0] > 0


def verdict_of(trial: Trial) -> Verdict:
    """Return what the trial says; nothing where too few people could be tried."""
    few = len(trial.model) < LEAST_TESTED
    return Verdict(trial, words.TOO_FEW.format(n=len(trial.model), least=LEAST_TESTED) if few else None)  # fmt: skip


def numbers_of(verdict: Verdict) -> Iterator[Number]:
    """Yield hit rates, mean reciprocal ranks and their differences."""
    n, why = verdict.tested, verdict.why
    for key, name, places in (("", words.HIT, verdict.trial.model), ("_popular", words.HIT_POPULAR, verdict.trial.popular)):  # fmt: skip
        hits = int((places > 0).sum())
        ends = Interval(*wilson(hits, n), method="wilson")
        yield Number(f"hit_rate_10{key}", name, hits / n if n else None, "ratio", ends if n else None, n, why)  # fmt: skip
    model, popular = reciprocal(verdict.trial.model), reciprocal(verdict.trial.popular)
    hit_gain = (model > 0).astype(float) - (popular > 0)
    for key, name, values in (
        ("hit_rate_10_gain", words.HIT_GAIN, hit_gain), ("mrr_10", words.MRR, model),
        ("mrr_10_popular", words.MRR_POPULAR, popular), ("mrr_10_gain", words.MRR_GAIN, model - popular),
    ):  # fmt: skip
        unit: Any = "ratio" if key.startswith("hit") else "number"
        around = Interval(*student(values), method="student, by person") if why is None else None
        yield Number(key, name, float(values.mean()) if why is None else None, unit, around, n, why)


def reciprocal(places: Array) -> Array:
    """Return 1 ÷ place, 0 where the purchase was not among the proposals."""
    return np.where(places > 0, 1 / np.maximum(places, 1), 0.0)


def trial_table(verdict: Verdict) -> Table:
    """Return both ways side by side."""
    columns = (
        Column("method", Text("办法", "way")), Column("method_en", Text("办法（英文）", "way in English")), Column("people", Text("客户数", "customers"), "count"),
        Column("hits", Text("命中", "hits"), "count"), Column("hit_rate", Text("命中率", "hit rate"), "ratio"),
        Column("low", Text("低", "low"), "ratio"), Column("high", Text("高", "high"), "ratio"), Column("mrr", Text("MRR@10", "MRR@10"), "number"),
    )  # fmt: skip
    rows, n = [], verdict.tested
    for method, places in (("model", verdict.trial.model), ("popular", verdict.trial.popular)):
        hits, name = int((places > 0).sum()), words.METHODS[method]
        mean = float(reciprocal(places).mean()) if n else None
        rows.append((name.zh, name.en, n, hits, hits / n if n else None, *wilson(hits, n), mean))
    return Table("trial", words.TRIAL_TITLE, columns, tuple(rows))


def next_table(of: Sequences, people: Array, found: Proposed, method: str, day_of: Callable[[int], date]) -> Table:  # fmt: skip
    """Return a row per person and place: numbers of persons only."""
    columns = (
        Column("person_id", Text("客户编号", "person")), Column("place", Text("第几件", "place"), "count"), Column("item", Text("商品", "item")),
        Column("score", Text("得分", "score"), "number"), Column("because", Text("因为买过", "because of")), Column("last", Text("上次购买", "last purchase"), "day"),
        Column("method", Text("办法", "way")), Column("method_en", Text("办法（英文）", "way in English")),
    )  # fmt: skip
    rows, way = [], words.METHODS[method]
    for n, person in enumerate(people.tolist()):
        last = day_of(int(of.day[of.starts[person + 1] - 1])).isoformat()
        for place in range(found.best.shape[1]):
            item, why = int(found.best[n, place]), int(found.because[n, place])
            if item >= 0:
                because = of.names[why] if why >= 0 and method == "model" else None
                rows.append((str(of.ids[person]), place + 1, of.names[item], float(found.score[n, place]), because, last, way.zh, way.en))  # fmt: skip
    return Table("next", words.NEXT_TITLE, columns, tuple(rows))


def draw(result: Result, lang: Lang) -> Option:
    """Return the two hit rates as dots with their intervals."""
    from lianyi.charts.dots import Dot, Dots, dots_option
    from lianyi.charts.frame import Style
    from lianyi.core import numbers

    rows = result.table("trial").dicts()
    name = "method" if lang == "zh" else "method_en"
    dots = [
        Dot(r[name], r["hit_rate"], r["low"], r["high"], numbers.ratio(r["hit_rate"]))
        for r in rows
        if r["hit_rate"] is not None
    ]
    if not dots:
        return {}
    return dots_option(Dots(dots, words.HIT.say(lang), style=Style("ratio", lang)), label=result.explain(lang))  # fmt: skip
