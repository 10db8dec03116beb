"""`kill -9` at any moment of an import leaves all of it or none, and two imports at once both land."""

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
from lianyi.facts.keys import KEY_BYTES
from lianyi.facts.vault import Vault
from lianyi.facts.verify import verify_lake, verify_vault
from lianyi.facts.workspace import open_workspace
from tests.facts import lakes

KEY = "5a" * KEY_BYTES
ROWS = 400
HEAD = "order_no,buyer,paid_at,paid_fen"


def _file(folder: Path, name: str) -> Path:
    rows = [
        f"{name}{n:05d},138{n:08d},2026-11-{n % 20 + 1:02d} 12:00:00,{n + 1}" for n in range(ROWS)
    ]
    path = folder / f"orders_{name}.csv"
    path.write_text("\n".join([HEAD, *rows]) + "\n", "utf-8")
    return path


def _importing(shop: Path, *files: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "lianyi.cli.main", "import", *map(str, files)]
    return subprocess.Popen(
        [*command, "--as", "orders", "-C", str(shop)],
        env={**os.environ, "LIANYI_KEY": KEY, "LIANYI_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def _done(process: subprocess.Popen[bytes]) -> None:
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0, said.decode()


def _counted(shop: Path) -> tuple[int, int, int]:
    """Return orders, people and fen of the newest snapshot."""
    where = open_workspace(shop)
    vault = Vault(shop / "vault.db", bytes.fromhex(KEY))
    engine = Embedded(ensure(where, snapshots.latest(where.lake), vault))
    ((orders, people, fen),) = engine.rows(
        "SELECT count(*), count(DISTINCT person_id), CAST(sum(paid_fen) AS BIGINT) FROM orders"
    )
    engine.close()
    vault.close()
    return orders, people, fen


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which one file already counts."""
    folder = tmp_path_factory.mktemp("kills")
    lakes.workspace(folder / "shop")
    _done(_importing(folder / "shop", _file(folder, "A")))
    assert _counted(folder / "shop") == (ROWS, ROWS, ROWS * (ROWS + 1) // 2)
    return folder / "shop"


@pytest.fixture(scope="module")
def usual_s(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long an import takes here."""
    folder = tmp_path_factory.mktemp("usual")
    shutil.copytree(shop, folder / "shop")
    start = time.monotonic()
    _done(_importing(folder / "shop", _file(folder, "B")))
    return time.monotonic() - start


def _kill_once(shop: Path, folder: Path, delay_s: float) -> bool:
    """Kill an import after `delay_s`; check what is left; import again. Return whether it had landed."""
    folder.mkdir()
    shutil.copytree(shop, folder / "shop")
    second = _file(folder, "B")
    process = _importing(folder / "shop", second)
    time.sleep(delay_s)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    where = open_workspace(folder / "shop")
    landed = len(snapshots.latest(where.lake).imports) - 1
    assert landed in (0, 1)
    assert verify_lake(where).is_sound
    assert _counted(folder / "shop")[0] == (1 + landed) * ROWS
    _done(_importing(folder / "shop", second))
    # The same people bought again: nobody was counted twice, nobody was lost.
    assert _counted(folder / "shop") == (2 * ROWS, ROWS, ROWS * (ROWS + 1))
    assert len(snapshots.latest(where.lake).imports) == 2
    shutil.rmtree(folder)
    return bool(landed)


def _kill_many(shop: Path, folder: Path, usual_s: float, count: int) -> int:
    """Kill `count` imports; return how many had landed before they died."""
    chance = random.Random(20261123)
    landed = 0
    for n in range(count):
        # Two parts in three go into the second half, where things are written.
        share = chance.uniform(0.0, 0.5) if n % 3 == 0 else chance.uniform(0.5, 1.05)
        landed += _kill_once(shop, folder / str(n), share * usual_s)
    return landed


def test_five_kills_leave_all_or_none(shop: Path, usual_s: float, tmp_path: Path) -> None:
    _kill_many(shop, tmp_path, usual_s, 5)


@pytest.mark.full
@pytest.mark.alone
def test_a_hundred_kills_leave_all_or_none(shop: Path, usual_s: float, tmp_path: Path) -> None:
    # Both ends of an import were met, so the moments between were too.
    assert 0 < _kill_many(shop, tmp_path, usual_s, 100) < 100


READER = """
import random, sys
from pathlib import Path
from lianyi.engines.embedded import Embedded
from lianyi.facts import snapshots
from lianyi.facts.current import ensure
from lianyi.facts.workspace import open_workspace
folder, rows, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
dice, looks = random.Random(seed), 0
while not (folder / "stop").exists():
    where = open_workspace(folder)
    newest = snapshots.latest(where.lake)
    one = newest if dice.random() < 0.7 else snapshots.read(where.lake, dice.randint(1, newest.number))
    engine = Embedded(ensure(where, one, None))
    ((orders, numbers, fen),) = engine.rows(
        "SELECT count(*), count(DISTINCT order_no), CAST(sum(paid_fen) AS BIGINT) FROM orders"
    )
    engine.close()
    right = rows * len(one.imports)
    assert (orders, numbers, fen) == (right, right, len(one.imports) * rows * (rows + 1) // 2), (one, orders, fen)
    looks += 1
print(looks)
"""


def _reading(shop: Path, seed: int) -> subprocess.Popen[bytes]:
    """A reader that looks at the newest or an older snapshot until a file `stop` lies there."""
    command = [sys.executable, "-c", READER, str(shop), str(ROWS), str(seed)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _kills_under_readers(shop: Path, folder: Path, usual_s: float, count: int, seed: int) -> int:
    """Kill `count` imports while four readers count; return how often they looked."""
    shutil.copytree(shop, folder / "shop")
    readers = [_reading(folder / "shop", seed + n) for n in range(4)]
    dice = random.Random(seed)
    files = [_file(folder, f"K{n:03d}") for n in range(count)]
    for file in files:
        process = _importing(folder / "shop", file)
        time.sleep(dice.uniform(0.3, 1.1) * usual_s)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
    _done(_importing(folder / "shop", *files))
    (folder / "shop" / "stop").touch()
    looks = 0
    for reader in readers:
        said, wrong = reader.communicate(timeout=120)
        assert reader.returncode == 0, wrong.decode()
        looks += int(said)
    where = open_workspace(folder / "shop")
    assert verify_lake(where).is_sound
    assert _counted(folder / "shop")[0] == (1 + count) * ROWS
    return looks


def test_readers_see_whole_imports_while_others_are_killed(
    shop: Path, usual_s: float, tmp_path: Path
) -> None:
    assert _kills_under_readers(shop, tmp_path, usual_s, 2, seed=24) >= 4


@pytest.mark.alone
@pytest.mark.parametrize(
    "round_",
    [pytest.param(n, marks=pytest.mark.reliability if n else pytest.mark.full) for n in range(4)],
)
def test_a_hundred_kills_under_four_readers(
    shop: Path, usual_s: float, tmp_path: Path, round_: int
) -> None:
    assert _kills_under_readers(shop, tmp_path, usual_s, 25, seed=240 + round_) > 25


def test_two_imports_at_once_both_land(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Into a new workspace, so that vault and first snapshot are raced for as well."""
    monkeypatch.setenv("LIANYI_KEY", KEY)
    lakes.workspace(tmp_path / "shop")
    both = [_importing(tmp_path / "shop", _file(tmp_path, name)) for name in "AB"]
    for process in both:
        _done(process)
    where = open_workspace(tmp_path / "shop")
    known = snapshots.history(where.lake)
    assert [len(s.imports) for s in known] == [1, 2]
    assert _counted(tmp_path / "shop") == (2 * ROWS, ROWS, ROWS * (ROWS + 1))
    assert verify_lake(where).findings == ()
    assert verify_vault(where).findings == ()


def test_the_same_file_twice_at_once_counts_once(tmp_path: Path) -> None:
    lakes.workspace(tmp_path / "shop")
    path = _file(tmp_path, "A")
    for process in [_importing(tmp_path / "shop", path) for _ in range(2)]:
        _done(process)
    assert _counted(tmp_path / "shop")[0] == ROWS
    where = open_workspace(tmp_path / "shop")
    assert len(snapshots.latest(where.lake).imports) == 1
    assert verify_lake(where).is_sound
