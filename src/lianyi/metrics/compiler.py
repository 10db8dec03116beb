"""From measures to SQL: everything counted over the same view, day and rows shares one scan.

A scan is one SELECT whose first columns say which cell a row is (the bucket of the grain, then the dimensions)
and whose other columns are aggregates. Persons are counted exactly and in one go: their rows are grouped first,
so that buyers, repeat buyers and their money come from the same pass.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from lianyi.core.calendar.periods import Period
from lianyi.metrics.belonging import Belonging
from lianyi.metrics.declaration import Measure
from lianyi.metrics.dimensions import DIMENSIONS, SOURCE_DIMENSIONS, UNKNOWN
from lianyi.metrics.query import QueryGrain
from lianyi.metrics.refund_days import Ranges
from lianyi.metrics.relations import per_person, relation
from lianyi.metrics.scope import Source

FIRST_DAY = date(1970, 1, 1)
Within = tuple[tuple[Source, Ranges], ...]


@dataclass(frozen=True)
class Cut:
    """What all scans of one answer share: the days, the grain, the dimensions, the condition.

    `new_from` is the first day on which a first order can be trusted to be one, `people` the condition that a row is
    of a person who is asked for, `campaign` what tells for each view whether a row belongs to the one asked for.
    """

    period: Period | None
    grain: QueryGrain | None
    by: tuple[str, ...]
    where: str | None = None
    new_from: date = FIRST_DAY
    people: str | None = None
    campaign: Belonging | None = None

    def belongs(self, view: str) -> str | None:
        """Return the condition that a row of `view` belongs to the campaign; None where its days alone limit it."""
        return self.campaign.sql(view) if self.campaign else None


@dataclass(frozen=True)
class Route:
    """A measure, the view it is counted over in this answer, and what it is limited to.

    `only` are its sources (None: any), `within` the days that count of those sources which it names, `everybody` says
    that all rows count, also where the answer is limited to some persons.
    """

    measure: Measure
    view: str
    value: str
    only: frozenset[Source] | None = None
    within: Within = ()
    everybody: bool = False


@dataclass
class Scan:
    """Aggregates over the same rows; `columns` are their SQL in order, without repetition."""

    view: str
    day: str | None
    person_where: str | None
    is_per_person: bool
    everybody: bool = False
    columns: dict[tuple[str, str | None], int] = field(default_factory=dict)

    def position(self, value: str, condition: str | None) -> int:
        """Return the number of the aggregate's column, which is added when it is new."""
        return self.columns.setdefault((value, condition), len(self.columns))


@dataclass(frozen=True)
class Place:
    """Where a route's value stands: the scan, and the column after the cell's columns."""

    scan: int
    column: int


class Plan:
    """Scans and where each route finds its value; routes are added, then `sql` is asked."""

    def __init__(self, cut: Cut) -> None:
        self.cut = cut
        self.scans: list[Scan] = []
        self.places: dict[Route, Place] = {}
        self._by_rows: dict[tuple[str, str | None, str | None, bool, bool], int] = {}

    def add(self, route: Route) -> Place:
        """Return the place of `route`, sharing a scan where the rows are the same."""
        if route not in self.places:
            self.places[route] = self._place(route)
        return self.places[route]

    def _place(self, route: Route) -> Place:
        measure = route.measure
        days = days_sql(route.within, measure.day)
        limit = _both(measure.where, sources_sql(route.only), days)
        inner = limit if measure.per_person else None
        everybody = route.everybody and self.cut.people is not None
        rows = (route.view, measure.day, inner, measure.per_person, everybody)
        if rows not in self._by_rows:
            self._by_rows[rows] = len(self.scans)
            self.scans.append(Scan(*rows))
        number = self._by_rows[rows]
        condition = None if measure.per_person else limit
        return Place(number, self.scans[number].position(route.value, condition))

    def sql(self, number: int) -> str:
        """Return the SELECT of scan `number`."""
        scan = self.scans[number]
        return _person_sql(scan, self.cut) if scan.is_per_person else _row_sql(scan, self.cut)

    @property
    def all_sql(self) -> list[str]:
        """Every SELECT, in the order in which they run."""
        return [self.sql(number) for number in range(len(self.scans))]


def dimension_sql(key: str, view: str, day: str | None, new_from: date) -> str:
    """Return dimension `key` over `view` as text that is never null."""
    expression = DIMENSIONS[key].on(relation(view).view) or DIMENSIONS[key].on(view)
    if expression is None:
        raise ValueError(f"{view} has no {key}")
    sql = expression.replace("{day}", day or "").replace("{new_from}", day_sql(new_from))
    if key in SOURCE_DIMENSIONS or key == "customer_type":
        return sql
    return f"coalesce(nullif(CAST({sql} AS VARCHAR), ''), '{UNKNOWN}')"


def bucket_sql(day: str, grain: QueryGrain) -> str:
    """Return the first day of the grain in which `day` lies; weeks are ISO weeks."""
    return day if grain == "day" else f"date_trunc('{grain}', {day})::DATE"


