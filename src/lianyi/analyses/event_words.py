"""What answers about events say of names that mean nothing, or something else, in this shop."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lianyi.analyses.result import Warning as Caution
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.event_lookup import Meant

_ABSENT = Text(
    "没有人做过「{events}」，只按其余事件算。",
    "Nobody did “{events}”; only the other events count.",
)
_READ_AS = Text(
    "没有「{typed}」这个事件，按「{event}」算。",
    "There is no event “{typed}”; it is read as “{event}”.",
)


def cautions_of(asked: Iterable[Meant]) -> list[Caution]:
    """Return the names that nobody did, and those that stand for another one."""
    found = []
    for meant in asked:
        if meant.absent:
            found.append(Caution("event_absent", _ABSENT.format(events=", ".join(meant.absent))))
        found += [
            Caution("event_read_as", _READ_AS.format(typed=typed, event=event))
            for typed, event in meant.read_as
        ]
    return found
