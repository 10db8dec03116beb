"""A move is proposed where the history of spend can tell, and refused with the reason where it cannot."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from lianyi.core.calendar.period_text import parse_period
from lianyi.core.translation import Text
from lianyi.planning.budget.marginal import History, history
from lianyi.planning.budget.moving import Move, best_move
from lianyi.planning.budget.review import review
from lianyi.planning.budget.shown import proposal
from lianyi.planning.budget.table import BudgetRow, BudgetTable
from lianyi.planning.budget.words import next_text
from lianyi.planning.model.plan import Plan
from tests.planning.budget.shop import FIRST, Door, Facts, spend

WEEKS = 80
END = FIRST + timedelta(days=7 * WEEKS - 1)
"""The last day of the last week, in July 2026."""
WORDS = {"ads": "广告", "content": "内容", "kol": "KOL", "incentives": "激励"}


def planted(seed: int = 3, **change: Any) -> Door:
    """Ads bring 1 yuan a yuan, content 6 (both bend); spend was moved at random from week to week."""
    rng = np.random.default_rng(seed)
    weekly = {
        "ads": rng.uniform(2_000, 10_000, WEEKS),
        "content": rng.uniform(500, 4_000, WEEKS),
    } | change
    sales = 60_000 + rng.normal(0, 800, WEEKS) + 1.0 * weekly["ads"]
    sales = sales + 18_000 * np.tanh(weekly["content"] / 3_000)
    rows = [
        spend((FIRST + timedelta(days=7 * n)).isoformat(), float(weekly[c][n]), WORDS[c], plan_no=c)
        for c in weekly
        for n in range(WEEKS)
    ]
    weeks = {f"{n:03}": round(float(sales[n]) * 100) for n in range(WEEKS)}
    facts = Facts({"orders": END, "spend": END}, spend=rows)
    return Door(facts, END + timedelta(days=1), sales=weeks)


@pytest.fixture(scope="module")
def known() -> History:
    return history(planted(), END)  # type: ignore[arg-type]  # a door of the tests


def test_the_next_thousand_is_found_with_its_interval(known: History) -> None:
    ads = known.next["ads"]
    assert ads.low_fen is not None and ads.high_fen is not None
    assert ads.value_fen is not None and abs(ads.value_fen - 100_000) < 20_000
    assert ads.low_fen < ads.value_fen < ads.high_fen and ads.high_fen - ads.low_fen < 100_000
    content = known.next["content"]
    # At some 2,250 a week: 18,000 ÷ 3,000 × (1 − tanh²(0.75)) is about 3.6 yuan for the next one.
    assert content.value_fen is not None and 200_000 < content.value_fen < 500_000
    assert next_text(content, "CNY").zh.startswith("+¥")


@pytest.mark.full
def test_intervals_of_eighty_per_cent_hold_the_truth_about_that_often() -> None:
    held = told = 0
    for seed in range(20):
        found = history(planted(seed), END)  # type: ignore[arg-type]  # a door of the tests
        assert found.model is not None
        weekly = float(found.model.present[found.told["content"]]) / 100
        truth = {"ads": 1.0, "content": 6 * (1 - float(np.tanh(weekly / 3_000)) ** 2)}
        for category, value in truth.items():
            next_ = found.next[category]  # type: ignore[index]  # both are categories
            if next_.low_fen is not None and next_.high_fen is not None:
                told += 1
                held += next_.low_fen <= value * 100_000 <= next_.high_fen
    assert told == 40 and held >= 26


def test_a_category_without_spend_is_not_judged(known: History) -> None:
    assert known.next["kol"].value_fen is None
    assert next_text(known.next["kol"], "CNY").zh == "数据不足，无法判断"
    assert next_text(known.next["kol"], "CNY").en == "Too little data to tell"


def test_money_moves_to_where_it_brings_more(known: History) -> None:
    move = best_move(known, _left(ads=3_000_000, content=1_000_000), 17)
    assert isinstance(move, Move)
    assert (move.source, move.target) == ("ads", "content")
    assert move.amount_fen % 100_000 == 0 and move.amount_fen <= 750_000
    assert 0 < move.low_fen < move.gain_fen < move.high_fen and move.worse <= 0.25


def test_the_proposal_names_its_evidence_and_its_counter_case(known: History) -> None:
    move = best_move(known, _left(ads=3_000_000, content=1_000_000), 17)
    assert isinstance(move, Move)
    reviewed: Any = type("R", (), {"move": move, "currency": "CNY"})()
    said, evidence, against = proposal(reviewed)
    assert (
        said.zh.startswith("广告挪¥") and "到内容，预计GMV多¥" in said.zh and "（80%）" in said.zh
    )
    assert "的可能变少" in said.zh and f"{WEEKS}周" in evidence.zh and "不是实验" in against.zh
    assert said.en.startswith("Move ¥") and "counter-case" in against.en


def test_nothing_moves_where_nothing_is_left(known: History) -> None:
    assert isinstance(best_move(known, _left(ads=0, content=0), 17), Text)
    assert isinstance(best_move(known, _left(ads=3_000_000, content=0), 0), Text)
    assert isinstance(best_move(known, _left(ads=3_000_000), 17), Text)


def test_spend_that_never_changes_tells_nothing() -> None:
    _refused(planted(ads=np.full(WEEKS, 5_000.0)), "ads", "一直不变")


def test_spends_that_move_together_cannot_be_told_apart() -> None:
    together = np.random.default_rng(5).uniform(1_000, 4_000, WEEKS)
    found = history(planted(ads=together * 2, content=together), END)  # type: ignore[arg-type]  # a door of the tests
    assert found.next["ads"].value_fen is None and found.next["content"].value_fen is None
    move = best_move(found, _left(ads=3_000_000, content=1_000_000), 17)
    assert isinstance(move, Text) and "不到两个" in move.zh


def test_a_short_history_says_how_short_it_is() -> None:
    door = planted()
    found = history(door, FIRST + timedelta(days=7 * 20 - 1))  # type: ignore[arg-type]  # a door of the tests
    why = found.next["ads"].why
    assert found.model is None and why is not None and "20周" in why.zh


def test_without_spend_there_is_no_history() -> None:
    found = history(Door(Facts({"orders": END}), END), END)  # type: ignore[arg-type]  # a door of the tests
    assert found.model is None and not found.told


def test_what_follows_sales_by_itself_is_said_to() -> None:
    door = planted()
    uses = [{"coupon_no": "a", "order_no": "a", "redeemed_at": f"{END} 10:00", "discount_fen": 500}]
    door.engine.add("redemptions", uses)
    found = history(door, END)  # type: ignore[arg-type]  # a door of the tests
    why = found.next["incentives"].why
    assert why is not None and "随销售发生" in why.zh


def test_the_review_of_a_month_holds_all_of_it() -> None:
    lines = [
        {"id": c, "category": c, "month": "2026-07", "planned": 40_000} for c in ("ads", "content")
    ]
    plan = Plan.model_validate({"budget": {"lines": lines}})
    door: Any = planted()
    month = parse_period("2026-07")
    found = review(plan, door, "category", month, date(2026, 7, 15), "CNY")
    assert found.now.money.as_of == date(2026, 7, 14)
    assert found.history is not None and "ads" in found.history.told
    assert found.owed is not None and found.owed.kinds == ()


def _refused(door: Door, category: Any, word: str) -> None:
    found = history(door, END)  # type: ignore[arg-type]  # a door of the tests
    why = found.next[category].why
    assert found.next[category].value_fen is None and why is not None and word in why.zh


def _left(**fen: int) -> BudgetTable:
    rows = [BudgetRow(key, Text(key, key), left, 0, 0) for key, left in fen.items()]
    return BudgetTable("category", tuple(rows))
