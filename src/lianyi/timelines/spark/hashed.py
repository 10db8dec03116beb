"""Which part of all people somebody is in: the same number in SQL and here, whoever else is there."""

from __future__ import annotations

from lianyi.timelines.store import Array

PRIME = 2_147_483_647
FACTOR = (
    48_271  # Park & Miller 1993: a multiplier whose powers run through all residues of the prime
)


def part_sql(person: str, parts: int) -> str:
    """Return Spark SQL (int) for the part of a person id; no step of it leaves 64 bits."""
    return f"CAST(pmod(pmod({person}, {PRIME}) * {FACTOR}, {PRIME}) % {parts} AS INT)"


def part_of(person_ids: Array, parts: int) -> Array:
    """Return the part (int64) of each of some person ids."""
    found: Array = person_ids % PRIME * FACTOR % PRIME % parts
    return found
