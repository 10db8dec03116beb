"""Where a period lands: numbers of `forecast`."""

from __future__ import annotations

from lianyi.metrics.declaration import Analysed, family

declare = family("trade")
ANALYSIS = "forecast"

for _key, _unit, _zh, _en in (
    ("gmv_paid", "money", "支付GMV", "GMV paid"),
    ("orders_paid", "count", "支付订单", "Paid orders"),
):
    declare(
        f"{_key}_forecast",
        _unit,
        f"{_zh}落点|{_en}, landing",
        f"这一段已有的{_zh}加上剩下日子的预测；全部过完就是实际值。|"
        f"{_en} of the period so far plus what is expected of its days to come; once all are over, what came.",
        Analysed(ANALYSIS, "landing", (("metric", _key),)),
        lifecycle="beta",
        not_the_same_as=(_key,),
    )
