"""What is known of a person as a whole: one code per person and attribute, for a whole store."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from lianyi.core.attributes import FIRST_OF_TABLE, PERSON_ATTRIBUTES, TABLE, attribute_named
from lianyi.timelines.building.facts import Facts, hash_of_text
from lianyi.timelines.building.lookup import Lookup
from lianyi.timelines.building.words import Words, words_of
from lianyi.timelines.store import Array

EVER = date.max
"""As of when: all that is known."""
MOST_NAMED = 16
MOST_VALUES = 50_000


Ask = Callable[[str], Sequence[tuple[Any, ...]]]
"""Runs one SELECT and returns all rows."""


def attribute_sources(views: Container[str], ask: Ask) -> dict[str, str]:
    """Return per attribute that is text and says little enough to group by: the select of (person_id, value).

    These are the registered ones, and the `MOST_NAMED` that most rows of the table `person_attributes` give.
    """
    registered = [a for a in PERSON_ATTRIBUTES if a.type == "text" and a.view in views]
    named = [attribute_named(f"{FIRST_OF_TABLE}{name}") for name in _names(views, ask)]
    sources = {a.key: a.select(EVER) for a in (*registered, *named)}
    return {key: sql for key, sql in sources.items() if _values(ask, sql) <= MOST_VALUES}


def _names(views: Container[str], ask: Ask) -> list[str]:
    if TABLE not in views:
        return []
    rows = ask(
        f"SELECT attribute FROM {TABLE} WHERE trim(attribute) <> '' GROUP BY attribute ORDER BY count(*) DESC, attribute LIMIT {MOST_NAMED}"
    )
    return [name for (name,) in rows]


def _values(ask: Ask, sql: str) -> int:
    return int(ask(f"SELECT count(DISTINCT CAST(value AS VARCHAR)) FROM ({sql})")[0][0])


def coded_attribute(facts: Facts, sql: str, people: Sequence[Array]) -> tuple[Words, list[Array]]:
    """Return the words of one attribute and, per segment, the codes of its `people`.

    `sql` gives (person_id, value); a person without a row, or with nothing in it, has code 0.
    """
    words = words_of(facts, f"SELECT CAST(value AS VARCHAR) AS value FROM ({sql})")
    rows = facts.arrays(
        f"SELECT CAST(person_id AS BIGINT) AS id, {hash_of_text('value', facts.salt)} AS hash "
        f"FROM ({sql}) WHERE person_id IS NOT NULL ORDER BY id"
    )
    codes = Lookup(words.hashes, words.width)[rows["hash"]]
    return words, [_placed(rows, codes, ids) for ids in people]


def _placed(rows: Mapping[str, Array], codes: Array, ids: Array) -> Array:
    placed = np.zeros(len(ids), codes.dtype)
    known = rows["id"]
    if len(known) and len(ids):
        places = np.minimum(np.searchsorted(known, ids), len(known) - 1)
        found = known[places] == ids
        placed[found] = codes[places[found]]
    return placed
