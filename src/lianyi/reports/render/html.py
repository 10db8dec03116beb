"""The report as one web page that needs nothing else: no request leaves it, no script but its own two runs.

Without script every chart's numbers stand as a table. Same document, same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib.resources import files

from lianyi.charts.tokens import css
from lianyi.core.calendar.period_text import parse_period
from lianyi.core.translation import Lang, Text
from lianyi.reports.document import Block, Document, Figure
from lianyi.reports.render.html_parts import part_html
from lianyi.reports.wording import made_text

LANG_TAGS = {"zh": "zh-CN", "en": "en"}
SKIP = Text("跳到内容", "Skip to content")
MADE = Text("生成于{at}", "made {at}")
VERSION = Text("数据版本#{n}", "data version #{n}")
FOOT = Text(
    "每个数都由指标字典算出，可以用 lianyi metric 复核。",
    "Every number is answered by the metric dictionary and can be checked with lianyi metric.",
)


def render_html(document: Document) -> str:
    """Return the page. Charts and their library are inlined only where the report has a chart."""
    lang = document.lang
    scripts = _scripts() if _has_figures(document) else ()
    title = f"{document.shop} {document.name.say(lang)} {document.period_label.say(lang)}"
    return (
        "<!doctype html>\n"
        f'<html lang="{LANG_TAGS[lang]}" data-change="{document.colours}" data-kind="{document.kind}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(scripts)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n"
        f"<style>\n{css(document.colours)}{_asset('page.css')}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#content">{escape(SKIP.say(lang))}</a>\n'
        f"{_header(document)}"
        f'<main id="content">\n{_blocks(document)}</main>\n{_footer(document)}'
        f"{''.join(f'<script>{script}</script>' for script in scripts)}\n</body>\n</html>\n"
    )


def _header(document: Document) -> str:
    lang = document.lang
    facts = [escape(document.period_label.say(lang))]
    if document.made_at:
        made = made_text(document.made_at, parse_period(document.period).last)
        facts.append(escape(MADE.format(at=made).say(lang)))
    if document.snapshot is not None:
        facts.append(escape(VERSION.format(n=document.snapshot).say(lang)))
    line = "".join(f"<li>{fact}</li>" for fact in facts)
    return (
        f'<header><div class="brand"><svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" '
        f'r="2.2"/><circle cx="10" cy="10" r="5.4"/><circle cx="10" cy="10" r="8.6"/></svg>'
        f"{'涟漪' if lang == 'zh' else 'Lianyi'}</div>"
        f"<h1>{escape(document.shop)} <span>{escape(document.name.say(lang))}</span></h1>"
        f'<ul class="facts">{line}</ul></header>\n'
    )


def _footer(document: Document) -> str:
    lang = document.lang
    zone = escape(f"{document.zone} · {document.currency}")
    return f"<footer><p>{escape(FOOT.say(lang))}</p><p>{zone}</p></footer>\n"


def _blocks(document: Document) -> str:
    return "".join(_block(block, document.lang) for block in document.blocks)


def _block(block: Block, lang: Lang) -> str:
    key = escape(block.key)
    subtitle = f" <small>{escape(block.subtitle.say(lang))}</small>" if block.subtitle else ""
    parts = "\n".join(part_html(part, lang) for part in block.parts)
    return (
        f'<section class="block {key}" aria-labelledby="{key}"><h2 id="{key}">'
        f'{escape(block.title.say(lang))}{subtitle}</h2>\n<div class="parts">{parts}</div></section>\n'
    )


def _has_figures(document: Document) -> bool:
    return any(isinstance(part, Figure) for block in document.blocks for part in block.parts)


def _policy(scripts: tuple[str, ...]) -> str:
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts) or "'none'"
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@cache
def _scripts() -> tuple[str, ...]:
    library = files("lianyi.charts").joinpath("vendor/echarts.min.js").read_text("utf-8")
    # The only sequence that could end the element early; inside a string literal the two are equal.
    return library.replace("</script", "<\\/script"), _asset("page.js")


def _asset(name: str) -> str:
    return files("lianyi.reports.render").joinpath(name).read_text("utf-8")
