"""The answer: rows, and everything a reader needs to trust them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lianyi.core.calendar.periods import Period
from lianyi.core.translation import Lang
from lianyi.metrics.base_cover import Known
from lianyi.metrics.belonging import Limited
from lianyi.metrics.declaration import Metric
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.reasons import Reason

COMPARE = "compare"


@dataclass(frozen=True)
class Note:
    """Something that a number leaves out: `source` is None where it is not about one source.

    A note whose key is `compare` says how the compared days were found.
    """

    key: str
    source: str | None
    reason: Reason


@dataclass(frozen=True)
class MetricResult:
    """Numbers with their definitions. `rows` map dimensions, the grain's column and metric keys to values.

    Money is whole minor units, a ratio a plain fraction, None means: see `why`. `unavailable` says why a metric
    is null in every row, `notes` what a number leaves out, `person_coverage` which share of the paid orders of
    the answer has a known buyer (None where no metric counts people), `known` how many days of the period
    each source of a metric covers.
    """

    query: MetricQuery
    metrics: Mapping[str, Metric]
    rows: list[dict[str, Any]]
    period: Period | None
    base: Period | None
    zone: str
    currency: str
    snapshot: int | None
    data_as_of: Mapping[str, str | None]
    person_coverage: float | None
    unavailable: Mapping[str, Reason]
    notes: tuple[Note, ...]
    why: Mapping[tuple[int, str], Reason] = field(repr=False)
    sql: tuple[str, ...] = field(repr=False)
    known: Mapping[str, Known] = field(default_factory=dict, repr=False)
    segment_as_of: date | None = None
    limited: Mapping[str, Limited] = field(default_factory=dict, repr=False)

    @property
    def units(self) -> dict[str, str]:
        """The unit of each metric; money names its currency: `CNY minor units`."""
        return {key: self._unit(metric) for key, metric in self.metrics.items()}

    @property
    def definitions(self) -> dict[str, str]:
        """The id of the definition behind each metric."""
        return {key: metric.id for key, metric in self.metrics.items()}

    def value(self, key: str, **cell: object) -> Any:
        """Return the number of the one row that matches `cell`; LookupError where there is not one."""
        found = [r for r in self.rows if all(r[name] == value for name, value in cell.items())]
        if len(found) != 1:
            raise LookupError(f"{len(found)} rows match {cell}")
        return found[0][key]

    def reason(self, row: int, key: str) -> Reason | None:
        """Return why the number of `key` in row `row` is null; None where it is a number."""
        if self.rows[row][key] is not None:
            return None
        return self.unavailable.get(key) or self.why.get((row, key))

    def flat_rows(self) -> list[dict[str, Any]]:
        """Return the rows with a column `{key}__why` for each metric that is null somewhere."""
        holes = [key for key in self.metrics if any(row[key] is None for row in self.rows)]
        flat = []
        for number, row in enumerate(self.rows):
            reasons = {key: self.reason(number, key) for key in holes}
            told = {
                name: r.why if r else row.get(name)
                for k, r in reasons.items()
                for name in (f"{k}__why",)
            }
            flat.append({**row, **told})
        return flat

    def explain(self) -> list[str]:
        """Return every query that ran, laid out for a reader."""
        from lianyi.metrics.compiler import readable

        return [readable(sql) for sql in self.sql]

    def to_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """Return what `lianyi metric --json` prints.

        `unavailable` has one entry per metric without a number, and one `key:source` for each source that a
        number leaves out.
        """
        return {
            "metrics": list(self.metrics),
            "units": self.units,
            "period": _span(self.period),
            "zone": self.zone,
            "snapshot": self.snapshot,
            "data_as_of": dict(self.data_as_of),
            "definitions": self.definitions,
            "person_coverage": self.person_coverage,
            "rows": self.rows,
            "unavailable": self._holes(lang),
            **({"compared_with": self._compared(lang)} if self.base else {}),
            **({"segment": self._segment()} if self.segment_as_of else {}),
            **({"campaign": self._campaign(lang)} if self.query.campaign else {}),
        }

    def _compared(self, lang: Lang) -> dict[str, Any]:
        notes = [note.reason.say(lang) for note in self.notes if note.key == COMPARE]
        return {**(_span(self.base) or {}), "notes": notes}

    def _segment(self) -> dict[str, str]:
        """Whose rows were counted, and as of the end of which day they were told."""
        return {"segment": self.query.segment or "", "as_of": f"{self.segment_as_of}"}

    def _campaign(self, lang: Lang) -> dict[str, Any]:
        """Which campaign it was, its days, and by what each number is limited to it."""
        marks = self.query.campaign
        if marks is None:
            return {}
        limits = {
            key: {"by": list(found.by), "untold": list(found.untold), "rule": found.rule.say(lang)}
            for key, found in self.limited.items()
        }
        days = _span(marks.period) or {}
        return {"campaign": marks.key, "name": marks.name, **days, "limits": limits}

    def _holes(self, lang: Lang) -> dict[str, dict[str, str]]:
        named = dict(self.unavailable)
        for note in self.notes:
            if note.key != COMPARE:
                named.setdefault(f"{note.key}:{note.source}", note.reason)
        return {
            name: {"why": reason.why, "code": reason.code, "reason": reason.say(lang)}
            for name, reason in named.items()
        }

    def _unit(self, metric: Metric) -> str:
        if metric.unit == "money":
            return f"{self.currency} minor units"
        return "fraction" if metric.unit == "ratio" else metric.unit


def _span(period: Period | None) -> dict[str, str] | None:
    if period is None:
        return None
    return {
        "key": period.key,
        "from": period.start.isoformat(),
        "to": period.last.isoformat(),
    }
