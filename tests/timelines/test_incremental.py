"""However facts came, went and came back, the store says what one says that is built at once."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.core.attributes import attribute_named
from lianyi.timelines.building import merging, touched
from lianyi.timelines.store import Store
from lianyi.timelines.streams import PLANS
from tests.timelines.histories import expected, same, told
from tests.timelines.worlds import IMPORTS, PEOPLE, World


def _check(world: World, folder: Path) -> Store:
    """The store says what SQL says, and row for row what a store says that is built from nothing."""
    engine = world.engine()
    store, fresh = world.store(), world.fresh_store(folder)
    for plan in PLANS:
        found = told(store, plan.name)
        same(found, expected(engine, plan.name), is_order_fixed=False)
        same(found, told(fresh, plan.name), is_order_fixed=True)
    for name, values in fresh.dictionaries.items():
        assert set(store.dictionaries[name]) == set(values), name
    assert {"first_channel", "province"} <= store.attributes.keys() == fresh.attributes.keys()
    for name in store.attributes:
        known = dict(engine.rows(attribute_named(name).select(date.max)))
        people = told(store, "orders")
        assert _attribute(store, name) == {p: known.get(p) or "" for p in people}, name
    assert store.people == fresh.people
    engine.close()
    return store


def _attribute(store: Store, name: str) -> dict[int, str]:
    words = store.dictionaries[name]
    return {
        int(person): words[int(code)]
        for segment, codes in zip(store.segments, store.attributes[name], strict=True)
        for person, code, alive in zip(segment.person_ids, codes, segment.alive, strict=True)
        if alive
    }


@pytest.fixture
def _eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Go on from an older store whatever changed, and merge early: small worlds change as a whole."""
    monkeypatch.setattr(touched, "LARGEST_SHARE", 2.0)
    monkeypatch.setattr(merging, "MOST_SEGMENTS", 2)
    monkeypatch.setattr(merging, "LARGEST_DEAD_SHARE", 2.0)


@pytest.mark.usefixtures("_eager")
def test_late_imports_undo_redo_and_joined_people_leave_no_trace(tmp_path: Path) -> None:
    world = World(tmp_path / "shop", seed=3)
    world.stand("i0")
    _check(world, tmp_path / "imported")
    world.stand("i0", "i2")
    world.link(1, 2)
    assert len(_check(world, tmp_path / "overlapping").segments) == 2
    world.stand("i2")
    world.unlink(1, 2)
    _check(world, tmp_path / "undone")
    world.stand("i2", "i0")
    _check(world, tmp_path / "redone")


@pytest.mark.usefixtures("_eager")
def test_what_is_not_there_any_more_has_no_code(tmp_path: Path) -> None:
    world = World(tmp_path / "shop", seed=5)
    world.stand("i0", "i1", "i2", "i3", "i4")
    names = set(world.store().dictionaries["p1"])
    world.stand("i0")
    store = world.store()
    gone = names - set(store.dictionaries["p1"])
    assert gone
    assert all(store.code("p1", value) is None for value in gone)
    kept = set(store.dictionaries["p1"]) - {""}
    assert all(store.dictionaries["p1"][store.code("p1", v) or 0] == v for v in kept)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("stand"), st.permutations(range(IMPORTS)), st.integers(0, IMPORTS)),
        st.tuples(st.sampled_from(("link", "unlink")), st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)),
    ),
    min_size=3,
    max_size=6,
)  # fmt: skip


@pytest.mark.full
@pytest.mark.usefixtures("_eager")
@settings(max_examples=6)
@given(st.integers(0, 10_000), STEPS, st.sampled_from((0.3, 2.0)))
def test_no_sequence_of_changes_leaves_a_trace(
    seed: int, steps: list[tuple[object, ...]], dead: float
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "LARGEST_DEAD_SHARE", dead)
        world = World(Path(folder) / "shop", seed)
        world.stand("i0")
        for number, step in enumerate(steps):
            match step:
                case ("stand", list(order), int(count)):
                    world.stand(*(f"i{n}" for n in order[:count]))
                case ("link", int(a), int(b)) if a != b:
                    world.link(a, b)
                case ("unlink", int(a), int(b)):
                    world.unlink(a, b)
            _check(world, Path(folder) / f"{number}")
