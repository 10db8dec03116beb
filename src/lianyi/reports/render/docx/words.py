"""Paragraphs and runs: what stands before the place where the report goes, in named styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lianyi.core.numbers import MINUS
from lianyi.core.translation import Lang
from lianyi.reports.document import Cell, Nothing, Number, Run, Sentence, Tag, run_text
from lianyi.reports.render.docx.package import writable
from lianyi.reports.render.docx.styles import CHIP, DOWN, MISSING, STRONG, UP

JOINER = "\u2060"
_CHANGES = ("change", "change_rate", "part", "factor")


@dataclass
class Page:
    """A python-docx document that is written from top to bottom before the element `end`."""

    document: Any
    end: Any
    lang: Lang
    width: int

    def paragraph(self, text: str, style: str) -> Any:
        """Write a paragraph of plain words."""
        made = self.empty(style)
        add_words(made, text)
        return made

    def sentence(self, sentence: Sentence, style: str, before: str = "") -> Any:
        """Write a sentence whose numbers keep their look; `before` stands in front of it."""
        made = self.empty(style)
        if before:
            add_words(made, before)
        for run in sentence.runs(self.lang):
            add_run(made, run, self.lang)
        return made

    def empty(self, style: str) -> Any:
        """Write an empty paragraph."""
        made = self.document.add_paragraph(style=style)
        self.place(made._p)  # noqa: SLF001 - python-docx has no public way to place a paragraph
        return made

    def place(self, element: Any) -> None:
        """Put an element where the report goes on."""
        self.end.addprevious(element)


def add_words(paragraph: Any, text: str, style: str | None = None) -> None:
    """Add plain words to a paragraph; line breaks and tabs stay what they are."""
    if text:
        paragraph.add_run(writable(text), style)


def add_run(paragraph: Any, run: Run, lang: Lang) -> None:
    """Add one run of a sentence: words, a number in the colour of its change, or what is missing."""
    add_words(paragraph, _unbroken(run, lang), _style_of(run))


def add_cell(paragraph: Any, cell: Cell, lang: Lang, *, strong: bool = False) -> None:
    """Add what stands in a table cell."""
    if isinstance(cell, Sentence):
        for run in cell.runs(lang):
            add_run(paragraph, run, lang)
    elif isinstance(cell, Tag):
        add_words(paragraph, cell.words.say(lang))
        if cell.chip is not None:
            add_words(paragraph, " ")
            add_words(paragraph, cell.chip.say(lang), CHIP)
    elif isinstance(cell, Number | Nothing):
        add_words(paragraph, _unbroken(cell, lang), _style_of(cell) or (STRONG if strong else None))
    elif cell is not None:
        add_words(paragraph, cell.say(lang), STRONG if strong else None)


def _unbroken(run: Run, lang: Lang) -> str:
    """Return a run as text; no line ends between the sign of a number and its digits."""
    text = run_text(run, lang)
    return text if isinstance(run, str) else text.replace(f"{MINUS}¥", f"{MINUS}{JOINER}¥")


def _style_of(run: Run) -> str | None:
    if isinstance(run, str):
        return None
    if not isinstance(run, Number):
        return MISSING
    if run.derived in _CHANGES and run.direction:
        return UP if run.direction > 0 else DOWN
    return STRONG if run.strong else None
