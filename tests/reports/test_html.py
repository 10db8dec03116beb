"""The page: one file, nothing from outside, every number traceable, every foreign word only a word."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import get_args

import pytest

from lianyi.core.translation import LANGS, Lang, Text
from lianyi.reports.document import (
    Block,
    Column,
    Document,
    Nothing,
    NothingKind,
    Row,
    Table,
    numbers_of,
)
from lianyi.reports.gather import Gathered
from lianyi.reports.render.html import render_html
from lianyi.reports.render.html_parts import json_text
from lianyi.reports.render.html_runs import nothing_html
from lianyi.reports.weekly import KEYS, assemble
from tests.reports.analysed_week import analysed
from tests.reports.shop import PRODUCTS, W36, W37, TuantuanShop, total_value

HOSTILE = '<img src=x onerror="alert(1)"></script><script>alert(2)</script>&quot;\u2028{b}'


def weekly(lang: Lang = "zh", shop: TuantuanShop | None = None) -> Document:
    return assemble(Gathered(shop or TuantuanShop(), W37, W36, KEYS), analysed(), lang)


class Page(HTMLParser):
    """Elements with their attributes, in order, and the text of `<data>`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._inside = ""
        self.scripts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        self._inside = tag
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self._inside == "data":
            self.texts.append(data)
        if self._inside == "script":
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_of_the_document_is_a_data_element(lang: Lang) -> None:
    document = weekly(lang)
    elements = Page(render_html(document)).all("data")
    assert len(elements) == len(list(numbers_of(document))) > 100
    assert all("data-metric" in e or "data-derived" in e for e in elements)


def test_plain_numbers_carry_all_that_is_needed_to_ask_again() -> None:
    elements = Page(render_html(weekly())).all("data")
    answered = [e for e in elements if "data-metric" in e]
    for element in answered:
        assert element["data-definition"].startswith(element["data-metric"] + "@v")
        assert element["data-snapshot"] == "1853"
        if "data-by" not in element and element["data-period"] in ("2026-W36", "2026-W37"):
            side = 0 if element["data-period"] == "2026-W37" else 1
            assert float(element["value"]) == total_value(element["data-metric"], side)
    assert {e["data-period"] for e in answered} >= {"2026-W36", "2026-W37", "2026-09-10"}


def test_changes_do_not_pose_as_answers() -> None:
    elements = Page(render_html(weekly())).all("data")
    derived = [e for e in elements if "data-derived" in e]
    assert derived and not any("data-metric" in e for e in derived)
    fall = [e for e in derived if e["value"] == "-4015200" and e["data-derived"] == "change"]
    assert fall[0]["data-by"] == "platform=douyin" and fall[0]["data-base"] == "2026-W36"


def test_two_renders_are_equal_to_the_byte() -> None:
    assert render_html(weekly()) == render_html(weekly())


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_needs_nothing_from_outside(lang: Lang) -> None:
    html = render_html(weekly(lang))
    page = Page(html)
    links = [
        a for _, attributes in page.found for k, a in attributes.items() if k in ("src", "href")
    ]
    assert links == ["#content"]
    assert "@import" not in html and "url(http" not in html


def test_only_the_two_scripts_of_the_page_may_run() -> None:
    html = render_html(weekly())
    page = Page(html)
    policy = next(m["content"] for m in page.all("meta") if "http-equiv" in m)
    running = [
        text
        for attributes, text in zip(page.all("script"), page.scripts, strict=True)
        if attributes.get("type") != "application/json"
    ]
    assert len(running) == 2
    for script in running:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy.split("script-src")[1].split(";")[0]


def test_no_element_listens_or_links_by_script() -> None:
    for _, attributes in Page(render_html(weekly())).found:
        assert not any(name.startswith("on") for name in attributes)
        assert not any(value.startswith("javascript:") for value in attributes.values())


