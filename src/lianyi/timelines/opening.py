"""From a folder to an open store: one map per segment, one for the store, nothing read before it is asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lianyi.timelines.arrays import open_arrays
from lianyi.timelines.dictionary import Dictionary
from lianyi.timelines.store import BASE_DAY, Array, Segment, Store, Stream
from lianyi.timelines.streams import PLANS


@dataclass(frozen=True)
class Opened:
    """A store with what only builders need: its manifest, its own arrays, and the arrays of every segment."""

    store: Store
    manifest: Mapping[str, Any]
    own: Mapping[str, Array]
    arrays: tuple[Mapping[str, Array], ...]


def open_store(home: Path, name: str) -> Opened:
    """Open the store `name` under `home`.

    Raises OSError where a file is missing, ValueError where one is not whole: then the store is to be built again.
    """
    folder = home / "stores" / name
    manifest = json.loads((folder / "store.json").read_text("utf-8"))
    own = open_arrays(folder / "arrays")
    arrays = tuple(open_arrays(home / "segments" / s / "arrays") for s in manifest["segments"])
    segments = tuple(segment_of(a, own[f"alive/{number}"]) for number, a in enumerate(arrays))
    dictionaries = {
        column: Dictionary(*(own[f"words/{column}/{part}"] for part in ("text", "ends", "present")))
        for column in manifest["words"]
    }
    attributes = {
        name: tuple(own[f"attributes/{name}/{n}"] for n in range(len(segments)))
        for name in manifest["attributes"]
    }
    store = Store(BASE_DAY, segments, dictionaries, name, attributes)
    return Opened(store, manifest, own, arrays)


def segment_of(arrays: Mapping[str, Array], alive: Array) -> Segment:
    """Return the segment that is made of `arrays` by the names under which they are written (`orders/at` …)."""
    streams = {}
    for plan in PLANS:
        prefix = f"{plan.name}/"
        columns = {n.removeprefix(prefix): a for n, a in arrays.items() if n.startswith(prefix)}
        offsets = columns.pop("offsets")
        # What nobody fills is not written. Zeros that nobody touches take no memory either.
        kinds = {**dict.fromkeys(plan.text, "u1"), **plan.numbers}
        empty = {c: _zeros(len(columns["at"]), t) for c, t in kinds.items() if c not in columns}
        streams[plan.name] = Stream(offsets, {**columns, **empty})
    return Segment(arrays["person_ids"], alive, streams)


def _zeros(length: int, dtype: str) -> Array:
    zeros = np.zeros(length, dtype)
    zeros.flags.writeable = False
    return zeros
