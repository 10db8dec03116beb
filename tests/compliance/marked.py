"""Sentences with a verdict, and how well the guard does on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from lianyi.compliance.checking import check_text

SENTENCES = Path(__file__).parent / "sentences"


@dataclass
class Score:
    """What was found of the bad, by the right rule, and what was flagged of the good."""

    bad: int = 0
    found: int = 0
    named: int = 0
    good: int = 0
    flagged: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def marked(name: str) -> list[tuple[str, str, str]]:
    """Return verdict, expected rule (or family) and sentence of each line of a file."""
    lines = (SENTENCES / name).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1], row[2]) for row in rows]


def score(*names: str) -> Score:
    """Return the score over the sentences of files."""
    total = Score()
    for verdict, rule, sentence in (row for name in names for row in marked(name)):
        hits = check_text(sentence)
        if verdict == "good":
            total.good += 1
            total.flagged += [sentence] if hits else []
            continue
        said = {hit.rule.key for hit in hits} | {hit.rule.family for hit in hits}
        total.bad += 1
        total.found += bool(hits)
        total.named += rule in said
        total.missed += [] if rule in said else [sentence]
    return total
