"""The house around every test: no network, no settings of the user, the shared data where it lies."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

settings.register_profile(
    "house",
    deadline=None,  # two cores may be busy with something else
    derandomize=True,  # a red run is red again
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")

_home: list[tempfile.TemporaryDirectory[str]] = []


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a home of its own: a key or setting of the user must not change a result."""
    del config
    home = tempfile.TemporaryDirectory(prefix="lianyi-tests-")
    _home.append(home)
    os.environ["HOME"] = home.name
    os.environ["XDG_CONFIG_HOME"] = str(Path(home.name) / ".config")
    for name in [n for n in os.environ if n.startswith("LIANYI_")]:
        del os.environ[name]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove that home."""
    del config
    while _home:
        _home.pop().cleanup()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else None
        if self.family in {socket.AF_INET, socket.AF_INET6} and host not in {
            "127.0.0.1",
            "::1",
            "localhost",
        }:
            pytest.fail(f"A test reached for the network: {address}")
        connect(self, address)  # type: ignore[arg-type]  # whatever the family takes

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real public data beside the repository, or skip."""
    if not SHARED_DATA.is_dir():
        pytest.skip("../shared/data missing")
    return SHARED_DATA


@pytest.fixture(scope="session")
def browser() -> str:
    """Return a browser that runs without a screen, or skip."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("needs: chromium")
    return found


@pytest.fixture(scope="session")
def chinese_fonts() -> None:
    """Skip where Chinese text would be drawn as boxes."""
    lister = shutil.which("fc-list")
    if lister is None:
        pytest.skip("needs: fontconfig")
    listed = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, check=True)
    if not listed.stdout.strip():
        pytest.skip("needs: fonts-noto-cjk")
