"""From names to codes: which rows of the stream `events` a choice means, in one store."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianyi.analyses.event_syntax import ANY, Alternative, Choice, Condition
from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from lianyi.timelines.marks import Condition as Codes
    from lianyi.timelines.store import Array, Store

UNKNOWN = "unknown"
EVENT = "event"
# What outside tools call the orders of a shop that exports no such event of its own.
SAME_AS = {"pay": "order_paid", "buy": "order_paid", "order": "order_created"}
COLUMNS = ("channel", "platform", "store", "content", "product", "category", *(f"p{n}" for n in range(1, 17)))  # fmt: skip
ALSO = {"content_no": "content", "product_id": "product", **{f"property_{n}": f"p{n}" for n in range(1, 17)}}  # fmt: skip
SHOWN = 40


@dataclass(frozen=True)
class Meant:
    """What a choice means in a store.

    `conditions` are alternatives by code; `events` the names behind them, empty where every event is meant;
    `absent` the names that nobody did; `read_as` names that stand for others.
    """

    conditions: tuple[Codes, ...]
    events: frozenset[str]
    absent: tuple[str, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()


def meant(store: Store, choice: Choice, also: Sequence[Condition] = ()) -> Meant:
    """Return what `choice` means where the conditions `also` (a filter) hold as well.

    Refuses with `event.unknown` where nobody did any of its events, `event.column_unknown`, `event.value_unknown`.
    """
    found: dict[tuple[Condition, ...], set[int]] = {}
    everything: dict[tuple[Condition, ...], None] = {}
    names, absent, read_as = set(), [], []
    for alternative in choice.alternatives:
        needed = (*alternative.conditions, *also)
        if alternative.event == ANY:
            everything[needed] = None
            continue
        name, code = _event(store, alternative)
        if code is None:
            absent.append(alternative.event)
            continue
        if name != alternative.event:
            read_as.append((alternative.event, name))
        names.add(name)
        found.setdefault(needed, set()).add(code)
    if not found and not everything:
        _nobody_did(store, absent[0])
    codes: list[Codes] = [
        {EVENT: _taken(store, EVENT, events), **_codes(store, needed)}
        for needed, events in found.items()
    ]
    codes += [_codes(store, needed) for needed in everything]
    return Meant(tuple(codes), frozenset() if everything else frozenset(names), tuple(absent), tuple(read_as))  # fmt: skip


def met(store: Store, conditions: Sequence[Condition]) -> Codes:
    """Return the codes by column that meet all of `conditions`."""
    return _codes(store, conditions)


def people_met(store: Store, conditions: Sequence[Condition]) -> list[Array] | None:
    """Return per segment which people meet conditions on person attributes; None where there are none."""
    if not conditions:
        return None
    masks = None
    for condition in conditions:
        table = _table(store, condition)
        own = [table[codes] for codes in store.attributes[condition.column]]
        masks = own if masks is None else [a & b for a, b in zip(masks, own, strict=True)]
    return masks


def parted(store: Store, conditions: Iterable[Condition]) -> tuple[list[Condition], list[Condition]]:  # fmt: skip
    """Return conditions on events, and those on person attributes; a column of the event goes first."""
    events: list[Condition] = []
    people: list[Condition] = []
    for condition in conditions:
        is_person = condition.column not in _known(store) and condition.column in store.attributes
        (people if is_person else events).append(condition)
    return events, people


def tables_behind(events: Iterable[str]) -> tuple[str, ...]:
    """Return the fact tables that say whether these events happened; all of them for every event."""
    prefixes = {"order_": "orders", "touch_": "touches", "invite_": "invites"}
    found = [next((t for p, t in prefixes.items() if e.startswith(p)), "events") for e in events]
    return tuple(sorted(set(found))) or ("events", *prefixes.values())


def column_of(store: Store, name: str) -> str | None:
    """Return the column of the stream that `name` means, None where it is none."""
    column = store.properties.get(name) or ALSO.get(name, name)
    return column if column in _known(store) else None


def columns_known(store: Store) -> str:
    """Return the names that conditions and breakdowns may use, for a message."""
    named = {column: name for name, column in store.properties.items()}
    columns = [named.get(c, c) for c in _known(store)]
    return ", ".join([*columns, *(a for a in store.attributes if a not in columns)])


def _known(store: Store) -> list[str]:
    return [c for c in COLUMNS if len(store.dictionaries.get(c, ())) > 1]


def _event(store: Store, alternative: Alternative) -> tuple[str, int | None]:
    """Return the name and the code of an event; a name that nobody did may stand for another one."""
    name = alternative.event
    code = store.code(EVENT, name)
    if not code and name in SAME_AS and store.code(EVENT, SAME_AS[name]):
        name = SAME_AS[name]
        code = store.code(EVENT, name)
    return name, code or None


def _nobody_did(store: Store, name: str) -> None:
    known = [v for v in store.dictionaries.get(EVENT, ()) if v]
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5) or sorted(known)[:SHOWN]
    raise LianyiError("event.unknown", event=name, near=", ".join(near) or "—")


def _codes(store: Store, conditions: Sequence[Condition]) -> dict[str, Array]:
    codes: dict[str, Array] = {}
    for condition in conditions:
        column = column_of(store, condition.column)
        if column is None:
            raise LianyiError("event.column_unknown", column=condition.column, known=columns_known(store))  # fmt: skip
        table = _table(store, Condition(column, condition.values, condition.negated))
        codes[column] = codes[column] & table if column in codes else table
    return codes


def _table(store: Store, condition: Condition) -> Array:
    """Return a boolean array by code; a value that no fact has is refused with `event.value_unknown`."""
    codes = set()
    for value in condition.values:
        code = store.code(condition.column, value)
        if code is None and value == UNKNOWN:
            code = 0
        if code is None:
            known = [v for v in store.dictionaries[condition.column][:100_000] if v]
            near = difflib.get_close_matches(value, known[:2_000], n=3, cutoff=0.5) or known[:10]
            raise LianyiError("event.value_unknown", column=condition.column, value=value, near=", ".join(near))  # fmt: skip
        codes.add(code)
    taken = _taken(store, condition.column, codes)
    return ~taken if condition.negated else taken


def _taken(store: Store, column: str, codes: Iterable[int]) -> Array:
    import numpy as np

    taken = np.zeros(len(store.dictionaries[column]), np.bool_)
    taken[list(codes)] = True
    return taken


def overlap(a: Sequence[Codes], b: Sequence[Codes]) -> bool:
    """Return whether one event may meet an alternative of `a` and one of `b`."""
    return any(_shares(one, other) for one in a for other in b)


def _shares(one: Mapping[str, Array], other: Mapping[str, Array]) -> bool:
    return all(bool((one[c] & other[c]).any()) for c in one if c in other)


def covers(a: Sequence[Codes], b: Sequence[Codes]) -> bool:
    """Return whether every event that meets an alternative of `b` meets one and the same of `a`."""
    return all(any(_inside(small, large) for large in a) for small in b)


def _inside(small: Mapping[str, Array], large: Mapping[str, Array]) -> bool:
    return all(c in small and not (small[c] & ~large[c]).any() for c in large)
