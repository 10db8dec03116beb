"""The tree of channels: each under its parent, cycles and unknown ids told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lianyi.planning.model.channels import Channel


@dataclass(frozen=True)
class Branch:
    """A channel and how deep it hangs: 0 for one without a (known) parent."""

    channel: Channel
    depth: int


def branches(channels: Sequence[Channel]) -> tuple[Branch, ...]:
    """Return every channel once, each before those below it, public before private, in the order of the plan.

    A channel whose parent is unknown, or that is part of a cycle, stands at the root.
    """
    below: dict[str, list[Channel]] = {}
    known = {channel.id for channel in channels}
    looped = {key for loop in loops({c.id: c.parent for c in channels}) for key in loop}
    for channel in channels:
        is_root = channel.parent not in known or channel.id in looped
        below.setdefault("" if is_root else channel.parent, []).append(channel)
    roots = sorted(below.get("", []), key=lambda c: c.domain != "public")
    found: list[Branch] = []
    waiting = [Branch(channel, 0) for channel in roots]
    while waiting:
        branch = waiting.pop(0)
        found.append(branch)
        waiting = [Branch(c, branch.depth + 1) for c in below.get(branch.channel.id, [])] + waiting
    return tuple(found)


def loops(follows: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return the cycles of a mapping in which each key leads to one other, each once, from its smallest key on.

    >>> loops({"a": "b", "b": "a", "c": "a", "d": "d", "e": ""})
    [('a', 'b'), ('d',)]
    """
    found = set()
    for start in follows:
        path: list[str] = []
        at = start
        while at in follows and at not in path:
            path.append(at)
            at = follows[at]
        if at in path:
            loop = path[path.index(at) :]
            first = loop.index(min(loop))
            found.add((*loop[first:], *loop[:first]))
    return sorted(found)
