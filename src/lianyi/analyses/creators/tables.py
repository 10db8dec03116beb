"""Tables and picture of `creators`."""

from __future__ import annotations

from typing import Any

import numpy as np

from lianyi.analyses.creators import words
from lianyi.analyses.creators.rank import LEVEL, Ranking
from lianyi.analyses.creators.read import Array, Deals
from lianyi.analyses.creators.signals import KINDS, Sign
from lianyi.analyses.result import Column, Option, Result, Table
from lianyi.core.translation import Lang, Text

DRAWN = 20


def creators_table(deals: Deals, ranking: Ranking, signs: list[Sign], suspected: dict[int, list[Sign]]) -> Table:  # fmt: skip
    """Return a row per creator, the greatest shrunken return first, those without a cost last."""
    sums = {name: _sum(deals, name) for name in ("fee_fen", "promised_impressions", "impressions", "paid_fen")}  # fmt: skip
    each = {key: _cost(deals, key) for key in ("interactions", "orders")}
    times = np.bincount(deals.creator, minlength=len(deals.creators))
    low, high = ranking.roi.ends(LEVEL)
    kept_low, kept_high = ranking.delivered.ends()
    order = sorted(range(len(times)), key=lambda n: (not ranking.costed[n], -_last(ranking.roi.value[n]), -_last(ranking.delivered.value[n]), deals.names[n]))  # fmt: skip
    rows = []
    for n in order:
        hints = [s for s in signs if s.creator == n]
        said, tier, advice = words.evidence(hints), words.TIERS[deals.tiers[n]], words.SUGGESTIONS[ranking.suggestion[n]]  # fmt: skip
        costed, promised = bool(ranking.costed[n]), bool(ranking.promised[n])
        rows.append((
            deals.names[n], deals.creators[n][0], tier.zh, tier.en, int(times[n]), *(_whole(sums[k][n]) for k in sums),
            *((float(ranking.delivered.raw[n]), float(ranking.delivered.value[n]), float(kept_low[n]), float(kept_high[n])) if promised else [None] * 4),
            *(each[k][n] for k in each), float(ranking.roi.raw[n]) if costed else None,
            *((float(ranking.roi.value[n]), float(low[n]), float(high[n]), float(ranking.roi.weight[n])) if costed else [None] * 4),
            advice.zh, advice.en, n in suspected, said.zh, said.en,
        ))  # fmt: skip
    return Table("creators", Text("达人", "Creators"), COLUMNS, tuple(rows))


COLUMNS = (
    Column("creator", Text("达人", "Creator")),
    Column("platform", Text("平台", "Platform")),
    Column("tier_zh", Text("层级", "Tier in Chinese")),
    Column("tier_en", Text("层级英文", "Tier")),
    Column("placements", Text("合作", "Placements"), "count"),
    Column("fee_fen", Text("费用", "Fee"), "money"),
    Column("promised_impressions", Text("承诺曝光", "Promised impressions"), "count"),
    Column("impressions", Text("实际曝光", "Impressions"), "count"),
    Column("paid_fen", Text("成交", "Value"), "money"),
    Column("delivered_raw", Text("兑现", "Delivered"), "ratio"),
    Column("delivered", Text("兑现（收缩后）", "Delivered, shrunk"), "ratio"),
    Column("delivered_low", Text("兑现下限（95%）", "Delivered, low (95%)"), "ratio"),
    Column("delivered_high", Text("兑现上限（95%）", "Delivered, high (95%)"), "ratio"),
    Column("cost_per_engagement_fen", Text("单次互动成本", "Cost per engagement"), "money"),
    Column("cost_per_order_fen", Text("单均成本", "Cost per order"), "money"),
    Column("roi_raw", Text("原始ROI", "Raw ROI"), "number"),
    Column("roi", Text("ROI（收缩后）", "ROI, shrunk"), "number"),
    Column("roi_low", Text("ROI下限（80%）", "ROI, low (80%)"), "number"),
    Column("roi_high", Text("ROI上限（80%）", "ROI, high (80%)"), "number"),
    Column("weight", Text("自身权重", "Own weight"), "ratio"),
    Column("suggestion_zh", Text("建议", "Suggestion in Chinese")),
    Column("suggestion_en", Text("建议英文", "Suggestion")),
    Column("suspected", Text("疑似互动异常", "Signs of unusual engagement"), "flag"),
    Column("hints_zh", Text("质量提示", "Hints in Chinese")),
    Column("hints_en", Text("质量提示英文", "Hints")),
)


def _last(value: Any) -> float:
    return float(value) if np.isfinite(value) else -np.inf


def _whole(value: float) -> int | None:
    return None if np.isnan(value) else round(value)


def _sum(deals: Deals, name: str) -> Array:
    """Return sums [creators] of what is known, NaN where nothing is."""
    values = deals.counts[name]
    known = np.isfinite(values)
    size = len(deals.creators)
    told = np.bincount(deals.creator[known], minlength=size) > 0
    return np.where(told, np.bincount(deals.creator[known], weights=values[known], minlength=size), np.nan)  # fmt: skip


def _cost(deals: Deals, name: str) -> list[int | None]:
    """Return fee over counts [creators] of placements with both, in whole minor units; None where nothing was counted."""
    fee, count = deals.counts["fee_fen"], deals.counts[name]
    known = np.isfinite(fee) & np.isfinite(count)
    size = len(deals.creators)
    paid = np.bincount(deals.creator[known], weights=fee[known], minlength=size)
    got = np.bincount(deals.creator[known], weights=count[known], minlength=size)
    return [round(p / g) if g > 0 else None for p, g in zip(paid, got, strict=True)]


def evidence_table(deals: Deals, signs: list[Sign], suspected: dict[int, list[Sign]]) -> Table:
    """Return a row per piece of evidence, creators with signs of two kinds first."""
    rows: list[tuple[Any, ...]] = [
        (deals.names[s.creator], s.kind, KINDS[s.kind].zh, KINDS[s.kind].en, s.text.zh, s.text.en, s.creator in suspected)
        for s in sorted(signs, key=lambda s: (s.creator not in suspected, deals.names[s.creator], s.kind))
    ]  # fmt: skip
    columns = (
        Column("creator", Text("达人", "Creator")),
        Column("kind", Text("类别", "Kind")),
        Column("kind_zh", Text("迹象", "Sign in Chinese")),
        Column("kind_en", Text("迹象英文", "Sign")),
        Column("evidence_zh", Text("证据", "Evidence in Chinese")),
        Column("evidence_en", Text("证据英文", "Evidence")),
        Column("suspected", Text("疑似", "Two kinds or more"), "flag"),
    )
    return Table("evidence", Text("质量提示的证据", "Evidence behind the hints"), columns, tuple(rows))  # fmt: skip


def picture(result: Result, lang: Lang) -> Option:
    """Return the shrunken returns with their 80 % intervals and the line from which a creator pays."""
    from lianyi.charts.dots import Dot, Dots, dots_option
    from lianyi.charts.frame import Style

    rows = [r for r in result.table("creators").dicts() if r["roi"] is not None][:DRAWN]
    dots = [Dot(r["creator"], r["roi"], r["roi_low"], r["roi_high"], words.two(r["roi"])) for r in rows]  # fmt: skip
    mark = result.options["target"]
    chart = Dots(dots, "ROI", mark=mark if isinstance(mark, float) else None, style=Style("number", lang))  # fmt: skip
    return dots_option(chart, label=result.sentences[0].say(lang))
