"""The planner of experiments: how many people, how many days, and what could be seen with fewer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, isfinite, isinf
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.analyses.result import Column, Number, Result, Table
from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.result import Option, Unit

WEEK = 7
LIFTS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
FINDING = Text(
    "要有{power}的把握看出{base}变成{target}（{lift}），每组要{n}人，{arms}组共{total}人；想天天看又不误判，每组最多{peeking}人。",
    "To see {base} become {target} ({lift}) with {power} power takes {n} people an arm, {total} for {arms} arms; to look every day safely, at most {peeking} an arm.",
)
DAYS = Text(
    "每天{daily}人进入，要跑{days}天（取整周，避开周末效应）。",
    "With {daily} people a day it runs {days} days (whole weeks, so that weekends weigh the same).",
)
SAFE = Text(
    "这是通行的算法，方差按基线取；升到{target}时方差变大，要真有{power}的把握，每组排{safe}人。",
    "This is the usual formula with the variance of the base; at {target} the variance is larger: for {power} in full, plan {safe} an arm.",
)
SEEN = Text(
    "每组{n}人，最小能看出{effect}的变化（{lift}）。",
    "With {n} people an arm the smallest change that shows is {effect} ({lift}).",
)
TOO_FEW = Text("每组{n}人什么变化也看不出来。", "With {n} people an arm no change shows.")
LONG = Text(
    "要跑{days}天，期间促销和人群都会变；想看更大的变化，或者选离改动更近的指标。",
    "It would run {days} days while sales and people change; look for a larger change, or a metric closer to what is changed.",
)
LONG_DAYS = 60


@analysis
@dataclass(frozen=True)
class ExperimentPlan(Analysis):
    """People per arm for a proportion (`base` alone), a mean or a ratio (`base` and `sd`, or read from a file)."""

    KEY: ClassVar[str] = "experiment-plan"
    NAME: ClassVar[Text] = Text("实验计划", "Experiment plan")
    SUMMARY: ClassVar[Text] = Text(
        "每组要多少人、跑多少天；人数定了，最小能看出多大的变化",
        "How many people an arm and how many days; with people given, the smallest change that shows",
    )
    EXAMPLE: ClassVar[str] = (
        "lianyi run experiment-plan --base 0.1 --lift 0.1 --power 0.8 --daily 1000"
    )
    FILE: ClassVar[bool] = True

    base: float | None = option(
        None,
        "现在的水平：转化率写0.1，均值写平均数|The level now: 0.1 for a rate, the mean for an amount",
    )
    sd: float | None = option(
        None, "均值或比率指标里每人的标准差|Standard deviation per person, for a mean or a ratio"
    )
    lift: float | None = option(
        None, "想看出的相对变化，如0.1是+10%|The relative change to see, 0.1 is +10%"
    )
    effect: float | None = option(
        None, "想看出的绝对变化，如0.01是1个百分点|The absolute change to see, 0.01 is one point"
    )
    power: float = option(0.8, "真有变化时看出来的概率|The chance to see a real change")
    alpha: float = option(0.05, "允许误判的概率|The chance of a false alarm that is accepted")
    arms: int = option(2, "一共几组，含对照|Arms, control included")
    share: float | None = option(
        None, "对照组占多少，默认平分|The share of the control, equal by default"
    )
    daily: int | None = option(
        None, "每天多少人进入实验（各组合计）|People who enter a day, all arms together"
    )
    days: int | None = option(
        None,
        "只能跑几天，看最小能看出多大变化|Days that it may run, for the smallest change that shows",
    )
    n: int | None = option(
        None, "每组多少人，看最小能看出多大变化|People an arm, for the smallest change that shows"
    )
    file: Path | None = option(
        None, "从这个文件量基线和标准差|Measure base and deviation in this file"
    )
    metric: str | None = option(None, "文件里的指标列|The column of the metric in the file")
    denominator: str | None = option(None, "比率指标的分母列|The column under a ratio metric")
    covariate: str | None = option(None, "实验前就知道的列：算上CUPED省下的人|A column known before: counts what CUPED saves")  # fmt: skip

    @property
    def needs_shop(self) -> bool:
        """It never does."""
        return False

    def run(self, data: Data) -> Result:
        """Return people per arm and days. Refuses with `experiment.plan_incomplete`, `experiment.out_of_range`."""
        _check(self)
        return _Plan(self, _person(self, data)).result()

    def draw(self, result: Result, lang: Lang) -> Option:
        """Return people per arm over the change to see."""
        from lianyi.charts.frame import Style, base, category_axis, value_axis

        rows = [r for r in result.rows() if r["n_per_arm"] is not None]
        label = Text("想看出的变化和每组人数", "People per arm by the change to see").say(lang)
        bars = [{"value": r["n_per_arm"], "itemStyle": {"color": "--series-1"}} for r in rows]
        return {
            **base(Style(unit="count", lang=lang), label=label),
            "xAxis": category_axis([numbers.ratio(r["lift"], sign=True) for r in rows]),
            "yAxis": {**value_axis(), "type": "log"},
            "series": [{"type": "bar", "barWidth": "60%", "data": bars}],
        }  # fmt: skip


@dataclass(frozen=True)
class _Person:
    """One person's value: its mean, its variance for an effect on the mean, what is left of it after CUPED."""

    base: float
    variance: Callable[[float], float]
    unit: Unit
    largest: float
    left: float = 1.0


