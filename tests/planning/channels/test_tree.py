from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lianyi.planning.channels.check import check_channels
from lianyi.planning.channels.tree import branches, loops
from lianyi.planning.model.plan import Plan
from tests.planning.checks_by_hand import states


def channel(key: str, **more: Any) -> dict[str, Any]:
    return {"id": key, "name": key, "platform": "douyin", "owner": "张敏", **more}


def plan(*channels: dict[str, Any]) -> Plan:
    return Plan.model_validate({"channels": list(channels)})


def test_a_tree_lists_each_channel_under_its_parent_public_ones_first() -> None:
    found = branches(plan(channel("wc", domain="private"), channel("dy"), channel("live", parent="dy"), channel("note", parent="dy")).channels)  # fmt: skip
    assert [(b.channel.id, b.depth) for b in found] == [("dy", 0), ("live", 1), ("note", 1), ("wc", 0)]  # fmt: skip


_KEYS = "abcdef"


@given(st.dictionaries(st.sampled_from(_KEYS), st.sampled_from([*_KEYS, "", "?"]), max_size=6))
def test_every_channel_stands_once_and_loops_are_those_that_come_back(parents: dict[str, str]) -> None:  # fmt: skip
    found = branches(plan(*(channel(k, parent=p) for k, p in parents.items())).channels)
    assert sorted(b.channel.id for b in found) == sorted(parents)

    def comes_back(start: str) -> bool:
        at = parents[start]
        for _ in parents:
            if at == start:
                return True
            at = parents.get(at, "")
        return False

    looped = {key for loop in loops(parents) for key in loop}
    assert looped == {key for key in parents if comes_back(key)}


def test_unknown_parents_circles_and_what_cannot_be_found() -> None:
    found = states(
        check_channels(
            plan(
                channel("a", parent="gone", hand_to="b"),
                channel("b", hand_to="a", owner=""),
                channel("c", parent="d", platform=""),
                channel("d", parent="c"),
            ),
            None,
        )
    )
    assert found == {
        "channel:a:parent": "fail",
        "channel:c:parent:loop": "fail",
        "channel:a:hand_to:loop": "fail",
        "channel:c:code": "remind",
        "channel:b:owner": "remind",
    }


def test_a_public_channel_hands_over_where_there_is_a_private_one() -> None:
    private = channel("wc", domain="private")
    assert states(check_channels(plan(channel("dy"), private), None)) == {"channel:dy:hands": "remind"}  # fmt: skip
    assert check_channels(plan(channel("dy", hand_to="wc"), private), None) == []
    assert check_channels(plan(channel("dy")), None) == []
