"""What a metric is: a name, a sentence, and how it is counted.

There are four ways to count, and nothing else:

```
Measure     one SQL aggregate over one view, by one of its days
Ratio       sum over sum of two of them; null where the denominator is 0 or null
sum_of      other metrics added and subtracted
Analysed    one number of an analysis, with its interval
```
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from lianyi.core.registry import Registry
from lianyi.core.translation import Text

Unit = Literal["money", "count", "ratio", "number", "days", "minutes"]
Direction = Literal["up_good", "down_good", "neutral"]
Lifecycle = Literal["stable", "beta"]
Kind = Literal["sum", "distinct", "ratio", "derived", "estimate"]
UNITS: tuple[Unit, ...] = get_args(Unit)
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)

FAMILIES: dict[str, Text] = {
    "trade": Text("交易", "Trade"),
    "users": Text("用户", "Customers"),
    "conversion": Text("转化", "Conversion"),
    "traffic": Text("流量", "Traffic"),
    "refunds": Text("退款", "Refunds"),
    "products": Text("商品", "Products"),
    "finance": Text("财务", "Finance"),
    "spend": Text("投放", "Ad spend"),
    "coupons": Text("优惠券", "Coupons"),
    "live": Text("直播", "Live"),
    "content": Text("内容", "Content"),
    "community": Text("社群", "Communities"),
    "service": Text("客服与私域", "Service and private traffic"),
    "referral": Text("裂变与拼团", "Referral and group buys"),
    "promoters": Text("分销", "Promoters"),
    "creators": Text("达人", "Creators"),
    "brand": Text("品牌口碑", "Brand"),
    "platform": Text("平台口径", "As platforms count"),
    "quality": Text("数据质量", "Data quality"),
    "own": Text("自定义", "Own metrics"),
}


@dataclass(frozen=True)
class Measure:
    """One aggregate call over `view`, counted by the DATE `day` (a column or an expression of columns).

    `where` limits the rows. `lines` is the same aggregate over `order_lines`, taken when a split or a filter
    needs product columns. `per_person` counts persons: `value` then sees one row per person with
    `person_orders` and `person_paid_fen`. `needs` are columns of the view that a source must have filled at
    least once (`a+b`: both in one row), `tables` other tables that it must have delivered: else it does not supply this number.
    `additive` says whether the parts of a split sum to the whole.
    """

    view: str
    day: str | None
    value: str
    where: str | None = None
    lines: str | None = None
    per_person: bool = False
    needs: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    additive: bool = True


@dataclass(frozen=True)
class Ratio:
    """`numerator × times × scale ÷ denominator`, each a metric key or a measure; sums first, then divided."""

    numerator: str | Measure
    denominator: str | Measure
    scale: int = 1
    times: Measure | None = None


@dataclass(frozen=True)
class Analysed:
    """The number `number` of `lianyi run ANALYSIS` with `options`, over the period asked for."""

    analysis: str
    number: str
    options: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One entry of the dictionary. Exactly one of `measure`, `ratio`, `sum_of` and `analysed` is given."""

    key: str
    name: Text
    family: str
    unit: Unit
    definition: Text
    direction: Direction = "up_good"
    measure: Measure | None = None
    ratio: Ratio | None = None
    sum_of: tuple[tuple[str, int], ...] = ()
    analysed: Analysed | None = None
    reference: Text | None = None
    lifecycle: Lifecycle = "stable"
    counts_people: bool = False
    history_days: int = 0
    not_the_same_as: tuple[str, ...] = ()
    version: int = 1
    own: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        given = [self.measure, self.ratio, self.sum_of or None, self.analysed]
        if sum(how is not None for how in given) != 1:
            raise ValueError(f"metric {self.key}: one way of counting, please")
        if self.unit not in UNITS or self.direction not in DIRECTIONS:
            raise ValueError(f"metric {self.key}: unit {self.unit}, direction {self.direction}?")

    @property
    def id(self) -> str:
        """The definition that a value carries: `gmv_paid@v1`."""
        return f"{self.key}@v{self.version}"

    @property
    def kind(self) -> Kind:
        """How it is counted; parts of a split sum to the whole only for `sum` and some `derived`."""
        if self.measure:
            return "sum" if self.measure.additive else "distinct"
        if self.analysed:
            return "estimate"
        return "ratio" if self.ratio else "derived"

    @property
    def example(self) -> str:
        """A command that shows it."""
        return f"lianyi metric {self.key} --period 2026-W46 --by platform"


METRICS: Registry[Metric] = Registry("metric", "lianyi.metrics.families")
ESTIMATES: Registry[Metric] = Registry("estimate", "lianyi.metrics.estimates")
"""Metrics whose value an analysis finds; the others are counted by SQL."""


How = Measure | Ratio | Analysed | dict[str, int]
Declare = Callable[..., Metric]


def family(key: str) -> Declare:
    """Return the function that declares metrics of one family.

    It takes key, unit, `中文|English` name and definition, how it is counted (a measure, a ratio,
    `{metric key: sign}`, or a number of an analysis, which makes it an estimate), and any further field of `Metric`.
    """
    if key not in FAMILIES:
        raise ValueError(f"no family {key}")

    def declare(
        metric: str, unit: Unit, name: str, definition: str, how: How, **more: Any
    ) -> Metric:
        registry = ESTIMATES if isinstance(how, Analysed) else METRICS
        return registry.add(
            Metric(
                key=metric,
                name=text(name),
                family=key,
                unit=unit,
                definition=text(definition),
                **_counted(how),
                **more,
            )
        )

    return declare


def text(pair: str) -> Text:
    """Return the text written as `中文|English`."""
    zh, en = pair.split("|")
    return Text(zh.strip(), en.strip())


def _counted(how: How) -> dict[str, Any]:
    if isinstance(how, Measure):
        return {"measure": how}
    if isinstance(how, Analysed):
        return {"analysed": how}
    return {"ratio": how} if isinstance(how, Ratio) else {"sum_of": tuple(how.items())}
