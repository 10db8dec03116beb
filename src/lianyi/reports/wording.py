"""Sentences from templates: words in both languages, with numbers that stay numbers."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from lianyi.core.calendar.labels import date_text
from lianyi.core.translation import Lang, Text, same
from lianyi.reports.document import Nothing, Number, Run, Sentence

Slot = str | int | Text | Number | Nothing | Sentence


def compose(template: Text, /, **slots: Slot) -> Sentence:
    """Return the sentence with `{name}` slots filled; each language may order them as it needs.

    >>> compose(Text("{a}少{b}", "{b} less in {a}"), a=Text("抖音", "Douyin"), b="1").say("en")
    '1 less in Douyin'
    """
    return Sentence(_fill(template.zh, "zh", slots), _fill(template.en, "en", slots))


def words(text: Text) -> Sentence:
    """Return a sentence without numbers."""
    return Sentence((text.zh,), (text.en,))


def join(sentences: Iterable[Sentence], separator: Text) -> Sentence:
    """Return the sentences as one, `separator` between them."""
    zh: list[Run] = []
    en: list[Run] = []
    for index, sentence in enumerate(sentences):
        zh += [separator.zh, *sentence.zh] if index else sentence.zh
        en += [separator.en, *sentence.en] if index else sentence.en
    return Sentence(tuple(zh), tuple(en))


def made_text(made_at: str, day: date) -> Text:
    """Return when a report was made, without the year where it is that of `day`.

    >>> made_text("2026-09-14 09:00", date(2026, 9, 13)).say("en")
    '14 Sep 09:00'
    """
    try:
        at = datetime.fromisoformat(made_at)
    except ValueError:
        return same(made_at)
    when = date_text(at.date(), year=at.year != day.year)
    return Text(f"{when.zh} {at:%H:%M}", f"{when.en} {at:%H:%M}")


def name_list(names: Sequence[Text], limit: int = 4) -> Text:
    """Return names as a list: 「甲、乙、丙」 / "A, B and C"; beyond `limit` only how many there are.

    >>> name_list([Text("甲", "A"), Text("乙", "B"), Text("丙", "C")]).say("en")
    'A, B and C'
    """
    if len(names) > limit:
        shown = names[: limit - 1]
        zh = "、".join(name.zh for name in shown) + f"等{len(names)}个"
        en = ", ".join(name.en for name in shown) + f" and {len(names) - len(shown)} more"
        return Text(zh, en)
    zh = "、".join(name.zh for name in names)
    if len(names) < 2:
        return Text(zh, names[0].en if names else "")
    return Text(zh, ", ".join(name.en for name in names[:-1]) + f" and {names[-1].en}")


def _fill(template: str, lang: Lang, slots: Mapping[str, Slot]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for literal, name, _, _ in string.Formatter().parse(template):
        if literal:
            runs.append(literal)
        if name is not None:
            runs.extend(_said(slots[name], lang))
    return tuple(runs)


def _said(slot: Slot, lang: Lang) -> tuple[Run, ...]:
    if isinstance(slot, Sentence):
        return slot.runs(lang)
    if isinstance(slot, Text):
        return (slot.say(lang),)
    return (slot,) if isinstance(slot, Number | Nothing | str) else (str(slot),)
