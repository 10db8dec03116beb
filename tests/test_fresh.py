"""From nothing: a clone, an environment made from the locks, a command that answers."""

from __future__ import annotations

import os
import pwd
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NO_INDEX = re.compile(
    r"Network is unreachable|NewConnectionError|ProxyError|Temporary failure in name"
)
pytestmark = pytest.mark.full


def _run(*command: str, cwd: Path) -> str:
    """Run `command` as the user would, with the user's own pip settings; skip without an index."""
    environment = {**os.environ, "HOME": pwd.getpwuid(os.getuid()).pw_dir}
    environment.pop("XDG_CONFIG_HOME")
    # Under `make test-full` an inner make would think itself a part of it, and speak differently.
    for name in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES"):
        environment.pop(name, None)
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    if done.returncode and NO_INDEX.search(done.stderr):
        pytest.skip("needs: a package index")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_clone_becomes_a_command_from_hashed_wheels(tmp_path: Path) -> None:
    clone = tmp_path / "lianyi"
    _run("git", "clone", "--quiet", str(ROOT), str(clone), cwd=tmp_path)
    _run("make", "env", f"PYTHON={sys.executable}", cwd=clone)
    assert "weekly" in _run(".venv/bin/lianyi", "report", "--help", cwd=clone)
    assert "pip" not in _run("make", "env", cwd=clone), "the second time nothing is installed"
    installed = sum(p.lstat().st_size for p in (clone / ".venv").rglob("*") if p.is_file())
    assert installed <= 800e6


def test_the_wheel_carries_whatever_the_source_needs(tmp_path: Path) -> None:
    clone = tmp_path / "lianyi"
    _run("git", "clone", "--quiet", str(ROOT), str(clone), cwd=tmp_path)
    asked = ["--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path)]
    _run(sys.executable, "-m", "pip", "wheel", *asked, ".", cwd=clone)
    wheel = next(tmp_path.glob("lianyi-*.whl"))
    inside = set(zipfile.ZipFile(wheel).namelist())
    listed = _run("git", "ls-files", "src/lianyi", cwd=clone).splitlines()
    assert len(listed) > 100
    assert {name.removeprefix("src/") for name in listed} <= inside


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("lock", ["core", "dev"])
def test_each_python_finds_its_wheels(tmp_path: Path, lock: str, version: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    # The one package without a wheel cannot be resolved for another Python than this one.
    wheels = re.sub(r"^lunar-python==.*\n(    .*\n)*", "", text, flags=re.MULTILINE)
    wheels = wheels.replace("--no-binary lunar-python\n", "")
    (tmp_path / "wheels.txt").write_text(wheels, "utf-8")
    asked = ["--dry-run", "--quiet", "--require-hashes", "--only-binary", ":all:", "--no-deps"]
    asked += ["--python-version", version, "--target", str(tmp_path / "to")]
    _run(sys.executable, "-m", "pip", "install", *asked, "-r", "wheels.txt", cwd=tmp_path)
