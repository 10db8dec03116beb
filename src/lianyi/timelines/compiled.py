"""How kernels are compiled: once per machine, cached on disk, without the interpreter lock.

The first compilation of a kernel takes seconds and is told to whoever listens (`progress`, stage `compiling`); later
processes load it from the cache. With `LIANYI_BOUNDS=1` (tests) every index is checked, which a kernel compiled for
speed does not do.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from lianyi.timelines import progress
from lianyi.timelines.kernel_sources import stamp_of

F = TypeVar("F", bound=Callable[..., Any])
BOUNDS = os.environ.get("LIANYI_BOUNDS") == "1"


def kernel(function: F) -> F:
    """Compile `function` at its first call (decorator)."""
    from numba import njit

    _tell_of_compiling()
    compiled = njit(cache=not BOUNDS, nogil=True, boundscheck=BOUNDS)(function)
    if not BOUNDS:
        _keep_with_all_sources(compiled, function)
    return cast("F", compiled)


def is_compiled(compiled: Any) -> bool:
    """Whether this process has compiled or loaded a kernel for any types."""
    return bool(compiled.signatures)


def _keep_with_all_sources(compiled: Any, function: Callable[..., Any]) -> None:
    """Let the cache on disk be stale as soon as any file changes whose kernels this one calls.

    numba has no door for that; the index of a cache is the one place that compares stamps.
    """
    path = Path(function.__code__.co_filename)
    if path.exists():
        compiled._cache._cache_file._source_stamp = stamp_of(path)  # noqa: SLF001 - as said above


@cache
def _tell_of_compiling() -> None:
    """Pass on what numba says of its own: it compiles, because the cache has nothing for these types."""
    from numba.core import event

    register: Any = event.register

    class Told(event.Listener):
        def on_start(self, event: Any) -> None:
            function = event.data["dispatcher"].py_func
            if function.__module__.startswith("lianyi."):
                progress.tell("compiling", about=function.__name__)

        def on_end(self, event: Any) -> None:
            """Nothing to say: whoever waits hears of the answer."""

    register("numba:compile", Told())
