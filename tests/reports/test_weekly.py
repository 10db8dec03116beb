"""The weekly report built from answers: the worked week's matrix, blocks and restatements."""

from __future__ import annotations

import pytest

from lianyi.core.calendar.period_text import parse_period
from lianyi.core.translation import LANGS, Lang, Text
from lianyi.reports.analysis import analyse_week
from lianyi.reports.analysis.change import shown_products
from lianyi.reports.analysis.outlook import goal_name, goals_of
from lianyi.reports.document import Document, Number, Sentence, Table
from lianyi.reports.gather import Gathered
from lianyi.reports.headline.inputs import Axis, Part
from lianyi.reports.registry import REPORTS
from lianyi.reports.render.text import render_message, render_text, width
from lianyi.reports.shown import Shown
from lianyi.reports.source import Gap
from tests.reports.shop import W36, W37, TuantuanShop
from tests.reports.tuantuan import FACTORS, PRODUCTS, fen

SIGNED = Shown("CNY").signed


def built(lang: Lang = "zh", shop: TuantuanShop | None = None) -> Document:
    return REPORTS.get("weekly").build(shop or TuantuanShop(), W37, lang)


def table(document: Document, block: str, key: str) -> Table:
    found = document.block(block)
    assert found is not None
    return next(part for part in found.parts if isinstance(part, Table) and part.key == key)


def test_the_worked_matrix_comes_out_to_the_yuan() -> None:
    rows = {}
    for row in table(built(), "what_changed", "matrix").rows:
        assert isinstance(row.cells[0], Text)
        # What is written: the values behind it are exact to the fen.
        cells = [cell.text.en for cell in row.cells[1:] if isinstance(cell, Number)]
        rows[row.cells[0].en] = cells
    names = {"douyin": "Douyin", "weixin": "Weixin Store", "xiaohongshu": "Xiaohongshu"}
    for key, name in {**names, "youzan": "Youzan"}.items():
        assert rows[name] == [SIGNED(fen(a)).en for a in (*FACTORS[key], sum(FACTORS[key]))]
    assert rows["Total"] == [SIGNED(fen(a)).en for a in (4_497, -14_605, -3_319, -13_427)]


def test_the_headline_of_the_worked_week_names_the_same_parts() -> None:
    sentences = [s.zh for s in _lead(built())]
    written = [[r.text.zh for r in runs if isinstance(r, Number)] for runs in sentences]
    assert written[0][0] == "¥44.60万" and written[0][2] == "−¥13,427"
    assert written[1] == ["¥40,152", "¥26,725"]
    assert written[2] == ["−¥18,567", "−¥14,315", "−¥7,270", "¥14,977"]
    assert written[3][:4] == ["44.4%", "43.3%", "¥6.21万", "¥6.37万"]


def _lead(document: Document) -> tuple[Sentence, ...]:
    block = document.block("headline")
    assert block is not None
    part = block.parts[0]
    return part.sentences  # type: ignore[union-attr]  # the headline is prose


def test_products_foot_with_what_is_left() -> None:
    found = analyse_week(Gathered(TuantuanShop(), W37, W36, ("gmv_paid",))).products
    assert found is not None
    shown = {part.name.zh: part.amount for part in found.parts}
    assert shown == {zh: fen(amount) for zh, _, amount in PRODUCTS}


def test_few_products_leave_no_rest() -> None:
    axis = Axis("product", (Part("a", Text("甲", "A"), 5), Part("b", Text("乙", "B"), -9)))
    assert [part.key for part in shown_products(axis).parts] == ["b", "a"]


def test_a_source_that_misses_days_is_named_with_what_it_touches() -> None:
    days = tuple(W37.days()[5:])
    gap = Gap(
        Text("企业微信群统计", "WeCom group statistics"),
        days,
        (Text("社群活跃率", "group activity"),),
        (Text("GMV和订单", "GMV and orders"),),
        covered_days=5,
    )
    zh, en = (render_text(built(lang, TuantuanShop(own_gaps=(gap,)))) for lang in LANGS)
    assert "缺2天（09-12、09-13），只影响社群活跃率，按5/7天计算" in zh
    assert "GMV和订单不受影响" in zh and "over 5 of 7 days" in en


def test_gaps_name_only_what_the_report_shows_and_platforms_together() -> None:
    def gap(platform: str, table: str, kind: Text, *metrics: str) -> Gap:
        source = Text(f"{platform}·{kind.zh}", f"{platform} {kind.en}")
        days = tuple(W37.days()[5:])
        return Gap(source, days, (), (), 5, table, platform, metrics, kind)

    visits, settled = Text("流量", "Traffic"), Text("结算", "Settlements")
    gaps = (
        gap("douyin", "traffic_days", visits, "visitors", "exposure"),
        gap("xiaohongshu", "traffic_days", visits, "visitors", "exposure"),
        gap("douyin", "settlements", settled, "settled_amount"),
    )
    zh, en = (render_text(built(lang, TuantuanShop(own_gaps=gaps))) for lang in LANGS)
    assert "抖音、小红书·流量缺2天（09-12、09-13），只影响访客数，按5/7天计算。" in zh
    assert "结算" not in zh and "Douyin and Xiaohongshu traffic: 2 days missing" in en
    only = render_text(built("zh", TuantuanShop(own_gaps=gaps[2:])))
    assert "这份报告用到的来源，本期数据都齐" in only


def test_a_platform_without_orders_is_left_out_on_both_sides() -> None:
    gap = Gap(
        Text("抖音·订单", "Douyin orders"),
        tuple(W37.days()[6:]),
        (Text("支付GMV", "GMV"),),
        table="orders",
        platform="douyin",
    )
    first = _lead(built(shop=TuantuanShop(own_gaps=(gap,))))[0].say("zh")
    assert "不含抖音" in first and "抖音缺1天" in first and "可比口径" in first


@pytest.mark.parametrize("lang", LANGS)
def test_the_text_version_starts_with_the_message_and_lines_up(lang: Lang) -> None:
    document = built(lang)
    text = render_text(document)
    assert text.startswith(render_message(document).strip())
    assert len(render_message(document).strip()) <= 180
    lines = text.splitlines()
    rule = next(line for line in lines if line.startswith("──") and "  " in line)
    head = lines[lines.index(rule) - 1]
    assert width(head) <= width(rule) + 1


def test_reports_say_what_they_are() -> None:
    assert {"weekly", "daily"} <= set(REPORTS.all())
    for report in REPORTS:
        assert report.summary.zh and report.summary.en and report.name.zh and report.example


def test_months_are_called_as_people_call_them() -> None:
    assert goal_name(parse_period("2026-09")) == Text("9月", "September")
    assert "2026" in goal_name(parse_period("2026")).en


def test_a_week_over_two_months_tells_of_the_month_that_it_mostly_belongs_to() -> None:
    shop = TuantuanShop()
    last = parse_period("2026-09-28..2026-10-04")
    first = parse_period("2026-08-31..2026-09-06")
    names = [
        [goal.name.zh for goal in goals_of(Gathered(shop, week, W36, ("gmv_paid",)))]
        for week in (first, last)
    ]
    assert names == [["9月"], []]
