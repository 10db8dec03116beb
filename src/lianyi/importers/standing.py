"""Which imports count: taking one back, and letting it count again."""

from __future__ import annotations

from lianyi.core.errors import LianyiError
from lianyi.facts import snapshots
from lianyi.facts.lake import Manifest, find_import, manifest_path, read_manifest
from lianyi.facts.workspace import Workspace
from lianyi.importers.family import instead


def undo(workspace: Workspace, name: str, at: str) -> snapshots.Snapshot:
    """Take an import out of the list of those that count; `import.not_standing` where it is not in it."""
    manifest = _named(workspace, name)

    def without(snapshot: snapshots.Snapshot) -> tuple[str, ...]:
        if manifest.id not in snapshot.imports:
            raise LianyiError("import.not_standing", id=name)
        return tuple(i for i in snapshot.imports if i != manifest.id)

    return snapshots.commit(workspace.lake, f"undo {manifest.id}", at, without)


def redo(workspace: Workspace, name: str, at: str) -> snapshots.Snapshot:
    """Put an undone import back, in place of another of the same file; `import.standing` where it counts."""
    manifest = _named(workspace, name)

    def with_it(snapshot: snapshots.Snapshot) -> tuple[str, ...]:
        if manifest.id in snapshot.imports:
            raise LianyiError("import.standing", id=name)
        return instead(snapshot, manifest.id)

    return snapshots.commit(workspace.lake, f"redo {manifest.id}", at, with_it)


def _named(workspace: Workspace, name: str) -> Manifest:
    """An import by its id, its start, or the number of the snapshot that it made."""
    number = name.lstrip("#")
    if number.isdigit() and len(number) < 8 and not manifest_path(workspace.lake, number).exists():
        reason = snapshots.read(workspace.lake, int(number)).reason
        verb, _, import_id = reason.partition(" ")
        if verb == "import":
            return read_manifest(workspace.lake, import_id)
    return find_import(workspace.lake, number)
