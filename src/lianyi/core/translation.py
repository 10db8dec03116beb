"""Texts that a user reads exist twice: Chinese first, English complete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or name in both languages.

    >>> Text("支付{n}单", "{n} orders paid").format(n=3).say("en")
    '3 orders paid'
    """

    zh: str
    en: str

    def say(self, lang: Lang) -> str:
        """Return the text in `lang`."""
        return self.zh if lang == "zh" else self.en

    def format(self, **facts: object) -> Text:
        """Fill `{name}` slots; a fact that is itself a Text is said in the language of its slot."""
        return Text(_fill(self.zh, "zh", facts), _fill(self.en, "en", facts))


def _fill(template: str, lang: Lang, facts: dict[str, object]) -> str:
    said = {k: v.say(lang) if isinstance(v, Text) else v for k, v in facts.items()}
    return template.format(**said)


def same(word: str) -> Text:
    """Return a text that reads the same in both languages (a code, a proper name)."""
    return Text(word, word)
