"""The shop's own live sessions: when they ran and which orders fell into them."""

from __future__ import annotations

import numpy as np

from lianyi.simulation.arrays import HOUR_SECONDS, Ints, Times, draws, instant, seconds
from lianyi.simulation.log import Sessions
from lianyi.simulation.seasons import is_live_cancelled
from lianyi.simulation.settings import Settings

HOSTS = (("小满", "lianyi_xiaoman"), ("阿澈", "lianyi_ache"))


def sessions(settings: Settings) -> Sessions:
    """Return the sessions: one each evening but one, some past midnight; one more on weekend noons."""
    rng = draws(settings.seed, "sessions")
    starts, minutes, hosts = [], [], []
    for day in settings.days:
        evening = 19 * 60 + 30 + int(rng.integers(0, 40))
        length = int(rng.integers(180, 320))
        if day == settings.last_day:
            length = min(length, 24 * 60 - 1 - evening)
        if not is_live_cancelled(settings, day):
            starts.append(instant(day) + seconds(evening * 60))
            minutes.append(length)
            hosts.append(0 if day.weekday() < 4 else 1)
        if day.weekday() >= 5:
            starts.append(instant(day) + seconds((12 * 60 + int(rng.integers(0, 20))) * 60))
            minutes.append(int(rng.integers(110, 170)))
            hosts.append(1 if day.weekday() == 5 else 0)
    begun = np.array(starts)
    order = np.argsort(begun)
    ended = begun + seconds(np.array(minutes) * 60)
    return Sessions(begun[order], ended[order], np.array(hosts, np.int64)[order])


def place_in_session(
    settings: Settings, held: Sessions, days: Ints, topic: str
) -> tuple[Ints, Times]:
    """Give each order of day `days` a session of that day and a second in it; -1 and NaT where none ran.

    A session belongs to the day on which it started, so a second may lie after midnight.
    """
    rng = draws(settings.seed, topic)
    start_day = (held.started_at - instant(settings.first_day)).astype(np.int64) // (
        24 * HOUR_SECONDS
    )
    first = np.searchsorted(start_day, days, "left")
    count = np.searchsorted(start_day, days, "right") - first
    # The evening session, the last of its day, takes three quarters of a weekend's live orders.
    step = np.where(rng.random(len(days)) < 0.75, count - 1, 0)
    chosen = np.where(count > 0, first + np.maximum(step, 0), -1)
    length = (held.ended_at - held.started_at).astype(np.int64)
    within = (rng.beta(1.6, 1.4, len(days)) * (length[chosen] - 60)).astype(np.int64)
    moment = held.started_at[chosen] + seconds(within)
    moment[chosen < 0] = np.datetime64("NaT")
    return chosen, moment
