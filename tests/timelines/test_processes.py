"""Several processes at once, and processes that end in the middle."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from lianyi.facts.workspace import Workspace
from lianyi.timelines import progress
from lianyi.timelines.building import ensure_store, folders
from lianyi.timelines.building.folders import ASIDE
from lianyi.timelines.store import Store
from tests.facts import lakes
from tests.timelines.logs import add_log, log_workspace, view_of

BUILD = """
import sys
from pathlib import Path
from lianyi.facts.workspace import open_workspace
from lianyi.timelines.building import ensure_store, folders
from tests.timelines.logs import view_of
where = open_workspace(Path(sys.argv[1]))
print("ready", flush=True)
print(ensure_store(where, view_of(where)).rows("events"), flush=True)
"""


def _building(where: Workspace) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BUILD, str(where.folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _checksum(store: Store) -> tuple[int, int]:
    """A number that depends on every event of everybody and on the order within a person."""
    total = 0
    for segment in store.segments:
        events = segment.streams["events"]
        place = np.arange(len(events)) - np.repeat(events.offsets[:-1], np.diff(events.offsets))
        alive = np.repeat(segment.alive, np.diff(events.offsets))
        value = events["at"].astype(np.int64) * 31 + events["value_fen"] * (place % 97 + 1)
        total += int(value[alive].sum())
    return store.people, total


def _left_over(where: Workspace) -> list[Path]:
    return [p for p in where.timelines.rglob("*") if p.name.startswith(ASIDE)]


def test_of_two_builders_one_builds_and_both_answer(tmp_path: Path) -> None:
    where = log_workspace(tmp_path / "shop", 60_000, 900)
    view_of(where)
    said = [p.communicate(timeout=120)[0] for p in (_building(where), _building(where))]
    assert [s.splitlines()[-1] for s in said] == ["60000", "60000"]
    assert len(list((where.timelines / "segments").iterdir())) == 1
    assert not _left_over(where)


def test_readers_keep_what_they_opened_while_others_build_and_sweep(tmp_path: Path) -> None:
    where = log_workspace(tmp_path / "shop", 20_000, 500)
    store = ensure_store(where, view_of(where))
    before = _checksum(store)
    add_log(where, "more", 20_000, 500, first_person=10_000)
    for imports in (["more"], ["log", "more"]):
        lakes.stand(where, *imports)
        ensure_store(where, view_of(where))
    shutil.rmtree(where.timelines)
    assert _checksum(store) == before


def test_old_stores_and_their_segments_are_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "KEEP", 2)
    where = log_workspace(tmp_path / "shop", 500, 50)
    for number in range(3):
        add_log(where, f"n{number}", 500, 50, first_person=1_000 * (number + 1))
        lakes.stand(where, f"n{number}")
        ensure_store(where, view_of(where))
    assert len(list((where.timelines / "stores").iterdir())) == 2
    assert len(list((where.timelines / "segments").iterdir())) == 2


def test_what_is_broken_is_built_again(tmp_path: Path) -> None:
    where = log_workspace(tmp_path / "shop", 2_000, 50)
    before = _checksum(ensure_store(where, view_of(where)))
    [data] = (where.timelines / "segments").glob("*/arrays.bin")
    data.write_bytes(data.read_bytes()[:-4096])
    assert _checksum(ensure_store(where, view_of(where))) == before
    [manifest] = (where.timelines / "stores").glob("*/store.json")
    manifest.write_text("{", "utf-8")
    assert _checksum(ensure_store(where, view_of(where))) == before


def test_an_older_snapshot_is_built_for_the_time_being(tmp_path: Path) -> None:
    where = log_workspace(tmp_path / "shop", 2_000, 50)
    old = view_of(where)
    add_log(where, "more", 1_000, 50, first_person=20)
    lakes.stand(where, "log", "more")
    newest = _checksum(ensure_store(where, view_of(where)))
    steps: list[progress.Step] = []
    with progress.listening(steps.append):
        store = ensure_store(where, old)
    assert store.rows("events") == 2_000
    assert {"people", "rows", "done"} <= {s.stage for s in steps}
    assert steps[-1].stage == "done"
    assert _checksum(ensure_store(where, view_of(where))) == newest


def test_what_a_builder_killed_after_publication_left_is_swept_by_the_next_reader(
    tmp_path: Path,
) -> None:
    where = log_workspace(tmp_path / "shop", 500, 50)
    ensure_store(where, view_of(where))
    left = where.timelines / f"{ASIDE}0123"
    left.mkdir()
    with folders.Home(where.timelines).building():
        ensure_store(where, view_of(where))
        assert left.exists(), "somebody builds: the folder may be theirs"
    ensure_store(where, view_of(where))
    assert not left.exists()


@pytest.mark.full
@pytest.mark.alone
def test_a_builder_killed_at_any_moment_harms_nobody(tmp_path: Path) -> None:
    where = log_workspace(tmp_path / "shop", 300_000, 5_000)
    first = ensure_store(where, view_of(where))
    expected = _checksum(first)
    add_log(where, "more", 200_000, 5_000, first_person=3_000)
    dice = random.Random(5)
    lakes.stand(where, "log", "more")
    view_of(where)
    for _ in range(8):
        process = _building(where)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(dice.random() * 1.5)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        lakes.stand(where, "log")
        assert _checksum(ensure_store(where, view_of(where))) == expected
        lakes.stand(where, "log", "more")
    found = ensure_store(where, view_of(where))
    assert not _left_over(where)
    shutil.rmtree(where.timelines)
    assert _checksum(found) == _checksum(ensure_store(where, view_of(where)))


MEMORY = """
import resource, sys
from pathlib import Path
from lianyi.facts.workspace import open_workspace
from lianyi.timelines.building import ensure_store, facts, scratch
from tests.timelines.logs import view_of
facts.CHUNK_ROWS, facts.MEMORY_LIMIT, scratch.BUCKET_ROWS = 150_000, "150MB", 100_000
where = open_workspace(Path(sys.argv[1]))
ensure_store(where, view_of(where))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.full
def test_memory_does_not_grow_with_the_log(tmp_path: Path) -> None:
    peaks = []
    for rows in (500_000, 3_000_000):
        where = log_workspace(tmp_path / f"{rows}", rows, 20_000)
        view_of(where)
        command = [sys.executable, "-c", MEMORY, str(where.folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        peaks.append(int(done.stdout or f"0 {done.stderr}"))
    # The rows themselves, as the builder holds them, would take 2.5 million times 50 bytes more.
    assert peaks[1] - peaks[0] < 60, peaks


def test_what_a_check_said_leaves_the_timelines_as_they_are(tmp_path: Path) -> None:
    where = log_workspace(tmp_path / "shop", 500, 50)
    before = ensure_store(where, view_of(where))
    said = {"check_key": "goal:gmv", "at": "2026-11-10 02:00:00", "state": "pass"}
    lakes.add(where, "said", "2026-11-10 02:00:00", check_states=[said])
    lakes.stand(where, "log", "said")
    steps: list[progress.Step] = []
    with progress.listening(steps.append):
        after = ensure_store(where, view_of(where))
    assert after.name == before.name
    assert not steps, "nothing was built"
