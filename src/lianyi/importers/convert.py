"""In the child: the text of a file becomes one Parquet file of typed cells, and a table of what is wrong.

Runs under `reading.sandbox` with DuckDB; nothing here knows the lake, the vault or a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lianyi.importers.rules import duration_macros, macros, quote

ISSUE_LIMIT = 1_000
SAMPLE_ROWS = 5_000
TOTAL_WORDS = "^(合计|总计|小计|汇总|总和|累计|total|sum|subtotal)"
MEMORY_LIMIT = "260MB"
MAX_LINE_BYTES = 8 << 20
BUFFER_BYTES = 16 << 20


def run(args: Mapping[str, Any], fds: Mapping[str, int], progress: Any) -> dict[str, Any]:
    """Type the cells of `fds["text"]` into the Parquet file `fds["typed"]`.

    `args`: `dialect` (see `source_sql`), `zone`, `minor_digits`, `cells` (name, column, value, bad: SQL over
    `t<i>`), `anchor` (index of the cell that tells a total row), `temp` (folder for spilling).
    Returns `rows` (data rows), `skipped` (blank and total rows), `bad_rows`, `problems` (row, cell, raw text).
    """
    con = _connect(args)
    typed = quote(f"/proc/self/fd/{fds['typed']}")
    source = source_sql(args["dialect"], fds["text"])
    patient = _failing(
        con, f"({_typed_sql(args, f'(SELECT * FROM {source} LIMIT {SAMPLE_ROWS})', set())})", args
    )
    while True:
        con.execute(
            f"COPY ({_typed_sql(args, source, patient)}) TO {typed} "
            "(FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE 61440, USE_TMP_FILE false)"
        )
        progress(rows=_one(con, f"SELECT count(*) FROM read_parquet({typed})"))
        more = _failing(con, f"read_parquet({typed})", args) - patient
        if not more:
            return _summary(con, typed, args)
        patient |= more


def _failing(con: Any, typed: str, args: Mapping[str, Any]) -> set[int]:
    """Return the cells with a quick form that could not read something."""
    bits = _one(con, f"SELECT coalesce(bit_or(_bad), 0) FROM {typed} WHERE NOT _skip")
    return {i for i, c in enumerate(args["cells"]) if c["quick"] and bits >> i & 1}


def source_sql(dialect: Mapping[str, Any], fd: int) -> str:
    """Return the relation of text columns `c0…`; `_row` is Excel's row number where the file carries it."""
    options = {
        "delim": quote(dialect["delimiter"]),
        "quote": quote(dialect["quote"]),
        "escape": quote(dialect["quote"]),
        "skip": str(int(dialect["skip"])),
        "columns": _columns(dialect["names"]),
        "header": "false",
        "auto_detect": "false",
        "strict_mode": "false",
        "max_line_size": str(MAX_LINE_BYTES),
        "buffer_size": str(BUFFER_BYTES),
        **({"parallel": "false"} if dialect.get("serial") else {}),
    }
    listed = ", ".join(f"{name}={value}" for name, value in options.items())
    return f"read_csv({quote(f'/proc/self/fd/{fd}')}, {listed})"


def _columns(names: list[str]) -> str:
    return "{" + ", ".join(f"{quote(n)}: 'VARCHAR'" for n in names) + "}"


def _connect(args: Mapping[str, Any]) -> Any:
    import duckdb

    con = duckdb.connect()
    con.execute(f"SET memory_limit={quote(MEMORY_LIMIT)}")
    con.execute(f"SET threads={int(args.get('threads', 2))}")
    con.execute(f"SET temp_directory={quote(args['temp'])}")
    con.execute("SET preserve_insertion_order=true")
    for statement in [*duration_macros(), *macros(args["zone"], args["minor_digits"])]:
        con.execute(statement)
    return con


def _typed_sql(args: Mapping[str, Any], source: str, patient: set[int]) -> str:
    """Nested selects: trimmed texts, typed values, what is bad, raw texts of bad rows only.

    `patient` are the cells that need more than the quick form of their rule.
    """
    cells = args["cells"]
    present = [i for i, c in enumerate(cells) if c["column"] is not None]
    texts = ", ".join(f"t{i}" for i in present)
    row = "_row" if "_row" in args["dialect"]["names"] else "NULL"
    trimmed = ", ".join(f"ly_trim(c{cells[i]['column']}) AS t{i}" for i in present)
    chosen = [
        c["value"] if i in patient or not c["quick"] else c["quick"] for i, c in enumerate(cells)
    ]
    values = ", ".join(f"{value} AS {c['name']}" for value, c in zip(chosen, cells, strict=True))
    bits = [
        f"CASE WHEN {c['bad']} THEN {1 << i} ELSE 0 END" for i, c in enumerate(cells) if c["bad"]
    ]
    return (
        f"SELECT * EXCLUDE ({texts}), CASE WHEN _bad <> 0 AND NOT _skip THEN [{texts}] END AS _raw FROM ("
        f"SELECT *, CAST({' | '.join(bits) or '0'} AS BIGINT) AS _bad, {_skip_sql(args, present)} AS _skip FROM ("
        f"SELECT _row, {values}, {texts} FROM (SELECT {row} AS _row, {trimmed} FROM {source})))"
    )


def _skip_sql(args: Mapping[str, Any], present: list[int]) -> str:
    """True for a blank row and for a row of totals, which says so where an id or a day should stand."""
    filled = ", ".join(f"nullif(t{i}, '')" for i in present)
    if args["anchor"] is None:
        return f"coalesce({filled}) IS NULL"
    total = f"coalesce(regexp_matches(t{args['anchor']}, {quote(TOTAL_WORDS)}, 'i'), false)"
    return f"(coalesce({filled}) IS NULL OR {total})"


def _summary(con: Any, typed: str, args: Mapping[str, Any]) -> dict[str, Any]:
    rows, skipped, bad = con.execute(
        f"SELECT count(*), count(*) FILTER (_skip), count(*) FILTER (_bad <> 0 AND NOT _skip) FROM read_parquet({typed})"
    ).fetchone()
    problems: list[list[Any]] = []
    if bad:
        problems = _problems(con, typed, args)
    return {"rows": rows - skipped, "skipped": skipped, "bad_rows": bad, "problems": problems}


def _problems(con: Any, typed: str, args: Mapping[str, Any]) -> list[list[Any]]:
    """Name the first thousand bad cells as (Excel row, index of the cell, its text)."""
    first = int(args["dialect"]["first_row"])
    found = con.execute(
        f"SELECT coalesce(TRY_CAST(_row AS BIGINT), file_row_number + {first}), _bad, _raw "
        f"FROM read_parquet({typed}, file_row_number=true) WHERE _bad <> 0 AND NOT _skip "
        f"ORDER BY file_row_number LIMIT {ISSUE_LIMIT}"
    ).fetchall()
    present = [i for i, c in enumerate(args["cells"]) if c["column"] is not None]
    problems = []
    for row, bits, raws in found:
        texts = dict(zip(present, raws, strict=True))
        problems += [[row, i, texts[i]] for i in present if bits >> i & 1]
    return problems[:ISSUE_LIMIT]


def _one(con: Any, sql: str) -> int:
    return int(con.execute(sql).fetchone()[0])
