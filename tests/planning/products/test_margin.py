from __future__ import annotations

import itertools
import random
from decimal import Decimal
from fractions import Fraction

import pytest

from lianyi.planning.model.products import (
    Benefit,
    BenefitKind,
    LadderStep,
    PriceKind,
    Stacking,
)
from lianyi.planning.products.margin import allowed_sets, floor_price, lower_rate, order, prove

KINDS: tuple[PriceKind, ...] = ("list", "group", "community", "member", "flash")
# The worked example of the console's design: 49.00 - 10.00 - 2.45 - 4.90 - 2.45 - 4.50 - 26.00 = -1.30.
CUP = LadderStep(sku="cup", list_fen=7900, group_fen=5500, community_fen=4900, member_fen=5200, cost_fen=2600, freight_fen=450)  # fmt: skip
BENEFITS = (
    Benefit(id="newcomer", kind="coupon", amount_fen=1000),
    Benefit(id="points", kind="points", rate=Decimal("0.05")),
    Benefit(id="commission", kind="commission", rate=Decimal("0.10")),
    Benefit(id="leader", kind="leader", rate=Decimal("0.05"), prices=("group", "community")),
)


def test_the_cup_of_the_worked_example_loses_1_30() -> None:
    proof = prove(CUP, Stacking(benefits=BENEFITS))
    assert proof.worst is not None
    assert (proof.worst.price_kind, proof.worst.pieces, proof.worst.margin_fen) == (
        "community",
        1,
        -130,
    )
    assert {t.benefit: t.amount_fen for t in proof.worst.taken} == {"newcomer": 1000, "points": 245, "commission": 490, "leader": 245}  # fmt: skip
    assert proof.floor_fen == 5063
    assert not proof.is_safe
    assert lower_rate(proof.worst, BENEFITS[2], 4900) == Decimal("0.07")


def test_a_coupon_that_the_community_price_excludes_leaves_the_next_worst_order() -> None:
    proof = prove(CUP, Stacking(benefits=BENEFITS, not_with=(("newcomer", "community"),)))
    assert proof.worst is not None
    # 55.00 - 10.00 - 2.75 - 5.50 - 2.75 - 4.50 - 26.00 = 3.50
    assert (proof.worst.price_kind, proof.worst.margin_fen) == ("group", 350)
    assert proof.is_safe


def test_a_coupon_from_199_needs_as_many_pieces_as_reach_it() -> None:
    step = LadderStep(sku="a", list_fen=5000, cost_fen=4000)
    coupon = Benefit(id="c", kind="coupon", amount_fen=5000, min_spend_fen=19900)
    proof = prove(step, Stacking(benefits=(coupon,)))
    assert proof.worst is not None
    assert (proof.worst.pieces, proof.worst.margin_fen) == (4, -1000)
    assert prove(step, Stacking(benefits=(coupon,), most_units=3)).is_safe


def test_nothing_is_proved_without_a_cost_or_a_price() -> None:
    assert prove(LadderStep(sku="a", list_fen=100), Stacking()).why_not == "no_cost"
    assert prove(LadderStep(sku="a", cost_fen=100), Stacking()).why_not == "no_price"
    assert not prove(LadderStep(sku="a", list_fen=100), Stacking()).is_safe


def test_a_coupon_never_takes_more_than_the_goods_cost() -> None:
    step = LadderStep(sku="a", list_fen=300, cost_fen=100)
    proof = prove(
        step, Stacking(benefits=(Benefit(id="c", kind="coupon", amount_fen=1000),), most_units=1)
    )
    assert proof.worst is not None
    assert proof.worst.margin_fen == -100


def test_more_benefits_than_can_be_tried_are_refused() -> None:
    many = tuple(Benefit(id=f"b{n}", kind="coupon", amount_fen=1) for n in range(17))
    with pytest.raises(ValueError, match="17 benefits"):
        allowed_sets("list", Stacking(benefits=many))


def _random_scheme(dice: random.Random) -> tuple[LadderStep, Stacking]:
    prices = {f"{k}_fen": dice.randrange(500, 20_000) for k in KINDS if dice.random() < 0.6}
    step = LadderStep(sku="x", cost_fen=dice.randrange(100, 9_000), freight_fen=dice.choice([None, 0, 450, 800]), **(prices or {"list_fen": 990}))  # fmt: skip
    benefits = []
    for number in range(dice.randrange(6)):
        rate = Decimal(dice.randrange(1, 3_000)) / 10_000
        how = dice.choice([{"rate": rate}, {"amount_fen": dice.randrange(1, 3_000)}, {"rate": rate, "cap_fen": dice.randrange(1, 900)}])  # fmt: skip
        kinds: tuple[BenefitKind, ...] = (
            "coupon",
            "discount",
            "points",
            "commission",
            "leader",
            "platform",
        )
        benefits.append(
            Benefit(
                id=f"b{number}",
                kind=dice.choice(kinds),
                base=dice.choice(("price", "paid")),
                min_spend_fen=dice.choice([0, 0, 5_000, 19_900]),
                prices=tuple(k for k in KINDS if dice.random() < 0.3),
                **how,  # type: ignore[arg-type]  # three shapes of one benefit
            )
        )
    names = [*(b.id for b in benefits), *KINDS]
    apart = tuple((dice.choice(names), dice.choice(names)) for _ in range(dice.randrange(4)))
    return step, Stacking(
        benefits=tuple(benefits),
        not_with=tuple((a, b) for a, b in apart if a != b),
        free_freight_from_fen=dice.choice([0, 3_900, 9_900]),
        most_units=dice.randrange(1, 7),
    )


