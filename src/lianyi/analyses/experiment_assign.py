"""Deal the people of a file to the arms of an experiment, by the hash that anybody can compute again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.analyses.experiment.rows import PERSON_HEADERS
from lianyi.analyses.result import Column, Number, Result, Table
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text, same

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.result import Option

FINDING = Text(
    "{people}人按「{experiment}」分好：{arms}。同一个人每次都分到同一组，人数不必正好相等。",
    "{people} people are dealt for {experiment}: {arms}. A person always gets the same arm; the arms need not be exactly equal.",
)


@analysis
@dataclass(frozen=True)
class ExperimentAssign(Analysis):
    """Who gets which arm; the formula stands in `lianyi.stats.assignment`."""

    KEY: ClassVar[str] = "experiment-assign"
    NAME: ClassVar[Text] = Text("实验分流", "Experiment assignment")
    SUMMARY: ClassVar[Text] = Text(
        "按用户编号的哈希分组，谁来算都一样；用--csv导出名单",
        "Deals people by a hash of their id, the same whoever computes it; --csv exports the list",
    )
    EXAMPLE: ClassVar[str] = (
        "lianyi run experiment-assign --file people.csv --experiment coupon --weights old=50,new=50"
    )
    FILE: ClassVar[bool] = True

    file: Path | None = option(None, "有用户编号的文件|A file with person ids")
    unit: str | None = option(None, "用户编号在哪一列|The column of the person id")
    experiment: str = option(
        "experiment",
        "实验名；不同的实验互不影响|Name of the experiment; experiments are independent",
    )
    weights: tuple[str, ...] = option(
        ("control=50", "treatment=50"),
        "各组权重，整数，顺序有关系|Whole weights of the arms; their order matters",
    )
    salt: str = option("", "同一个实验想重新分一次时换一个词|Another word deals the same experiment anew")  # fmt: skip

    @property
    def needs_shop(self) -> bool:
        """It never does."""
        return False

    def run(self, data: Data) -> Result:
        """Return a row a person, in the order of the file. Refuses with `experiment.weights_unreadable`, `experiment.nobody`."""
        from lianyi.stats.assignment import assign

        weights = weights_by_arm(self.weights)
        if self.file is None:
            raise LianyiError("experiment.nobody", file="")
        headers = (self.unit,) if self.unit else PERSON_HEADERS
        people = [p.strip() for p in data.columns(self.file, {"person": headers})["person"]]
        people = list(dict.fromkeys(p for p in people if p))
        if not people:
            raise LianyiError("experiment.nobody", file=self.file.name)
        rows = tuple((p, assign(p, self.experiment, weights, salt=self.salt)) for p in people)
        many = Counter(arm for _, arm in rows)
        columns = (Column("person", Text("用户", "Person")), Column("arm", Text("分组", "Arm")))
        arms = {lang: joiner.join(f"{a} {many[a]:,}" for a in weights) for lang, joiner in (("zh", "、"), ("en", ", "))}  # fmt: skip
        return Result(
            analysis=self.KEY,
            definition=self.definition(),
            options=self.options,
            numbers=tuple(Number(f"people.{a}", same(a), many[a], "count") for a in weights),
            tables=(Table("people", Text("分组名单", "Who gets which arm"), columns, rows),),
            sentences=(FINDING.format(people=f"{len(people):,}", experiment=self.experiment, arms=Text(arms["zh"], arms["en"])),),
            sizes={"people": len(people)},
            drawn=self.draw,
        )  # fmt: skip

    def draw(self, result: Result, lang: Lang) -> Option:
        """Return how many people each arm got."""
        from lianyi.charts.bars import Bar, Bars, bars_option
        from lianyi.charts.frame import Style

        bars = [Bar(n.name.say(lang), n.value or 0, f"{n.value or 0:,.0f}") for n in result.numbers]
        label = Text("各组人数", "People per arm").say(lang)
        return bars_option(Bars(bars, style=Style(unit="count", lang=lang)), label=label)


def weights_by_arm(given: tuple[str, ...]) -> dict[str, int]:
    """Return whole weights by arm from `arm=number` words. Refuses with `experiment.weights_unreadable`."""
    found: dict[str, int] = {}
    for text in given:
        arm, sign, weight = text.rpartition("=")
        if not (sign and arm.strip() and weight.strip().isdecimal()) or arm.strip() in found:
            raise LianyiError("experiment.weights_unreadable", value=",".join(given))
        found[arm.strip()] = int(weight)
    if not sum(found.values()):
        raise LianyiError("experiment.weights_unreadable", value=",".join(given))
    return found
