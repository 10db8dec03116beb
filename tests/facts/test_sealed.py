"""Planted phones, names, addresses and remarks are nowhere in what an import leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lianyi.facts.keys import KEY_BYTES
from lianyi.facts.vault import Vault, tagged
from tests.facts import lakes

KEY = "5a" * KEY_BYTES
PEOPLE = 200
HEAD = "order_no,buyer,receiver,paid_at,paid_fen,province,收货人姓名,收货地址,买家留言,身份证号,openid\n"


def _planted(number: int) -> dict[str, str]:
    return {
        "buyer": f"1391{number:07d}",
        "receiver": f"1772{number:07d}",
        "name": f"甲乙丙{number}",
        "street": f"涟漪路{number}号",
        "remark": f"请放门卫{number}处",
        "identity": f"3301061990010{number:05d}",
        "openid": f"oLianyi{number:06d}",
    }


def _export(path: Path) -> None:
    lines = []
    for n in range(PEOPLE):
        p = _planted(n)
        lines.append(
            f"E{n},{p['buyer']},{p['receiver']},2026-11-{n % 20 + 1:02d} 12:00:00,{n + 1},浙江省,"
            f"{p['name']},{p['street']},{p['remark']},{p['identity']},{p['openid']}\n"
        )
    path.write_text(HEAD + "".join(lines), "utf-8")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a workspace after an import and some questions, and everything that the commands said."""
    folder = tmp_path_factory.mktemp("sealed")
    lakes.workspace(folder / "shop")
    _export(folder / "orders.csv")
    said = [
        _said(folder, "import", folder / "orders.csv", "--as", "orders"),
        _said(folder, "imports"),
        _said(folder, "sql", "SELECT * FROM orders"),
        _said(folder, "person", "show", "--phone", _planted(3)["buyer"]),
        _said(folder, "verify"),
    ]
    return folder / "shop", "".join(said)


def _said(folder: Path, command: str, *arguments: object) -> str:
    run = [sys.executable, "-m", "lianyi.cli.main", command, *map(str, arguments)]
    environment = {**os.environ, "LIANYI_KEY": KEY, "XDG_CONFIG_HOME": str(folder / "config")}
    done = subprocess.run(
        run, capture_output=True, text=True, check=False, env={**environment, "LIANYI_SHOP": str(folder / "shop")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_no_planted_value_is_in_any_file_of_the_workspace(shop: tuple[Path, str]) -> None:
    raw = b"\n".join(p.read_bytes() for p in sorted(shop[0].rglob("*")) if p.is_file())
    found = [v for n in range(PEOPLE) for v in _planted(n).values() if v.encode() in raw]
    assert found == []


def test_no_planted_value_was_said(shop: tuple[Path, str]) -> None:
    found = [v for n in range(PEOPLE) for v in _planted(n).values() if v in shop[1]]
    assert found == []
    assert "浙江省" in shop[1]


def test_no_column_of_a_fact_file_holds_them_unpacked(shop: tuple[Path, str]) -> None:
    """Parquet is compressed, so the bytes alone prove little: read every cell."""
    import duckdb

    con = duckdb.connect()
    planted = {v for n in range(PEOPLE) for v in _planted(n).values()}
    files = sorted(shop[0].rglob("*.parquet"))
    assert files
    for path in files:
        for row in con.execute(f"SELECT * FROM read_parquet('{path}')").fetchall():
            assert not planted & {str(cell) for cell in row}
    con.close()


def test_the_people_are_known_all_the_same(shop: tuple[Path, str]) -> None:
    vault = Vault(shop[0] / "vault.db", bytes.fromhex(KEY))
    known = {vault.find("phone", _planted(n)["buyer"]) for n in range(PEOPLE)}
    assert len(known - {None}) == PEOPLE
    # Whoever holds the file without the key can try every phone and learns nothing.
    hashes = {row[0] for row in vault._db.execute("SELECT hash FROM identifiers")}
    keyless = Vault(shop[0] / "other.db", bytes(32))
    assert keyless._hash(tagged("phone", _planted(0)["buyer"]), b"identifier") not in hashes
    keyless.close()
    vault.close()
