"""Of many versions of a row, each column's value is that of the newest file that had the column."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.facts.current import versions_of
from lianyi.facts.fold import fold_sql
from lianyi.facts.lake import Manifest
from lianyi.facts.tables import TABLES
from tests.facts import lakes

TABLE = TABLES.get("orders")
COLUMNS = ("status", "paid_fen", "province")
SMALL = st.one_of(st.none(), st.integers(0, 3))


@st.composite
def _version(draw: st.DrawFn) -> dict[str, Any]:
    columns = draw(st.sets(st.sampled_from(COLUMNS), min_size=1))
    orders = draw(st.sets(st.integers(1, 4), min_size=1))
    rows = [
        {"order_no": f"E{n}", **{c: draw(SMALL) for c in sorted(columns)}} for n in sorted(orders)
    ]
    return {
        "columns": ("order_no", *sorted(columns)),
        "rows": [{c: _value(c, v) for c, v in row.items()} for row in rows],
        "as_of": f"2026-11-{draw(st.integers(1, 4)):02d} 00:00:00",
        "store": draw(st.sampled_from(["main", "main", "two"])),
    }


def _value(column: str, value: Any) -> Any:
    return value if column in ("order_no", "paid_fen") or value is None else f"v{value}"


def _expected(
    versions: list[tuple[Manifest, dict[str, Any]]],
) -> dict[tuple[str, str], dict[str, Any]]:
    """By hand: go through the files from old to new and write down what each one knows."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for _, version in sorted(versions, key=lambda v: (v[1]["as_of"], v[0].sha256)):
        for row in version["rows"]:
            known = found.setdefault(
                (version["store"], row["order_no"]), dict.fromkeys(COLUMNS, None)
            )
            known.update({c: row[c] for c in version["columns"] if c != "order_no"})
    return found


def _folded(lake: Path, manifests: list[Manifest]) -> dict[tuple[str, str], dict[str, Any]]:
    con = duckdb.connect()
    sql = fold_sql(TABLE, versions_of(lake, manifests).get("orders", []))
    rows = con.execute(f"SELECT store, order_no, {', '.join(COLUMNS)} FROM ({sql})").fetchall()
    con.close()
    assert len({row[:2] for row in rows}) == len(rows)
    return {(row[0], row[1]): dict(zip(COLUMNS, row[2:], strict=True)) for row in rows}


@settings(max_examples=60)
@given(st.lists(_version(), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_any_versions_fold_as_by_hand_in_whatever_order_they_came(
    drawn: list[dict[str, Any]], shuffle: Any
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        where = lakes.workspace(Path(folder))
        versions = [
            (
                lakes.add(
                    where, f"i{n}", v["as_of"], store=v["store"], columns=v["columns"], orders=v["rows"]
                ),
                v,
            )
            for n, v in enumerate(drawn)
        ]  # fmt: skip
        expected = _expected(versions)
        manifests = [m for m, _ in versions]
        shuffle.shuffle(manifests)
        assert _folded(where.lake, manifests) == expected


def _two(folder: Path, first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    where = lakes.workspace(folder)
    march = lakes.add(where, "march", "2026-03-31 00:00:00", orders=[{"order_no": "E1", **first}])
    april = lakes.add(where, "april", "2026-04-30 00:00:00", orders=[{"order_no": "E1", **second}])
    return _folded(where.lake, [april, march])["main", "E1"]


def test_the_older_file_changes_nothing_that_the_newer_one_knew(tmp_path: Path) -> None:
    known = _two(tmp_path, {"status": "paid", "paid_fen": 5}, {"status": "done", "paid_fen": 6})
    assert (known["status"], known["paid_fen"]) == ("done", 6)


def test_an_export_with_fewer_columns_loses_nothing(tmp_path: Path) -> None:
    known = _two(tmp_path, {"status": "paid", "province": "浙江省"}, {"status": "done"})
    assert (known["status"], known["province"]) == ("done", "浙江省")


def test_a_blank_in_the_newer_file_is_what_it_says(tmp_path: Path) -> None:
    known = _two(tmp_path, {"province": "浙江省"}, {"province": None})
    assert known["province"] is None


def test_a_table_that_nobody_filled_is_empty_with_all_its_columns() -> None:
    con = duckdb.connect()
    done = con.execute(fold_sql(TABLE, []))
    assert {"platform", "store", *TABLE.by_name} <= {d[0] for d in done.description or ()}
    assert done.fetchall() == []
