"""The page of importers: which files are read as they come."""

from __future__ import annotations

from lianyi.importers.mapping import Mapping, shipped_mappings
from tools.pages.markdown import both, code, table

HEAD = """# Importers

A file is recognised by the columns that it must have, never by their position or number; the names of files do not
matter. Everything else goes through a mapping of your own: see {doc}`../guides/import-your-own-file`. *Verified* means that
the header was taken from a real export.

"""


def page() -> str:
    """Return the page: an overview, then one section an importer."""
    shipped = list(shipped_mappings().values())
    heads = ["key", "file", "platform", "fills", "verified"]
    return HEAD + table(heads, map(_row, shipped)) + "\n".join(map(_section, shipped))


def _row(mapping: Mapping) -> list[str]:
    fills = ", ".join(code(o.table) for o in mapping.outputs)
    known = "yes" if mapping.verified else "no"
    return [code(mapping.key), both(mapping.name), mapping.platform, fills, known]


def _section(mapping: Mapping) -> str:
    asked = "、".join(mapping.recognise) or "asked for by `--as` or `--map` only"
    lines = [f"## `{mapping.key}` · {both(mapping.name)}\n", f"Recognised by: {asked}.\n"]
    cells = [
        [code(c.name), "、".join(c.headers), c.kind, "●" if c.required else ""]
        for c in mapping.cells
    ]
    return "\n".join(lines) + "\n" + table(["cell", "column of the file", "read as", ""], cells)
