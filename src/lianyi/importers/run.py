"""One import from file to snapshot: look, recognise, and import each sheet that a mapping fits.

Nothing is visible until the last step: a kill at any moment leaves all of an import or none of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from lianyi.core.errors import Issue
from lianyi.facts.vault import Vault
from lianyi.facts.workspace import Workspace
from lianyi.importers.mapping import Mapping
from lianyi.importers.outcome import Imported, Options
from lianyi.importers.reading.inputs import Input
from lianyi.importers.reading.sandbox import OnProgress, run_sandboxed
from lianyi.importers.reading.tables import SheetPreview
from lianyi.importers.recognise import Recognition, Unrecognised, recognise
from lianyi.importers.sheet import SheetImport

LOOK = "lianyi.importers.intake:look"
DEFAULT_STORE = "main"

__all__ = ["Imported", "Importer", "Options"]


@dataclass(frozen=True)
class Importer:
    """Imports files into one workspace; `now` is the moment to write down as import time (UTC).

    `ask_store` is asked for the store of a platform that has no name yet; without it it is "main".
    """

    workspace: Workspace
    vault: Vault
    mappings: Sequence[Mapping]
    now: Callable[[], datetime]
    on_progress: OnProgress | None = None
    ask_store: Callable[[str], str] | None = None

    def import_input(self, source: Input, options: Options) -> list[Imported]:
        """Import every sheet of `source` that is recognised; the others are named in a note.

        A file without a sheet that is recognised is refused, each sheet with its reason.
        """
        if source.issue is not None:
            return [Imported(source.name, None, "refused", issues=(source.issue,))]
        with source.open() as file:
            previews, issue = self._look(source, file.fileno(), options)
            if issue is not None:
                return [Imported(source.name, None, "refused", issues=(issue,))]
            filled = [p for p in previews if any(map(any, p.rows))]
            found = [(p, self._recognise(p, source.name, options)) for p in filled]
            good = [(p, r) for p, r in found if isinstance(r, Recognition)]
            if not good:
                return _refused(source, found)
            sheets = [self._sheet(source, file.fileno(), p, r, options) for p, r in good]
            return _noted([sheet.run() for sheet in sheets], source, found)

    def _look(
        self, source: Input, fd: int, options: Options
    ) -> tuple[list[SheetPreview], Issue | None]:
        limits = options.limits.for_size(source.size_bytes)
        args = {"name": source.name, "limits": asdict(limits)}
        outcome = run_sandboxed(LOOK, args, {"input": fd}, limits, file=source.name)
        if outcome.issue is not None:
            return [], outcome.issue
        return [SheetPreview.from_json(p) for p in outcome.value], None

    def _recognise(
        self, preview: SheetPreview, file: str, options: Options
    ) -> Recognition | Unrecognised:
        known = options.mappings or self.mappings
        return recognise(preview.rows, known, kind=options.kind, file=file, sheet=preview.sheet)

    def _sheet(
        self, source: Input, fd: int, preview: SheetPreview, found: Recognition, options: Options
    ) -> SheetImport:
        store = options.store or self._store_of(found.mapping.platform)
        return SheetImport(
            self.workspace, self.vault, source, fd, preview.sheet, found, store, options,
            self.now, self.on_progress,
        )  # fmt: skip

    def _store_of(self, platform: str) -> str:
        known = self.workspace.settings.get("stores", {})
        if platform in known:
            return str(known[platform])
        return (self.ask_store(platform) if self.ask_store else "") or DEFAULT_STORE


def _noted(
    results: list[Imported], source: Input, found: Sequence[tuple[SheetPreview, Any]]
) -> list[Imported]:
    """Name the sheets that were not read in the first result: one may be the one that was meant."""
    others = [p.sheet for p, r in found if isinstance(r, Unrecognised)]
    notes = tuple(Issue("import.sheet_unread", source.name, sheet) for sheet in others)
    first, *rest = results
    return [replace(first, notes=(*first.notes, *notes)), *rest]


def _refused(source: Input, found: Sequence[tuple[SheetPreview, Any]]) -> list[Imported]:
    if not found:
        issue = Issue("import.empty", file=source.name)
        return [Imported(source.name, None, "refused", issues=(issue,))]
    return [Imported(source.name, p.sheet, "refused", issues=(u.issue,)) for p, u in found]
