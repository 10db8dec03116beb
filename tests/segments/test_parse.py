from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.core.errors import LianyiError
from lianyi.segments.parse import parse
from lianyi.segments.tree import (
    Ago,
    AsOf,
    Both,
    Check,
    Either,
    Filter,
    Named,
    Node,
    Not,
    Tally,
    Trait,
    Window,
)
from lianyi.segments.written import written
from tests.segments.trees import trees

DOUYIN = Trait("first_channel", Check("=", ("douyin/live",)))


def test_the_example_of_the_guide_is_read_as_it_looks() -> None:
    text = "orders(last 90d) >= 2 and first_channel = 'douyin/live' and not events('complaint', last 30d) >= 1"
    assert parse(text) == Both(
        (
            Tally("orders", (), Window(back=Ago(90, "d")), (), Check(">=", (2,))),
            DOUYIN,
            Not(
                Tally(
                    "events",
                    ("complaint",),
                    Window(back=Ago(30, "d")),
                    (),
                    Check(">=", (1,)),
                )
            ),
        )
    )


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("first_channel = 'douyin/live'", DOUYIN),
        ("FIRST_CHANNEL", None),
        ("first_channel = “douyin/live”", DOUYIN),
        ("（first_channel ＝ 「douyin/live」）", DOUYIN),
        ("is_member", Trait("is_member", Check("=", (True,)))),
        ("is_member = 否", Trait("is_member", Check("=", (False,)))),
        ("level != '金'", Trait("level", Check("!=", ("金",)))),
        ("level <> 'it''s'", Trait("level", Check("!=", ("it's",)))),
        ("level NOT IN ('金', '银')", Trait("level", Check("not in", ("金", "银")))),
        ("level in (3，4)", Trait("level", Check("in", ("3", "4")))),
        ("level is not unknown", Trait("level", Check("is known"))),
        ("level is null", Trait("level", Check("is unknown"))),
        ("paid_fen between -1 and 100000", Trait("paid_fen", Check("between", (-1, 100_000)))),
        ("paid_orders ≥ 2", Trait("paid_orders", Check(">=", (2,)))),
        ("tags has '宝妈'", Trait("tags", Check("has", ("宝妈",)))),
        ("first_channel under 'douyin'", Trait("first_channel", Check("under", ("douyin",)))),
        ("attribute:肤质 = '油性'", Trait("attribute:肤质", Check("=", ("油性",)))),
        ("attribute:'a b' >= 3.50", Trait("attribute:a b", Check(">=", (Decimal("3.50"),)))),
        ("attribute:x < 2026-01-05", Trait("attribute:x", Check("<", (date(2026, 1, 5),)))),
        ("last_paid_day < 30d ago", Trait("last_paid_day", Check("<", (Ago(30, "d"),)))),
        ("last_paid_day < 30天前", Trait("last_paid_day", Check("<", (Ago(30, "d"),)))),
        ("first_paid_day = '2026-1-5'", Trait("first_paid_day", Check("=", (date(2026, 1, 5),)))),
        (
            "first_paid_day in 2026-02",
            Trait(
                "first_paid_day",
                Check("during", window=Window(first=date(2026, 2, 1), last=date(2026, 2, 28))),
            ),
        ),
        (
            "first_paid_day in (2026-01-05)",
            Trait("first_paid_day", Check("in", (date(2026, 1, 5),))),
        ),
        ("segment = 'a' as_of 2026-11-11", AsOf(Named("a"), date(2026, 11, 11))),
        ("segment in ('a', 'b')", Either((Named("a"), Named("b")))),
        ("segment != 'a'", Not(Named("a"))),
        ("not not is_member", Not(Not(Trait("is_member", Check("=", (True,)))))),
        (
            "is_member and is_member or is_member",
            Either((Both((Trait("is_member", Check("=", (True,))),) * 2), Trait("is_member", Check("=", (True,))))),
        ),
        (
            "is_member 且 is_member 或 非 is_member",
            Either((Both((Trait("is_member", Check("=", (True,))),) * 2), Not(Trait("is_member", Check("=", (True,)))))),
        ),
    ],
)  # fmt: skip
def test_conditions_are_read(text: str, tree: Node | None) -> None:
    if tree is None:
        with pytest.raises(LianyiError):
            parse(text)
    else:
        assert parse(text) == tree


