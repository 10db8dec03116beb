"""What a person's orders say: how they came, how often and how much they paid, when last."""

from __future__ import annotations

from lianyi.core.attributes import declare

# The moment of an order is its payment, or its creation while it is unpaid; same-second orders have a fixed order.
_MOMENT = "coalesce(paid_at, created_at)"
_FIRST = (
    f"SELECT person_id, arg_min({{column}}, ({_MOMENT}, platform, store, order_no)) AS value FROM orders "
    f"WHERE person_id IS NOT NULL AND CAST({_MOMENT} AS DATE) <= {{as_of}} AND {{column}} <> '' GROUP BY person_id"
)
_PAID = (
    "FROM orders WHERE person_id IS NOT NULL AND is_paid AND paid_day <= {as_of} GROUP BY person_id"
)


def _first(column: str) -> str:
    return _FIRST.replace("{column}", column)


declare(
    "first_channel",
    "首单渠道|First channel",
    "historical",
    "text",
    "orders",
    _first("channel"),
    "第一笔订单所在的渠道。|The channel of the person's first order.",
)
declare(
    "first_platform",
    "首单平台|First platform",
    "historical",
    "text",
    "orders",
    _first("platform"),
    "第一笔订单所在的平台。|The platform of the person's first order.",
)
declare(
    "province",
    "省份|Province",
    "historical",
    "text",
    "orders",
    _first("province"),
    "第一笔写明省份的订单寄往的省份。|The province of the first order that names one.",
)
declare(
    "first_paid_day",
    "首次支付日|Day of the first paid order",
    "historical",
    "day",
    "orders",
    f"SELECT person_id, min(paid_day) AS value {_PAID}",
    "第一笔支付订单的日期。|The day of the first paid order.",
)
declare(
    "last_paid_day",
    "最近支付日|Day of the latest paid order",
    "state",
    "day",
    "orders",
    f"SELECT person_id, max(paid_day) AS value {_PAID}",
    "到当天为止最近一笔支付订单的日期。|The day of the latest paid order up to the day.",
)
declare(
    "days_since_last",
    "距最近支付天数|Days since the last paid order",
    "state",
    "count",
    "orders",
    f"SELECT person_id, date_diff('day', max(paid_day), {{as_of}}) AS value {_PAID}",
    "最近支付日到当天的天数，当天支付是0。|Days from the latest paid order to the day; 0 on the same day.",
)
declare(
    "paid_orders",
    "累计支付订单数|Number of paid orders so far",
    "state",
    "count",
    "orders",
    f"SELECT person_id, count(*) AS value {_PAID}",
    "到当天为止的支付订单数。|Paid orders up to the day.",
    empty=0,
)
declare(
    "paid_fen",
    "累计支付金额|Amount paid so far",
    "state",
    "money",
    "orders",
    f"SELECT person_id, CAST(coalesce(sum(paid_fen), 0) AS BIGINT) AS value {_PAID}",
    "到当天为止支付订单的实付合计，不含运费。|What was paid for the orders up to the day, without freight.",
    empty=0,
)
declare(
    "net_fen",
    "累计净支付金额|Amount paid less refunds so far",
    "state",
    "money",
    "orders",
    "SELECT person_id, CAST(sum(coalesce(paid_fen, 0) - coalesce(refund_fen, 0)) AS BIGINT) AS value "
    + _PAID,
    "到当天为止支付的订单，实付减去这些订单在本数据版本里已知的退款。"
    "|Paid for the orders up to the day, less the refunds of these orders that this data version knows.",
    empty=0,
)
