"""Amounts in another currency: converted when the view is built, with the rate of the order's day.

The lake keeps what the file said. A rate is how many units of the workspace's currency one unit of the
other buys; the newest one on or before the order's day counts (the day it was paid, else created), for the
order, its lines and its refunds alike. Rounding is half up, once per amount. Where no rate is known the
amount is null: it is never taken one to one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lianyi.core.currencies import MINOR_DIGITS, SIGNS
from lianyi.facts.fold import Version
from lianyi.facts.tables import TABLES
from lianyi.facts.views.context import Context

SCALE = 10**10
"""Rates count in steps of 1/SCALE: ten decimals are exact in a double of up to five digits before the point."""
MONEY_OF_ORDERS = ("orders", "order_lines", "refunds")


@dataclass(frozen=True)
class MissingRate:
    """Orders of a store in `currency`, of the days `from_day`..`to_day`, that have no rate."""

    platform: str
    store: str
    currency: str
    from_day: str
    to_day: str
    orders: int


def code_of(text: str, own: str) -> str:
    """Return the ISO code that `text` names; an unclear sign means the workspace's own currency if it can.

    >>> (
    ...     code_of(" usd ", "CNY"),
    ...     code_of("¥", "JPY"),
    ...     code_of("人民币", "USD"),
    ...     code_of("Taler", "CNY"),
    ... )
    ('USD', 'JPY', 'CNY', 'TALER')
    """
    plain = text.strip().upper()
    if plain in MINOR_DIGITS:
        return plain
    meant = SIGNS.get(plain, ())
    return own if own in meant else (meant[0] if meant else plain)


def with_rates(con: Any, context: Context) -> tuple[Context, list[MissingRate]]:
    """Return the context in which the money of orders is in the workspace's currency, and what has no rate.

    Makes the temp table `order_rates(platform, store, order_no, rate)` of the orders in other currencies,
    `rate` in 1/SCALE or null. Where there are none, the context comes back as it is.
    """
    codes = _foreign_codes(con, context.versions.get("orders", ()), context.currency)
    if not codes:
        return context, []
    _make_codes(con, codes)
    _make_steps(con, context)
    day = context.local("coalesce(f.paid_at, f.created_at)")
    con.execute(
        "CREATE TEMP TABLE order_rates AS SELECT o.platform, o.store, o.order_no, o.code, o.day, r.rate FROM ("
        f"SELECT f.platform, f.store, f.order_no, c.code, CAST({day} AS DATE) AS day "
        f"FROM ({context.folded('orders')}) f JOIN currency_codes c ON f.currency = c.raw) o "
        "ASOF LEFT JOIN rate_steps r ON o.code = r.code AND o.day >= r.day"
    )
    converted = {table: _converted(table, context) for table in MONEY_OF_ORDERS}
    return replace(context, relations={**context.relations, **converted}), _missing(con)


def converted_sql(column: str, rate: str = "r.rate") -> str:
    """Return SQL for the amount `column` at `rate`, half up, away from zero."""
    exact = f"2 * CAST(abs({column}) AS HUGEINT) * {rate}"
    return f"CAST(sign({column}) * (({exact} + {SCALE}) // {2 * SCALE}) AS BIGINT)"


def _converted(table: str, context: Context) -> str:
    money = [c.name for c in TABLES.get(table).columns if c.type == "money"]
    replaced = ", ".join(
        f"CASE WHEN r.order_no IS NULL THEN f.{c} ELSE {converted_sql('f.' + c)} END AS {c}"
        for c in money
    )
    on = " AND ".join(f"f.{c} = r.{c}" for c in ("platform", "store", "order_no"))
    return (
        f"SELECT f.* REPLACE ({replaced}) FROM ({context.folded(table)}) f "
        f"LEFT JOIN order_rates r ON ({on})"
    )


def _foreign_codes(con: Any, versions: Sequence[Version], own: str) -> dict[str, str]:
    """Return the spellings of other currencies in orders, each with the code it means."""
    paths = [str(v.path) for v in versions if "currency" in v.columns]
    if not paths:
        return {}
    found = con.execute(
        "SELECT DISTINCT currency FROM read_parquet(?) WHERE trim(currency) <> ''", [paths]
    ).fetchall()
    codes = {raw: code_of(raw, own) for (raw,) in found}
    return {raw: code for raw, code in codes.items() if code != own}


def _make_codes(con: Any, codes: Mapping[str, str]) -> None:
    con.execute("CREATE OR REPLACE TEMP TABLE currency_codes (raw VARCHAR, code VARCHAR)")
    con.executemany(
        "INSERT INTO currency_codes VALUES (?, ?)", [list(pair) for pair in codes.items()]
    )


def _make_steps(con: Any, context: Context) -> None:
    """Make `rate_steps(code, day, rate)`; of two sources on one day the one listed last counts."""
    rows = con.execute(
        f"SELECT currency, day, rate, platform || '/' || store FROM ({context.folded('rates')}) "
        "WHERE rate > 0 AND currency IS NOT NULL AND day IS NOT NULL"
    ).fetchall()
    known: dict[tuple[str, Any], int] = {}
    for currency, day, rate, _ in sorted(rows, key=lambda row: row[3]):
        known[code_of(currency, context.currency), day] = round(rate * SCALE)
    con.execute("CREATE OR REPLACE TEMP TABLE rate_steps (code VARCHAR, day DATE, rate HUGEINT)")
    if known:
        steps = [[code, day, rate] for (code, day), rate in known.items()]
        con.executemany("INSERT INTO rate_steps VALUES (?, ?, ?)", steps)


def _missing(con: Any) -> list[MissingRate]:
    rows = con.execute(
        "SELECT platform, store, code, CAST(min(day) AS VARCHAR), CAST(max(day) AS VARCHAR), count(*) "
        "FROM order_rates WHERE rate IS NULL GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return [
        MissingRate(p, s, code, first or "", last or "", n) for p, s, code, first, last, n in rows
    ]