def _check(asked: ExperimentPlan) -> None:
    limits = (
        ("power", asked.power, 0.0, 1.0), ("alpha", asked.alpha, 0.0, 0.5), ("arms", asked.arms, 1, 101),
        ("share", asked.share, 0.0, 1.0), ("daily", asked.daily, 0, 10**12), ("days", asked.days, 0, 3_660), ("n", asked.n, 1, 10**12),
    )  # fmt: skip
    for name, value, low, high in limits:
        if value is not None and not low < value < high:
            raise LianyiError("experiment.out_of_range", option=name, value=value, low=low, high=high)  # fmt: skip
    if asked.base is None and asked.file is None:
        raise LianyiError("experiment.plan_incomplete", missing="base")
    if asked.file is not None and asked.metric is None:
        raise LianyiError("experiment.plan_incomplete", missing="metric")
    if asked.lift is None and asked.effect is None and asked.n is None and (asked.days is None or asked.daily is None):  # fmt: skip
        raise LianyiError("experiment.plan_incomplete", missing="lift")


def _person(asked: ExperimentPlan, data: Data) -> _Person:
    if asked.file is not None:
        return _measured(asked, data)
    base = asked.base
    assert base is not None
    if asked.sd is None:
        if not 0 < base < 1:
            raise LianyiError("experiment.out_of_range", option="base", value=base, low=0, high=1)
        return _share(base)
    if not asked.sd > 0:
        raise LianyiError("experiment.out_of_range", option="sd", value=asked.sd, low=0, high="∞")
    return _amount(base, asked.sd**2)


def _share(base: float, left: float = 1.0) -> _Person:
    return _Person(base, lambda e: (base + e) * (1 - base - e), "ratio", 1 - base, left)


def _amount(base: float, variance: float, left: float = 1.0) -> _Person:
    largest = abs(base) * 1_000 + variance**0.5 * 1_000
    return _Person(base, lambda _: variance, "number", largest, left)


