from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.planning.model.products import ProductItem, Weights
from lianyi.planning.products.known import KnownProduct
from lianyi.planning.products.score import rank, score

TODAY = date(2026, 9, 14)
NONE = dict.fromkeys(Weights.model_fields, 0)


def test_a_score_is_the_weighted_mean_of_what_is_known() -> None:
    item = ProductItem(sku="a", social=80, looks=90)
    weights = Weights(**{**NONE, "social": 20, "looks": 10, "margin": 70})
    found = score(item, KnownProduct("a"), weights, TODAY)
    # (20 x 80 + 10 x 90) / 30 = 83.33
    assert found.hundredths == 8333
    assert [(c.criterion, c.hundredths) for c in found.contributions] == [
        ("social", 5333),
        ("looks", 3000),
    ]
    assert found.unknown == ("margin",)
    assert found.known_share == Fraction(30, 100)
    assert found.says_little


def test_margin_stock_season_and_measured_rates_come_from_facts() -> None:
    item = ProductItem(sku="a", season_from=date(2026, 9, 1), season_to=date(2026, 9, 30))
    known = KnownProduct("a", cost_fen=5_000, freight_fen=1_000, price_fen=10_000, orders=100, daily_units=10.0, stock=300, reviews=5, views=2_000, shares=62)  # fmt: skip
    found = score(item, known, Weights(), TODAY)
    points = {c.criterion: c.points for c in found.contributions}
    # margin 40 % of a scale to 60 %; 30 days of stock are enough; 3.1 % shares of a scale to 5 %; 5 % reviews of 10 %
    assert points == {
        "margin": 67,
        "stock": 100,
        "season": 100,
        "share_rate": 62,
        "review_rate": 50,
    }
    assert found.unit_margin_fen == 4_000


def test_few_views_score_no_rate_and_an_empty_stock_scores_zero() -> None:
    known = KnownProduct("a", stock=0, daily_units=3.0, views=29, shares=20)
    found = score(ProductItem(sku="a"), known, Weights(), TODAY)
    assert [(c.criterion, c.points) for c in found.contributions] == [("stock", 0)]
    assert found.hundredths == 0


def test_out_of_season_fades_over_sixty_days() -> None:
    weights = Weights(**{**NONE, "season": 1})

    def of(start: date) -> int | None:
        item = ProductItem(sku="a", season_from=start, season_to=start)
        return score(item, KnownProduct("a"), weights, TODAY).hundredths

    assert (of(TODAY), of(date(2026, 10, 14)), of(date(2026, 12, 14))) == (10_000, 5_000, 0)


def test_a_product_of_which_nothing_is_known_has_no_score_and_stands_last() -> None:
    items = [ProductItem(sku="z"), ProductItem(sku="b", social=10, looks=10, value=10, topicality=10), ProductItem(sku="a", looks=99)]  # fmt: skip
    ranked = rank(items, {}, Weights(), TODAY)
    assert [s.sku for s in ranked] == ["b", "a", "z"]
    assert ranked[-1].hundredths is None


@settings(max_examples=150, deadline=None)
@given(
    given_points=st.dictionaries(st.sampled_from(["social", "looks", "packaging", "value", "topicality"]), st.integers(0, 100)),
    weights=st.fixed_dictionaries({name: st.integers(0, 100) for name in Weights.model_fields}),
    stock=st.none() | st.integers(0, 5_000),
)  # fmt: skip
def test_the_parts_always_sum_to_the_score(given_points: dict[str, int], weights: dict[str, int], stock: int | None) -> None:  # fmt: skip
    item = ProductItem.model_validate({"sku": "a", **given_points})
    known = KnownProduct("a", stock=stock, daily_units=7.5, cost_fen=300, price_fen=777)
    found = score(item, known, Weights(**weights), TODAY)
    assert sum(c.hundredths for c in found.contributions) == (found.hundredths or 0)
    assert found.hundredths is None or 0 <= found.hundredths <= 10_000
