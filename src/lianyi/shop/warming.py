"""Getting ready: the timelines are built, and every analysis runs once on a made-up store so that its kernels compile."""

from __future__ import annotations

import dataclasses
import shlex
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lianyi.core.errors import LianyiError
from lianyi.shop.analysing import ShopData

if TYPE_CHECKING:
    from lianyi.analyses.declaration import Analysis, Kind
    from lianyi.core.calendar.periods import Period
    from lianyi.shop.shop import Shop
    from lianyi.timelines.store import Store

SLOW_SECONDS = 10
Reader = Callable[["Kind", list[str]], "Analysis"]
"""Makes an analysis of the words that stand behind its name on the command line."""


@dataclass(frozen=True)
class Practice(ShopData):
    """A shop whose people are made up: analyses meet the types of the real timelines, quickly."""

    people: Store = field(kw_only=True)

    @property
    def store(self) -> Store:
        """The made-up people."""
        return self.people

    def segment(self, name: str | None) -> Any:  # noqa: ARG002 - nobody is in a segment here
        """Everybody."""
        return None

    def period(self, text: str | None) -> Period:  # noqa: ARG002 - examples name periods that may be long ago
        """Whatever orders cover, which is when the made-up people lived."""
        return super().period(None)


@dataclass(frozen=True)
class Warmed:
    """What is ready: rows per stream, analyses that ran, kernels that are still cold."""

    people: int
    rows: dict[str, int]
    ran: tuple[str, ...]
    cold: tuple[str, ...]


def warm(shop: Shop, read: Reader, on_analysis: Callable[[str], None] = lambda _: None) -> Warmed:
    """Build the timelines of `shop` and compile what its analyses need for them."""
    from lianyi.analyses.declaration import ANALYSES
    from lianyi.timelines.practice import practice_store
    from lianyi.timelines.streams import PLANS
    from lianyi.timelines.warming import cold

    store = shop.timelines
    rows = {plan.name: store.rows(plan.name) for plan in PLANS}
    if shop.engine.is_far:  # there every worker compiles for itself, when it is asked
        return Warmed(store.people, rows, (), ())
    data = Practice(shop, people=practice_store(store, *shop.covered_days()))
    ran = []
    delivered = {row[0] for row in shop.engine.coverage}
    for kind in ANALYSES:
        if not delivered.issuperset(kind.cls.NEEDS):
            continue  # it refuses; what it would compile is compiled when its facts come
        on_analysis(kind.key)
        if _practised(_variants(kind, read), data):
            ran.append(kind.key)
    return Warmed(store.people, rows, tuple(ran), tuple(cold()))


def _practised(variants: Iterator[Analysis], data: Practice) -> bool:
    """Run all variants, or only the first where that takes long: what it spends is no compilation then."""
    begun, answers = time.monotonic(), 0
    for done, analysis in enumerate(variants):
        if done and time.monotonic() - begun > SLOW_SECONDS * done:
            break
        answers += _runs(analysis, data)
    return answers > 0


def _variants(kind: Kind, read: Reader) -> Iterator[Analysis]:
    """Yield the analysis as its example has it, and once with each other choice that an option offers."""
    from lianyi.analyses.declaration import fields_of

    try:
        example = read(kind, shlex.split(kind.example)[3:])
    except LianyiError:
        return
    if not example.needs_shop:
        return
    yield example
    for name, (_, about, _) in fields_of(kind.cls).items():
        for choice in about.choices:
            if choice != getattr(example, name):
                try:
                    yield dataclasses.replace(example, **{name: choice})
                except LianyiError:
                    continue


def _runs(analysis: Analysis, data: Practice) -> bool:
    """Say whether it gave an answer. What made-up people cannot answer is no matter: its kernels have run by then."""
    try:
        analysis.run(data)
    except (LianyiError, ArithmeticError, LookupError, ValueError):
        return False
    return True
