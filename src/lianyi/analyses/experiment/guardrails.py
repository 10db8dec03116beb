"""Guardrails: outcomes that an experiment must not make worse by more than a margin, whatever it gains elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lianyi.analyses.result import Warning  # noqa: A004 - the word of the field
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lianyi.analyses.experiment.compare import Comparison, Sight

Held = Literal["held", "broken", "not_yet"]
HELD: dict[Held, Text] = {
    "held": Text("守住", "held"),
    "broken": Text("破了", "broken"),
    "not_yet": Text("还看不清", "not yet clear"),
}
BROKEN = Text(
    "护栏指标{name}在「{arm}」上变差超过了允许的{margin}，先不要放量。",
    "Guardrail {name} got worse under {arm} by more than the {margin} allowed; do not roll out.",
)


@dataclass(frozen=True)
class Guardrail:
    """Outcome `name` may get worse by `margin`, an amount or a `share` of the control; `down` means less is good."""

    name: str
    margin: float
    share: bool
    down: bool

    @property
    def margin_text(self) -> str:
        """The margin as it was written."""
        return f"{self.margin * 100:g}%" if self.share else f"{self.margin:g}"


@dataclass(frozen=True)
class Guarded:
    """What a guardrail shows for one arm: `p_value` is one-sided, small where the margin surely holds."""

    guardrail: Guardrail
    comparison: Comparison
    p_value: float
    verdict: Held


def parse_guardrail(text: str) -> Guardrail:
    """Return the guardrail that `column:margin` or `column:margin:down` means; a margin like `2%` is a share.

    Refuses with `experiment.guardrail_unreadable`.

    >>> parse_guardrail("refund_rate:0.01:down")
    Guardrail(name='refund_rate', margin=0.01, share=False, down=True)
    """
    parts = text.split(":")
    direction = parts.pop() if parts[-1] in ("up", "down") else "up"
    margin = parts.pop() if len(parts) > 1 else ""
    name, share = ":".join(parts).strip(), margin.endswith("%")
    try:
        value = float(margin.removesuffix("%"))
    except ValueError:
        value = -1.0
    if not (name and 0 <= value < float("inf")):
        raise LianyiError("experiment.guardrail_unreadable", value=text)
    return Guardrail(name, value / 100 if share else value, share, direction == "down")


def guarded(guardrail: Guardrail, comparison: Comparison, sight: Sight, *, rule: str) -> Guarded:
    """Judge one arm by one guardrail: held where the interval that the rule uses lies within the margin.

    Non-inferiority at half of alpha on the side that hurts; all guardrails must hold, so none is corrected.
    """
    from scipy.special import ndtr

    from lianyi.stats import sequential
    from lianyi.stats.differences import against_margin
    from lianyi.stats.intervals import normal

    treated, base = comparison.raw, comparison.control_raw
    room, error = against_margin(
        treated, base, guardrail.margin, share_of_control=guardrail.share, down=guardrail.down
    )
    n = treated.n + base.n
    low, high = normal(room, error, sight.level)
    if rule != "fixed":
        small = min(treated.n, base.n) < sequential.LEAST_PEOPLE
        low, high = sequential.interval(room, float("nan") if small else error, n, sight.rho2, sight.alpha)  # fmt: skip
    verdict: Held = "held" if low > 0 else "broken" if high < 0 else "not_yet"
    p_value = float(ndtr(-room / error)) if error > 0 else float("nan")
    return Guarded(guardrail, comparison, p_value, verdict)


def broken_warnings(found: Sequence[Guarded]) -> list[Warning]:
    """Return a loud warning for each arm that broke a guardrail."""
    return [
        Warning(
            "guardrail_broken",
            BROKEN.format(name=g.guardrail.name, arm=g.comparison.arm, margin=g.guardrail.margin_text),
            loud=True,
        )
        for g in found
        if g.verdict == "broken"
    ]  # fmt: skip
