"""What `response` says: names, cautions, sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.translation import Text, same

if TYPE_CHECKING:
    from lianyi.analyses.response.model import Told
    from lianyi.analyses.result import Number

FEWEST = 20
SHOWN = 8
NUMBERS: Mapping[str, Text] = {
    "marginal_roi": Text("各渠道同比例加投时，多花1元带来的销售额", "Sales per further yuan, all channels growing alike"),
    "media_share": Text("花费带来的销售占比", "Share of sales that spend brought"),
    "fit_r2": Text("模型解释的波动占比", "Share of the variance explained"),
    "split_gain": Text("换成建议的分法，每周多带来的销售", "Weekly sales gained by the suggested split"),
    "weeks": Text("用到的周数", "Weeks used"),
}  # fmt: skip
VERDICTS: Mapping[Told, Text] = {
    "told": Text("分得清", "can be told"),
    "curve_unsure": Text("有效果，拐点分不清", "has an effect, where it bends cannot be told"),
    "effect_unsure": Text("数据分不清", "the data cannot tell"),
    "constant": Text("花费一直不变，分不清", "spend never changes, so it cannot be told"),
    "no_spend": Text("没有花费", "no spend"),
}
LIMITS: Mapping[str, Text] = {
    "low": Text("到下限", "at its least"),
    "high": Text("到上限", "at its most"),
    "both": Text("不动", "held"),
    "": same(""),
}
ONE: Mapping[str, Text] = {"money": Text("1元", "yuan"), "number": Text("1个单位的花费", "unit")}
SALES: Mapping[str, Text] = {
    "money": Text("元销售", "yuan of sales"),
    "number": Text("个单位的销售", "units of sales"),
}
NOTHING_PRESENT = Text("最近几周没有花费", "There was no spend in the last weeks")


def names_of(names: Sequence[str]) -> Text:
    """Return names of the data as one text."""
    shown, more = list(names[:SHOWN]), len(names) - SHOWN
    zh, en = "、".join(f"「{n}」" for n in shown), ", ".join(f"「{n}」" for n in shown)
    return Text(zh + (f"等{len(names)}个" if more > 0 else ""), en + (f" and {more} more" if more > 0 else ""))  # fmt: skip


def two(value: float | None) -> str:
    """Return a number with two decimals."""
    return numbers.number(value, decimals=2)


def sentences(
    found: Mapping[str, Number], channels: Sequence[tuple[str, float, float, float, str]], unit: str
) -> tuple[Text, ...]:
    """Return the finding. `channels` are name, next unit, low, high, verdict; `unit` that of the sales."""
    sure = [c for c in channels if c[4] in ("told", "curve_unsure")]
    unsure = [c[0] for c in channels if c[4] not in ("told", "curve_unsure")]
    said = []
    if sure:
        best = max(sure, key=lambda c: c[1])
        said.append(Text(
            "多花的下一份钱放在{name}带来最多：每{one}带来{value}{sales}（95%区间{low}~{high}）。",
            "What is spent next brings most in {name}: {value} {sales} for each {one} (95% interval {low} to {high}).",
        ).format(one=ONE[unit], sales=SALES[unit], name=names_of([best[0]]), value=two(best[1]), low=two(best[2]), high=two(best[3])))  # fmt: skip
    else:
        said.append(Text(
            "数据分不清下一份钱该放在哪个渠道。", "The data cannot tell where to spend next."
        ))  # fmt: skip
    if unsure and sure:
        said.append(Text("数据分不清：{names}。", "The data cannot tell: {names}.").format(names=names_of(unsure)))  # fmt: skip
    gain = found.get("split_gain")
    if gain is not None and gain.value is not None and gain.interval is not None:
        said.append(_gain(gain.interval.low))
    return tuple(said)


def _gain(low: float) -> Text:
    if low > 0:
        return Text("按建议的分法，同样的预算会带来更多销售。", "The suggested split brings more sales from the same budget.")  # fmt: skip
    return Text("换一种分法会不会更好，数据分不清。", "Whether another split would be better, the data cannot tell.")  # fmt: skip


def columns_used(target: str, channels: Sequence[str], controls: Sequence[str]) -> Caution:
    """Say which columns were taken as what."""
    by = names_of(controls) if controls else Text("没有", "none")
    return Caution("columns_used", Text(
        "按列名认出：销售额是「{target}」，花费是{channels}，其他影响是{controls}。认错了就写--target、--channels、--controls。",
        "Told by their names: sales are 「{target}」, spend is {channels}, other influences are {controls}. Use --target, --channels and --controls where that is wrong.",
    ).format(target=target, channels=names_of(channels), controls=by))  # fmt: skip


def columns_unused(names: Sequence[str]) -> Caution:
    """Say which columns were left out."""
    return Caution("columns_unused", Text(
        "没有用到的列：{names}。是影响销售的其他因素就写进--controls；花费换来的曝光和点击不要写，它们会盖住花费的效果。",
        "Columns not used: {names}. Name those that influence sales with --controls, but no impressions or clicks that spend bought: they would hide its effect.",
    ).format(names=names_of(names)))  # fmt: skip


def blank_sales(rows: int) -> Caution:
    """Say that rows without sales are left out."""
    return Caution("blank_sales", Text(f"{rows}行没有销售额，没有用。", f"{rows} rows without sales are left out."))  # fmt: skip


def blank_spend(cells: int) -> Caution:
    """Say that blank spend counts as none."""
    return Caution("blank_spend", Text(f"{cells}格花费是空的，按没有花费算。", f"{cells} blank cells of spend count as no spend."))  # fmt: skip


def summed_to_weeks() -> Caution:
    """Say that days became weeks."""
    return Caution("summed_to_weeks", Text("文件是按天的，已经按周一到周日加总，头尾不满的周去掉。", "The rows are days; they are summed from Monday to Sunday, and weeks that are not whole at both ends are left out."))  # fmt: skip


def weeks_missing(weeks: int) -> Caution:
    """Say that weeks have no row."""
    return Caution("weeks_missing", Text(f"中间缺{weeks}周，花费的延续在那里接不上。", f"{weeks} weeks in between have no row; spend cannot carry over them."), loud=True)  # fmt: skip


def short(weeks: int) -> Caution:
    """Say that a season was not seen twice."""
    return Caution("history_short", Text(
        f"只有{weeks}周，不到两年：季节的起伏还不能重复看到，可能被算成花费的效果。",
        f"There are {weeks} weeks, less than two years: the season has not been seen twice and may pass for an effect of spend.",
    ), loud=weeks < 52)  # fmt: skip


def together(a: str, b: str, tied: float) -> Caution:
    """Say that two channels move together."""
    return Caution("spends_together", Text(
        "数据分不清「{a}」和「{b}」：两者的花费一起涨落（相关{r}）。错开几周只动其中一个，就能分开。",
        "The data cannot tell 「{a}」 from 「{b}」: their spend moves together (correlation {r}). Change only one of them for some weeks to tell them apart.",
    ).format(a=a, b=b, r=two(tied)), loud=True)  # fmt: skip


def like_others(name: str, factor: float) -> Caution:
    """Say that a channel is a mixture of others."""
    said = "∞" if factor == float("inf") else two(factor)
    return Caution("spend_like_others", Text(
        "「{name}」的花费几乎能由其他渠道推出来（VIF {f}），它的效果不可靠。",
        "The spend of 「{name}」 nearly follows from the other channels (VIF {f}), so its effect is not reliable.",
    ).format(name=name, f=said), loud=True)  # fmt: skip


def with_season(name: str, share: float) -> Caution:
    """Say that spend follows season, trend and controls."""
    return Caution("spend_with_season", Text(
        "「{name}」的花费有{share}跟着趋势、季节和活动走，它们的效果难以分开。",
        "{share} of how the spend of 「{name}」 varies follows trend, season and other influences; the effects are hard to part.",
    ).format(name=name, share=numbers.ratio(share)), loud=True)  # fmt: skip


def in_step(name: str, tied: float) -> Caution:
    """Say that spend and sales of the week are nearly one."""
    return Caution("spend_in_step", Text(
        "「{name}」的花费和当周销售几乎同步（相关{r}）：很可能是按销售定的花费，效果会被高估。",
        "The spend of 「{name}」 and the sales of the week are nearly in step (correlation {r}): spend probably follows sales, and the effect is overstated.",
    ).format(name=name, r=two(tied)), loud=True)  # fmt: skip


def follows(name: str, tied: float) -> Caution:
    """Say that spend follows the sales of the week before."""
    return Caution("spend_follows_sales", Text(
        "「{name}」在销售好于预期的下一周花得更多（相关{r}）：花费跟着销售走，效果会被高估。",
        "「{name}」 spends more in the week after sales beat what was expected (correlation {r}): spend follows sales, and the effect is overstated.",
    ).format(name=name, r=two(tied)), loud=True)  # fmt: skip


def cannot_tell(names: Sequence[str]) -> Caution:
    """Say whose effect cannot be told."""
    return Caution("cannot_tell", Text(
        "数据分不清{names}有没有效果：去掉它，模型几乎一样好，或者区间碰到0。建议里这些渠道维持现在的花费。",
        "The data cannot tell whether {names} has any effect: without it the model fits nearly as well, or the interval reaches 0. The split leaves the present spend there.",
    ).format(names=names_of(names)), loud=True)  # fmt: skip


def curve_unsure(names: Sequence[str]) -> Caution:
    """Say whose curve cannot be told."""
    return Caution("curve_unsure", Text(
        "{names}有效果，但从哪里开始递减，数据分不清：花费的高低变化太少。加减一次花费就能看清。",
        "{names} has an effect, but where it wears off cannot be told: spend has not varied enough. Raise and lower it once to see.",
    ).format(names=names_of(names)))  # fmt: skip


def constant(names: Sequence[str]) -> Caution:
    """Say whose spend never changes."""
    return Caution("spend_constant", Text(
        "{names}的花费一直不变，效果和基础销售分不开，没有估。",
        "The spend of {names} never changes; its effect cannot be parted from base sales and is not estimated.",
    ).format(names=names_of(names)), loud=True)  # fmt: skip


def no_spend(names: Sequence[str]) -> Caution:
    """Say who has no spend."""
    return Caution("no_spend", Text("{names}在这些周没有花费。", "There is no spend of {names} in these weeks.").format(names=names_of(names)))  # fmt: skip


def no_split(why: Text) -> Caution:
    """Say why there is no split."""
    return Caution("no_split", Text("没有建议的分法：{why}。", "There is no suggested split: {why}.").format(why=why))  # fmt: skip


def gain_unsure() -> Caution:
    """Say that the gain may be none."""
    return Caution("gain_unsure", Text("建议的分法多带来多少，区间碰到0：数据分不清它是不是更好。", "The interval of what the split gains reaches 0: the data cannot tell whether it is better."))  # fmt: skip


def beyond(names: Sequence[str]) -> Caution:
    """Say that the split goes where no week has been."""
    return Caution("beyond_seen", Text("建议里{names}超过了见过的最高一周，那里是推算。", "The split takes {names} beyond the largest week seen; that part is extrapolated.").format(names=names_of(names)))  # fmt: skip


def not_causal() -> Caution:
    """Say what the model is."""
    return Caution("not_an_experiment", Text("这是从起伏里推出来的，不是实验：同时发生的其他事会算进来。重要的改动先用分地区或者停投的实验验证。", "This is read from ups and downs, no experiment: whatever else happened at the same time counts. Try important changes by region or by pausing first."))  # fmt: skip
