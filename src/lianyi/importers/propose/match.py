"""Match columns with concepts: by name first, by values where the name leaves a choice or must be doubted."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lianyi.core.translation import Text
from lianyi.importers.propose.values import Profile
from lianyi.importers.propose.vocabulary import Concept, concepts, plain

ENOUGH = 0.55
_LONG_TEXT = 12
_ALIKE = 0.88
_ECHO = 0.08
_PRIVATE = frozenset(
    (
        "person",
        "phone",
        "receiver",
        "leader",
        "inviter",
        "invitee",
        "openid",
        "unionid",
        "external_userid",
    )
)


@dataclass(frozen=True)
class Column:
    """One column of the file: its title as `from` names it, its 0-based place and its values."""

    title: str
    place: int
    profile: Profile


@dataclass(frozen=True)
class Match:
    """A column taken for a concept, how sure that is (0 to 1) and why."""

    concept: Concept
    column: Column
    score: float
    why: Text


Matches = dict[str, Match]


def match(columns: Sequence[Column], wanted: Iterable[str] | None = None) -> Matches:
    """Return the best column of every concept; a column may serve several concepts, a concept one column.

    Which of them are used is for the kind of file to say: `评论` is a count among likes and a text in reviews.
    """
    names = set(wanted) if wanted is not None else set(concepts())
    best: Matches = {}
    for concept in concepts().values():
        if concept.name not in names:
            continue
        scored = [(score(c, concept), -c.place, c) for c in columns]
        top = max(scored, key=lambda s: s[:2], default=None)
        if top and top[0] >= ENOUGH:
            best[concept.name] = Match(concept, top[2], top[0], _why(top[2], concept, top[0]))
    return _without_echoes(best)


def _without_echoes(matches: Matches) -> Matches:
    """Drop what a column was taken for only because it is nearly called so: it has a better name."""
    top: dict[int, float] = {}
    for found in matches.values():
        place = found.column.place
        top[place] = max(top.get(place, 0.0), found.score)
    return {n: m for n, m in matches.items() if m.score >= top[m.column.place] - _ECHO}


def score(column: Column, concept: Concept) -> float:
    """How well title and values fit the concept: 0 where the values contradict it."""
    fit = _by_name(plain(column.title), concept.spellings)
    return fit if fit and values_fit(column.profile, concept.rule) else 0.0


def _by_name(title: str, spellings: Sequence[str]) -> float:
    if not title:
        return 0.0
    joined = title.replace(" ", "")
    best = 0.0
    for rank, spelling in enumerate(spellings):
        worth = 1 - 0.002 * rank
        if spelling.replace(" ", "") == joined:
            best = max(best, worth)
        elif _near(title, spelling):
            best = max(best, _near(title, spelling) * worth)
    return best


def _near(title: str, spelling: str) -> float:
    if not spelling.isascii():
        inside = len(spelling) >= 2 and spelling in title
        return 0.6 + 0.25 * len(spelling) / len(title) if inside else 0.0
    words, wanted = title.split(), spelling.split()
    if len(wanted) >= max(2, 0.75 * len(words)) and set(wanted) <= set(words):
        return 0.6 + 0.3 * len(wanted) / len(words)
    if len(spelling) >= 6:
        # Upper bounds first: a file of a thousand columns is compared with every spelling there is
        if 2 * min(len(title), len(spelling)) < _ALIKE * (len(title) + len(spelling)):
            return 0.0
        matcher = difflib.SequenceMatcher(None, title, spelling)
        ratio = matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0
        return ratio * 0.85 if ratio >= _ALIKE else 0.0
    return 0.0


def values_fit(profile: Profile, rule: str) -> bool:
    """Say whether the values may be what the rule demands; an empty column fits nothing but a mention."""
    if not profile.texts:
        return rule in ("text", "words", "time", "any")
    tests = {
        "money": profile.numeric > 0.9 and profile.date < 0.5,
        "count": profile.integer > 0.9,
        "number": profile.numeric > 0.9,
        "time": profile.date > 0.6 or bool(profile.epoch),
        "flag": profile.flag or profile.distinct <= 2,
        "phone": profile.phone + profile.masked > 0.4,
        "id": profile.length <= 64 and profile.date < 0.5 and not profile.is_list,
        "text": profile.length <= 40 and profile.distinct <= max(40, len(profile.texts) // 5),
        "long": profile.length >= _LONG_TEXT or (profile.numeric < 0.1 and profile.length >= 6),
        "words": profile.date < 0.5 and profile.length <= 400,
        "any": True,
    }
    return tests[rule]


def _why(column: Column, concept: Concept, points: float) -> Text:
    if concept.name in _PRIVATE:
        return Text("表头像是某个人的编号或手机号", "the title reads like somebody's id or phone")
    shown = column.profile.example()
    if points >= 0.95:
        return Text(f"表头就是这个意思；值如 {shown}", f"the title says so; values such as {shown}")
    percent = round(points * 100)
    return Text(
        f"表头接近「{concept.spellings[0]}」（{percent}%）；值如 {shown}",
        f"the title is close to '{_english(concept)}' ({percent} %); values such as {shown}",
    )


def _english(concept: Concept) -> str:
    return next((s for s in concept.spellings if s.isascii()), concept.spellings[0])
