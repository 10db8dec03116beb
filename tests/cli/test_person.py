"""`lianyi person`: found by number or by a value that is shown nowhere; linked, unlinked, forgotten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lianyi.facts.snapshots import latest
from lianyi.facts.vault import tagged
from lianyi.facts.workspace import Workspace
from tests.cli.conftest import PHONES, WORDS, Run
from tests.facts import lakes

People = tuple[Workspace, list[int]]


def test_somebody_is_shown_by_number_with_orders_and_identifiers(
    lianyi: Run, people: People
) -> None:
    where, ids = people
    said = lianyi("person", "show", ids[0], "--json", "-C", where.folder)
    (person,) = json.loads(said.out)["people"]
    assert person == {
        "person_id": ids[0],
        "orders": 2,
        "paid_orders": 2,
        "paid_fen": 2_003,
        "first_day": "2026-11-09",
        "last_day": "2026-11-12",
        "quarantined": [],
        "identifiers": [
            {"identifier_id": ids[0], "kind": "phone", "born": 1, "erased_at": None, "erased_reason": None}
        ],
        "links": [],
    }  # fmt: skip


def test_a_phone_is_found_however_it_is_written_and_never_shown(
    lianyi: Run, people: People
) -> None:
    where, ids = people
    for written in (PHONES[1], f"+86 {PHONES[1]}", "138-0000-0002"):
        said = lianyi("person", "show", "--phone", "-", "-C", where.folder, stdin=f"{written}\n")
        assert said.code == 0
        assert str(ids[1]) in said.out
        assert PHONES[1] not in said.out + said.err


def test_any_identifier_is_found_by_kind_and_value(lianyi: Run, people: People) -> None:
    where, _ = people
    vault = lakes.vault(where)
    (openid,) = vault.assign([tagged("openid", "o-123")])
    vault.close()
    assert (
        str(openid) in lianyi("person", "show", "--id", "openid", "o-123", "-C", where.folder).out
    )
    said = lianyi("person", "show", "--id", "openid", "o-999", "-C", where.folder)
    assert said.code == 1
    assert "[person.value_unknown]" in said.err
    assert "o-999" not in said.err


def test_a_receivers_phone_is_found_beside_the_buyers(lianyi: Run, people: People) -> None:
    where, ids = people
    vault = lakes.vault(where)
    (receiver,) = vault.assign([tagged("receiver:douyin", PHONES[0])])
    vault.close()
    said = lianyi("person", "show", "--phone", PHONES[0], "--json", "-C", where.folder)
    assert {p["person_id"] for p in json.loads(said.out)["people"]} == {ids[0], receiver}


def test_linking_makes_one_person_and_unlinking_two(lianyi: Run, people: People) -> None:
    where, ids = people
    buyers = "SELECT count(DISTINCT person_id) AS n FROM orders"
    counted = []
    for action in (None, "link", "unlink"):
        if action:
            said = lianyi(
                "person", action, ids[1], ids[0], "--reason", "same card", "-C", where.folder
            )
            assert said.code == 0
        counted.append(lianyi("sql", buyers, "--csv", "-C", where.folder).out.split()[1])
    assert counted == ["3", "2", "3"]
    vault = lakes.vault(where)
    assert vault._db.execute("SELECT reason, removed_reason FROM links").fetchall() == [
        ("same card", "same card")
    ]
    vault.close()


def test_what_is_not_linked_cannot_be_unlinked(lianyi: Run, people: People) -> None:
    where, ids = people
    said = lianyi("person", "unlink", ids[0], ids[1], "--reason", "r", "-C", where.folder)
    assert (said.code, "[person.not_linked]" in said.err) == (1, True)
    said = lianyi("person", "link", ids[0], 7, "--reason", "r", "-C", where.folder)
    assert (said.code, "[person.unknown]" in said.err) == (1, True)
    said = lianyi("person", "link", ids[0], ids[0], "--reason", "r", "-C", where.folder)
    assert (said.code, "[person.same]" in said.err) == (1, True)


def test_a_phone_that_everybody_shares_is_listed(lianyi: Run, people: People) -> None:
    where, _ = people
    vault = lakes.vault(where)
    shared, *others = (i for i in vault.assign([tagged("openid", str(n)) for n in range(8)]) if i)
    vault.add_links([(shared, o) for o in others], None, "one phone", "t")
    vault.close()
    said = lianyi("person", "show", "--json", "-C", where.folder)
    assert json.loads(said.out) == {"quarantine": [{"identifier": shared, "linked_to": 7}]}


def test_nobody_is_erased_without_a_yes(lianyi: Run, people: People) -> None:
    where, ids = people
    said = lianyi("person", "erase", ids[0], "-C", where.folder, stdin="erase\n")
    assert (said.code, "[person.unconfirmed]" in said.err) == (1, True)
    said = lianyi("person", "erase", "--yes", "-C", where.folder)
    assert (said.code, "[person.not_named]" in said.err) == (1, True)
    assert "phone" in lianyi("person", "show", ids[0], "-C", where.folder).out


def test_somebody_erased_by_phone_is_gone_while_totals_stay(lianyi: Run, people: People) -> None:
    where, ids = people
    totals = "SELECT count(*), count(DISTINCT person_id), sum(paid_fen) FROM orders"
    before = lianyi("sql", totals, "--csv", "-C", where.folder).out
    said = lianyi(
        "person", "erase", "--phone", "-", "--yes", "--reason", "asked", "-C", where.folder,
        stdin=PHONES[0],
    )  # fmt: skip
    assert said.code == 0
    assert "1 identifiers and 1 texts" in said.err
    assert lianyi("sql", totals, "--csv", "-C", where.folder).out == before
    assert latest(where.lake).number == 1
    assert "asked" in lianyi("person", "show", ids[0], "-C", where.folder).out
    raw = b"".join(p.read_bytes() for p in where.folder.rglob("*") if p.is_file())
    assert WORDS.encode() not in raw
    assert PHONES[0].encode() not in raw
    vault = lakes.vault(where)
    assert vault.assign([tagged("phone", p) for p in PHONES]) == [None, *ids[1:]]
    vault.close()
    assert lianyi("verify", "-C", where.folder).code == 0


def test_somebody_never_seen_can_be_barred_beforehand(lianyi: Run, people: People) -> None:
    where, _ = people
    said = lianyi("person", "erase", "--phone", "13911112222", "--yes", "-C", where.folder)
    assert said.code == 0
    vault = lakes.vault(where)
    assert vault.assign([tagged("phone", "13911112222")]) == [None]
    vault.close()


def test_what_somebody_erased_wrote_does_not_come_back(
    lianyi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later export has the same review again: it counts, without its author and without its words."""
    monkeypatch.setenv("LIANYI_KEY", lakes.KEY.hex())
    where = lakes.workspace(tmp_path / "shop")
    head = "review_no,at,person,score,text"
    row = f"R1,2026-11-09 10:00:00,{PHONES[0]},5,{WORDS}"
    other = f"R2,2026-11-09 11:00:00,{PHONES[1]},4,不错"
    anonymous = "R3,2026-11-09 12:00:00,,4,还行"
    for name, rows in (("one.csv", [row, other]), ("two.csv", [row, other, anonymous])):
        (tmp_path / name).write_text("\n".join([head, *rows]) + "\n", "utf-8")
        done = lianyi("import", tmp_path / name, "--as", "reviews", "-C", where.folder)
        assert done.code == 0, done.err
        if name == "one.csv":
            erase = ("person", "erase", "--phone", PHONES[0], "--yes")
            assert lianyi(*erase, "-C", where.folder).code == 0
    query = "SELECT review_no, text, score, person_id IS NULL AS nobody FROM reviews ORDER BY 1"
    said = lianyi("sql", query, "--csv", "-C", where.folder)
    assert said.out.splitlines()[1:] == ["R1,,5,True", "R2,不错,4,False", "R3,还行,4,True"]
    raw = b"".join(p.read_bytes() for p in where.folder.rglob("*") if p.is_file())
    assert WORDS.encode() not in raw


def test_a_workspace_without_people_says_so(lianyi: Run, people: People) -> None:
    where, _ = people
    for path in where.folder.glob("vault.db*"):
        path.unlink()
    said = lianyi("person", "show", "-C", where.folder)
    assert (said.code, "[person.none]" in said.err) == (1, True)
    assert not (where.folder / "vault.db").exists()
