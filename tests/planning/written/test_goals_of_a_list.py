"""Written goals, half of them bad in ten ways: each bad one is refused with the right letter, each good one kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lianyi.planning.written.judging import judge
from lianyi.planning.written.letters import Judged
from lianyi.planning.written.reading import read_goal
from lianyi.planning.written.times import Clock

HERE = Path(__file__).parent
LISTS = {
    "goals_first.txt": date(2026, 9, 14),
    "goals_unseen.txt": date(2026, 11, 28),
    "goals_third.txt": date(2026, 11, 28),
}
Expected = tuple[str, tuple[str, ...], str]


def _expected() -> list[Expected]:
    found = []
    for name in LISTS:
        for line in (HERE / name).read_text("utf-8").splitlines():
            letters, joined, text = line.partition(" | ")
            if joined and not line.startswith("#"):
                found.append((name, () if letters == "ok" else tuple(letters.split(",")), text))
    return found


def _judged(name: str, text: str) -> Judged:
    clock = Clock(LISTS[name])
    return judge(read_goal(text, clock), clock)


@pytest.mark.parametrize("expected", _expected(), ids=lambda e: e[2][:40])
def test_each_goal_gets_the_letters_that_were_written_down_for_it(expected: Expected) -> None:
    name, letters, text = expected
    refused = _judged(name, text).refused
    assert set(letters) <= set(refused), f"{text}: {refused}"
    assert bool(refused) == bool(letters), f"{text}: {refused}"


def test_each_list_has_thirty_good_and_thirty_bad_in_every_letter() -> None:
    for name in LISTS:
        mine = [e for e in _expected() if e[0] == name]
        assert sum(not e[1] for e in mine) == 30
        assert sum(bool(e[1]) for e in mine) == 30
        assert {letter for e in mine for letter in e[1]} == set("SMART")


def test_further_goals_are_kept_or_refused_as_they_should_be() -> None:
    clock, wrong, counted = Clock(date(2026, 11, 28)), [], 0
    for line in (HERE / "goals_more.txt").read_text("utf-8").splitlines():
        wanted, joined, text = line.partition(" | ")
        if joined and not line.startswith("#"):
            counted += 1
            judged = judge(read_goal(text, clock), clock)
            if judged.ok != (wanted == "ok"):
                wrong.append((text, judged.refused))
    assert counted == 189
    assert not wrong
