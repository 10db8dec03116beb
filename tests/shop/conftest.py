"""A small sample shop, imported once for all tests of this room."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lianyi.facts.workspace import init_workspace
from lianyi.importers.reading import open_inputs
from lianyi.importers.run import Options
from lianyi.shop import Shop, open_shop
from lianyi.shop.importing import importer_of
from lianyi.simulation import write_reexports, write_shop

SIZE: dict[str, Any] = {
    "seed": 11,
    "orders": 1_500,
    "first_day": date(2026, 7, 1),
    "last_day": date(2026, 11, 15),
}
TABLES = (".csv", ".xlsx")


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports of the shop, with those exported again in folders beside them."""
    folder = tmp_path_factory.mktemp("exports")
    write_shop(folder / "shop", **SIZE)
    write_reexports(folder / "again", **SIZE)
    return folder


@pytest.fixture(scope="session")
def shop(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The shop with all of its own exports imported."""
    return imported(tmp_path_factory.mktemp("workspace") / "shop", tables(exports / "shop"))


def tables(folder: Path) -> list[Path]:
    """The export files in a folder, by name."""
    return sorted(p for p in folder.iterdir() if p.suffix in TABLES)


def imported(folder: Path, files: list[Path]) -> Shop:
    """Make a workspace and import `files` in the order given; every one must be good."""
    init_workspace(folder, name="涟漪样品店")
    shop = open_shop(folder)
    add(shop, files)
    return shop.refresh()


def add(shop: Shop, files: list[Path]) -> list[str]:
    """Import files into a shop; return the ids of the imports that were made."""
    importer = importer_of(shop)
    made = []
    for path in files:
        for source in open_inputs(path):
            for result in importer.import_input(source, Options()):
                assert result.status in ("imported", "known"), (path.name, result.issues[:3])
                assert result.manifest is not None
                made.append(result.manifest.id)
    return made


def truth_of(exports: Path, again: str = "") -> dict[str, Any]:
    """The generator's totals for the shop's files, and a set of those exported again."""
    path = exports / "again" / f"totals_{again}.json" if again else exports / "shop" / "totals.json"
    document: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return document["all"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one worker run this room: the shop is imported once, not once for each worker."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("shop"))
