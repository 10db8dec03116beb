"""A tiny shop that the commands of these tests read, made by the commands themselves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.contract.exports import write_beside, write_orders
from tests.cli.contract.shell import lianyi


@pytest.fixture(scope="session")
def made_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop as it was after its first import; for tests that only read."""
    folder = tmp_path_factory.mktemp("contract")
    write_orders(folder / "exports")
    write_beside(folder / "exports")
    assert lianyi("init", "shop", "--name", "团团", at=folder).code == 0
    told = lianyi("import", folder / "exports", at=folder / "shop")
    assert told.code == 0, told.err
    return folder / "shop"


@pytest.fixture
def shop(made_shop: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    shutil.copytree(made_shop, tmp_path / "shop")
    return tmp_path / "shop"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A workspace without any import."""
    assert lianyi("init", "empty", at=tmp_path).code == 0
    return tmp_path / "empty"
