"""Activity: how many people are active by day, week and month, how sticky it is, and who comes and goes."""

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


@analysis
@dataclass(frozen=True)
class Activity(Analysis):
    """People with at least one event; each person counts once a day, a week, a month, however often he came."""

    KEY: ClassVar[str] = "activity"
    NAME: ClassVar[Text] = Text("活跃", "Activity")
    SUMMARY: ClassVar[Text] = Text("多少人在用，谁来了谁走了？", "How many people are active, who comes and who goes?")  # fmt: skip
    EXAMPLE: ClassVar[str] = "lianyi run activity --grain week"

    events: tuple[str, ...] = option((), "哪些事件算活跃；默认全部|Which events count as active; all by default", parse=split_choices)  # fmt: skip
    grain: str | None = option(None, "来去按日、周或月算；默认看时段长短|Comings and goings by day, week or month; by the length of the period by default", choices=("day", "week", "month"))  # fmt: skip
    by: str | None = option(None, "按什么分组：channel等，或者人的属性|Break down by channel or by an attribute of the person")  # fmt: skip
    period: str | None = option(None, "看哪一段；默认全部|The days to look at; all by default")
    segment: str | None = option(None, "只看一个人群|Only people of one segment")
    filter: tuple[str, ...] = option((), "只看符合条件的事件，如channel=douyin|Only events that meet conditions, such as channel=douyin", parse=split_choices)  # fmt: skip

    def run(self, data: Data) -> Result:
        """Return people by day and window, their flow between periods, and the parts of `by`.

        Refuses with `run.missing_source`, `run.nothing_to_count`, `run.group_unknown`, `run.too_many_groups` and what
        `event_lookup` refuses.
        """
        from lianyi.analyses.activity.report import report

        return report(self, data)

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw people active by day."""
        from lianyi.analyses.activity.report import draw

        return draw(result, lang)