def _half_up(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2))


def _left_of(
    step: LadderStep, stacking: Stacking, price: int, pieces: int, chosen: list[Benefit]
) -> int:
    """What is left of an order, written down a second time from the rules."""
    goods = price * pieces

    def of(benefit: Benefit, paid: int) -> int:
        base = goods if benefit.base == "price" else paid
        amount = (benefit.amount_fen or 0) + _half_up(Fraction(benefit.rate or 0) * base)
        return amount if benefit.cap_fen is None else min(amount, benefit.cap_fen)

    off = 0
    for benefit in (b for b in chosen if b.kind in ("coupon", "discount")):
        off = min(goods, off + of(benefit, goods))
    after_coupons = goods - off
    points = 0
    for benefit in (b for b in chosen if b.kind == "points"):
        points = min(after_coupons, points + of(benefit, after_coupons))
    paid = after_coupons - points
    spent = sum(of(b, paid) for b in chosen if b.kind in ("commission", "leader", "platform"))
    freight = (step.freight_fen or 0) * pieces if goods >= stacking.free_freight_from_fen else 0
    return paid - spent - freight - (step.cost_fen or 0) * pieces


def _brute_force(step: LadderStep, stacking: Stacking) -> Fraction:
    """The least margin per piece over everything, legal sets picked out afterwards."""
    worst: Fraction | None = None
    for kind in KINDS:
        price = getattr(step, f"{kind}_fen")
        if price is None:
            continue
        for size in range(len(stacking.benefits) + 1):
            for chosen in itertools.combinations(stacking.benefits, size):
                together = {b.id for b in chosen} | {kind}
                if any(a in together and b in together for a, b in stacking.not_with):
                    continue
                if any(b.prices and kind not in b.prices for b in chosen):
                    continue
                for pieces in range(1, stacking.most_units + 1):
                    if any(price * pieces < b.min_spend_fen for b in chosen):
                        continue
                    left = Fraction(_left_of(step, stacking, price, pieces, list(chosen)), pieces)
                    worst = left if worst is None else min(worst, left)
    assert worst is not None
    return worst


def test_the_prover_finds_what_brute_force_finds_on_200_random_schemes() -> None:
    dice = random.Random(26)
    losing = 0
    for _ in range(200):
        step, stacking = _random_scheme(dice)
        proof = prove(step, stacking)
        assert proof.worst is not None
        assert proof.worst.margin_per_piece == _brute_force(step, stacking)
        losing += not proof.is_safe
    assert 20 < losing < 180, "both kinds of schemes were tried"


def test_at_the_floor_the_same_stack_loses_nothing_and_one_fen_below_it_does() -> None:
    dice = random.Random(27)
    tried = 0
    for _ in range(80):
        step, stacking = _random_scheme(dice)
        proof = prove(step, stacking)
        assert proof.worst is not None
        by_id = {b.id: b for b in stacking.benefits}
        chosen = [by_id[t.benefit] for t in proof.worst.taken]
        if proof.floor_fen is None:
            continue
        tried += 1
        at = order(
            step, proof.worst.price_kind, proof.floor_fen, proof.worst.pieces, chosen, stacking
        )
        assert at.margin_fen >= 0
        # One fen lower it loses, to the fen or by the part of a fen that rounding hides.
        below = order(
            step, proof.worst.price_kind, proof.floor_fen - 1, proof.worst.pieces, chosen, stacking
        )
        assert below.margin_fen <= len(chosen) // 2 or proof.floor_fen == 0
    assert tried > 40


def test_a_stack_that_eats_more_than_the_price_has_no_floor() -> None:
    greedy = tuple(Benefit(id=f"c{n}", kind="commission", rate=Decimal("0.6")) for n in range(2))
    step = LadderStep(sku="a", list_fen=1_000, cost_fen=100)
    proof = prove(step, Stacking(benefits=greedy))
    assert proof.worst is not None
    assert floor_price(step, proof.worst, Stacking(benefits=greedy)) is None
