"""What stores depend on besides the facts: how streams are declared, how rows are ordered, what is kept of persons."""

from __future__ import annotations

from hashlib import blake2b

from lianyi.core.attributes import PERSON_ATTRIBUTES
from lianyi.timelines.ranks import STAGES
from lianyi.timelines.streams import PEOPLE, PLANS

FORMAT = 1
"""Raised whenever the same declarations make other files."""


def streams_declared() -> str:
    """Return a short name for the streams: segments of one name can stand in one store."""
    return _short(repr((FORMAT, PLANS, PEOPLE, STAGES)))


def stores_declared() -> str:
    """Return a short name for all that is declared: a store of this name has what is asked of stores today."""
    attributes = [(a.key, a.type, a.view, a.sql) for a in PERSON_ATTRIBUTES]
    return _short(f"{streams_declared()}{attributes}")


def _short(text: str) -> str:
    return blake2b(text.encode(), digest_size=6).hexdigest()
