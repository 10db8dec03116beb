"""From the people of an experiment to its result: the split first, then every comparison, guardrail and segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lianyi.analyses.experiment import tables, words
from lianyi.analyses.experiment.compare import (
    LEAST,
    Comparison,
    Shown,
    Sight,
    compared,
    corrected,
    decided,
    pairs,
    shown,
)
from lianyi.analyses.experiment.guardrails import (
    Guarded,
    broken_warnings,
    guarded,
    parse_guardrail,
)
from lianyi.analyses.result import Number, Result
from lianyi.analyses.result import Warning as Caution
from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from lianyi.analyses.experiment import Experiment
    from lianyi.analyses.experiment.rows import Rows
    from lianyi.analyses.result import Table
    from lianyi.core.calendar.business import BusinessCalendar

CONTROLS = {
    *("control", "ctrl", "baseline", "base", "holdout", "none", "old", "original", "default"),
    *("a", "0", "false", "对照", "对照组", "原版", "旧版", "空白", "空白组", "无"),
}
"""What a control is usually called; `No …` is one too."""
MOST_SEGMENTS = 20
NEVER = 1 << 62
"""More people than there are."""
UNEVEN = 0.001
"""Below this p-value the arms lack outcomes unequally."""


def found(asked: Experiment, rows: Rows, calendar: BusinessCalendar) -> Result:
    """Return the result. Refuses with `experiment.one_arm`, `experiment.control_unknown`, `experiment.expected_unreadable`."""
    prepared, said = _prepared(asked, rows)
    if rows.days is not None:
        said = (*said, *words.occasions(rows.days, calendar))
    return _Found(asked, prepared, said).result()


def control_of(given: str | None, arms: Sequence[str]) -> tuple[int, bool]:
    """Return the place of the control, and whether it had to be guessed: a usual name, else the first in order."""
    if given is not None:
        named = [n for n, arm in enumerate(arms) if arm.lower() == given.strip().lower()]
        exact = [n for n in named if arms[n] == given.strip()] or named
        if not exact:
            raise LianyiError("experiment.control_unknown", control=given, known=", ".join(arms))
        return exact[0], False
    usual = (n for n, a in enumerate(arms) if a.lower() in CONTROLS or a.lower().startswith("no "))
    return next(usual, 0), True


def weights_of(given: Sequence[str], arms: Sequence[str]) -> list[float]:
    """Return the planned share of each arm: equal, or numbers in the order of `arms`, or `arm=number`."""
    if not given:
        return [1.0] * len(arms)
    parts = [text.rpartition("=") for text in given]
    try:
        numbers = [float(number) for _, _, number in parts]
    except ValueError:
        numbers = []
    named = {name.strip(): number for (name, _, _), number in zip(parts, numbers, strict=False)}
    if all(sign for _, sign, _ in parts) and set(named) == set(arms):
        numbers = [named[arm] for arm in arms]
    elif any(sign for _, sign, _ in parts):
        numbers = []
    if len(numbers) != len(arms) or not all(0 < n < float("inf") for n in numbers):
        raise LianyiError("experiment.expected_unreadable", value=",".join(given), arms=", ".join(arms))  # fmt: skip
    return numbers


def _prepared(asked: Experiment, rows: Rows) -> tuple[Rows, tuple[Caution, ...]]:
    """Leave out arms with hardly anybody, cap outliers; say what was done.

    Refuses with `experiment.one_arm`.
    """
    import numpy as np

    from lianyi.stats.means import capped

    said = words.left_out(rows.counts, asked.window_seconds)
    if rows.counts.get("repeated"):
        said.append(Caution("people_repeated", words.REPEATED.format(n=rows.counts["repeated"]), loud=True))  # fmt: skip
    many = np.bincount(rows.arm, minlength=len(rows.arms))
    tiny = [n for n, people in enumerate(many) if people < LEAST]
    if tiny:
        kept = [n for n in range(len(rows.arms)) if n not in tiny]
        places = np.full(len(rows.arms), -1)
        places[kept] = np.arange(len(kept))
        said.append(
            Caution("arm_tiny", words.TINY.format(arms="、".join(rows.arms[n] for n in tiny)))
        )
        fewer = rows.of(~np.isin(rows.arm, tiny))
        rows = replace(fewer, arms=tuple(rows.arms[n] for n in kept), arm=places[fewer.arm], dealt=tuple(rows.dealt[n] for n in kept))  # fmt: skip
    if len(rows.arms) < 2:
        raise LianyiError("experiment.one_arm", arms=", ".join(rows.arms) or "0")
    if asked.cap is None:
        return rows, tuple(said)
    measures = dict(rows.measures)
    for name, measure in rows.measures.items():
        if measure.kind != "proportion" and name in asked.metric:
            values, at, cut = capped(measure.values, asked.cap)
            measures[name] = replace(measure, values=values)
            if cut:
                said.append(
                    Caution("capped", words.CAPPED.format(metric=name, n=cut, cap=f"{at:,.6g}"))
                )
    return replace(rows, measures=measures), tuple(said)


@dataclass(frozen=True)
class _Found:
    """One run: the people of the experiment on the way to a result."""

    asked: Experiment
    rows: Rows
    said: tuple[Caution, ...]

    def result(self) -> Result:
        from lianyi.stats.sample_ratio import sample_ratio_p

        asked, rows = self.asked, self.rows
        control, assumed = control_of(asked.control, rows.arms)
        weights = weights_of(asked.expected, rows.arms)
        p_value = sample_ratio_p(rows.dealt, weights)
        broken = words.split_warning(rows.arms, rows.dealt, weights, p_value)
        sight = self._sight()
        seen = [shown(rows, rows.measures[name]) for name in dict.fromkeys(asked.metric)]
        loud = broken is not None and broken.loud
        found = self._compared(seen, control, sight, broken=loud)
        guards = self._guards(control, sight, found)
        parts = [] if asked.segment_column is None else self._segments(control, sight, broken=loud)
        measures = tables.measures_by_name(seen)
        first = [c for c in found if c.measure == asked.metric[0] and c.control == rows.arms[control]]  # fmt: skip
        return Result(
            analysis=asked.KEY,
            definition=asked.definition(),
            options=asked.options,
            numbers=(
                *tables.first_numbers(first[0], measures[first[0].measure], sight.level),
                *tables.arm_numbers(seen, rows.arms, sight.level),
                Number("sample_ratio_p", words.SRM, p_value, "number", n=sum(rows.dealt)),
                *_reductions(seen),
            ),
            tables=self._tables(found, seen, guards, parts, sight.level),
            sentences=words.sentences(first, measures, sight.level, rule=asked.rule, adjusted=seen[0].adjusted, broken=broken if loud else None),
            warnings=(*([broken] if broken else []), *broken_warnings(guards), *self._cautions(seen, control, assumed=assumed)),
            sizes={**rows.counts, "people": len(rows.arm), "arms": len(rows.arms)},
            extra={"arms": list(rows.arms), "control": rows.arms[control], "rho2": sight.rho2},
            drawn=asked.draw,
        )  # fmt: skip

    def _sight(self) -> Sight:
        from lianyi.stats.sequential import PLANNED, tuned

        together = 2 * self.asked.planned if self.asked.planned else PLANNED
        return Sight(self.asked.alpha, tuned(together, self.asked.alpha))

    def _compared(self, seen: Sequence[Shown], control: int, sight: Sight, *, broken: bool) -> list[Comparison]:  # fmt: skip
        """Return all comparisons in three families: the first metric with the control, the others with it, the rest."""
        asked, names = self.asked, self.rows.arms
        families: dict[int, list[Comparison]] = {0: [], 1: [], 2: []}
        for number, s in enumerate(seen):
            for a, b in pairs(len(names), control, only_control=asked.compare == "control"):
                family = 2 if b != control else min(number, 1)
                families[family].append(compared(names, s, a, b, sight))
        found: list[Comparison] = []
        for place, family_of in families.items():
            # Dunnett is about one control.
            method = "holm" if asked.correction == "dunnett" and place == 2 else asked.correction
            found += corrected(family_of, method)  # type: ignore[arg-type]  # one of the choices
        judged = [self._decided(c, asked.planned, broken=broken) for c in found]
        return sorted(judged, key=lambda c: asked.metric.index(c.measure))

    def _is_over(self) -> bool:
        """Whether every arm has the people that were planned; true where nothing was planned."""
        import numpy as np

        fewest = int(np.bincount(self.rows.arm, minlength=len(self.rows.arms)).min())
        return self.asked.planned is None or fewest >= self.asked.planned

    def _decided(self, c: Comparison, planned: int | None, *, broken: bool) -> Comparison:
        return decided(c, self.asked.alpha, rule=self.asked.rule, planned=planned, broken=broken)

    def _guards(self, control: int, sight: Sight, found: Sequence[Comparison]) -> list[Guarded]:
        judged = []
        # Before the planned look a guardrail is watched by the interval that may be looked at.
        rule = "fixed" if self.asked.rule == "fixed" and self._is_over() else "always_valid"
        arms = dict.fromkeys(c.arm for c in found if c.control == self.rows.arms[control])
        for text in self.asked.guardrail:
            guardrail = parse_guardrail(text)
            seen = shown(self.rows, replace(self.rows.measures[guardrail.name], past=None))
            for arm in arms:
                place = self.rows.arms.index(arm)
                comparison = compared(self.rows.arms, seen, place, control, sight)
                judged.append(guarded(guardrail, comparison, sight, rule=rule))
        return judged

    def _segments(self, control: int, sight: Sight, *, broken: bool) -> list[Comparison]:
        """Return the comparisons with the control inside the largest segments, corrected as one family."""
        import numpy as np

        rows, asked = self.rows, self.asked
        names, place = np.unique([s.strip() for s in rows.segments or ()], return_inverse=True)
        order = np.argsort(-np.bincount(place, minlength=len(names)), kind="stable")
        family = []
        for number in order[:MOST_SEGMENTS]:
            some = rows.of(place == number)
            for name in dict.fromkeys(asked.metric):
                seen = shown(some, some.measures[name])
                for a, b in pairs(len(rows.arms), control, only_control=True):
                    family.append(compared(rows.arms, seen, a, b, sight, str(names[number])))
        method = "holm" if asked.correction == "dunnett" else asked.correction
        judged = corrected(family, method)  # type: ignore[arg-type]  # one of the choices
        # Segments are judged when the whole is: their own size was never planned.
        planned = None if self._is_over() else NEVER
        return [self._decided(c, planned, broken=broken) for c in judged]

    def _tables(self, found: Sequence[Comparison], seen: Sequence[Shown], guards: Sequence[Guarded], parts: Sequence[Comparison], level: float) -> tuple[Table, ...]:  # fmt: skip
        measures = [s.measure for s in seen]
        return (
            tables.comparisons_table(found, measures),
            tables.arms_table(seen, self.rows.arms, self.rows.dealt, level),
            *((tables.guardrails_table(guards),) if guards else ()),
            *((tables.comparisons_table(parts, measures, by_segment=True),) if parts else ()),
        )

    def _cautions(self, seen: Sequence[Shown], control: int, *, assumed: bool) -> list[Caution]:
        asked, rows = self.asked, self.rows
        said = [Caution("control_assumed", words.ASSUMED.format(control=rows.arms[control]))] if assumed else []  # fmt: skip
        said += self.said
        for s in seen:
            said += _unknown_outcomes(s, rows)
        largest = max(min(a.n for a in s.raw) for s in seen)
        if asked.rule == "fixed" and asked.planned and largest > 1.1 * asked.planned:
            said.append(Caution("beyond_plan", words.BEYOND.format(planned=f"{asked.planned:,}")))
        if asked.segment_column is not None:
            said.append(Caution("segments_exploratory", words.EXPLORATORY))
            if asked.file is None:
                said.append(Caution("segments_of_today", words.OF_TODAY))
        return said


def _reductions(seen: Sequence[Shown]) -> list[Number]:
    """Return what CUPED took away from each metric."""
    return [
        number
        for n, s in enumerate(seen)
        if s.adjusted is not None
        for number in (
            Number("variance_reduction" if n == 0 else f"variance_reduction.{s.measure.name}", words.REDUCTION, s.adjusted.reduction, "ratio"),
            Number("theta" if n == 0 else f"theta.{s.measure.name}", words.THETA, s.adjusted.theta, "number"),
        )
    ]  # fmt: skip


def _unknown_outcomes(seen: Shown, rows: Rows) -> list[Caution]:
    """Say how many outcomes are not known, loudly where one arm lacks more of them than luck explains."""
    import numpy as np

    from lianyi.stats.sample_ratio import sample_ratio_p

    missing = ~seen.measure.known
    if not missing.any():
        return []
    lost = np.bincount(rows.arm[missing], minlength=len(rows.arms))
    facts = {"metric": seen.measure.name, "n": f"{int(missing.sum()):,}"}
    # Lost people in proportion to the arms would be luck.
    if sample_ratio_p(lost.tolist(), np.bincount(rows.arm).tolist()) < UNEVEN:
        by_arm = "、".join(f"{a} {n:,}" for a, n in zip(rows.arms, lost.tolist(), strict=True))
        return [Caution("missing_uneven", words.UNEVEN.format(**facts, arms=by_arm), loud=True)]
    return [Caution("value_unknown", words.UNKNOWN.format(**facts))]