def _measured(asked: ExperimentPlan, data: Data) -> _Person:
    """Read base and spread of one person's value from a file, and what CUPED would take away."""
    import numpy as np

    from lianyi.analyses.experiment.rows import Measure, kind_of, numbers_of
    from lianyi.stats.cuped import adjust
    from lianyi.stats.ratios import linear

    assert asked.file is not None
    assert asked.metric is not None
    wanted = {"metric": asked.metric, "denominator": asked.denominator, "covariate": asked.covariate}  # fmt: skip
    named = {name: column for name, column in wanted.items() if column}
    columns = data.columns(asked.file, {name: (column,) for name, column in named.items()})
    read = {name: numbers_of(columns[name], column)[0] for name, column in named.items()}
    kind = kind_of(read["metric"], "auto", asked.metric, over="denominator" in read)
    measure = Measure(asked.metric, kind, read["metric"], read.get("denominator"))
    known = measure.known
    values = measure.of(known).values if measure.below is None else linear(measure.values[known], measure.below[known])  # fmt: skip
    if len(values) < 2 or not np.isfinite(values).all() or values.std() == 0:
        raise LianyiError("experiment.plan_flat", column=asked.metric)
    left = 1.0
    if "covariate" in read:
        left = 1 - adjust([values], [read["covariate"][known]]).reduction
    mean = float(values.mean())
    return _share(mean, left) if kind == "proportion" else _amount(mean, float(values.var(ddof=1)), left)  # fmt: skip


