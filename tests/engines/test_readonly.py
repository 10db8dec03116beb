"""`lianyi sql`: one SELECT over the documented views, where it can change and read nothing else."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from lianyi.core.errors import LianyiError
from lianyi.engines.embedded import Embedded
from lianyi.engines.readonly import DEFAULT_LIMITS, run_select
from lianyi.engines.readonly_query import checked_select
from lianyi.facts.current import Current, ensure
from tests.facts import lakes

VIEWS = ("orders", "orders_all", "days", "coverage")
SECRET = "13800008888"
ORDERS = [
    {"order_no": "E1", "paid_at": "2026-11-09 01:00:00", "paid_fen": 1_990, "province": "浙江省"},
    {"order_no": "E2", "paid_at": "2026-11-09 17:00:00", "paid_fen": 5_900, "province": "江苏省"},
]


@pytest.fixture(scope="module")
def current(tmp_path_factory: pytest.TempPathFactory) -> Current:
    where = lakes.workspace(tmp_path_factory.mktemp("it's a shop") / "s'hop")
    lakes.add(where, "a1", "2026-11-10 00:00:00", days=("2026-11-09", "2026-11-10"), orders=ORDERS)
    return ensure(where, lakes.stand(where, "a1"), None)


def refusal(query: str) -> LianyiError:
    with pytest.raises(LianyiError) as caught:
        checked_select(query, VIEWS)
    return caught.value


def test_it_answers_as_the_engine_does_with_values_of_their_own_type(current: Current) -> None:
    sql = "SELECT order_no, paid_fen, paid_day, paid_at, paid_fen / 7 AS part FROM orders ORDER BY order_no"
    answer = run_select(current, sql)
    assert answer.names == ["order_no", "paid_fen", "paid_day", "paid_at", "part"]
    assert answer.rows == list(Embedded(current).rows(sql))
    assert answer.rows[1][2:4] == (date(2026, 11, 10), datetime(2026, 11, 10, 1, 0))
    assert not answer.truncated


@pytest.mark.parametrize(
    "query",
    [
        "WITH t AS (SELECT * FROM orders) SELECT count(*) FROM t UNION ALL SELECT 1 FROM days",
        "FROM orders SELECT province, sum(paid_fen) GROUP BY ALL",
        "SELECT * EXCLUDE (paid_fen) FROM orders QUALIFY row_number() OVER (ORDER BY paid_at) = 1",
        "SELECT count(*) FILTER (WHERE is_paid), list(order_no), now() - INTERVAL 3 DAY FROM orders",
        "SELECT * FROM range(3) t(n) ASOF JOIN (SELECT 1 AS m) u ON n >= m",
        "SELECT unnest([1, 2]), 'nan'::DOUBLE, {'a': 1}, 1::HUGEINT, 1.5::DECIMAL(9, 2) -- a remark; not a second one",
    ],
)
def test_a_select_in_any_dress_is_run(current: Current, query: str) -> None:
    assert run_select(current, query).rows


@pytest.mark.parametrize(
    "query",
    [
        "COPY orders TO '/tmp/out.csv'",
        "COPY (SELECT 1) TO '/tmp/out.parquet' (FORMAT parquet)",
        "COPY orders FROM '/etc/passwd'",
        "ATTACH 'other.db'",
        "DETACH memory",
        "PRAGMA database_list",
        "SET memory_limit = '90GB'",
        "RESET ALL",
        "INSTALL httpfs",
        "LOAD httpfs",
        "CALL pragma_version()",
        "EXPORT DATABASE '/tmp/x'",
        "IMPORT DATABASE '/tmp/x'",
        "CREATE TABLE t AS SELECT 1",
        "CREATE VIEW orders AS SELECT 1",
        "DROP VIEW orders",
        "INSERT INTO orders SELECT 1",
        "UPDATE orders SET paid_fen = 0",
        "DELETE FROM orders",
        "CHECKPOINT",
        "VACUUM",
        "USE main",
        "EXPLAIN ANALYZE SELECT 1",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP VIEW orders",
        "/* SELECT */ DROP VIEW orders -- SELECT 1",
        "SELECT 1 /* unfinished",
        "SELECT '",
        "\x00SELECT 1",
        "",
        ";",
        "hello",
        "SELECT " * 2 + "(" * 3_000,
    ],
)
def test_whatever_is_not_one_select_is_refused(query: str) -> None:
    assert refusal(query).code in ("sql.not_a_select", "sql.view_unknown")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM READ_CSV_auto('/etc/passwd')",
        'SELECT * FROM "read_csv"(\'/etc/passwd\')',
        "SELECT * FROM read_parquet('x')",
        "SELECT * FROM parquet_scan('x')",
        "SELECT * FROM parquet_metadata('x')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_blob('/etc/passwd')",
        "SELECT * FROM read_json('/etc/passwd')",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM duckdb_settings()",
        "SELECT * FROM pragma_database_list()",
        "SELECT * FROM query('COPY orders TO ''x''')",
        "SELECT * FROM query_table('orders')",
        "SELECT getenv('HOME')",
        "SELECT main.getenv('HOME')",
        "SELECT current_setting('memory_limit')",
        "SELECT getvariable('x')",
        "SELECT nextval('s')",
        "SELECT 1 FROM orders, LATERAL read_text('/etc/passwd')",
        "SELECT (SELECT content FROM read_text('/etc/passwd'))",
        "SELECT * FROM orders WHERE EXISTS (FROM glob('/*'))",
        "WITH x AS (INSERT INTO orders VALUES (1)) SELECT 1",
        'WITH "/etc/passwd" AS (SELECT 1) SELECT * FROM "/etc/passwd"',
        "SELECT * INTO other FROM orders",
        "SELECT * FROM main.orders",
        "SELECT * FROM memory.main.orders",
        "SELECT * FROM information_schema.tables",
        "SELECT $1",
        "SELECT ?",
    ],
)  # fmt: skip
def test_whatever_reaches_beyond_the_views_is_refused(query: str) -> None:
    assert refusal(query).code == "sql.not_allowed"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM '/etc/passwd'",
        'SELECT * FROM "/etc/passwd"',
        "SELECT * FROM 'https://example.com/x.csv'",
        "SELECT * FROM _orders_base",
        "SELECT * FROM sqlite_master",
        "SELECT * FROM orders JOIN duckdb_tables ON true",
    ],
)
def test_a_name_that_is_no_view_is_refused_with_those_that_are(query: str) -> None:
    error = refusal(query)
    assert error.code == "sql.view_unknown"
    assert error.facts["known"] == "coverage, days, orders, orders_all"


def test_what_the_engine_says_about_a_wrong_query_is_passed_on(current: Current) -> None:
    with pytest.raises(LianyiError) as caught:
        run_select(current, "SELECT nope FROM orders")
    assert caught.value.code == "sql.failed"
    assert "nope" in str(caught.value.facts["why"])


@pytest.mark.parametrize(
    ("query", "limits", "reason"),
    [
        ("SELECT count(*) FROM range(1000000000000) a", {"wall_s": 1.5}, "time"),
        ("SELECT list(range) FROM range(1000000000)", {"memory_mb": 200}, "memory"),
        ("SELECT repeat('x', 2000000000)", {"address_space_mb": 1_500}, "memory"),
        ("SELECT repeat('x', 200000) FROM range(100)", {"reply_mb": 8}, "output"),
    ],
)
def test_a_query_that_costs_too_much_is_stopped(
    current: Current, query: str, limits: dict[str, int], reason: str
) -> None:
    with pytest.raises(LianyiError) as caught:
        run_select(current, query, replace(DEFAULT_LIMITS, **limits))
    assert caught.value.code == "sql.too_heavy"
    assert caught.value.facts["reason"] == reason


def test_more_rows_than_allowed_are_cut_and_it_says_so(current: Current) -> None:
    answer = run_select(current, "SELECT * FROM range(50)", replace(DEFAULT_LIMITS, rows=20))
    assert len(answer.rows) == 20
    assert answer.truncated
    exact = run_select(current, "SELECT * FROM range(20)", replace(DEFAULT_LIMITS, rows=20))
    assert not exact.truncated


UNCHECKED = [
    "COPY (SELECT 1) TO '{folder}/out.csv'",
    "COPY (SELECT 1) TO '/dev/shm/lianyi-out.csv'",
    "ATTACH '{folder}/out.db'",
    "SELECT * FROM read_text('{folder}/secret.txt')",
    "SELECT * FROM read_text('/proc/self/environ')",
    "SELECT * FROM '{folder}/secret.txt'",
    "EXPORT DATABASE '{folder}/out'",
    "SET enable_external_access = true",
    "SET memory_limit = '90GB'",
    "LOAD httpfs",
    "COPY (SELECT 1 AS a) TO '/proc/self/fd/{fd}' (FORMAT parquet)",
]


@pytest.mark.parametrize("query", UNCHECKED)
def test_the_child_could_not_do_harm_even_if_the_check_let_it_through(
    current: Current, tmp_path: Path, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The parser is only the first wall: here it is taken away."""
    (tmp_path / "secret.txt").write_text(SECRET)
    fd = len(os.listdir("/proc/self/fd"))
    text = query.format(folder=tmp_path, fd=fd)
    before = {p: p.stat().st_size for p in current.folder.iterdir()}
    monkeypatch.setattr("lianyi.engines.readonly.checked_select", lambda sql, views: sql)
    with pytest.raises(LianyiError) as caught:
        run_select(current, text)
    assert SECRET not in str(caught.value.facts)
    assert [p.name for p in tmp_path.iterdir()] == ["secret.txt"]
    assert {p: p.stat().st_size for p in current.folder.iterdir()} == before
    assert not Path("/dev/shm/lianyi-out.csv").exists()


