"""In the child: the text of a file becomes one Parquet file of typed cells, and a table of what is wrong.

Runs under `reading.sandbox` with DuckDB; nothing here knows the lake, the vault or a key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from typing import Any

from lianyi.facts.duck import silent
from lianyi.importers.rules import LEADING_COLUMNS, duration_macros, macros, quote

ISSUE_LIMIT = 1_000
SAMPLE_ROWS = 5_000
TOTAL_WORDS = r"^\s*(本页|当页|全部)?(合计|总计|小计|汇总|总和|累计|共计)|^\s*(grand |sub-?)?(total|sum)s?($|[\s:：(（])"
MEMORY_LIMIT_MB = 260
MAX_LINE_BYTES = 8 << 20
BUFFER_BYTES = 16 << 20
TELL_EVERY_S = 0.25


def run(args: Mapping[str, Any], fds: Mapping[str, int], progress: Any) -> dict[str, Any]:
    """Type the cells of `fds["text"]` into the Parquet file `fds["typed"]`.

    `args`: `dialect` (see `source_sql`), `zone`, `minor_digits`, `cells` (name, column, value, bad: SQL over
    `t<i>`), `hard` (bits of the cells that keep a row out), `named` and `ids` (indices of the cells, ids and times,
    that every real row fills, and of all of them), `temp` (folder for spilling), `split`: so many rows go to `fds["typed"]` and the rest, at the
    same time, to `fds["rest"]` (0: one file), and `size`: the numbers of the whole text to tell progress by.
    Returns `rows` (data rows), `skipped` (blank and total rows), `bad_rows`, `problems` (row, cell, raw text).
    """
    halves = _halves(args, fds)
    patient = halves[0].sample_failures()
    while True:
        works = [partial(half.write, patient) for half in halves]
        _at_once(works, partial(_tell, halves, args.get("size", {}), progress))
        progress(rows=sum(half.count() for half in halves))
        more = set().union(*(half.failures() for half in halves)) - patient
        if not more:
            return _told([half.summary() for half in halves], int(args.get("hard", -1)))
        patient |= more


def _halves(args: Mapping[str, Any], fds: Mapping[str, int]) -> list[Half]:
    dialect, split = args["dialect"], int(args.get("split", 0))
    if not split:
        return [Half(args, dialect, fds["text"], fds["typed"], _connect(args, 1))]
    later = {k: int(dialect[k]) + split for k in ("skip", "first_row")}
    return [
        Half(args, dialect, fds["text"], fds["typed"], _connect(args, 2), split, ends=0.5),
        Half(args, {**dialect, **later}, fds["text"], fds["rest"], _connect(args, 2)),
    ]


def _at_once(works: Sequence[Callable[[], None]], tell: Callable[[], None]) -> None:
    """Do all of `works` in threads of their own; `tell` is called now and then while they run."""
    with ThreadPoolExecutor(len(works)) as pool:
        running = [pool.submit(work) for work in works]
        while wait(running, timeout=TELL_EVERY_S).not_done:
            tell()
        for done in running:
            done.result()


def _tell(halves: Sequence[Half], size: Mapping[str, int], progress: Any) -> None:
    """Say how much of `size` (numbers by name, of the whole text) is done."""
    # Both halves are of one length, and DuckDB says nothing sensible of a read that begins in the middle.
    done = halves[0].done()
    if size and done >= 0:
        progress(**{name: int(whole * done) for name, whole in size.items()})


def _told(summaries: Sequence[dict[str, Any]], hard: int) -> dict[str, Any]:
    added = {k: sum(s[k] for s in summaries) for k in ("rows", "skipped", "bad_rows")}
    every = [problem for s in summaries for problem in s["problems"]]
    problems = sorted(every, key=lambda p: not hard >> p[1] & 1)
    return {**added, "problems": problems[:ISSUE_LIMIT]}


@dataclass(frozen=True)
class Half:
    """One stretch of rows on its way from text to a Parquet file: all of them, or the first or last part.

    `limit` is its number of rows where it is not the last; it ends at about the share `ends` of the text.
    """

    args: Mapping[str, Any]
    dialect: Mapping[str, Any]
    text: int
    typed: int
    con: Any
    limit: int = 0
    ends: float = 1.0

    @property
    def target(self) -> str:
        """The file of typed cells as a SQL string."""
        return quote(f"/proc/self/fd/{self.typed}")

    @property
    def _is_hard(self) -> str:
        return f"(_bad & {int(self.args.get('hard', -1))}) <> 0"

    def write(self, patient: set[int]) -> None:
        """Type every row; `patient` are the cells that need more than the quick form of their rule."""
        source = source_sql(self.dialect, self.text)
        if self.limit:
            source = f"(SELECT * FROM {source} LIMIT {self.limit})"
        self.con.execute(
            f"COPY ({self._typed_sql(source, patient)}) TO {self.target} "
            "(FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE 61440, USE_TMP_FILE false)"
        )

    def done(self) -> float:
        """Return how much of this stretch is behind it, 0 to 1; below 0 while nothing is written."""
        reached = float(self.con.query_progress()) / 100
        return min(reached / self.ends, 1.0)

    def sample_failures(self) -> set[int]:
        """Return the cells whose quick form fails in the first rows already."""
        source = f"(SELECT * FROM {source_sql(self.dialect, self.text)} LIMIT {SAMPLE_ROWS})"
        return self._failing(f"({self._typed_sql(source, set())})")

    def failures(self) -> set[int]:
        """Return the cells with a quick form that could not read something."""
        return self._failing(f"read_parquet({self.target})")

    def _failing(self, typed: str) -> set[int]:
        bits = self._one(f"SELECT coalesce(bit_or(_bad), 0) FROM {typed} WHERE NOT _skip")
        return {i for i, c in enumerate(self.args["cells"]) if c["quick"] and bits >> i & 1}

    def count(self) -> int:
        """Return how many rows were written."""
        return self._one(f"SELECT count(*) FROM read_parquet({self.target})")

    def summary(self) -> dict[str, Any]:
        """Return what `run` returns, for this stretch."""
        rows, skipped, noted, bad = self.con.execute(
            "SELECT count(*), count(*) FILTER (_skip), count(*) FILTER (_bad <> 0 AND NOT _skip), "
            f"count(*) FILTER ({self._is_hard} AND NOT _skip) FROM read_parquet({self.target})"
        ).fetchone()
        problems = self._problems() if noted else []
        return {"rows": rows - skipped, "skipped": skipped, "bad_rows": bad, "problems": problems}

    def _problems(self) -> list[list[Any]]:
        """Name the first thousand bad cells as (Excel row, index of the cell, its text).

        Cells that keep their row out come before those that are only told.
        """
        first = int(self.dialect["first_row"])
        found = self.con.execute(
            f"SELECT coalesce(TRY_CAST(_row AS BIGINT), file_row_number + {first}) AS row, _bad, _raw "
            f"FROM read_parquet({self.target}, file_row_number=true) WHERE _bad <> 0 AND NOT _skip "
            f"ORDER BY NOT ({self._is_hard}), row LIMIT {ISSUE_LIMIT}"
        ).fetchall()
        present = _present(self.args)
        problems = []
        for row, bits, raws in found:
            texts = dict(zip(present, raws, strict=True))
            problems += [[row, i, texts[i]] for i in present if bits >> i & 1]
        return problems[:ISSUE_LIMIT]

    def _typed_sql(self, source: str, patient: set[int]) -> str:
        """Nested selects: trimmed texts, typed values, what is bad, raw texts of bad rows only."""
        cells, present = self.args["cells"], _present(self.args)
        texts = ", ".join(f"t{i}" for i in present)
        leading = _leading(self.args, present)
        besides = "".join(f", x{column}" for column in leading)
        row = "_row" if "_row" in self.dialect["names"] else "NULL"
        # A quick form reads no blanks: a cell that has some fails and gets the patient form, trimmed.
        quick = [bool(c["quick"]) and i not in patient for i, c in enumerate(cells)]
        trimmed = ", ".join(
            f"{_raw_sql(cells[i]['column'], trimmed=not quick[i])} AS t{i}" for i in present
        ) + "".join(f", c{column} AS x{column}" for column in leading)
        chosen = [c["quick"] if q else c["value"] for c, q in zip(cells, quick, strict=True)]
        values = ", ".join(f"{v} AS {c['name']}" for v, c in zip(chosen, cells, strict=True))
        bits = [
            f"CASE WHEN {c['bad']} THEN {1 << i} ELSE 0 END"
            for i, c in enumerate(cells)
            if c["bad"]
        ]
        bad, skip = " | ".join(bits) or "0", _skip_sql(self.args, present)
        for i, cell in enumerate(cells):
            if cell["again"]:  # one fault, not one for each title
                bad = f"CASE WHEN {cell['again']} THEN {1 << i} ELSE {bad} END"
        return (
            f"SELECT * EXCLUDE ({texts}{besides}), CASE WHEN _bad <> 0 AND NOT _skip THEN [{texts}] END AS _raw "
            f"FROM (SELECT *, CAST({bad} AS BIGINT) AS _bad, {skip} AS _skip FROM ("
            f"SELECT _row, {values}, {texts}{besides} FROM (SELECT {row} AS _row, {trimmed} FROM {source})))"
        )

    def _one(self, sql: str) -> int:
        return int(self.con.execute(sql).fetchone()[0])


def _present(args: Mapping[str, Any]) -> list[int]:
    return [i for i, c in enumerate(args["cells"]) if c["column"] is not None]


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


def _connect(args: Mapping[str, Any], halves: int) -> Any:
    """Return a connection that keeps the rows of a file in order, for one of so many at a time.

    One thread each: keeping rows in order over several threads costs more than it brings. Text that names
    its rows (`_row`) needs no order.
    """
    ordered = "_row" not in args["dialect"]["names"]
    con = silent()
    con.execute("SET enable_progress_bar=true; SET enable_progress_bar_print=false")
    con.execute(f"SET memory_limit='{MEMORY_LIMIT_MB // halves}MB'")
    con.execute(f"SET threads={1 if ordered else int(args.get('threads', 2))}")
    con.execute(f"SET temp_directory={quote(args['temp'])}")
    con.execute(f"SET preserve_insertion_order={'true' if ordered else 'false'}")
    for statement in [*duration_macros(), *macros(args["zone"], args["minor_digits"])]:
        con.execute(statement)
    return con


def _raw_sql(column: int, *, trimmed: bool) -> str:
    return f"ly_trim(c{column})" if trimmed else f"c{column}"


def _leading(args: Mapping[str, Any], present: list[int]) -> list[int]:
    """Return those of the first columns of the file that no cell reads."""
    read = {args["cells"][i]["column"] for i in present}
    return [
        c for c in range(LEADING_COLUMNS) if c not in read and f"c{c}" in args["dialect"]["names"]
    ]


def _skip_sql(args: Mapping[str, Any], present: list[int]) -> str:
    """True for a blank row and for a row of totals.

    A row of totals says so in its first filled cell, and where its ids and times should stand there is nothing
    or that word again. So an order of a product called 「合计」 stays.
    """
    filled = ", ".join(f"nullif(t{i}, '')" for i in present)
    blank = f"coalesce({filled}) IS NULL"
    named = [int(i) for i in args["named"]]
    first = f"coalesce({_is_total(f'coalesce({_in_order(args, present)})')}, false)"
    if not named:
        return f"({blank} OR {first})"
    told = " OR ".join(f"coalesce({_is_total(f't{i}')}, false)" for i in named)
    says_so = f"({first} OR (({told}) AND {_nameless(args['ids'])}))"
    # Order numbers and days begin with a digit: only what does not is worth a look.
    text = f"t{named[0]}"
    worth = f"{text} IS NULL OR {text} < '0' OR {text} > ':'"
    return f"({blank} OR CASE WHEN {worth} THEN {_nameless(named)} AND {says_so} ELSE false END)"


def _nameless(indices: Sequence[int]) -> str:
    """True where each of these cells is empty or says that the row is one of totals."""
    return " AND ".join(
        f"(coalesce(ly_trim(t{i}), '') = '' OR {_is_total(f't{i}')})" for i in indices
    )


def _is_total(text: str) -> str:
    return f"regexp_matches({text}, {quote(TOTAL_WORDS)}, 'i')"


def _in_order(args: Mapping[str, Any], present: list[int]) -> str:
    """Return the texts of the row from left to right, empty ones as null."""
    texts = {args["cells"][i]["column"]: f"t{i}" for i in reversed(present)}
    texts |= {column: f"x{column}" for column in _leading(args, present)}
    return ", ".join(f"nullif(ly_trim({texts[column]}), '')" for column in sorted(texts))
