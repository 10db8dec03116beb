"""A report is a document made of blocks; everything in a block is one of the few parts below.

```
Document ─ blocks ─ Block(key, title) ─ parts ─ Prose | Points | Table | Figure | Progress
                                                  └ sentences, cells ─ runs: str | Number | Nothing
```

Nothing here knows how it will look: the renderers in `reports.render` do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lianyi.charts.bars import Bars
from lianyi.charts.line import Line
from lianyi.charts.tokens import ChangeColours
from lianyi.charts.waterfall import Waterfall
from lianyi.core.translation import Lang, Text

Derived = Literal["", "change", "change_rate", "part", "factor", "estimate", "given"]
NothingKind = Literal["missing_source", "not_yet", "undefined", "hidden", "too_few"]
Tone = Literal["good", "bad", "decide", "note"]


@dataclass(frozen=True)
class Number:
    """One number a reader sees, with all that is needed to compute it again.

    `value` is whole minor units for money, a plain fraction for ratios, None never: see `Nothing`. With
    `derived == ""` it is what the metric `metric` answers for `period`, `where` and the cell `by`;
    otherwise it comes from such answers: "change" and "change_rate" against `base_period`, "part" and
    "factor" of a decomposition, "estimate" of a forecast, "given" by a person. `direction` is the sign of a
    change outside the normal range, 0 inside it. `high` is the other end of a range that begins with `value`,
    `so_far` what is known of it by now. `campaign` is the campaign to which the metric was limited.
    `shade` is how dark its cell is in a matrix that is read as a picture: 0 not at all, 1 to 5.
    """

    metric: str
    value: int | float
    unit: str
    text: Text
    period: str
    definition: str = ""
    snapshot: int | None = None
    where: str = ""
    by: tuple[tuple[str, str], ...] = ()
    derived: Derived = ""
    base_period: str = ""
    direction: int = 0
    strong: bool = False
    high: int | float | None = None
    so_far: int | float | None = None
    campaign: str = ""
    shade: int = 0


@dataclass(frozen=True)
class Nothing:
    """A number that is not there, which is never a zero: why, in one sentence."""

    kind: NothingKind
    why: Text


Run = str | Number | Nothing


@dataclass(frozen=True)
class Sentence:
    """Words and numbers in order, in both languages (word order differs)."""

    zh: tuple[Run, ...]
    en: tuple[Run, ...]

    def runs(self, lang: Lang) -> tuple[Run, ...]:
        """Return the runs in `lang`."""
        return self.zh if lang == "zh" else self.en

    def say(self, lang: Lang) -> str:
        """Return the sentence as plain text."""
        return "".join(run_text(run, lang) for run in self.runs(lang))


@dataclass(frozen=True)
class Tag:
    """A verdict in words; `chip` is what stands out of it, None where nothing does."""

    words: Text
    chip: Text | None = None


Cell = Text | Number | Nothing | Sentence | Tag | None


def run_text(run: Run, lang: Lang) -> str:
    """Return one run as plain text; what is missing is a dash, what is undefined says so."""
    if isinstance(run, str):
        return run
    if isinstance(run, Number):
        return run.text.say(lang)
    return {"undefined": "n/a", "hidden": "•••", "too_few": "<30"}.get(run.kind, "—")


@dataclass(frozen=True)
class Prose:
    """Sentences in a row; the first one leads where `lead` is set."""

    sentences: tuple[Sentence, ...]
    lead: bool = False
    note: bool = False


@dataclass(frozen=True)
class Points:
    """A short list under one label; the tone is a word and an icon, never a colour alone."""

    label: Text
    tone: Tone
    items: tuple[Sentence, ...]


@dataclass(frozen=True)
class Column:
    """One column of a table: numbers stand right, text left; the unit stands in the head."""

    key: str
    name: Text
    numeric: bool = True
    unit: Text | None = None


@dataclass(frozen=True)
class Row:
    """One row; `total` says how it adds up ("Σ" or "Σ÷Σ"), empty for an ordinary row."""

    cells: tuple[Cell, ...]
    total: str = ""
    trend: tuple[int | float | None, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table with a caption; the first column names the rows. `note` tells how to read it."""

    key: str
    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: Text | None = None
    trend_name: Text | None = None


ChartData = Line | Waterfall | Bars


@dataclass(frozen=True)
class Figure:
    """A chart with a finding for its title, one sentence to be read aloud, and its numbers as a table.

    `twin` is None where the table next to it already holds the same numbers. The chart's own words are in
    one language, so it is built for each.
    """

    key: str
    title: Text
    label: Text
    zh: ChartData
    en: ChartData
    twin: Table | None = None
    height_px: int = 240

    def data(self, lang: Lang) -> ChartData:
        """Return what is drawn in `lang`."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Progress:
    """A bar for what is done and a tick for the time gone, both shares of 1; the words beside it."""

    name: Text
    done_share: float
    time_share: float
    words: Sentence


Part = Prose | Points | Table | Figure | Progress


@dataclass(frozen=True)
class Block:
    """One block of a report; `missing` says what it would need, touches and leaves alone."""

    key: str
    title: Text
    parts: tuple[Part, ...]
    subtitle: Text | None = None


@dataclass(frozen=True)
class Verdict:
    """What the headline said, so that a later report can tell whether it still holds."""

    metric: str = ""
    size: str = ""
    direction: int = 0
    band: int | None = None
    base: int | None = None
    value: int | None = None


@dataclass(frozen=True)
class Document:
    """A whole report. `made_at` is a local wall time as it is printed, given by the caller; `about` the key of what
    it is about beside the period: a campaign.

    `raw` is the long table behind it, by day, channel and metric; only a workbook carries it.
    """

    kind: str
    name: Text
    shop: str
    period: str
    period_label: Text
    lang: Lang
    blocks: tuple[Block, ...]
    base_period: str = ""
    made_at: str = ""
    snapshot: int | None = None
    zone: str = "Asia/Shanghai"
    currency: str = "CNY"
    colours: ChangeColours = "red_up"
    message: Text | None = None
    raw: Table | None = None
    verdict: Verdict = field(default_factory=Verdict)
    about: str = ""

    def block(self, key: str) -> Block | None:
        """Return the block `key`, or None where the report has none."""
        return next((block for block in self.blocks if block.key == key), None)


def numbers_of(document: Document) -> Iterator[Number]:
    """Yield every number of the report in reading order, in its language."""
    for block in document.blocks:
        yield from numbers_in(block, document.lang)


def numbers_in(block: Block, lang: Lang) -> Iterator[Number]:
    """Yield every number of one block in reading order."""
    for part in block.parts:
        yield from _numbers_of_part(part, lang)


def _numbers_of_part(part: Part, lang: Lang) -> Iterator[Number]:
    if isinstance(part, Prose):
        yield from _in_sentences(part.sentences, lang)
    elif isinstance(part, Points):
        yield from _in_sentences(part.items, lang)
    elif isinstance(part, Progress):
        yield from _in_sentences((part.words,), lang)
    elif isinstance(part, Table):
        yield from _in_table(part, lang)
    elif part.twin is not None:
        yield from _in_table(part.twin, lang)


def _in_sentences(sentences: Sequence[Sentence], lang: Lang) -> Iterator[Number]:
    for sentence in sentences:
        yield from (run for run in sentence.runs(lang) if isinstance(run, Number))


def _in_table(table: Table, lang: Lang) -> Iterator[Number]:
    for row in table.rows:
        for cell in row.cells:
            if isinstance(cell, Number):
                yield cell
            elif isinstance(cell, Sentence):
                yield from _in_sentences((cell,), lang)
