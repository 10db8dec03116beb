"""Which SQL a reader may run: one SELECT over the documented views, parsed and written anew.

What runs is printed from the checked tree, never the text that came in: two parsers that read a comment or a
quote differently have nothing to disagree about.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from sqlglot import exp

MAX_LENGTH = 100_000
SHOWN = 80
SERIES = {"generate_series", "range", "unnest", "json_each"}
"""Functions that may stand where a table stands: they make rows from values alone."""
FORBIDDEN = re.compile(
    r"^(read_|parquet_|sniff_|glob$|scan_|duckdb_|pragma_|pg_|query$|query_table$|getenv$|get_?variable$|setvariable$|"
    r"current_setting$|set_config$|which_secret$|nextval$|currval$|load_|install_|checkpoint|force_checkpoint|"
    r"write_|from_substrait|get_substrait|arrow_scan|pandas_scan|python_|sqlite_|postgres_|mysql_|iceberg_|delta_|st_read|"
    r"storage_info|import_|export_|copy_|attach|detach|enable_|disable_|truncate_|seq_scan|summary$|test_|repeat_row$|"
    r"sql_auto_complete|in_search_path|icu_|has_.*privilege|current_(database|schema|schemas|user|role|catalog|query)$|"
    r"session_user$|user$|txid_|version$|write_log|parse_duckdb_log|json_execute|json_serialize|json_deserialize)"
)
WORD = re.compile(r"^\w+$")


def checked_select(query: str, views: Collection[str]) -> str:
    """Return the SQL to run for `query`, one SELECT (or WITH, UNION …) over `views`.

    Refuses with `sql.not_a_select` (unreadable, another statement, several), `sql.not_allowed` (a fact `found`
    shows what) and `sql.view_unknown` (facts `name`, `known`).
    """
    tree = _only_select(query)
    known = {v.lower() for v in views} | _with_names(tree)
    with _silent_parser():
        for node in tree.walk():
            _check(node, known, views)
        return tree.sql(dialect="duckdb", comments=False)


def _only_select(query: str) -> exp.Query:
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    if len(query) > MAX_LENGTH:
        raise LianyiError("sql.not_a_select", query=query[:SHOWN], why=f"> {MAX_LENGTH}")
    try:
        with _silent_parser():
            statements = [s for s in sqlglot.parse(query, dialect="duckdb") if s is not None]
    except (SqlglotError, RecursionError, ValueError) as error:
        why = re.sub(r"\x1b\[\d*m", "", str(error)).split("\n")[0]
        raise LianyiError("sql.not_a_select", query=query[:SHOWN], why=why) from None
    kinds = ", ".join(type(s).__name__.upper() for s in statements) or "—"
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise LianyiError("sql.not_a_select", query=query[:SHOWN], why=kinds)
    return statements[0]


@contextmanager
def _silent_parser() -> Iterator[None]:
    """The parser warns in its log about what is refused here in words."""
    log = logging.getLogger("sqlglot")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def _with_names(tree: exp.Query) -> set[str]:
    """The names that the query gives to parts of itself; a name with a dot or slash could mean a file."""
    from sqlglot import exp

    names = {cte.alias for cte in tree.find_all(exp.CTE)}
    strange = next((n for n in names if not WORD.match(n) or FORBIDDEN.match(n.lower())), None)
    if strange is not None:
        raise LianyiError("sql.not_allowed", found=f"WITH {strange}"[:SHOWN])
    return {n.lower() for n in names}


def _check(node: exp.Expr, known: Collection[str], views: Collection[str]) -> None:
    from sqlglot import exp

    writes = (exp.DML, exp.DDL, exp.Command, exp.Into, exp.Pragma, exp.Set, exp.Copy, exp.Lock)
    outside = (exp.Parameter, exp.SessionParameter, exp.Placeholder, exp.Attach, exp.Detach)
    if isinstance(node, exp.Query | exp.Subquery) and not isinstance(node, exp.Table):
        pass  # a query is a DML node to the parser, and the one that may stand
    elif isinstance(node, (*writes, *outside)):
        raise _refused(node)
    if isinstance(node, exp.Table):
        _check_table(node, known, views)
    elif isinstance(node, exp.Func):
        _check_function(node)


def _check_table(table: exp.Table, known: Collection[str], views: Collection[str]) -> None:
    from sqlglot import exp

    source = table.this
    if isinstance(source, exp.Func):
        if _name(source) not in SERIES:
            raise _refused(source)
        return
    if not isinstance(source, exp.Identifier) or table.args.get("db") or table.args.get("catalog"):
        raise _refused(table)
    if source.name.lower() not in known:
        listed = ", ".join(sorted(views))
        raise LianyiError("sql.view_unknown", name=source.name[:SHOWN], known=listed)


def _check_function(function: exp.Func) -> None:
    names = {_name(function), *(n.lower() for n in getattr(type(function), "_sql_names", []))}
    if any(FORBIDDEN.match(name) for name in names):
        raise _refused(function)


def _name(function: exp.Func) -> str:
    from sqlglot import exp

    if isinstance(function, exp.Anonymous):
        return str(function.this).strip('"').lower()
    if isinstance(function, exp.GenerateSeries):
        return "generate_series"
    return str(function.sql_name()).lower()


def _refused(node: exp.Expr) -> LianyiError:
    return LianyiError("sql.not_allowed", found=node.sql(dialect="duckdb")[:SHOWN])
