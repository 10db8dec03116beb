"""Virality: does it spread by itself? K by generation from the forest of invites, with and without the suspicious."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.core.durations import parse_duration
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.result import Option, Result


@analysis
@dataclass(frozen=True)
class Virality(Analysis):
    """K = mean valid new customers per fully exposed customer, by generation, intervals over whole trees."""

    KEY: ClassVar[str] = "virality"
    NAME: ClassVar[Text] = Text("裂变", "Virality")
    SUMMARY: ClassVar[Text] = Text("它会自己传下去吗？", "Does it spread by itself?")
    EXAMPLE: ClassVar[str] = "lianyi run virality --within 7d"
    NEEDS: ClassVar[tuple[str, ...]] = ("invites",)

    within: str = option("7d", "暴露期：来了以后多久内带来的算|Exposure: how long after their own arrival people may bring others", metavar="7d")  # fmt: skip
    activity: str | None = option(None, "只看一个活动的邀请|Only invites of one activity")
    valid: str = option("join", "怎样算有效新客：下单、加入、打开|What makes a valid new customer", choices=("order", "join", "open"))  # fmt: skip
    exclude_suspicious: bool = option(False, "剔除疑似刷量的人|Leave out people suspected of gaming")  # fmt: skip
    segment: str | None = option(None, "只看一个人群带来多少人|Only what people of one segment brought")  # fmt: skip
    seeds: str | None = option(None, "活动面向的人群，没发过邀请的也算第0代|The segment that saw the activity; all of it counts as generation 0")  # fmt: skip
    period: str | None = option(None, "只看这段时间发出的邀请|Only invites sent within a period")
    reward_fen: int | None = option(None, "每个有效新客的奖励，按分|Reward per valid new customer in minor units")  # fmt: skip
    ahead: str = option("30d", "K不低于1时往前看多久|How far to look ahead where K is 1 or above", metavar="30d")  # fmt: skip
    nodes: int = option(10_000, "森林图最多画多少人|How many people the picture of the forest shows")  # fmt: skip
    seed: int = option(7, "随机数种子|Seed of the random draws")

    def run(self, data: Data) -> Result:
        """Return K by generation, its parts, cycle time, cost, forecast, suspects and the forest.

        Refuses with `virality.no_invites`, `virality.activity_unknown`, `duration.unknown`, `segment.unknown`.
        """
        from lianyi.analyses.virality.report import report

        return report(self, data, parse_duration(self.within), parse_duration(self.ahead))

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw K by generation with intervals beside the forest."""
        from lianyi.analyses.virality.tables import picture

        return picture(result, lang)
