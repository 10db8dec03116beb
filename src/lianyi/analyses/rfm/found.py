"""Where everybody stands on a day, and who moved since another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lianyi.analyses.result import Number
from lianyi.analyses.rfm import words
from lianyi.analyses.rfm.flow import NEW, OUTSIDE, SINGLE, flow, states
from lianyi.analyses.rfm.rules import Cuts, Split, scores, split_of, split_of_scores, with_split
from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from lianyi.timelines.kernels.rfm import Gathered, Placed, Rules
    from lianyi.timelines.store import Array, Store

TOP = 0b111
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """How to score and to group: `window_days` back from the day, orders refunded in full left out or not."""

    cuts: Cuts
    split: str
    by_score: bool
    apart: bool
    window_days: int
    drop_refunded: bool


@dataclass(frozen=True)
class Standing:
    """All buyers of the window that ends on `day`, the rules of that day, and where everybody stands."""

    day: int
    gathered: Gathered
    rules: Rules
    split: Split
    placed: Placed


@dataclass(frozen=True)
class Moves:
    """`flow` [11, 10] people by state on `before` and on the day of the answer."""

    before: date
    flow: Array


def compared_days(
    as_of: date | None, before: date | None, seen: date, first: date
) -> tuple[date, date | None]:
    """Return the day of the answer and the one to compare with: the end of the month before, where data goes that far.

    `first` and `seen` are the first and the last day with data. Refuses with `rfm.before` a day that does not lie
    before the other one or has no data.
    """
    day = as_of or seen
    if before is not None and not first <= before < day:
        raise LianyiError("rfm.before", before=before, as_of=day, first=first)
    compared = before or day.replace(day=1) - DAY
    return day, compared if compared >= first else None


def stand(
    store: Store, day: int, asked: Asked, only: Sequence[Array] | None, *, codes: bool
) -> Standing | None:
    """Return where everybody stands on `day`; None where nobody bought within the window."""
    from lianyi.timelines.kernels.rfm import gather, place

    start = day - asked.window_days + 1
    gathered = gather(store, start, day, drop_refunded=asked.drop_refunded, only=only)
    if not gathered.people():
        return None
    rules = scores(gathered, day, asked.cuts)
    least = 2 if asked.apart else 1
    if asked.by_score:
        split = split_of_scores(place(gathered, rules), asked.split, least)
    else:
        split = split_of(gathered, asked.split, least)
    rules = with_split(rules, split, by_score=asked.by_score, apart=asked.apart)
    return Standing(day, gathered, rules, split, place(gathered, rules, codes=codes))


def moves(
    store: Store, now: Standing, before: date, asked: Asked, only: Sequence[Array] | None
) -> Moves:
    """Return who moved since the day `before`."""
    day = store.day_number(before)
    was = stand(store, day, asked, only, codes=True)
    then = _states(store, was, day, asked, only)
    return Moves(before, flow(then, _states(store, now, now.day, asked, only)))


def _states(
    store: Store, standing: Standing | None, day: int, asked: Asked, only: Sequence[Array] | None
) -> list[Array]:
    from lianyi.timelines.kernels.rfm import EVER, gather

    ever = gather(store, EVER, day, drop_refunded=asked.drop_refunded, only=only)
    cut = standing is None or ever.people() > standing.gathered.people()
    return states(store, standing, ever if cut else None)


def numbers(now: Standing, moved: Moves | None) -> Iterator[Number]:
    """Yield sizes and shares, and where there is a comparison the moves."""
    people, _, money = (int(v) for v in now.placed.groups.sum(axis=0))
    once = int(now.placed.cells[0, ..., 0].sum())
    top, _, top_money = (int(v) for v in now.placed.groups[TOP])
    yield Number("buyers", words.NUMBERS["buyers"], people, "count")
    yield _share("single_share", once, people)
    yield _share("top_share", top, people)
    yield _share("top_money_share", top_money, max(0, money))
    if moved is None:
        return
    stayed, tops = int(moved.flow[TOP, TOP]), int(moved.flow[TOP].sum())
    yield _share("kept_top_share", stayed, tops)
    yield Number("new_buyers", words.NUMBERS["new_buyers"], int(moved.flow[NEW].sum()), "count")
    left = int(moved.flow[: SINGLE + 1, OUTSIDE].sum())
    yield Number("left_window", words.NUMBERS["left_window"], left, "count")


def _share(key: str, part: int, whole: int) -> Number:
    why = {"top_money_share": words.NO_MONEY, "kept_top_share": words.NONE_BEFORE}
    name = words.NUMBERS[key]
    if not whole:
        return Number(key, name, None, "ratio", None, 0, why.get(key))
    return Number(key, name, part / whole, "ratio", None, whole)
