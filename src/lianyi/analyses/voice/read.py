"""The mentions that `voice` looks at: whose, from where, in which covered week, with which feeling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.observed import observed
from lianyi.core.calendar.periods import Period, between
from lianyi.language.labels import feeling
from lianyi.language.sentiment import score
from lianyi.metrics.engine import Coverage

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.observed import Observed
    from lianyi.analyses.voice import Voice
    from lianyi.stats.net_sentiment import Array

_COLUMNS = (
    "day",
    "platform",
    "store",
    "source",
    "brand",
    "sentiment",
    "text",
    "mentions",
    "mention_no",
    "shares",
)
_ENGAGEMENTS = ("likes", "comments", "shares", "saves")
Place = tuple[str, str]


@dataclass(frozen=True)
class Mention:
    """One row: how many times it counts (`said`), its engagements, how often it was passed on where that is
    known, the feeling that a person gave it, its text.
    """

    day: date
    place: Place
    source: str
    brand: str | None
    given: int | None
    text: str
    said: int
    engagements: int
    shares: int | None
    number: str


@dataclass(frozen=True)
class Mentions:
    """What was found. `mine` are those of the own brand, `others` those of the brands compared with, by name.

    `answer` and `probability` run beside `mine`: the model's, -1 and NaN where a person gave a feeling or there is no text.
    """

    period: Period
    reach: Observed
    covered: Mapping[Place, frozenset[date]]
    mine: Sequence[Mention]
    others: Mapping[str, Sequence[Mention]]
    brand: str
    is_brand_met: bool
    unread_labels: int
    answer: Array
    probability: Array

    def days(self, places: Iterable[Place], within: Period) -> tuple[int, int]:
        """Return the days of `within` that at least one of `places` covers, and those that all of them do."""
        sets = [self.covered.get(p, frozenset()) for p in set(places)]
        days = [d for d in within.days() if any(d in s for s in sets)]
        return len(days), sum(all(d in s for s in sets) for d in days)


def read(asked: Voice, data: Data) -> Mentions:
    """Return the mentions of the period with feelings; refuses with `run.missing_source`."""
    reach = observed(data, asked.KEY, ("mentions",))
    period = data.period(asked.period) if asked.period else between(reach.first, reach.seen)
    rows, unread = _rows(data, period)
    names = [_plain(b) for b in asked.brand or (data.brand,)]
    mine = [m for m in rows if m.brand is None or _plain(m.brand) in names]
    others: dict[str, list[Mention]] = {}
    wanted = {_plain(b) for b in asked.against}
    for m in rows:
        if m.brand is not None and _plain(m.brand) not in names and (not wanted or _plain(m.brand) in wanted):  # fmt: skip
            others.setdefault(m.brand, []).append(m)
    answer, probability = _answered(mine)
    return Mentions(
        period, reach, _covered(data, period), mine, others, (asked.brand or (data.brand,))[0],
        any(m.brand is not None for m in mine) or not any(m.brand for m in rows), unread, answer, probability,
    )  # fmt: skip


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


def _rows(data: Data, period: Period) -> tuple[list[Mention], int]:
    have = set(data.engine.columns("mentions"))
    columns = [c if c in have else f"NULL AS {c}" for c in _COLUMNS]
    liked = " + ".join(f"coalesce({c}, 0)" for c in _ENGAGEMENTS if c in have) or "0"
    sql = f"SELECT {', '.join(columns)}, {liked} FROM mentions WHERE day >= ? AND day < ? ORDER BY day, mention_no"
    found, unread = [], 0
    for day, platform, store, source, brand, label, text, said, number, shared, engaged in data.engine.rows(sql, [period.start, period.end]):  # fmt: skip
        given = feeling(label)
        unread += bool(label and label.strip()) and given is None
        named = (brand or "").strip() or None
        where = source if source and source != "unknown" else platform
        found.append(Mention(day, (platform, store), where, named, given, (text or "").strip(), 1 if said is None else int(said), int(engaged), shared, str(number)))  # fmt: skip
    return found, unread


def _answered(mine: Sequence[Mention]) -> tuple[Array, Array]:
    """Return the model's answers for mentions with a text that nobody has labelled."""
    answer, probability = np.full(len(mine), -1), np.full(len(mine), np.nan)
    places = [n for n, m in enumerate(mine) if m.given is None and m.text]
    scores = score([mine[n].text for n in places])
    answer[places], probability[places] = scores.answer, scores.probability
    return answer, probability


def _covered(data: Data, period: Period) -> Mapping[Place, frozenset[date]]:
    days: dict[Place, set[date]] = {}
    for row in (Coverage(*r) for r in data.engine.coverage):
        if row.table != "mentions":
            continue
        first, last = max(row.from_day, period.start), min(row.to_day, period.last, data.today)
        span = (last - first).days + 1
        days.setdefault((row.platform, row.store), set()).update(first + timedelta(days=n) for n in range(max(span, 0)))  # fmt: skip
    return {place: frozenset(known) for place, known in days.items()}


def feelings_of(found: Mentions, places: Sequence[int]) -> Any:
    """Return the feelings of some of `mine`, each weighing as often as it was said."""
    from lianyi.language.model import load
    from lianyi.stats.net_sentiment import Feelings

    given, answered, texts = np.zeros(3), np.zeros(3), 0
    for n in places:
        m = found.mine[n]
        if m.given is not None:
            given[m.given] += m.said
        elif found.answer[n] >= 0:
            answered[found.answer[n]] += m.said
            texts += m.said > 0
    errors = [np.array(t, float) for t in load().errors.values()] if texts else []
    return Feelings(given, answered, texts, errors)
