"""One import from file to snapshot: look, recognise, read, check, shape, commit.

Nothing is visible until the last step: a kill at any moment leaves all of an import or none of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping as Map, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lianyi.core.errors import Issue
from lianyi.core.money import minor_digits
from lianyi.facts import snapshots
from lianyi.facts.lake import Manifest, Part, read_manifest, write_manifest
from lianyi.facts.vault import Vault
from lianyi.facts.workspace import Workspace
from lianyi.importers.cells import NOTES
from lianyi.importers.job import Job
from lianyi.importers.mapping import Mapping
from lianyi.importers.naming import read_name
from lianyi.importers.reading.inputs import Input
from lianyi.importers.reading.limits import DEFAULT_LIMITS, Limits
from lianyi.importers.reading.refusals import issue_from_json
from lianyi.importers.reading.sandbox import OnProgress, run_sandboxed
from lianyi.importers.reading.tables import ReadRequest, SheetPreview
from lianyi.importers.recognise import Recognition, Unrecognised, recognise
from lianyi.importers.shape import shape
from lianyi.importers.store import (
    Scope,
    Typed,
    anonymous_file,
    connect,
    latest_instant,
    seal_people,
    write_part,
)

LOOK = "lianyi.importers.intake:look"
READ = "lianyi.importers.intake:read_and_type"


@dataclass(frozen=True)
class Options:
    """How the user asked for an import."""

    store: str | None = None
    kind: str | None = None
    as_of: datetime | None = None
    covers: tuple[date, date] | None = None
    mappings: tuple[Mapping, ...] = ()
    skip_bad: bool = False
    dry_run: bool = False
    limits: Limits = DEFAULT_LIMITS


@dataclass(frozen=True)
class Imported:
    """What came of one sheet. `status`: imported, known (nothing to do), refused, checked (dry run)."""

    file: str
    sheet: str | None
    status: str
    manifest: Manifest | None = None
    snapshot: int | None = None
    issues: tuple[Issue, ...] = ()
    notes: tuple[Issue, ...] = ()
    unread: tuple[str, ...] = ()
    changes: Map[str, Any] = field(default_factory=dict)
    bad_file: Path | None = None
    facts: Map[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Importer:
    """Imports files into one workspace; `now` is the moment to write down as import time (UTC)."""

    workspace: Workspace
    vault: Vault
    mappings: Sequence[Mapping]
    now: Callable[[], datetime]
    on_progress: OnProgress | None = None

    def import_input(self, source: Input, options: Options) -> list[Imported]:
        """Import every sheet of `source` that is recognised; sheets that are not come back as refused."""
        if source.issue is not None:
            return [Imported(source.name, None, "refused", issues=(source.issue,))]
        with source.open() as file:
            previews, issue = self._look(source, file.fileno(), options)
            if issue is not None:
                return [Imported(source.name, None, "refused", issues=(issue,))]
            found = [
                (p, self._recognise(p, source.name, options))
                for p in previews
                if any(map(any, p.rows))
            ]
            good = [(p, r) for p, r in found if isinstance(r, Recognition)]
            if not good:
                return _refused(source, found)
            return [self._import_sheet(source, file.fileno(), r, p, options) for p, r in good]

    def _look(
        self, source: Input, fd: int, options: Options
    ) -> tuple[list[SheetPreview], Issue | None]:
        limits = options.limits.for_size(source.size_bytes)
        outcome = run_sandboxed(
            LOOK,
            {"name": source.name, "limits": asdict(limits)},
            {"input": fd},
            limits,
            file=source.name,
        )
        if outcome.issue is not None:
            return [], outcome.issue
        return [SheetPreview.from_json(p) for p in outcome.value], None

    def _recognise(
        self, preview: SheetPreview, file: str, options: Options
    ) -> Recognition | Unrecognised:
        known = options.mappings or self.mappings
        return recognise(preview.rows, known, kind=options.kind, file=file, sheet=preview.sheet)

    def _import_sheet(
        self, source: Input, fd: int, found: Recognition, preview: SheetPreview, options: Options
    ) -> Imported:
        job = Job(
            found.mapping,
            preview.sheet,
            found.header_row,
            found.columns,
            found.headers,
            found.skip_rows,
        )
        store = options.store or self._remembered_store(found.mapping.platform)
        import_id = job.import_id(source.sha256, store)
        standing = snapshots.latest(self.workspace.lake)
        if import_id in standing.imports and not options.dry_run:
            manifest = read_manifest(self.workspace.lake, import_id)
            return Imported(source.name, preview.sheet, "known", manifest, standing.number)
        fds = [anonymous_file(self.workspace.cache / "temp") for _ in range(2)]
        try:
            return self._type_and_store(source, fd, fds, job, store, import_id, options, found)
        finally:
            for typed_fd in fds:
                os.close(typed_fd)

    def _type_and_store(
        self,
        source: Input,
        fd: int,
        typed_fds: list[int],
        job: Job,
        store: str,
        import_id: str,
        options: Options,
        found: Recognition,
    ) -> Imported:
        limits = options.limits.for_size(source.size_bytes)
        args = self._child_args(source, job, limits)
        outcome = run_sandboxed(
            READ,
            args,
            {"input": fd, "typed": typed_fds[0], "rest": typed_fds[1]},
            limits,
            self.on_progress,
            file=source.name,
        )
        if outcome.issue is not None:
            return Imported(source.name, job.sheet, "refused", issues=(outcome.issue,))
        issues, notes = self._issues(outcome.value, job, source.name)
        told = Imported(
            source.name,
            job.sheet,
            "refused",
            issues=tuple(issues),
            notes=tuple(notes),
            unread=found.unread,
            facts=_counts(outcome),
        )
        if issues and not options.skip_bad:
            return told
        manifest = self._store(source, typed_fds, job, store, import_id, options, outcome.value)
        if options.dry_run:
            return _with(told, status="checked", manifest=manifest)
        at = self.now().isoformat(timespec="seconds")
        snapshot = snapshots.commit(
            self.workspace.lake, f"import {import_id}", at, lambda s: _added(s, import_id)
        )
        return _with(told, status="imported", manifest=manifest, snapshot=snapshot.number)

    def _child_args(self, source: Input, job: Job, limits: Limits) -> dict[str, Any]:
        temp = self.workspace.cache / "temp"
        request = ReadRequest(
            columns=tuple(sorted(set(job.columns.values()))),
            sheet=job.sheet,
            header_row=job.header_row,
            header_rows=1 if job.header_row else 0,
            skip_rows=job.skip_rows,
            limits=limits,
        )
        plan = {
            "zone": self.workspace.zone, "minor_digits": minor_digits(self.workspace.currency), "cells": job.cell_plan,
            "anchor": job.anchor, "temp": str(temp.resolve()), "threads": min(4, os.cpu_count() or 1),
        }  # fmt: skip
        return {"name": source.name, "request": request.to_json(), "convert": plan}

    def _issues(self, told: Map[str, Any], job: Job, file: str) -> tuple[list[Issue], list[Issue]]:
        found = [issue_from_json(i) for i in told["reading"]["issues"]]
        cells = [job.issue(row, index, raw, file) for row, index, raw in told["problems"]]
        every = sorted([*found, *cells], key=lambda i: (i.row or 0, i.column or ""))
        return [i for i in every if i.code not in NOTES], [i for i in every if i.code in NOTES]

    def _store(
        self,
        source: Input,
        typed_fds: list[int],
        job: Job,
        store: str,
        import_id: str,
        options: Options,
        told: Map[str, Any],
    ) -> Manifest:
        con = connect(self.workspace.cache / "temp")
        group = next((o.per for o in job.mapping.outputs if o.per), ())
        typed = Typed(
            typed_fds[0],
            job.header_row + 1,
            job.hard_bits,
            group,
            options.skip_bad,
            typed_fds[1],
            told["split"],
        )
        con.execute(f"CREATE TEMP VIEW typed AS SELECT * FROM {typed.relation()}")
        people = [
            c.name
            for c in job.mapping.cells
            if c.kind in ("person", "phone") and c.name in job.columns
        ]
        if not options.dry_run:
            seal_people(con, self.vault, "typed", people)
        else:
            con.execute("CREATE TEMP TABLE people (value VARCHAR, id BIGINT)")
        as_of, as_of_from = self._as_of(con, job, source.name, options)
        local = as_of.replace(tzinfo=UTC).astimezone(ZoneInfo(self.workspace.zone))
        scope = Scope(
            self.workspace.zone,
            local.replace(tzinfo=None),
            options.covers or read_name(source.name).covers,
        )
        parts = self._write_parts(con, job, store, import_id, scope, options)
        con.close()
        manifest = Manifest(
            id=import_id, file=source.name, sheet=job.sheet, sha256=source.sha256, mapping=job.mapping.key,
            mapping_version=job.mapping.version, mapping_hash=job.mapping_hash, kind=job.mapping.kind,
            platform=job.mapping.platform, store=store, as_of=as_of.isoformat(sep=" ", timespec="microseconds"), as_of_from=as_of_from,
            imported_at=self.now().isoformat(timespec="seconds"), rows=told["rows"], skipped=told["skipped"],
            bad=told["bad_rows"], parts=tuple(parts), notes={"scope_from_cells": _scope_from_cells(job.mapping)},
        )  # fmt: skip
        if not options.dry_run:
            write_manifest(self.workspace.lake, manifest)
        return manifest

    def _write_parts(
        self, con: Any, job: Job, store: str, import_id: str, scope: Scope, options: Options
    ) -> list[Part]:
        lake = (
            self.workspace.lake
            if not options.dry_run
            else self.workspace.cache / "temp" / f"dry-{os.getpid()}"
        )
        parts = []
        for output in job.mapping.outputs:
            shaped = shape(job.mapping, output, set(job.columns), "typed", store)
            part = None if shaped is None else write_part(con, lake, import_id, shaped, scope)
            if part is not None:
                parts.append(part)
        return parts

    def _as_of(self, con: Any, job: Job, name: str, options: Options) -> tuple[datetime, str]:
        """When the file was made (UTC): told by the user, by the file's name, or by its latest moment."""
        zone = ZoneInfo(self.workspace.zone)
        if options.as_of is not None:
            return _utc(options.as_of, zone), "given"
        made = read_name(name).made_at
        if made is not None:
            return _utc(made, zone), "name"
        cells = {
            c.name: c.kind
            for c in job.mapping.cells
            if c.kind == "instant" and c.name in job.columns
        }
        latest = latest_instant(con, "typed", cells)
        return (latest, "rows") if latest else (datetime(1970, 1, 1), "unknown")

    def _remembered_store(self, platform: str) -> str:
        stores = self.workspace.settings.get("stores", {})
        return str(stores.get(platform, "main"))


def _utc(moment: datetime, zone: ZoneInfo) -> datetime:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC).replace(tzinfo=None)


def _added(snapshot: snapshots.Snapshot, import_id: str) -> tuple[str, ...] | None:
    return None if import_id in snapshot.imports else (*snapshot.imports, import_id)


def _scope_from_cells(mapping: Mapping) -> bool:
    return any(
        name in output.columns for output in mapping.outputs for name in ("platform", "store")
    )


def _counts(outcome: Any) -> dict[str, Any]:
    told = outcome.value
    return {
        "rows": told["rows"], "skipped": told["skipped"], "bad_rows": told["bad_rows"] + told["reading"]["issue_count"],
        "peak_rss_mb": round(outcome.peak_rss_mb, 1), "seconds": round(outcome.seconds, 3),
    }  # fmt: skip


def _with(told: Imported, **changes: Any) -> Imported:
    from dataclasses import replace

    return replace(told, **changes)


def _refused(source: Input, found: Sequence[tuple[SheetPreview, Any]]) -> list[Imported]:
    if not found:
        issue = Issue("import.empty", file=source.name)
        return [Imported(source.name, None, "refused", issues=(issue,))]
    return [Imported(source.name, p.sheet, "refused", issues=(u.issue,)) for p, u in found]
