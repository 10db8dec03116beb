"""The weekly report tells the goals of the plan and what became of last week's predictions."""

from __future__ import annotations

from datetime import date

import pytest

from lianyi.core.calendar.period_text import parse_period
from lianyi.importers.recorded import record
from lianyi.metrics.query import MetricQuery
from lianyi.reports.document import Document, Number, Progress, Prose, numbers_in
from lianyi.shop import Shop
from lianyi.shop.reporting import build_report
from tests.planning.goals.conftest import own, read_only, small, small_workspace  # noqa: F401 - the small shop
from tests.planning.goals.small_shop import NOW

WEEK = parse_period("2026-W47")
GMV_W47_FEN = 4_000_00
"""Seven days of 550 yuan and a Sunday with 150 more."""
PLAN = """
goals:
  - id: gmv
    name: GMV
    metric: gmv_paid
    target: 34000
    from_day: 2026-10-01
    due: 2026-11-30
    owner: 陈曦
    relation: sum
    parts:
      - {id: oct, name: 10月GMV, from_day: 2026-10-01, due: 2026-10-31, target: 17000}
      - {id: nov, name: 11月GMV, from_day: 2026-11-01, due: 2026-11-30, target: 17000}
  - {id: value, name: 笔单价, metric: order_value, target: 80, from_day: 2026-11-01, due: 2026-11-30}
  - {id: said, name: 声量, metric: mentions, target: 100, due: 2026-11-30}
  - {id: later, name: 以后, metric: gmv_paid, target: 1, due: 2027-03-31, draft: true}
"""


def weekly(shop: Shop, lang: str = "zh") -> Document:
    """The weekly report as it is made on Monday morning."""
    return build_report(shop, "weekly", WEEK, lang, "2026-11-23 09:00")  # type: ignore[arg-type]  # a language


def planned(shop: Shop) -> Shop:
    """The shop with the plan above."""
    path = shop.plan.files.path
    path.parent.mkdir()
    path.write_text(PLAN, "utf-8")
    return shop.refresh()


def foretell(shop: Shop, low: float, high: float, goal: str = "gmv") -> Shop:
    """The shop after somebody foretold the GMV of the week on its Monday."""
    row = {
        "metric": "gmv_paid", "period": WEEK.key, "made_day": date(2026, 11, 16), "scope": f"goal:{goal}",
        "low": low, "high": high, "level": 0.8, "method": "naive",
    }  # fmt: skip
    record(shop.workspace, "plan check", {"predictions": [row]}, NOW, date(2026, 11, 16))
    return shop.refresh()


def test_a_shop_without_a_plan_has_neither_goals_nor_a_review(small: Shop) -> None:  # noqa: F811 - the fixture
    document = weekly(small)
    assert document.block("goals") is None
    assert document.block("reviewed") is None


def test_the_goals_are_those_of_the_plan(own: Shop) -> None:  # noqa: F811 - the fixture
    block = weekly(planned(own)).block("goals")
    assert block is not None
    bars = [part for part in block.parts if isinstance(part, Progress)]
    # The goal over two months is told by its November; the draft is not told at all.
    assert [bar.name.zh for bar in bars] == ["11月GMV", "笔单价"]
    assert bars[0].time_share == pytest.approx(22 / 30)
    assert bars[0].done_share == pytest.approx(12_700 / 17_000)
    said = bars[0].words.say("zh")
    assert "陈曦" in said
    assert "概率" in said


def test_a_goal_without_data_is_named_with_the_reason_and_has_no_bar(own: Shop) -> None:  # noqa: F811 - the fixture
    block = weekly(planned(own)).block("goals")
    assert block is not None
    (note,) = [part for part in block.parts if isinstance(part, Prose)]
    assert note.sentences[0].say("zh").startswith("声量：—（")


def test_the_headline_says_where_the_goal_lands(own: Shop) -> None:  # noqa: F811 - the fixture
    block = weekly(planned(own)).block("headline")
    assert block is not None
    (prose,) = [part for part in block.parts if isinstance(part, Prose)]
    assert any("达成概率" in sentence.say("zh") for sentence in prose.sentences)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(3_900, 4_100, "在范围内"), (4_100, 4_300, "低于范围"), (3_000, 3_500, "高于范围")],
)
def test_what_was_foretold_is_held_against_what_came(
    own: Shop,  # noqa: F811 - the fixture
    low: float,
    high: float,
    verdict: str,
) -> None:
    block = weekly(foretell(planned(own), low, high)).block("reviewed")
    assert block is not None
    (prose,) = [part for part in block.parts if isinstance(part, Prose)]
    (sentence,) = prose.sentences
    assert sentence.say("zh").endswith(f"实际¥4,000，{verdict}。")
    assert "11-16说这一周的支付GMV会在" in sentence.say("zh")
    assert "foretold on 16 Nov" in sentence.say("en")


def test_what_was_said_of_a_goal_that_is_gone_is_not_reviewed(own: Shop) -> None:  # noqa: F811 - the fixture
    assert weekly(foretell(planned(own), 1, 2, "gone")).block("reviewed") is None


def test_a_slip_in_the_plan_is_told_and_the_report_is_made(own: Shop) -> None:  # noqa: F811 - the fixture
    shop = planned(own)
    shop.plan.files.path.write_text(PLAN.replace("metric:", "metrik:", 1), "utf-8")
    block = weekly(shop.refresh()).block("goals")
    assert block is not None
    (note,) = block.parts
    assert isinstance(note, Prose)
    assert "metrik" in note.sentences[0].say("zh")


def test_every_number_of_both_blocks_can_be_asked_again(own: Shop) -> None:  # noqa: F811 - the fixture
    shop = foretell(planned(own), 3_900, 4_100)
    document = weekly(shop)
    asked = 0
    for key in ("goals", "reviewed"):
        block = document.block(key)
        assert block is not None
        for number in (n for n in numbers_in(block, "zh") if not n.derived):
            assert number.value == _answer(shop, number)
            asked += 1
    assert asked == 3


def _answer(shop: Shop, number: Number) -> object:
    period = parse_period(number.period)
    answer = shop.ask(MetricQuery((number.metric,), period, where=number.where or None))
    return answer.rows[0][number.metric]
