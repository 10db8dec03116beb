"""A stranger's document, read: what of a plan is in it, and what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lianyi.core.translation import Text
from lianyi.planning.document.stranger.blocks import Block, placed
from lianyi.planning.document.stranger.budget import FoundLine, budget_in
from lianyi.planning.document.stranger.channels import FoundChannel, channels_in
from lianyi.planning.document.stranger.goals import FoundGoal, goals_in
from lianyi.planning.document.stranger.risks import FoundRisk, risks_in
from lianyi.planning.document.stranger.sections import Key, Sentence, TableRows, sentences, tables
from lianyi.planning.written.lint import Yardstick


@dataclass(frozen=True)
class Lack:
    """Something that a plan needs and the document does not have; `source` is the sentence where it should stand."""

    section: Key
    words: Text
    source: str = ""


@dataclass(frozen=True)
class Read:
    """Everything that was found, in the order of the document."""

    title: str
    goals: tuple[FoundGoal, ...]
    channels: tuple[FoundChannel, ...]
    budget: tuple[FoundLine, ...]
    risks: tuple[FoundRisk, ...]
    lacks: tuple[Lack, ...]

    @property
    def not_smart(self) -> tuple[FoundGoal, ...]:
        """The goals that a letter refuses."""
        return tuple(g for g in self.goals if not g.judged.ok)


@dataclass(frozen=True)
class Parts:
    """The sentences and tables of a document with what was found in them: what `lacks` asks."""

    title: str
    headings: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    tables: tuple[TableRows, ...]
    goals: tuple[FoundGoal, ...]
    channels: tuple[FoundChannel, ...]
    budget: tuple[FoundLine, ...]
    risks: tuple[FoundRisk, ...]


def read_document(blocks: Sequence[Block], by: Yardstick) -> Read:
    """Return what of a plan is in the blocks of a document, and what is missing."""
    from lianyi.planning.document.stranger.lacks import lacks_of

    where = placed(blocks)
    text, grids = sentences(where), tables(where)
    parts = Parts(
        _title(blocks),
        tuple(b.text for b in blocks if b.kind == "heading"),
        tuple(text),
        tuple(grids),
        tuple(goals_in(text, grids, by)),
        tuple(channels_in(text, grids)),
        tuple(budget_in(text, grids, by.clock)),
        tuple(risks_in(text, grids)),
    )
    return Read(
        parts.title, parts.goals, parts.channels, parts.budget, parts.risks, tuple(lacks_of(parts))
    )  # fmt: skip


def _title(blocks: Sequence[Block]) -> str:
    """Return the first line that calls itself a plan, else the first heading of the highest level."""
    for block in blocks[:12]:
        if block.kind != "row" and "方案" in block.text and len(block.text) <= 40:
            return block.text.removesuffix("VIP").removesuffix(".docx")
    headings = [b for b in blocks if b.kind == "heading"]
    return min(headings, key=lambda b: b.level).text if headings else ""
