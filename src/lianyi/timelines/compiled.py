"""How kernels are compiled: once per machine, cached on disk, without the interpreter lock.

The first compilation of a kernel takes seconds and is told to whoever listens (`progress`, stage `compiling`); later
processes load it from the cache. With `LIANYI_BOUNDS=1` (tests) every index is checked, which a kernel compiled for
speed does not do.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

from lianyi.timelines import progress

F = TypeVar("F", bound=Callable[..., Any])
BOUNDS = os.environ.get("LIANYI_BOUNDS") == "1"


def kernel(function: F) -> F:
    """Compile `function` at its first call (decorator)."""
    from numba import njit

    _tell_of_compiling()
    compiled = njit(cache=not BOUNDS, nogil=True, boundscheck=BOUNDS)(function)
    return cast("F", compiled)


def is_compiled(compiled: Any) -> bool:
    """Whether this process has compiled or loaded a kernel for any types."""
    return bool(compiled.signatures)


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
