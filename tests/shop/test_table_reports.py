"""The table reports on the sample shop: every number is what `lianyi metric` answers, and rows foot."""

from __future__ import annotations

from typing import Any

import pytest

from lianyi.core.calendar import parse_period
from lianyi.core.translation import Text
from lianyi.metrics.book import Book
from lianyi.reports.document import Document, Number, Table, numbers_of
from lianyi.shop import Shop
from lianyi.shop.reporting import build_report, render

FORMS = ("live", "community", "promoters", "creators", "products", "channels", "coupons")
PERIOD = "2026-10"


@pytest.fixture(scope="module")
def built(shop: Shop) -> dict[str, Document]:
    period = parse_period(PERIOD)
    return {kind: build_report(shop, kind, period, "zh", "2026-11-16 09:00") for kind in FORMS}


def _answers(shop: Shop, keys: set[str], by: tuple[str, ...], period: str) -> dict[Any, Any]:
    rows = shop.metrics(*sorted(keys), by=by, period=period).rows()
    return {(tuple(str(r[d]) for d in by), k): r[k] for r in rows for k in keys}


@pytest.mark.parametrize("kind", FORMS)
def test_every_number_of_a_table_is_what_the_metric_command_answers(
    kind: str, built: dict[str, Document], shop: Shop
) -> None:
    asked: dict[tuple[tuple[str, ...], str], set[str]] = {}
    numbers = [n for n in numbers_of(built[kind]) if not n.derived]
    assert len(numbers) > 10
    for number in numbers:
        asked.setdefault((tuple(d for d, _ in number.by), number.period), set()).add(number.metric)
    answers = {where: _answers(shop, keys, *where) for where, keys in asked.items()}
    for number in numbers:
        where = tuple(d for d, _ in number.by), number.period
        assert number.value == answers[where][tuple(c for _, c in number.by), number.metric]


@pytest.mark.parametrize("kind", FORMS)
def test_amounts_that_can_be_added_foot_to_the_total_row(
    kind: str, built: dict[str, Document]
) -> None:
    book = Book()
    block = built[kind].block(kind)
    assert block is not None
    footed = 0
    for table in (p for p in block.parts if isinstance(p, Table)):
        for at, column in enumerate(table.columns):
            total = table.rows[-1].cells[at]
            if not column.numeric or not isinstance(total, Number) or total.unit != "money":
                continue
            if book.get(column.key).kind != "sum" or table.note is not None:
                continue
            cells = [row.cells[at] for row in table.rows[:-1]]
            found = [c.value for c in cells if isinstance(c, Number)]
            assert sum(found) == total.value, (column.key, found)
            footed += 1
    assert footed or kind == "community"


def test_a_live_session_stands_under_the_day_it_starts_on(built: dict[str, Document]) -> None:
    block = built["live"].block("live")
    assert block is not None
    table = block.parts[1]
    assert isinstance(table, Table)
    for row in table.rows[:-1]:
        day, session = (cell.zh for cell in row.cells[:2] if isinstance(cell, Text))
        assert session.partition("/")[2][:8] == day.replace("-", "")


def test_a_table_report_is_written_in_both_languages_and_every_format(shop: Shop) -> None:
    period = parse_period(PERIOD)
    document = build_report(shop, "creators", period, "en", "2026-11-16 09:00")
    assert b"creator" in render(document, "text")
    assert render(document, "xlsx")[:2] == b"PK"
    headline = document.block("headline")
    assert headline is not None
    assert "GMV" in render(document, "html").decode()


def test_a_period_without_any_session_says_so(shop: Shop) -> None:
    document = build_report(shop, "live", parse_period("2020-01"), "zh", "")
    assert "这段时间没有直播的数据。" in render(document, "text").decode()
    assert document.block("live") is None
