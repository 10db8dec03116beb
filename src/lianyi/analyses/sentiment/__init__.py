"""Sentiment: how do the reviews in a file feel, about what, and how sure is that?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.result import Option, Result


@analysis
@dataclass(frozen=True)
class Sentiment(Analysis):
    """Positive, neutral or negative per text of a file or per review of a shop, with the words that decided."""

    KEY: ClassVar[str] = "sentiment"
    NAME: ClassVar[Text] = Text("情感", "Sentiment")
    SUMMARY: ClassVar[Text] = Text("评价是好是坏，说的是什么？", "Are reviews good or bad, and what about?")  # fmt: skip
    EXAMPLE: ClassVar[str] = "lianyi run sentiment --file reviews.csv"
    FILE: ClassVar[bool] = True

    file: Path | None = option(None, "不用店铺，读一个评价文件（text、review、评论；可以有label、day、source）|A file of texts (text, review or content; label, day, source where there are) instead of the reviews of a shop")  # fmt: skip
    period: str | None = option(None, "看哪一段；默认全部|The period; all by default")
    examples: int = option(5, "每类列几条例子|How many examples of each class")
    top: int = option(100_000, "最多逐条列多少条|How many texts to list one by one")
    seed: int = option(7, "随机数种子|Seed of the random draws")

    def run(self, data: Data) -> Result:
        """Return counts, corrected shares, net sentiment, topics, examples and the texts one by one.

        Refuses with `sentiment.nothing`, `run.missing_source`, `run.column_missing` and the codes of reading.
        """
        from lianyi.analyses.sentiment import read as reading
        from lianyi.analyses.sentiment.report import report

        if self.file is not None:
            found = reading.from_file(data, self.file, self.period)
        else:
            found = reading.from_shop(data, self.KEY, self.period)
        if not found.texts:
            raise LianyiError("sentiment.nothing")
        return report(self, found)

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw the topics by feeling."""
        from lianyi.analyses.sentiment.draw import picture

        return picture(result, lang)
