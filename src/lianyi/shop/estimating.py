"""Metrics that an analysis finds, beside those that SQL counts: one run per bucket, the interval beside the value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lianyi.core.calendar.comparison import compare
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.metrics.belonging import Limited
from lianyi.metrics.book import Book, command_text
from lianyi.metrics.comparison import change
from lianyi.metrics.marks import FIELD_NAMES, NAME, Marks
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.reasons import Reason, because
from lianyi.metrics.result import MetricResult
from lianyi.metrics.table import bucket_label

if TYPE_CHECKING:
    from lianyi.analyses.result import Number
    from lianyi.core.calendar.periods import Period
    from lianyi.metrics.declaration import Metric
    from lianyi.shop.shop import Shop

NOT_YET = Text("时间还没到，看不出来", "It is too early to tell")

NOT_THERE = Text("这段时间的数据算不出来", "The data of the period does not give it")
WANTING = (".nothing", ".not_measured", ".no_spend", ".nothing_varies")
"""Ends of the codes of refusals that say that the data is not there."""


def estimates_in(query: MetricQuery, book: Book) -> dict[str, Metric]:
    """Return the metrics of `query` that an analysis finds."""
    found = {key: book.get(key) for key in query.keys}
    return {key: metric for key, metric in found.items() if metric.analysed}


def ask_estimates(shop: Shop, query: MetricQuery, estimates: Mapping[str, Metric]) -> MetricResult:
    """Answer a query with estimates in it; a row carries `{key}__low` and `{key}__high` where there is an interval.

    Refuses with `metric.estimate_is_whole` what an analysis cannot be asked: a split, or a condition.
    """
    name = next(iter(estimates))
    if query.by or query.where or query.segment:
        raise LianyiError(
            "metric.estimate_is_whole",
            name=estimates[name].name,
            command=command_text(estimates[name].analysed),  # type: ignore[arg-type]  # it is one
        )
    counted = tuple(key for key in query.keys if key not in estimates)
    result = shop.ask(replace(query, keys=counted)) if counted else _empty(shop, query)
    rows = [dict(row) for row in result.rows]
    periods = _periods(query)
    why = dict(result.why)
    unavailable = dict(result.unavailable)
    for key, metric in estimates.items():
        for number, period in enumerate(periods):
            value = _value(shop, metric, period, query.campaign)
            _write(rows[number], key, value)
            if value.value is None:
                why[number, key] = _reason(value)
        _same_columns(rows, key)
        if all(row[key] is None for row in rows) and rows:
            unavailable[key] = why[0, key]
    base = _compare(shop, query, estimates, rows)
    ordered = {key: {**result.metrics, **estimates}[key] for key in query.keys}
    limited = dict(result.limited)
    if query.campaign:
        limited |= {k: _limited(shop, m, query.campaign) for k, m in estimates.items()}
    return replace(
        result,
        query=query,
        metrics=ordered,
        rows=rows,
        why=why,
        unavailable=unavailable,
        base=base,
        limited=limited,
    )


def _periods(query: MetricQuery) -> list[Period]:
    if query.period is None:
        raise LianyiError("period.unknown", text="")
    return query.period.buckets(query.grain) if query.grain else [query.period]


def _limited(shop: Shop, metric: Metric, campaign: Marks) -> Limited:
    """Return how an estimate is limited: by the days, and to the activity where invites are called like the campaign."""
    by = (NAME,) if _activity(shop, metric, campaign) else ()
    rule = because("campaign_by", by=FIELD_NAMES[NAME]) if by else because("campaign_days")
    return Limited(rule, by, () if by else campaign.fields)


def _activity(shop: Shop, metric: Metric, campaign: Marks) -> str | None:
    of_invites = metric.analysed is not None and metric.analysed.analysis == "virality"
    return activity_of(shop, campaign) if of_invites else None


def activity_of(shop: Shop, campaign: Marks) -> str | None:
    """Return the activity of the invites that are the campaign's, one of its codes or its name; None where none is."""
    if "activity" not in shop.engine.columns("invites"):
        return None
    names = [*campaign.codes, campaign.name]
    listed = ", ".join("?" * len(names))
    sql = f"SELECT DISTINCT activity FROM invites WHERE activity IN ({listed}) ORDER BY 1"
    found = [str(row[0]) for row in shop.engine.rows(sql, names)]
    return found[0] if len(found) == 1 else None


def _value(shop: Shop, metric: Metric, period: Period, campaign: Marks | None = None) -> Number:
    from lianyi.analyses.result import Number as Nothing

    analysed = metric.analysed
    assert analysed is not None
    try:
        options = {**dict(analysed.options), "period": period.key}
        if campaign and (activity := _activity(shop, metric, campaign)):
            options["activity"] = activity
        found = {n.key: n for n in shop.run(analysed.analysis, **options).numbers}
    except LianyiError as refusal:
        why = _refused(refusal)
        if why is None:
            raise
        return Nothing(analysed.number, metric.name, None, "number", why=why)
    return found.get(analysed.number) or Nothing(analysed.number, metric.name, None, "number", why=NOT_YET)  # fmt: skip


def _refused(refusal: LianyiError) -> Text | None:
    """Return why there is no number where an analysis refused for want of data; None for other refusals."""
    if refusal.code == "run.missing_source":
        missing = str(refusal.facts["missing"])
        return Text(f"缺少来源：{missing}", f"Missing source: {missing}")
    if refusal.code == "run.nothing_to_count":
        return Text("这段时间没有可以算的人", "There is nobody to count in the period")
    if refusal.code.endswith(WANTING):
        return NOT_THERE
    return NOT_YET if refusal.code.endswith(".not_yet") else None


def _write(row: dict[str, Any], key: str, found: Number) -> None:
    row[key] = found.value
    if found.interval is not None:
        row[f"{key}__low"], row[f"{key}__high"] = found.interval.low, found.interval.high


def _same_columns(rows: list[dict[str, Any]], key: str) -> None:
    """Give every row the ends of the interval where one has them: a bucket may know none."""
    ends = (f"{key}__low", f"{key}__high")
    if any(ends[0] in row for row in rows):
        for row in rows:
            for end in ends:
                row.setdefault(end, None)


def _reason(found: Number) -> Reason:
    return Reason("estimate", found.why or Text("数据还分不清", "The data cannot tell"))


def _compare(
    shop: Shop, query: MetricQuery, estimates: Mapping[str, Metric], rows: list[dict[str, Any]]
) -> Period | None:
    """Write base and change of every estimate; buckets are matched by their order."""
    if query.compare is None or query.period is None:
        return None
    base = compare(query.period, query.compare, shop.calendar).period  # type: ignore[arg-type]  # checked by MetricQuery
    before = base.buckets(query.grain) if query.grain else [base]
    for key, metric in estimates.items():
        for row, period in zip(rows, before, strict=False):
            row[f"{key}__base"] = _value(shop, metric, period).value
            row[f"{key}__change"] = change(row[key], row[f"{key}__base"], metric)
    return base


def _empty(shop: Shop, query: MetricQuery) -> MetricResult:
    """Return an answer without numbers: one row a bucket."""
    grain = query.grain
    rows: list[dict[str, Any]] = [
        {grain: bucket_label(p.start, grain)} if grain else {} for p in _periods(query)
    ]
    return MetricResult(
        query=query,
        metrics={},
        rows=rows,
        period=query.period,
        base=None,
        zone=shop.workspace.zone,
        currency=shop.workspace.currency,
        snapshot=shop.snapshot.number,
        data_as_of=shop.engine.data_as_of,
        person_coverage=None,
        unavailable={},
        notes=(),
        why={},
        sql=(),
    )
