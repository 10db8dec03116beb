from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lianyi.analyses.event_syntax import (
    Alternative,
    Choice,
    Condition,
    parse_choice,
    parse_conditions,
    split_choices,
)
from lianyi.core.errors import LianyiError


def test_a_step_is_names_with_conditions() -> None:
    live = (Condition("channel", ("live", "note")), Condition("category", ("tea",), negated=True))
    assert parse_choice(" view[ channel=live|note, category != tea ] | 支付 ") == Choice(
        "view[ channel=live|note, category != tea ] | 支付",
        (Alternative("view", live), Alternative("支付")),
    )


def test_full_width_marks_are_marks_except_in_quotes() -> None:
    assert split_choices("浏览，加购[渠道＝直播，类目＝茶]，支付") == (
        "浏览",
        "加购[渠道＝直播，类目＝茶]",
        "支付",
    )
    (found,) = parse_choice("浏览［渠道＝“直播”｜笔记］").alternatives
    assert found.conditions[0].values == ("“直播”", "笔记")
    assert parse_choice('"a，b"').alternatives[0].event == "a，b"


def test_quotes_let_a_name_hold_any_mark() -> None:
    assert parse_choice('"a,b[|]=!"[p1="x|y"]').alternatives == (
        Alternative("a,b[|]=!", (Condition("p1", ("x|y",)),)),
    )


def test_a_filter_is_conditions() -> None:
    assert parse_conditions(("channel=a|b", "p1!=c")) == (
        Condition("channel", ("a", "b")),
        Condition("p1", ("c",), negated=True),
    )


@pytest.mark.parametrize(
    "text",
    ["", " ", "|", "a|", "[a=b]", "a[", "a[b", "a[b]", "a[b=]", "a[b=c", "a[b=c]]", "a[b=c]d", "a]", "a=b",
     '"open', '""', 'a"b"', "a!b", "a\x00", "a\nb", "a\u2028b", "x" * 201, "x|" * 3_000],
)  # fmt: skip
def test_what_is_no_step_is_refused(text: str) -> None:
    with pytest.raises(LianyiError) as refused:
        parse_choice(text)
    assert refused.value.code == "event.unreadable"
    assert len(str(refused.value.facts["text"])) <= 200


@given(st.text(alphabet='ab,|[]=!" ，［\n\x00茶', max_size=30))
@example('a[b="c]')
def test_hostile_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    for part in split_choices(text):
        for read in (parse_choice, lambda t: parse_conditions((t,))):
            with contextlib.suppress(LianyiError):
                read(part)


word = st.text(alphabet="ab,|[]=!， 茶", min_size=1, max_size=6)


@given(st.lists(word, min_size=1, max_size=4), st.lists(word, min_size=1, max_size=3))
def test_whatever_stands_in_quotes_comes_out_as_it_was(names: list[str], values: list[str]) -> None:
    text = "|".join(f'"{n}"[p1={"|".join(f"{chr(34)}{v}{chr(34)}" for v in values)}]' for n in names)  # fmt: skip
    assert split_choices(text) == (text,)
    condition = (Condition("p1", tuple(values)),)
    assert parse_choice(text).alternatives == tuple(Alternative(n, condition) for n in names)
