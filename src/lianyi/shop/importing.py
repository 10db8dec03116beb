"""Importing into a shop: the importer with the workspace's own mappings, and proposals."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang
from lianyi.importers.mapping import Mapping, load_mapping, shipped_mappings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lianyi.importers.reading.sandbox import OnProgress
    from lianyi.importers.run import Importer
    from lianyi.shop.shop import Shop


def importer_of(
    shop: Shop,
    on_progress: OnProgress | None = None,
    ask_store: Callable[[str], str] | None = None,
) -> Importer:
    """Return the importer of `shop`; mappings in its folder `mappings/` come before shipped ones.

    `ask_store` is asked for the store of a platform that `[stores]` does not name yet.
    """
    from lianyi.importers.run import Importer

    names = shop.workspace.event_properties
    known = [with_properties(m, names) for m in (*own_mappings(shop), *shipped_mappings().values())]
    return Importer(
        shop.workspace, shop.vault, known, lambda: datetime.now(UTC), on_progress, ask_store
    )


def with_properties(mapping: Mapping, names: Sequence[str]) -> Mapping:
    """Return the mapping with the names of event properties as further headers of their columns."""
    if not names or mapping.kind != "events":
        return mapping
    named = {f"property_{place}": name for place, name in enumerate(names, 1)}
    cells = [
        replace(c, headers=(*c.headers, named[c.name])) if c.name in named else c
        for c in mapping.cells
    ]
    return replace(mapping, cells=tuple(cells))


def own_mappings(shop: Shop) -> list[Mapping]:
    """Return the mappings that the workspace keeps."""
    return [
        load_mapping(path) for path in sorted((shop.workspace.folder / "mappings").glob("*.yaml"))
    ]


def propose_for(path: Path, lang: Lang = "zh") -> str:
    """Return a proposed mapping (YAML, remarks in `lang`) for the first table of the file at `path`."""
    from lianyi.importers.propose import propose
    from lianyi.importers.reading import open_inputs, probe_in_child

    for source in open_inputs(path):
        outcome = probe_in_child(source)
        if outcome.issue is not None:
            raise LianyiError(outcome.issue.code, file=source.name, **outcome.issue.facts)
        for preview in outcome.value:
            if any(map(any, preview.rows)):
                return propose(preview, preview.rows, source.name).to_yaml(lang)
    raise LianyiError("import.empty", file=str(path))
