"""The headline: from a decomposed change to sentences, by fixed rules, in both languages.

Order: value and change → where it came from → the counter-force → goal → refunds. Arithmetic is never
called a cause: a part "came from", an event of the same time "coincides with".
"""

from __future__ import annotations

from dataclasses import dataclass

from lianyi.reports.document import Sentence, Verdict
from lianyi.reports.headline.inputs import HeadlineInput
from lianyi.reports.headline.opening import opening
from lianyi.reports.headline.outlook import goal_sentence, refund_sentence
from lianyi.reports.headline.sizes import size_word

__all__ = ["Headline", "HeadlineInput", "size_word", "write_headline"]


@dataclass(frozen=True)
class Headline:
    """The sentences, and what they claim."""

    sentences: tuple[Sentence, ...]
    verdict: Verdict


def write_headline(about: HeadlineInput) -> Headline:
    """Return the headline of one metric's change, five sentences at most where the parts are few."""
    sentences = [*opening(about)]
    if about.known_days is not None:
        return Headline(tuple(sentences), _verdict(about))
    sentences += [goal_sentence(about, goal) for goal in about.goals[:1]]
    if about.refunds is not None:
        sentences.append(refund_sentence(about, about.refunds))
    return Headline(tuple(sentences), _verdict(about))


def _verdict(about: HeadlineInput) -> Verdict:
    size = size_word(about.change, about.band) if about.base is not None else ""
    direction = (about.change > 0) - (about.change < 0)
    return Verdict(about.metric, size, direction, about.band, about.base, about.value)
