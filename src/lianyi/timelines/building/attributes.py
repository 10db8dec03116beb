"""What is known of a person as a whole: one code per person and attribute, for a whole store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from lianyi.timelines.building.coding import Packed, width_of
from lianyi.timelines.building.facts import Facts
from lianyi.timelines.dictionary import packed
from lianyi.timelines.store import Array

_PEOPLE = ("first_channel", "first_platform", "province")


def sources_of(facts: Facts) -> dict[str, str]:
    """Return per attribute the select of (person_id, value)."""
    return {
        name: f"SELECT person_id, {name} AS value FROM {facts.file('people')}"
        for name in _PEOPLE
        if facts.has("people")
    }


def attribute_codes(facts: Facts, sql: str, people: Sequence[Array]) -> tuple[Packed, list[Array]]:
    """Return the dictionary and, per segment, the codes of one attribute.

    `sql` gives (person_id, value); a person without a row, or with a null or empty one, has code 0.
    """
    facts.con.execute(
        "CREATE OR REPLACE TEMP TABLE valued AS SELECT CAST(person_id AS BIGINT) AS person_id, CAST(value AS VARCHAR) AS value "
        f"FROM ({sql}) WHERE person_id IS NOT NULL AND value IS NOT NULL"
    )
    values = [""] + [v for (v,) in facts.con.execute("SELECT DISTINCT value FROM valued WHERE value <> '' ORDER BY value").fetchall()]  # fmt: skip
    facts.con.execute(
        "CREATE OR REPLACE TEMP TABLE value_codes AS SELECT unnest(CAST(? AS VARCHAR[])) AS value, unnest(range(?)) AS code",
        [values, len(values)],
    )
    rows = facts.arrays(
        "SELECT person_id, code FROM valued JOIN value_codes USING (value) ORDER BY person_id"
    )
    text, ends = packed(values)
    dictionary = {"text": text, "ends": ends, "present": np.ones(len(values), np.bool_)}
    return dictionary, [_placed(rows, ids, width_of(len(values))) for ids in people]


def _placed(rows: Mapping[str, Array], ids: Array, dtype: str) -> Array:
    codes = np.zeros(len(ids), dtype)
    known = rows["person_id"]
    if len(known) and len(ids):
        places = np.minimum(np.searchsorted(known, ids), len(known) - 1)
        found = known[places] == ids
        codes[found] = rows["code"][places[found]]
    return codes