def day_sql(day: date) -> str:
    """Return a DATE literal."""
    return f"DATE '{day.isoformat()}'"


def within(day: str | None, period: Period | None) -> str | None:
    """Return the condition that `day` lies in `period`; with no period, that there is a day."""
    if day is None:
        return None
    if period is None:
        return f"{day} IS NOT NULL"
    return f"{day} >= {day_sql(period.start)} AND {day} < {day_sql(period.end)}"


def sources_sql(only: frozenset[Source] | None) -> str | None:
    """Return the condition that a row is of one of these sources; None where any may be."""
    if only is None:
        return None
    if not only:
        return "FALSE"
    pairs = ", ".join(f"({text_sql(p)}, {text_sql(s)})" for p, s in sorted(only))
    return f"(platform, store) IN ({pairs})"


def days_sql(within: Within, day: str | None) -> str | None:
    """Return the condition that a row of a source in `within` is of one of its days."""
    if day is None or not within:
        return None
    others = sources_sql(frozenset(source for source, _ in within))
    conditions = [f"NOT {others}"]
    for source, ranges in within:
        spans = [f"{day} BETWEEN {day_sql(a)} AND {day_sql(b)}" for a, b in ranges]
        if spans:
            conditions.append(f"{sources_sql(frozenset({source}))} AND ({' OR '.join(spans)})")
    return " OR ".join(f"({c})" for c in conditions)


def text_sql(text: str) -> str:
    """Return a text literal."""
    return "'" + text.replace("'", "''") + "'"


def _both(*conditions: str | None) -> str | None:
    given = [f"({c})" for c in conditions if c]
    return " AND ".join(given) or None


def _cells(scan: Scan, cut: Cut) -> list[str]:
    cells = []
    if cut.grain and scan.day:
        cells.append(f"{bucket_sql(scan.day, cut.grain)} AS bucket")
    for number, key in enumerate(cut.by):
        sql = dimension_sql(key, scan.view, scan.day, cut.new_from)
        cells.append(f"{sql} AS d{number}")
    return cells


def _row_sql(scan: Scan, cut: Cut) -> str:
    cells = _cells(scan, cut)
    # A condition that all aggregates have in common limits the rows once, instead of each aggregate.
    conditions = {condition for _, condition in scan.columns}
    shared = conditions.pop() if len(conditions) == 1 else None
    aggregates = [
        f"{value} AS a{number}"
        if condition in (None, shared)
        else _filtered(value, condition, number)
        for (value, condition), number in scan.columns.items()
    ]
    people = None if scan.everybody else cut.people
    where = _both(within(scan.day, cut.period), shared, cut.where, people, cut.belongs(scan.view))
    return _select([*cells, *aggregates], relation(scan.view).sql, where, grouped=bool(cells))


def _filtered(value: str, condition: str | None, number: int) -> str:
    return f"{value} FILTER (WHERE {condition}) AS a{number}"


def _person_sql(scan: Scan, cut: Cut) -> str:
    cells = _cells(scan, cut)
    names = [cell.rsplit(" AS ", 1)[1] for cell in cells]
    orders, paid = per_person(scan.view)
    where = _both(
        within(scan.day, cut.period),
        "person_id IS NOT NULL",
        scan.person_where,
        cut.where,
        cut.people,
        cut.belongs(scan.view),
    )
    persons = _select(
        [*cells, "person_id", f"{orders} AS person_orders", f"{paid} AS person_paid_fen"],
        relation(scan.view).sql,
        where,
        grouped=True,
    )
    values = [f"{value} AS a{number}" for (value, _), number in scan.columns.items()]
    return _select([*names, *values], f"({persons})", None, grouped=bool(names))


def _select(columns: list[str], source: str, where: str | None, *, grouped: bool) -> str:
    sql = f"SELECT {', '.join(columns)} FROM {source}"
    if where:
        sql += f" WHERE {where}"
    return sql + " GROUP BY ALL" if grouped else sql


def readable(sql: str) -> str:
    """Return `sql` laid out for a reader."""
    import sqlglot

    return sqlglot.transpile(sql, read="duckdb", write="duckdb", pretty=True)[0]


def definition_sql(measure: Measure) -> str:
    """Return what a measure counts as SQL for a reader, with `:from` and `:to` for the days."""
    source = relation(measure.view).sql
    days = f"{measure.day} >= :from AND {measure.day} < :to" if measure.day else None
    if measure.per_person:
        orders, paid = per_person(measure.view)
        inner = _both(days, "person_id IS NOT NULL", measure.where)
        columns = ["person_id", f"{orders} AS person_orders", f"{paid} AS person_paid_fen"]
        source = f"({_select(columns, source, inner, grouped=True)})"
        return _select([measure.value], source, None, grouped=False)
    return _select([measure.value], source, _both(days, measure.where), grouped=False)
