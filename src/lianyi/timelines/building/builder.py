"""One build of one store: dictionaries, people, segments, attributes, and its publication."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lianyi.facts import snapshots
from lianyi.facts.current import Current
from lianyi.facts.workspace import Workspace
from lianyi.timelines import progress
from lianyi.timelines.arrays import open_arrays, write_arrays
from lianyi.timelines.building.attributes import attribute_codes, sources_of
from lianyi.timelines.building.coding import Packed, code_column, columns_of, width_of
from lianyi.timelines.building.facts import Facts, people_sql
from lianyi.timelines.building.folders import Home
from lianyi.timelines.building.segment import Coding, SegmentBuilder
from lianyi.timelines.dictionary import Dictionary
from lianyi.timelines.ranks import ranks_of
from lianyi.timelines.store import Array
from lianyi.timelines.streams import PLANS

BUILD = 1
"""Raised whenever the same facts make other stores."""


def build_store(home: Home, name: str, workspace: Workspace, current: Current) -> None:
    """Build and publish the store `name` of the view `current`; the caller holds the lock."""
    scratch = home.aside(home.folder)
    facts = Facts(current, scratch)
    try:
        latest = snapshots.latest(workspace.lake).number
        _Builder(home, name, facts, scratch, is_temporary=current.snapshot.number < latest).run()
    finally:
        facts.close()
        shutil.rmtree(scratch, ignore_errors=True)


@dataclass(frozen=True)
class Part:
    """A segment of the store that is being built: its name, its people, and who of them is alive in it."""

    name: str
    person_ids: Array
    alive: Array


class _Builder:
    def __init__(
        self, home: Home, name: str, facts: Facts, scratch: Path, *, is_temporary: bool
    ) -> None:
        self._home = home
        self._name = name
        self._facts = facts
        self._scratch = scratch
        self._is_temporary = is_temporary
        self._words: dict[str, Packed] = {}
        self._done = 0
        self._total = 0

    def run(self) -> None:
        """Build everything, then publish it."""
        progress.tell("people")
        self._number_everybody()
        progress.tell("words")
        for column in columns_of(PLANS):
            self._words[column] = code_column(self._facts, PLANS, column, None)
        parts = [self._segment()]
        progress.tell("attributes")
        self._publish(parts)

    def _number_everybody(self) -> None:
        self._facts.con.execute(
            "CREATE OR REPLACE TEMP TABLE persons AS SELECT person_id, CAST(row_number() OVER (ORDER BY person_id) - 1 AS UINTEGER) AS person "
            f"FROM ({people_sql(self._facts)})"
        )

    def _coding(self) -> Coding:
        widths = {c: width_of(len(w["ends"])) for c, w in self._words.items() if len(w["ends"]) > 1}
        event = self._words["event"]
        words = Dictionary(event["text"], event["ends"], event["present"])
        return Coding(widths, ranks_of([words.value(code) for code in range(len(words))]))

    def _segment(self) -> Part:
        """Build a segment of everybody in `persons`."""
        name = secrets.token_hex(8)
        folder = self._home.aside(self._home.segments)
        self._done, self._total = (
            0,
            2 * sum(self._facts.rows(s.view) for plan in PLANS for s in self._facts.sources(plan)),
        )
        SegmentBuilder(self._facts, self._coding(), self._scratch, self._advance).build(
            folder / "arrays", PLANS
        )
        self._home.publish(folder, self._home.segments / name)
        ids = open_arrays(self._home.segments / name / "arrays")["person_ids"]
        return Part(name, ids, np.ones(len(ids), np.bool_))

    def _advance(self, rows: int) -> None:
        self._done += rows
        progress.tell("rows", self._done, self._total)

    def _publish(self, parts: list[Part]) -> None:
        words = dict(self._words)
        arrays = {f"alive/{n}": part.alive for n, part in enumerate(parts)}
        attributes = sources_of(self._facts)
        for attribute, sql in attributes.items():
            words[attribute], codes = attribute_codes(
                self._facts, sql, [p.person_ids for p in parts]
            )
            arrays |= {f"attribute/{attribute}/{n}": c for n, c in enumerate(codes)}
        for column, word in words.items():
            arrays |= {f"dictionary/{column}/{part}": a for part, a in word.items()}
        folder = self._home.aside(self._home.stores)
        write_arrays(folder / "arrays", arrays)
        _write(folder / "store.json", {
            "build": BUILD,
            "segments": [p.name for p in parts],
            "dictionaries": list(words),
            "attributes": list(attributes),
            "temporary": self._is_temporary,
        })  # fmt: skip
        self._home.publish(folder, self._home.stores / self._name)


def _write(path: Path, document: Mapping[str, Any]) -> None:
    from lianyi.facts.durable import write_json

    write_json(path, document)
