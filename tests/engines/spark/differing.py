"""Where two answers differ: whole numbers and texts must be the same, fractions within 1e-12 of each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

NEAR = 1e-12


def differing(a: Any, b: Any, near: float = NEAR, place: str = "") -> Iterator[str]:
    """Yield every place at which two plain values differ."""
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        if list(a) != list(b):
            yield f"{place}: {sorted(map(str, a.keys() ^ b.keys()))}"
        for key in a.keys() & b.keys():
            yield from differing(a[key], b[key], near, f"{place}.{key}")
    elif _is_list(a) and _is_list(b):
        if len(a) != len(b):
            yield f"{place}: {len(a)} and {len(b)} entries"
        for number, (x, y) in enumerate(zip(a, b, strict=False)):
            yield from differing(x, y, near, f"{place}[{number}]")
    elif type(a) is not type(b):
        yield f"{place}: {a!r} and {b!r}"
    elif isinstance(a, float):
        if not (math.isclose(a, b, rel_tol=near, abs_tol=near) or (math.isnan(a) and math.isnan(b))):  # fmt: skip
            yield f"{place}: {a!r} and {b!r}"
    elif a != b:
        yield f"{place}: {a!r} and {b!r}"


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
