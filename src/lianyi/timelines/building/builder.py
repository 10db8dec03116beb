"""One build of one store: people, words, segments, attributes, and its publication."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np

from lianyi.facts import snapshots
from lianyi.facts.current import Current
from lianyi.facts.durable import write_json
from lianyi.facts.workspace import Workspace
from lianyi.timelines import progress
from lianyi.timelines.arrays import open_arrays, write_arrays
from lianyi.timelines.building.attributes import attribute_sources, coded_attribute
from lianyi.timelines.building.facts import Facts, Rows, people_of
from lianyi.timelines.building.folders import Home
from lianyi.timelines.building.merging import Part, merge, to_merge
from lianyi.timelines.building.segment import SegmentBuilder
from lianyi.timelines.building.touched import Base, base_of
from lianyi.timelines.building.words import Coding, SharedHashError, Words, code_columns
from lianyi.timelines.declared import streams_declared
from lianyi.timelines.store import Array
from lianyi.timelines.streams import PLANS

SALTS = 4


def build_store(home: Home, name: str, workspace: Workspace, current: Current) -> None:
    """Build and publish the store `name` of the view `current`; the caller holds the lock."""
    snapshot = current.snapshot.number
    is_old = snapshot < snapshots.latest(workspace.lake).number
    for salt in range(SALTS):
        scratch = home.aside(home.folder)
        facts = Facts(current, scratch, salt)
        try:
            _Builder(home, name, facts, scratch, snapshot, is_temporary=is_old).run()
            return
        except SharedHashError:
            if salt == SALTS - 1:
                raise
        finally:
            facts.close()
            shutil.rmtree(scratch, ignore_errors=True)


class _Builder:
    def __init__(
        self,
        home: Home,
        name: str,
        facts: Facts,
        scratch: Path,
        snapshot: int,
        *,
        is_temporary: bool,
    ) -> None:
        import duckdb

        self._home = home
        self._name = name
        self._facts = facts
        self._scratch = scratch
        self._snapshot = snapshot
        self._is_temporary = is_temporary
        # Hashes are only comparable within one version of the engine that makes them.
        self._lineage = {
            "declared": streams_declared(),
            "engine": duckdb.__version__,
            "salt": facts.salt,
        }
        self._done = 0
        self._total = 0

    def run(self) -> None:
        """Build everything, then publish it."""
        progress.tell("people")
        people = people_of(self._facts)
        base = base_of(self._home, self._facts, people, self._lineage)
        progress.tell("words")
        coding = code_columns(self._facts, PLANS, _known(base))
        parts = self._whole(people, coding) if base is None else self._changed(base, coding)
        progress.tell("attributes")
        self._publish(self._merged(parts), coding)

    def _whole(self, people: Array, coding: Coding) -> list[Part]:
        """Build everybody."""
        rows = sum(self._facts.rows(s.view) for p in PLANS for s in self._facts.sources(p))
        return [self._segment(people, coding, rows, only_chosen=False)] if len(people) else []

    def _changed(self, base: Base, coding: Coding) -> list[Part]:
        """Keep the older segments without the people who changed, and gather those anew."""
        names = base.opened.manifest["segments"]
        older = [Part(*p) for p in zip(names, base.opened.arrays, base.alive, strict=True)]
        kept = [p for p in older if p.alive.any()]
        if not len(base.touched):
            return kept
        self._facts.narrow(base.touched)
        return [
            *kept,
            self._segment(base.touched, coding, base.touched_rows, only_chosen=True),
        ]

    def _segment(self, people: Array, coding: Coding, rows: int, *, only_chosen: bool) -> Part:
        self._done, self._total = 0, 2 * rows
        source = Rows(self._facts, only_chosen=only_chosen)
        builder = SegmentBuilder(source, people, coding, self._scratch, self._advance)
        return self._published(builder.build)

    def _merged(self, parts: list[Part]) -> list[Part]:
        chosen = to_merge(parts)
        if not chosen:
            return parts
        progress.tell("merging")
        merged = self._published(lambda path: merge(chosen, path))
        return [*(p for p in parts if p not in chosen), merged]

    def _published(self, write: Callable[[Path], None]) -> Part:
        """Let `write` write a segment aside and give it its name."""
        folder, name = self._home.aside(self._home.segments), secrets.token_hex(8)
        try:
            write(folder / "arrays")
            self._home.publish(folder, self._home.segments / name)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        arrays = open_arrays(self._home.segments / name / "arrays")
        return Part(name, arrays, np.ones(len(arrays["person_ids"]), np.bool_))

    def _advance(self, rows: int) -> None:
        self._done += rows
        progress.tell("rows", self._done, self._total)

    def _publish(self, parts: list[Part], coding: Coding) -> None:
        words = dict(coding.words)
        arrays = {f"alive/{n}": part.alive for n, part in enumerate(parts)}
        people = [p.arrays["person_ids"] for p in parts]
        attributes = attribute_sources(self._facts.views, self._facts.ask)
        for attribute, sql in attributes.items():
            words[attribute], codes = coded_attribute(self._facts, sql, people)
            arrays |= {f"attributes/{attribute}/{n}": c for n, c in enumerate(codes)}
        for column, word in words.items():
            arrays |= {f"words/{column}/{part}": a for part, a in word.arrays.items()}
        folder = self._home.aside(self._home.stores)
        write_arrays(folder / "arrays", arrays)
        manifest = {
            **self._lineage,
            "view": self._facts.folder.name,
            "snapshot": self._snapshot,
            "segments": [p.name for p in parts],
            "words": {c: w.width for c, w in words.items()},
            "attributes": list(attributes),
            "temporary": self._is_temporary,
        }
        write_json(folder / "store.json", manifest)
        self._home.publish(folder, self._home.stores / self._name)


def _known(base: Base | None) -> dict[str, Words]:
    """Return the words of an older store."""
    if base is None:
        return {}
    own, widths = base.opened.own, base.opened.manifest["words"]
    return {
        column: Words(
            **{n: own[f"words/{column}/{n}"] for n in ("text", "ends", "present", "hashes")},
            width=width,
        )
        for column, width in widths.items()
    }
