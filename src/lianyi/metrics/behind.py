"""The rows behind a number: what was added up, so that anybody can add it up again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from lianyi.core.errors import LianyiError
from lianyi.metrics.belonging import LINES, Belonging
from lianyi.metrics.book import Book, command_text, routes, splits
from lianyi.metrics.compiler import FIRST_DAY, dimension_sql, text_sql, within
from lianyi.metrics.declaration import Measure, Metric
from lianyi.metrics.engine import Engine
from lianyi.metrics.people import Members
from lianyi.metrics.predicate import Predicate, parse_predicate
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.relations import relation
from lianyi.metrics.scope import HISTORY_DAYS, PERSON, delivered

if TYPE_CHECKING:
    from lianyi.segments.document import Segments


@dataclass(frozen=True)
class RowList:
    """Rows of one side of a number: `role` is value, numerator, denominator or the key of a part.

    `total` says how many rows there are; `is_cut` that `rows` are not all of them.
    """

    role: str
    view: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    sql: str
    is_cut: bool
    total: int


def rows_behind(
    engine: Engine,
    query: MetricQuery,
    key: str,
    *,
    cell: Mapping[str, str] | None = None,
    limit: int | None = 1_000,
    own: Iterable[Metric] = (),
    segments: Segments | None = None,
) -> list[RowList]:
    """Return the rows that make up `key`, limited to one `cell` (values of the query's dimensions).

    A ratio has two lists, numerator and denominator. Persons appear as ids only. At most `limit` rows come
    back, all of them where it is None. Refuses with `metric.rows_unavailable` where the view is missing.
    """
    book = Book(own)
    metric = book.get(key)
    if metric.analysed:
        command = command_text(metric.analysed)
        raise LianyiError("metric.estimate_is_whole", name=metric.name, command=command)
    book.check(metric, query.by)
    asked = _asked(engine, query, segments)
    campaign = Belonging(engine, query.campaign) if query.campaign else None
    return [
        _rows(engine, query, measure, role, asked, dict(cell or {}), limit, campaign)
        for role, measure in _sides(book, metric)
    ]


def _asked(engine: Engine, query: MetricQuery, segments: Segments | None) -> Predicate | None:
    """Return what the question itself limits rows to: its condition and its segment."""
    predicate = parse_predicate(query.where) if query.where else None
    if query.segment is None:
        return predicate
    members = Members(engine, segments, query.segment, delivered(engine)).condition(query.period)
    if predicate is None:
        return Predicate(members, frozenset({PERSON}))
    return Predicate(f"({predicate.sql}) AND {members}", predicate.columns | {PERSON})


def _sides(book: Book, metric: Metric) -> list[tuple[str, Measure]]:
    if metric.measure:
        return [("value", metric.measure)]
    if metric.ratio:
        above = book.part(metric.ratio.numerator)
        below = book.part(metric.ratio.denominator)
        return [*(("numerator", m) for m in above), *(("denominator", m) for m in below)]
    return [(key, m) for key, _ in metric.sum_of for m in book.part(key)]


def _rows(
    engine: Engine,
    query: MetricQuery,
    measure: Measure,
    role: str,
    asked: Predicate | None,
    cell: dict[str, str],
    limit: int | None,
    campaign: Belonging | None,
) -> RowList:
    reads = set(asked.columns) if asked else set()
    view = _view(engine, measure, reads, list(cell), campaign)
    conditions = [within(measure.day, query.period), measure.where]
    if measure.per_person:
        conditions.append("person_id IS NOT NULL")
    conditions += [asked.sql if asked else None, campaign.sql(view) if campaign else None]
    new_from = _new_from(engine)
    for key, value in cell.items():
        sql = dimension_sql(key, view, measure.day, new_from)
        conditions.append(f"{sql} = {text_sql(value)}")
    where = " AND ".join(f"({c})" for c in conditions if c) or "TRUE"
    base = relation(view)
    columns = (*engine.columns(base.view), *base.adds)
    names = ", ".join(f'"{name}"' for name in columns)
    sql = f"SELECT {names} FROM {base.sql} WHERE {where} ORDER BY ALL"
    if limit is not None:
        sql += f" LIMIT {limit + 1}"
    found = engine.rows(sql)
    total = len(found)
    if limit is not None and total > limit:
        total = engine.rows(f"SELECT count(*) FROM {base.sql} WHERE {where}")[0][0]
        found = found[:limit]
    return RowList(role, view, columns, tuple(found), sql, len(found) < total, total)


def _view(
    engine: Engine, measure: Measure, reads: set[str], by: list[str], campaign: Belonging | None
) -> str:
    ways = routes(measure)
    if campaign and campaign.wants_lines:
        ways.sort(key=lambda way: way[0] != LINES)
    for view, _ in ways:
        base = relation(view)
        there = {*engine.columns(base.view), *base.adds}
        joined = all(engine.columns(other) for other in base.joins)
        if there and joined and reads <= there and all(splits(measure, view, key) for key in by):
            return view
    raise LianyiError("metric.rows_unavailable", view=measure.view)


def _new_from(engine: Engine) -> date:
    first = delivered(engine).first_day
    return first + timedelta(days=HISTORY_DAYS) if first else FIRST_DAY
