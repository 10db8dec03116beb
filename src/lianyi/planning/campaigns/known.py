"""Every campaign that is known: those of the plan, and those imported as facts, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianyi.core.calendar.periods import Period, between
from lianyi.core.errors import LianyiError
from lianyi.metrics.marks import Marks

if TYPE_CHECKING:
    from lianyi.metrics.engine import Engine
    from lianyi.planning.model.campaigns import Campaign
    from lianyi.planning.model.plan import Plan

_YEAR = re.compile(r"(19|20)\d\d\s*年?")
_NO_LETTER = re.compile(r"[\s·\-_/()（）]+")


@dataclass(frozen=True)
class Run:
    """One campaign as it ran or will run. `planned` is its part of the plan; an imported one has none.

    `budget_fen` is what it may cost, None where nobody said so.
    """

    key: str
    name: str
    kind: str
    period: Period
    owner: str = ""
    budget_fen: int | None = None
    marks: Marks | None = None
    planned: Campaign | None = None

    @property
    def limits(self) -> Marks:
        """What marks facts as its own; an imported campaign names its days only."""
        return self.marks or Marks(self.key, self.name, self.period)

    @property
    def stem(self) -> str:
        """The name without its year: `2025 双11囤货节` and `双11囤货节 2026` are runs of one campaign."""
        return _NO_LETTER.sub("", _YEAR.sub("", self.name)).casefold()


def known_campaigns(plan: Plan | None, engine: Engine | None) -> tuple[Run, ...]:
    """Return every campaign, the earliest first.

    One that stands in both is taken from the plan: the same name, or the same name but for the year on common days.
    """
    runs = [planned_run(c, plan) for c in plan.campaigns] if plan else []
    imported = imported_runs(engine) if engine is not None else []
    for run in imported:
        if not any(_is_the_same(run, other) for other in runs):
            runs.append(run)
    return tuple(sorted(runs, key=lambda r: (r.period.start, r.period.end, r.key)))


def planned_run(campaign: Campaign, plan: Plan) -> Run:
    """Return a campaign of the plan; ids of channels and contents become what the facts call them."""
    period = between(campaign.from_day, campaign.to_day)
    budget = sum(m.amount_fen for m in campaign.budget) if campaign.budget else None
    codes = list(campaign.codes)
    channels = []
    by_id = {channel.id: channel for channel in plan.channels}
    for named in campaign.channels:
        channel = by_id.get(named)
        if channel is None:
            channels.append(named)
        elif channel.codes:
            channels += channel.codes
        else:
            channels.append(channel.platform or channel.id)
    titles = {item.id: item.name for item in plan.content.items}
    contents = [text for c in campaign.contents for text in dict.fromkeys((c, titles.get(c, c)))]
    marks = Marks(
        campaign.id,
        campaign.name,
        period,
        codes=tuple(dict.fromkeys(codes)),
        channels=tuple(dict.fromkeys(channels)),
        products=campaign.products,
        creators=campaign.creators,
        contents=tuple(contents),
    )
    return Run(
        campaign.id, campaign.name, campaign.kind, period, campaign.owner, budget, marks, campaign
    )


def imported_runs(engine: Engine) -> list[Run]:
    """Return the campaigns that were imported; the same name on two platforms is one, over all of its days."""
    there = set(engine.columns("campaigns"))
    if not {"campaign", "from_day", "to_day"} <= there:
        return []
    rows = engine.rows(
        "SELECT campaign, max(kind), min(from_day), max(to_day), max(owner), CAST(sum(budget_fen) AS BIGINT) "
        "FROM campaigns WHERE from_day <= to_day GROUP BY campaign ORDER BY min(from_day), campaign"
    )
    return [
        Run(str(name), str(name), kind or "", between(first, last), owner or "", budget)
        for name, kind, first, last, owner, budget in rows
    ]


def find_campaign(runs: Sequence[Run], named: str) -> Run:
    """Return the campaign with this id or name, the latest where several share it; else `campaign.unknown`."""
    wanted = named.strip()
    exact = [r for r in runs if wanted in (r.key, r.name)]
    near = exact or [r for r in runs if wanted.casefold() in (r.key.casefold(), r.name.casefold())]
    if not near:
        known = ", ".join(dict.fromkeys(r.key for r in reversed(runs)))
        raise LianyiError("campaign.unknown", key=named, known=known or "—")
    return near[-1]


def of_its_kind(runs: Iterable[Run], run: Run) -> tuple[Run, ...]:
    """Return the earlier campaigns that were over before `run` began and are of its kind, the latest last.

    Of its kind are those with the same kind, and those with the same name but for the year.
    """
    return tuple(
        other
        for other in runs
        if other.key != run.key
        and other.period.end <= run.period.start
        and ((run.kind and other.kind == run.kind) or other.stem == run.stem)
    )


def last_of_its_kind(runs: Iterable[Run], run: Run) -> Run | None:
    """Return the one to compare `run` with: its own last time, else the latest of its kind."""
    past = of_its_kind(runs, run)
    same = [other for other in past if other.stem == run.stem]
    found = same or list(past)
    return found[-1] if found else None


def _is_the_same(run: Run, other: Run) -> bool:
    if run.name == other.name:
        return True
    return run.stem == other.stem and run.period.overlaps(other.period)
