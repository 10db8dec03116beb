"""A file without a header: what its columns are can be seen in their values alone."""

from __future__ import annotations

from collections.abc import Callable

from lianyi.core.translation import Text
from lianyi.importers.propose.match import Column, Match, Matches
from lianyi.importers.propose.sheet import Sheet
from lianyi.importers.propose.vocabulary import concepts

EVENT_WORDS = frozenset(
    [
        "pv",
        "view",
        "click",
        "cart",
        "fav",
        "buy",
        "purchase",
        "order",
        "pay",
        "share",
        "like",
        "follow",
        "visit",
        "search",
        "add",
        "collect",
        "addtocart",
        "transaction",
        "浏览",
        "加购",
        "收藏",
        "购买",
        "下单",
        "支付",
    ]
)


def by_values(sheet: Sheet) -> Matches:
    """Return what the columns of a headerless log may be: who, what, which, when, how much."""
    rest = list(sheet.columns)
    found: Matches = {}
    for name, test in (("time", _is_time), ("event", _is_event)):
        _claim(found, rest, name, test)
    ids = [c for c in rest if _is_id(c)]
    for name, column in zip(("person", "product_id", "category"), ids, strict=False):
        rest.remove(column)
        found[name] = _match(name, column)
    _claim(found, rest, "amount", _is_amount)
    _claim(found, rest, "review_text", lambda c: c.profile.length > 20)
    return found


def _claim(found: Matches, rest: list[Column], name: str, test: Callable[[Column], bool]) -> None:
    column = next((c for c in rest if test(c)), None)
    if column is not None:
        rest.remove(column)
        found[name] = _match(name, column)


def _match(name: str, column: Column) -> Match:
    shown = column.profile.example() if name != "person" else "…"
    why = Text(
        f"文件没有表头，看值判断：{shown}", f"the file has no header, judged by values: {shown}"
    )
    return Match(concepts()[name], column, 0.6, why)


def _is_time(column: Column) -> bool:
    return bool(column.profile.epoch) or column.profile.date > 0.8


def _is_event(column: Column) -> bool:
    words = {t.lower() for t in column.profile.counts}
    return bool(words) and len(words & EVENT_WORDS) >= 0.5 * len(words)


def _is_id(column: Column) -> bool:
    profile = column.profile
    return (
        profile.integer > 0.95
        and profile.negative == 0
        and not any("." in t and not t.endswith(".0") for t in profile.texts)
    )


def _is_amount(column: Column) -> bool:
    return column.profile.numeric > 0.95
