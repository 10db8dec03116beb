"""The refund history of a shop, as `maturity` wants it: by pay day and delay."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from lianyi.metrics.compiler import sources_sql
from lianyi.metrics.engine import Engine
from lianyi.metrics.maturity import Cohort
from lianyi.metrics.scope import Source, delivered

_DATED = "coalesce(refunded_day, requested_day)"


def dated_sources(engine: Engine) -> frozenset[Source]:
    """Return the sources whose refunds have a day, of their own or of their request."""
    if not engine.columns("refunds"):
        return frozenset()
    found = engine.rows(
        f"SELECT DISTINCT platform, store FROM refunds WHERE status = 'refunded' AND {_DATED} IS NOT NULL"
    )
    return frozenset((platform, store) for platform, store in found)


def refund_cohorts(engine: Engine, only: frozenset[Source] | None = None) -> list[Cohort]:
    """Return every pay day with what was paid and refunded after how many days, oldest first.

    Only sources whose refunds have a day and reach to the end of their orders take part (all of them, or those
    in `only`): a running total says nothing about when. A refund before its payment counts as delay 0.
    """
    sources = dated_sources(engine) & (only if only is not None else _known(engine))
    if not sources:
        return []
    where = sources_sql(sources)
    refunds: dict[date, dict[int, int]] = defaultdict(dict)
    for day, delay, fen in engine.rows(
        f"SELECT paid_day, greatest({_DATED} - paid_day, 0), sum(refund_fen) FROM refunds "
        f"WHERE status = 'refunded' AND paid_day IS NOT NULL AND {_DATED} IS NOT NULL AND {where} GROUP BY ALL"
    ):
        refunds[day][int(delay)] = int(fen)
    paid = engine.rows(
        f"SELECT paid_day, sum(paid_fen) FROM orders WHERE paid_day IS NOT NULL AND {where} GROUP BY ALL ORDER BY ALL"
    )
    return [Cohort(day, int(fen or 0), refunds.get(day, {})) for day, fen in paid]


def refund_cohorts_of(engine: Engine, platform: str) -> list[Cohort]:
    """Return the refund history of one platform."""
    return refund_cohorts(engine, frozenset(s for s in _known(engine) if s[0] == platform))


def sources_behind(engine: Engine) -> frozenset[Source]:
    """Return the sources whose refund files end before their orders do: what they say is old."""
    data = delivered(engine)
    found = set()
    for source in data.sources_of("orders"):
        known, orders = data.refund_days(source), data.order_days(source)
        if orders and (not known or known[-1][1] < orders[-1][1]):
            found.add(source)
    return frozenset(found)


def _known(engine: Engine) -> frozenset[Source]:
    return frozenset(delivered(engine).sources_of("orders")) - sources_behind(engine)
