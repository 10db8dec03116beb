"""What lies beside the tables in a folder: files that are plainly something else are left out, not refused."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from lianyi.core.errors import Issue, LianyiError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Map

    from lianyi.importers.mapping import Mapping
    from lianyi.importers.reading import Input
    from lianyi.importers.run import Imported
    from lianyi.shop import Shop

# By its ending nobody takes such a file for a table. An ending of tables is always looked into.
_WRITING = "md markdown rst pdf doc docx ppt pptx odt rtf log ofd"
_PICTURES = "png jpg jpeg gif webp bmp svg heic tif tiff ico psd"
_SOUND_AND_FILM = "mp3 wav m4a mp4 mov avi mkv"
_OF_PROGRAMS = "json jsonl yaml yml toml ini xml py js css sql sh bat exe dll db db-shm db-wal sqlite parquet lnk url"
ENDINGS = frozenset(
    f".{e}" for e in f"{_WRITING} {_PICTURES} {_SOUND_AND_FILM} {_OF_PROGRAMS}".split()
)
NAMES = frozenset({"readme", "license", "licence", "notice", "changelog", "makefile"})


def is_left_out(name: str, path: Path) -> bool:
    """Say whether the input `name` found under `path` is plainly no table.

    A file that the user named itself is always tried.

    >>> is_left_out("totals.json", Path(".")), is_left_out("orders.csv", Path("."))
    (True, False)
    """
    if path.is_file() and path.suffix.lower() != ".zip":
        return False
    file = PurePosixPath(name.replace("\\", "/"))
    return file.suffix.lower() in ENDINGS or file.stem.casefold() in NAMES


def inputs_of(paths: list[Path]) -> tuple[list[Input], list[Input]]:
    """Return what lies under `paths`: the inputs to import, and those that are left out."""
    from lianyi.importers.reading import open_inputs

    tables: list[Input] = []
    others: list[Input] = []
    for path in paths:
        for found in open_inputs(path):
            (others if is_left_out(found.name, path) else tables).append(found)
    return tables, others


def unverified_header(result: Imported, known: Map[str, Mapping]) -> Iterator[Issue]:
    """Yield a note where the mapping of `result` was never held against a real export."""
    mapping = known.get(result.manifest.mapping) if result.manifest is not None else None
    if mapping is not None and not mapping.verified:
        facts = {"name": mapping.name}
        yield Issue("import.header_unverified", result.file, result.sheet, facts=facts)


def missing_rates(result: Imported, shop: Shop) -> Iterator[Issue]:
    """Yield a note per currency of `result` that has no rate on or before the days of its orders."""
    from lianyi.facts.current import rates_missing

    if result.manifest is None or result.status not in ("imported", "known"):
        return
    try:
        found = rates_missing(shop.workspace, shop.snapshot, result.manifest)
    except LianyiError:
        return  # another import is damaged: this one is not the place to hear of it
    for missing in found:
        facts = {
            "currency": missing.currency, "from_day": missing.from_day,
            "to_day": missing.to_day, "orders": missing.orders,
        }  # fmt: skip
        yield Issue("import.rate_missing", result.file, result.sheet, facts=facts)
