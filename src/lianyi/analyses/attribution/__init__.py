"""Attribution: which touches before an order have the credit for it, under several models side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.analyses.event_syntax import split_choices
from lianyi.analyses.result import Result
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.attribution.found import Found
    from lianyi.analyses.attribution.plan import Plan
    from lianyi.analyses.data import Data
    from lianyi.analyses.result import Option


@analysis
@dataclass(frozen=True)
class Attribution(Analysis):
    """Credit for orders and their money; under every model it adds up to the orders, to the last minor unit."""

    KEY: ClassVar[str] = "attribution"
    NAME: ClassVar[Text] = Text("归因", "Attribution")
    SUMMARY: ClassVar[Text] = Text("哪个渠道该算功劳？", "Which channel deserves credit?")
    EXAMPLE: ClassVar[str] = "lianyi run attribution --model all"
    NEEDS: ClassVar[tuple[str, ...]] = ("orders",)

    model: tuple[str, ...] = option(
        ("all",), "模型：first、last、last_non_direct、linear、position、decay，或者all|Models: first, last, last_non_direct, linear, position, decay, or all",
        metavar="all",
    )  # fmt: skip
    by: str = option("channel", "功劳分给什么|What the credit goes to", choices=("channel", "content", "promoter", "code"))  # fmt: skip
    window: str = option("7d", "窗口：下单前多久之内的触点算|The window: how long before an order touches count", metavar="7d")  # fmt: skip
    windows: tuple[str, ...] = option(
        (), "按触点类型各定窗口，0表示不算触点；content_开头的是带内容的触点|A window for each kind of touch, 0 leaves one out; those that begin with content_ are touches of a content",
        metavar="click=5d,content_click=10d",
    )  # fmt: skip
    preset: str | None = option(None, "用现成的一组窗口|A published set of windows", choices=("weixin_tuike",))  # fmt: skip
    touches: str = option("touches", "触点从哪来：触点表，或者选定的事件|Where touches come from: the table of touches, or chosen events", choices=("touches", "events"))  # fmt: skip
    touch_events: tuple[str, ...] = option((), "哪些事件算触点（touches为events时），默认点击和浏览|Which events are touches (with --touches events); clicks and views by default", parse=split_choices, metavar="view,click")  # fmt: skip
    half_life: str = option("7d", "decay的半衰期：早这么久，权重减半|Half-life of decay: a touch that much earlier weighs half", metavar="7d")  # fmt: skip
    direct: tuple[str, ...] = option(
        ("direct", "直接访问", "直接"), "哪些渠道算直接访问，last_non_direct会跳过；unknown指没有渠道的触点|Channels that are direct visits, which last_non_direct skips; unknown means touches without a channel",
    )  # fmt: skip
    offline: tuple[str, ...] = option(
        ("coupon", "promoter", "sales_channel"), "没有触点的订单，按订单自带的什么归因，先后就是优先级；none表示不用|What an order without a touch is credited to, the first that it names; none switches it off",
    )  # fmt: skip
    partly_seen: str = option(
        "apart", "窗口没有被触点数据完整覆盖的订单：单列，或者照看到的算|Orders whose window the touch data does not wholly cover: apart, or credited by what is seen",
        choices=("apart", "credit"),
    )  # fmt: skip
    period: str | None = option(None, "订单付款落在哪一段；默认全部|The days on which orders were paid; all by default")  # fmt: skip
    segment: str | None = option(None, "只看一个人群|Only people of one segment")

    def run(self, data: Data) -> Result:
        """Return credit by model, shares with intervals, and what no touch explains.

        Refuses with `run.missing_source`, `run.choice_unknown`, `run.group_unknown`, `run.nothing_to_count`,
        `attribution.windows`, `attribution.kind_unknown`, `attribution.touch_events`, `event.unknown`,
        `duration.unknown`.
        """
        from lianyi.analyses.attribution.found import found_of
        from lianyi.analyses.attribution.plan import plan_of

        plan = plan_of(self, data)
        return self._result(data, plan, found_of(plan, data))

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw the models side by side, a group of bars for each channel."""
        from lianyi.analyses.attribution.draw import draw

        return draw(result, lang)

    def _result(self, data: Data, plan: Plan, found: Found) -> Result:
        from lianyi.analyses.attribution import words as words
        from lianyi.analyses.attribution.tables import numbers, tables

        return Result(
            analysis=self.KEY,
            definition=self.definition(),
            options=self.options,
            numbers=plan.reach.withheld(numbers(found)),
            tables=tables(plan, found),
            sentences=words.sentences(found, data.engine.currency),
            warnings=(*plan.reach.warnings, *words.cautions(plan, found, data.engine.currency)),
            sizes={"people": data.store.people, "orders": found.orders, "touches": data.store.rows(plan.question.stream)},
            period=plan.period.key if self.period else None,
            person_coverage=plan.reach.person_coverage,
            drawn=self.draw,
        )  # fmt: skip
