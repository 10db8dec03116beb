"""Reconciling a shop with the report in a file: the file is read in the sandboxed child like every other."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lianyi.core.calendar.periods import Period, between
from lianyi.core.errors import Issue, LianyiError

if TYPE_CHECKING:
    from lianyi.analyses.reconcile.columns import Columns
    from lianyi.analyses.reconcile.reconciliation import Reconciliation
    from lianyi.analyses.reconcile.reported import Line, Reported
    from lianyi.importers.mapping import Mapping as FileMapping
    from lianyi.importers.reading import Input
    from lianyi.importers.reading.tables import SheetPreview
    from lianyi.shop.shop import Shop

TOTALS = ("合计", "总计", "小计", "汇总", "总和", "Total", "total", "Sum", "Grand total")


@dataclass(frozen=True)
class Sheet:
    """A sheet of a file with its header found, and the mapping that knows it, if one does."""

    source: Input
    preview: SheetPreview
    header_row: int
    skip_rows: tuple[int, ...]
    mapping: FileMapping | None

    @property
    def headers(self) -> list[str]:
        """The titles of the columns; those of a table without any are empty."""
        if not self.header_row:
            return [""] * max(map(len, self.preview.rows))
        return list(self.preview.rows[self.header_row - 1])

    @property
    def first_rows(self) -> list[list[str]]:
        """The rows below the header that a first look has seen."""
        return [r for n, r in enumerate(self.preview.rows, 1) if n > self.header_row and any(r)]


def reconcile(
    shop: Shop,
    path: Path,
    metric: str,
    period: str | None = None,
    *,
    platform: str | None = None,
    store: str | None = None,
    columns: Mapping[str, str | None] | None = None,
) -> Reconciliation:
    """Return why `metric` of `shop` differs from the platform's report at `path`.

    Without `period` it is the days that the report names. `platform` and `store` say whose orders our number counts
    (default: the platform whose export the file is, else all). `columns` names those of `order`, `day` and `amount`.
    Refuses with the codes of reading and `reconcile.…`.
    """
    from lianyi.analyses.reconcile import ours as facts
    from lianyi.analyses.reconcile.causes import explained
    from lianyi.analyses.reconcile.columns import columns_of
    from lianyi.analyses.reconcile.definition import COUNTS, definition_of
    from lianyi.analyses.reconcile.reconciliation import Reconciliation
    from lianyi.metrics.book import Book

    base = definition_of(metric)
    asked = dict(columns or {})
    sheet = _opened(shop, path, metric, asked)
    found = columns_of(sheet.headers, sheet.first_rows, metric, sheet.mapping, asked)
    report = _read(shop, sheet, found, counts=metric in COUNTS)
    if not report.orders and not report.days:
        raise LianyiError("reconcile.nothing_read", file=sheet.source.name)
    platform = platform or _platform(shop, sheet)
    days = _period(shop, report, period)
    report = _limited(report, days)
    loaded = facts.load(shop.engine, days, list(report.orders), (platform, store))
    if not loaded.scopes[0] or not _is_known(shop, metric, days, (platform, store)):
        raise LianyiError("reconcile.nothing_of_ours", metric=Book().get(metric).name, period=days.key)  # fmt: skip
    gap = explained(loaded, days, report, base, counts=metric in COUNTS)
    titles = {n: sheet.headers[p] if (p := getattr(found, n)) is not None else None for n in ("order", "day", "amount")}  # fmt: skip
    return Reconciliation(
        gap, Book().get(metric), days, sheet.source.name, sheet.mapping.key if sheet.mapping else None, titles,
        report.by_order, report.issues, report.rows, shop.workspace.zone, shop.workspace.currency, shop.snapshot.number, platform, store,
    )  # fmt: skip


def _opened(shop: Shop, path: Path, metric: str, titles: dict[str, str | None]) -> Sheet:
    from lianyi.analyses.reconcile.columns import header_of
    from lianyi.importers.mapping import shipped_mappings
    from lianyi.importers.reading import open_inputs, probe_in_child
    from lianyi.importers.recognise import Recognition, recognise
    from lianyi.shop.importing import own_mappings

    source = next(iter(open_inputs(path)), None)
    if source is None:
        raise LianyiError("import.empty", file=str(path))
    probed = probe_in_child(source)
    _refuse(probed.issue, source.name)
    known = [*own_mappings(shop), *shipped_mappings().values()]
    filled = [p for p in probed.value if any(map(any, p.rows))]
    if not filled:
        raise LianyiError("import.empty", file=source.name)
    for preview in filled:
        found = recognise(preview.rows, known, file=source.name, sheet=preview.sheet)
        if isinstance(found, Recognition) and found.header_row:
            return Sheet(source, preview, found.header_row, found.skip_rows, found.mapping)
    return Sheet(source, filled[0], header_of(filled[0].rows, metric, titles), (), None)


def _refuse(issue: Issue | None, file: str) -> None:
    if issue is not None:
        facts = {"row": issue.row or "", "column": issue.column or "", "value": issue.value or ""}
        raise LianyiError(issue.code, **{**facts, "file": file, **issue.facts})


def _read(shop: Shop, sheet: Sheet, columns: Columns, *, counts: bool) -> Reported:
    from lianyi.analyses.reconcile.reported import reported
    from lianyi.importers.reading import ReadRequest, read_in_child
    from lianyi.importers.reading.unlinked import unlinked_file

    places = sorted({p for p in (columns.order, columns.day, columns.else_day, columns.amount, *columns.parts) if p is not None})  # fmt: skip
    request = ReadRequest(
        columns=tuple(places),
        sheet=sheet.preview.sheet,
        header_row=sheet.header_row,
        skip_rows=sheet.skip_rows,
        footer_words=TOTALS,
    )
    with unlinked_file() as out:
        read = read_in_child(sheet.source, request, out.fileno())
        _refuse(read.issue, sheet.source.name)
        out.seek(0)
        text = io.TextIOWrapper(out, "utf-8", newline="")
        found = reported(
            _lines(text, places), columns, sheet.headers,
            currency=shop.workspace.currency, counts=counts, file=sheet.source.name, sheet=sheet.preview.sheet,
        )  # fmt: skip
        text.detach()
    return _with_issues(found, tuple(read.value.issues))


def _with_issues(found: Reported, more: tuple[Issue, ...]) -> Reported:
    return replace(found, issues=(*more, *found.issues))


def _lines(text: io.TextIOWrapper, places: list[int]) -> Iterator[Line]:
    from lianyi.analyses.reconcile.reported import Line

    for row in csv.reader(text):
        yield Line(int(row[0]), dict(zip(places, row[1:], strict=True)))


def _platform(shop: Shop, sheet: Sheet) -> str | None:
    """Return the platform whose export the file is, where we have orders of it."""
    from lianyi.analyses.reconcile.ours import sources_of
    from lianyi.importers.recognise import is_generic

    if sheet.mapping is None or is_generic(sheet.mapping):
        return None
    named = sheet.mapping.platform
    return named if named in {p for p, _ in sources_of(shop.engine)} else None


def _period(shop: Shop, report: Reported, text: str | None) -> Period:
    if text:
        return shop.period(text)
    span = report.span or _days_of_orders(shop, list(report.orders))
    if span is None:
        raise LianyiError("reconcile.no_days")
    return between(*span)


def _days_of_orders(shop: Shop, numbers: list[str]) -> tuple[date, date] | None:
    """Return the first and last day on which orders of a list without days were paid or placed."""
    from lianyi.analyses.reconcile.ours import AT_ONCE

    found: list[date] = []
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        marks = ", ".join("?" * len(some))
        rows = shop.engine.rows(f'SELECT min(coalesce(paid_day, created_day)), max(coalesce(paid_day, created_day)) FROM "orders_all" WHERE order_no IN ({marks})', some)  # fmt: skip
        found += [day for day in rows[0] if day is not None]
    return (min(found), max(found)) if found else None


def _is_known(shop: Shop, metric: str, days: Period, scope: tuple[str | None, str | None]) -> bool:
    """Return whether we have a number at all: without refunds imported nobody knows net sales."""
    named = zip(("platform", "store"), scope, strict=True)
    limits = [
        f"{column} = '{value.replace(chr(39), chr(39) * 2)}'" for column, value in named if value
    ]
    (row,) = shop.metrics(metric, period=days, where=" AND ".join(limits) or None).rows()
    return row[metric] is not None


def _limited(report: Reported, days: Period) -> Reported:
    found = report.within(days.start, days.last)
    if not found.orders and not found.days:
        span = report.span or (days.start, days.last)
        raise LianyiError("reconcile.not_in_period", period=days.key, first=span[0], last=span[1])
    return found
