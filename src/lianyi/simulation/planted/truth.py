"""The truths of the planted shop as plain values for `truth.json`, units in the names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from lianyi.simulation.planted import tastes
from lianyi.simulation.planted.lives import expected_repeats
from lianyi.simulation.planted.returns import median_days
from lianyi.simulation.planted.settings import PeopleSettings

CART_SECONDS = 209
"""The mean time between the beginning of a first visit and its full cart."""
WINDOW_DAYS = 7.0


def truths(settings: PeopleSettings) -> dict[str, Any]:
    """Return everything planted that follows from the settings alone."""
    lives = settings.lives
    found: dict[str, Any] = {
        "lives": {
            "r": lives.r,
            "alpha_weeks": lives.alpha_weeks,
            "a": lives.a,
            "b": lives.b,
            "p": lives.p,
            "q": lives.q,
            "v_yuan": lives.v_yuan,
            "mean_value_yuan": lives.mean_yuan,
        }
    }
    if settings.pure_lives:
        return found
    return found | {
        "invites": _invites(settings),
        "experiments": experiments(settings),
        "funnel": funnel(settings),
        "retention": {"first": "view", "week_ratios": list(settings.visits.week_ratios)},
        "attribution": _attribution(settings),
        "basket": {"lift": {f"{a} + {b}": v for (a, b), v in tastes.lifts().items()}},
        "returns": {"ratio": settings.returns.ratio, "median_days": median_days(settings.returns)},
    }


def _invites(settings: PeopleSettings) -> Mapping[str, Any]:
    planted = settings.invites
    return {
        "k_by_generation_join": list(planted.rates),
        "k_by_generation_order": [r * planted.buy_ratio for r in planted.rates],
        "within_days": planted.within_days,
        "invites_per_person": planted.mean_invites,
        "open_ratio": planted.open_ratio,
        "activity": planted.activity,
    }


def experiments(settings: PeopleSettings) -> dict[str, Any]:
    """Return per experiment its arms and what it does within `window_days` of the assignment, arm 1 less arm 0."""
    trial, carts = settings.trial, settings.visits.cart_ratio
    paid = [carts * ratio for ratio in trial.pay_ratios]
    mean, again = settings.lives.mean_yuan, _repeats_within(settings)
    dearer = (1.0, 1 + trial.first_value_lift)
    spent = [p * mean * (d + again) for p, d in zip(paid, dearer, strict=True)]
    return {
        trial.name: {
            "arms": list(trial.arms),
            "window_days": WINDOW_DAYS,
            "paid_ratio": paid,
            "paid_ratio_difference": paid[1] - paid[0],
            "paid_yuan_per_person": spent,
            "paid_yuan_difference": spent[1] - spent[0],
        },
        trial.placebo: {
            "arms": list(trial.placebo_arms),
            "window_days": WINDOW_DAYS,
            "paid_ratio_difference": 0.0,
            "paid_yuan_difference": 0.0,
        },
    }


def _repeats_within(settings: PeopleSettings) -> float:
    """Return the repeat purchases of a buyer in what is left of the window after the first one, over all waits."""
    chances = (np.arange(200) + 0.5) / 200
    waits = -np.log(1 - chances) * settings.visits.pay_wait_hours / 24 + CART_SECONDS / 86_400
    weeks = (WINDOW_DAYS - np.minimum(waits, 2.0)) / 7
    return float(np.mean([expected_repeats(settings.lives, w) for w in weeks]))


def funnel(settings: PeopleSettings) -> dict[str, Any]:
    """Return the chances to come from each step of the first visit to the next, both arms together."""
    pays = sum(settings.trial.pay_ratios) / 2
    return {
        "steps": ["view", "cart", "pay"],
        "within_days": 7,
        "visitors_only": True,
        "step_ratios": [1.0, settings.visits.cart_ratio, pays],
    }


def _attribution(settings: PeopleSettings) -> Mapping[str, Any]:
    planted = settings.touches
    return {
        "within_days": planted.within_days,
        "last_touch_share": dict(zip(planted.channels, planted.last, strict=True)),
        "incremental_share": dict(zip(planted.channels, planted.incremental, strict=True)),
        "orders_with_touch_ratio": planted.seen_ratio,
    }
