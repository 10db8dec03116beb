"""What was worked out about a period before a block is written: bands, parts, factors, refunds, goals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lianyi.core.translation import Text
from lianyi.reports.document import Nothing
from lianyi.reports.headline.inputs import Axis, Goal, HeadlineInput, Part, Refunds
from lianyi.reports.source import Annotation


@dataclass(frozen=True)
class Analysed:
    """Results that several blocks share; everything optional is None where the data cannot tell.

    `sizes` says, by metric, how big its change is against its normal range (see `size_word`), "" where the
    history is too short. `factors` are, by channel, amounts in whole currency units that sum to the channel's
    part; `factor_names` are the columns, `blind` the channels without visitors.
    `channel_sizes` says the same of GMV by platform.
    `daily` is (day, value, base value, low, high) of the leading metric.
    """

    headline: HeadlineInput
    channels: Axis | None = None
    products: Axis | None = None
    factors: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    factor_names: Mapping[str, Text] = field(default_factory=dict)
    blind: tuple[str, ...] = ()
    sizes: Mapping[str, str] = field(default_factory=dict)
    channel_sizes: Mapping[str, str] = field(default_factory=dict)
    trends: Mapping[str, tuple[int | float | None, ...]] = field(default_factory=dict)
    daily: tuple[DayPoint, ...] = ()
    refunds: Refunds | None = None
    refunds_by_platform: Mapping[str, Refunds] = field(default_factory=dict)
    goals: tuple[Goal, ...] = ()
    annotations: Sequence[Annotation] = ()
    restated: tuple[Restated, ...] = ()
    gone: tuple[Gone, ...] = ()


@dataclass(frozen=True)
class DayPoint:
    """One day of the leading metric with the same weekday before and the normal range."""

    day: str
    label: Text
    value: int | None
    base: int | None = None
    low: int | None = None
    high: int | None = None
    weekend: bool = False
    mark: Text | None = None


@dataclass(frozen=True)
class Restated:
    """A number that an earlier report gave differently."""

    metric: str
    period: str
    unit: str
    old: int | float
    new: int | float
    by: tuple[tuple[str, str], ...] = ()
    conclusion_changed: bool = False


@dataclass(frozen=True)
class Gone:
    """Numbers that an earlier report gave and that have no value any more, of one period and one cell."""

    period: str
    by: tuple[tuple[str, str], ...]
    metrics: tuple[str, ...]
    why: Nothing
