"""What a built store says, told by SQL instead: every stream of every person, decoded, in order."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from lianyi.timelines.store import BASE_DAY, Store

Row = tuple[Any, ...]
START = datetime(BASE_DAY.year, BASE_DAY.month, BASE_DAY.day)


def told(store: Store, stream: str) -> dict[int, list[dict[str, Any]]]:
    """Return per person id their rows with texts instead of codes; people who are not alive are left out."""
    found: dict[int, list[dict[str, Any]]] = {}
    for segment in store.segments:
        columns = segment.streams[stream].columns
        offsets = segment.streams[stream].offsets
        for number, person in enumerate(segment.person_ids):
            if segment.alive[number]:
                assert int(person) not in found
                rows = range(int(offsets[number]), int(offsets[number + 1]))
                found[int(person)] = [_row(store, columns, n) for n in rows]
    return found


def _row(store: Store, columns: Any, n: int) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, values in columns.items():
        value = int(values[n])
        row[name] = store.dictionaries[name][value] if name in store.dictionaries else value
    row["at"] = START + timedelta(seconds=row["at"])
    row["day"] = store.day_of(row["day"])
    return row
