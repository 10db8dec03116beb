"""The cache is disposable: whatever happens to its files, the answers stay the same."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lianyi.engines.embedded import Embedded
from lianyi.facts import snapshots
from lianyi.facts.current import ensure
from lianyi.facts.verify import verify_lake
from lianyi.facts.view_files import BUILDING, DAMAGED, DONE
from lianyi.facts.workspace import Workspace, open_workspace
from tests.facts import lakes

ORDERS = [
    {
        "order_no": f"E{n}",
        "paid_fen": 100 + n,
        "paid_at": f"2026-11-{n % 20 + 1:02d} 01:00:00",
        "province": f"{n % 7}",
    }
    for n in range(60)
]
QUESTION = (
    "SELECT province, count(*), CAST(sum(paid_fen) AS BIGINT) FROM orders GROUP BY ALL ORDER BY ALL"
)


@pytest.fixture
def where(tmp_path: Path) -> Workspace:
    made = lakes.workspace(tmp_path / "shop")
    lakes.add(made, "a", "2026-11-22 00:00:00", orders=ORDERS)
    lakes.stand(made, "a")
    return made


def _answer(where: Workspace) -> list[tuple[object, ...]]:
    engine = Embedded(ensure(where, snapshots.latest(where.lake), None))
    found = [tuple(row) for row in engine.rows(QUESTION)]
    engine.close()
    return found


def _view(where: Workspace) -> Path:
    [folder] = [p for p in (where.cache / "views").iterdir() if not p.name.startswith(".")]
    return folder


def _spoil(folder: Path, dice: random.Random) -> None:
    """Cut, flip, empty or delete one file of a view."""
    path = dice.choice(sorted(folder.iterdir()))
    content = path.read_bytes()
    match dice.randrange(4):
        case 0:
            path.unlink()
        case 1:
            path.write_bytes(content[: dice.randrange(len(content))])
        case 2:
            path.write_bytes(b"")
        case _:
            at = dice.randrange(len(content))
            flipped = content[at] ^ (1 << dice.randrange(8))
            path.write_bytes(content[:at] + bytes([flipped]) + content[at + 1 :])


def _survives(where: Workspace, times: int, seed: int) -> None:
    dice, right = random.Random(seed), _answer(where)
    for number in range(times):
        _spoil(_view(where), dice)
        assert _answer(where) == right, f"seed {seed}, damage {number}"


def test_a_spoiled_cache_is_set_aside_and_made_again(where: Workspace) -> None:
    _survives(where, 6, seed=23)
    asides = list((where.cache / "views").glob(f"{DAMAGED}*"))
    assert len(asides) == 1
    [finding] = verify_lake(where).findings
    assert (finding.impact, DAMAGED in finding.place) == ("left_over", True)


@pytest.mark.full
@pytest.mark.parametrize("hundred", range(5))
def test_five_hundred_spoiled_caches_give_the_same_answers(where: Workspace, hundred: int) -> None:
    _survives(where, 100, seed=230 + hundred)


def test_a_cache_that_was_copied_is_believed_after_a_look(where: Workspace) -> None:
    right = _answer(where)
    folder = _view(where)
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    made = (folder / DONE).stat().st_ino
    assert _answer(where) == right
    assert (_view(where) / DONE).stat().st_ino == made


def _killed_builds(where: Workspace, times: int, seed: int) -> int:
    """Kill a process that builds the view, at a random moment, again and again; return how many died."""
    dice, died = random.Random(seed), 0
    code = (
        "import sys; from pathlib import Path; from lianyi.facts import snapshots\n"
        "from lianyi.facts.current import ensure; from lianyi.facts.workspace import open_workspace\n"
        "w = open_workspace(Path(sys.argv[1])); print('go', flush=True)\n"
        "ensure(w, snapshots.latest(w.lake), None)\n"
    )
    for _ in range(times):
        shutil.rmtree(where.cache, ignore_errors=True)
        command = [sys.executable, "-c", code, str(where.folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None and process.stdout.readline() == b"go\n"
            time.sleep(dice.random() * 0.4)
            process.send_signal(signal.SIGKILL)
            died += process.wait() == -signal.SIGKILL
    return died


def test_a_build_that_was_killed_leaves_nothing_that_answers_wrong(where: Workspace) -> None:
    right = _answer(where)
    assert _killed_builds(where, 3, seed=5)
    assert _answer(open_workspace(where.folder)) == right


@pytest.mark.full
@pytest.mark.alone
def test_builds_killed_a_hundred_times_leave_nothing_that_answers_wrong(where: Workspace) -> None:
    right = _answer(where)
    for round_ in range(10):
        _killed_builds(where, 10, seed=round_)
        assert _answer(open_workspace(where.folder)) == right


def test_what_killed_builds_left_goes_with_the_next_build(where: Workspace) -> None:
    left = where.cache / "views" / f"{BUILDING}dead"
    left.mkdir(parents=True)
    os.utime(left, (1, 1))
    _answer(where)
    assert not left.exists()
