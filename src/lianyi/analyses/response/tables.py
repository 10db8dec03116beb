"""Tables, parameters and the picture of `response`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.response import words
from lianyi.analyses.response.confounders import inflations
from lianyi.analyses.response.model import Model, ends
from lianyi.analyses.result import Column, Option, Result, Table
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.response.split import Split

POINTS = 25
TITLE = Text("渠道响应", "Response by channel")
PARAMETERS = Text("延续与饱和", "Carry-over and saturation")
SPLIT = Text("建议的分法（每周）", "Suggested split, per week")
AT_TOP = 1e9


def _whole(value: float, unit: str) -> float | int:
    return round(value) if unit == "money" else float(value)


def channel_table(model: Model) -> Table:
    """Return a row per channel: spend, the next unit, what one unit brought; channels that are not fitted stand last."""
    unit = model.weeks.unit
    found = model.everything
    spent = model.weeks.spend[list(model.used)].sum(1)
    roi = model.brought(found) / spent
    nexts = model.next_unit(found, model.present)
    rows: list[tuple[Any, ...]] = [
        (name, _whole(spent[n], unit), _whole(model.present[n], unit), *_estimate(nexts[:, n]), *_estimate(roi[:, n]), model.verdicts[n], *_said(model.verdicts[n]))
        for n, name in enumerate(model.names)
    ]  # fmt: skip
    for name, verdict in model.idle.items():
        spend = model.weeks.spend[model.weeks.channels.index(name)]
        rows.append((name, _whole(spend.sum(), unit), _whole(spend[-1], unit), *[None] * 6, verdict, *_said(verdict)))  # fmt: skip
    columns = (
        Column("channel", Text("渠道", "Channel")),
        Column("spend", Text("花费", "Spend"), unit),
        Column("present", Text("现在每周", "Weekly now"), unit),
        *_three("next_unit", "下一元带来", "Next yuan brings", "number"),
        *_three("roi", "平均每元带来", "Brought per yuan", "number"),
        Column("verdict", Text("判断", "Verdict")),
        Column("verdict_zh", Text("说明", "In Chinese")),
        Column("verdict_en", Text("英文说明", "In English")),
    )
    return Table("channels", TITLE, columns, tuple(rows))


def parameter_table(model: Model) -> Table:
    """Return a row per fitted channel: carry-over, shape, what all its spend brought, variance inflation."""
    unit = model.weeks.unit
    found = model.everything
    brought = model.brought(found)
    factors = inflations(model)
    rows = tuple(
        (name, *_estimate(found[:, 0, n]), *_estimate(found[:, 1, n]), *(_whole(v, unit) for v in _estimate(brought[:, n])), min(float(factors[n]), AT_TOP))
        for n, name in enumerate(model.names)
    )  # fmt: skip
    columns = (
        Column("channel", Text("渠道", "Channel")),
        *_three("alpha", "每周延续", "Carry-over a week", "number"),
        *_three(model.problem.curve.parameter, "饱和参数", "Shape of saturation", "number"),
        *_three("brought", "带来的销售", "Sales brought", unit),
        Column("vif", Text("方差膨胀", "Variance inflation"), "number"),
    )
    return Table("parameters", PARAMETERS, columns, rows)


def _estimate(drawn: Any) -> tuple[float, float, float]:
    """Return the best value, which stands first, and the interval of the draws behind it."""
    return (float(drawn[0]), *ends(drawn[1:]))


def _said(verdict: Any) -> tuple[str, str]:
    return words.VERDICTS[verdict].zh, words.VERDICTS[verdict].en


def _three(key: str, zh: str, en: str, unit: Any) -> tuple[Column, ...]:
    return (
        Column(key, Text(zh, en), unit),
        Column(f"{key}_low", Text(f"{zh}下限", f"{en}, low"), unit),
        Column(f"{key}_high", Text(f"{zh}上限", f"{en}, high"), unit),
    )


def split_table(model: Model, split: Split) -> Table:
    """Return a row per fitted channel: spend now and suggested, the limits and which one binds."""
    unit = model.weeks.unit
    rows = tuple(
        (
            name, _whole(model.present[n], unit), _whole(split.spend[n], unit), _whole(split.spend[n] - model.present[n], unit),
            _whole(split.low[n], unit), _whole(split.high[n], unit), split.limit(n), words.LIMITS[split.limit(n)].zh, words.LIMITS[split.limit(n)].en,
        )
        for n, name in enumerate(model.names)
    )  # fmt: skip
    columns = (
        Column("channel", Text("渠道", "Channel")),
        Column("present", Text("现在", "Now"), unit),
        Column("suggested", Text("建议", "Suggested"), unit),
        Column("change", Text("增减", "Change"), unit),
        Column("low", Text("下限", "Least"), unit),
        Column("high", Text("上限", "Most"), unit),
        Column("limit", Text("限制", "Limit")),
        Column("limit_zh", Text("限制说明", "Limit in Chinese")),
        Column("limit_en", Text("限制英文说明", "Limit in English")),
    )
    return Table("split", SPLIT, columns, rows)


def parameters(model: Model) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return per channel the parameters with their intervals, and the intervals alone.

    `alpha` is the share that carries over to the next week, the shape's argument is spend as a share of the largest week,
    `scale` the same in spend (logistic: saturation is tanh(spend ÷ scale ÷ 2); hill: half of the ceiling is reached there), `beta` the weekly sales that no spend gets beyond.
    """
    found = model.everything
    beta = model.ceilings(found)
    logistic = model.problem.curve.key == "logistic"
    values, intervals = {}, {}
    for n, name in enumerate(model.names):
        shape = found[:, 1, n]
        scale = model.largest[n] / shape if logistic else model.largest[n] * shape
        drawn = {"alpha": found[:, 0, n], model.problem.curve.parameter: shape, "scale": scale, "beta": beta[:, n]}  # fmt: skip
        pairs = {key: ends(d[1:]) for key, d in drawn.items()}
        values[name] = {k: {"value": float(d[0]), "low": pairs[k][0], "high": pairs[k][1]} for k, d in drawn.items()}  # fmt: skip
        intervals[name] = {key: list(pair) for key, pair in pairs.items()}
    return values, intervals


def curves(model: Model) -> dict[str, Any]:
    """Return per channel steady weekly spends up to a tenth beyond the largest week, and the sales that they bring."""
    found = model.everything
    share = np.linspace(0, 1.1, POINTS)
    spend = model.largest[:, None] * share
    brings = model.brings(found, spend)
    now = model.brings(found[:1], model.present)[0]
    low, high = np.quantile(brings[1:], [0.025, 0.975], axis=0)
    return {
        name: {
            "spend": spend[n].tolist(),
            "sales": brings[0, n].tolist(),
            "low": low[n].tolist(),
            "high": high[n].tolist(),
            "present": [float(model.present[n]), float(now[n])],
        }
        for n, name in enumerate(model.names)
    }


def picture(result: Result, lang: Lang) -> Option:
    """Return a small curve per channel, the interval behind it, today as a point."""
    from lianyi.charts.curves import Curve, Curves, curves_option
    from lianyi.charts.frame import Style

    unit = result.table("channels").columns[1].unit
    found = [
        Curve(name, c["spend"], c["sales"], c["low"], c["high"], (c["present"][0], c["present"][1]))
        for name, c in result.extra["curves"].items()
    ]
    style = Style("money" if unit == "money" else "number", lang)
    today = Text("现在", "Today").say(lang)
    label = result.sentences[0].say(lang)
    return curves_option(Curves(found, today=today, style=style), label=label)
