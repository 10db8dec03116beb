"""Sessions: what people did, cut where they paused: how many visits, how long, how many of one event only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.analyses.event_syntax import split_choices
from lianyi.analyses.result import Result
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.result import Option
    from lianyi.analyses.sessions.plan import Plan
    from lianyi.analyses.sessions.tables import Counted


@analysis
@dataclass(frozen=True)
class Sessions(Analysis):
    """Visits by period and part; means and shares carry intervals whose unit is the person."""

    KEY: ClassVar[str] = "sessions"
    NAME: ClassVar[Text] = Text("会话", "Sessions")
    SUMMARY: ClassVar[Text] = Text("人多久来一次，来了做多少？", "How often do people come, and what do they do then?")  # fmt: skip
    EXAMPLE: ClassVar[str] = "lianyi run sessions --gap 30m"

    gap: str = option("30m", "停顿超过多久算新会话|A pause longer than this begins a new session", metavar="30m")  # fmt: skip
    midnight: bool = option(False, "过了零点也算新会话|A new day begins a new session as well")
    events: tuple[str, ...] = option((), "哪些事件算；默认全部|Which events count; all by default", parse=split_choices)  # fmt: skip
    goal: tuple[str, ...] = option((), "会话里有没有这些事件，例如order_paid|Does a session hold one of these events, such as order_paid", parse=split_choices)  # fmt: skip
    by: str | None = option(None, "按什么分组：第一个事件的channel等，或者人的属性|Break down by channel (of the first event) or by an attribute of the person")  # fmt: skip
    grain: str | None = option(None, "按日、周或月列出；默认看时段长短|By day, week or month; by the length of the period by default", choices=("day", "week", "month"))  # fmt: skip
    period: str | None = option(None, "会话开始在哪一段；默认全部|The days on which sessions begin; all by default")  # fmt: skip
    segment: str | None = option(None, "只看一个人群|Only people of one segment")
    filter: tuple[str, ...] = option((), "只看符合条件的事件，如channel=douyin|Only events that meet conditions, such as channel=douyin", parse=split_choices)  # fmt: skip

    def run(self, data: Data) -> Result:
        """Return the sessions of each period, of each part, and means over all.

        Refuses with `duration.unknown`, `run.missing_source`, `run.group_unknown`, `run.too_many_groups` and what
        `event_lookup` refuses.
        """
        from lianyi.analyses.sessions.plan import plan_of
        from lianyi.analyses.sessions.tables import Counted
        from lianyi.timelines.visits import ask

        plan = plan_of(self, data)
        answer = ask(data.store, plan.question, plan.only)
        return self._result(data, plan, Counted(plan, answer))

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw the number of sessions over time."""
        from lianyi.analyses.sessions.words import draw

        return draw(result, lang)

    def _result(self, data: Data, plan: Plan, counted: Counted) -> Result:
        from lianyi.analyses.sessions import words as words

        return Result(
            analysis=self.KEY,
            definition=self.definition(),
            options={**self.options, "grain": plan.grain},
            numbers=plan.reach.withheld(counted.numbers()),
            tables=counted.tables(self.by),
            sentences=words.sentences(plan, counted),
            warnings=(*plan.reach.warnings, *words.cautions(plan, counted)),
            sizes={"people": data.store.people, "events": plan.events},
            period=plan.period.key,
            person_coverage=plan.reach.person_coverage,
            drawn=self.draw,
        )
