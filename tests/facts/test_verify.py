"""Every way in which what is stored can be damaged is found, with the gravest first."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from lianyi.facts.keys import key_path, save_key
from lianyi.facts.lake import fact_path, manifest_path
from lianyi.facts.snapshots import folder_of
from lianyi.facts.vault import tagged
from lianyi.facts.verify import Verdict, verify_lake, verify_vault
from lianyi.facts.workspace import Workspace
from tests.facts import lakes

ORDER = {"order_no": "E1", "paid_fen": 1_000, "paid_at": "2026-11-09 01:00:00"}


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = lakes.workspace(tmp_path / "shop")
    lakes.add(made, "aaa", "2026-11-10 00:00:00", orders=[ORDER], refunds=[{"refund_no": "R1"}])
    lakes.add(made, "bbb", "2026-11-11 00:00:00", orders=[ORDER])
    lakes.stand(made, "aaa", "bbb")
    lakes.stand(made, "aaa")
    vault = lakes.vault(made)
    vault.assign([tagged("phone", "1"), tagged("phone", "2")])
    vault.close()
    save_key(made.id, lakes.KEY)
    return made


def _told(verdict: Verdict) -> list[tuple[str, str, str]]:
    return [(f.impact, f.place, f.what.en) for f in verdict.findings]


def test_a_whole_lake_is_counted_and_found_sound(where: Workspace) -> None:
    verdict = verify_lake(where)
    assert verdict.findings == ()
    assert verdict.is_sound
    assert verdict.looked_at == {"snapshots": 2, "imports": 2, "files": 3, "rows": 3}


def test_an_empty_workspace_is_sound(tmp_path: Path) -> None:
    empty = lakes.workspace(tmp_path)
    assert verify_lake(empty).is_sound
    assert verify_vault(empty).is_sound


DAMAGES: dict[str, tuple[Callable[[Workspace], object], tuple[str, str, str]]] = {
    "a part is gone": (
        lambda w: fact_path(w.lake, "refunds", "aaa").unlink(),
        ("wrong", "lake/refunds/aaa.parquet", "is missing"),
    ),
    "one byte of a part": (
        lambda w: _flip(fact_path(w.lake, "orders", "aaa")),
        ("wrong", "lake/orders/aaa.parquet", "is not what was imported"),
    ),
    "a part of an import taken back": (
        lambda w: _flip(fact_path(w.lake, "orders", "bbb")),
        ("redo", "lake/orders/bbb.parquet", "is not what was imported"),
    ),
    "a manifest is gone": (
        lambda w: manifest_path(w.lake, "aaa").unlink(),
        ("wrong", "lake/imports/aaa.json", "is missing"),
    ),
    "half a manifest": (
        lambda w: manifest_path(w.lake, "aaa").write_text('{"id": '),
        ("wrong", "lake/imports/aaa.json", "cannot be read"),
    ),
    "the newest snapshot": (
        lambda w: (folder_of(w.lake) / "2.json").write_text("[]"),
        ("wrong", "lake/snapshots/2.json", "cannot be read"),
    ),
    "an old snapshot is gone": (
        lambda w: (folder_of(w.lake) / "1.json").unlink(),
        ("redo", "lake/snapshots/1.json", "is missing"),
    ),
    "no Parquet": (
        lambda w: _replaced(w, b"PAR1 this is not"),
        ("wrong", "lake/orders/aaa.parquet", "cannot be read"),
    ),
    "another count of rows": (
        lambda w: _manifested(w, rows=7),
        ("wrong", "lake/orders/aaa.parquet", "has 1 rows instead of 7"),
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found_and_named(where: Workspace, damage: str) -> None:
    harm, (impact, place, what) = DAMAGES[damage]
    harm(where)
    verdict = verify_lake(where)
    assert not verdict.is_sound
    found = [f for f in _told(verdict) if f[1] == place]
    assert found
    assert found[0][0] == impact
    assert found[0][2].startswith(what)


def test_rows_without_a_key_are_found(where: Workspace) -> None:
    lakes.add(where, "ccc", "2026-11-12 00:00:00", orders=[{"order_no": None, "paid_fen": 1}])
    lakes.stand(where, "aaa", "ccc")
    assert _told(verify_lake(where)) == [
        ("wrong", "lake/orders/ccc.parquet", "1 rows lack their key")
    ]


def test_what_a_killed_import_left_is_listed_but_does_no_harm(where: Workspace) -> None:
    lakes.add(where, "ddd", "2026-11-12 00:00:00", orders=[ORDER])
    (where.lake / "orders" / ".aside-1.parquet").write_bytes(b"half")
    verdict = verify_lake(where)
    assert {f.place for f in verdict.findings} == {
        "lake/orders/ddd.parquet",
        "lake/imports/ddd.json",
        "lake/orders/.aside-1.parquet",
    }
    assert {f.impact for f in verdict.findings} == {"left_over"}
    assert verdict.is_sound


def test_the_gravest_comes_first(where: Workspace) -> None:
    (where.lake / "orders" / ".aside-1.parquet").write_bytes(b"half")
    _flip(fact_path(where.lake, "orders", "bbb"))
    _flip(fact_path(where.lake, "orders", "aaa"))
    assert [f.impact for f in verify_lake(where).findings] == ["wrong", "redo", "left_over"]


def test_a_whole_vault_is_found_sound(where: Workspace) -> None:
    verdict = verify_vault(where)
    assert verdict.findings == ()
    assert verdict.looked_at == {"identifiers": 2}


def test_a_vault_that_others_may_read_is_named(where: Workspace) -> None:
    (where.folder / "vault.db").chmod(0o640)
    key_path(where.id).chmod(0o604)
    assert [(f.impact, Path(f.place).name) for f in verify_vault(where).findings] == [
        ("exposed", f"{where.id}.key"),
        ("exposed", "vault.db"),
    ]


def test_a_key_that_is_gone_or_another_is_named(where: Workspace) -> None:
    key_path(where.id).unlink()
    assert [f.what.en for f in verify_vault(where).findings] == ["the key is missing"]
    save_key(where.id, bytes(32))
    assert [f.what.en for f in verify_vault(where).findings] == ["the key does not fit"]
    key_path(where.id).write_text("12")
    assert [f.what.en for f in verify_vault(where).findings] == ["the key is malformed"]


def test_a_vault_that_is_no_database_is_named(where: Workspace) -> None:
    path = where.folder / "vault.db"
    for end in ("", "-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)
    path.write_bytes(os.urandom(4_096))
    path.chmod(0o600)
    (finding,) = verify_vault(where).findings
    assert finding.impact == "wrong"
    assert finding.what.en.startswith("cannot be opened")


def _flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def _replaced(where: Workspace, content: bytes) -> None:
    import hashlib

    fact_path(where.lake, "orders", "aaa").write_bytes(content)
    _manifested(where, sha256=hashlib.sha256(content).hexdigest())


def _manifested(where: Workspace, **changes: object) -> None:
    path = manifest_path(where.lake, "aaa")
    document = json.loads(path.read_text())
    document["parts"][0].update(changes)
    path.write_text(json.dumps(document))
