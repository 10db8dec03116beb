"""Experiments: did it work, by how much, and may one stop? From a file with one row a person, or from a shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.core.durations import parse_duration
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.result import Option, Result


@analysis
@dataclass(frozen=True)
class Experiment(Analysis):
    """Arms compared on one or more outcomes; `docs/ideas/experiment.md` has every formula."""

    KEY: ClassVar[str] = "experiment"
    NAME: ClassVar[Text] = Text("A/B实验", "Experiment")
    SUMMARY: ClassVar[Text] = Text(
        "有没有效果、多大、能不能停：先查分流，再给差值和随时可看区间",
        "Did it work, by how much, may one stop: the split first, then differences with always-valid intervals",
    )
    EXAMPLE: ClassVar[str] = (
        "lianyi run experiment --file rows.csv --arm version --metric retention_7 --json"
    )
    NEEDS: ClassVar[tuple[str, ...]] = ("orders",)
    FILE: ClassVar[bool] = True

    file: Path | None = option(
        None,
        "一人一行的文件，不写就看店铺里的实验|A file with one row a person; without it an experiment of the shop",
    )
    name: str | None = option(
        None,
        "店铺里的实验名（属性`experiment:NAME`）|The shop's experiment (attribute experiment:NAME)",
    )
    arm: str | None = option(None, "分组在哪一列|The column of the arm")
    metric: tuple[str, ...] = option(
        (),
        "看哪些列；店铺里是paid、orders、paid_fen、net_fen、order_value、refund_rate等，第一个是主指标|Columns to look at; in a shop paid, orders, paid_fen, net_fen, order_value, refund_rate …; the first one is the main metric",
    )
    metric_kind: str = option(
        "auto", "指标种类|Kind of the metric", choices=("auto", "proportion", "mean", "ratio")
    )
    denominator: str | None = option(None, "比率指标的分母列|The column under a ratio metric")
    control: str | None = option(None, "对照组叫什么|Which arm is the control")
    unit: str | None = option(
        None,
        "一人多行时，人的列；同一个人的行会合起来|The column of the person where one has several rows; they are added up",
    )
    covariate: str | None = option(
        None,
        "实验前就知道的数，用来降低方差（CUPED）；店铺里写before|What was known before, to reduce variance (CUPED); in a shop: before",
    )
    expected: tuple[str, ...] = option(
        (),
        "计划的分流，按组名顺序，如50,50或A=90,B=10|The planned split in the order of arm names, such as 50,50 or A=90,B=10",
    )
    guardrail: tuple[str, ...] = option(
        (),
        "护栏指标和允许变差多少，越低越好的再加`:down`，如refund_rate:0.01:down或spend:2%|Guardrail:margin, with :down where less is good, such as refund_rate:0.01:down or spend:2%",
    )
    segment_column: str | None = option(
        None, "再按这一列分开看（探索）|Look apart by this column as well (exploratory)"
    )
    cap: float | None = option(
        None,
        "压住极端值：大于0的值的分位数，如0.99|Cap outliers at this quantile of the values above 0, such as 0.99",
    )
    assigned: str | None = option(
        None,
        "进入实验的日期列；没走完窗口的人不计入|The column of the day of assignment; people whose window is not over are left out",
    )
    within: str = option(
        "7d",
        "进入实验后看多久，如7d|How long after assignment counts, such as 7d",
        metavar="7d",
    )
    until: date | None = option(
        None,
        "数据到哪一天为止|The last day that the data knows",
        parse=date.fromisoformat,
        metavar="YYYY-MM-DD",
    )
    alpha: float = option(0.05, "允许误判的概率|The chance of a false alarm that is accepted")
    planned: int | None = option(None, "计划每组多少人|People per arm that were planned")
    rule: str = option(
        "always_valid",
        "什么时候下结论：always_valid随时可看，fixed只在计划人数时看一次|When to conclude: always_valid at any time, fixed once at the planned size",
        choices=("always_valid", "fixed"),
    )
    correction: str = option(
        "holm",
        "多个比较怎么校正|How several comparisons are corrected",
        choices=("holm", "bh", "dunnett", "none"),
    )
    compare: str = option("all", "all两两比较，control只和对照比|all pairs, or with the control only", choices=("all", "control"))  # fmt: skip

    @property
    def window_seconds(self) -> int:
        """How long after assignment a person is watched."""
        return parse_duration(self.within)

    @property
    def window_days(self) -> int:
        """The same in days, a begun one whole."""
        return -(-self.window_seconds // 86_400)

    @property
    def guarded(self) -> tuple[str, ...]:
        """The outcomes that guardrails look at."""
        from lianyi.analyses.experiment.guardrails import parse_guardrail

        return tuple(parse_guardrail(text).name for text in self.guardrail)

    def run(self, data: Data) -> Result:
        """Return a row for each comparison; refuses with the codes of `experiment_rows` and `experiment_shop`."""
        from lianyi.analyses.experiment.found import found

        _check(self)
        if self.file is not None:
            from lianyi.analyses.experiment.rows import from_file

            rows = from_file(self, data)
        else:
            from lianyi.analyses.experiment.shop import from_shop

            rows = from_shop(self, data)
        return found(self, rows, data.calendar)

    def draw(self, result: Result, lang: Lang) -> Option:
        """Return the effects with their intervals around zero."""
        from lianyi.analyses.experiment.tables import drawn

        return drawn(result, lang)


def _check(asked: Experiment) -> None:
    """Refuse with `experiment.no_metric`, `experiment.out_of_range`."""
    _ = asked.window_seconds  # one that is no length is refused here
    if not asked.metric:
        raise LianyiError("experiment.no_metric")
    limits = (("alpha", asked.alpha, 0, 0.5), ("cap", asked.cap, 0, 1), ("planned", asked.planned, 1, 10**12))  # fmt: skip
    for name, value, low, high in limits:
        if value is not None and not low < value < high:
            raise LianyiError("experiment.out_of_range", option=name, value=value, low=low, high=high)  # fmt: skip
