"""The answer in a notebook: rows, tables of the frame library at hand, a chart, a display."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lianyi.core import numbers
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang

if TYPE_CHECKING:
    from lianyi.metrics.result import MetricResult

EXTRAS = ("pandas", "polars")
TIME_COLUMNS = ("day", "week", "month", "quarter")
SHOWN_ROWS = 50


@dataclass(frozen=True)
class Answer:
    """What `shop.metrics(...)` returns: `result` with the ways to look at it."""

    result: MetricResult
    lang: Lang = "zh"

    def rows(self) -> list[dict[str, Any]]:
        """Return a dict per row: dimensions, the grain's column, metric keys; money in minor units."""
        return list(self.result.rows)

    def columns(self) -> list[str]:
        """Return the names of the columns."""
        return (
            list(self.result.rows[0])
            if self.result.rows
            else [*self.result.query.by, *self.result.metrics]
        )

    def arrow(self) -> Any:
        """Return a pyarrow table; `python.extra_missing` where pyarrow is not installed."""
        pyarrow = _load("pyarrow", "arrow")
        return pyarrow.table(
            {name: [row[name] for row in self.result.rows] for name in self.columns()}
        )

    def frame(self) -> Any:
        """Return a pandas or, failing that, a polars data frame; `python.extra_missing` where neither is there."""
        from importlib.util import find_spec

        rows = {name: [row[name] for row in self.result.rows] for name in self.columns()}
        for library in EXTRAS:
            if find_spec(library) is not None:
                return _load(library, library).DataFrame(rows)
        raise LianyiError("python.extra_missing", library=" / ".join(EXTRAS), extra="pandas")

    def chart(self) -> dict[str, Any]:
        """Return an ECharts option: a line over time for the first metric, else sorted bars by dimension."""
        from lianyi.charts.bars import Bar, Bars, bars_option
        from lianyi.charts.line import Line, line_option
        from lianyi.charts.tokens import paint

        key, metric = next(iter(self.result.metrics.items()))
        name = metric.name.say(self.lang)
        values = [row[key] for row in self.result.rows]
        grain = self.result.query.grain
        label = f"{name}, {self.result.period.label(self.lang) if self.result.period else ''}"
        if grain is not None and not self.result.query.by:
            labels = [str(row[grain]) for row in self.result.rows]
            option = line_option(Line(name, labels, values), label=label)
        else:
            bars = [
                Bar(self._name(row), v, self.shown(key, v))
                for row, v in zip(self.result.rows, values, strict=True)
                if v is not None
            ]
            option = bars_option(Bars(sorted(bars, key=lambda b: -b.value)), label=label)
        painted = paint(option)
        return painted if isinstance(painted, dict) else {}

    def shown(self, key: str, value: Any) -> str:
        """Return a value as a reader sees it."""
        metric = self.result.metrics.get(key)
        if value is None:
            return "—"
        if metric is None or isinstance(value, str):
            return str(value)
        if metric.unit == "money":
            return numbers.money(
                int(value), self.lang, style="exact", currency=self.result.currency
            )
        if metric.unit == "ratio":
            return numbers.ratio(value)
        return numbers.count(value, self.lang) if isinstance(value, int) else f"{value:,.2f}"

    def __len__(self) -> int:
        return len(self.result.rows)

    def __repr__(self) -> str:
        head = "  ".join(self.columns())
        body = [
            "  ".join(self.shown(n, row[n]) for n in self.columns())
            for row in self.result.rows[:SHOWN_ROWS]
        ]
        return "\n".join([head, *body])

    def _repr_html_(self) -> str:
        """Return the table that a notebook shows."""
        names = [self._title(n) for n in self.columns()]
        head = "".join(f'<th scope="col">{html.escape(n)}</th>' for n in names)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{html.escape(self.shown(n, row[n]))}</td>" for n in self.columns())
            + "</tr>"
            for row in self.result.rows[:SHOWN_ROWS]
        )
        period = self.result.period.text(full=True).say(self.lang) if self.result.period else ""
        return f"<table><caption>{html.escape(period)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _title(self, name: str) -> str:
        metric = self.result.metrics.get(name)
        return metric.name.say(self.lang) if metric else name

    def _name(self, row: dict[str, Any]) -> str:
        parts = [str(row[n]) for n in (*self.result.query.by, *TIME_COLUMNS) if n in row]
        return " · ".join(dict.fromkeys(parts)) or "—"


def _load(library: str, extra: str) -> Any:
    import importlib

    try:
        return importlib.import_module(library)
    except ModuleNotFoundError:
        raise LianyiError("python.extra_missing", library=library, extra=extra) from None
