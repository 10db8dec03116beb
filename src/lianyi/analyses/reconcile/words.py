"""What the causes of a gap are called, and what each says of the platform's number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianyi.core.translation import Text
from lianyi.metrics.labels import listed, source_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lianyi.analyses.reconcile.causes import Cause
    from lianyi.analyses.reconcile.ours import Source

UNEXPLAINED = Text("未解释", "Unexplained")
NAMES = {
    "scope": Text("其他店铺", "Other stores"),
    "time": Text("下单还是付款", "Placed or paid"),
    "hours": Text("时区", "Time zone"),
    "excluded": Text("测试和剔除的订单", "Test and excluded orders"),
    "unpaid": Text("未付款", "Unpaid orders"),
    "presale": Text("预售", "Presale"),
    "subsidy": Text("平台补贴", "Platform subsidy"),
    "freight": Text("运费", "Freight"),
    "refunds": Text("退款口径", "Refunds"),
    "not_imported": Text("没有导入", "Not imported"),
    "other_day": Text("不在这段时间", "Other days"),
    "not_reported": Text("报表里没有", "Not in the report"),
}
SAID: dict[tuple[str, object], Text] = {
    ("time", "created"): Text("平台按下单时间算。", "The platform goes by when orders were placed."),
    ("time", "paid"): Text("平台按付款时间算。", "The platform goes by when orders were paid."),
    ("excluded", True): Text("平台也算测试单、员工单和重复单。", "The platform also counts tests, purchases by staff and duplicates."),
    ("unpaid", True): Text("平台也算没有付款的订单。", "The platform also counts orders that nobody paid."),
    ("unpaid", False): Text("平台不算没有付款的订单。", "The platform leaves out orders that nobody paid."),
    ("presale", "deposit"): Text("平台把定金算在付定金那天，尾款算在付尾款那天。", "The platform counts deposit and balance on the day of each."),
    ("presale", "deposit_day"): Text("平台在付定金那天就算全款。", "The platform counts the whole order on the day of its deposit."),
    ("presale", "balance"): Text("平台只算预售的尾款。", "The platform counts the balance of presale orders alone."),
    ("presale", "without"): Text("平台不算预售订单。", "The platform leaves out presale orders."),
    ("subsidy", "with"): Text("平台的数含平台补贴。", "The platform's number contains its subsidy."),
    ("subsidy", "without"): Text("平台的数不含平台补贴。", "The platform's number is without its subsidy."),
    ("freight", True): Text("平台的数含运费。", "The platform's number contains freight."),
    ("refunds", "before"): Text("平台的数没有扣退款。", "The platform does not take refunds off."),
    ("refunds", "so_far"): Text("平台从付款那天的数里扣了到目前为止的退款。", "The platform takes what was refunded so far off the day of the order."),
    ("refunds", "by_refund_day"): Text("平台在退款那天扣退款。", "The platform takes refunds off the day of the refund."),
    ("refunds", "dropped"): Text("平台不算全额退款的订单。", "The platform leaves out orders that were refunded whole."),
    ("not_imported", None): Text("报表里有、还没有导入的订单或日期。", "Orders or days that the report has and nobody imported."),
    ("other_day", None): Text("报表里有，付款或下单却不在这段时间的订单。", "Orders of the report whose day lies outside the period."),
    ("not_reported", None): Text("我们有、报表里没有的订单或日期。", "Orders or days of ours that the report does not have."),
    ("excluded", False): Text("平台不算测试单、员工单和重复单。", "The platform leaves out tests, purchases by staff and duplicates."),
    ("presale", "final"): Text("平台在付尾款那天算全款。", "The platform counts presale orders whole on the day of their final payment."),
    ("subsidy", "receivable"): Text("平台只算写明了应收金额的订单。", "The platform counts only orders whose receivable is known."),
    ("freight", False): Text("平台的数不含运费。", "The platform's number is without freight."),
}  # fmt: skip
_SCOPE = Text("平台算的是这些店的订单：{stores}。", "The platform counts the orders of: {stores}.")
_LATER = Text(
    "平台的一天从{hour}:00开始，按我们的时间。",
    "The platform's day begins at {hour}:00 of our time.",
)


def name_of(cause: Cause) -> Text:
    """Return what a cause is called."""
    return NAMES[cause.key]


def said_of(cause: Cause, stores: Sequence[Source]) -> Text:
    """Return what a cause says of the platform's number, as a sentence; `stores` are those that the platform counts."""
    if cause.key == "scope":
        return _SCOPE.format(stores=listed([source_text(s) for s in stores]))
    if cause.key == "hours":
        return _LATER.format(hour=f"{int(str(cause.setting)) % 24:02d}")
    return SAID[cause.key, cause.setting]
