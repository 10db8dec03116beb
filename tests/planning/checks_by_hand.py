"""Verdicts by key, for tests of one section."""

from __future__ import annotations

from collections.abc import Iterable

from lianyi.planning.verdict import Verdict


def states(verdicts: Iterable[Verdict]) -> dict[str, str]:
    """Return the state of every verdict by its key."""
    return {v.key: v.state for v in verdicts}
