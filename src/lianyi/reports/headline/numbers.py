"""The numbers inside the headline's sentences, each carrying where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from lianyi.core.translation import Text
from lianyi.reports import shown
from lianyi.reports.document import Derived, Nothing, Number
from lianyi.reports.headline.inputs import HeadlineInput, MissingScope, SalesDay
from lianyi.reports.headline.sizes import OUTSIDE, size_word
from lianyi.reports.shown import Value

NO_BASE = Nothing("undefined", Text("上期为0", "the period before was 0"))


def subject_slots(about: HeadlineInput) -> dict[str, Text | Number]:
    """Return the slots that most openings share: subject, name, value, base and comparison."""
    value = about.missing.value if about.missing else about.value
    written = (
        about.shown.card(value) if about.unit == "money" else about.shown.of(about.unit, value)
    )
    number = Number(
        about.metric,
        value,
        about.unit,
        written,
        about.period,
        about.definition,
        about.snapshot,
        where=about.missing.where if about.missing else "",
        strong=True,
    )
    return {
        "subject": about.subject,
        "name": about.name,
        "base": about.base_name,
        "compare": about.compare_word,
        "v": number,
    }


def derived(
    about: HeadlineInput,
    value: Value,
    text: Text,
    kind: Derived,
    *,
    unit: str = "",
    period: str = "",
    by: tuple[tuple[str, str], ...] = (),
    direction: int = 0,
) -> Number:
    """Return a number that follows from answers of the headline's metric."""
    return Number(
        about.metric,
        float(value) if isinstance(value, Fraction) else value,
        unit or about.unit,
        text,
        period or about.period,
        about.definition,
        about.snapshot,
        by=by,
        derived=kind,
        base_period=about.base_period,
        direction=direction,
    )


def change_amount(about: HeadlineInput) -> Number:
    """Return the change with its sign, in full."""
    text = about.shown.change_of(about.unit, about.change)
    return derived(about, about.change, text, "change", direction=_direction(about))


def change_rate(about: HeadlineInput, write: Callable[[Value], Text]) -> Number | Nothing:
    """Return change ÷ base written by `write`; undefined where the base is not positive."""
    if not about.base or about.base < 0:
        return NO_BASE
    return rate_number(about, Fraction(about.change, about.base), write)


def rate_number(about: HeadlineInput, rate: Fraction, write: Callable[[Value], Text]) -> Number:
    """Return a rate of change, coloured by its direction where it is outside the normal range."""
    return Number(
        about.metric,
        float(rate),
        "ratio",
        write(rate),
        about.period,
        about.definition,
        about.snapshot,
        derived="change_rate",
        base_period=about.base_period,
        direction=_direction(about),
    )


def _direction(about: HeadlineInput) -> int:
    inside = size_word(about.change, about.band) not in OUTSIDE
    return 0 if inside else (about.change > 0) - (about.change < 0)


def band_share(about: HeadlineInput) -> Number | Nothing:
    """Return the normal range as a share of the base."""
    if not about.base or about.base < 0 or about.band is None:
        return NO_BASE
    rate = Fraction(about.band, about.base)
    return derived(about, rate, shown.percent(rate), "estimate", unit="ratio")


def window_rate(about: HeadlineInput, day: SalesDay) -> Number | Nothing:
    """Return the change against the matching window of the sales day a year ago."""
    if not day.base or day.base < 0:
        return NO_BASE
    rate = Fraction(about.value - day.base, day.base)
    return Number(
        about.metric,
        float(rate),
        "ratio",
        shown.signed_percent(rate),
        about.period,
        about.definition,
        about.snapshot,
        derived="change_rate",
        base_period=day.base_period,
    )


def comparable_rate(about: HeadlineInput, missing: MissingScope) -> Number | Nothing:
    """Return the change without the missing source on either side."""
    if missing.base <= 0:
        return NO_BASE
    rate = Fraction(missing.value - missing.base, missing.base)
    return derived(about, rate, shown.signed_percent(rate), "change_rate", unit="ratio")
