"""What the 有赞 shop's people did in its last weeks: visits before orders, touches, invites, an A/B test.

The orders are those of the log and stay as they are; everything here is laid around them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import DAY_SECONDS, Generator, Ints, Times, draws, instant
from lianyi.simulation.log import NORMAL, Log
from lianyi.simulation.planted import invites, voices
from lianyi.simulation.planted.people import second_arm
from lianyi.simulation.planted.settings import InviteTruth, TouchTruth
from lianyi.simulation.planted.touches import Touches, touches
from lianyi.simulation.settings import YOUZAN

DAYS = 90
WINDOW_DAYS = 7
EXPERIMENT, ARMS, PAID_RATIOS = "会员日弹窗", ("对照", "弹窗"), (0.30, 0.45)
"""The test: of each arm, whose people a hash chose, this share pays within `WINDOW_DAYS` of seeing the page."""
INVITING = InviteTruth(activity="老带新")
TOUCHING = TouchTruth()
BROWSERS_PER_ORDER = 3
EVENTS = ("view", "cart", "pay", "share")


@dataclass(frozen=True)
class Trial:
    """Who saw which arm when: people, arm, second."""

    human: Ints
    arm: Ints
    at: Ints


@dataclass(frozen=True)
class Following:
    """Seconds are counted from `start`; people are numbers of the log, those above its crowd never bought."""

    start: np.datetime64
    until: int
    order: Ints
    event_human: Ints
    event_at: Ints
    event: Ints
    session: Ints
    touches: Touches
    invites: invites.Invites
    trial: Trial
    mentions: voices.Mentions
    review_order: Ints
    review_at: Ints
    review_feeling: Ints
    review_score: Ints
    review_text: list[str]

    def times(self, at: Ints) -> Times:
        """Return seconds as local times, NaT where they are negative."""
        moments = self.start + at.astype("timedelta64[s]")
        return np.where(at >= 0, moments, np.datetime64("NaT"))


def follow(log: Log) -> Following:
    """Return what happened around the 有赞 orders of the last `DAYS` days."""
    settings = log.settings
    days = min(DAYS, settings.day_count - 1)
    until = days * DAY_SECONDS
    start = instant(settings.last_day) + np.timedelta64(1 - days, "D")
    paid = (log.orders.paid_at - start).astype(np.int64)
    own = (log.orders.platform == YOUZAN) & (log.orders.role == NORMAL) & ~np.isnat(log.orders.paid_at)  # fmt: skip
    order = np.flatnonzero(own & (paid >= DAY_SECONDS) & (paid < until))
    order = order[np.lexsort((paid[order], log.orders.human[order]))]
    human, at = log.orders.human[order], paid[order]

    def rng(topic: str) -> Generator:
        return draws(settings.seed, f"following {topic}")

    crowd = len(log.phones)
    seeds, place = np.unique(human, return_index=True)
    chosen = rng("seeds").random(len(seeds)) < INVITING.buyer_share
    sent, _ = invites.trees(rng("invites"), INVITING, seeds[chosen], at[place][chosen], until, crowd)  # fmt: skip
    everybody = np.unique(log.orders.human[own & (paid < until)])
    events = _events(rng("events"), human, at, everybody, until)
    reviewed = rng("reviews").permutation(len(order))[: len(order) // 2]
    wait = rng("review waits").integers(2 * DAY_SECONDS, 12 * DAY_SECONDS, len(reviewed))
    reviewed, wait = (a[at[reviewed] + wait < until] for a in (reviewed, wait))
    feeling = rng("feelings").choice(3, len(reviewed), p=(0.12, 0.18, 0.70))
    return Following(
        start,
        until,
        order,
        *events,
        touches(rng("touches"), TOUCHING, human, at),
        sent,
        _trial(rng("trial"), human, at, everybody, until),
        voices.mentions(rng("mentions"), 400 + len(order), until),
        order[reviewed],
        at[reviewed] + wait,
        feeling,
        voices.scores(rng("scores"), feeling),
        voices.texts(rng("texts"), feeling),
    )


def _events(rng: Generator, human: Ints, at: Ints, everybody: Ints, until: int) -> tuple[Ints, Ints, Ints, Ints]:  # fmt: skip
    """Return people, seconds, events and sessions: each order was looked at before, and more people only looked."""
    size = len(human)
    look, fill = rng.integers(300, 20_000, size), rng.integers(60, 280, size)
    more = size * BROWSERS_PER_ORDER
    lookers, moment = rng.choice(everybody, more), rng.integers(0, until - 3_600, more)
    fills, shares = rng.random(more) < 0.25, rng.random(more) < 0.06
    session = size + np.arange(more)
    parts = (
        (human, np.maximum(at - look - fill, 0), 0, np.arange(size)),
        (human, np.maximum(at - fill, 1), 1, np.arange(size)),
        (human, at, 2, np.arange(size)),
        (lookers, moment, 0, session),
        (lookers[fills], moment[fills] + 120, 1, session[fills]),
        (lookers[shares], moment[shares] + 200, 3, session[shares]),
    )
    who = np.concatenate([p[0] for p in parts])
    when = np.concatenate([p[1] for p in parts])
    what = np.concatenate([np.full(len(p[0]), p[2]) for p in parts])
    visit = np.concatenate([p[3] for p in parts])
    rows = np.lexsort((what, when))
    return who[rows], when[rows], what[rows], visit[rows]


def _trial(rng: Generator, human: Ints, at: Ints, everybody: Ints, until: int) -> Trial:
    """Deal people by a hash and let each arm pay at its rate, by choosing when each person met the test.

    Those who pay meet it up to a week before an order of theirs, those who do not are people without any order in these weeks.
    """
    window = WINDOW_DAYS * DAY_SECONDS
    ripe = (at > window) & (at < until - window)
    buyers, place = np.unique(human[ripe], return_index=True)
    bought_at = at[ripe][place]
    idle = np.setdiff1d(everybody, human)
    parts: list[tuple[Ints, Ints, Ints]] = []
    for arm, ratio in enumerate(PAID_RATIOS):
        keen = np.flatnonzero(second_arm(buyers, EXPERIMENT) == bool(arm))
        cold = idle[second_arm(idle, EXPERIMENT) == bool(arm)]
        size = int(min(len(keen) / ratio, len(cold) / (1 - ratio)) * 0.9)
        pays = min(int(rng.binomial(size, ratio)), len(keen))
        keen = rng.permutation(keen)[:pays]
        cold = rng.permutation(cold)[: size - pays]
        met = bought_at[keen] - rng.integers(600, window - 600, len(keen))
        seen = rng.integers(0, until - window, len(cold))
        people = np.concatenate([buyers[keen], cold])
        parts.append((people, np.full(len(people), arm), np.concatenate([met, seen])))
    people, arms, moment = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Trial(people, arms, moment)
