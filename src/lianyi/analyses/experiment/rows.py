"""The people of an experiment as arrays, and how they are read from a file with one row a person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import isinf
from typing import TYPE_CHECKING, Any, Literal

from lianyi.core.calendar.periods import Period, between
from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.experiment import Experiment
    from lianyi.analyses.result import Unit

Kind = Literal["proportion", "mean", "ratio"]
Array = Any

ARM_HEADERS = ("arm", "variant", "version", "group", "treatment", "分组", "实验组", "版本", "组别")
PERSON_HEADERS = (
    *("userid", "user_id", "uid", "person", "person_id", "customer", "customer_id", "id"),
    *("用户", "用户ID", "客户", "客户ID", "用户编号", "会员ID"),
)
MOST_ARMS = 20
UNKNOWN = {"", "null", "none", "nan", "na", "n/a", "-", "--", "—", "\\n", "unknown", "未知", "无"}
NO_ARM = {"", "null", "nan", "n/a", "-", "--", "—", "\\n"}
"""What names no arm; `none` may well be the arm that got nothing."""
TRUE = {"true", "yes", "t", "y", "是"}
FALSE = {"false", "no", "f", "n", "否"}
NUMBER = re.compile(r"[-+]?(\d+(,\d{3})*|\d*)(\.\d+)?(e[-+]?\d+)?", re.IGNORECASE)
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
NOT_A_DAY = -1


@dataclass(frozen=True)
class Measure:
    """One outcome: `values` [people] and, of a ratio, `below` [people]; NaN where it is not known.

    `past` [people] is what was known before, for CUPED; NaN for newcomers. Money is in minor units of `currency`.
    """

    name: str
    kind: Kind
    values: Array
    below: Array | None = None
    unit: Unit = "number"
    past: Array | None = None
    currency: str = "CNY"

    @property
    def known(self) -> Array:
        """Whose outcome is known."""
        import numpy as np

        known = np.isfinite(self.values)
        return known if self.below is None else known & np.isfinite(self.below)

    def of(self, people: Array) -> Measure:
        """Return the measure of some people."""
        below = None if self.below is None else self.below[people]
        past = None if self.past is None else self.past[people]
        return replace(self, values=self.values[people], below=below, past=past)


@dataclass(frozen=True)
class Rows:
    """Everybody with a known arm whose window is over.

    `arm` [people] are places in `arms`; `dealt` counts people by arm before anything was left out: it is what the
    split is checked on. `counts` say what was left out and why. `days` are those from the first assignment to the end of the last
    window, where they are known.
    """

    arms: tuple[str, ...]
    arm: Array
    measures: Mapping[str, Measure]
    dealt: tuple[int, ...]
    segments: Sequence[str] | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    days: Period | None = None

    def of(self, people: Array) -> Rows:
        """Return some people, by mask."""
        segments = self.segments
        return replace(
            self,
            arm=self.arm[people],
            measures={k: m.of(people) for k, m in self.measures.items()},
            segments=None
            if segments is None
            else [s for s, kept in zip(segments, people, strict=True) if kept],
        )


def numbers_of(texts: Sequence[str], column: str) -> tuple[Array, int]:
    """Return values [rows] with NaN where unknown, and how many cells are no number at all.

    Yes and no in both languages are 1 and 0, `12%` is 0.12, thousands may have commas. Refuses with
    `experiment.not_numbers` where more than half of the cells that say something are no numbers.
    """
    import numpy as np

    known: dict[str, float | None] = {text: number_of(text) for text in set(texts)}
    strange = {t for t, v in known.items() if v is None}
    values = np.array([np.nan if (v := known[t]) is None else v for t in texts], float)
    odd = sum(t in strange for t in texts)
    if odd * 2 > odd + int(np.isfinite(values).sum()):
        raise LianyiError("experiment.not_numbers", column=column, example=min(strange)[:40])
    return values, odd


def number_of(text: str) -> float | None:
    """Return the number that a cell says, NaN where it says nothing, None where it says something else."""
    word = text.strip().lower()
    if word in UNKNOWN:
        return float("nan")
    if word in TRUE or word in FALSE:
        return float(word in TRUE)
    plain = word.lstrip("¥￥$").replace("％", "%")
    share = plain.endswith("%")
    plain = plain.removesuffix("%")
    if not plain or plain in ("+", "-") or not NUMBER.fullmatch(plain):
        return None
    try:
        value = float(plain.replace(",", ""))
    except ValueError:
        return None
    return None if isinf(value) else value / (100 if share else 1)


def day_of(text: str) -> int:
    """Return the ordinal of the day that a cell begins with, `NOT_A_DAY` where it names none."""
    found = DAY.match(text.strip())
    if not found:
        return NOT_A_DAY
    try:
        return date(*map(int, found.groups())).toordinal()
    except ValueError:
        return NOT_A_DAY


def kind_of(values: Array, asked: str, column: str, *, over: bool = False) -> Kind:
    """Return what an outcome is: 0 and 1 are a proportion, other numbers a mean, sum over sum a ratio.

    Refuses with `experiment.not_a_share` where a proportion is asked of other numbers, `experiment.no_denominator` where a ratio has none.
    """
    import numpy as np

    if asked == "ratio" and not over:
        raise LianyiError("experiment.no_denominator", column=column)
    if asked == "ratio" or (asked == "auto" and over):
        return "ratio"
    told = values[np.isfinite(values)]
    binary = bool(np.isin(told, (0.0, 1.0)).all())
    if asked == "proportion" and not binary:
        example = told[~np.isin(told, (0.0, 1.0))][0]
        raise LianyiError("experiment.not_a_share", column=column, example=f"{example:g}")
    if asked in ("proportion", "mean"):
        return "proportion" if asked == "proportion" else "mean"
    return "proportion" if binary else "mean"


def from_file(asked: Experiment, data: Data) -> Rows:
    """Return the people of `asked.file`. Refuses with the codes of reading and those above."""
    import numpy as np

    assert asked.file is not None
    columns = data.columns(asked.file, _wanted(asked))
    names = [t.strip() for t in columns["arm"]]
    arms = tuple(sorted({n for n in names if n.lower() not in NO_ARM}))
    if len(arms) > MOST_ARMS:
        raise LianyiError("experiment.too_many_arms", column=asked.arm or "arm", arms=len(arms), most=MOST_ARMS)  # fmt: skip
    places = {name: n for n, name in enumerate(arms)}
    arm = np.array([places.get(n, -1) for n in names], int)
    measures, unreadable = _measures(asked, columns)
    counts = {"rows": len(arm), "arm_unknown": int((arm < 0).sum()), "unreadable": unreadable}
    days = np.array([day_of(t) for t in columns["assigned"]]) if asked.assigned else None
    rows = Rows(arms, arm, measures, (), columns.get("segment"), counts)
    rows, days = _one_row_a_person(rows, days, columns.get("person"), merge=asked.unit is not None)
    return _ripe(rows, days, asked)


def _wanted(asked: Experiment) -> dict[str, tuple[str, ...]]:
    wanted: dict[str, tuple[str, ...]] = {"arm": (asked.arm,) if asked.arm else ARM_HEADERS}
    for name in dict.fromkeys((*asked.metric, *asked.guarded)):
        wanted[f"metric {name}"] = (name,)
    single = {"denominator": asked.denominator, "covariate": asked.covariate, "assigned": asked.assigned, "segment": asked.segment_column}  # fmt: skip
    wanted |= {name: (column,) for name, column in single.items() if column}
    return wanted | ({"person": (asked.unit,)} if asked.unit else {"?person": PERSON_HEADERS})


def _measures(
    asked: Experiment, columns: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Measure], int]:
    """Return the outcomes by name; kinds are settled once people are whole."""
    found, unreadable = {}, 0
    below = None
    past = None
    if asked.covariate:
        past, unreadable = numbers_of(columns["covariate"], asked.covariate)
    if asked.denominator:
        below, odd = numbers_of(columns["denominator"], asked.denominator)
        unreadable += odd
    for name in dict.fromkeys((*asked.metric, *asked.guarded)):
        values, odd = numbers_of(columns[f"metric {name}"], name)
        unreadable += odd
        mine = name in asked.metric
        kind = kind_of(values, asked.metric_kind if mine else "auto", name, over=mine and below is not None)  # fmt: skip
        unit: Unit = "ratio" if kind == "proportion" else "number"
        found[name] = Measure(name, kind, values, below if kind == "ratio" else None, unit, past if mine else None)  # fmt: skip
    return found, unreadable


def _one_row_a_person(
    rows: Rows, days: Array | None, people: Sequence[str] | None, *, merge: bool
) -> tuple[Rows, Array | None]:
    """Merge the rows of one person where asked; else count those who stand in several rows."""
    import numpy as np

    if people is None:
        return rows, days
    stripped = np.array([p.strip() for p in people], dtype=object)
    named = np.array([p.lower() not in UNKNOWN for p in stripped], bool)
    keys, place = np.unique(stripped[named].astype(str), return_inverse=True)
    repeated = int((np.bincount(place, minlength=len(keys)) > 1).sum()) if len(keys) else 0
    if not merge:
        return replace(rows, counts={**rows.counts, "repeated": repeated}), days
    counts = {**rows.counts, "person_unknown": int((~named).sum())}
    kept, told = rows.of(named), rows.arm[named] >= 0
    days = None if days is None else days[named]
    kept, place = kept.of(told), place[told]
    days = None if days is None else days[told]
    return _merged(replace(kept, counts=counts), place, days)


def _merged(rows: Rows, place: Array, days: Array | None) -> tuple[Rows, Array | None]:
    """Return one row for each value of `place`; people seen in two arms are left out and counted."""
    import numpy as np

    people, place = np.unique(place, return_inverse=True)
    n = len(people)
    lowest, highest = np.full(n, MOST_ARMS), np.full(n, -1)
    np.minimum.at(lowest, place, rows.arm)
    np.maximum.at(highest, place, rows.arm)
    first = np.unique(place, return_index=True)[1]
    pure = lowest == highest
    whole = Rows(
        rows.arms,
        lowest,
        {k: _summed(m, place, n) for k, m in rows.measures.items()},
        (),
        None if rows.segments is None else [rows.segments[i] for i in first],
        {**rows.counts, "mixed": int((~pure).sum())},
    )
    if days is None:
        return whole.of(pure), None
    earliest = np.full(n, np.iinfo(np.int64).max)
    np.minimum.at(earliest, place[days != NOT_A_DAY], days[days != NOT_A_DAY])
    earliest[earliest == np.iinfo(np.int64).max] = NOT_A_DAY
    return whole.of(pure), earliest[pure]


def _summed(measure: Measure, place: Array, n: int) -> Measure:
    """Return sums per person; of a proportion whether it ever happened. Unknown only where no row knows."""
    import numpy as np

    known = measure.known
    told = np.bincount(place[known], minlength=n) > 0
    values = np.bincount(place[known], weights=measure.values[known], minlength=n)
    if measure.kind == "proportion":
        values = np.minimum(values, 1.0)
    below = measure.below
    if below is not None:
        below = np.bincount(place[known], weights=below[known], minlength=n)
    past = None if measure.past is None else _mean(measure.past, place, n)
    return replace(measure, values=np.where(told, values, np.nan), below=below, past=past)


def _mean(values: Array, place: Array, n: int) -> Array:
    import numpy as np

    known = np.isfinite(values)
    many = np.bincount(place[known], minlength=n)
    sums = np.bincount(place[known], weights=values[known], minlength=n)
    return np.where(many > 0, sums / np.maximum(many, 1), np.nan)


def _ripe(rows: Rows, days: Array | None, asked: Experiment) -> Rows:
    """Leave out unknown arms, then people whose window is not over by `asked.until`."""
    import numpy as np

    told = rows.arm >= 0
    rows = rows.of(told)
    dealt = tuple(int(c) for c in np.bincount(rows.arm, minlength=len(rows.arms)))
    rows = replace(rows, dealt=dealt)
    if days is None:
        return rows
    days = days[told]
    dated = days != NOT_A_DAY
    if not dated.any():
        raise LianyiError("experiment.no_days", column=asked.assigned)
    last = int(days[dated].max())
    if asked.until:
        # Whoever came after the data ends is never ripe; the span of days must not run backwards.
        last = max(asked.until.toordinal(), int(days[dated].min()))
    ripe = dated & (days + asked.window_days - 1 <= last)
    counts = {"undated": int((~dated).sum()), "immature": int((dated & ~ripe).sum())}
    seen = between(date.fromordinal(int(days[dated].min())), date.fromordinal(last))
    return replace(rows.of(ripe), counts={**rows.counts, **counts}, days=seen)
