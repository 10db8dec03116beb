"""One measured step in a process of its own: an import with its first answer, or the peer's import."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from benchmarks.memory import status_mb


def main() -> None:
    step, file, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    told = {"peer": by_hand, "lianyi": by_lianyi}[step](file, folder)
    told["rss_mb"] = status_mb("VmHWM")
    told.setdefault("cpu_seconds", cpu_seconds())
    print(json.dumps(told))


def cpu_seconds() -> float:
    """What this process and its children have computed so far: unlike time, others on the machine don't add to it."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def by_hand(file: Path, folder: Path) -> dict[str, float]:
    from benchmarks.peer import import_by_hand

    return {"seconds": import_by_hand(file, folder)}


def by_lianyi(file: Path, folder: Path) -> dict[str, float]:
    """Import `file` into the workspace at `folder`; `answer_seconds` is what the first answer takes after it."""
    from lianyi.facts.workspace import init_workspace
    from lianyi.importers.outcome import Options
    from lianyi.importers.reading import open_inputs
    from lianyi.shop import open_shop
    from lianyi.shop.importing import importer_of

    init_workspace(folder, name="bench")
    shop = open_shop(folder)
    begun = time.perf_counter()
    [source] = open_inputs(file)
    [result] = importer_of(shop).import_input(source, Options())
    imported, computed = time.perf_counter(), cpu_seconds()
    if result.status != "imported":
        raise SystemExit(f"{file.name}: {result.status} {result.issues[:3]}")
    rss = status_mb("VmHWM")
    open_shop(folder).engine.rows("SELECT count(*), sum(paid_fen) FROM orders WHERE is_paid")
    return {
        "seconds": imported - begun,
        "answer_seconds": time.perf_counter() - imported,
        "cpu_seconds": computed,
        "import_rss_mb": rss,
        "child_rss_mb": float(result.facts["peak_rss_mb"]),
    }


if __name__ == "__main__":
    main()
