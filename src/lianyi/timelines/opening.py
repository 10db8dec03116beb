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
    """A store with what only builders need: the segments' names and, per segment, everybody's digest."""

    store: Store
    manifest: Mapping[str, Any]
    digests: tuple[Array, ...]
    known: Mapping[str, Dictionary]

    @property
    def segments(self) -> list[str]:
        """The names of the segments."""
        return list(self.manifest["segments"])


def open_store(home: Path, name: str) -> Opened:
    """Open the store `name` under `home`.

    Raises OSError where a file is missing, ValueError where one is not whole: then the store is to be built again.
    """
    folder = home / "stores" / name
    manifest = json.loads((folder / "store.json").read_text("utf-8"))
    own = open_arrays(folder / "arrays")
    segments, digests = [], []
    for number, segment in enumerate(manifest["segments"]):
        arrays = open_arrays(home / "segments" / segment / "arrays")
        segments.append(_segment(arrays, own[f"alive/{number}"]))
        digests.append(arrays["digests"])
    dictionaries = {c: _dictionary(own, c) for c in manifest["dictionaries"]}
    attributes = {
        a: tuple(own[f"attribute/{a}/{n}"] for n in range(len(segments)))
        for a in manifest["attributes"]
    }
    store = Store(BASE_DAY, tuple(segments), dictionaries, name, attributes)
    return Opened(store, manifest, tuple(digests), dictionaries)


def _dictionary(own: Mapping[str, Array], column: str) -> Dictionary:
    text, ends, present = (own[f"dictionary/{column}/{part}"] for part in ("text", "ends", "present"))  # fmt: skip
    return Dictionary(text, ends, present)


def _segment(arrays: Mapping[str, Array], alive: Array) -> Segment:
    streams = {}
    for plan in PLANS:
        prefix = f"{plan.name}/"
        columns = {n.removeprefix(prefix): a for n, a in arrays.items() if n.startswith(prefix)}
        offsets = columns.pop("offsets")
        # What nobody fills is not written. Zeros that nobody touches take no memory either.
        nothing = np.zeros(len(columns["at"]), np.uint8)
        nothing.flags.writeable = False
        streams[plan.name] = Stream(offsets, {**dict.fromkeys(plan.text, nothing), **columns})
    return Segment(arrays["person_ids"], alive, streams)
