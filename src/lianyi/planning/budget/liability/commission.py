"""Commission that is promised on paid orders and not yet settled: refunds will take some of it back."""

from __future__ import annotations

from datetime import date, timedelta
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from lianyi.core.translation import Text
from lianyi.planning.budget.liability.delays import Array
from lianyi.planning.budget.liability.owed import LEVEL, Expected, Owed

if TYPE_CHECKING:
    from lianyi.metrics.engine import Engine

HISTORY_DAYS = 365
FEWEST_SETTLED = 20
GONE = "regexp_matches(coalesce(status_raw, ''), '失效|无效|取消|退货|退款|关闭|cancel|refund|invalid', 'i')"
FEW = Text(
    "只见过{n}笔结清的佣金，少于{least}笔，不能推算会付多少",
    "only {n} commissions were seen settled, under {least}: too few to say how much will be paid",
)


def commission(engine: Engine, as_of: date) -> Owed | None:
    """Return commission on orders paid by `as_of` and not settled by then; None where no commissions were imported.

    Expected is the amount times what settled commissions were of what had been estimated (sum over sum over the last
    year; an order that was refunded counts with 0). The interval holds the uncertainty of that share (delta method) and
    of the single commissions.
    """
    has = set(engine.columns("commissions"))
    if not {"estimated_fen", "paid_at"} <= has:
        return None
    settled = "CAST(settled_at AS DATE)" if "settled_at" in has else "NULL::DATE"
    actual = "coalesce(actual_fen, 0)" if "actual_fen" in has else "0"
    gone = GONE if "status_raw" in has else "false"
    rows = engine.rows(
        f"SELECT estimated_fen, CASE WHEN is_settled THEN actual_fen END FROM (SELECT sum(estimated_fen) AS estimated_fen, "
        f"sum(CASE WHEN {gone} AND {settled} IS NULL THEN 0 ELSE {actual} END) AS actual_fen, "
        f"bool_and(coalesce({settled} <= ?, false) OR {gone}) AS is_settled, min(CAST(paid_at AS DATE)) AS paid_day "
        'FROM "commissions" WHERE estimated_fen IS NOT NULL AND paid_at IS NOT NULL GROUP BY platform, store, order_no'
        ") WHERE paid_day BETWEEN ? AND ? ORDER BY ALL",
        [as_of, as_of - timedelta(days=HISTORY_DAYS), as_of],
    )
    frozen = np.array([int(e) for e, a in rows if a is None], np.int64)
    known = np.array([(int(e), int(a)) for e, a in rows if a is not None], np.int64).reshape(-1, 2)
    face = int(frozen.sum())
    if len(known) < FEWEST_SETTLED or not known[:, 0].sum():
        why = FEW.format(n=len(known), least=FEWEST_SETTLED)
        return Owed("commission", len(frozen), face, None, why)
    return Owed("commission", len(frozen), face, _expected(frozen, known))


def _expected(frozen: Array, known: Array) -> Expected:
    from lianyi.stats.intervals import ratio_error, z_of

    estimated, actual = known[:, 0].astype(float), known[:, 1].astype(float)
    share, error = ratio_error(actual, estimated)
    face = float(frozen.sum())
    # How far one commission ends from its share, by the amount: the same sum of squares, scaled to what is frozen.
    single = float(((actual - share * estimated) ** 2).sum() / (estimated**2).sum())
    half = z_of(LEVEL) * sqrt(
        (face * error) ** 2 + single * float((frozen.astype(float) ** 2).sum())
    )
    value = share * face
    return Expected(
        round(value), max(round(value - half), 0), min(round(value + half), round(face))
    )
