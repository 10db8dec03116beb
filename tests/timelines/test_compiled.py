"""The first compilation of a kernel is told, later processes find it in the cache and say nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import numpy as np
from lianyi.timelines import progress
from lianyi.timelines.compiled import is_compiled
from lianyi.timelines.kernels.bounds import lower_bound
print(is_compiled(lower_bound))
with progress.listening(lambda step: print(step.stage, step.about)):
    print(lower_bound(np.array([1, 3, 5], np.int16), 0, 3, 4))
print(is_compiled(lower_bound))
"""


def _run(cache: Path) -> list[str]:
    env = {**os.environ, "NUMBA_CACHE_DIR": str(cache), "LIANYI_BOUNDS": ""}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=env, capture_output=True, text=True, check=False)  # fmt: skip
    return (done.stdout + done.stderr).splitlines()


def test_compiling_is_told_once_per_machine(tmp_path: Path) -> None:
    assert _run(tmp_path) == ["False", "compiling lower_bound", "2", "True"]
    assert _run(tmp_path) == ["False", "2", "True"]
