"""Judge a scheme that was understood: every third level, entry fee and head-count pay is refused."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lianyi.compliance.checking import check_text
from lianyi.compliance.families.prizes import TOP_PRIZE_FEN
from lianyi.compliance.hits import Hit
from lianyi.compliance.overrides import with_overrides
from lianyi.compliance.prices import Deal, PriceEvidence, price_evidence
from lianyi.compliance.rule import RULES, Rule
from lianyi.compliance.scheme import rules
from lianyi.compliance.scheme.model import PriceClaim, Scheme
from lianyi.core.numbers import money
from lianyi.core.translation import Text

DEFAULT_LEVELS, WITH_OVERRIDE = 1, 2


def judged(scheme: Scheme) -> list[Hit]:
    """Return the hits of a scheme, its recorded exceptions applied; an empty list is no blessing.

    One paid level passes, two need an exception of the owner, three never pass. The scheme's own texts are checked
    as texts.
    """
    found = [*_pay(scheme), *_entry(scheme), *_prizes(scheme), *_prices(scheme), *_texts(scheme)]
    hits, _ = with_overrides(found, scheme.overrides)
    return hits


def _hit(rule: Rule, subject: str, text: object, why: Text | None = None) -> Hit:
    return Hit(rule, str(text), subject, why=why)


def paid_levels(scheme: Scheme) -> int:
    """Return the deepest paid level: what is paid, or what is declared where that is more."""
    paid = max((c.depth for c in scheme.commissions if c.paid), default=0)
    return max(paid, scheme.max_levels or 0)


def _pay(scheme: Scheme) -> Iterator[Hit]:
    levels = paid_levels(scheme)
    if levels > WITH_OVERRIDE:
        yield _hit(RULES.get("pyramid_levels"), "levels", levels)
    elif levels > DEFAULT_LEVELS:
        yield _hit(rules.SECOND_LEVEL, "levels", levels)
    if (
        any(c.depth > WITH_OVERRIDE and not c.paid for c in scheme.commissions)
        and levels <= WITH_OVERRIDE
    ):
        yield _hit(rules.UNPAID_LEVEL, "levels", max(c.depth for c in scheme.commissions))
    if scheme.head_count_pay > 0:
        yield _hit(RULES.get("pyramid_head_count"), "head_count_pay", scheme.head_count_pay)
    if scheme.team_pay:
        yield _hit(RULES.get("pyramid_team_pay"), "team_pay", "on")
    if scheme.virtual_members:
        yield _hit(RULES.get("fake_trade"), "virtual_members", "on")
    if scheme.invite_gift:
        yield _hit(rules.INVITE_GIFT, "invite_gift", "on")
    yield from _stacked(scheme, levels)


def _stacked(scheme: Scheme, levels: int) -> Iterator[Hit]:
    total = sum((c.rate for c in scheme.commissions), Decimal(0))
    if scheme.stacking or (scheme.self_purchase and levels > DEFAULT_LEVELS):
        yield _hit(rules.STACKING, "stacking" if scheme.stacking else "self_purchase", "on")
    if total > 1:
        yield _hit(rules.TOO_MUCH, "commissions", f"{total:.0%}")


def _entry(scheme: Scheme) -> Iterator[Hit]:
    for name in ("entry_fee", "required_purchase"):
        amount: Decimal = getattr(scheme, name)
        if amount > 0:
            yield _hit(RULES.get("pyramid_entry_fee"), name, amount)
    if scheme.spend_qualification > 0:
        yield _hit(rules.SPEND_QUALIFICATION, "spend_qualification", scheme.spend_qualification)


def _prizes(scheme: Scheme) -> Iterator[Hit]:
    drawn = [p for p in scheme.prizes if p.drawn]
    for prize in drawn:
        subject = f"prizes.{prize.name}" if prize.name else "prizes"
        if prize.value is not None and prize.value * 100 > TOP_PRIZE_FEN:
            yield _hit(RULES.get("prize_limit"), subject, prize.value)
        if prize.odds is None and prize.stock is None:
            yield _hit(rules.PRIZE_ODDS, subject, prize.name or prize.value)
    odds = sum((p.odds for p in drawn if p.odds is not None), Decimal(0))
    if odds > 1:
        yield _hit(rules.ODDS_ABOVE_ONE, "prizes", f"{odds:.2%}")
    pays = any(c.paid for c in scheme.commissions) or bool(drawn)
    if pays and scheme.payer is None:
        yield _hit(rules.PAYER, "payer", "")


def evidence_of(claim: PriceClaim) -> PriceEvidence | None:
    """Return the evidence for a price claim; None where nothing is crossed out or no day is given."""
    if claim.crossed_out is None or claim.day is None:
        return None
    deals = [Deal(d.day, int(d.price * 100)) for d in claim.deals]
    return price_evidence(int(claim.crossed_out * 100), claim.day, deals)


def _prices(scheme: Scheme) -> Iterator[Hit]:
    for claim in scheme.prices:
        if claim.crossed_out is None:
            continue
        subject = f"prices.{claim.sku}" if claim.sku else "prices"
        evidence = evidence_of(claim)
        if evidence is None or evidence.holds is None:
            yield _hit(rules.NO_EVIDENCE, subject, claim.crossed_out)
        elif not evidence.holds and evidence.lowest_fen is not None:
            why = _too_high(claim, evidence.lowest_fen)
            yield _hit(rules.CROSSED_OUT, subject, claim.crossed_out, why)


def _too_high(claim: PriceClaim, lowest_fen: int) -> Text:
    lowest = money(lowest_fen, style="full")
    return Text(
        f"划线价{claim.crossed_out}元高于可用的最低成交价{lowest}。",
        f"The crossed-out price of ¥{claim.crossed_out} is above the lowest deal that counts, {lowest}.",
    )


def _texts(scheme: Scheme) -> Iterator[Hit]:
    for text in scheme.texts:
        yield from check_text(text)
