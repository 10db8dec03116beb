from __future__ import annotations

from lianyi.planning.checks.products import check_products
from lianyi.planning.model.plan import Plan
from tests.planning.checks_by_hand import states

PLAN = {
    "products": {
        "ladder": [
            {"sku": "cup", "community": 49, "cost": 26, "freight": 4.5},
            {"sku": "safe", "list": 100, "cost": 20},
            {"sku": "bare", "list": 100},
        ],
        "stacking": {
            "benefits": [
                {"id": "newcomer", "kind": "coupon", "amount": 10},
                {"id": "points", "kind": "points", "rate": "5%"},
                {"id": "commission", "kind": "commission", "rate": "10%"},
                {"id": "leader", "kind": "leader", "rate": "5%"},
            ]
        },
    },
    "modes": {
        "chosen": [
            {"mode": "community", "economics": {"price": 61, "cost": 22.8, "acquisition": 50}},
            {"mode": "live", "economics": {"price": 10, "cost": 12}},
            {"mode": "content"},
        ]
    },
}  # fmt: skip


def test_a_losing_stack_fails_and_says_the_arithmetic_and_the_floor() -> None:
    found = check_products(Plan.model_validate(PLAN), None)
    assert states(found) == {
        "price:cup:margin": "fail",
        "price:safe:margin": "pass",
        "price:bare:margin": "unknown",
        "mode:community:economics": "remind",
        "mode:live:economics": "fail",
        "mode:content:economics": "unknown",
    }
    cup = found[0]
    assert (
        "社群价 49.00 − 券 10.00 − 积分 2.45 − 佣金 4.90 − 团长 2.45 − 运费 4.50 − 成本 26.00 = −1.30"
        in cup.words.zh
    )
    assert "−¥1.30" in cup.words.zh
    assert cup.advice is not None
    assert "¥50.63" in cup.advice.zh
    assert cup.facts["floor_fen"] == 5_063
