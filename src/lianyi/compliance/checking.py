"""Try a text against all rules: which words touch which rule, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from lianyi.compliance.context import is_only_named, is_only_named_in_english, warns
from lianyi.compliance.english import ENGLISH
from lianyi.compliance.hits import Hit
from lianyi.compliance.rule import RULES, Rule
from lianyi.compliance.sentences import Sentence, sentences

_SERIOUS = {"block": 0, "warn": 1, "note": 2}
_HAN = re.compile(r"[\u4e00-\u9fff]")


def check_text(text: str) -> list[Hit]:
    """Return what the rules find in `text`, by place; an empty list is no blessing.

    Every line is read sentence by sentence; a phrase may also run over two neighbouring sentences of one line. Of
    overlapping hits of one rule the longest stays, and a warning yields to a block of its family.

    >>> [
    ...     (hit.rule.key, hit.text, hit.line, hit.start, hit.end)
    ...     for hit in check_text("全国最好的茶")
    ... ]
    [('superlative', '全国最好', 1, 1, 4)]
    >>> check_text("最后一天，最多可减20元")
    []
    """
    found: list[Hit] = []
    for unit in _units(_claiming(list(sentences(text)))):
        found += _hits_of(unit)
    return sorted(_unique(found), key=lambda h: (h.line, h.start, h.end, h.rule.key))


def counted(text: str) -> int:
    """Return how many sentences `check_text` reads in `text`."""
    return sum(1 for _ in sentences(text))


def _claiming(read: list[Sentence]) -> list[Sentence]:
    """Leave out what stands under a warning, up to the next blank line."""
    kept: list[Sentence] = []
    warned_to = 0
    for sentence in read:
        if sentence.line > warned_to + 1:
            warned_to = 0
        if warned_to or warns(sentence.text):
            warned_to = sentence.line
        else:
            kept.append(sentence)
    return kept


def _units(read: list[Sentence]) -> Iterator[Sentence]:
    """Yield each sentence, then each pair of neighbours of one line as if the mark between were a comma."""
    yield from read
    for first, second in pairwise(read):
        if first.line == second.line and len(first.text) + len(second.text) <= 120:
            joined = re.sub(r"[。！？!?；;…]", "，", first.text) + second.text
            places, seam = first.places + second.places, len(first.text)
            yield Sentence(joined, first.line, places, first.original, seam)


def _hits_of(sentence: Sentence) -> list[Hit]:
    found = [hit for rule in RULES for hit in _hits_of_rule(rule, sentence)]
    found.sort(key=lambda h: (_SERIOUS[h.level], h.start - h.end))
    kept: list[Hit] = []
    for hit in found:
        if not any(_same_matter(hit, other) for other in kept):
            kept.append(hit)
    return kept


def _same_matter(one: Hit, other: Hit) -> bool:
    """True where `other`, which came first, already says what `one` says there."""
    overlap = one.start <= other.end and other.start <= one.end
    if not overlap or one.rule.family != other.rule.family:
        return False
    return one.rule is other.rule or _SERIOUS[one.level] > _SERIOUS[other.level]


def _hits_of_rule(rule: Rule, sentence: Sentence) -> Iterator[Hit]:
    if any(p.search(sentence.text) for p in rule.harmless_beside):
        return
    for match in _matches(rule, sentence):
        if rule.judged is not None and not rule.judged(match):
            continue
        if _is_harmless(rule, match, sentence.text):
            continue
        quoted = sentence.quoted(*match.span())
        start, end = sentence.span(*match.span())
        yield Hit(rule, quoted, quoted, sentence.line, start, end)


def _matches(rule: Rule, sentence: Sentence) -> Iterator[re.Match[str]]:
    for pattern in (*rule.patterns, *ENGLISH.get(rule.key, ())):
        for match in pattern.finditer(sentence.text):
            if sentence.seam is None or match.start() < sentence.seam < match.end():
                yield match


def _is_harmless(rule: Rule, match: re.Match[str], text: str) -> bool:
    start, end = match.span()
    for pattern in rule.harmless_inside:
        if any(m.start() < end and start < m.end() for m in pattern.finditer(text)):
            return True
    if _HAN.search(match[0]):
        return is_only_named(text, start, end)
    return is_only_named_in_english(text, start)


def _unique(found: Iterable[Hit]) -> list[Hit]:
    """Drop what a pair of sentences says again."""
    ordered = sorted(found, key=lambda h: (h.line, _SERIOUS[h.level], h.end - h.start))
    kept: list[Hit] = []
    for hit in ordered:
        if not any(k.line == hit.line and _same_matter(hit, k) for k in kept):
            kept.append(hit)
    return kept
