"""The vault knows people by hashes alone, forgets them for good, and never takes a wrong key."""

from __future__ import annotations

import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lianyi.core.errors import LianyiError
from lianyi.facts.vault import Vault, tagged

KEY = bytes(range(32))
PHONES = [tagged("phone", f"138{n:08d}") for n in range(50)]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = Vault(tmp_path / "vault.db", KEY)
    yield opened
    opened.close()


def _raw(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folder.iterdir()))


def test_the_same_value_keeps_its_number_and_another_gets_another(vault: Vault) -> None:
    first = vault.assign(PHONES)
    assert vault.assign(list(reversed(PHONES))) == list(reversed(first))
    assert len(set(first)) == len(PHONES)
    assert vault.assign([PHONES[0], PHONES[0]]) == [first[0], first[0]]


def test_the_same_value_of_another_kind_is_somebody_else(vault: Vault) -> None:
    ids = vault.assign([tagged("phone", "1"), tagged("receiver:douyin", "1")])
    assert ids[0] != ids[1]


def test_no_value_is_in_the_file(vault: Vault, tmp_path: Path) -> None:
    vault.assign(PHONES)
    raw = _raw(tmp_path)
    assert not [t for t in PHONES if t.split("\x1f")[1].encode() in raw]
    assert stat.S_IMODE((tmp_path / "vault.db").stat().st_mode) == 0o600


def test_another_key_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    Vault(tmp_path / "vault.db", KEY).close()
    with pytest.raises(LianyiError, match=r"key\.wrong"):
        Vault(tmp_path / "vault.db", bytes(32))
    Vault(tmp_path / "vault.db", KEY).close()


def test_numbers_do_not_follow_from_values(tmp_path: Path) -> None:
    """Two workspaces with one key and the same phones share no number: a leak of one says nothing of the other."""
    one, two = Vault(tmp_path / "1.db", KEY), Vault(tmp_path / "2.db", KEY)
    assert not set(one.assign(PHONES)) & set(two.assign(PHONES))
    one.close()
    two.close()


def test_somebody_erased_by_number_is_never_sealed_again(vault: Vault) -> None:
    ids = vault.assign(PHONES)
    gone = [i for i in ids[:3] if i is not None]
    assert vault.erase(gone, [], "2026-11-23", "asked") == 3
    assert vault.assign(PHONES[:4]) == [None, None, None, ids[3]]
    assert vault.find("phone", "13800000000") is None
    assert vault.erased(gone) == dict.fromkeys(gone, ("2026-11-23", "asked"))


def test_a_value_can_be_barred_before_it_was_ever_seen(vault: Vault) -> None:
    assert vault.erase([], [PHONES[7]], "2026-11-23", "") == 0
    assert vault.assign([PHONES[7], PHONES[8]])[0] is None


def test_erasing_leaves_no_trace_of_the_hash(vault: Vault, tmp_path: Path) -> None:
    (number,) = vault.assign(PHONES[:1])
    assert number is not None
    digest = vault._hash(PHONES[0], b"identifier")
    vault._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert digest in _raw(tmp_path)
    vault.erase([number], [], "2026-11-23", "")
    assert digest not in _raw(tmp_path)


def test_erasing_keeps_the_links_among_random_numbers_and_their_age(vault: Vault) -> None:
    a, b = (i for i in vault.assign(PHONES[:2]) if i is not None)
    vault.add_links([(a, b)], None, "same card", "2026-11-23")
    before, born = vault.links(), vault.born_of([a, b])
    vault.erase([a, b], [], "2026-11-23", "")
    assert vault.links() == before
    assert vault.born_of([a, b]) == born


def test_what_was_taken_apart_by_hand_no_import_joins_again(vault: Vault) -> None:
    a, b = (i for i in vault.assign(PHONES[:2]) if i is not None)
    vault.add_links([(a, b)], "import1", "same order", "2026-11-01")
    assert vault.remove_link(b, a, "two sisters", "2026-11-02") == 1
    vault.add_links([(a, b)], "import1", "same order", "2026-11-03")
    assert vault.links() == []
    vault.add_links([(b, a)], None, "one after all", "2026-11-04")
    assert [(link.reason, link.import_id) for link in vault.links()] == [("one after all", None)]


def test_a_link_that_comes_or_goes_changes_the_version(vault: Vault) -> None:
    a, b = (i for i in vault.assign(PHONES[:2]) if i is not None)
    versions = [vault.version()]
    vault.add_links([(a, b)], None, "r", "t")
    versions.append(vault.version())
    vault.add_links([(a, b)], None, "again", "t")
    assert vault.version() == versions[-1]
    vault.remove_link(a, b, "r", "t")
    assert vault.version() == versions[0] != versions[1]


def test_a_hundred_thousand_at_once_are_quick_even_with_a_suppress_list(vault: Vault) -> None:
    many = [tagged("phone", f"1{n:010d}") for n in range(100_000)]
    ids = vault.assign(many)
    vault.erase([i for i in ids[:1_000] if i is not None], [], "t", "")
    start = time.process_time()
    again = vault.assign(many)
    assert time.process_time() - start < 60
    assert again == [None] * 1_000 + ids[1_000:]
    assert len(vault.born_of(i for i in ids if i is not None)) == 100_000


def _half_way(vault: Vault) -> None:
    with vault._write() as db:
        db.execute("INSERT INTO suppressed VALUES (x'00', 't')")
        raise RuntimeError


def test_a_failure_in_the_middle_leaves_nothing(vault: Vault) -> None:
    with pytest.raises(RuntimeError):
        _half_way(vault)
    assert vault._db.execute("SELECT count(*) FROM suppressed").fetchone() == (0,)
    assert vault.check() == []
