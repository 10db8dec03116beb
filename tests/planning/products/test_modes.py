from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.planning.model.modes import ModeWeights, UnitEconomics
from lianyi.planning.products.economics import unit_sum
from lianyi.planning.products.modes import ENDS, MODES, Trait, advise, liking

FULL = ModeWeights()


def _traits(price: int, margin: str, frequency: int, share: int, complexity: int) -> dict[Trait, Fraction | None]:  # fmt: skip
    return {
        "price": Fraction(price),
        "margin": Fraction(margin),
        "frequency": Fraction(frequency),
        "shareability": Fraction(share),
        "complexity": Fraction(complexity),
    }


def test_dear_goods_that_need_explaining_suit_a_community() -> None:
    assert advise(_traits(899, "0.5", 3, 50, 90), FULL)[0].mode == "community"


def test_cheap_goods_that_everybody_uses_up_suit_distribution() -> None:
    assert advise(_traits(39, "0.5", 12, 60, 5), FULL)[0].mode == "distribution"


def test_what_one_likes_to_show_suits_content_and_what_must_be_seen_in_use_live_sessions() -> None:
    assert advise(_traits(160, "0.4", 1, 100, 40), FULL)[0].mode == "content"
    assert advise(_traits(120, "0.3", 1, 30, 55), FULL)[0].mode == "live"


def test_a_scores_weighted_mean_by_hand() -> None:
    only = ModeWeights(price=50, margin=50, frequency=0, shareability=0, complexity=0)
    found = {a.mode: a.hundredths for a in advise(_traits(600, "0.6", 1, 1, 1), only)}
    assert found == {"community": 9_500, "content": 7_500, "live": 6_500, "distribution": 5_500}


def test_nothing_known_gives_no_advice_and_what_is_unknown_is_named() -> None:
    assert advise({}, FULL) == []
    [first, *_] = advise({"price": Fraction(600), "margin": None}, FULL)
    assert (first.mode, first.hundredths) == ("community", 10_000)
    assert first.unknown == ("margin", "frequency", "shareability", "complexity")


@settings(max_examples=150, deadline=None)
@given(
    values=st.fixed_dictionaries({t: st.none() | st.fractions(0, 2_000) for t in ENDS}),
    weights=st.fixed_dictionaries({t: st.integers(0, 100) for t in ENDS}),
)
def test_the_parts_of_an_advice_sum_to_its_score(values: dict[Trait, Fraction | None], weights: dict[str, int]) -> None:  # fmt: skip
    found = advise(values, ModeWeights(**weights))
    assert len(found) in (0, 4)
    for one in found:
        assert sum(p.hundredths for p in one.parts) == one.hundredths <= 10_000
    assert [a.hundredths for a in found] == sorted((a.hundredths for a in found), reverse=True)


def test_likings_meet_the_table_at_its_ends_and_run_straight_between() -> None:
    for mode in MODES:
        for trait, (low, middle, high) in ENDS.items():
            assert liking(mode, trait, low - 1) == liking(mode, trait, low)
            assert liking(mode, trait, high + 1) == liking(mode, trait, high)
            between = liking(mode, trait, (low + middle) / 2)
            assert abs(2 * between - liking(mode, trait, low) - liking(mode, trait, middle)) <= 1


def test_the_community_order_of_the_worked_example_leaves_23_60() -> None:
    # 38.2 of margin after costs - commission 6.1 - coupon 4.0 - freight 4.5 = 23.6
    made = unit_sum(UnitEconomics(price_fen=6_100, cost_fen=2_280, commission_rate=Decimal("0.1"), coupon_fen=400, freight_fen=450))  # fmt: skip
    assert made.contribution_fen == 2_360
    assert sum(amount for _, amount in made.lines) == 2_360
    assert made.unknown == ("platform", "acquisition")
    assert not made.blocks


def test_a_negative_contribution_blocks_and_acquisition_is_told_apart() -> None:
    losing = unit_sum(
        UnitEconomics(price_fen=1_000, cost_fen=900, coupon_fen=200, acquisition_fen=50)
    )
    assert (losing.contribution_fen, losing.first_order_fen, losing.blocks) == (-100, -150, True)
    assert unit_sum(UnitEconomics(price_fen=1_000)).contribution_fen is None
