"""Whether money that went back stands in orders of its own. Looks at the sample only."""

from __future__ import annotations

from collections import defaultdict

from lianyi.importers.propose.draft import Draft


def are_apart(d: Draft, sign: str) -> bool:
    """Say whether some order consists of rows below zero only, by the figures of the concept `sign`."""
    if not d.has("order_no", sign):
        return False
    number, figure = (d.matches[name].column.place for name in ("order_no", sign))
    signs: dict[str, set[bool]] = defaultdict(set)
    for row in d.sheet.rows:
        if max(number, figure) < len(row) and row[number]:
            signs[row[number] or ""].add((row[figure] or "").strip().startswith(("-", "(", "－")))
    return any(found == {True} for found in signs.values())
