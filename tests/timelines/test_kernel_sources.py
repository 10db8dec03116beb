"""A compiled kernel is stale as soon as any file changes that it took something from."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import lianyi
from lianyi.timelines.kernel_sources import sources_of, stamp_of

HOUSE = Path(lianyi.__file__).parent
KERNELS = HOUSE / "timelines" / "kernels"
PROGRAM = """
from lianyi.timelines import progress
from lianyi.timelines.kernels.forest_links import goes_before
from lianyi.timelines.kernels.forest_cycles import parents_of_unreached
print(parents_of_unreached._cache._cache_file._source_stamp)
"""


def test_the_files_behind_a_kernel_are_found_at_any_remove(tmp_path: Path) -> None:
    names = {p.name for p in sources_of(KERNELS / "funnel.py")}
    assert {"funnel.py", "funnel_any.py", "funnel_rule.py", "store.py"} <= names
    assert "retention.py" not in names
    outside = tmp_path / "own.py"
    outside.write_text("from lianyi.timelines.kernels.bounds import lower_bound\nimport os\n")
    assert {p.name for p in sources_of(outside)} >= {"own.py", "bounds.py", "compiled.py"}


def test_a_change_in_a_file_that_is_only_called_makes_the_cache_stale(tmp_path: Path) -> None:
    shutil.copytree(HOUSE, tmp_path / "lianyi", ignore=shutil.ignore_patterns("__pycache__"))
    before = _stamp(tmp_path)
    assert before == stamp_of(KERNELS / "forest_cycles.py")
    called = tmp_path / "lianyi" / "timelines" / "kernels" / "forest_links.py"
    called.write_text(called.read_text("utf-8") + "\n# another line\n", "utf-8")
    assert _stamp(tmp_path) != before


def _stamp(folder: Path) -> str:
    env = {**os.environ, "PYTHONPATH": str(folder), "LIANYI_BOUNDS": ""}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=env, capture_output=True, text=True, check=True)  # fmt: skip
    return done.stdout.strip()
