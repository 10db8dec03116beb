"""The plan as Markdown: headings, tables and sentences; a chart becomes the sentence that is read aloud."""

from __future__ import annotations

import re

from lianyi.core.translation import Lang
from lianyi.reports.document import Figure, Part, Points, Progress, Prose, Table
from lianyi.reports.plan_document import PlanDocument
from lianyi.reports.render.text import cell_text

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def render_plan_markdown(document: PlanDocument) -> str:
    """Return the plan as Markdown text with a newline at the end."""
    lang = document.lang
    facts = " · ".join(filter(None, (document.shop, document.period, document.made_at)))
    blocks = [f"# {escaped(document.title)}", escaped(facts)]
    for section in document.sections:
        blocks.append(f"{'#' * (section.level + 1)} {section.title.say(lang)}")
        blocks += [_part(part, lang) for part in section.parts]
    return "\n\n".join(block for block in blocks if block) + "\n"


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is, on one line.

    >>> escaped("a|b\\n*c*")
    'a\\\\|b<br>\\\\*c\\\\*'
    """
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "<br>")


def _part(part: Part, lang: Lang) -> str:
    if isinstance(part, Prose):
        lead = "- " if part.note else ""
        lines = [lead + escaped(sentence.say(lang)) for sentence in part.sentences]
        return ("\n" if part.note else "\n\n").join(lines)
    if isinstance(part, Points):
        items = [f"{n}. {escaped(item.say(lang))}" for n, item in enumerate(part.items, 1)]
        return "\n".join([f"**{escaped(part.label.say(lang))}**", "", *items])
    if isinstance(part, Progress):
        return f"{escaped(part.name.say(lang))} {escaped(part.words.say(lang))}"
    if isinstance(part, Figure):
        return f"> {escaped(part.label.say(lang))}"
    return _table(part, lang)


def _table(table: Table, lang: Lang) -> str:
    heads = [escaped(column.name.say(lang)) for column in table.columns]
    rules = ["---:" if column.numeric else "---" for column in table.columns]
    rows = [[escaped(cell_text(cell, lang)) for cell in row.cells] for row in table.rows]
    lines = [f"| {' | '.join(cells)} |" for cells in (heads, rules, *rows)]
    note = ["", escaped(table.note.say(lang))] if table.note is not None else []
    return "\n".join([f"**{escaped(table.caption.say(lang))}**", "", *lines, *note])
