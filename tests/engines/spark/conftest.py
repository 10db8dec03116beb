"""One cluster for all tests of this folder, and two small shops, each asked here and there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from lianyi.engines.choice import chosen
from lianyi.facts.workspace import Workspace
from lianyi.shop import Shop, open_shop
from lianyi.simulation import write_shop
from tests.engines.spark.busy import busy_workspace
from tests.engines.spark.cluster import standalone
from tests.shop.conftest import SIZE, imported, tables

PARTS = 3
# Little data: what a JVM spends on compiling for speed is spent in vain.
FRUGAL = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
CONF = {
    "spark.driver.extraJavaOptions": FRUGAL,
    "spark.executor.extraJavaOptions": FRUGAL,
    "spark.sql.codegen.wholeStage": "false",
    "spark.driver.memory": "768m",
    "spark.executor.memory": "768m",
    "spark.sql.shuffle.partitions": "2",
    "spark.cores.max": "2",
}


@dataclass(frozen=True)
class Both:
    """One snapshot asked on this machine (`near`) and on the cluster (`far`)."""

    near: Shop
    far: Shop


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of the cluster, or skip."""
    if shutil.which("java") is None:
        pytest.skip("needs: openjdk-17-jre-headless")
    if find_spec("pyspark") is None or find_spec("pyarrow") is None:
        pytest.skip("needs: pyspark (make env-full)")
    from lianyi.engines.spark_session import stop

    with standalone(tmp_path_factory.mktemp("cluster")) as url:
        try:
            yield url
        finally:
            stop()


@pytest.fixture(scope="session")
def sample(master: str, tmp_path_factory: pytest.TempPathFactory) -> Both:
    """The sample shop: exports of every kind that the generator writes."""
    folder = tmp_path_factory.mktemp("sample")
    write_shop(folder / "exports", **SIZE)
    return _both(imported(folder / "shop", tables(folder / "exports")), master)


@pytest.fixture(scope="session")
def busy(master: str, tmp_path_factory: pytest.TempPathFactory) -> Both:
    """A shop with events, touches and invitations."""
    return _both(open_shop(busy_workspace(tmp_path_factory.mktemp("busy") / "shop")), master)


def _both(near: Shop, master: str) -> Both:
    engine = {"kind": "spark", "master": master, "parts": PARTS, "conf": CONF}
    workspace = Workspace(near.workspace.folder, {**near.workspace.settings, "engine": engine})
    assert chosen(workspace.settings).kind == "spark"
    return Both(near, Shop(workspace, near.snapshot))


def engine_toml(master: str) -> str:
    """The lines of `lianyi.toml` that ask for this cluster."""
    conf = "\n".join(f'"{name}" = "{value}"' for name, value in CONF.items())
    return f'\n[engine]\nkind = "spark"\nmaster = "{master}"\nparts = {PARTS}\n\n[engine.conf]\n{conf}\n'


def copied(folder: Path, to: Path) -> Path:
    """Copy a workspace; its key lies elsewhere and serves both."""
    return Path(shutil.copytree(folder, to))
