"""A sound file of every shipped mapping becomes facts, and the facts can be read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from lianyi.facts.keys import KEY_BYTES
from lianyi.facts.tables import TABLES
from lianyi.facts.workspace import init_workspace
from lianyi.importers.reading import open_inputs
from lianyi.importers.run import Importer, Options
from lianyi.shop.shop import Shop, open_shop
from tests.importers.planted.exports import MAPPINGS, good_export
from tests.importers.planted.files import make_file

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ROWS = 12


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANYI_KEY", "5a" * KEY_BYTES)


def shop_of(folder: Path, keys: list[str], times: int = 1) -> tuple[Shop, dict[str, int]]:
    """Import `times` sound files of each mapping; return the shop and the rows that each table was given."""
    init_workspace(folder / "shop")
    shop = open_shop(folder / "shop")
    importer = Importer(shop.workspace, shop.vault, list(MAPPINGS.values()), lambda: NOW)
    given: dict[str, int] = {}
    for seed, one in enumerate(key for key in keys for _ in range(times)):
        rng = Random(seed)
        made = make_file(folder, good_export(rng, ROWS, one), rng, (), "utf-8-sig")
        (source,) = open_inputs(made.path)
        (result,) = importer.import_input(source, Options(kind=one))
        assert result.status == "imported" and result.manifest is not None, (one, result.issues)
        for part in result.manifest.parts:
            given[part.table] = given.get(part.table, 0) + part.rows
    return shop.refresh(), given


def must_be_readable(shop: Shop, given: dict[str, int]) -> None:
    for table, rows in given.items():
        columns = ", ".join(
            f't."{c.name}"' for c in TABLES.get(table).columns if c.type not in ("person", "phone")
        )
        if table not in ("orders", "order_lines", "refunds"):
            _, found = shop.sql(f"SELECT {columns} FROM {table} t")
            assert 0 < len(found) <= rows, table


def test_tables_with_words_of_sql_for_columns_are_read(tmp_path: Path) -> None:
    keys = [
        key
        for key, mapping in MAPPINGS.items()
        if any("at" in output.columns for output in mapping.outputs)
    ]
    shop, given = shop_of(tmp_path, keys, times=2)
    assert len(given) >= 10
    must_be_readable(shop, given)


@pytest.mark.full
def test_a_file_of_every_mapping_is_read(tmp_path: Path) -> None:
    shop, given = shop_of(tmp_path, sorted(MAPPINGS), times=2)
    assert set(given) == {output.table for m in MAPPINGS.values() for output in m.outputs}
    must_be_readable(shop, given)
