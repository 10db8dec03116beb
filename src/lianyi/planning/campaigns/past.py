"""What campaigns of a kind brought before: the lowest and the highest of each number, and from how many runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lianyi.metrics.query import MetricQuery
from lianyi.metrics.result import MetricResult
from lianyi.planning.campaigns.known import Run

Ask = Callable[[MetricQuery], MetricResult]


@dataclass(frozen=True)
class BaseRate:
    """`low` and `high` of what metric `key` was in `n` past runs that have a value; `of` runs there were in all."""

    key: str
    low: float
    high: float
    n: int
    of: int


def base_rates(ask: Ask, past: Sequence[Run], keys: Iterable[str]) -> tuple[BaseRate, ...]:
    """Return the base rate of each of `keys` over the campaigns `past`; none for a metric that no run has a value of."""
    wanted = tuple(keys)
    values: dict[str, list[Any]] = {key: [] for key in wanted}
    for run in past:
        answer = ask(MetricQuery(wanted, campaign=run.limits))
        for key in wanted:
            value = answer.rows[0].get(key) if answer.rows else None
            if value is not None:
                values[key].append(value)
    return tuple(
        BaseRate(key, min(found), max(found), len(found), len(past))
        for key, found in values.items()
        if found
    )
