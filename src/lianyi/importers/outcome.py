"""What goes into an import and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lianyi.core.errors import Issue
from lianyi.core.translation import Lang
from lianyi.facts.lake import Manifest
from lianyi.importers.mapping import Mapping
from lianyi.importers.reading.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True)
class Options:
    """How the user asked for an import.

    `as_of` is wall-clock time of the business zone unless it says its own; `covers` are business days,
    both included, `lang` is the language of the file of bad rows.
    """

    store: str | None = None
    kind: str | None = None
    as_of: datetime | None = None
    covers: tuple[date, date] | None = None
    mappings: tuple[Mapping, ...] = ()
    skip_bad: bool = False
    dry_run: bool = False
    lang: Lang = "zh"
    limits: Limits = DEFAULT_LIMITS


@dataclass(frozen=True)
class Imported:
    """What came of one sheet. `status`: imported, known (nothing to do), refused, checked (dry run).

    `issues` kept rows or the file out; `notes` did not. `unread` are the columns that nobody reads.
    `changes` of a dry run are those of `dry_run.changes`; `bad_file` holds the rows that were left out.
    `replaces` is the import of the same file that no longer counts, because other things were told of it.
    """

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
    replaces: str | None = None
    facts: Map[str, Any] = field(default_factory=dict)
