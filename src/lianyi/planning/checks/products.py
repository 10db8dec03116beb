"""Products and modes: does an order lose money, does a mode, is a crossed-out price believable, does stock last?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from lianyi.core.numbers import money
from lianyi.core.translation import Text
from lianyi.planning.model.plan import Plan
from lianyi.planning.products.economics import unit_sum
from lianyi.planning.products.known import KnownProduct, known_products
from lianyi.planning.products.margin import Proof, prove
from lianyi.planning.products.modes import MODES
from lianyi.planning.products.words import arithmetic
from lianyi.planning.verdict import CHECKS, SectionCheck, Verdict

if TYPE_CHECKING:
    from lianyi.analyses.data import Data

SHORT_COVER_DAYS = 3


def check_products(plan: Plan, data: Data | None) -> list[Verdict]:
    """Return what the ladder, the modes and the campaigns' stock have to say."""
    known = known_products(data.engine, data.today) if data is not None else {}
    return [
        *_ladder(plan, known),
        *_modes(plan),
        *_stock(plan, known, None if data is None else data.today),
    ]


def _ladder(plan: Plan, known: dict[str, KnownProduct]) -> Iterator[Verdict]:
    for step in plan.products.ladder:
        facts = known.get(step.sku, KnownProduct(step.sku))
        told = {
            name: getattr(facts, name)
            for name in ("cost_fen", "freight_fen")
            if getattr(step, name) is None and getattr(facts, name) is not None
        }
        yield _proved(prove(step.model_copy(update=told), plan.products.stacking))


def _proved(proof: Proof) -> Verdict:
    key, item = f"price:{proof.sku}:margin", f"products.ladder.{proof.sku}"
    if proof.worst is None:
        words = {
            "no_cost": Text(f"{proof.sku}缺成本价，算不出最坏的一单。", f"{proof.sku} has no cost price, so its worst order is not known."),
            "no_price": Text(f"{proof.sku}没有价格。", f"{proof.sku} has no price."),
        }[proof.why_not]  # fmt: skip
        return Verdict(key, item, "unknown", words)
    left = money(proof.worst.margin_fen, style="exact")
    sums = {lang: arithmetic(proof.worst, lang) for lang in ("zh", "en")}
    words = Text(
        f"{proof.sku}最坏的一单剩{left}：{sums['zh']}。",
        f"The worst order of {proof.sku} leaves {left}: {sums['en']}.",
    )
    facts = {"margin_fen": proof.worst.margin_fen, "floor_fen": proof.floor_fen}
    if proof.is_safe:
        return Verdict(key, item, "pass", words, proof.worst.margin_fen, None, facts)
    floor = money(proof.floor_fen, style="exact")
    advice = Text(
        f"把价格提到{floor}，或者让其中一项优惠不和它叠加。",
        f"Raise the price to {floor}, or keep one of the benefits apart from it.",
    )
    return Verdict(key, item, "fail", words, proof.worst.margin_fen, advice, facts)


def _modes(plan: Plan) -> Iterator[Verdict]:
    for choice in plan.modes.chosen:
        key, item = f"mode:{choice.mode}:economics", f"modes.chosen.{choice.mode}"
        name, made = MODES[choice.mode], unit_sum(choice.economics)
        if made.contribution_fen is None:
            words = Text(f"{name.zh}模式没有写售价和成本，算不出单位经济。", f"{name.en} has no price and cost: its unit economics are not known.")  # fmt: skip
            yield Verdict(key, item, "unknown", words)
            continue
        left = money(made.contribution_fen, style="exact")
        words = Text(f"{name.zh}模式每单贡献{left}。", f"An order through {name.en.lower()} contributes {left}.")  # fmt: skip
        state = "fail" if made.blocks else "pass"
        if state == "pass" and (made.first_order_fen or 0) < 0:
            state = "remind"
            words = Text(
                f"{words.zh}首单算上获客成本亏{money(-(made.first_order_fen or 0), style='full')}，要靠复购赚回来。",
                f"{words.en} With acquisition the first order loses {money(-(made.first_order_fen or 0), 'en', style='full')}; later orders have to earn it back.",
            )
        facts = {"lines": dict(made.lines)}
        yield Verdict(key, item, state, words, made.contribution_fen, None, facts)  # type: ignore[arg-type]  # one of the states


def _stock(plan: Plan, known: dict[str, KnownProduct], today: date | None) -> Iterator[Verdict]:
    """A campaign on goods that will not last until its end is told before it starts."""
    if today is None:
        return
    for campaign in (c for c in plan.campaigns if c.to_day >= today):
        for sku in campaign.products:
            cover = known.get(sku, KnownProduct(sku)).cover_days
            if cover is None:
                continue
            days = (campaign.to_day - today).days + 1
            if cover >= days:
                continue
            words = Text(
                f"活动「{campaign.name}」里的{sku}按现在的销量只够卖{cover:.0f}天，离活动结束还有{days}天。",
                f"{sku} in {campaign.name} lasts {cover:.0f} days at the present pace; the campaign ends in {days}.",
            )
            state = "fail" if cover < SHORT_COVER_DAYS else "remind"
            yield Verdict(
                f"campaign:{campaign.id}:stock:{sku}",
                f"campaigns.{campaign.id}",
                state,  # type: ignore[arg-type]  # one of the states
                words,
                cover,
            )


def _run(plan: Plan, data: Data | None) -> Sequence[Verdict]:
    return check_products(plan, data)


CHECKS.add(SectionCheck("products", Text("商品与模式", "Products and modes"), _run))
