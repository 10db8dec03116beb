"""Content: which themes work beyond luck, how long an item lives, how far it is passed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.result import Option, Result


@analysis
@dataclass(frozen=True)
class Content(Analysis):
    """Rates per theme, shrunk towards all themes; half-life of items; shares per view; the best items."""

    KEY: ClassVar[str] = "content"
    NAME: ClassVar[Text] = Text("内容表现", "Content performance")
    SUMMARY: ClassVar[Text] = Text("哪类内容真的更好，一条内容能活多久？", "Which themes work, and how long does an item live?")  # fmt: skip
    EXAMPLE: ClassVar[str] = "lianyi run content --by theme --measure interaction_rate"
    NEEDS: ClassVar[tuple[str, ...]] = ("contents",)

    by: str = option("theme", "按什么比|What is compared", choices=("theme", "form", "origin", "creator", "platform"))  # fmt: skip
    measure: str = option(
        "interaction_rate", "比什么|The measure",
        choices=("interaction_rate", "share_rate", "save_rate", "click_rate", "order_rate", "cover_rate", "reach"),
    )  # fmt: skip
    window: int = option(30, "半衰期最多看发布后多少天|How many days after publication the half-life looks at")  # fmt: skip
    top: int = option(20, "列出几条最好的内容|How many best items are listed")
    period: str | None = option(None, "只看这段时间发布的|Only items published within a period")
    seed: int = option(7, "随机数种子|Seed of the random draws")

    def run(self, data: Data) -> Result:
        """Return themes with shrunk rates, half-lives, spread and the best items.

        Refuses with `run.missing_source`, `content.nothing`, `content.not_measured`.
        """
        from lianyi.analyses.content.report import report

        return report(self, data)

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw every theme's rate with its interval."""
        from lianyi.analyses.content.report import picture

        return picture(result, lang)
