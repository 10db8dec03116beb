"""Dictionaries: which number stands for which text. A number once given is never given to another text.

So segments that were built at different times agree, and a newer store only adds the texts that are new. Texts are told
apart by a hash of 64 bits; should two texts of a column ever share one, the build starts again with another hash.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from lianyi.timelines.building.facts import Facts, hash_of_text, text_sql
from lianyi.timelines.building.lookup import Lookup
from lianyi.timelines.dictionary import packed
from lianyi.timelines.ranks import ranks_of
from lianyi.timelines.store import Array
from lianyi.timelines.streams import StreamPlan

BATCH = 200_000


class SharedHashError(Exception):
    """Two texts of one column have the same hash."""


@dataclass(frozen=True)
class Words:
    """The texts of one column: `Dictionary`'s three arrays, the hash of every text, and the type of its codes."""

    text: Array
    ends: Array
    present: Array
    hashes: Array
    width: str

    def __len__(self) -> int:
        return len(self.ends)

    @property
    def arrays(self) -> dict[str, Array]:
        """What is written down."""
        return {
            "text": self.text,
            "ends": self.ends,
            "present": self.present,
            "hashes": self.hashes,
        }


@dataclass(frozen=True)
class Coding:
    """What the codes of a build are: the words of every text column, and the rank of every event."""

    words: Mapping[str, Words]
    ranks: Array
    lookups: dict[str, Lookup] = field(default_factory=dict)

    def has(self, column: str) -> bool:
        """Whether any fact fills the column."""
        return len(self.words[column]) > 1

    def codes(self, column: str, hashes: Array) -> Array:
        """Return the codes of texts by their hashes."""
        if column not in self.lookups:
            words = self.words[column]
            self.lookups[column] = Lookup(words.hashes, words.width)
        return self.lookups[column][hashes]


def code_columns(facts: Facts, plans: Sequence[StreamPlan], known: Mapping[str, Words]) -> Coding:
    """Return the words of every text column; `known` ones keep their codes."""
    columns = dict.fromkeys(c for plan in plans for c in plan.text)
    return coding_of({c: _words(facts, text_sql(facts, plans, c), known.get(c)) for c in columns})


def coding_of(words: Mapping[str, Words]) -> Coding:
    """Return the codes of a build from the words of every text column."""
    return Coding(words, ranks_of(_values(words["event"])))


def words_of(facts: Facts, sql: str | None) -> Words:
    """Return the words of a select of `value`, in the order of the texts; None is a column that no fact fills."""
    return _words(facts, sql, None)


def _words(facts: Facts, sql: str | None, known: Words | None) -> Words:
    if known is None:
        (nothing,) = facts.con.execute(f"SELECT {hash_of_text(chr(39) * 2, facts.salt)}").fetchone()
        known = Words(*packed([""]), np.ones(1, np.bool_), np.array([nothing], np.uint64), "")
    if sql is None:
        return replace(
            known, present=known.hashes == known.hashes[0], width=_width(len(known), known.width)
        )
    facts.con.execute(
        f"CREATE OR REPLACE TEMP TABLE found AS SELECT value, {hash_of_text('value', facts.salt)} AS hash "
        f"FROM (SELECT DISTINCT value FROM ({sql}) WHERE value <> '')"
    )
    present = facts.arrays("SELECT hash FROM found")["hash"]
    if len(known) == 1:
        fresh = "SELECT value, hash FROM found ORDER BY value"
    else:
        new = np.setdiff1d(present, known.hashes)
        facts.con.execute(
            "CREATE OR REPLACE TEMP TABLE fresh AS SELECT unnest(CAST(? AS UBIGINT[])) AS hash",
            [new.tolist()],
        )
        fresh = "SELECT value, hash FROM found SEMI JOIN fresh USING (hash) ORDER BY value"
    text, ends, hashes = [known.text], [known.ends], [known.hashes]
    for values, more in _batches(facts, fresh):
        data, stops = packed(values)
        text.append(data)
        ends.append(stops + int(ends[-1][-1]))
        hashes.append(more)
    every = np.concatenate(hashes)
    if len(np.unique(every)) < len(every) or len(np.unique(present)) < len(present):
        raise SharedHashError
    return Words(
        np.concatenate(text),
        np.concatenate(ends),
        np.isin(every, present) | (every == known.hashes[0]),
        every,
        _width(len(every), known.width),
    )


def _batches(facts: Facts, sql: str) -> Iterator[tuple[list[str], Array]]:
    cursor = facts.con.execute(sql)
    while rows := cursor.fetchmany(BATCH):
        yield [value for value, _ in rows], np.array([hashed for _, hashed in rows], np.uint64)


def _values(words: Words) -> list[str]:
    data, ends = words.text.tobytes(), words.ends.tolist()
    return [data[a + 1 : b].decode() for a, b in zip([0, *ends[:-1]], ends, strict=True)]


def _width(values: int, before: str) -> str:
    """Return the type of the codes of so many texts.

    `before` is the type that older segments have and is kept as long as it will do: kernels compile once per type.
    A new one has room to grow.
    """
    if before and values <= np.iinfo(before).max + 1:
        return before
    return "u1" if values <= 192 else "u2" if values <= 49_152 else "u4"
