"""How kernels are compiled: once per machine, cached on disk, without the interpreter lock.

With `LIANYI_BOUNDS=1` (tests) every index is checked, which a kernel compiled for speed does not do.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
BOUNDS = os.environ.get("LIANYI_BOUNDS") == "1"


def kernel(function: F) -> F:
    """Compile `function` at its first call (decorator)."""
    from numba import njit

    compiled: F = njit(cache=not BOUNDS, nogil=True, boundscheck=BOUNDS)(function)
    return compiled
