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
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from lianyi.core.errors import Issue
from lianyi.core.money import minor_digits
from lianyi.facts import snapshots
from lianyi.facts.lake import Manifest, Part, write_manifest
from lianyi.facts.vault import Vault
from lianyi.facts.workspace import Workspace
from lianyi.importers import bad_rows, dry_run, family
from lianyi.importers.cells import NOTES
from lianyi.importers.checks import MOST, broken, checks_of, either
from lianyi.importers.family import Answers
from lianyi.importers.job import Job
from lianyi.importers.mapping import Mapping
from lianyi.importers.naming import read_name
from lianyi.importers.outcome import Imported, Options
from lianyi.importers.reading.inputs import Input
from lianyi.importers.reading.refusals import issue_from_json
from lianyi.importers.reading.sandbox import OnProgress, Outcome, run_sandboxed
from lianyi.importers.reading.tables import ReadRequest
from lianyi.importers.recognise import Recognition
from lianyi.importers.remarks import remarks
from lianyi.importers.shape import shape
from lianyi.importers.store import (
    Scope,
    Typed,
    anonymous_file,
    connect,
    latest_moment,
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
    is_known: bool = True

    def run(self) -> Imported:
        """Import the sheet, or say why not; with `dry_run` nothing is written."""
        snapshot, manifest = self._standing()
        if manifest is None:
            with _nameless_files(self.temp) as fds:
                return self._import(fds)
        if self._is_told_otherwise(manifest):
            return replace(self, is_known=False).run()
        is_current = manifest.notes.get("reader") == family.READER
        if is_current and not self.options.dry_run and family.is_whole(self._lake, manifest):
            return Imported(self.source.name, self.sheet, "known", manifest, snapshot)
        return replace(self, options=_as_before(self.options, manifest), is_known=False).run()

    @cached_property
    def job(self) -> Job:
        """What to read from the sheet."""
        found = self.found
        where = (found.header_row, found.columns, found.headers, found.skip_rows)
        return Job(found.mapping, self.sheet, *where)

    @cached_property
    def own_id(self) -> str:
        """The identity of the file; what is told about it may add to that (see `family`)."""
        return self.job.import_id(self.source.sha256, self.store)

    @property
    def _lake(self) -> Path:
        return self.workspace.lake

    def _standing(self) -> tuple[int, Manifest | None]:
        """Return the newest snapshot and the import of this file that counts, if it can be read."""
        snapshot = snapshots.latest(self._lake)
        standing = family.standing_one(snapshot, self.own_id) if self.is_known else None
        manifest = family.readable(self._lake, standing) if standing else None
        return snapshot.number, manifest

    def _is_told_otherwise(self, manifest: Manifest) -> bool:
        """Whether the options say something else of the file than the import that counts."""
        as_of, covers = self.options.as_of, self.options.covers
        if as_of is not None and _moment(as_of, self._zone) != manifest.as_of:
            return True
        days = None if covers is None else tuple(day.isoformat() for day in covers)
        return days is not None and {(p.from_day, p.to_day) for p in manifest.parts} != {days}

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.workspace.zone)

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
        checks = checks_of(self.job, self.workspace.currency)
        if told.issues and not self.options.skip_bad and not checks:
            return told
        with closing(connect(self.temp)) as con:
            typed = self._typed(con, fds, outcome.value, either(checks))
            told = _and_broken(told, broken(con, checks, self.job, self.source.name))
            if told.issues and not self.options.skip_bad:
                return told
            return self._store(con, typed, told, outcome.value)

    def _child_args(self) -> dict[str, Any]:
        job = self.job
        request = ReadRequest(
            columns=tuple(sorted({*job.columns.values(), *job.leading})),
            sheet=job.sheet,
            header_row=job.header_row,
            header_rows=1 if job.header_row else 0,
            skip_rows=job.skip_rows,
            limits=self.options.limits.for_size(self.source.size_bytes),
        )
        plan = {
            "zone": self.workspace.zone, "minor_digits": minor_digits(self.workspace.currency),
            "cells": job.cell_plan, "hard": job.hard_bits, "named": job.named, "ids": job.ids, "temp": str(self.temp.resolve()),
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

    def _typed(self, con: Any, fds: Map[str, int], value: Map[str, Any], also_bad: str) -> Typed:
        """Make the view `typed` of the child's rows, and say how it was made."""
        group = next((o.per for o in self.job.mapping.outputs if o.per), ())
        typed = Typed(
            fds["typed"], self.job.header_row + 1, self.job.hard_bits, group,
            self.options.skip_bad, fds["rest"], value["split"], also_bad,
        )  # fmt: skip
        con.execute(f"CREATE TEMP VIEW typed AS SELECT * FROM {typed.relation()}")
        return typed

    def _store(self, con: Any, typed: Typed, told: Imported, value: Map[str, Any]) -> Imported:
        if told.issues and not _has_rows(con):
            return self._nothing_left(con, typed, told, value)
        if self.options.dry_run:
            return self._check(con, told, value)
        seal_people(con, self.vault, "typed", self._people())
        answers = self._answers(con)
        import_id = family.id_for(self._lake, self.own_id, answers)
        with family.writing(self.workspace.cache):
            manifest = self._kept(import_id)
            if manifest is None:
                manifest = self._manifest(con, self._lake, value, import_id, answers)
                write_manifest(self._lake, manifest)
        known = [p for p in self.job.mapping.links if {*p} <= set(self.job.columns)]
        at = self.now().isoformat(timespec="seconds")
        link_people(con, self.vault, known, import_id, at)
        bad_file = self._write_bad(con, typed, told, value) if told.issues else None
        before = family.standing_one(snapshots.latest(self._lake), self.own_id)
        snapshot = snapshots.commit(
            self._lake, f"import {import_id}", at, lambda s: family.instead(s, import_id)
        )
        return replace(
            told, status="imported", manifest=manifest, snapshot=snapshot.number,
            bad_file=bad_file, notes=(*told.notes, *remarks(con, self.job, manifest, self._lake)),
            replaces=None if before == import_id else before,
        )  # fmt: skip

    def _kept(self, import_id: str) -> Manifest | None:
        """Return the import that was kept under this id, where it is whole: it is not written again."""
        manifest = family.readable(self._lake, import_id)
        whole = manifest is not None and family.is_whole(self._lake, manifest)
        return manifest if whole else None

    def _nothing_left(
        self, con: Any, typed: Typed, told: Imported, value: Map[str, Any]
    ) -> Imported:
        """Every row is bad: they lie aside to be repaired, and nothing is imported."""
        is_trial = self.options.dry_run
        bad_file = None if is_trial else self._write_bad(con, typed, told, value)
        note = Issue("import.nothing_left", self.source.name, self.sheet)
        return replace(told, bad_file=bad_file, notes=(*told.notes, note))

    def _check(self, con: Any, told: Imported, value: Map[str, Any]) -> Imported:
        """A dry run: everything but the vault, the lake and the snapshot."""
        dry_run.recall_people(con, self.vault, "typed", self._people())
        with TemporaryDirectory(dir=self.temp, prefix=".aside-") as folder:
            answers = self._answers(con)
            import_id = family.id_for(self._lake, self.own_id, answers)
            manifest = self._manifest(con, Path(folder), value, import_id, answers)
            changes = dry_run.changes(con, self.workspace, manifest, Path(folder))
            notes = (*told.notes, *remarks(con, self.job, manifest, Path(folder)))
        dropped = dry_run.personal(self.found.unread)
        return replace(
            told,
            status="checked",
            manifest=manifest,
            notes=notes,
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
            self.options.lang,
        )
        wanted = typed.left_out(con)
        rejected = [int(r["row"]) for r in value["reading"]["rejected"]]
        return rows.write(self.workspace.folder / "bad", self.temp, [*wanted, *rejected])

    def _people(self) -> list[str]:
        cells = self.job.mapping.cells
        kinds = ("person", "phone")
        return [c.name for c in cells if c.kind in kinds and c.name in self.job.columns]

    def _manifest(
        self, con: Any, lake: Path, value: Map[str, Any], import_id: str, answers: Answers
    ) -> Manifest:
        """Write the fact files to `lake` and return the manifest that names them."""
        local = answers.as_of.replace(tzinfo=UTC).astimezone(self._zone)
        scope = Scope(self.workspace.zone, local.replace(tzinfo=None), answers.covers)
        job, mapping = self.job, self.job.mapping
        return Manifest(
            id=import_id, file=self.source.name, sheet=job.sheet, sha256=self.source.sha256,
            mapping=mapping.key, mapping_version=mapping.version, mapping_hash=job.mapping_hash,
            kind=mapping.kind, platform=mapping.platform, store=self.store,
            as_of=family.moment_text(answers.as_of), as_of_from=answers.as_of_from,
            imported_at=self.now().isoformat(timespec="seconds"), rows=value["rows"],
            skipped=value["skipped"], bad=value["bad_rows"],
            parts=tuple(self._parts(con, lake, import_id, scope)),
            notes={"scope_from_cells": _scope_from_cells(mapping), **answers.notes()},
        )  # fmt: skip

    def _parts(self, con: Any, lake: Path, import_id: str, scope: Scope) -> Iterator[Part]:
        for output in self.job.mapping.outputs:
            shaped = shape(self.job.mapping, output, set(self.job.columns), "typed", self.store)
            part = None if shaped is None else write_part(con, lake, import_id, shaped, scope)
            if part is not None:
                yield part

    def _answers(self, con: Any) -> Answers:
        """When the file was made and which days it covers, as far as that is told."""
        as_of, as_of_from = self._as_of(con)
        named = read_name(self.source.name).covers
        covers = self.options.covers or named
        covers_from = "given" if self.options.covers else "name" if named else "rows"
        place = (self.workspace.zone, self.workspace.currency)
        return Answers(as_of, as_of_from, covers, covers_from, *place)

    def _as_of(self, con: Any) -> tuple[datetime, str]:
        """When the file was made (UTC): told by the user, by its name, or by its latest moment or day."""
        if self.options.as_of is not None:
            return _utc(self.options.as_of, self._zone), "given"
        made = read_name(self.source.name).made_at
        if made is not None:
            return _utc(made, self._zone), "name"
        cells = {c.name: c.kind for c in self.job.mapping.cells if c.name in self.job.columns}
        latest = latest_moment(con, "typed", cells, self.workspace.zone)
        return (latest, "rows") if latest else (UNKNOWN_TIME, "unknown")


def _and_broken(told: Imported, more: Sequence[Issue]) -> Imported:
    """Return what the child told together with what the workspace refuses, by row, a thousand at most."""
    if not more:
        return told
    rows = {issue.row for issue in told.issues}
    every = sorted([*told.issues, *more], key=lambda i: (i.row or 0, i.column or ""))[:MOST]
    bad = told.facts["bad_rows"] + len({issue.row for issue in more} - rows)
    return replace(told, issues=tuple(every), facts={**told.facts, "bad_rows": bad})


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


def _as_before(options: Options, manifest: Manifest) -> Options:
    """Return `options` with what was told of the file when it was imported, so that it is read the same."""
    notes = manifest.notes
    if options.as_of is None and manifest.as_of_from == "given":
        as_of = datetime.fromisoformat(manifest.as_of).replace(tzinfo=UTC)
        options = replace(options, as_of=as_of)
    if options.covers is None and notes.get("covers_from") == "given":
        first, last = (date.fromisoformat(day) for day in notes["covers"])
        options = replace(options, covers=(first, last))
    return options


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    return family.moment_text(_utc(moment, zone))


def _utc(moment: datetime, zone: ZoneInfo) -> datetime:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC).replace(tzinfo=None)


def _scope_from_cells(mapping: Mapping) -> bool:
    named: Sequence[str] = ("platform", "store")
    return any(name in output.columns for output in mapping.outputs for name in named)
