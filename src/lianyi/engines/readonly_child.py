"""The child that runs a reader's SELECT: it holds open files, answers once and can change nothing.

Started as `python -m lianyi.engines.readonly_child` with the job as JSON on stdin:
`{sql, statements, fds, reply_fd, parent, zone, limits}`. Answers `{names, types, rows, truncated}` or
`{error, why}` with `error` one of memory, output, failed, crashed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from lianyi.engines.readonly_rights import close_files, give_up_rights
from lianyi.facts.duck import silent

BATCH = 1_000
MB = 1 << 20
THREADS = 2
WITH_ZONE = "TIMESTAMP WITH TIME ZONE"
CLOSED = (
    "python_enable_replacements=false",
    "allow_community_extensions=false",
    "autoinstall_known_extensions=false",
    "autoload_known_extensions=false",
    "enable_external_access=false",
    "lock_configuration=true",
)


class OverfullError(Exception):
    """The answer is longer than one may be."""


def main() -> None:
    """Read the job, do it, write one JSON object to `reply_fd`."""
    import duckdb  # what it needs from disk must be in memory before the files close

    job = json.load(sys.stdin)
    limits = job["limits"]
    give_up_rights(job["parent"], limits["address_space_mb"], limits["cpu_s"])
    close_files(job["fds"])
    try:
        reply = _answer(job)
    except (MemoryError, duckdb.OutOfMemoryException):
        reply = {"error": "memory", "why": ""}
    except OverfullError:
        reply = {"error": "output", "why": ""}
    except duckdb.Error as error:
        reply = {"error": "failed", "why": _first_line(error)}
    except Exception as error:
        reply = {"error": "crashed", "why": _place_of(error)}
    with os.fdopen(job["reply_fd"], "w", encoding="utf-8") as out:
        out.write(json.dumps(reply))
    os._exit(0)


def _answer(job: Mapping[str, Any]) -> dict[str, Any]:
    limits = job["limits"]
    con = _connect(job)
    names, types = _columns(con.execute(job["sql"]))
    done = con.execute(_on_the_wall(job["sql"], types))
    rows: list[list[Any]] = []
    held = 0
    while batch := done.fetchmany(BATCH):
        plain = [[_plain(v) for v in row] for row in batch]
        held += len(json.dumps(plain))
        if held > limits["reply_mb"] * MB:
            raise OverfullError
        rows += plain
        if len(rows) > limits["rows"]:
            break
    kept = rows[: limits["rows"]]
    return {"names": names, "types": types, "rows": kept, "truncated": len(rows) > len(kept)}


def _columns(done: Any) -> tuple[list[str], list[str]]:
    return [d[0] for d in done.description], [str(d[1]) for d in done.description]


def _on_the_wall(sql: str, types: list[str]) -> str:
    """Show instants, as `now()` gives them, on the wall clock of the business zone like every other time."""
    if WITH_ZONE not in types:
        return sql
    names = [f"c{i}" for i in range(len(types))]
    shown = [
        f"CAST({n} AS TIMESTAMP)" if t == WITH_ZONE else n
        for n, t in zip(names, types, strict=True)
    ]
    return f"SELECT {', '.join(shown)} FROM ({sql}) t({', '.join(names)})"


def _connect(job: Mapping[str, Any]) -> Any:
    con = silent({"threads": THREADS})
    con.execute("SET temp_directory=''")
    con.execute(f"SET memory_limit='{int(job['limits']['memory_mb'])}MB'")
    con.execute(f"SET TimeZone='{job['zone']}'")
    for statement in job["statements"]:
        con.execute(statement)
    if job["fds"]:
        paths = ", ".join(f"'/proc/self/fd/{int(fd)}'" for fd in job["fds"])
        con.execute(f"SET allowed_paths=[{paths}]")
    for setting in CLOSED:
        con.execute(f"SET {setting}")
    return con


def _plain(value: Any) -> Any:
    """Return `value` as JSON can hold it; the parent knows the column's type and turns it back."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else str(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    return value.hex() if isinstance(value, bytes) else str(value)


def _place_of(error: Exception) -> str:
    """Return kind and place of a fault of our own; its text could quote somebody's data."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return f"{type(error).__name__} at line {last.tb_lineno if last else 0}"


def _first_line(error: Exception) -> str:
    return str(error).split("\n")[0][:300]


if __name__ == "__main__":
    main()
