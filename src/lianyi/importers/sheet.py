"""The import of one recognised sheet: read and type in the child, seal, shape, commit.

```
child: text ─► typed cells ─► issues ─► refuse
parent:            └► people sealed ─► fact files ─► manifest ─► snapshot
```
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Map
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from lianyi.core.errors import Issue
from lianyi.core.money import minor_digits
from lianyi.facts import snapshots
from lianyi.facts.lake import Manifest, Part, read_manifest, write_manifest
from lianyi.facts.vault import Vault
from lianyi.facts.workspace import Workspace
from lianyi.importers import bad_rows, dry_run
from lianyi.importers.cells import NOTES
from lianyi.importers.job import Job
from lianyi.importers.mapping import Mapping
from lianyi.importers.naming import read_name
from lianyi.importers.outcome import Imported, Options
from lianyi.importers.reading.inputs import Input
from lianyi.importers.reading.refusals import issue_from_json
from lianyi.importers.reading.sandbox import OnProgress, Outcome, run_sandboxed
from lianyi.importers.reading.tables import ReadRequest
from lianyi.importers.recognise import Recognition
from lianyi.importers.shape import shape
from lianyi.importers.store import (
    Scope,
    Typed,
    anonymous_file,
    connect,
    latest_instant,
    link_people,
    seal_people,
    write_part,
)

READ = "lianyi.importers.intake:read_and_type"
UNKNOWN_TIME = datetime(1970, 1, 1)


@dataclass(frozen=True)
class SheetImport:
    """One sheet of one file on its way into the lake; `fd` is the open file."""

    workspace: Workspace
    vault: Vault
    source: Input
    fd: int
    sheet: str | None
    found: Recognition
    store: str
    options: Options
    now: Callable[[], datetime]
    on_progress: OnProgress | None = None

    def run(self) -> Imported:
        """Import the sheet, or say why not; with `dry_run` nothing is written."""
        standing = snapshots.latest(self.workspace.lake)
        if self.import_id in standing.imports and not self.options.dry_run:
            manifest = read_manifest(self.workspace.lake, self.import_id)
            return Imported(self.source.name, self.sheet, "known", manifest, standing.number)
        with _nameless_files(self.temp) as fds:
            return self._import(fds)

    @cached_property
    def job(self) -> Job:
        """What to read from the sheet."""
        found = self.found
        where = (found.header_row, found.columns, found.headers, found.skip_rows)
        return Job(found.mapping, self.sheet, *where)

    @cached_property
    def import_id(self) -> str:
        """The identity of this import."""
        return self.job.import_id(self.source.sha256, self.store)

    @property
    def temp(self) -> Path:
        """Where unfinished files lie; nothing in it has a name."""
        return self.workspace.cache / "temp"

    def _import(self, fds: Map[str, int]) -> Imported:
        limits = self.options.limits.for_size(self.source.size_bytes)
        files = {"input": self.fd, **fds}
        outcome = run_sandboxed(
            READ, self._child_args(), files, limits, self.on_progress, file=self.source.name
        )
        if outcome.issue is not None:
            issues: tuple[Issue, ...] = (outcome.issue,)
            return Imported(self.source.name, self.sheet, "refused", issues=issues)
        told = self._told(outcome)
        if told.issues and not self.options.skip_bad:
            return told
        with closing(connect(self.temp)) as con:
            return self._store(con, self._typed(con, fds, outcome.value), told, outcome.value)

    def _child_args(self) -> dict[str, Any]:
        job = self.job
        request = ReadRequest(
            columns=tuple(sorted(set(job.columns.values()))),
            sheet=job.sheet,
            header_row=job.header_row,
            header_rows=1 if job.header_row else 0,
            skip_rows=job.skip_rows,
            limits=self.options.limits.for_size(self.source.size_bytes),
        )
        plan = {
            "zone": self.workspace.zone, "minor_digits": minor_digits(self.workspace.currency),
            "cells": job.cell_plan, "hard": job.hard_bits, "anchor": job.anchor, "temp": str(self.temp.resolve()),
            "threads": min(4, os.cpu_count() or 1),
        }  # fmt: skip
        return {"name": self.source.name, "request": request.to_json(), "convert": plan}

    def _told(self, outcome: Outcome) -> Imported:
        """What the child found, as a refusal that may still become an import."""
        value = outcome.value
        shape_issues = [issue_from_json(i) for i in value["reading"]["issues"]]
        cells = [
            self.job.issue(row, index, raw, self.source.name)
            for row, index, raw in value["problems"]
        ]
        every = sorted([*shape_issues, *cells], key=lambda i: (i.row or 0, i.column or ""))
        notes = [issue_from_json(i) for i in value["reading"]["notes"]]
        facts = {
            "rows": value["rows"], "skipped": value["skipped"],
            "bad_rows": value["bad_rows"] + value["reading"]["issue_count"],
            "peak_rss_mb": round(outcome.peak_rss_mb, 1), "seconds": round(outcome.seconds, 3),
        }  # fmt: skip
        return Imported(
            self.source.name,
            self.sheet,
            "refused",
            issues=tuple(i for i in every if i.code not in NOTES),
            notes=(*notes, *(i for i in every if i.code in NOTES)),
            unread=self.found.unread,
            facts=facts,
        )

    def _typed(self, con: Any, fds: Map[str, int], value: Map[str, Any]) -> Typed:
        """Make the view `typed` of the child's rows, and say how it was made."""
        group = next((o.per for o in self.job.mapping.outputs if o.per), ())
        typed = Typed(
            fds["typed"], self.job.header_row + 1, self.job.hard_bits, group,
            self.options.skip_bad, fds["rest"], value["split"],
        )  # fmt: skip
        con.execute(f"CREATE TEMP VIEW typed AS SELECT * FROM {typed.relation()}")
        return typed

    def _store(self, con: Any, typed: Typed, told: Imported, value: Map[str, Any]) -> Imported:
        if told.issues and not _has_rows(con):
            return told
        if self.options.dry_run:
            return self._check(con, told, value)
        seal_people(con, self.vault, "typed", self._people())
        manifest = self._manifest(con, self.workspace.lake, value)
        known = [p for p in self.job.mapping.links if {*p} <= set(self.job.columns)]
        link_people(con, self.vault, known, self.import_id, manifest.imported_at)
        bad_file = self._write_bad(con, typed, told, value) if told.issues else None
        write_manifest(self.workspace.lake, manifest)
        snapshot = snapshots.commit(
            self.workspace.lake, f"import {self.import_id}", manifest.imported_at, self._added
        )
        return replace(
            told, status="imported", manifest=manifest, snapshot=snapshot.number, bad_file=bad_file
        )

    def _check(self, con: Any, told: Imported, value: Map[str, Any]) -> Imported:
        """A dry run: everything but the vault, the lake and the snapshot."""
        dry_run.recall_people(con, self.vault, "typed", self._people())
        with TemporaryDirectory(dir=self.temp, prefix=".aside-") as folder:
            manifest = self._manifest(con, Path(folder), value)
            changes = dry_run.changes(con, self.workspace, manifest, Path(folder))
        dropped = dry_run.personal(self.found.unread)
        return replace(
            told,
            status="checked",
            manifest=manifest,
            changes={**changes, "personal_columns_dropped": dropped},
        )

    def _write_bad(
        self, con: Any, typed: Typed, told: Imported, value: Map[str, Any]
    ) -> Path | None:
        rows = bad_rows.BadRows(
            self.source.name,
            self.fd,
            self.job,
            told.issues,
            self._child_args(),
            self.options.limits,
        )
        wanted = typed.left_out(con)
        rejected = [int(r["row"]) for r in value["reading"]["rejected"]]
        return rows.write(self.workspace.folder / "bad", self.temp, [*wanted, *rejected])

    def _people(self) -> list[str]:
        cells = self.job.mapping.cells
        kinds = ("person", "phone")
        return [c.name for c in cells if c.kind in kinds and c.name in self.job.columns]

    def _manifest(self, con: Any, lake: Path, value: Map[str, Any]) -> Manifest:
        """Write the fact files to `lake` and return the manifest that names them."""
        as_of, as_of_from = self._as_of(con)
        local = as_of.replace(tzinfo=UTC).astimezone(ZoneInfo(self.workspace.zone))
        covers = self.options.covers or read_name(self.source.name).covers
        scope = Scope(self.workspace.zone, local.replace(tzinfo=None), covers)
        job, mapping = self.job, self.job.mapping
        return Manifest(
            id=self.import_id, file=self.source.name, sheet=job.sheet, sha256=self.source.sha256,
            mapping=mapping.key, mapping_version=mapping.version, mapping_hash=job.mapping_hash,
            kind=mapping.kind, platform=mapping.platform, store=self.store,
            as_of=as_of.isoformat(sep=" ", timespec="microseconds"), as_of_from=as_of_from,
            imported_at=self.now().isoformat(timespec="seconds"), rows=value["rows"],
            skipped=value["skipped"], bad=value["bad_rows"],
            parts=tuple(self._parts(con, lake, scope)),
            notes={"scope_from_cells": _scope_from_cells(mapping)},
        )  # fmt: skip

    def _parts(self, con: Any, lake: Path, scope: Scope) -> Iterator[Part]:
        for output in self.job.mapping.outputs:
            shaped = shape(self.job.mapping, output, set(self.job.columns), "typed", self.store)
            part = None if shaped is None else write_part(con, lake, self.import_id, shaped, scope)
            if part is not None:
                yield part

    def _as_of(self, con: Any) -> tuple[datetime, str]:
        """When the file was made (UTC): told by the user, by its name, or by its latest moment."""
        zone = ZoneInfo(self.workspace.zone)
        if self.options.as_of is not None:
            return _utc(self.options.as_of, zone), "given"
        made = read_name(self.source.name).made_at
        if made is not None:
            return _utc(made, zone), "name"
        cells = {
            c.name: c.kind
            for c in self.job.mapping.cells
            if c.kind == "instant" and c.name in self.job.columns
        }
        latest = latest_instant(con, "typed", cells)
        return (latest, "rows") if latest else (UNKNOWN_TIME, "unknown")

    def _added(self, snapshot: snapshots.Snapshot) -> tuple[str, ...] | None:
        known = self.import_id in snapshot.imports
        return None if known else (*snapshot.imports, self.import_id)


@contextmanager
def _nameless_files(temp: Path) -> Iterator[dict[str, int]]:
    fds: dict[str, int] = {}
    try:
        for name in ("typed", "rest"):
            fds[name] = anonymous_file(temp)
        yield fds
    finally:
        for fd in fds.values():
            os.close(fd)


def _has_rows(con: Any) -> bool:
    return con.execute("SELECT 1 FROM typed WHERE NOT _out LIMIT 1").fetchone() is not None


def _utc(moment: datetime, zone: ZoneInfo) -> datetime:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC).replace(tzinfo=None)


def _scope_from_cells(mapping: Mapping) -> bool:
    named: Sequence[str] = ("platform", "store")
    return any(name in output.columns for output in mapping.outputs for name in named)
