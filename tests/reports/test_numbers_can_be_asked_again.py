"""Every number on the page is what the metrics answer when they are asked again with its own attributes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest

from lianyi.charts.tokens import ChangeColours
from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.period_text import parse_period
from lianyi.core.calendar.periods import Period
from lianyi.core.translation import Text
from lianyi.metrics.declaration import Measure, Metric, Ratio
from lianyi.metrics.maturity import Cohort
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.refund_cohorts import refund_cohorts, refund_cohorts_of
from lianyi.metrics.result import MetricResult
from lianyi.metrics.run import answer
from lianyi.reports.analysed import Analysed
from lianyi.reports.analysis.normal import channel_sizes
from lianyi.reports.analysis.occasion import sales_day_of
from lianyi.reports.archive import archive
from lianyi.reports.blocks.channels import change_by_channel
from lianyi.reports.document import Document, Number, Table, numbers_of
from lianyi.reports.gather import Gathered
from lianyi.reports.headline.sizes import OUTSIDE
from lianyi.reports.names import platform_name
from lianyi.reports.registry import REPORTS
from lianyi.reports.render.html import render_html
from lianyi.reports.render.text import cell_text, render_text
from lianyi.reports.render.xlsx import render_xlsx
from lianyi.reports.source import Annotation, Exclusion, Gap, Target
from tests.metrics.small_shop import SmallShop
from tests.reports.tuantuan import week

WEEK = parse_period("2026-W46")
DAY = parse_period("2026-11-13")


@dataclass
class Source:
    """A report's view of the hand-written shop."""

    engine: SmallShop = field(default_factory=SmallShop)
    shop: str = "小店"
    currency: str = "CNY"
    zone: str = "Asia/Shanghai"
    snapshot: int | None = 7
    made_at: str = "2026-11-16 09:00"
    colours: ChangeColours = "red_up"
    as_of: date = date(2026, 11, 16)
    calendar: BusinessCalendar = field(default_factory=BusinessCalendar)
    archived: Mapping[str, Any] | None = None

    own_metrics: Sequence[Metric] = ()

    def ask(self, query: MetricQuery) -> MetricResult:
        today = date(2026, 11, 17)
        return answer(self.engine, query, calendar=self.calendar, today=today, own=self.own_metrics)

    def targets(self) -> Sequence[Target]:
        month = parse_period("2026-11")
        return [Target("gmv_paid", month, 500_000), Target("orders_paid", month, 40)]

    def annotations(self, period: Period) -> Sequence[Annotation]:
        note = Annotation(date(2026, 11, 13), Text("主播停播", "Live cancelled"))
        return [note] if note.day in period else []

    def exclusions(self, period: Period) -> Sequence[Exclusion]:
        return []

    def gaps(self, period: Period) -> Sequence[Gap]:
        return []

    def previous(self, kind: str, period: Period) -> Mapping[str, Any] | None:
        return self.archived

    def refund_cohorts(self) -> Sequence[Cohort]:
        return refund_cohorts(self.engine)

    def refund_cohorts_of(self, platform: str) -> Sequence[Cohort]:
        return refund_cohorts_of(self.engine, platform)


