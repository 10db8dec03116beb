"""Attribution in SQL, compared with the kernel on random logs; run as a program, with every index checked."""

from __future__ import annotations

import numpy as np

from lianyi.timelines.attributing import MODELS, Question, share_credit
from tests.timelines.kernels.touch_logs import DAY, database, random_log, store_of

HALF_LIFE = 2 * DAY
SQL = """
WITH o AS (SELECT row_number() OVER () AS n, person, sec, order_fen FROM orders),
  j AS (
    SELECT o.n, o.order_fen, t.channel, t.sec, pow(2, -(o.sec - t.sec) / {half}) AS weight,
      row_number() OVER w AS nth, count(*) OVER (PARTITION BY o.n) AS size
    FROM o JOIN touches t ON t.person = o.person AND t.sec <= o.sec AND o.sec - t.sec < {width}
    WINDOW w AS (PARTITION BY o.n ORDER BY t.sec)
  ), s AS (
    SELECT *, coalesce(max(nth) FILTER (channel <> 3) OVER (PARTITION BY n), size) AS last_other,
      weight / sum(weight) OVER (PARTITION BY n) AS decay FROM j
  ), p AS (
    SELECT n, order_fen, channel, (nth = 1)::INT AS first, (nth = size)::INT AS last, (nth = last_other)::INT AS last_non_direct,
      1 / size AS linear,
      CASE WHEN size < 3 THEN 1 / size WHEN nth IN (1, size) THEN 0.4 ELSE 0.2 / (size - 2) END AS position, decay FROM s
  )
SELECT channel, {columns} FROM p GROUP BY channel
"""


def main(people: int = 400, rows: int = 12_000) -> None:
    """Compare on two logs and two sets of windows; raises AssertionError where an answer differs."""
    columns = ", ".join(f"sum({m}), sum(CAST({m} AS DOUBLE) * order_fen)" for m in MODELS)
    for seed in (1, 2):
        given, bought = random_log(people, rows, days=30, seed=seed)
        con, store = database(given, bought), store_of(given, bought, replaced=(1, 7))
        for width, case in (
            (np.full(8, 3 * DAY), str(3 * DAY)),
            (np.array([1, 1, 5, 10, 20, 35, 0, 0]) * DAY, f"[1, 1, 5, 10, 20, 35, 0, 0][2 * kind + content + 1] * {DAY}"),
        ):  # fmt: skip
            expected = con.execute(SQL.format(half=HALF_LIFE, width=case, columns=columns)).fetchall()  # fmt: skip
            direct = np.array([False, False, False, True])
            question = Question("touches", "kind", width, "channel", np.arange(4), 4, direct, half_life=HALF_LIFE)  # fmt: skip
            found = share_credit(store, question)
            for n, model in enumerate(MODELS):
                orders = found.orders(model).sum(axis=0)
                money = np.array(found.scaled_fen(model)) / 2.0**found.shift
                by_channel = {r[0]: r[1 + 2 * n : 3 + 2 * n] for r in expected}
                assert len(by_channel) == 4
                for channel, (n_orders, fen) in by_channel.items():
                    assert abs(orders[channel] - n_orders) < 1e-6, (model, channel)
                    assert abs(money[channel] - fen) < 1e-2, (model, channel)
        con.close()


if __name__ == "__main__":
    main()
