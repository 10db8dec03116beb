"""What is worth saying about a file that was imported: nothing that keeps a row out, all that may surprise later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lianyi.core.errors import Issue
from lianyi.core.translation import Text
from lianyi.facts.lake import Manifest, fact_path
from lianyi.importers.job import Job
from lianyi.importers.reading.tables import column_letter
from lianyi.importers.recognise import header_key
from lianyi.importers.rules import quote
from lianyi.importers.shape import Shaped, shape

EXAMPLES = 3


def remarks(con: Any, job: Job, manifest: Manifest, lake: Path) -> Iterator[Issue]:
    """Yield the notes about one import whose rows are the view `typed` and whose facts lie in `lake`."""
    file = manifest.file
    if manifest.rows == 0:
        yield Issue("import.no_rows", file, job.sheet)
    if manifest.as_of_from == "unknown":
        yield Issue("import.as_of_unknown", file, job.sheet)
    yield from _headers_twice(job, file)
    for output in job.mapping.outputs:
        shaped = shape(job.mapping, output, set(job.columns), "typed", manifest.store)
        if shaped is not None and shaped.every_row:
            yield from _keys_twice(con, shaped, manifest, job)
    yield from _refunds_apart(con, manifest, job, lake)


def _headers_twice(job: Job, file: str) -> Iterator[Issue]:
    """Titles that stand over two columns, where only one is read and the mapping does not say which."""
    places: dict[str, list[int]] = {}
    for column, title in enumerate(job.headers):
        if header_key(title):
            places.setdefault(header_key(title), []).append(column)
    counted = {
        header_key(h.split("#")[0]) for c in job.mapping.cells for h in c.headers if "#" in h
    }
    read = set(job.columns.values())
    for key, columns in places.items():
        used = [c for c in columns if c in read]
        if len(columns) > 1 and len(used) == 1 and key not in counted:
            letters = [column_letter(c) for c in columns]
            facts = {"columns": Text("、".join(letters), ", ".join(letters)), "times": len(columns)}
            title, letter = job.headers[used[0]], column_letter(used[0])
            yield Issue(
                "map.header_twice", file, job.sheet, job.header_row, letter, title, facts=facts
            )


def _keys_twice(con: Any, shaped: Shaped, manifest: Manifest, job: Job) -> Iterator[Issue]:
    """Rows of one key that say different things: the last one stands."""
    part = manifest.part(shaped.table.key)
    keys = [f'"{c}"' for c in shaped.table.identity if c in shaped.columns]
    rows = con.execute(f"SELECT count(*) FROM ({shaped.every_row})").fetchone()[0]
    if part is None or not keys or rows == part.rows:
        return
    values = ", ".join(f'"{c}"' for c in shaped.columns)
    listed = ", ".join(keys)
    shown = f"concat_ws(' / ', {', '.join(f'CAST({k} AS VARCHAR)' for k in keys)})"
    people = {c.name for c in shaped.table.columns if c.type in ("person", "phone")}
    if people & set(shaped.table.identity):
        shown = "'—'"  # who somebody is has no place in a message
    found = con.execute(
        f"SELECT {shown}, min(row_no) FROM ({shaped.every_row}) GROUP BY {listed} "
        f"HAVING count(DISTINCT hash({values})) > 1 ORDER BY 2"
    ).fetchall()
    if found:
        names = [str(name) for name, _ in found[:EXAMPLES]]
        facts: Mapping[str, object] = {
            "n": f"{len(found):,}", "table": shaped.table.name, "names": Text("、".join(names), ", ".join(names)),
        }  # fmt: skip
        yield Issue("import.key_twice", manifest.file, job.sheet, int(found[0][1]), facts=facts)


def _refunds_apart(con: Any, manifest: Manifest, job: Job, lake: Path) -> Iterator[Issue]:
    """Refunds booked as orders of their own: nobody can tell which sale they take back."""
    if manifest.part("orders") is None or manifest.part("refunds") is None:
        return
    orders, refunds = (
        f"read_parquet({quote(str(fact_path(lake, table, manifest.id)))})"
        for table in ("orders", "refunds")
    )
    rows, fen = con.execute(
        f"SELECT count(*), CAST(coalesce(sum(refund_fen), 0) AS BIGINT) FROM {refunds} r SEMI JOIN "
        f"(SELECT platform, store, order_no FROM {orders} WHERE paid_at IS NULL) o "
        "ON (r.platform = o.platform AND r.store = o.store AND r.order_no = o.order_no)"
    ).fetchone()
    if rows:
        facts = {"n": f"{rows:,}", "amount_fen": fen}
        yield Issue("import.refunds_apart", manifest.file, job.sheet, facts=facts)
