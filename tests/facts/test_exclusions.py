"""What `exclude.yaml` may say, and what is refused before a number is given."""

from __future__ import annotations

from typing import Any

import pytest

from lianyi.core.errors import LianyiError
from lianyi.facts.current import ensure
from lianyi.facts.exclusions import parse_exclusions
from tests.facts import lakes


@pytest.mark.parametrize("value", ["13800000001", 13800000001, "小王", "me", True, -5, 1.5])
def test_people_are_named_by_their_number_only(value: object) -> None:
    with pytest.raises(LianyiError) as refused:
        parse_exclusions({"people": [value]})
    assert (refused.value.code, refused.value.facts["value"]) == ("exclude.no_person", value)


def test_a_number_that_nobody_has_is_refused(tmp_path: Any) -> None:
    where = lakes.workspace(tmp_path)
    vault = lakes.vault(where)
    [known] = vault.assign(["phone\x1f13800000001"])
    lakes.add(where, "a", "2026-11-10 00:00:00", orders=[{"order_no": "E1", "buyer": known}])
    snapshot = lakes.stand(where, "a")
    (tmp_path / "exclude.yaml").write_text(f"people: [{known}]\n")
    ensure(where, snapshot, vault)
    (tmp_path / "exclude.yaml").write_text("people: [77]\n")
    with pytest.raises(LianyiError, match=r"exclude\.no_person"):
        ensure(where, snapshot, vault)


@pytest.mark.parametrize(
    ("amount", "digits", "minor"), [("0.01", 2, 1), (0.1, 2, 10), (5, 2, 500), (5, 0, 5), (0, 2, 0)]
)
def test_an_amount_is_read_in_whole_minor_units(amount: object, digits: int, minor: int) -> None:
    assert parse_exclusions({"amount_up_to": amount}, digits).amount_up_to_fen == minor


@pytest.mark.parametrize(
    ("amount", "digits"),
    [("0.001", 2), (0.5, 0), (-1, 2), ("x", 2), ("NaN", 2), (True, 2), ([1], 2)],
)
def test_an_amount_that_the_currency_does_not_have_is_refused_by_its_key(
    amount: object, digits: int
) -> None:
    with pytest.raises(LianyiError) as refused:
        parse_exclusions({"amount_up_to": amount}, digits)
    assert refused.value.facts["place"] == f"amount_up_to: {amount}"


@pytest.mark.parametrize("name", ["flags", "remark_words", "orders", "promoters", "people"])
def test_a_word_where_a_list_belongs_is_refused_by_its_key(name: str) -> None:
    with pytest.raises(LianyiError) as refused:
        parse_exclusions({name: "测试"})
    assert refused.value.facts["place"] == f"{name}: 测试"
