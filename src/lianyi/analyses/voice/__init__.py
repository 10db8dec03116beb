"""Voice: what do people say of the brand, how much beside others, and with what feeling?"""

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
class Voice(Analysis):
    """Mentions by source and week, share of voice, net sentiment by both definitions, topics."""

    KEY: ClassVar[str] = "voice"
    NAME: ClassVar[Text] = Text("口碑", "Voice")
    SUMMARY: ClassVar[Text] = Text("大家在说什么，说得多不多，是好是坏？", "What do people say, how much, and how do they feel?")  # fmt: skip
    EXAMPLE: ClassVar[str] = "lianyi run voice --against 别家,他家"
    NEEDS: ClassVar[tuple[str, ...]] = ("mentions",)

    period: str | None = option(None, "看哪一段；默认声量数据覆盖的全部|The period; all that mentions cover by default")  # fmt: skip
    brand: tuple[str, ...] = option((), "自己的品牌在声量里的写法，可以有几种；默认是工作区的名字|How mentions write the own brand, several spellings allowed; the name of the workspace by default")  # fmt: skip
    against: tuple[str, ...] = option((), "和哪些品牌比；默认声量里的其他品牌|The brands to compare with; all others among the mentions by default")  # fmt: skip
    examples: int = option(5, "每类列几条例子|How many examples of each class")
    seed: int = option(7, "随机数种子|Seed of the random draws")

    def run(self, data: Data) -> Result:
        """Return the mentions of the own brand by source and week, and what is felt.

        Refuses with `run.missing_source`. A period that no source covers has no numbers, and says why.
        """
        from lianyi.analyses.voice.read import read
        from lianyi.analyses.voice.report import report

        return report(self, read(self, data))

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw mentions by week, and net sentiment below."""
        from lianyi.analyses.voice.draw import picture

        return picture(result, lang)
