"""From placements to the result of `creators`: returns and promises per creator, suggestions, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.creators import words
from lianyi.analyses.creators.rank import LEVEL, Ranking, ranking_of
from lianyi.analyses.creators.read import Deals, deals_of, works_of
from lianyi.analyses.creators.signals import KINDS, Sign, signs_of, suspects, unchecked
from lianyi.analyses.creators.tables import creators_table, evidence_table
from lianyi.analyses.result import Interval, Number, Result
from lianyi.analyses.result import Warning as Caution
from lianyi.core.errors import LianyiError
from lianyi.stats.intervals import ratio, wilson

if TYPE_CHECKING:
    from lianyi.analyses.creators import Creators
    from lianyi.analyses.data import Data
    from lianyi.core.translation import Text

FEW = 3


def report(asked: Creators, data: Data) -> Result:
    """Return the result. Refuses with `creators.nothing`."""
    period = data.period(asked.period) if asked.period else None
    deals = deals_of(data, period)
    if not len(deals):
        raise LianyiError("creators.nothing")
    works = works_of(data, deals)
    signs = signs_of(deals, works)
    suspected = suspects(signs)
    ranking = ranking_of(deals, asked.target)
    numbers = (*_shares(deals), *_sizes(deals, len(suspected)))
    return Result(
        analysis=asked.KEY,
        definition=asked.definition(),
        options=asked.options,
        numbers=numbers,
        tables=(creators_table(deals, ranking, signs, suspected), evidence_table(deals, signs, suspected)),
        sentences=tuple(_sentences(deals, ranking, numbers, asked.target)),
        warnings=tuple(_cautions(deals, ranking, suspected, unchecked(deals, works))),
        sizes={"placements": len(deals), "creators": len(deals.creators), "items": len(works.creator)},
        period=None if period is None else period.key,
        drawn=asked.draw,
    )  # fmt: skip


def _over(deals: Deals, key: str, above: Any, below: Any, unit: Any, why: Text) -> Number:
    """Return sum over sum with an interval whose unit is the creator, as placements of one resemble each other."""
    if not len(above):
        return Number(key, words.NUMBERS[key], None, unit, why=why)
    who = below[1]
    top = np.bincount(who, weights=above, minlength=len(deals.creators))
    size = np.bincount(who, weights=below[0], minlength=len(deals.creators))
    there = size > 0
    low, high = ratio(top[there], size[there])
    around = Interval(max(low, 0.0), high, method="delta_creators") if np.isfinite(low) else None
    return Number(key, words.NUMBERS[key], float(top.sum() / size.sum()), unit, around, len(above))


def _shares(deals: Deals) -> Iterator[Number]:
    value, cost, who = Ranking.money(deals)
    yield _over(deals, "creator_roi", value, (cost, who), "number", words.NO_COST)
    shown, promise, who = deals.both("impressions", "promised_impressions")
    yield _over(deals, "delivered_share", shown, (promise, who), "ratio", words.NO_PROMISE)
    dated = deals.late[np.isfinite(deals.late)]
    name = words.NUMBERS["on_time_share"]
    if not len(dated):
        yield Number("on_time_share", name, None, "ratio", why=words.NO_DUE)
        return
    early = int((dated == 0).sum())
    around = Interval(*wilson(early, len(dated)), method="wilson")
    yield Number("on_time_share", name, early / len(dated), "ratio", around, len(dated))


def _sizes(deals: Deals, suspected: int) -> Iterator[Number]:
    for key, value in (("creators", len(deals.creators)), ("placements", len(deals)), ("suspected", suspected)):  # fmt: skip
        yield Number(key, words.NUMBERS[key], value, "count")


def _sentences(deals: Deals, ranking: Ranking, found: tuple[Number, ...], target: float) -> Iterator[Text]:  # fmt: skip
    low, high = ranking.roi.ends(LEVEL)
    there = np.flatnonzero(ranking.costed)
    best = max(there, key=lambda n: (ranking.roi.value[n], -n)) if len(there) else None
    if best is None:
        yield words.finding(None, sure=False, target=target)
    else:
        told = (
            deals.names[best],
            float(ranking.roi.value[best]),
            float(low[best]),
            float(high[best]),
        )
        yield words.finding(told, sure=bool(low[best] > target), target=target)
    delivered = next(n for n in found if n.key == "delivered_share")
    if delivered.value is not None and delivered.interval is not None:
        yield words.promised(delivered.value, delivered.interval.low, delivered.interval.high)


def _cautions(deals: Deals, ranking: Ranking, suspected: dict[int, list[Sign]], missing: list[str]) -> Iterator[Caution]:  # fmt: skip
    if suspected:
        yield words.suspected([deals.names[c] for c in suspected])
    yield words.not_checked([KINDS[k] for k in missing]) if missing else words.comments_not_checked()  # fmt: skip
    yield words.shrunk_within([words.TIERS[t] for t in ranking.own_tiers])
    few = int((np.bincount(deals.creator, minlength=len(deals.creators)) < FEW).sum())
    if few:
        yield words.few(few, FEW)
    yield words.platform_counts()
