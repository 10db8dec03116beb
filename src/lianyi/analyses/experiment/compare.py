"""Arms of one experiment compared: every difference with its interval for one look and its interval for every look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import inf, isnan, nan
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lianyi.analyses.experiment.rows import Array, Measure, Rows
    from lianyi.stats.cuped import Adjusted
    from lianyi.stats.differences import Arm, Difference

Verdict = Literal["higher", "lower", "not_yet", "no_difference", "split_broken", "unknown"]
LEAST = 2
"""Fewer people than this in an arm have no spread."""
Correction = Literal["holm", "bh", "dunnett", "none"]


@dataclass(frozen=True)
class Sight:
    """How the experiment is looked at: `rho2` tunes the always-valid intervals."""

    alpha: float
    rho2: float

    @property
    def level(self) -> float:
        """The probability of the intervals."""
        return 1 - self.alpha


@dataclass(frozen=True)
class Shown:
    """What one measure shows in every arm: `raw` as counted, `arms` after CUPED where there is a covariate."""

    measure: Measure
    raw: tuple[Arm, ...]
    arms: tuple[Arm, ...]
    hits: tuple[int, ...]
    adjusted: Adjusted | None


@dataclass(frozen=True)
class Comparison:
    """One arm against another on one measure. p-values are NaN where nothing is known."""

    measure: str
    arm: str
    control: str
    segment: str
    raw: Arm
    control_raw: Arm
    difference: Difference
    lift: tuple[float, float, float]
    always: tuple[float, float]
    always_p: float
    adjusted_p: float = nan
    always_adjusted_p: float = nan
    verdict: Verdict = "not_yet"


def shown(rows: Rows, measure: Measure) -> Shown:
    """Return the estimates of one measure in every arm, over the people whose outcome is known."""
    known = measure.known
    arm, kept = rows.arm[known], measure.of(known)
    masks = [arm == place for place in range(len(rows.arms))]
    parts = [kept.of(mask) for mask in masks]
    raw = tuple(map(_estimate, parts))
    hits = tuple(int(p.values.sum()) if measure.kind == "proportion" else 0 for p in parts)
    if kept.past is None or min(a.n for a in raw) < LEAST:
        return Shown(measure, raw, raw, hits, None)
    from lianyi.stats.cuped import adjust

    adjusted = adjust([_linear(p) for p in parts], [kept.past[mask] for mask in masks])
    return Shown(measure, raw, adjusted.arms, hits, adjusted)


def _estimate(part: Measure) -> Arm:
    from lianyi.stats import means, proportions, ratios

    if part.below is not None:
        return ratios.arm_of(part.values, part.below)
    if part.kind == "proportion":
        return proportions.arm_of(int(part.values.sum()), len(part.values))
    return means.arm_of(part.values)


def _linear(part: Measure) -> Array:
    from lianyi.stats import ratios

    return part.values if part.below is None else ratios.linear(part.values, part.below)


def compared(
    names: Sequence[str], seen: Shown, arm: int, control: int, sight: Sight, segment: str = ""
) -> Comparison:
    """Return arm number `arm` against arm number `control`."""
    from lianyi.stats import sequential
    from lianyi.stats.differences import relative

    treated, base = seen.arms[arm], seen.arms[control]
    difference = _difference(seen, arm, control, sight.level)
    lift = relative(treated, base, difference.critical)
    always, always_p = (nan, nan), nan
    if min(treated.n, base.n) >= sequential.LEAST_PEOPLE:
        n = treated.n + base.n
        always = sequential.interval(difference.value, difference.error, n, sight.rho2, sight.alpha)
        always_p = sequential.p_value(difference.value, difference.error, n, sight.rho2)
    return Comparison(
        seen.measure.name, names[arm], names[control], segment, seen.raw[arm], seen.raw[control],
        difference, lift, always, always_p,
    )  # fmt: skip


def _difference(seen: Shown, arm: int, control: int, level: float) -> Difference:
    from lianyi.stats.differences import Difference, normal_difference, welch
    from lianyi.stats.proportions import two_proportions

    treated, base = seen.arms[arm], seen.arms[control]
    if min(treated.n, base.n) < LEAST:
        return Difference(treated.value - base.value, nan, -inf, inf, nan, nan, "")
    if seen.adjusted is not None:
        return replace(welch(treated, base, level), method="cuped")
    if seen.measure.kind == "proportion":
        return two_proportions(seen.hits[arm], treated.n, seen.hits[control], base.n, level)
    if seen.measure.kind == "ratio":
        return normal_difference(treated, base, level)
    return welch(treated, base, level)


def pairs(arms: int, control: int, *, only_control: bool) -> list[tuple[int, int]]:
    """Return pairs (arm, control): those with the control first, then the others."""
    others = [a for a in range(arms) if a != control]
    found = [(a, control) for a in others]
    return found if only_control else found + [(b, a) for a, b in combinations(others, 2)]


def corrected(found: Sequence[Comparison], method: Correction) -> list[Comparison]:
    """Return one family of comparisons with raised p-values.

    The always-valid ones are raised by Holm where `method` is `dunnett`, which needs a fixed size.
    """
    from lianyi.stats.multiple import benjamini_hochberg, holm

    plain: dict[str, Callable[[Sequence[float]], list[float]]] = {
        "holm": holm,
        "dunnett": holm,
        "bh": benjamini_hochberg,
        "none": list,
    }
    always = _raised([c.always_p for c in found], plain[method])
    once = _dunnett(found) if method == "dunnett" else _raised([c.difference.p_value for c in found], plain[method])  # fmt: skip
    return [
        replace(c, adjusted_p=p, always_adjusted_p=a)
        for c, p, a in zip(found, once, always, strict=True)
    ]


def _raised(
    p_values: Sequence[float], method: Callable[[Sequence[float]], list[float]]
) -> list[float]:
    told = [p for p in p_values if not isnan(p)]
    raised = iter(method(told)) if told else iter(())
    return [nan if isnan(p) else next(raised) for p in p_values]


def _dunnett(found: Sequence[Comparison]) -> list[float]:
    """Raise p-values against one control: Dunnett within a measure, Holm's factor over the measures."""
    from scipy.special import ndtri

    from lianyi.stats.multiple import dunnett

    measures = list(dict.fromkeys(c.measure for c in found))
    raised: dict[int, float] = {}
    for measure in measures:
        told = [
            (n, c)
            for n, c in enumerate(found)
            if c.measure == measure and not isnan(c.difference.p_value)
        ]
        if not told:
            continue
        statistics = [float(-ndtri(c.difference.p_value / 2)) for _, c in told]
        p_values = dunnett(statistics, [c.raw.error for _, c in told], told[0][1].control_raw.error)
        raised |= {n: min(1.0, p * len(measures)) for (n, _), p in zip(told, p_values, strict=True)}
    return [raised.get(n, nan) for n in range(len(found))]


def decided(
    comparison: Comparison, alpha: float, *, rule: str, planned: int | None, broken: bool
) -> Comparison:
    """Return the comparison with its verdict.

    `always_valid`: the corrected always-valid p-value decides at any time. `fixed`: nothing before `planned` people
    an arm (None: what is there is all), then the corrected p-value of one look.
    """
    smallest = min(comparison.raw.n, comparison.control_raw.n)
    reached = planned is not None and smallest >= planned
    if rule == "fixed":
        p_value, over = comparison.adjusted_p, planned is None or reached
    else:
        p_value, over = comparison.always_adjusted_p, reached
    verdict: Verdict
    if broken:
        verdict = "split_broken"
    elif isnan(p_value):
        verdict = "unknown"
    elif rule == "fixed" and not over:
        verdict = "not_yet"
    elif p_value <= alpha:
        verdict = "higher" if comparison.difference.value > 0 else "lower"
    else:
        verdict = "no_difference" if over else "not_yet"
    return replace(comparison, verdict=verdict)
