"""Personas: whom we sell to, as rules that the facts can confirm."""

from __future__ import annotations

from datetime import date

from lianyi.planning.model.base import Id, Line, Part


class Trait(Part):
    """One claim with its evidence: how many it rests on, from when, from where."""

    name: Line
    value: Line = ""
    n: int | None = None
    day: date | None = None
    source: Line = ""


class Persona(Part):
    """A persona. `segment` is a key of `segments.yaml` or a condition of the segment language."""

    id: Id
    name: Line
    segment: Line = ""
    traits: tuple[Trait, ...] = ()
    pains: tuple[Trait, ...] = ()
    needs: tuple[Trait, ...] = ()
    channels: tuple[Line, ...] = ()
