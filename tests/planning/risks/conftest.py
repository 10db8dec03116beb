"""The small shop, made once; its clock stands on a Monday morning."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lianyi.shop import Shop, open_shop
from tests.planning.risks import small_shop


@pytest.fixture(scope="session")
def watched_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small shop; tests that write take a copy."""
    folder = small_shop.made(tmp_path_factory.mktemp("risks") / "shop").folder
    open_shop(folder).current  # noqa: B018 - built once, and copied with the rest
    return folder


@pytest.fixture
def watched(watched_workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """The small shop on the Monday morning after its last day; nothing may be written to it."""
    monkeypatch.setattr(Shop, "now", small_shop.NOW)
    return open_shop(watched_workspace)


@pytest.fixture
def own_shop(watched_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """A copy of the small shop on that morning, to be written to."""
    monkeypatch.setattr(Shop, "now", small_shop.NOW)
    monkeypatch.setenv("LIANYI_LANG", "en")
    shutil.copytree(watched_workspace, tmp_path / "shop")
    return open_shop(tmp_path / "shop")
