"""What differs between two plans: one line for each field, found by id, not by place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lianyi.planning.model.base import CURRENCY, as_written
from lianyi.planning.model.plan import Plan

Kind = str
NAMES = ("id", "sku", "kind", "stage", "mode", "category")
"""Fields that tell the parts of a list apart, the first that all of them have and none shares."""


@dataclass(frozen=True)
class Difference:
    """`path` names the field (`goals.gmv.target`); `before` is None where it was added, `after` where it was removed."""

    path: str
    before: Any
    after: Any

    @property
    def kind(self) -> str:
        """`added`, `removed` or `changed`."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def diff_plans(before: Plan, after: Plan, currency: str = CURRENCY) -> list[Difference]:
    """Return the differences in the order of the document; nothing where the plans are equal."""
    found = list(_differences("", as_written(before, currency), as_written(after, currency)))
    # What a reader cannot see as a change of one field is an order of a list.
    return found if found or before == after else [Difference("order", "—", "—")]


def _differences(path: str, before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            yield from _differences(_join(path, key), before.get(key), after.get(key))
        return
    named = _named(before), _named(after)
    if named[0] is not None and named[1] is not None and (before or after):
        for key in dict.fromkeys([*named[0], *named[1]]):
            yield from _differences(_join(path, key), named[0].get(key), named[1].get(key))
        return
    yield Difference(path, before, after)


def _named(value: Any) -> dict[str, Any] | None:
    """Return the items of a list of parts by what tells them apart; None where nothing does."""
    if value is None:
        return {}
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        return None
    for name in NAMES:
        keys = [v.get(name) for v in value]
        if all(k is not None for k in keys) and len(set(keys)) == len(keys):
            return {str(k): v for k, v in zip(keys, value, strict=True)}
    return None


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
