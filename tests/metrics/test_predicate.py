from __future__ import annotations

import pytest

from lianyi.core.errors import LianyiError
from lianyi.metrics.predicate import parse_predicate


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("person_id IS NOT NULL", {"person_id"}),
        ("is_paid", {"is_paid"}),
        ("not is_presale and paid_fen >= 100", {"is_presale", "paid_fen"}),
        ("province in ('浙江', '江苏')", {"province"}),
        ("channel like 'douyin/%'", {"channel"}),
        ("paid_day between date '2026-11-01' and date '2026-11-11'", {"paid_day"}),
        ("lower(promoter_name) = 'k' or coalesce(city, '') = ''", {"promoter_name", "city"}),
        ("paid_fen / quantity > 3", {"paid_fen", "quantity"}),
        ("case when is_paid then 1 else 0 end = 1", {"is_paid"}),
        ("month(paid_day) = 11 -- only November", {"paid_day"}),
    ],
)
def test_a_condition_is_read_with_the_columns_it_needs(text: str, columns: set[str]) -> None:
    predicate = parse_predicate(text)
    assert predicate.columns == columns
    assert "--" not in predicate.sql


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "paid_fen +",
        "paid_fen + 1",
        "'text'",
        "1",
        "NULL",
        "1 = 1; DROP TABLE orders",
        "1 = 1) UNION SELECT * FROM orders WHERE (1 = 1",
        "x" * 5000,
        "(" * 3000 + "1=1" + ")" * 3000,
    ],
)
def test_what_is_not_a_condition_is_refused(text: str) -> None:
    with pytest.raises(LianyiError) as refused:
        parse_predicate(text)
    assert refused.value.code in ("where.not_a_condition", "where.not_allowed")


@pytest.mark.parametrize(
    "text",
    [
        "order_no IN (SELECT order_no FROM refunds)",
        "EXISTS (SELECT 1)",
        "paid_fen > (SELECT avg(paid_fen) FROM orders)",
        "paid_fen > 1 ORDER BY 1",
        "paid_fen > 1 LIMIT 1",
        "paid_fen > 1 GROUP BY paid_fen",
        "read_csv('/etc/passwd') IS NOT NULL",
        "read_text('/etc/passwd') = ''",
        "getenv('HOME') = ''",
        "count(*) > 1",
        "row_number() OVER () = 1",
        "random() < 0.5",
        "current_date > paid_day",
        "orders.paid_fen > 1",
        "query('SELECT 1') = 1",
        "regexp_matches(order_no, '(a+)+$')",
        "paid_fen::STRUCT(a INT) IS NOT NULL",
        "x = ANY (SELECT 1)",
        "paid_fen > $1",
        "paid_fen > ?",
    ],
)
def test_whatever_could_be_more_than_a_condition_is_refused(text: str) -> None:
    with pytest.raises(LianyiError) as refused:
        parse_predicate(text)
    assert refused.value.code in ("where.not_allowed", "where.not_a_condition")


def test_a_quote_inside_a_text_stays_inside() -> None:
    assert parse_predicate("store = 'it''s'").sql == "\"store\" = 'it''s'"
