"""Which engine a workspace asks for: `engine = "spark"` in `lianyi.toml`, or a table `[engine]` that says more.

```toml
[engine]
kind = "spark"                     # or "embedded", which is what nothing said means
master = "spark://10.0.0.5:7077"   # a standalone master; other forms that Spark takes are passed on
parts = 64                         # people are hashed to so many parts; default: by rows and cores

[engine.conf]                      # handed to Spark as they stand
"spark.executor.memory" = "8g"
```
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from lianyi.core.errors import LianyiError

Kind = Literal["embedded", "spark"]
MASTER = "spark://127.0.0.1:7077"
MOST_PARTS = 100_000
KNOWN = {"kind", "master", "parts", "conf"}


@dataclass(frozen=True)
class Choice:
    """The engine of a workspace; all but `kind` is about Spark. `parts` None: as many as rows and cores ask for."""

    kind: Kind = "embedded"
    master: str = MASTER
    parts: int | None = None
    conf: Mapping[str, str] = field(default_factory=dict)


def chosen(settings: Mapping[str, Any]) -> Choice:
    """Return what the settings of a workspace say; `engine.settings` (fact `reason`) where that means nothing."""
    said = settings.get("engine", {})
    if isinstance(said, str):
        said = {"kind": said}
    if not isinstance(said, dict):
        raise LianyiError("engine.settings", reason=f"engine = {said!r}")
    unknown = sorted(set(said) - KNOWN)
    if unknown:
        raise LianyiError("engine.settings", reason=f"engine.{unknown[0]}")
    kind = said.get("kind", "embedded")
    if kind not in ("embedded", "spark"):
        raise LianyiError("engine.settings", reason=f"engine.kind = {kind!r}")
    return Choice(kind, _master(said), _parts(said), _conf(said))


def _master(said: Mapping[str, Any]) -> str:
    master = said.get("master", MASTER)
    if not isinstance(master, str) or not master.strip():
        raise LianyiError("engine.settings", reason=f"engine.master = {master!r}")
    return master.strip()


def _parts(said: Mapping[str, Any]) -> int | None:
    parts = said.get("parts")
    if parts is None:
        return None
    if isinstance(parts, bool) or not isinstance(parts, int) or not 1 <= parts <= MOST_PARTS:
        raise LianyiError("engine.settings", reason=f"engine.parts = {parts!r}")
    return parts


def _conf(said: Mapping[str, Any]) -> dict[str, str]:
    conf = said.get("conf", {})
    if not isinstance(conf, dict):
        raise LianyiError("engine.settings", reason=f"engine.conf = {conf!r}")
    found = {}
    for name, value in conf.items():
        if isinstance(value, bool):
            found[name] = str(value).lower()
        elif isinstance(value, str | int | float):
            found[name] = str(value)
        else:
            # A dotted name without quotes is a table to TOML; say how it is written.
            raise LianyiError("engine.settings", reason=f'engine.conf: "{name}…" = "…"')
    return found
