"""A reconciliation as plain data: both numbers, the causes between them, the orders behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from lianyi.analyses.reconcile.words import UNEXPLAINED, name_of, said_of
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.reconcile.causes import Gap, OrderShare
    from lianyi.core.calendar.periods import Period
    from lianyi.core.errors import Issue
    from lianyi.metrics.declaration import Metric


@dataclass(frozen=True)
class Reconciliation:
    """A gap with what it is about. `by_order`: the report is a list of orders, else of days.

    `columns` are the titles that were read for order, day and amount; `source` the key of the mapping that knew the file.
    """

    gap: Gap
    metric: Metric
    period: Period
    file: str
    source: str | None
    columns: dict[str, str | None]
    by_order: bool
    issues: tuple[Issue, ...]
    rows: int
    zone: str
    currency: str
    snapshot: int | None
    platform: str | None
    store: str | None

    @property
    def is_money(self) -> bool:
        """Whether amounts are minor units; otherwise they are numbers of orders."""
        return self.metric.unit == "money"

    def to_json(self, limit: int) -> dict[str, Any]:
        """Return plain data; at most `limit` orders of each cause are listed, `order_count` says how many there are.

        Amounts are called `…_fen` where they are money. `theirs` = `ours` + Σ causes + `unexplained`; `gap` = `theirs` − `ours`.
        """
        gap = self.gap
        return {
            "metric": self.metric.key,
            "name": _both(self.metric.name),
            "unit": self.metric.unit,
            "period": {"from": self.period.start.isoformat(), "to": self.period.last.isoformat()},
            "platform": self.platform,
            "store": self.store,
            "zone": self.zone,
            "currency": self.currency,
            "snapshot": self.snapshot,
            "file": self.file,
            "read_as": self.source,
            "columns": self.columns,
            "kind": "orders" if self.by_order else "days",
            "rows": self.rows,
            self._named("ours"): gap.ours,
            self._named("theirs"): gap.theirs,
            self._named("gap"): gap.theirs - gap.ours,
            "causes": [self._cause(c, limit) for c in gap.causes],
            self._named("unexplained"): gap.unexplained,
            "explained": not gap.unexplained,
            "definition": self._definition(),
            "left": self._left(limit),
        }

    def _named(self, name: str) -> str:
        return f"{name}_fen" if self.is_money else name

    def _definition(self) -> dict[str, Any]:
        """Return how the platform counts, as far as the numbers tell, and whose orders."""
        gap = self.gap
        switches = {f.name: getattr(gap.definition, f.name) for f in fields(gap.definition)}
        return {**switches, "scope": [{"platform": p, "store": s} for p, s in gap.stores]}

    def _cause(self, cause: Any, limit: int) -> dict[str, Any]:
        return {
            "key": cause.key,
            "name": _both(name_of(cause)),
            "means": _both(said_of(cause, self.gap.stores)),
            self._named("amount"): cause.amount,
            "order_count": len(cause.orders),
            "orders": self._orders(cause.orders, limit),
            "days": [{"day": d.isoformat(), self._named("amount"): a} for d, a in sorted(cause.by_day.items())],
        }  # fmt: skip

    def _orders(self, shares: Sequence[OrderShare], limit: int) -> list[dict[str, Any]]:
        return [{"order_no": s.order_no, self._named("amount"): s.amount} for s in shares[:limit]]

    def _left(self, limit: int) -> dict[str, Any]:
        """Return what nothing explains: by order, or by day with orders of exactly that amount."""
        gap = self.gap
        days = [
            {"day": day.isoformat(), self._named("amount"): amount, "suspects": self._orders(gap.suspects.get(day, ()), limit)}
            for day, amount in sorted(gap.left_days.items())
        ]  # fmt: skip
        return {
            "name": _both(UNEXPLAINED),
            "order_count": len(gap.left_orders),
            "orders": self._orders(gap.left_orders, limit),
            "days": days,
        }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
