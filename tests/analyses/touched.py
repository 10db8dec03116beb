"""A pinned shop of touches and orders in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.analyses.pinned import Pinned, Views
from tests.timelines.kernels.order_logs import Order as Bought
from tests.timelines.kernels.touch_logs import BASE, Order, Touch, store_of


@dataclass
class Touched(Pinned):
    """`given` are touches, `bought` orders; `days` is how many days from BASE on both are known.

    `touch_days` are the first and the last day (from 0) of which touches are known. `sold` are orders without a person
    as (day, money), `claims` are (platform, money).
    """

    facts: Sequence[Any] = ()
    days: int = 30
    given: Sequence[Touch] = ()
    bought: Sequence[Order] = ()
    touch_days: tuple[int, int] = (0, 29)
    sold: Sequence[tuple[int, int]] = ()
    claims: Sequence[tuple[str, int]] = field(default=())

    def __post_init__(self) -> None:
        whole = (BASE, BASE + timedelta(days=self.days - 1))
        seen = tuple(BASE + timedelta(days=n) for n in self.touch_days)
        covered = [("orders", "youzan", "main", *whole, False), ("touches", "site", "main", *seen, self.partial), ("events", "site", "main", *seen, False)]  # fmt: skip
        self.engine = Views([Bought(o.person, o.at, o.order_fen) for o in self.bought] or [Bought(1, 0, 0)], covered)  # fmt: skip
        con = self.engine.con
        for day, fen in self.sold:
            con.execute('INSERT INTO given_orders (person, "at", order_fen, refund_fen, day) VALUES (NULL, ?, ?, 0, ?)', [day * 86_400, fen, day])  # fmt: skip
        if self.claims:
            con.execute("CREATE TABLE claims (platform VARCHAR, day DATE, attributed_fen BIGINT)")
            for platform, fen in self.claims:
                con.execute("INSERT INTO claims VALUES (?, ?, ?)", [platform, BASE, fen])
            con.execute("ALTER TABLE given_orders ADD COLUMN platform VARCHAR DEFAULT 'youzan'")
            con.execute("CREATE VIEW spend AS SELECT * FROM claims")
            con.execute("CREATE OR REPLACE VIEW orders AS SELECT person AS person_id, true AS is_paid, platform, order_fen AS paid_fen, "
                        f"refund_fen, DATE '{BASE}' + day::INT AS paid_day FROM given_orders")  # fmt: skip
        self.store = store_of(self.given, self.bought, replaced=self.replaced)
