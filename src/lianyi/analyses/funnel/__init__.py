"""Funnel: of those who did the first step, how many went on to each later one within the window, and where they leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.analyses.event_syntax import split_choices
from lianyi.analyses.result import Result
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.funnel.plan import Plan
    from lianyi.analyses.funnel.tables import Counted
    from lianyi.analyses.observed import Observed
    from lianyi.analyses.result import Option


@analysis
@dataclass(frozen=True)
class Funnel(Analysis):
    """People, entries or orders at each step; a rate never exceeds 100 %, for who reached a step reached those before."""

    KEY: ClassVar[str] = "funnel"
    NAME: ClassVar[Text] = Text("转化漏斗", "Funnel")
    SUMMARY: ClassVar[Text] = Text("人在哪一步离开？", "Where do people leave?")
    EXAMPLE: ClassVar[str] = "lianyi run funnel --steps view,cart,pay --within 7d"

    steps: tuple[str, ...] = option(
        (), "步骤：事件名用逗号分开；一步里任一事件都算就用竖线隔开，条件写在方括号里|The steps: names of events split by commas; bars between events of which one is enough, conditions in brackets",
        parse=split_choices, metavar="view,cart,pay",
    )  # fmt: skip
    within: str = option("7d", "窗口：从第一步起多久之内|The window, counted from the first step", metavar="7d")  # fmt: skip
    order: str = option(
        "ordered", "按顺序、严格（中间没有别的事件）或者任意顺序|In order, strict (no other event in between) or in any order",
        choices=("ordered", "strict", "any"),
    )  # fmt: skip
    count: str = option(
        "people", "数什么：人、每次进入、每单（一次购买尝试）|What is counted: people, entries, or orders (attempts to buy)",
        choices=("people", "entries", "orders"),
    )  # fmt: skip
    exclude: tuple[str, ...] = option((), "做了这些事件，正在走的就断开|Events that end whatever is on its way", parse=split_choices)  # fmt: skip
    by: str | None = option(None, "按什么分组：进入时的channel等，或者人的属性|Break down by channel (at the entry) or by an attribute of the person")  # fmt: skip
    period: str | None = option(None, "第一步落在哪一段；默认全部|The days of the first step; all by default")  # fmt: skip
    segment: str | None = option(None, "只看一个人群|Only people of one segment")
    filter: tuple[str, ...] = option((), "只看符合条件的事件，如channel=douyin|Only events that meet conditions, such as channel=douyin", parse=split_choices)  # fmt: skip
    re_entry: bool = option(True, "每次做第一步都算进入；关掉就只算第一次|Every first step is an entry; off: only the person's first one")  # fmt: skip

    def run(self, data: Data) -> Result:
        """Return the steps with both rates, the times between them, and the parts of `by`.

        Refuses with `funnel.steps`, `funnel.any_counts_people`, `funnel.steps_overlap`, `funnel.exclusion_is_step`,
        `funnel.too_many_conditions`, those of `event_lookup`, `duration.unknown`, `run.group_unknown`,
        `run.missing_source`.
        """
        from lianyi.analyses.funnel.plan import plan_of
        from lianyi.analyses.funnel.tables import Counted
        from lianyi.timelines.funnels import ask

        plan = plan_of(self, data)
        answer = ask(data.store, plan.question, plan.only)
        return self._result(data, plan, Counted(plan, answer))

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw one bar a step with both rates."""
        from lianyi.analyses.funnel.words import draw

        return draw(result, lang)

    def _result(self, data: Data, plan: Plan, counted: Counted) -> Result:
        from lianyi.analyses.funnel import words as words

        reach: Observed = plan.reach
        return Result(
            analysis=self.KEY,
            definition=self.definition(),
            options=self.options,
            numbers=reach.withheld(counted.numbers()),
            tables=counted.tables(self.by),
            sentences=words.sentences(plan, counted),
            warnings=(*reach.warnings, *words.cautions(plan, counted)),
            sizes={"people": data.store.people, "events": plan.events, "entered": counted.reached[1]},
            period=plan.period.key if plan.period else None,
            person_coverage=reach.person_coverage,
            drawn=self.draw,
        )  # fmt: skip
