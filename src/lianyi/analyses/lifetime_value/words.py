"""What `lifetime-value` says: its finding, its cautions, the names of its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lianyi.analyses.result import Number, Unit
from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.durations import duration_text, parse_duration
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.core.translation import Lang

HISTORY = {
    "margin": Text("每个客户到现在带来的毛利", "Margin per customer so far"),
    "net": Text("每个客户到现在的实付（减退款）", "Paid per customer so far, less refunds"),
    "paid": Text("每个客户到现在的实付", "Paid per customer so far"),
}
CAC = Text("获客成本（总花费÷新客）", "Cost of a customer (all spend over new customers)")
LTV_CAC = Text("生命周期价值÷获客成本", "Lifetime value over cost (LTV:CAC)")
PAYBACK = Text("回本月数", "Months to pay back")
CURVE = Text("每个客户的累计价值", "Value per customer, cumulative")
COST_UNITS: Mapping[str, Unit] = {"cac": "money", "ltv_cac": "number", "payback_months": "count"}
NO_COST = Text("没有花费数据，或者还认不出新客", "Spend or new customers are not known")
NO_COST_OF_SEGMENT = Text("花费分不到一个人群头上", "Spend cannot be told apart by segment")
NO_VALUE = Text(
    "金额还分不清一个客户的平均水平", "The amounts cannot tell what a customer is worth"
)
NOT_PAID_BACK = Text("看得到的月份里还没有回本", "Not paid back within the months seen")

_NOW = Text("每个客户到现在带来{history}", "A customer has brought {history} so far")
_AHEAD = Text("，以后{ahead}预计再带来{predicted}", ", and is expected to bring {predicted} in the next {ahead}")  # fmt: skip
_COST = Text("获客成本{cac}，价值是成本的{ratio}倍。", "A new one costs {cac} and is worth {ratio} times that.")  # fmt: skip


def sentences(found: Mapping[str, Number], value: str, ahead: str) -> tuple[Text, ...]:
    """Return the finding: what was brought, what is expected, what one costs."""
    history = _money(found["ltv_history"].value)
    parts = _NOW.format(history=history)
    predicted = found.get("ltv_predicted")
    if predicted is not None and predicted.value is not None:
        length = duration_text(parse_duration(ahead))
        more = _AHEAD.format(ahead=length, predicted=_money(predicted.value))
        parts = Text(parts.zh + more.zh, parts.en + more.en)
    kind = {"margin": Text("（毛利）", " (margin)"), "net": Text("（减退款）", " (less refunds)")}
    said = kind.get(value, Text("", ""))
    first = Text(f"{parts.zh}{said.zh}。", f"{parts.en}{said.en}.")
    ratio = found["ltv_cac"].value if "ltv_cac" in found else None
    if ratio is None:
        return (first,)
    cost = _COST.format(cac=_money(found["cac"].value), ratio=f"{ratio:.1f}")
    return first, cost


def _money(fen: float | None) -> Text:
    def said(lang: Lang) -> str:
        return "—" if fen is None else numbers.money(round(fen), lang, style="exact")

    return Text(said("zh"), said("en"))


def too_few(repeat: int, least: int) -> Caution:
    """Say that there is no forecast yet."""
    return Caution("too_few_repeat", Text(
        f"数据还撑不起预测：回头客只有{repeat}人，至少要{least}人；先看历史。",
        f"The data does not carry a forecast yet: {repeat} customers came back, {least} are needed. History only.",
    ))  # fmt: skip


def no_fit() -> Caution:
    """Say that the model found no answer."""
    return Caution("no_fit", Text("模型没有收敛，先看历史。", "The model found no answer; history only."))  # fmt: skip


def unsure() -> Caution:
    """Say that the parameters are not told apart."""
    return Caution("parameters_unsure", Text(
        "数据分不清模型的参数，预测没有区间，只能当方向看。",
        "The data cannot tell the parameters apart: the forecast has no interval and shows a direction only.",
    ))  # fmt: skip


def alive_is_certain() -> Caution:
    """Say what the model thinks of one-time buyers."""
    return Caution("one_time_buyers", Text(
        "只买过一次的人，模型一律当作还会再来（它只在回购之后才允许流失），他们的预测偏乐观。",
        "The model takes everybody who bought once as still alive (in it people leave only after coming back): their forecast leans high.",
    ))  # fmt: skip


def tied(correlation: float) -> Caution:
    """Say that frequency and value go together, which the model of value excludes."""
    return Caution("value_depends_on_frequency", Text(
        f"买得勤的人和每次花多少有关（相关{correlation:.2f}），金额预测的前提不成立。",
        f"How often people buy and how much they spend go together (correlation {correlation:.2f}); the forecast of value assumes that they do not.",
    ))  # fmt: skip


def unbounded() -> Caution:
    """Say that the mean value has no bound."""
    return Caution("value_unbounded", Text(
        "金额差别太大，平均值没有上界，不预测金额。",
        "Amounts differ so much that their mean has no bound; no value is forecast.",
    ))  # fmt: skip


def counted_as(value: str, known: float | None) -> Caution:
    """Say what the amounts are."""
    share = numbers.ratio(known)
    texts = {
        "margin": Text(f"按毛利算，{share}的订单成本已知。", f"Counted as margin; costs are known for {share} of orders."),
        "net": Text(f"成本只知道{share}的订单，所以按实付减退款算，不是毛利。", f"Costs are known for {share} of orders, so this is paid less refunded, not margin."),
        "paid": Text("按实付算，没有减退款和成本。", "Counted as paid, without refunds and costs."),
    }  # fmt: skip
    return Caution("value_basis", texts[value])


def negative(count: int) -> Caution:
    """Say that some purchases brought less than nothing."""
    return Caution("negative_values", Text(
        f"有{count}次购买是负数；历史照算，金额模型里不算回购额不为正的人。",
        f"{count} purchases are negative: history counts them, the model of value leaves out people whose repeat value is not positive.",
    ))  # fmt: skip


def poor_back_test(error: float) -> Caution:
    """Say that the model missed the last quarter."""
    return Caution("poor_back_test", Text(
        f"回测偏了{numbers.ratio(error, sign=True)}，预测要打折看。",
        f"The back-test was off by {numbers.ratio(error, sign=True)}; take the forecast with caution.",
    ))  # fmt: skip
