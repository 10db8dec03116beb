"""Cascades: how far does a piece of content travel from hand to hand?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.cascades.read import Reposts
    from lianyi.analyses.data import Data
    from lianyi.analyses.result import Option, Result


@analysis
@dataclass(frozen=True)
class Cascades(Analysis):
    """Size, depth, breadth, generations, structural virality and half-life of reposts, per item and over all."""

    KEY: ClassVar[str] = "cascades"
    NAME: ClassVar[Text] = Text("内容传播", "Cascades")
    SUMMARY: ClassVar[Text] = Text("内容是怎样一手一手传开的？", "How does content travel from hand to hand?")  # fmt: skip
    EXAMPLE: ClassVar[str] = "lianyi run cascades --file reposts.csv"
    FILE: ClassVar[bool] = True

    file: Path | None = option(None, "不用店铺，读一个转发文件（id、parent、item、time）|A file of reposts (id, parent, item, time) instead of a shop")  # fmt: skip
    format: str = option("table", "文件的写法：有表头的表，或者每行一条内容「人 时间,人 时间」|How the file is written: a table with headers, or one item a line as person and time", choices=("table", "lines"))  # fmt: skip
    post: str = option("auto", "原帖在不在文件里：自动判断、是其中一行、不在|Whether the post itself is in the file: told from the rows, one of the rows, or not", choices=("auto", "row", "above"))  # fmt: skip
    year: int | None = option(None, "没写年份的日期算哪一年|The year of dates without one")
    segment: str | None = option(None, "店铺里只看一个人群的分享|In a shop, only what people of one segment shared")  # fmt: skip
    top: int = option(10_000, "最多列多少条内容|How many items to list")
    seed: int = option(7, "随机数种子|Seed of the random draws")

    def run(self, data: Data) -> Result:
        """Return the measures of every item and over all.

        Refuses with `cascades.nothing`, `run.column_missing` and the codes of reading.
        """
        from lianyi.analyses.cascades.report import report

        return report(self, self._reposts(data))

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw the reposts by generation."""
        from lianyi.analyses.cascades.report import picture

        return picture(result, lang)

    def _reposts(self, data: Data) -> Reposts:
        from lianyi.analyses.cascades import read as reading

        if self.file is None:
            return reading.from_store(data.store, data.segment(self.segment))
        if self.format == "lines":
            return reading.from_lines(data.lines(self.file))
        return reading.from_columns(data.columns(self.file, reading.COLUMNS), self.post, self.year)
