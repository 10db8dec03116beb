"""What is known of a person as a whole: one code per person and attribute, for a whole store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from lianyi.timelines.building.facts import Facts, hash_of_text
from lianyi.timelines.building.lookup import Lookup
from lianyi.timelines.building.words import Words, words_of
from lianyi.timelines.store import Array

_PEOPLE = ("first_channel", "first_platform", "province")


def attribute_sources(facts: Facts) -> dict[str, str]:
    """Return per attribute the select of (person_id, value)."""
    return {
        name: f"SELECT person_id, {name} AS value FROM {facts.file('people')}"
        for name in _PEOPLE
        if facts.has("people")
    }


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
