"""The current view: exclusions, refunds, coverage, persons, and the same answers after its cache is gone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from lianyi.core.errors import LianyiError
from lianyi.engines.embedded import Embedded
from lianyi.facts.coverage import coverage_of
from lianyi.facts.current import Current, ensure
from lianyi.facts.exclusions import parse_exclusions
from lianyi.facts.vault import tagged
from lianyi.facts.workspace import Workspace
from tests.facts import lakes

PAID = {"paid_at": "2026-11-09 01:00:00", "created_at": "2026-11-09 00:59:00"}


def _rows(current: Current, sql: str) -> list[tuple[Any, ...]]:
    engine = Embedded(current)
    found = [tuple(row) for row in engine.rows(sql)]
    engine.close()
    return found


def _order(number: str, fen: int = 1_000, **more: Any) -> dict[str, Any]:
    return {"order_no": number, "paid_fen": fen, **PAID, **more}


def _seen(where: Workspace, *imports: str) -> Current:
    return ensure(where, lakes.stand(where, *imports), None)


def test_each_rule_leaves_out_its_orders_and_names_itself(tmp_path: Path) -> None:
    where = lakes.workspace(tmp_path)
    (tmp_path / "exclude.yaml").write_text(
        "flags: [红]\nremark_words: [测试]\namount_up_to: 0.01\npeople: [77]\norders: [E5]\npromoters: [某某, P9]\n"
    )
    orders = [
        _order("E1"), _order("E2", flag="红"), _order("E3", remark_words="送礼,测试"), _order("E4", 1),
        _order("E5"), _order("E6", promoter_name="某某"), _order("E7", promoter_id="P9"), _order("E8", buyer=77),
        _order("E9", 2),
    ]  # fmt: skip
    lakes.add(where, "a", "2026-11-10 00:00:00", orders=orders)
    current = _seen(where, "a")
    assert _rows(current, "SELECT order_no FROM orders ORDER BY 1") == [("E1",), ("E9",)]
    reasons = dict(
        _rows(
            current,
            "SELECT order_no, excluded_reason FROM orders_all WHERE excluded_reason IS NOT NULL",
        )
    )
    assert reasons == {
        "E2": "flag", "E3": "remark", "E4": "tiny_amount", "E5": "listed", "E6": "promoter", "E7": "promoter",
        "E8": "staff",
    }  # fmt: skip
    assert _rows(current, "SELECT DISTINCT order_no FROM order_lines ORDER BY 1") == [
        ("E1",),
        ("E9",),
    ]


def test_another_rule_makes_another_view(tmp_path: Path) -> None:
    where = lakes.workspace(tmp_path)
    lakes.add(where, "a", "2026-11-10 00:00:00", orders=[_order("E1"), _order("E2", flag="红")])
    assert _rows(_seen(where, "a"), "SELECT count(*) FROM orders") == [(2,)]
    (tmp_path / "exclude.yaml").write_text("flags: [红]\n")
    assert _rows(_seen(where, "a"), "SELECT count(*) FROM orders") == [(1,)]


@pytest.mark.parametrize("document", [["flags"], {"flag": ["红"]}, {"people": "me"}, 7])
def test_a_rule_that_cannot_be_read_is_refused(document: Any) -> None:
    with pytest.raises(LianyiError, match=r"exclude\.malformed"):
        parse_exclusions(document)


def test_one_payment_seen_by_two_platforms_counts_once(tmp_path: Path) -> None:
    where = lakes.workspace(tmp_path)
    lakes.add(where, "a", "2026-11-10 00:00:00", orders=[_order("Y1", payment_no="P1")])
    lakes.add(
        where, "b", "2026-11-09 00:00:00", platform="douyin", orders=[_order("D1", payment_no="P1")]
    )
    found = _rows(
        _seen(where, "a", "b"), "SELECT order_no, excluded_reason FROM orders_all ORDER BY 1"
    )
    assert found == [("D1", None), ("Y1", "duplicate_payment")]


def test_a_running_total_becomes_differences_dated_by_the_file_that_first_showed_them(
    tmp_path: Path,
) -> None:
    where = lakes.workspace(tmp_path)
    for name, as_of, refunded in (
        ("c", "2026-11-20 00:00:00", 700), ("a", "2026-11-10 00:00:00", 0),
        ("b", "2026-11-14 17:00:00", 300), ("d", "2026-11-25 00:00:00", 700),
    ):  # fmt: skip
        lakes.add(where, name, as_of, orders=[_order("E1", refunded_fen=refunded)])
    current = _seen(where, "a", "b", "c", "d")
    sql = "SELECT CAST(first_seen_day AS VARCHAR), refund_fen, basis, refunded_day FROM refunds ORDER BY 1"
    # 17:00 in Greenwich is the next day in Shanghai.
    assert _rows(current, sql) == [
        ("2026-11-15", 300, "running_total", None),
        ("2026-11-20", 400, "running_total", None),
    ]
    assert _rows(current, "SELECT refund_fen, is_fully_refunded FROM orders") == [(700, False)]


def test_events_of_an_order_stand_in_place_of_its_running_total(tmp_path: Path) -> None:
    where = lakes.workspace(tmp_path)
    lakes.add(where, "a", "2026-11-10 00:00:00", orders=[_order("E1", refunded_fen=300)])
    event = {"refund_no": "R1", "order_no": "E1", "refund_fen": 300, "status": "refunded"}
    lakes.add(
        where,
        "b",
        "2026-11-10 00:00:00",
        refunds=[{**event, "refunded_at": "2026-11-12 01:00:00"}],
    )
    assert _rows(_seen(where, "a", "b"), "SELECT refund_no, basis FROM refunds") == [
        ("R1", "event")
    ]


def test_a_view_is_the_same_after_its_cache_is_deleted(tmp_path: Path) -> None:
    where = lakes.workspace(tmp_path)
    orders = [_order(f"E{n}", 100 * n, buyer=n % 7, province="浙江省") for n in range(1, 60)]
    lakes.add(where, "a", "2026-11-10 00:00:00", orders=orders)
    lakes.add(
        where, "b", "2026-11-11 00:00:00", orders=[_order(f"E{n}", 7, buyer=3) for n in range(5, 9)]
    )
    views = ("orders_all", "order_lines", "people", "cohort_months", "days", "coverage")
    answers = []
    for _ in range(2):
        current = _seen(where, "b", "a")
        answers.append(
            {v: sorted(map(str, _rows(current, f"SELECT * FROM {v}"))) for v in views}
        )  # fmt: skip
        shutil.rmtree(where.cache)
    assert answers[0] == answers[1]
    assert answers[0]["people"]


def test_an_older_version_of_the_data_answers_as_it_did(tmp_path: Path) -> None:
    where = lakes.workspace(tmp_path)
    lakes.add(where, "a", "2026-11-10 00:00:00", orders=[_order("E1")])
    lakes.add(where, "b", "2026-11-11 00:00:00", orders=[_order("E1", 5), _order("E2")])
    first = lakes.stand(where, "a")
    second = lakes.stand(where, "a", "b")
    undone = lakes.stand(where, "a")
    total = "SELECT count(*), sum(paid_fen) FROM orders"
    assert _rows(ensure(where, second, None), total) == [(2, 1_005)]
    assert _rows(ensure(where, first, None), total) == [(1, 1_000)]
    assert ensure(where, undone, None).folder == ensure(where, first, None).folder


def test_linked_people_become_one_in_every_view(tmp_path: Path) -> None:
    where = lakes.workspace(tmp_path)
    vault = lakes.vault(where)
    a, b = (vault.assign([tagged("phone", t)])[0] for t in ("1", "2"))
    assert a is not None
    assert b is not None
    orders = [_order("E1", buyer=a), _order("E2", buyer=b, paid_at="2026-11-10 01:00:00")]
    lakes.add(where, "a", "2026-11-11 00:00:00", orders=orders)
    snapshot = lakes.stand(where, "a")
    apart = "SELECT count(DISTINCT person_id), count(*) FILTER (is_new_buyer) FROM orders"
    assert _rows(ensure(where, snapshot, vault), apart) == [(2, 2)]
    vault.add_links([(a, b)], None, "card", "t")
    assert _rows(ensure(where, snapshot, vault), apart) == [(1, 1)]
    assert _rows(ensure(where, snapshot, vault), "SELECT person_id, paid_orders FROM people") == [
        (a, 2)
    ]
    vault.remove_link(a, b, "no", "t")
    assert _rows(ensure(where, snapshot, vault), apart) == [(2, 2)]
    vault.close()


def test_a_last_day_that_another_file_has_whole_is_not_partial(tmp_path: Path) -> None:
    where = lakes.workspace(tmp_path)
    cut = lakes.add(
        where, "a", "2026-11-10 04:00:00", days=("2026-11-01", "2026-11-10"), partial=True, orders=[_order("E1")],
    )  # fmt: skip
    whole = lakes.add(
        where, "b", "2026-11-12 04:00:00", days=("2026-11-10", "2026-11-12"), partial=True, orders=[_order("E1")],
    )  # fmt: skip
    other = lakes.add(
        where, "c", "2026-11-12 04:00:00", store="two", days=("2026-11-01", "2026-11-20"), orders=[_order("E1")],
    )  # fmt: skip
    assert [c.is_last_day_partial for c in coverage_of([cut, other])] == [True, False]
    assert [c.is_last_day_partial for c in coverage_of([cut, whole])] == [False, True]


SAID_ROW = {
    "check_key": "goal:gmv:pace",
    "at": "2026-11-10 02:00:00",
    "state": "pass",
    "value": 1.5,
}


def test_what_a_check_said_is_a_view_of_its_own_and_all_others_are_lent(tmp_path: Path) -> None:
    where = lakes.workspace(tmp_path)
    lakes.add(where, "a", "2026-11-10 00:00:00", orders=[_order("E1"), _order("E2")])
    before = _seen(where, "a")
    lakes.add(where, "said", "2026-11-10 02:00:00", check_states=[SAID_ROW])
    after = _seen(where, "a", "said")
    assert after.folder != before.folder
    assert after.base == before.base
    assert (after.folder / "orders_all.parquet").samefile(before.folder / "orders_all.parquet")
    assert _rows(after, "SELECT check_key, value FROM check_states") == [("goal:gmv:pace", 1.5)]
    later = {**SAID_ROW, "at": "2026-11-11 02:00:00", "value": 2.5}
    lakes.add(where, "again", "2026-11-11 02:00:00", check_states=[later])
    assert _rows(_seen(where, "a", "said", "again"), "SELECT value FROM check_states ORDER BY 1") == [(1.5,), (2.5,)]  # fmt: skip
    engine = Embedded(_seen(where, "a"))
    assert not engine.columns("check_states"), "undone, it is gone"
    engine.close()


def test_a_lent_view_answers_like_one_that_was_built(tmp_path: Path) -> None:
    where = lakes.workspace(tmp_path)
    lakes.add(where, "a", "2026-11-10 00:00:00", orders=[_order("E1"), _order("E2")])
    _seen(where, "a")
    lakes.add(where, "said", "2026-11-10 02:00:00", check_states=[SAID_ROW])
    lent = _seen(where, "a", "said")
    names = sorted(p.name for p in lent.folder.glob("*.parquet"))
    answers = {n: _rows(lent, f"SELECT * FROM '{lent.folder / n}' ORDER BY ALL") for n in names}
    shutil.rmtree(where.cache)
    built = _seen(where, "a", "said")
    assert sorted(p.name for p in built.folder.glob("*.parquet")) == names
    assert answers == {n: _rows(built, f"SELECT * FROM '{built.folder / n}' ORDER BY ALL") for n in names}  # fmt: skip


def test_a_damaged_view_lends_nothing(tmp_path: Path) -> None:
    where = lakes.workspace(tmp_path)
    lakes.add(where, "a", "2026-11-10 00:00:00", orders=[_order("E1")])
    before = _seen(where, "a")
    (before.folder / "orders_all.parquet").write_bytes(b"PAR1 nonsense")
    lakes.add(where, "said", "2026-11-10 02:00:00", check_states=[SAID_ROW])
    assert _rows(_seen(where, "a", "said"), "SELECT order_no FROM orders") == [("E1",)]


def test_an_import_of_orders_beside_what_was_said_is_another_base(tmp_path: Path) -> None:
    where = lakes.workspace(tmp_path)
    lakes.add(where, "a", "2026-11-10 00:00:00", orders=[_order("E1")])
    lakes.add(where, "both", "2026-11-10 02:00:00", check_states=[SAID_ROW], orders=[_order("E2")])
    assert _seen(where, "a").base != _seen(where, "a", "both").base
    assert _rows(_seen(where, "a", "both"), "SELECT count(*) FROM orders") == [(2,)]
