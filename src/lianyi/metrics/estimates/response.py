"""What the next yuan of spend does: numbers of `response`."""

from __future__ import annotations

from lianyi.metrics.declaration import Analysed, family

declare = family("spend")
ANALYSIS = "response"

declare(
    "marginal_roi",
    "number",
    "边际ROI|Marginal ROI",
    "到本期结束为止的各周里估出：各渠道同比例加投时，多花1元带来的销售额。|"
    "Estimated from all weeks until the end of the period: sales per further yuan when all channels grow alike.",
    Analysed(ANALYSIS, "marginal_roi"),
    history_days=0,
    not_the_same_as=("roi",),
)
