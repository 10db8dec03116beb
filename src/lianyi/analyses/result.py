"""What an analysis returns: numbers with intervals, tables, sizes, warnings; frozen, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text

Unit = Literal["money", "count", "ratio", "number", "days", "minutes", "text", "day", "flag"]
"""`money` = whole minor units, `ratio` = plain fraction, `day` = ISO date as text."""
Option = dict[str, Any]


@dataclass(frozen=True)
class Interval:
    """From `low` to `high` with probability `level`; `method` names how it was made (`wilson`, `bootstrap` …)."""

    low: float
    high: float
    level: float = 0.95
    method: str = ""


@dataclass(frozen=True)
class Number:
    """One scalar. `value` is None where the data cannot tell; `why` then says why. `n` is what it rests on."""

    key: str
    name: Text
    value: float | None
    unit: Unit
    interval: Interval | None = None
    n: int | None = None
    why: Text | None = None


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    key: str
    name: Text
    unit: Unit = "text"


@dataclass(frozen=True)
class Table:
    """Rows of plain values in the order of `columns`; None = not known or not yet happened."""

    key: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]

    def dicts(self) -> list[dict[str, Any]]:
        """Return a dict per row."""
        names = [c.key for c in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Warning:  # noqa: A001 - the word of the field
    """What a reader must know before trusting the numbers; `code` is stable, `loud` ones stand in front."""

    code: str
    text: Text
    loud: bool = False


@dataclass(frozen=True, kw_only=True)
class Result:
    """The answer of one analysis.

    `tables[0]` is the main one (`rows()`); `sentences` say the finding (`explain()`), the first one alone must make
    sense; `extra` are further top-level entries of the JSON, `sizes` what was read (people, events, orders …).
    """

    analysis: str
    definition: str
    options: Mapping[str, Any]
    numbers: tuple[Number, ...] = ()
    tables: tuple[Table, ...] = ()
    sentences: tuple[Text, ...] = ()
    warnings: tuple[Warning, ...] = ()
    sizes: Mapping[str, int] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    period: str | None = None
    zone: str | None = None
    currency: str | None = None
    snapshot: int | None = None
    data_as_of: Mapping[str, str | None] = field(default_factory=dict)
    person_coverage: float | None = None
    drawn: Callable[[Result, Lang], Option] | None = field(default=None, repr=False, compare=False)

    def rows(self) -> list[dict[str, Any]]:
        """Return the main table, a dict per row."""
        return self.tables[0].dicts() if self.tables else []

    def table(self, key: str) -> Table:
        """Return the table called `key`; KeyError where there is none."""
        return {t.key: t for t in self.tables}[key]

    def number(self, key: str) -> Number:
        """Return the number called `key`; KeyError where there is none."""
        return {n.key: n for n in self.numbers}[key]

    def arrow(self) -> Any:
        """Return the main table as a pyarrow table; `python.extra_missing` where pyarrow is not installed."""
        try:
            import pyarrow as pa
        except ModuleNotFoundError:
            raise LianyiError("python.extra_missing", library="pyarrow", extra="arrow") from None
        rows = self.rows()
        names = [c.key for c in self.tables[0].columns] if self.tables else []
        return pa.table({name: [row[name] for row in rows] for name in names})

    def chart(self, lang: Lang = "zh") -> Option:
        """Return an ECharts option; an empty one where there is nothing to draw."""
        from lianyi.charts.tokens import paint

        drawn = self.drawn(self, lang) if self.drawn else {}
        painted = paint(drawn)
        return painted if isinstance(painted, dict) else {}

    def explain(self, lang: Lang = "zh") -> str:
        """Return the finding in sentences."""
        return ("" if lang == "zh" else " ").join(s.say(lang) for s in self.sentences)

    def to_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """Return what `lianyi run NAME --json` prints."""
        return {
            "analysis": self.analysis,
            "definition": self.definition,
            "options": dict(self.options),
            "period": self.period,
            "zone": self.zone,
            "currency": self.currency,
            "snapshot": self.snapshot,
            "data_as_of": dict(self.data_as_of),
            "person_coverage": self.person_coverage,
            "sizes": dict(self.sizes),
            "numbers": {n.key: _number_json(n, lang) for n in self.numbers},
            "rows": self.rows(),
            "tables": {t.key: t.dicts() for t in self.tables},
            "warnings": [{"code": w.code, "text": w.text.say(lang), "loud": w.loud} for w in self.warnings],
            "explanation": [s.say(lang) for s in self.sentences],
            **self.extra,
        }  # fmt: skip


def _number_json(number: Number, lang: Lang) -> dict[str, Any]:
    interval = number.interval
    return {
        "value": number.value,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "level": interval.level if interval else None,
        "method": interval.method if interval else None,
        "n": number.n,
        "unit": number.unit,
        "name": number.name.say(lang),
        "why": number.why.say(lang) if number.why else None,
    }
