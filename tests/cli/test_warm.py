"""`lianyi warm` leaves nothing to wait for: the next question opens the store and compiles nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.facts import lakes
from tests.timelines.worlds import World


def _lianyi(shop: Path, cache: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        "LIANYI_KEY": lakes.KEY.hex(),
        "LIANYI_LANG": "en",
        "NUMBA_CACHE_DIR": str(cache),
        "LIANYI_BOUNDS": "",
    }
    command = [sys.executable, "-m", "lianyi.cli.main", *words, "-C", str(shop)]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=600, check=False)  # fmt: skip


@pytest.mark.full
def test_after_warming_up_a_question_waits_for_nothing(tmp_path: Path) -> None:
    world = World(tmp_path / "shop", seed=3)
    world.stand("i0", "i1", "i2")
    rows = world.engine().rows(
        "SELECT count(*) FROM orders WHERE is_paid AND person_id IS NOT NULL"
    )
    done = _lianyi(tmp_path / "shop", tmp_path / "cache", "warm", "--json")
    assert done.returncode == 0, done.stderr
    assert "First use: compiling" in done.stderr
    said = json.loads(done.stdout)
    assert said["rows"]["orders"] == rows[0][0]
    assert "retention" in said["ran"]
    asked = _lianyi(tmp_path / "shop", tmp_path / "cache", "run", "retention", "--grain", "day")
    assert asked.returncode == 0, asked.stderr
    assert "First use" not in asked.stderr
    assert "Building" not in asked.stderr