@pytest.mark.parametrize(
    ("window", "means"),
    [
        ("last 90d", Window(back=Ago(90, "d"))),
        ("last 3 months", Window(back=Ago(3, "mo"))),
        ("近90天", Window(back=Ago(90, "d"))),
        ("last 6个月", Window(back=Ago(6, "mo"))),
        ("2026-01-01..2026-03-31", Window(first=date(2026, 1, 1), last=date(2026, 3, 31))),
        ("2026-W46", Window(first=date(2026, 11, 9), last=date(2026, 11, 15))),
        ("2026", Window(first=date(2026, 1, 1), last=date(2026, 12, 31))),
        ("since 2026-01-01", Window(first=date(2026, 1, 1))),
        ("until 2026-01-01", Window(last=date(2026, 1, 1))),
    ],
)
def test_windows_are_read_and_stand_anywhere_in_the_brackets(window: str, means: Window) -> None:
    limit = (Filter("channel", Check("=", ("x",))),)
    expected = Tally("orders", (), means, limit, Check("=", (0,)))
    assert parse(f"orders({window}, channel = 'x') = 0") == expected
    assert parse(f"orders(channel = 'x', {window}) = 0") == expected


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", "segment.empty", None),
        ("   ", "segment.empty", None),
        ("loyal customers", "segment.name_unknown", 1),
        ("first_chanel = 'x'", "segment.name_unknown", 1),
        ("order(last 90d) >= 2", "segment.name_unknown", 1),
        ("orders(last 90d)", "segment.unreadable", 17),
        ("orders(last 90d >= 2", "segment.unreadable", 17),
        ("orders(last 90) >= 2", "segment.unreadable", 13),
        ("orders(last 6m) >= 2", "segment.unreadable", 13),
        ("orders(last 0d) >= 2", "segment.window_unreadable", 13),
        ("orders(last 99999d) >= 2", "segment.window_unreadable", 13),
        ("orders(2026-13) >= 2", "segment.window_unreadable", 8),
        ("orders(2026-02-30..2026-03-01) >= 2", "segment.window_unreadable", 8),
        ("orders(2026-03..2026-01) >= 2", "segment.window_unreadable", 8),
        ("orders(last 9d, last 9d) >= 2", "segment.unreadable", 17),
        ("orders('view') >= 2", "segment.unreadable", 8),
        ("events('') >= 2", "segment.unreadable", 8),
        ("orders(colour = 'x') >= 2", "segment.filter_unknown", 8),
        ("orders() >= 1.5", "segment.type_mismatch", 13),
        ("orders() >= 'x'", "segment.type_mismatch", 13),
        ("paid_fen >= 10.5", "segment.type_mismatch", 13),
        ("paid_fen >= 1234567890123456", "segment.number_too_long", 13),
        ("first_paid_day > 5", "segment.type_mismatch", 18),
        ("first_paid_day > '5'", "segment.type_mismatch", 18),
        ("first_paid_day > 2026-02-30", "segment.unreadable", 18),
        ("first_channel > 'x'", "segment.no_order", 15),
        ("first_channel between 'x' and 'y'", "segment.no_order", 15),
        ("first_channel = x", "segment.type_mismatch", 17),
        ("attribute:a > 'x'", "segment.type_mismatch", 15),
        ("attribute:a in ('x', 1)", "segment.values_differ", 13),
        ("attribute:a between 'x' and 'y'", "segment.values_differ", 13),
        ("attribute:'' = 'x'", "segment.unreadable", 11),
        ("paid_orders has 'x'", "segment.text_only", 17),
        ("tags has '  '", "segment.type_mismatch", 10),
        ("is_member = maybe", "segment.type_mismatch", 13),
        ("is_member or", "segment.unreadable", 13),
        ("is_member is_member", "segment.unreadable", 11),
        ("(is_member", "segment.unreadable", 11),
        ("is_member)", "segment.unreadable", 10),
        ("is_member as_of tomorrow", "segment.unreadable", 17),
        ("is_member; DROP TABLE orders", "segment.bad_character", 10),
        ("level = 'x", "segment.bad_character", 9),
        ("level = 'a\nb'", "segment.bad_character", 11),
        ("level = 'a\x00'", "segment.bad_character", 11),
        ("level = '\ud800'", "segment.bad_character", 10),
        ("level is gold", "segment.unreadable", 10),
        ("level not = 'x'", "segment.unreadable", 11),
        ("segment > 'x'", "segment.no_order", 9),
        ("segment is unknown", "segment.unreadable", 19),
        ("paid_orders >= １", "segment.bad_character", 16),
        ("/* x */ is_member", "segment.bad_character", 1),
        ("is_member -- x", "segment.bad_character", 11),
    ],
)
def test_what_does_not_fit_is_refused_at_its_place(
    text: str, code: str, position: int | None
) -> None:
    with pytest.raises(LianyiError) as refused:
        parse(text)
    assert refused.value.code == code
    assert refused.value.facts.get("position") == position


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x" * 4_001, "segment.too_long"),
        ("(" * 1_000 + "is_member" + ")" * 1_000, "segment.too_deep"),
        ("not " * 900 + "is_member", "segment.too_deep"),
        ("is_member or " * 250 + "is_member", "segment.too_large"),
        ("level = '" + "金" * 201 + "'", "segment.text_too_long"),
    ],
)
def test_what_is_larger_than_anybody_means_is_refused(text: str, code: str) -> None:
    with pytest.raises(LianyiError) as refused:
        parse(text)
    assert refused.value.code == code


def test_a_name_with_a_slip_is_answered_with_the_near_ones() -> None:
    with pytest.raises(LianyiError) as refused:
        parse("paid_order >= 2")
    assert "paid_orders" in str(refused.value.facts["nearest"])


def _as_read(node: Node) -> Node:
    """Nested `and`s and `or`s of one kind keep their brackets, so a tree comes back as it was."""
    return parse(written(node))


@settings(max_examples=200)
@given(trees)
def test_what_is_written_down_reads_as_the_same_tree(node: Node) -> None:
    assert _as_read(node) == node


@settings(max_examples=300)
@given(st.text(st.sampled_from("abcd_19 '()=<>!,.:-“”『「」 segmentorders近天\x00\n"), max_size=60))
def test_whatever_is_typed_is_read_or_refused_with_a_code(text: str) -> None:
    read = None
    with suppress(LianyiError):
        read = parse(text)
    assert read is None or parse(written(read)) == read
