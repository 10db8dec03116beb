"""The page in a real browser: it draws, is silent, asks nobody, and runs no foreign word."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from lianyi.core.calendar.period_text import parse_period
from lianyi.core.translation import LANGS, Lang
from lianyi.reports.gather import Gathered
from lianyi.reports.registry import REPORTS
from lianyi.reports.render.html import render_html
from lianyi.reports.weekly import KEYS, assemble
from tests.reports.analysed_week import analysed
from tests.reports.shop import PRODUCTS, W36, W37, TuantuanShop
from tests.reports.test_numbers_can_be_asked_again import Source

pytestmark = pytest.mark.browser
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--virtual-time-budget=3000",
)
BOSS = ("headline", "good_bad", "goals", "key_figures")
PAYLOADS = (
    "<img src=http://off.example/x onerror=\"document.title='owned'\">",
    "<script>document.title='owned'</script>",
    "</script><script>document.title='owned'</script>",
    '"><svg onload="document.title=\'owned\'">',
    "'};document.title='owned';//",
    "{{constructor.constructor(\"document.title='owned'\")()}}",
    "<a href=javascript:document.title='owned'>x</a>",
    "{a|rich}{b}\u2028\u202e<!--",
)


def visit(browser: str, page: Path, folder: Path, *extra: str) -> tuple[str, str, list[str]]:
    """Return the drawn document, what the console said, and every address asked for."""
    log = folder / "net.json"
    run = subprocess.run(
        [
            browser,
            *QUIET,
            f"--user-data-dir={folder / 'profile'}",
            f"--log-net-log={log}",
            "--enable-logging=stderr",
            *extra,
            "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    said = "\n".join(line for line in run.stderr.decode().splitlines() if "CONSOLE" in line)
    asked = [
        started["url"]
        for event in json.loads(log.read_text(encoding="utf-8"))["events"]
        if "file://" in (started := event.get("params", {})).get("network_isolation_key", "")
        and not started.get("url", "file:").startswith(("file:", "data:"))
    ]
    return run.stdout.decode(), said, asked


def written(folder: Path, shop: TuantuanShop, lang: Lang) -> Path:
    page = folder / f"weekly-{lang}.html"
    document = assemble(Gathered(shop, W37, W36, KEYS), analysed(), lang)
    page.write_text(render_html(document), encoding="utf-8")
    return page


def test_a_page_that_asks_and_complains_is_noticed(browser: str, tmp_path: Path) -> None:
    page = tmp_path / "loud.html"
    page.write_text("<img src=http://off.example/x><script>console.error(1)</script>")
    _, said, asked = visit(browser, page, tmp_path)
    assert said and asked == ["http://off.example/x"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_draws_its_charts_without_a_word_or_a_request(
    browser: str, tmp_path: Path, lang: Lang
) -> None:
    dom, said, asked = visit(browser, written(tmp_path, TuantuanShop(), lang), tmp_path)
    assert not said
    assert not asked
    assert dom.count('class="canvas"') == 2 and dom.count("<svg ") > 4


def test_words_of_shoppers_never_run(browser: str, tmp_path: Path) -> None:
    products = {**PRODUCTS, **{text: (900_000 + n, 1_000) for n, text in enumerate(PAYLOADS)}}
    page = written(tmp_path, TuantuanShop(shop=" ".join(PAYLOADS), products=products), "zh")
    dom, said, asked = visit(browser, page, tmp_path)
    assert "<title>owned" not in dom
    assert not said and not asked
    assert dom.count("document.title='owned'") >= 4  # they are there, as words


def test_without_script_the_numbers_stand_as_tables(browser: str, tmp_path: Path) -> None:
    page = written(tmp_path, TuantuanShop(), "zh")
    barred = re.sub(r"script-src [^;]*;", "script-src 'none';", page.read_text(encoding="utf-8"))
    page.write_text(barred, encoding="utf-8")
    dom, _, _ = visit(browser, page, tmp_path)
    assert 'class="canvas"' not in dom and 'class="js"' not in dom
    assert '<details class="twin" open="">' in dom


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_for_the_boss_is_one_sheet_of_paper(
    browser: str, tmp_path: Path, lang: Lang
) -> None:
    whole = assemble(Gathered(TuantuanShop(), W37, W36, KEYS), analysed(), lang)
    boss = tuple(block for block in whole.blocks if block.key in BOSS)
    page, paper = tmp_path / "boss.html", tmp_path / "boss.pdf"
    page.write_text(render_html(replace(whole, blocks=boss)), encoding="utf-8")
    command = [browser, *QUIET, f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, f"--print-to-pdf={paper}", page.as_uri()],
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert len(boss) == 4
    assert len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes())) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_the_daily_report_is_one_sheet_of_paper(browser: str, tmp_path: Path, lang: Lang) -> None:
    document = REPORTS.get("daily").build(Source(), parse_period("2026-11-13"), lang)
    page, paper = tmp_path / "daily.html", tmp_path / "daily.pdf"
    page.write_text(render_html(document), encoding="utf-8")
    command = [browser, *QUIET, f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, f"--print-to-pdf={paper}", page.as_uri()],
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes())) == 1
