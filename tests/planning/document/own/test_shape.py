"""The tables of a plan hold every field of every model once, each with words, each table with a head of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from lianyi.core.translation import LANGS, same
from lianyi.planning.document.own.labels import BODY, NOUNS, PARENT, choice_name, field_name
from lianyi.planning.document.own.shape import Sheet, sheets
from lianyi.planning.model.base import Part
from lianyi.planning.model.plan import Plan

SHEETS = {sheet.key: sheet for sheet in sheets()}


def fields(part: type[Part], path: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield every single value in a plan by its path, walking the models on their own."""
    for name, field in part.model_fields.items():
        inner: Any = field.annotation
        listed = next((a for a in get_args(inner) if isinstance(a, type) and issubclass(a, Part)), None)  # fmt: skip
        if listed is part:
            continue
        if isinstance(inner, type) and issubclass(inner, Part):
            yield from fields(inner, (*path, name))
        elif listed is not None:
            yield from fields(listed, (*path, name))
        else:
            yield ".".join((*path, name))


def test_every_field_stands_in_exactly_one_column() -> None:
    found = [".".join((*s.path, *c.path)) for s in SHEETS.values() for c in (*s.body, *s.more)]
    assert Counter(found) == Counter(fields(Plan))


def test_every_table_has_a_head_of_its_own_in_both_languages() -> None:
    for lang in LANGS:
        heads = [h.say(lang) for s in SHEETS.values() for h in (s.head, s.more_head)]
        assert len(set(heads)) == len(heads)
    assert set(SHEETS) == set(NOUNS), "a table without words, or words without a table"
    assert set(BODY) <= set(SHEETS)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_columns_of_a_table_are_told_apart_by_their_heads(sheet: Sheet) -> None:
    for lang in LANGS:
        heads = [c.name.say(lang) for c in sheet.columns]
        heads += [PARENT.say(lang)] if sheet.has_tree else []
        assert len(set(heads)) == len(heads)


def test_every_field_and_every_choice_has_words_in_both_languages() -> None:
    columns = [c for s in SHEETS.values() for c in s.columns]
    assert [c.key for c in columns if field_name(c.path) == same(c.key) and c.key != "sku"] == []
    choices = {raw for c in columns for raw in c.choices if raw}
    known = {"kol", "koc", "ugc"}
    assert [raw for raw in sorted(choices - known) if choice_name(raw) == same(raw)] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_choices_of_a_column_are_told_apart_by_their_words(lang: Any) -> None:
    for sheet in SHEETS.values():
        for column in sheet.columns:
            words = [choice_name(raw).say(lang) for raw in column.choices]
            assert len(set(words)) == len(words), column.key
