"""A check becomes facts: states and predictions, once, and what was foretold is found again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lianyi.core.calendar.period_text import parse_period
from lianyi.facts.snapshots import latest
from lianyi.facts.verify import verify_lake
from lianyi.planning.goals import remembered
from lianyi.planning.goals.predictions import Prediction, due_in
from lianyi.planning.verdict import Verdict
from lianyi.shop import Shop, open_shop
from lianyi.shop.planning import Checked
from tests.planning.goals.small_shop import NOW

PLAN = """
format: 1
goals:
  - {id: gmv, name: 11月GMV, metric: gmv_paid, target: 17000, from_day: 2026-11-01, due: 2026-11-30}
  - {id: said, name: 声量, metric: mentions, target: 100, due: 2026-11-30}
"""

PACES = {"goal:gmv:pace": "pass", "goal:said:pace": "unknown"}


@pytest.fixture
def planned(own: Shop) -> Shop:
    """The small shop with a plan of two goals."""
    path = own.plan.files.path
    path.parent.mkdir()
    path.write_text(PLAN, "utf-8")
    return own


def again(shop: Shop) -> Shop:
    """The shop as the next command finds it."""
    return open_shop(shop.workspace.folder)


def test_a_check_writes_states_and_predictions_as_one_import(planned: Shop) -> None:
    before = planned.snapshot
    checked = planned.plan.check()
    assert {v.key: v.state for v in checked.verdicts if v.key in PACES} == PACES
    assert checked.recorded is not None
    assert checked.recorded.number == before.number + 1
    shop = again(planned)
    states = dict(shop.engine.rows("SELECT check_key, state FROM check_states ORDER BY 1"))
    assert {key: states[key] for key in PACES} == PACES
    assert len(states) == len(checked.verdicts)
    said = shop.plan.predictions()
    assert {p.period.key for p in said} == {"2026-11", "2026-W48"}
    assert {p.goal for p in said} == {"gmv"}
    assert {p.made_day for p in said} == {date(2026, 11, 23)}
    assert all(p.low <= p.high for p in said)


def test_the_same_check_on_the_same_day_adds_nothing(planned: Shop) -> None:
    planned.plan.check()
    second = again(planned)
    number = second.snapshot.number
    assert second.plan.check().recorded is None
    assert latest(second.workspace.lake).number == number


def test_another_result_on_the_same_day_is_recorded_and_so_is_the_way_back(
    planned: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned.plan.check()
    path = planned.plan.files.path
    for minutes, text in enumerate((PLAN.replace("17000", "90000"), PLAN), 1):
        monkeypatch.setattr(Shop, "now", NOW + timedelta(minutes=minutes))
        path.write_text(text, "utf-8")
        assert again(planned).plan.check().recorded is not None


def _on_gmv(checked: Checked) -> Verdict:
    return next(v for v in checked.verdicts if v.key == "goal:gmv:pace")


def test_a_changed_target_asks_the_landing_that_was_worked_out(
    planned: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _on_gmv(planned.plan.check())

    def worked_out_again(*_: object) -> None:
        raise AssertionError("the landing was worked out twice")

    monkeypatch.setattr(remembered, "outlook", worked_out_again)
    planned.plan.files.path.write_text(PLAN.replace("17000", "17001"), "utf-8")
    second = _on_gmv(again(planned).plan.check(dry_run=True))
    assert {second.facts[end] for end in ("low", "high")} == {
        first.facts[end] for end in ("low", "high")
    }
    assert second.facts["chance"] < first.facts["chance"]


def test_a_dry_run_writes_nothing(planned: Shop) -> None:
    number = planned.snapshot.number
    checked = planned.plan.check(dry_run=True)
    assert set(PACES) <= {v.key for v in checked.verdicts}
    assert checked.recorded is None
    assert latest(planned.workspace.lake).number == number
    assert planned.plan.files.versions() == []
    assert not (planned.workspace.cache / "plan").exists()


def test_an_edit_by_hand_becomes_a_version_at_the_check(planned: Shop) -> None:
    planned.plan.check()
    assert [v.number for v in planned.plan.files.versions()] == [1]


def test_what_a_check_wrote_is_sound_and_can_be_undone(planned: Shop) -> None:
    from lianyi.importers.standing import undo

    recorded = planned.plan.check().recorded
    assert recorded is not None
    assert verify_lake(planned.workspace).is_sound
    undo(planned.workspace, recorded.imports[-1], "2026-11-23T02:00:00+00:00")
    assert again(planned).plan.predictions() == []


def test_numbers_stay_what_they_were_after_a_check(planned: Shop) -> None:
    asked = {"period": "2026-11-01..2026-11-22"}
    before = planned.metrics("gmv_paid", "visitors", **asked).rows()
    planned.plan.check()
    assert again(planned).metrics("gmv_paid", "visitors", **asked).rows() == before


def one(period: str, made: str) -> Prediction:
    """A prediction for the goal."""
    return Prediction(
        "gmv_paid", parse_period(period), date.fromisoformat(made), "goal:gmv", 1.0, 2.0
    )


def test_what_was_said_last_before_the_days_began_is_reviewed() -> None:
    said = [
        one("2026-W47", "2026-11-12"),
        one("2026-W47", "2026-11-16"),
        one("2026-W47", "2026-11-18"),
    ]
    assert due_in(said, parse_period("2026-W47")) == [said[1]]


def test_else_the_first_word_counts_and_a_word_on_the_last_day_is_none() -> None:
    said = [
        one("2026-10", "2026-10-20"),
        one("2026-10", "2026-10-25"),
        one("2026-W47", "2026-11-22"),
    ]
    assert due_in(said, parse_period("2026-W44")) == [said[0]]
    assert due_in(said, parse_period("2026-W47")) == []
