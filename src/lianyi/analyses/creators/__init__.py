"""Creators: what was promised and paid, what was delivered, and who sells beyond luck."""

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
class Creators(Analysis):
    """Return on cost and delivery per creator, shrunk within the tier; evidence of fake engagement, never a verdict."""

    KEY: ClassVar[str] = "creators"
    NAME: ClassVar[Text] = Text("达人效果", "Creator results")
    SUMMARY: ClassVar[Text] = Text("哪些达人的效果不只是运气，承诺兑现了多少？", "Who sells beyond luck, and was the promise kept?")  # fmt: skip
    EXAMPLE: ClassVar[str] = "lianyi run creators --period 2026-Q3"
    NEEDS: ClassVar[tuple[str, ...]] = ("placements",)

    period: str | None = option(None, "只看这段时间发布的合作|Only placements published within a period")  # fmt: skip
    target: float = option(1.0, "ROI到多少才算划算|The return on cost from which a creator pays")

    def run(self, data: Data) -> Result:
        """Return a row per creator with shrunken returns, the promises, and the evidence.

        Refuses with `run.missing_source` and `creators.nothing`.
        """
        from lianyi.analyses.creators.report import report

        return report(self, data)

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw every creator's return with its interval."""
        from lianyi.analyses.creators.tables import picture

        return picture(result, lang)
