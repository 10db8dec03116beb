"""What a worker does: rows of some people become the arrays of a segment; a kernel runs over such arrays.

The rows of a part are written down as files of the views that they come from, and from there on the builder of the
embedded engine makes the segment: the same order of rows within a second, the same codes, the same numbers.
"""

from __future__ import annotations

import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lianyi.engines.people import over_ranges
from lianyi.facts.current import Current
from lianyi.timelines.building.facts import Facts, Rows
from lianyi.timelines.building.segment import SegmentBuilder
from lianyi.timelines.building.words import Coding
from lianyi.timelines.opening import segment_of
from lianyi.timelines.run import Ranged
from lianyi.timelines.spark.pieces import as_rows, joined
from lianyi.timelines.store import Array

PEOPLE = "people_of_part"
"""The name under which the ids of a part come, beside the rows of views."""
ANSWER = "answer"
MICROSECONDS = "us"


@dataclass(frozen=True)
class Plan:
    """What every worker is told of a build: per view the columns that nothing fills and rows come without, the codes of texts."""

    current: Current
    views: Mapping[str, Sequence[str]]
    coding: Coding
    salt: int


def build_parts(plan: Plan, batches: Iterable[Any]) -> Iterator[Any]:
    """Turn rows (part, view, a struct a view) into the pieces of one segment a part."""
    scratch = Path(tempfile.mkdtemp(prefix="lianyi-"))
    try:
        for part, people in _written(plan, batches, scratch).items():
            yield from as_rows(part, _segment(plan, people, scratch / str(part)))
            shutil.rmtree(scratch / str(part))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _written(plan: Plan, batches: Iterable[Any], scratch: Path) -> dict[int, Array]:
    """Write the rows of every part down as `<part>/<view>.parquet`; return the people of each, ascending."""
    files = _Files(scratch)
    people: dict[int, list[Array]] = {}
    try:
        for rows in batches:
            parts = rows.column("part").to_numpy()
            views = np.asarray(rows.column("view").to_pylist(), object)
            for part in np.unique(parts).tolist():
                own = parts == part
                people.setdefault(part, []).append(_ids(rows, own & (views == PEOPLE)))
                for view, unfilled in plan.views.items():
                    files.add(part, view, rows, own & (views == view), unfilled)
    finally:
        files.close()
    return {part: np.sort(np.concatenate(ids)) for part, ids in people.items()}


def _ids(rows: Any, taken: Array) -> Array:
    import pyarrow as pa

    ids = rows.column(PEOPLE).filter(pa.array(taken))
    return np.asarray(ids.to_numpy(zero_copy_only=False), np.int64)


class _Files:
    """One Parquet file a part and view, open until all rows are in; a view without rows has a file, too."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._open: dict[tuple[int, str], Any] = {}

    def add(self, part: int, view: str, rows: Any, taken: Array, unfilled: Sequence[str]) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        column = rows.column(view).filter(pa.array(taken))
        nothing = [pa.nulls(len(column), pa.string()) for _ in unfilled]
        names = [*(f.name for f in column.type), *unfilled]
        table = pa.Table.from_arrays([*column.flatten(), *nothing], names)
        if (part, view) not in self._open:
            folder = self._scratch / str(part)
            folder.mkdir(exist_ok=True)
            writer = parquet.ParquetWriter(
                folder / f"{view}.parquet", table.schema, coerce_timestamps=MICROSECONDS
            )
            self._open[part, view] = writer
        self._open[part, view].write_table(table)

    def close(self) -> None:
        for writer in self._open.values():
            writer.close()


def _segment(plan: Plan, people: Array, folder: Path) -> dict[str, Array]:
    """Return the arrays of the segment of `people`, whose rows lie in `folder`."""
    from lianyi.timelines.arrays import open_arrays

    current = Current(folder, plan.current.snapshot, plan.current.zone, plan.current.currency, (), {})  # fmt: skip
    facts = Facts(current, folder, plan.salt)
    try:
        facts.choose(people)
        rows, buckets = Rows(facts, only_chosen=True), folder / "buckets"
        buckets.mkdir()
        builder = SegmentBuilder(rows, people, plan.coding, buckets, lambda _: None)
        builder.build(folder / "arrays")
    finally:
        facts.close()
    return {n: a for n, a in open_arrays(folder / "arrays").items() if n != "digests"}


@dataclass(frozen=True)
class Asked:
    """What every worker is told of a question: `fn` and `merge` of `map_people`, and who is meant in each part.

    A part that `taken` does not name is meant with everybody.
    """

    fn: Callable[[Any, int, int], Any]
    merge: Callable[[Any, Any], Any]
    taken: Mapping[int, Array]


def answer_parts(asked: Asked, batches: Iterable[Any]) -> Iterator[Any]:
    """Turn the pieces of parts into the partial result of each."""
    for number, arrays in joined(batches).items():
        everybody = np.ones(len(arrays["person_ids"]), np.bool_)
        segment = segment_of(arrays, everybody)
        part = Ranged(segment, number, asked.taken.get(number, everybody))
        found = over_ranges(asked.fn, part, asked.merge)
        data = pickle.dumps(found, pickle.HIGHEST_PROTOCOL)
        yield from as_rows(number, {ANSWER: np.frombuffer(data, np.uint8)})


def answers_of(batches: Iterable[Any]) -> list[Any]:
    """Return the partial results that workers sent, in the order of the parts; what had no people sent nothing."""
    sent = joined(batches)
    found = [pickle.loads(sent[part][ANSWER].tobytes()) for part in sorted(sent)]  # noqa: S301 - see above
    return [f for f in found if f is not None]
