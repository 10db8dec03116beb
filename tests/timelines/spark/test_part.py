"""What workers do, without a cluster: rows become the segment that the embedded engine builds, arrays survive as pieces."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lianyi.shop import open_shop
from lianyi.timelines.building.facts import Facts, people_of
from lianyi.timelines.building.words import code_columns
from lianyi.timelines.spark import pieces
from lianyi.timelines.spark.hashed import part_of
from lianyi.timelines.spark.part import PEOPLE, Asked, Plan, answer_parts, answers_of, build_parts
from lianyi.timelines.streams import PLANS
from tests.engines.spark.busy import busy_workspace

pytestmark = pytest.mark.full


@pytest.fixture(autouse=True)
def _arrow() -> None:
    """Skip where the extra is not installed; the quick tests, which leave this file out, do not ask."""
    if find_spec("pyarrow") is None:
        pytest.skip("needs: pyarrow (make env-full)")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A busy workspace."""
    return busy_workspace(tmp_path_factory.mktemp("busy") / "shop")


def _rows(facts: Facts, views: list[str], people: Any, part: int) -> Iterator[Any]:
    """Yield what Spark hands to a worker that has everybody."""
    import pyarrow as pa

    tables = {}
    for view in views:
        named = ", ".join(f'"{c}"' for c in facts.needed(view))
        tables[view] = facts.con.execute(f"SELECT {named} FROM {facts.file(view)}").to_arrow_table()
    for view in (PEOPLE, *views):
        length = len(people) if view == PEOPLE else tables[view].num_rows
        ids = pa.array(people if view == PEOPLE else [None] * length, pa.int64())
        columns = [pa.array([part] * length, pa.int32()), pa.array([view] * length), ids]  # fmt: skip
        for other, table in tables.items():
            whole = table.to_struct_array().combine_chunks()
            columns.append(whole if other == view else pa.nulls(length, whole.type))
        yield pa.RecordBatch.from_arrays(columns, ["part", "view", PEOPLE, *views])


def test_a_part_of_everybody_is_the_segment_of_the_embedded_engine(
    folder: Path, tmp_path: Path
) -> None:
    shop = open_shop(folder)
    facts = Facts(shop.current, tmp_path)
    views = list(dict.fromkeys(s.view for p in PLANS for s in facts.sources(p)))
    people = people_of(facts)
    plan = Plan(shop.current, {v: facts.unfilled(v) for v in views}, code_columns(facts, PLANS, {}), 0)  # fmt: skip
    rows = list(_rows(facts, views, people, 5))
    built = list(build_parts(plan, rows))
    (segment,) = shop.timelines.segments
    found = pieces.joined(built)[5]
    assert found["person_ids"].tolist() == segment.person_ids.tolist()
    compared = 0
    for stream in PLANS:
        own = segment.streams[stream.name]
        for column in ("at", "day", *stream.text, *stream.numbers):
            values = found.get(f"{stream.name}/{column}", np.zeros(len(own), np.int64))
            assert values.tolist() == own[column].tolist(), (stream.name, column)
            compared += bool(values.any())
    assert compared > 20

    def sums(part: Any, first: int, after: int) -> tuple[int, int]:
        orders = part.segment.streams["orders"]
        rows = slice(int(orders.offsets[first]), int(orders.offsets[after]))
        return after - first, int(orders["order_fen"][rows].sum())

    asked = Asked(sums, lambda a, b: (a[0] + b[0], a[1] + b[1]), {})
    (answer,) = answers_of(answer_parts(asked, built))
    assert answer == (len(people), int(segment.streams["orders"]["order_fen"].sum()))


@pytest.mark.parametrize("length", [0, 1, 7])
def test_arrays_survive_being_cut_into_pieces(monkeypatch: pytest.MonkeyPatch, length: int) -> None:
    monkeypatch.setattr(pieces, "MOST_BYTES", 16)
    arrays = {"a/b": np.arange(length, dtype=np.int64), "c": np.ones(length, np.bool_)}
    sent = list(pieces.as_rows(3, arrays))
    found = pieces.joined(reversed(sent))
    assert list(found) == [3]
    for name, values in arrays.items():
        assert found[3][name].dtype == values.dtype
        assert found[3][name].tolist() == values.tolist()


def test_people_are_spread_evenly_whatever_their_numbers() -> None:
    for ids in (np.arange(100_000), np.arange(100_000) * 4_096, np.arange(100_000) + (1 << 61)):
        counts = np.bincount(part_of(ids.astype(np.int64), 8), minlength=8)
        assert counts.min() > 12_000
