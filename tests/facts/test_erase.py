"""Somebody erased is gone from vault, texts and caches; counts and old versions stay as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lianyi.engines.embedded import Embedded
from lianyi.facts import erase as erasing
from lianyi.facts.current import ensure
from lianyi.facts.erase import erase, intent_path
from lianyi.facts.lake import fact_path, read_manifest
from lianyi.facts.snapshots import Snapshot
from lianyi.facts.tables import TABLES
from lianyi.facts.vault import Vault, tagged
from lianyi.facts.verify import verify_lake
from lianyi.facts.workspace import Workspace
from tests.facts import lakes

PHONE, WORDS = "13800008888", "我是住在西湖边的小王，收到很满意"
PAID = {"paid_at": "2026-11-09 01:00:00", "paid_fen": 1_000}


class Case:
    """A workspace in which two of three people wrote something."""

    def __init__(self, folder: Path) -> None:
        self.where: Workspace = lakes.workspace(folder)
        self.vault: Vault = lakes.vault(self.where)
        tags = [tagged("phone", PHONE), tagged("phone", "2"), tagged("openid", "3")]
        self.ids = [i for i in self.vault.assign(tags) if i is not None]
        orders = [{"order_no": f"E{n}", "buyer": i, **PAID} for n, i in enumerate(self.ids)]
        reviews = [
            {"review_no": "R0", "person": self.ids[0], "text": WORDS, "score": 5},
            {"review_no": "R1", "person": self.ids[1], "text": "不错", "score": 4},
        ]
        lakes.add(self.where, "a", "2026-11-10 00:00:00", orders=orders)
        lakes.add(self.where, "b", "2026-11-10 00:00:00", reviews=reviews)
        self.snapshot: Snapshot = lakes.stand(self.where, "a", "b")
        # The third number is the first person's other identifier.
        self.vault.add_links([(self.ids[0], self.ids[2])], None, "card", "t")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        engine = Embedded(ensure(self.where, self.snapshot, self.vault))
        found = [tuple(r) for r in engine.rows(sql)]
        engine.close()
        return found

    def erase(self) -> erasing.Erased:
        gone = [self.ids[0], self.ids[2]]
        return erase(self.where, self.vault, gone, at="2026-11-23", reason="asked")

    def raw(self, folder: str = ".") -> bytes:
        files = sorted((self.where.folder / folder).rglob("*"))
        return b"".join(p.read_bytes() for p in files if p.is_file())


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    made = Case(tmp_path)
    yield made
    made.vault.close()


COUNTS = "SELECT count(*), count(DISTINCT person_id), sum(paid_fen), count(*) FILTER (is_new_buyer) FROM orders"


def test_counts_and_persons_stay_and_nothing_leads_to_anybody(case: Case) -> None:
    before, people = case.rows(COUNTS), case.rows("SELECT person_id FROM people ORDER BY 1")
    done = case.erase()
    assert (done.identifiers, done.files, done.texts) == (2, 1, 1)
    assert case.rows(COUNTS) == before == [(3, 2, 3_000, 2)]
    assert case.rows("SELECT person_id FROM people ORDER BY 1") == people
    assert case.vault.find("phone", PHONE) is None


def test_what_they_wrote_is_gone_and_what_others_wrote_is_not(case: Case) -> None:
    case.rows("SELECT text FROM reviews")  # fills the cache
    case.erase()
    found = case.rows("SELECT review_no, text, score FROM reviews ORDER BY 1")
    assert found == [("R0", None, 5), ("R1", "不错", 4)]
    raw = case.raw()
    assert WORDS.encode() not in raw
    assert PHONE.encode() not in raw


def test_the_lake_is_still_whole(case: Case) -> None:
    case.erase()
    assert verify_lake(case.where).findings == ()


def test_a_later_import_does_not_recognise_them(case: Case) -> None:
    case.erase()
    again = case.vault.assign([tagged("phone", PHONE), tagged("phone", "2"), tagged("openid", "3")])
    assert again == [None, case.ids[1], None]


def test_erasing_twice_changes_nothing_more(case: Case) -> None:
    case.erase()
    lake = case.raw("lake")
    done = case.erase()
    assert (done.identifiers, done.files, done.texts) == (0, 0, 0)
    assert case.raw("lake") == lake


@pytest.mark.parametrize("stop_before", ["write_manifest", "publish"])
def test_an_erasure_cut_short_is_seen_and_can_be_repeated(
    case: Case, monkeypatch: pytest.MonkeyPatch, stop_before: str
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(erasing, stop_before, killed)
        with pytest.raises(KeyboardInterrupt):
            case.erase()
    assert intent_path(case.where.lake).exists()
    seen = verify_lake(case.where)
    assert not seen.is_sound
    assert any(str(case.ids[0]) in f.advice.en for f in seen.findings)
    case.erase()
    assert verify_lake(case.where).is_sound
    assert WORDS.encode() not in case.raw()


def test_a_damaged_file_is_not_blessed_by_an_erasure(case: Case) -> None:
    """Only a file that was written again gets a new checksum."""
    lakes.add(
        case.where, "c", "2026-11-10 00:00:00",
        reviews=[{"review_no": "R2", "person": 7, "text": "好", "score": 5}],
    )  # fmt: skip
    lakes.stand(case.where, "a", "b", "c")
    path = fact_path(case.where.lake, "reviews", "c")
    had = read_manifest(case.where.lake, "c").parts[0].sha256
    path.write_bytes(path.read_bytes()[:-8] + b"\0\0\0\0PAR1")
    assert hashlib.sha256(path.read_bytes()).hexdigest() != had
    intact = fact_path(case.where.lake, "reviews", "c").with_suffix(".kept")
    path.rename(intact)
    case.erase()
    intact.rename(path)
    assert read_manifest(case.where.lake, "c").parts[0].sha256 == had


def test_free_text_is_named_with_columns_that_exist() -> None:
    for table, columns in erasing.FREE_TEXT.items():
        declared = TABLES.get(table).by_name
        assert {declared[c].type for c in columns} == {"text"}
        assert declared["person"].type == "person"
