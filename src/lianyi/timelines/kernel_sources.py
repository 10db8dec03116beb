"""What a kernel is made of: its own file and every file of the package that it takes something from.

The compiler keeps what it made beside a kernel's file and looks only at that file to see whether it is stale, although
it has copied in the kernels that are called. Whoever updates Lianyi would go on with a mixture of old and new.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from functools import cache
from pathlib import Path

_TAKEN = re.compile(r"^\s*(?:from|import) (lianyi\.timelines\.[\w.]+)", re.MULTILINE)


@cache
def stamp_of(path: Path) -> str:
    """Return a hash over the text of `path` and of every module of timelines that it imports, at any remove."""
    found = hashlib.sha256()
    for source in sorted(sources_of(path)):
        found.update(source.read_bytes() + b"\0")
    return found.hexdigest()


def sources_of(path: Path) -> set[Path]:
    """Return `path` and the files of every module of timelines that it imports, at any remove."""
    known, waiting = set[Path](), [path]
    while waiting:
        one = waiting.pop()
        if one not in known:
            known.add(one)
            waiting += _imported(one.read_text("utf-8"))
    return known


def _imported(text: str) -> list[Path]:
    found = (importlib.util.find_spec(name) for name in _TAKEN.findall(text))
    return [Path(spec.origin) for spec in found if spec and spec.origin]