def test_the_rights_are_gone_for_plain_python_too(tmp_path: Path) -> None:
    """What DuckDB forbids, the kernel forbids once more: a hole in the engine opens nothing."""
    import subprocess
    import sys

    (tmp_path / "kept.txt").write_text("kept")
    (tmp_path / "secret.txt").write_text(SECRET)
    script = f"""
import os, sys, socket
from lianyi.engines.readonly_rights import close_files, give_up_rights
kept = os.open({str(tmp_path / "kept.txt")!r}, os.O_RDONLY)
give_up_rights(os.getppid(), 2048, 10)
sealed = close_files([kept])
told = [open(f"/proc/self/fd/{{kept}}").read()]
for attempt in (
    lambda: open({str(tmp_path / "secret.txt")!r}).read(),
    lambda: os.open(f"/proc/self/fd/{{kept}}", os.O_RDWR | os.O_TRUNC),
    lambda: os.unlink({str(tmp_path / "kept.txt")!r}),
    lambda: os.mkdir({str(tmp_path / "new")!r}),
    lambda: socket.create_connection(("1.1.1.1", 53), 1),
):
    try:
        attempt()
        told.append("done")
    except OSError:
        told.append("no")
print(sealed, *told)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd="/"
    )
    sealed, *told = done.stdout.split()
    if sealed != "True":
        pytest.skip("this kernel has no Landlock")
    assert told == ["kept", "no", "no", "no", "no", "no"]
    assert (tmp_path / "kept.txt").read_text() == "kept"
