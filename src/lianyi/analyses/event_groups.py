"""What an answer about events is broken down by: a column of the event, or something known of the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianyi.analyses.event_lookup import UNKNOWN, column_of, columns_known
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text, same

if TYPE_CHECKING:
    from lianyi.timelines.grouping import Grouping
    from lianyi.timelines.store import Array, Store

MOST_GROUPS = 20
MOST_CODES = 1_000_000
OTHERS = "others"


@dataclass(frozen=True)
class Breakdown:
    """`grouping` for the kernels, `names` by its codes, `title` of what it is.

    `of_person` says that the whole person belongs to one group; else each row has its own.
    """

    grouping: Grouping
    names: Sequence[str]
    title: Text
    of_person: bool

    def largest(self, weights: Array, most: int = MOST_GROUPS) -> list[tuple[str, Array]]:
        """Return names with the codes behind them: the `most` heaviest by `weights` [codes], the others together.

        Code 0 of a column is `unknown`; groups of no weight are left out; equal weights stand by name.
        """
        import numpy as np

        codes = [int(c) for c in np.flatnonzero(weights)]
        if self.of_person:  # those come in their order, with a last one for the rest
            return [(self.names[c], np.array([c])) for c in codes]
        names = {c: self.names[c] if c else UNKNOWN for c in codes}
        codes.sort(key=lambda c: (-int(weights[c]), names[c]))
        found = [(names[c], np.array([c])) for c in codes[:most]]
        return [*found, *([(OTHERS, np.array(codes[most:]))] if len(codes) > most else [])]


def breakdown_of(store: Store, by: str | None, most: int = MOST_CODES) -> Breakdown:
    """Return the breakdown that `by` names; for None everything is one group.

    Refuses with `run.group_unknown` what is neither, `run.too_many_groups` a column with more than `most` values.
    """
    import numpy as np

    from lianyi.analyses.person_groups import INVITER, groups_of
    from lianyi.timelines.grouping import Grouping

    if by is None:
        return Breakdown(Grouping(), ("",), Text("全部", "All"), of_person=True)
    column = column_of(store, by)
    if column is not None:
        names = store.dictionaries[column]
        if len(names) > most:
            raise LianyiError("run.too_many_groups", by=by, most=most)
        return Breakdown(Grouping(len(names), column=column), names, title_of(by), of_person=False)
    if by not in store.attributes and by != INVITER:
        raise LianyiError("run.group_unknown", by=by, known=f"{columns_known(store)}, {INVITER}")
    groups = groups_of(store, by, MOST_GROUPS)
    codes = tuple(c.astype(np.uint8) for c in groups.codes)
    for code in codes:
        code.flags.writeable = False  # like mapped columns: no further kernel has to be compiled
    return Breakdown(Grouping(len(groups.names), person=codes), groups.names, title_of(by), of_person=True)  # fmt: skip


def title_of(by: str) -> Text:
    """Return the name of what people or events are told apart by."""
    from lianyi.analyses.person_groups import INVITER
    from lianyi.core.attributes import PERSON_ATTRIBUTES
    from lianyi.metrics.dimensions import DIMENSIONS

    if by in DIMENSIONS:
        return DIMENSIONS[by].name
    if by == INVITER:
        return Text("邀请人", "Inviter")
    return PERSON_ATTRIBUTES.all()[by].name if by in PERSON_ATTRIBUTES else same(by)