@pytest.mark.parametrize("lang", LANGS)
def test_foreign_words_are_only_words(lang: Lang) -> None:
    products = {**PRODUCTS, HOSTILE: (90_000, 1_000)}
    page = Page(render_html(weekly(lang, TuantuanShop(shop=HOSTILE, products=products))))
    assert not page.all("img")
    assert len(page.all("script")) == len(Page(render_html(weekly(lang))).all("script"))


def test_json_cannot_leave_its_script() -> None:
    text = json_text({HOSTILE: HOSTILE})
    assert not set("<>&\u2028") & set(text)


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_speaks_one_language_and_says_which(lang: Lang) -> None:
    html = render_html(weekly(lang))
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}"' in html
    body = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
    if lang == "en":
        foreign = re.sub(r'<span lang="zh-CN">[^<]*</span>', "", body)
        foreign = re.sub(r'(data-by|title)="[^"]*"', "", foreign)
        chinese = set(re.findall(r"[\u4e00-\u9fff]+", foreign))
        # The shop's and the products' own names; nothing of ours.
        assert chinese <= {"团团母婴", "纸尿裤", "奶瓶套装", "益智积木"}, chinese


def test_tables_name_their_rows_columns_and_themselves() -> None:
    page = Page(render_html(weekly()))
    assert all(th.get("scope") in ("col", "row") for th in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table"))
    assert page.all("h1") and page.all("main")[0]["id"] == "content"


def test_blocks_stand_in_the_order_of_the_report() -> None:
    keys = [block.key for block in weekly().blocks]
    order = ["headline", "good_bad", "goals", "key_figures", "what_changed", "channels"]
    order += ["products", "customers", "spend", "profit", "notes", "definitions"]
    assert keys == [key for key in order if key in keys]
    assert {"headline", "key_figures", "what_changed", "notes", "definitions"} <= set(keys)


def test_every_metric_used_is_defined_once() -> None:
    document = weekly()
    block = document.block("definitions")
    assert block is not None and isinstance(block.parts[0], Table)
    defined = [row.cells[1] for row in block.parts[0].rows]
    used = {number.definition for number in numbers_of(document)}
    assert sorted(d.zh for d in defined if isinstance(d, Text)) == sorted(used)


def test_charts_have_a_twin_and_a_sentence() -> None:
    page = Page(render_html(weekly()))
    charts = [a for a in page.all("div") if a.get("class") == "chart"]
    assert len(charts) == 2 and all(c["role"] == "img" and c["aria-label"] for c in charts)
    assert len(page.all("details")) == 1


def test_a_report_without_charts_carries_no_library() -> None:
    document = weekly()
    plain = replace(document, blocks=(document.blocks[0],))
    html = render_html(plain)
    assert "script-src 'none'" in html and len(html) < 40_000


def test_each_kind_of_nothing_has_its_own_look_and_says_why() -> None:
    why = Text("缺少来源：群统计", "Missing source: groups")
    kinds = get_args(NothingKind)
    looks = {kind: nothing_html(Nothing(kind, why), "zh") for kind in kinds}
    assert len(set(looks.values())) == 5
    assert all(why.zh in look and f"nothing {kind}" in look for kind, look in looks.items())
    assert "—" in looks["missing_source"] and "n/a" in looks["undefined"]
    assert "&lt;30" in looks["too_few"] and "•••" in looks["hidden"]


def test_a_zero_is_a_zero_and_nothing_is_not() -> None:
    facts = Gathered(TuantuanShop(), W37, W36, KEYS)
    table = Table(
        "t",
        Text("表", "table"),
        (Column("a", Text("甲", "a")), Column("b", Text("乙", "b"))),
        (
            Row(
                (
                    facts.derived("gmv_paid", 0, "money", facts.shown.full(0), "change"),
                    Nothing("undefined", Text("分母为0", "Denominator is 0")),
                )
            ),
        ),
    )
    document = replace(weekly(), blocks=(Block("t", Text("表", "table"), (table,)),))
    html = render_html(document)
    assert re.search(r'<data[^>]* value="0"[^>]*>¥0', html) and "n/a" in html
