"""Sentences, cells and numbers as HTML: every outside text escaped, every number a `<data>` element."""

from __future__ import annotations

import re
from html import escape

from lianyi.core.translation import Lang, Text
from lianyi.reports.document import Cell, Nothing, Number, Run, Sentence, Tag, run_text

_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def run_html(run: Run, lang: Lang) -> str:
    """Return one run: words escaped, a number as `<data>`, what is missing in its own look."""
    if isinstance(run, str):
        return escape(run)
    return number_html(run, lang) if isinstance(run, Number) else nothing_html(run, lang)


def sentence_html(sentence: Sentence, lang: Lang) -> str:
    """Return a sentence in `lang`."""
    return "".join(run_html(run, lang) for run in sentence.runs(lang))


def cell_html(cell: Cell, lang: Lang) -> str:
    """Return what stands inside a table cell."""
    if cell is None:
        return ""
    if isinstance(cell, Text):
        return text_html(cell, lang)
    if isinstance(cell, Tag):
        return tag_html(cell, lang)
    return sentence_html(cell, lang) if isinstance(cell, Sentence) else run_html(cell, lang)


def tag_html(tag: Tag, lang: Lang) -> str:
    """Return a verdict: words, and a quiet chip for what is unfavourable."""
    chip = f'<span class="chip note">{escape(tag.chip.say(lang))}</span>' if tag.chip else ""
    return escape(tag.words.say(lang)) + chip


def text_html(text: Text, lang: Lang) -> str:
    """Return a name or a word; Chinese inside an English page says so."""
    said = text.say(lang)
    if lang == "en" and _CJK.search(said):
        return f'<span lang="zh-CN">{escape(said)}</span>'
    return escape(said)


def number_html(number: Number, lang: Lang) -> str:
    """Return `<data value=… data-metric=…>` for an answer, `data-derived` for what follows from answers."""
    places = _answered(number) if not number.derived else _derived(number)
    attributes = {"class": _classes(number), "value": plain_value(number.value), **places}
    written = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items() if value)
    return f"<data {written}>{escape(number.text.say(lang))}</data>"


def plain_value(value: float) -> str:
    """Return the number as a program reads it: whole numbers without a point, fractions in full."""
    return str(value) if isinstance(value, int) else repr(float(value))


def nothing_html(nothing: Nothing, lang: Lang) -> str:
    """Return one of the kinds of nothing, with its reason to read and to hear."""
    why = escape(nothing.why.say(lang))
    shown = escape(run_text(nothing, lang)) if nothing.kind != "not_yet" else "&nbsp;"
    return (
        f'<span class="nothing {nothing.kind}" title="{why}">{shown}'
        f'<span class="sr"> {why}</span></span>'
    )


def _classes(number: Number) -> str:
    names = ["num"]
    if number.strong:
        names.append("strong")
    if number.shade:
        names.append(f"heat{number.shade}")
    if number.derived in ("change", "change_rate", "part", "factor"):
        names.append({1: "up", -1: "down"}.get(number.direction, "flat"))
    return " ".join(names)


def _answered(number: Number) -> dict[str, str]:
    return {
        "data-metric": number.metric,
        "data-unit": number.unit,
        "data-definition": number.definition,
        "data-period": number.period,
        "data-where": number.where,
        "data-by": ";".join(f"{name}={value}" for name, value in number.by),
        "data-campaign": number.campaign,
        "data-snapshot": "" if number.snapshot is None else str(number.snapshot),
        "title": f"{number.definition} · {number.period}",
    }


def _derived(number: Number) -> dict[str, str]:
    return {
        "data-derived": number.derived,
        "data-of": number.metric,
        "data-unit": number.unit,
        "data-definition": number.definition,
        "data-period": number.period,
        "data-base": number.base_period,
        "data-by": ";".join(f"{name}={value}" for name, value in number.by),
        "data-campaign": number.campaign,
        "data-snapshot": "" if number.snapshot is None else str(number.snapshot),
    }
