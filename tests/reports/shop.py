"""团团母婴 as a source of reports: the worked example's numbers, answered as metric queries are.

What the example leaves open (days, products in full, spend by platform) is filled so that everything sums.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from lianyi.charts.tokens import ChangeColours
from lianyi.core.calendar.period_text import parse_period
from lianyi.core.calendar.periods import Period, whole
from lianyi.core.translation import Text
from lianyi.metrics.declaration import METRICS
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.reasons import because
from lianyi.metrics.result import MetricResult
from lianyi.reports.source import Annotation, Exclusion, Gap, Target
from tests.reports.tuantuan import WEEKS, fen

W37, W36 = parse_period("2026-W37"), parse_period("2026-W36")
TOTALS: Mapping[str, tuple[Any, Any]] = {
    "gmv_net": (fen(418_765), fen(441_020)),
    "buyers": (2_984, 3_071),
    "new_buyers": (1_102, 1_214),
    "buyer_value": (14_945, 14_959),
    "ad_spend": (fen(55_800), fen(52_300)),
    "refund_amount_by_pay_time": (fen(27_204), fen(18_376)),
    "refund_rate_by_pay_time": (0.061, 0.040),
    "repurchase_rate": (0.274, 0.271),
    "group_active_rate": (0.086, 0.094),
    "returning_share": (0.587, 0.561),
}
SPEND = {
    "douyin": (43_900, 40_990),
    "weixin": (5_000, 4_700),
    "xiaohongshu": (6_900, 6_610),
}
PRODUCTS = {
    "纸尿裤L": (61_340, 83_200),
    "奶瓶套装": (38_270, 47_700),
    "益智积木": (32_904, 24_700),
    "湿巾80抽": (41_216, 38_900),
    "辅食剪": (19_870, 17_254),
    "学饮杯": (28_905, 26_910),
    "儿童餐椅": (53_464, 51_732),
    "连体衣": (47_000, 46_000),
    "其他款": (123_000, 123_000),
}
DAYS_NOW = (61_204, 58_377, 60_918, 48_652, 66_830, 78_146, 71_842)
DAYS_BEFORE = (62_310, 60_244, 61_750, 63_629, 64_208, 74_345, 72_910)


@dataclass
class TuantuanShop:
    """Answers from the tables above; a metric that they do not hold is unavailable."""

    shop: str = "团团母婴"
    currency: str = "CNY"
    zone: str = "Asia/Shanghai"
    snapshot: int | None = 1853
    made_at: str = "2026-09-14 09:00"
    colours: ChangeColours = "red_up"
    own_gaps: Sequence[Gap] = field(default_factory=tuple)
    products: Mapping[str, tuple[int, int]] = field(default_factory=lambda: PRODUCTS)

    def ask(self, query: MetricQuery) -> MetricResult:
        assert query.period is not None
        rows = self._rows(query)
        metrics = {key: METRICS.get(key) for key in query.keys}
        silent = {k for k in query.keys if all(row[k] is None for row in rows)}
        return MetricResult(
            query=query,
            metrics=metrics,
            rows=rows,
            period=query.period,
            base=None,
            zone=self.zone,
            currency=self.currency,
            snapshot=self.snapshot,
            data_as_of={},
            person_coverage=None,
            unavailable={k: because("missing_source", missing=k) for k in sorted(silent)},
            notes=(),
            why={},
            sql=(),
        )

    def targets(self) -> Sequence[Target]:
        return [Target("gmv_paid", parse_period("2026-09"), fen(1_900_000), "陈曦")]

    def annotations(self, period: Period) -> Sequence[Annotation]:
        live = Annotation(date(2026, 9, 10), Text("抖音停播", "Douyin live cancelled"), "content")
        return [live] if live.day in period else []

    def exclusions(self, period: Period) -> Sequence[Exclusion]:
        return [Exclusion(Text("测试单", "test orders"), 3, 3)]

    def gaps(self, period: Period) -> Sequence[Gap]:
        return self.own_gaps

    def previous(self, kind: str, period: Period) -> Mapping[str, Any] | None:
        return None

    def _rows(self, query: MetricQuery) -> list[dict[str, Any]]:
        assert query.period is not None
        if query.grain:
            return [] if query.by else self._series(query)
        asked = whole(query.period.start, "week") if len(query.period) == 7 else query.period
        side = 0 if asked == W37 else 1
        if query.period.grain == "day":
            value = day_value(query.period.start)
            return [{key: value if key == "gmv_paid" else None for key in query.keys}]
        if asked not in (W37, W36):
            return [{key: fen(844_200) if key == "gmv_paid" else None for key in query.keys}]
        if query.where:
            without = query.where.split("'")[1]
            gmv = sum(week[side][2] for p, week in WEEKS.items() if p != without)
            return [{key: fen(gmv) if key == "gmv_paid" else None for key in query.keys}]
        if query.by == ("platform",):
            return [
                {"platform": p, **{k: platform_value(k, p, side) for k in query.keys}}
                for p in WEEKS
            ]
        if query.by == ("product",):
            return [
                {"product": p, **{k: fen(v[side]) if k == "gmv_paid" else None for k in query.keys}}
                for p, v in self.products.items()
            ]
        return [] if query.by else [{key: total_value(key, side) for key in query.keys}]

    def _series(self, query: MetricQuery) -> list[dict[str, Any]]:
        assert query.period is not None
        found = []
        for bucket in query.period.buckets(query.grain or "day"):
            values = {k: self._bucket(k, bucket) for k in query.keys}
            found.append({str(query.grain): bucket.key, **values})
        return found

    def _bucket(self, key: str, bucket: Period) -> Any:
        if bucket in (W37, W36):
            return total_value(key, 0 if bucket == W37 else 1)
        if key != "gmv_paid":
            return None
        days = [day_value(day) for day in bucket.days()]
        return None if None in days else sum(day or 0 for day in days)


def total_value(key: str, side: int) -> Any:
    if key in TOTALS:
        return TOTALS[key][side]
    visitors, orders, gmv = (sum(WEEKS[p][side][n] for p in WEEKS) for n in range(3))
    return _traded(key, visitors, orders, gmv, TOTALS["ad_spend"][side])


def platform_value(key: str, platform: str, side: int) -> Any:
    if key in TOTALS and key != "ad_spend":
        return None
    spent = SPEND.get(platform)
    visitors, orders, gmv = WEEKS[platform][side]
    return _traded(key, visitors, orders, gmv, fen(spent[side]) if spent else None)


def _traded(key: str, visitors: int, orders: int, gmv: int, spend: int | None) -> Any:
    known = {
        "visitors": visitors,
        "orders_paid": orders,
        "gmv_paid": fen(gmv),
        "orders_per_visitor": orders / visitors,
        "order_value": round(fen(gmv) / orders),
        "ad_spend": spend,
        "roi": fen(gmv) / spend if spend else None,
    }
    return known.get(key)


def day_value(day: date) -> int | None:
    """Return GMV of a day: the two weeks as given, before them a calm pattern of weekdays."""
    if day in W37:
        return fen(DAYS_NOW[day.weekday()])
    if day > W37.last or day < W36.start - timedelta(weeks=10):
        return None
    wobble = (day.toordinal() * 7_919) % 2_400 - 1_200
    return fen(DAYS_BEFORE[day.weekday()] + (0 if day in W36 else wobble))
