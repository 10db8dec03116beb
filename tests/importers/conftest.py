"""A fresh workspace with a key of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from lianyi.facts.keys import KEY_BYTES
from lianyi.facts.workspace import init_workspace
from lianyi.shop import open_shop
from tests.importers.bench import Bench


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setenv("LIANYI_KEY", "5a" * KEY_BYTES)
    init_workspace(tmp_path / "shop", name="店")
    exports = tmp_path / "exports"
    exports.mkdir()
    return Bench(exports, open_shop(tmp_path / "shop"))
