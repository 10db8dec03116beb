"""Running commands in this process: what they print, and their exit code."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from lianyi.cli.main import main
from lianyi.facts.keys import save_key
from lianyi.facts.vault import tagged
from lianyi.facts.workspace import Workspace
from tests.facts import lakes

PHONES = ("13800000001", "13800000002", "13800000003")
WORDS = "我是住在西湖边的小王"


@dataclass(frozen=True)
class Said:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def lianyi(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `lianyi ARGUMENT…` and gives back what it said."""
    monkeypatch.setenv("LIANYI_LANG", "en")

    def run(*arguments: object, stdin: str = "") -> Said:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        code = main([str(a) for a in arguments])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Workspace, list[int]]:
    """Return a workspace of three buyers, five orders and a review, and the buyers' numbers."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    where = lakes.workspace(tmp_path / "shop")
    save_key(where.id, lakes.KEY)
    vault = lakes.vault(where)
    ids = [i for phone in PHONES for i in vault.assign([tagged("phone", phone)]) if i is not None]
    vault.close()
    orders = [
        {"order_no": f"E{n}", "buyer": ids[n % 3], "paid_fen": 1_000 + n, "paid_at": f"2026-11-{9 + n:02d} 01:00:00"}
        for n in range(5)
    ]  # fmt: skip
    reviews = [{"review_no": "R1", "person": ids[0], "text": WORDS, "score": 5}]
    days = ("2026-11-09", "2026-11-13")
    lakes.add(where, "aaa", "2026-11-14 00:00:00", days=days, orders=orders)
    lakes.add(where, "bbb", "2026-11-14 00:00:00", reviews=reviews)
    lakes.stand(where, "aaa", "bbb")
    return where, ids
