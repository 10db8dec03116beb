"""Random trees: every attribute, measure, operator and window, nested a few levels deep."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from lianyi.segments.tree import (
    ALWAYS,
    Ago,
    AsOf,
    Both,
    Check,
    Either,
    Filter,
    Node,
    Not,
    Tally,
    Trait,
    Window,
)
from tests.segments.logs import CHANNELS, DAYS, EVENTS, FIRST, PEOPLE, PRODUCTS

day = st.integers(-3, DAYS + 3).map(lambda n: FIRST + timedelta(days=n))
_ago = st.builds(Ago, st.integers(1, 30), st.sampled_from(("d", "d", "w")))
_when = st.one_of(day, _ago)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """All kinds of windows, those that lie in the future included."""
    kind = draw(st.sampled_from(("always", "last", "days", "since", "until")))
    first = draw(day)
    if kind == "last":
        return Window(back=draw(_ago))
    if kind == "days":
        return Window(first=first, last=first + timedelta(days=draw(st.integers(0, 20))))
    return {"since": Window(first=first), "until": Window(last=first)}.get(kind, ALWAYS)


def _numbers(values: st.SearchStrategy[int]) -> st.SearchStrategy[Check]:
    one = st.builds(lambda o, v: Check(o, (v,)), st.sampled_from(("=", "!=", "<", "<=", ">", ">=")), values)  # fmt: skip
    two = st.builds(lambda a, b: Check("between", (a, b)), values, values)
    some = st.builds(lambda o, v: Check(o, tuple(v)), st.sampled_from(("in", "not in")), st.lists(values, min_size=1, max_size=3))  # fmt: skip
    return st.one_of(one, one, two, some)


def _texts(*words: str) -> st.SearchStrategy[Check]:
    word = st.sampled_from(words)
    one = st.builds(lambda o, v: Check(o, (v,)), st.sampled_from(("=", "!=", "under", "has", "contains")), word)  # fmt: skip
    some = st.builds(lambda o, v: Check(o, tuple(v)), st.sampled_from(("in", "not in")), st.lists(word, min_size=1, max_size=3))  # fmt: skip
    return st.one_of(one, one, some, _known)


_known = st.sampled_from((Check("is known"), Check("is unknown")))
_counts = _numbers(st.integers(-1, 3))
_money = _numbers(st.sampled_from((-5_000, 0, 1, 5_000, 10_000, 20_000)))
_days = st.one_of(
    st.builds(
        lambda o, v: Check(o, (v,)), st.sampled_from(("=", "!=", "<", "<=", ">", ">=")), _when
    ),
    st.builds(lambda a, b: Check("between", (a, b)), _when, _when),
    st.builds(lambda w: Check("during", window=w), windows().filter(lambda w: w != ALWAYS)),
    st.builds(lambda v: Check("in", tuple(v)), st.lists(day, min_size=1, max_size=2)),
    _known,
)
_any = st.one_of(
    _texts("油性", "12", "it's"),
    st.builds(
        lambda o, v: Check(o, (v,)),
        st.sampled_from(("=", "<", ">=")),
        st.sampled_from((12, Decimal("3.5"))),
    ),
    st.builds(lambda o, v: Check(o, (v,)), st.sampled_from(("=", "<=", ">")), day),
)
_flag = st.one_of(
    st.builds(lambda o, v: Check(o, (v,)), st.sampled_from(("=", "!=")), st.booleans()), _known
)
_TRAITS = {
    **dict.fromkeys(("first_channel",), _texts(*CHANNELS)),
    "province": _texts("浙江", "江苏"),
    "level": _texts("金", "银"),
    "tags": _texts("宝妈", "老客", "老 客"),
    "inviter": _texts(*map(str, PEOPLE)),
    "is_member": _flag,
    "paid_orders": _counts,
    "days_since_last": st.one_of(_numbers(st.integers(0, DAYS)), _known),
    **dict.fromkeys(("paid_fen", "net_fen"), _money),
    **dict.fromkeys(("first_paid_day", "last_paid_day"), _days),
    **dict.fromkeys(("attribute:肤质", "attribute:a'b"), _any),
}
traits: st.SearchStrategy[Node] = st.one_of(
    [st.builds(Trait, st.just(key), check) for key, check in _TRAITS.items()]
)


def _filter(column: str, check: st.SearchStrategy[Check]) -> st.SearchStrategy[Filter]:
    return st.builds(Filter, st.just(column), check)


_channel = _filter("channel", _texts(*CHANNELS))
_order_filters = st.one_of(
    _channel,
    _filter("platform", _texts("douyin", "youzan")),
    _filter("product", _texts("奶瓶", "围兜")),
    _filter("province", _texts("浙江")),
    _filter("paid_fen", _money),
)
_event_filters = st.one_of(
    _channel, _filter("product", _texts(*PRODUCTS)), _filter("property_1", _texts("红"))
)
_names = st.lists(
    st.sampled_from((*EVENTS, "order_created", "touch_click", "touch_unknown", "invite_sent", "invite_joined", "nothing")),
    max_size=2,
    unique=True,
).map(tuple)  # fmt: skip


def _tallies(
    measures: tuple[str, ...],
    names: st.SearchStrategy[tuple[str, ...]],
    filters: st.SearchStrategy[Filter],
    check: st.SearchStrategy[Check],
) -> st.SearchStrategy[Tally]:
    limits = st.lists(filters, max_size=2).map(tuple)
    return st.builds(Tally, st.sampled_from(measures), names, windows(), limits, check)


_no_names: st.SearchStrategy[tuple[str, ...]] = st.just(())
tallies: st.SearchStrategy[Node] = st.one_of(
    _tallies(("orders", "order_days"), _no_names, _order_filters, _counts),
    _tallies(("paid_fen", "refund_fen", "net_fen"), _no_names, _order_filters, _money),
    _tallies(("events", "event_days"), _names, _event_filters, _counts),
    _tallies(("value_fen",), _names, _event_filters, _money),
    _tallies(("invites", "invites_joined"), _no_names, _filter("activity", _texts("邀3人")), _counts),
)  # fmt: skip


def _above(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Both, parts),
        st.builds(Either, parts),
        st.builds(Not, inner),
        st.builds(AsOf, inner, _when),
    )


trees: st.SearchStrategy[Node] = st.recursive(st.one_of(traits, tallies), _above, max_leaves=5)
LAST: date = FIRST + timedelta(days=DAYS)