class Numbers(HTMLParser):
    """The attributes of every `<data>` element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "data":
            self.found.append({name: value or "" for name, value in attrs})


def built(kind: str, source: Source | None = None) -> Document:
    period = WEEK if kind == "weekly" else DAY
    return REPORTS.get(kind).build(source or Source(), period, "zh")


def elements(kind: str) -> list[dict[str, str]]:
    return Numbers(render_html(built(kind))).found


def again(source: Source, key: str, element: Mapping[str, str], period: str) -> Any:
    """Ask the metrics for what `element` says it shows."""
    cell = dict(pair.split("=", 1) for pair in element.get("data-by", "").split(";") if pair)
    query = MetricQuery(
        (key,), parse_period(period), by=tuple(cell), where=element.get("data-where") or None
    )
    for row in source.ask(query).rows:
        if all(str(row[name]) == value for name, value in cell.items()):
            return row[key]
    return 0


@pytest.mark.parametrize("kind", ["weekly", "daily"])
def test_answers_are_equal_when_asked_again(kind: str) -> None:
    source, found = Source(), elements(kind)
    answered = [e for e in found if "data-metric" in e]
    assert len(answered) > (60 if kind == "weekly" else 30)
    for element in answered:
        value = again(source, element["data-metric"], element, element["data-period"])
        assert float(element["value"]) == value, element


@pytest.mark.parametrize("kind", ["weekly", "daily"])
def test_changes_are_differences_of_answers(kind: str) -> None:
    source = Source()
    checked = 0
    for element in elements(kind):
        cell = element.get("data-by", "")
        if element.get("data-derived") != "change" or "factor" in cell or cell.endswith("="):
            continue
        now, before = (
            again(source, element["data-of"], element, element[name]) or 0
            for name in ("data-period", "data-base")
        )
        assert float(element["value"]) == pytest.approx(now - before), element
        checked += 1
    assert checked >= (8 if kind == "weekly" else 1)


def test_factors_sum_to_their_channel_and_to_the_whole() -> None:
    rows: dict[str, list[int]] = {}
    for element in elements("weekly"):
        cell = dict(p.split("=", 1) for p in element.get("data-by", "").split(";") if p)
        if element.get("data-derived") == "factor" and "factor" in cell and "part" not in cell:
            rows.setdefault(cell.get("platform", "all"), []).append(int(element["value"]))
    whole = sum(rows.pop("all"))
    assert len(rows) == 4 and sum(sum(row) for row in rows.values()) == whole


@pytest.mark.parametrize("kind", ["weekly", "daily"])
def test_two_builds_are_equal_in_every_format(kind: str) -> None:
    first, second = built(kind), built(kind)
    assert render_html(first) == render_html(second)
    assert render_xlsx(first) == render_xlsx(second)
    assert render_text(first) == render_text(second)


def archived_weeks() -> Iterator[dict[str, Any]]:
    yield archive(REPORTS.get("weekly").build(Source(), parse_period("2026-W45"), "zh"))


def test_what_changed_since_the_last_report_is_said_once() -> None:
    old = next(archived_weeks())
    for entry in old["numbers"]:
        if (entry["metric"], entry["period"]) == ("gmv_paid", "2026-W45") and "by" not in entry:
            entry["value"] += 21_200
    text = render_text(built("weekly", Source(archived=old)))
    assert text.count("¥212") == 1 and "结论" in text
    assert "改为" not in render_text(built("weekly", Source(archived=next(archived_weeks()))))


def test_metrics_of_the_shop_stand_in_a_block_of_their_own() -> None:
    name, meaning = Text("大单GMV", "GMV of big orders"), Text("大单。", "Big orders.")
    own = Metric(
        key="gmv_big",
        name=name,
        family="own",
        unit="money",
        definition=meaning,
        measure=Measure("orders", "paid_day", "sum(paid_fen)", where="paid_fen >= 10000"),
        own=True,
    )
    unknown = replace(own, key="gone", measure=None, ratio=Ratio("gmv_big", "no_such_metric"))
    assert built("weekly").block("own") is None
    document = built("weekly", Source(own_metrics=(own, unknown)))
    numbers = {n.metric for n in numbers_of(document)}
    assert document.block("own") is not None and "gmv_big" in numbers and "gone" not in numbers
    assert "自定义指标" in render_text(document) and "n/a" in render_text(document)


def test_a_week_without_any_order_is_not_called_zero() -> None:
    source = Source()
    early = REPORTS.get("weekly").build(source, parse_period("2025-W10"), "en")
    html = render_html(early)
    assert "no orders on record" in html and "¥0" not in html and early.block("notes") is not None


def without_the_last_refunds() -> Source:
    """Return the shop after the newest refund file of 抖音 was taken back: it ends in October."""
    source = Source()
    source.engine.coverage = [
        (t, p, s, a, date(2026, 10, 25), x)
        if (t, p) == ("refunds", "douyin")
        else (t, p, s, a, b, x)
        for t, p, s, a, b, x in source.engine.coverage
    ]
    return source


@pytest.mark.parametrize("kind", ["weekly", "daily"])
def test_a_platform_without_its_refunds_is_named_and_nothing_is_called_complete(kind: str) -> None:
    text = render_text(built(kind, without_the_last_refunds()))
    assert "数据都齐" not in text
    assert "抖音/旗舰店的售后数据只有2026-01-01..2026-10-25的" in text
    assert "数据都齐" in render_text(built(kind))


def test_numbers_that_an_import_took_along_are_named_in_the_next_report() -> None:
    old = next(archived_weeks())
    source = without_the_last_refunds()
    source.archived = old
    text = render_text(built("weekly", source))
    lost = "第45周（11-02~11-08）抖音的净成交、退款率（支付时间）上次有数，现在没有"
    assert lost in text.replace("2026年", "")
    assert "上次有数" not in render_text(built("weekly", Source(archived=old)))


def profit_of(source: Source) -> tuple[list[int], str]:
    block = built("weekly", source).block("profit")
    assert block is not None
    table = next(part for part in block.parts if isinstance(part, Table))
    amounts = [cell.value for row in table.rows for cell in row.cells if isinstance(cell, Number)]
    return [int(a) for a in amounts], render_text(built("weekly", source))


def test_the_profit_bridge_ends_at_the_gross_margin_and_says_what_it_does_not_take_off() -> None:
    """Costed are D1 D2 D3: 45000 less 5000 back, 19000 goods, 1200 commission and 300 fee."""
    amounts, text = profit_of(Source())
    assert amounts == [45_000, 5_000, 19_000, 1_200, 300, 19_500]
    margin = Source().ask(MetricQuery(("gross_margin",), WEEK)).rows[0]["gross_margin"]
    assert amounts[-1] == margin
    assert "佣金有记录的订单占其中的100.0%" in text and text.count("利润桥") == 1


def test_a_week_before_spring_festival_is_held_against_the_week_before_it_last_year() -> None:
    """春节 fell on 17 February 2026 and 29 January 2025: 384 days apart, not 364."""
    week = parse_period("2026-W07")
    day = sales_day_of(Gathered(Source(), week, week.stepped(-1), ("gmv_paid",)))
    assert day is not None and not day.in_this_period
    assert parse_period(day.base_period).start == week.start - timedelta(days=384)
    assert day.aligned is not None and "2025-01-29" in day.aligned.zh


def channel_rows(kind: str, source: Source) -> dict[str, dict[str, Any]]:
    block = built(kind, source).block("channels")
    assert block is not None
    table = next(part for part in block.parts if isinstance(part, Table))
    keys = [column.key for column in table.columns]
    return {row.cells[0].zh: dict(zip(keys, row.cells, strict=True)) for row in table.rows}  # type: ignore[union-attr,misc]  # names


def test_channels_show_refunds_at_one_age_and_unsettled_net_sales_as_such() -> None:
    rows = channel_rows("weekly", Source())
    whole = cell_text(rows["全部"]["gmv_net"], "zh")
    assert "◔" in whole
    # 有赞 and 拼多多 know running totals only: their net sales are as of now, and say so.
    assert cell_text(rows["拼多多"]["gmv_net"], "zh").endswith("截至目前")
    assert "→" in cell_text(rows["抖音"]["refund_rate_by_pay_time"], "zh")
    assert rows["抖音"]["new_buyer_share"].text.zh.endswith("%")


def test_key_figures_mark_net_sales_as_long_as_they_move() -> None:
    """On 16 November the week is 94 % mature and the one before complete."""
    text = render_text(built("weekly"))
    line = next(line for line in text.splitlines() if line.startswith("净成交 "))
    assert line.count("◔") == 1


def test_a_channel_has_colour_only_where_its_own_history_calls_the_change_unusual() -> None:
    base = DAY.shifted(-7)
    sizes = channel_sizes(Gathered(Source(), DAY, base, ("gmv_paid",)))
    rows, seen = channel_rows("daily", Source()), set()
    for platform, size in sizes.items():
        change = rows.get(platform_name(platform).zh, {}).get("weekday")
        if isinstance(change, Number):
            seen.add(size)
            assert (change.direction != 0) is (size in OUTSIDE), platform
    assert seen & set(OUTSIDE)
    facts = Gathered(Source(), DAY, base, ("gmv_paid",))
    now, before = (facts.split(("gmv_paid",), p, "platform")["xiaohongshu"] for p in (DAY, base))
    for size, coloured in (("level", False), ("", False), ("sharp", True)):
        found = Analysed(week(), channel_sizes={"xiaohongshu": size})
        change = change_by_channel(facts, found, now, before, "xiaohongshu", fair=True)
        assert isinstance(change, Number) and (change.direction != 0) is coloured


def test_the_daily_total_of_refunds_names_the_one_platform_that_dates_them() -> None:
    text = render_text(REPORTS.get("daily").build(Source(), parse_period("2026-11-12"), "zh"))
    assert "只有抖音的，其余渠道没有退款时间" in text


def test_a_total_says_which_of_its_cells_are_sum_over_sum() -> None:
    page = render_html(built("weekly"))
    assert '<span class="how">Σ · Σ÷Σ</span>' in page


def test_a_stamp_is_printed_without_the_year_that_everybody_knows() -> None:
    assert "生成于11-16 09:00" in render_html(built("weekly"))
