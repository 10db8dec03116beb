"""Coupons that are claimed and not used: what they are worth, and how much of that will be used by when they expire."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.core.calendar.periods import whole
from lianyi.core.translation import Text
from lianyi.planning.budget.liability.delays import Array, chances, delays
from lianyi.planning.budget.liability.owed import LEVEL, Expected, Owed, Week

if TYPE_CHECKING:
    from lianyi.metrics.engine import Engine

# So many uses must have been seen before a campaign, or the shop, says anything about the next ones.
OWN_CURVE, FEWEST_USED = 30, 20
HISTORY_DAYS = 730
DRAWS = 400
NOT_SHOP = ("平台", "platform", "抖音", "官方")
DEAD = ("已失效", "已作废", "失效", "作废", "void", "cancelled", "invalid")
EXPIRED = ("已过期", "过期", "expired")
DONE = ("已使用", "已核销", "used", "redeemed")
NO_COUPONS = Text("缺少优惠券领取记录", "claimed coupons were not imported")
NO_USES = Text(
    "缺少核销记录，不知道会用掉多少",
    "redemptions were not imported, so nobody knows how many will be used",
)
FEW_USES = Text(
    "只见过{n}次核销，少于{least}次，不能推算会用掉多少",
    "only {n} redemptions were seen, under {least}: too few to say how many will be used",
)


@dataclass(frozen=True)
class Coupons:
    """Groups of coupons alike: columns are [groups] arrays.

    `age` is days since the claim, `valid` the age on the day of expiry (−1: no such day), `used` the age at which they
    were used (−1: not), `open` whether they can still be used.
    """

    campaign: Array
    age: Array
    valid: Array
    used: Array
    face_fen: Array
    count: Array
    open: Array


def coupons(engine: Engine, as_of: date, *, seed: int) -> Owed | None:
    """Return what open coupons that the shop bears may cost; None where no coupons were imported."""
    has = set(engine.columns("coupons"))
    if not {"claimed_at", "face_fen"} <= has:
        return None
    found = _read(engine, has, as_of)
    face = int((found.face_fen * found.count)[found.open].sum())
    items = int(found.count[found.open].sum())
    if "redeemed_at" not in engine.columns("redemptions"):
        return Owed("coupons", items, face, None, NO_USES, _weeks(found, as_of, None))
    seen = int(found.count[found.used >= 0].sum())
    if seen < FEWEST_USED:
        why = FEW_USES.format(n=seen, least=FEWEST_USED)
        return Owed("coupons", items, face, None, why, _weeks(found, as_of, None))
    drawn = _drawn(found, np.random.default_rng(seed))
    return Owed("coupons", items, face, _expected(drawn), None, _weeks(found, as_of, drawn))


def _read(engine: Engine, has: set[str], as_of: date) -> Coupons:
    campaign = "coalesce(campaign, '')" if "campaign" in has else "''"
    expires = "CAST(expires_at AS DATE)" if "expires_at" in has else "NULL::DATE"
    status = "lower(coalesce(status, ''))" if "status" in has else "''"
    bearer = "lower(coalesce(bearer, ''))" if "bearer" in has else "''"
    rows = engine.rows(
        f"WITH uses AS ({_uses(engine)}), known AS (SELECT {campaign} AS campaign, CAST(c.claimed_at AS DATE) AS claimed, {expires} AS expires, "
        f"CASE WHEN u.used_day <= ? THEN u.used_day END AS used_day, c.face_fen, {status} IN {DEAD!r} AS is_dead, "
        f"u.used_day IS NULL AND {status} IN {DONE!r} AS is_unknown, {status} IN {EXPIRED!r} AS has_expired "
        f'FROM "coupons" c LEFT JOIN uses u USING (platform, store, coupon_no) WHERE {bearer} NOT IN {NOT_SHOP!r} AND c.face_fen IS NOT NULL) '
        "SELECT campaign, date_diff('day', claimed, ?::DATE), coalesce(date_diff('day', claimed, expires), -1), "
        "coalesce(date_diff('day', claimed, used_day), -1), face_fen, "
        "used_day IS NULL AND NOT is_dead AND CASE WHEN expires IS NULL THEN NOT has_expired ELSE expires > ? END, count(*) "
        "FROM known WHERE claimed BETWEEN ? AND ? AND NOT is_unknown AND (used_day IS NULL OR used_day >= claimed) GROUP BY ALL ORDER BY ALL",
        [as_of, as_of, as_of, as_of - timedelta(days=HISTORY_DAYS), as_of],
    )
    columns: list[list[Any]] = [list(c) for c in zip(*rows, strict=True)] or [[] for _ in range(7)]
    name, age, valid, at, face, is_open, count = columns
    ints = [np.array(c, np.int64) for c in (age, valid, at, face, count)]
    return Coupons(np.array(name, object), ints[0], ints[1], ints[2], ints[3], ints[4], np.array(is_open, bool))  # fmt: skip


def _uses(engine: Engine) -> str:
    if "redeemed_at" not in engine.columns("redemptions"):
        return "SELECT '' AS platform, '' AS store, '' AS coupon_no, NULL::DATE AS used_day WHERE false"
    return 'SELECT platform, store, coupon_no, CAST(min(redeemed_at) AS DATE) AS used_day FROM "redemptions" GROUP BY ALL'


def _drawn(found: Coupons, rng: np.random.Generator) -> Array:
    """Return [1 + draws, groups] amounts used of the open groups: the expected ones first (0 of those not open)."""
    watched = np.where(found.valid >= 0, np.minimum(found.valid, found.age), found.age)
    watched = np.maximum(watched, 0)
    shop = delays(found.used, watched, found.count).hazards(DRAWS, rng)
    amounts = np.zeros((1 + DRAWS, len(found.count)))
    for name in sorted(set(found.campaign[found.open].tolist())):
        mine = found.campaign == name
        own = delays(found.used[mine], watched[mine], found.count[mine])
        hazards = own.hazards(DRAWS, rng) if own.total >= OWN_CURVE else shop
        here = np.flatnonzero(mine & found.open)
        until = np.where(found.valid[here] >= 0, found.valid[here], hazards.shape[1])
        chance = chances(hazards, found.age[here], until)
        size = found.count[here]
        amounts[0, here] = chance[0] * size * found.face_fen[here]
        amounts[1:, here] = rng.binomial(size, np.clip(chance[1:], 0, 1)) * found.face_fen[here]
    return amounts


def _expected(drawn: Array) -> Expected:
    sums = drawn.sum(axis=1)
    value = round(float(sums[0]))
    low, high = np.quantile(sums[1:], [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    # A few coupons are used or not: the mean may lie beside every likely sum, but never outside of its interval.
    return Expected(value, min(round(float(low)), value), max(round(float(high)), value))


def _weeks(found: Coupons, as_of: date, drawn: Array | None) -> tuple[Week, ...]:
    """Return the open coupons by the week in which they expire, those without a day last."""
    by_week: dict[str, list[int]] = defaultdict(list)
    for place in np.flatnonzero(found.open).tolist():
        valid = int(found.valid[place])
        day = as_of + timedelta(days=valid - int(found.age[place]))
        by_week[whole(day, "week").key if valid >= 0 else ""].append(place)
    made = []
    for key in sorted(by_week, key=lambda k: (not k, k)):
        places = by_week[key]
        face = int((found.face_fen * found.count)[places].sum())
        expected = None if drawn is None else _expected(drawn[:, places])
        made.append(Week(key, int(found.count[places].sum()), face, expected))
    return tuple(made)
