"""Dictionaries: which number stands for which text. A number once given is never given to another text.

So segments that were built at different times agree, and a new store only adds the texts that are new.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from lianyi.timelines.building.facts import Facts, text_sql
from lianyi.timelines.dictionary import Dictionary, packed
from lianyi.timelines.store import Array
from lianyi.timelines.streams import StreamPlan

BATCH = 200_000
Packed = dict[str, Array]
"""`text`, `ends`, `present`: what `Dictionary` is made of."""


def columns_of(plans: Sequence[StreamPlan]) -> list[str]:
    """Return every text column once."""
    return list(dict.fromkeys(c for plan in plans for c in plan.text))


def code_column(
    facts: Facts, plans: Sequence[StreamPlan], column: str, known: Dictionary | None
) -> Packed:
    """Make the table `code_<column> (value, code)` and return the dictionary; `known` texts keep their codes."""
    con = facts.con
    con.execute(f"CREATE OR REPLACE TEMP TABLE code_{column} (value VARCHAR, code UINTEGER)")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE found AS SELECT DISTINCT value FROM ({text_sql(facts, plans, column)}) WHERE value <> ''"
    )
    before = [""] if known is None else known
    size = len(before)
    for first in range(1, size, BATCH):
        codes = range(first, min(first + BATCH, size))
        con.execute(
            f"INSERT INTO code_{column} SELECT unnest(CAST(? AS VARCHAR[])), unnest(range({codes.start}, {codes.stop}))",
            [[_value(before, c) for c in codes]],
        )
    con.execute(
        f"INSERT INTO code_{column} SELECT value, row_number() OVER (ORDER BY value) + {size - 1} "
        f"FROM found ANTI JOIN code_{column} USING (value)"
    )
    return _packed(facts, column)


def _value(before: Sequence[str], code: int) -> str:
    """Return a text that has a code, also where no fact of that store had it any more."""
    return before.value(code) if isinstance(before, Dictionary) else before[code]


def _packed(facts: Facts, column: str) -> Packed:
    total = int(facts.con.execute(f"SELECT count(*) FROM code_{column}").fetchone()[0]) + 1
    text, ends, end = [], [], 0
    for values in _batches(facts, column, total):
        data, stops = packed(values)
        text.append(data)
        ends.append(stops + end)
        end += len(data)
    present = np.zeros(total, np.bool_)
    found = facts.arrays(f"SELECT code FROM code_{column} SEMI JOIN found USING (value)")
    present[found["code"]] = True
    present[0] = True
    return {"text": np.concatenate(text), "ends": np.concatenate(ends), "present": present}


def _batches(facts: Facts, column: str, total: int) -> Iterator[list[str]]:
    yield [""]
    for first in range(1, total, BATCH):
        rows = facts.con.execute(
            f"SELECT value FROM code_{column} WHERE code >= {first} AND code < {first + BATCH} ORDER BY code"
        ).fetchall()
        yield [value for (value,) in rows]


def width_of(values: int, before: str | None = None) -> str:
    """Return the type of a column with so many values.

    `before` is the type that older segments have and is kept as long as it will do: kernels compile once per type.
    A new one has room to grow.
    """
    if before is not None and values <= np.iinfo(before).max + 1:
        return before
    return "u1" if values <= 192 else "u2" if values <= 49_152 else "u4"