@dataclass(frozen=True)
class _Plan:
    """One plan: sizes are of the control arm; every other arm has `ratio` times as many."""

    asked: ExperimentPlan
    person: _Person

    @property
    def alpha(self) -> float:
        """The alpha of one comparison with the control (Bonferroni)."""
        return self.asked.alpha / (self.asked.arms - 1)

    @property
    def ratio(self) -> float:
        others = self.asked.arms - 1
        return 1.0 if self.asked.share is None else (1 - self.asked.share) / others / self.asked.share  # fmt: skip

    def size(self, effect: float, *, pooled: bool = False, peeking: bool = False) -> int | None:
        """Return people of the control arm; None where the effect is none or leads out of 0 to 1."""
        from lianyi.stats.power import size, size_peeking

        p = self.person
        before, after = p.variance(0.0), p.variance(effect)
        if effect == 0 or (p.unit == "ratio" and not 0 < p.base + effect < 1):
            return None
        common = {"alpha": self.alpha, "power": self.asked.power, "ratio": self.ratio}
        before, after = before * p.left, after * p.left
        if peeking:
            return size_peeking(effect, before, after, **common)
        # The test pools both arms, so its null variance lies between them.
        share = self.ratio / (1 + self.ratio)
        null = p.variance(effect * share) * p.left if pooled else before
        return size(effect, before, after, under_null=null, **common)

    def days(self, control: int) -> int | None:
        """Return whole weeks until the control arm has `control` people."""
        if self.asked.daily is None:
            return None
        total = control * (1 + self.ratio * (self.asked.arms - 1))
        return ceil(ceil(total / self.asked.daily) / WEEK) * WEEK

    def smallest(self) -> tuple[int, float] | None:
        """Return the people of the control arm that are given, and the smallest effect they show."""
        from lianyi.stats.power import smallest_effect

        asked, p = self.asked, self.person
        control = asked.n
        if control is None and asked.days and asked.daily:
            control = int(asked.days * asked.daily / (1 + self.ratio * (asked.arms - 1)))
        if control is None:
            return None
        effect = smallest_effect(
            max(control, 1), p.variance(0.0) * p.left, lambda e: p.variance(e) * p.left, largest=p.largest * 0.999,
            alpha=self.alpha, power=asked.power, ratio=self.ratio,
        )  # fmt: skip
        return control, effect

    def result(self) -> Result:
        asked, p = self.asked, self.person
        effect = asked.effect
        if effect is None and asked.lift is not None:
            effect = asked.lift * abs(p.base)
        found: list[Number] = []
        said: list[Text] = []
        cautions: list[Caution] = []
        if effect is not None:
            self._sized(effect, found, said, cautions)
        given = self.smallest()
        if given is not None:
            self._seen(*given, found, said)
        if p.left < 1:
            found.append(Number("variance_reduction", Text("CUPED减少的方差", "Variance removed by CUPED"), 1 - p.left, "ratio"))  # fmt: skip
        return Result(
            analysis=asked.KEY,
            definition=asked.definition(),
            options=asked.options,
            numbers=(*found, Number("base", Text("现在的水平", "Level now"), p.base, p.unit)),
            tables=(self._table(),),
            sentences=tuple(said),
            warnings=tuple(cautions),
            drawn=asked.draw,
        )

    def _sized(
        self, effect: float, found: list[Number], said: list[Text], cautions: list[Caution]
    ) -> None:
        n, safe = self.size(effect), self.size(effect, pooled=True)
        peeking = self.size(effect, peeking=True)
        if n is None or safe is None or peeking is None:
            raise LianyiError("experiment.plan_impossible", base=f"{self.person.base:g}", effect=f"{effect:g}")  # fmt: skip
        arms, daily = self.asked.arms, self.asked.daily
        total = n + ceil(n * self.ratio) * (arms - 1)
        days = self.days(n)
        found += [
            Number("n_per_arm", Text("每组人数（对照）", "People per arm (control)"), n, "count"),
            Number("n_total", Text("总人数", "People in total"), total, "count"),
            Number("n_per_arm_pooled", Text("每组人数（按合并方差检验）", "People per arm for the pooled test"), safe, "count"),
            Number("n_per_arm_peeking", Text("每组人数（天天看）", "People per arm when looking daily"), peeking, "count"),
            Number("effect", Text("想看出的变化", "Change to see"), effect, self.person.unit),
        ]  # fmt: skip
        facts = {"power": numbers.ratio(self.asked.power, decimals=0), "base": self._shown(self.person.base), "target": self._shown(self.person.base + effect)}  # fmt: skip
        said.append(FINDING.format(**facts, lift=self._lift(effect), n=f"{n:,}", arms=arms, total=f"{total:,}", peeking=f"{peeking:,}"))  # fmt: skip
        if safe > n * 1.02:
            said.append(SAFE.format(**facts, safe=f"{safe:,}"))
        if days is not None:
            found.append(Number("days", Text("天数", "Days"), days, "days"))
            said.append(DAYS.format(daily=f"{daily:,}", days=days))
            if days > LONG_DAYS:
                cautions.append(Caution("long", LONG.format(days=days)))

    def _seen(self, n: int, effect: float, found: list[Number], said: list[Text]) -> None:
        known = not isinf(effect)
        why = None if known else TOO_FEW.format(n=f"{n:,}")
        name = Text("最小能看出的变化", "Smallest change that shows")
        found += [
            Number("smallest_effect", name, effect if known else None, self.person.unit, n=n, why=why),
            Number("smallest_lift", Text("最小能看出的相对变化", "Smallest relative change that shows"), effect / abs(self.person.base) if known and self.person.base else None, "ratio", n=n, why=why),
        ]  # fmt: skip
        said.append(why or SEEN.format(n=f"{n:,}", effect=self._shown(effect), lift=self._lift(effect)))  # fmt: skip

    def _shown(self, value: float) -> str:
        return numbers.ratio(value) if self.person.unit == "ratio" else f"{value:,.4g}"

    def _lift(self, effect: float) -> str:
        lift = effect / abs(self.person.base) if self.person.base else float("nan")
        return numbers.ratio(lift, sign=True) if isfinite(lift) else numbers.MISSING

    def _table(self) -> Table:
        """Return people per arm and days for usual lifts."""
        columns = (
            Column("lift", Text("相对变化", "Relative change"), "ratio"),
            Column("effect", Text("绝对变化", "Change"), self.person.unit),
            Column("n_per_arm", Text("每组人数", "People per arm"), "count"),
            Column("n_per_arm_peeking", Text("每组人数（天天看）", "People per arm, looking daily"), "count"),
            Column("days", Text("天数", "Days"), "days"),
        )  # fmt: skip
        rows = []
        for lift in LIFTS if self.person.base else ():
            effect = lift * abs(self.person.base)
            n = self.size(effect)
            days = None if n is None else self.days(n)
            rows.append((lift, effect, n, self.size(effect, peeking=True), days))
        return Table("lifts", Text("变化和人数", "Changes and people"), columns, tuple(rows))
