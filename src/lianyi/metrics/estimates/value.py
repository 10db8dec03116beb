"""What a customer is worth and what one costs: numbers of `lifetime-value`."""

from __future__ import annotations

from lianyi.metrics.declaration import Analysed, family

declare = family("users")
ANALYSIS = "lifetime-value"

declare(
    "lifetime_value",
    "money",
    "生命周期价值|Lifetime value",
    "一个新客户一年里预计带来的价值，含首单；成本已知时按毛利，否则按实付减退款。|"
    "What a new customer is expected to bring within a year, first order included; margin where costs are known, else paid less refunded.",
    Analysed(ANALYSIS, "ltv_new"),
    counts_people=True,
    lifecycle="beta",
    not_the_same_as=("ltv_history",),
)
declare(
    "ltv_history",
    "money",
    "历史客户价值|Customer value so far",
    "到期末为止，每个客户平均带来的价值。|What a customer has brought on average up to the end of the period.",
    Analysed(ANALYSIS, "ltv_history", (("model", "none"),)),
    counts_people=True,
    not_the_same_as=("lifetime_value",),
)
declare(
    "cac",
    "money",
    "获客成本|Cost of a customer (CAC)",
    "本期总花费÷新客数。|All spend of the period over its new customers.",
    Analysed(ANALYSIS, "cac", (("model", "none"),)),
    direction="down_good",
    counts_people=True,
)
declare(
    "ltv_cac",
    "number",
    "价值成本比|LTV:CAC",
    "生命周期价值÷获客成本。|Lifetime value over the cost of a customer.",
    Analysed(ANALYSIS, "ltv_cac"),
    counts_people=True,
    lifecycle="beta",
)
declare(
    "payback_months",
    "number",
    "回本月数|Months to pay back",
    "平均一个客户累计带来的价值第一次不少于获客成本的那个月，首单月是第0月。|"
    "The first month in which the mean customer has brought what one costs; the month of the first order is 0.",
    Analysed(ANALYSIS, "payback_months", (("model", "none"),)),
    direction="down_good",
    counts_people=True,
)
