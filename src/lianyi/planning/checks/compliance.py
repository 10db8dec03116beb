"""What the plan would say and charge, held against the published rules: its texts and its crossed-out prices.

A text that touches a rule is told with the words that touch it; an override of the plan lowers it to a reminder. No hit is no
blessing, so there is no verdict of its own for texts in which nothing was found: one line says how many were read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lianyi.compliance.checking import check_text
from lianyi.compliance.hits import FOOTER, Hit
from lianyi.compliance.overrides import Override, with_overrides
from lianyi.compliance.prices import Deal, PriceEvidence, price_evidence
from lianyi.core.calendar.labels import date_text
from lianyi.core.numbers import money
from lianyi.core.translation import Text
from lianyi.planning.model.plan import Plan
from lianyi.planning.verdict import CHECKS, SectionCheck, State, Verdict

if TYPE_CHECKING:
    from lianyi.analyses.data import Data

DAYS_OF_DEALS = 90
STATES: dict[str, State] = {"block": "fail", "warn": "remind", "note": "remind"}


def texts_of(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield place and text of everything in the plan that customers will read."""
    for campaign in plan.campaigns:
        yield f"campaigns.{campaign.id}", "\n".join(filter(None, (campaign.name, campaign.prize, campaign.notes)))  # fmt: skip
    for item in plan.content.items:
        yield f"content.items.{item.id}", "\n".join(filter(None, (item.name, item.brief)))
    for choice in plan.modes.chosen:
        yield f"modes.chosen.{choice.mode}", choice.value_statement
    for stage in plan.lifecycle.stages:
        for strategy in stage.strategies:
            yield f"lifecycle.stages.{stage.stage}", "\n".join(filter(None, (strategy.name, strategy.play)))  # fmt: skip


def check_compliance(plan: Plan, data: Data | None) -> list[Verdict]:
    """Return what the texts and the crossed-out prices of the plan touch."""
    records = [Override(o.rule, o.subject or "*", o.reason, o.owner, o.day) for o in plan.overrides]
    found: list[Verdict] = []
    read = 0
    for place, text in texts_of(plan):
        if not text.strip():
            continue
        read += 1
        hits, _ = with_overrides(check_text(text), records)
        found += [_touched(place, number, hit) for number, hit in enumerate(hits, 1)]
    if read and not found:
        words = Text(
            f"读了{read}段文案，没有命中已写明的情形。{FOOTER.zh}。",
            f"{read} texts were read; nothing that is written down was found. {FOOTER.en}",
        )
        found.append(Verdict("compliance:texts", "compliance", "pass", words))
    return [*found, *_prices(plan, data)]


def _touched(place: str, number: int, hit: Hit) -> Verdict:
    why, source = hit.why or hit.rule.why, hit.rule.source
    article = source.shown_article
    law = source.law.name
    cited = Text(f"（{law.zh}{article}）", f" ({law.en} {article})") if article else Text("（参考）", " (for reference)")  # fmt: skip
    words = Text(f"「{hit.text}」：{why.zh}{cited.zh}", f"“{hit.text}”: {why.en}{cited.en}")
    if hit.override:
        by = hit.override
        words = Text(f"{words.zh}已由{by.owner}记录例外：{by.reason}。", f"{words.en} Exception by {by.owner}: {by.reason}.")  # fmt: skip
    key = f"compliance:{place}:{hit.rule.key}:{number}"
    facts = {"rule": hit.rule.key, "text": hit.text}
    return Verdict(key, place, STATES[hit.level], words, None, hit.rule.rewrite, facts)


def _prices(plan: Plan, data: Data | None) -> Iterator[Verdict]:
    """A crossed-out price may not exceed the lowest deal of the last seven days."""
    steps = [s for s in plan.products.ladder if s.list_fen is not None]
    if data is None or not steps or not data.engine.columns("order_lines"):
        return
    deals = _deals(data, [s.sku for s in steps])
    for step in steps:
        if step.list_fen is not None:
            yield _evidence(step.sku, price_evidence(step.list_fen, data.today, deals.get(step.sku, ())))  # fmt: skip


def _deals(data: Data, skus: Sequence[str]) -> dict[str, list[Deal]]:
    """Return at which prices each SKU was sold: what was paid for a line, per piece, rounded down."""
    first: date = data.today - timedelta(days=DAYS_OF_DEALS)
    marks = ", ".join("?" for _ in skus)
    rows = data.engine.rows(
        f"SELECT sku_code, paid_day, min(paid_fen // quantity) FROM order_lines WHERE sku_code IN ({marks}) AND paid_day BETWEEN ? AND ? "
        "AND quantity > 0 AND paid_fen > 0 AND NOT coalesce(is_gift, FALSE) AND NOT coalesce(is_return, FALSE) GROUP BY 1, 2",
        [*skus, first, data.today],
    )
    found: dict[str, list[Deal]] = {}
    for sku, day, price in rows:
        found.setdefault(sku, []).append(Deal(day, int(price)))
    return found


def _evidence(sku: str, found: PriceEvidence) -> Verdict:
    key, item = f"price:{sku}:crossed-out", f"products.ladder.{sku}"
    crossed = money(found.crossed_out_fen, style="exact")
    if found.lowest_fen is None:
        words = Text(f"{sku}的划线价{crossed}：近{DAYS_OF_DEALS}天没有成交，没有可比的价格。", f"The crossed-out price {crossed} of {sku}: no deal in {DAYS_OF_DEALS} days to compare with.")  # fmt: skip
        return Verdict(key, item, "unknown", words)
    lowest = money(found.lowest_fen, style="exact")
    days = {
        "seven_days": Text("近7天最低成交", "the lowest deal of the last 7 days"),
        "last_deal": Text("最近一次成交", "the last deal"),
    }[found.basis]
    facts = {
        "crossed_out_fen": found.crossed_out_fen,
        "lowest_fen": found.lowest_fen,
        "deals": len(found.rows),
        "from": date_text(found.rows[0].day).zh,
    }
    if found.holds:
        words = Text(f"{sku}的划线价{crossed}不高于{days.zh}{lowest}。", f"The crossed-out price {crossed} of {sku} is not above {days.en}, {lowest}.")  # fmt: skip
        return Verdict(key, item, "pass", words, found.lowest_fen, None, facts)
    words = Text(f"{sku}的划线价{crossed}高于{days.zh}{lowest}。", f"The crossed-out price {crossed} of {sku} is above {days.en}, {lowest}.")  # fmt: skip
    advice = Text("写明比较的是什么价格，或者把划线价降到这个数。", "Say which price it compares with, or lower it to that.")  # fmt: skip
    return Verdict(key, item, "remind", words, found.lowest_fen, advice, facts)


COMPLIANCE = CHECKS.add(SectionCheck("compliance", Text("合规", "Compliance"), check_compliance))
