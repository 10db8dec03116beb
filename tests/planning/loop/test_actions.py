"""Actions are noted, closed once, and never lose what they expected."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.core.errors import LianyiError
from lianyi.importers.recorded import record
from lianyi.planning.loop.actions import (
    Action,
    find,
    from_fallback,
    next_number,
    read_actions,
    read_expected,
)
from lianyi.planning.risks.register import standing
from lianyi.shop import Shop
from lianyi.shop.analysing import ShopData
from tests.facts import lakes
from tests.planning.risks.conftest import own_shop, watched, watched_workspace  # noqa: F401 - the shop whose risks fire

TODAY = date(2026, 11, 23)
TOPICS = Action("A20261123-1", "连发三天话题", "王岚", date(2026, 11, 30), 0.1, 0.18, "group_messages")  # fmt: skip


def noted(shop: Shop, *actions: Action) -> Shop:
    record(shop.workspace, "plan act", {"actions": [a.as_row() for a in actions]}, shop.now, TODAY)
    return shop.refresh()


def test_an_action_comes_back_as_it_was_noted_and_closing_keeps_the_rest(own_shop: Shop) -> None:  # noqa: F811
    shop = noted(own_shop, TOPICS)
    assert read_actions(shop.engine) == [TOPICS]
    closed = TOPICS.closed(date(2026, 11, 25))
    lakes.add(shop.workspace, "later", "2026-11-25T01:00:00", platform="lianyi", actions=[closed.as_row()])  # fmt: skip
    lakes.stand(shop.workspace, *shop.snapshot.imports, "later")
    assert read_actions(shop.refresh().engine) == [closed]
    with pytest.raises(LianyiError, match=r"action\.closed"):
        closed.closed(TODAY)


def test_what_a_file_says_in_chinese_is_understood_and_lianyis_word_goes_first(
    own_shop: Shop,  # noqa: F811 - the fixture of the line above
) -> None:
    rows = [
        {"action_no": "D1", "title": "换主推", "status": "已完成", "done_day": "2026-11-20"},
        {"action_no": "D2", "title": "停投", "status": "放弃"},
        {"action_no": TOPICS.number, "title": "旧的"},
    ]
    lakes.add(own_shop.workspace, "file", "2026-11-22T01:00:00+00:00", platform="generic", actions=rows)  # fmt: skip
    lakes.stand(own_shop.workspace, *own_shop.snapshot.imports, "file")
    found = {a.number: a for a in read_actions(noted(own_shop, TOPICS).engine)}
    assert (found["D1"].status, found["D2"].status) == ("done", "dropped")
    assert found["D1"].done == date(2026, 11, 20)
    assert found[TOPICS.number] == TOPICS


def test_without_actions_there_are_none(watched: Shop) -> None:  # noqa: F811
    assert read_actions(watched.engine) == []
    with pytest.raises(LianyiError, match=r"action\.unknown"):
        find([], "A1")


def test_a_fallback_becomes_one_task_for_each_step_and_only_once(watched: Shop) -> None:  # noqa: F811
    gauge = standing(None, ShopData(watched)).gauge("community_falling")
    steps = from_fallback(gauge, TODAY, "zh")
    assert [a.number for a in steps] == [f"community_falling-20261120-{n}" for n in (1, 2, 3)]
    assert [(a.due - TODAY).days for a in steps if a.due] == [1, 3, 14]
    assert from_fallback(gauge, date(2026, 11, 24), "zh")[0].number == steps[0].number


@given(st.lists(st.integers(1, 40), unique=True))
def test_a_number_is_never_given_twice(used: list[int]) -> None:
    known = [Action(f"A20261123-{n}", "x") for n in used] + [Action("A20261122-99", "x")]
    assert next_number(known, TODAY) not in {a.number for a in known}


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("+10%~+18%", (0.10, 0.18)),
        ("18%～10%", (0.10, 0.18)),
        ("−30% 到 −10%", (-0.3, -0.1)),
        ("5.5% to 6%", (0.055, 0.06)),
    ],
)
def test_an_expectation_is_read_as_people_write_it(text: str, ends: tuple[float, float]) -> None:
    assert read_expected(text) == ends


@pytest.mark.parametrize("text", ["", "10%", "10~18", "a%~b%", "10%~18% more"])
def test_what_is_no_range_of_percentages_is_refused(text: str) -> None:
    with pytest.raises(LianyiError, match=r"action\.expected"):
        read_expected(text)
