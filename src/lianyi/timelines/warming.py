"""All kernels that there are, and which of them this machine has already compiled."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

from lianyi.timelines.compiled import is_compiled

KERNELS = "lianyi.timelines.kernels"


def kernels() -> Iterator[tuple[str, Any]]:
    """Yield name and kernel of whatever a module of `lianyi.timelines.kernels` gives by `warm()`.

    A module without `warm` has only kernels that others of its room call.
    """
    package = importlib.import_module(KERNELS)
    for name in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        module = importlib.import_module(f"{KERNELS}.{name}")
        for compiled in getattr(module, "warm", tuple)():
            yield f"{name}.{compiled.py_func.__name__}", compiled


def cold() -> list[str]:
    """Return the names of the kernels that this process has not compiled or loaded for any types."""
    return [name for name, compiled in kernels() if not is_compiled(compiled)]
