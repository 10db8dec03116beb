from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.segments.document import Segments, parse_segments
from lianyi.segments.tree import AsOf, Both, Check, Not, Tally, Trait

FILE = """
segments:
  - key: loyal
    name: 老客|Loyal
    where: orders(last 90d) >= 2
  - key: 沉睡
    name: {zh: 沉睡老客, en: Sleeping}
    description: 买过又走了的|Bought and left
    where:
      all:
        - orders() >= 2
        - not: segment = 'loyal'
  - key: double_11
    name: 双11买家
    where: orders(2026-11-11) >= 1
    as_of: 2026-11-11
"""


def read(text: str) -> Segments:
    return parse_segments(yaml.safe_load(text))


def entry(**more: Any) -> dict[str, Any]:
    return {"key": "a", "name": "甲|A", "where": "is_member", **more}


def test_a_file_gives_its_segments_by_key() -> None:
    segments = read(FILE)
    assert [s.key for s in segments] == ["loyal", "沉睡", "double_11"]
    assert segments.get("沉睡").name == Text("沉睡老客", "Sleeping")
    assert segments.get("double_11").name == Text("双11买家", "双11买家")
    assert segments.issues == ()


def test_named_segments_are_put_in() -> None:
    segments = read(FILE)
    loyal = segments.get("loyal").where
    tree = segments.tree("沉睡")
    assert isinstance(tree, Both) and tree.parts[1] == Not(loyal)
    assert segments.tree("segment = 'loyal' and is_member") == Both(
        (loyal, Trait("is_member", Check("=", (True,))))
    )


def test_a_segment_may_be_pinned_to_a_day() -> None:
    tree = read(FILE).tree("double_11")
    assert isinstance(tree, AsOf) and isinstance(tree.part, Tally)
    assert tree.when == date(2026, 11, 11)


def test_a_key_goes_before_an_attribute_of_that_name() -> None:
    segments = parse_segments({"segments": [entry(key="is_member", where="paid_orders > 3")]})
    assert segments.tree("is_member") == Trait("paid_orders", Check(">", (3,)))
    assert Segments().tree("is_member") == Trait("is_member", Check("=", (True,)))


def test_a_word_that_is_neither_is_answered_with_the_near_ones() -> None:
    with pytest.raises(LianyiError) as refused:
        read(FILE).tree("royal")
    assert refused.value.code == "segment.unknown"
    assert refused.value.facts["nearest"] == "loyal"


def test_no_file_has_no_segments() -> None:
    assert list(parse_segments(None)) == []


@pytest.mark.parametrize("document", [[], "x", 3, {"segments": {}}, {"other": []}, {}])
def test_a_file_of_another_shape_is_one_issue(document: object) -> None:
    assert [i.code for i in parse_segments(document).issues] == ["segments_file.unreadable"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("text", "segments_file.field_missing"),
        ({"key": "a", "name": "甲|A"}, "segments_file.field_missing"),
        (entry(colour="red"), "segments_file.field_unknown"),
        (entry(key="a b"), "segments_file.field_wrong"),
        (entry(key=7), "segments_file.field_wrong"),
        (entry(name={"zh": "甲"}), "segments_file.field_wrong"),
        (entry(as_of="soon"), "segments_file.field_wrong"),
        (entry(where=["is_member"]), "segments_file.field_wrong"),
        (entry(where={"all": []}), "segments_file.field_wrong"),
        (entry(where={"all": ["is_member"], "any": ["is_member"]}), "segments_file.field_wrong"),
        (entry(where={"none": ["is_member"]}), "segments_file.field_wrong"),
        (entry(where="is_membr"), "segment.name_unknown"),
        (entry(where="segment = 'b'"), "segments_file.named_unusable"),
        (entry(where="segment = 'a'"), "segment.cycle"),
    ],
)
def test_a_wrong_entry_is_an_issue_and_the_others_still_work(given: object, code: str) -> None:
    segments = parse_segments({"segments": [given, entry(key="good")]})
    assert [i.code for i in segments.issues] == [code]
    assert [s.key for s in segments] == ["good"]


def test_asking_for_a_wrong_entry_says_what_is_wrong_with_it() -> None:
    segments = parse_segments({"segments": [entry(where="is_membr")]})
    with pytest.raises(LianyiError) as refused:
        segments.tree("a")
    assert refused.value.code == "segment.name_unknown"


def test_a_key_is_there_once() -> None:
    segments = parse_segments({"segments": [entry(), entry(where="paid_orders > 3")]})
    assert [i.code for i in segments.issues] == ["segments_file.key_taken"]
    assert segments.tree("a") == Trait("is_member", Check("=", (True,)))


def test_segments_that_name_each_other_in_a_circle_are_all_refused() -> None:
    circle = [entry(key=k, where=f"segment = '{n}'") for k, n in ("ab", "bc", "ca")]
    segments = parse_segments({"segments": [*circle, entry(key="d")]})
    assert [i.code for i in segments.issues] == ["segment.cycle"] * 3
    assert segments.issues[0].facts["path"] == "a → b → c → a"
    assert [s.key for s in segments] == ["d"]


def test_segments_of_segments_cannot_grow_without_end() -> None:
    doubled = [entry(key="s0")]
    doubled += [
        entry(key=f"s{n}", where=f"segment = 's{n - 1}' and segment = 's{n - 1}'")
        for n in range(1, 40)
    ]
    segments = parse_segments({"segments": doubled})
    assert {i.code for i in segments.issues} == {"segment.too_large", "segment.too_deep"}
    assert len(segments.by_key) < 9


def test_a_long_chain_of_segments_is_refused_before_it_exhausts_the_stack() -> None:
    chain = [entry(key="s0")]
    chain += [entry(key=f"s{n}", where=f"not segment = 's{n - 1}'") for n in range(1, 400)]
    segments = parse_segments({"segments": chain})
    assert {i.code for i in segments.issues} == {"segment.too_deep"}


def test_a_file_that_repeats_itself_by_reference_cannot_grow_without_end() -> None:
    bomb: Any = "is_member"
    for _ in range(50):
        bomb = {"all": [bomb, bomb]}
    segments = parse_segments({"segments": [entry(where=bomb)]})
    assert segments.issues[0].code in ("segment.too_large", "segment.too_deep")
