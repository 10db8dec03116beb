"""Natural against paid traffic and deals, as the platforms export them; what is calculated from the whole is marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from lianyi.analyses.declaration import Analysis, analysis, option
from lianyi.analyses.result import Column, Number, Result, Table
from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.calendar.periods import between
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.result import Option
    from lianyi.analyses.source_split.rows import Cell, Split
    from lianyi.core.calendar.periods import Period

TABLES = ("traffic_days", "shop_days")
SHOWN = 5
BY = {
    "platform": Text("平台", "Platform"),
    "store": Text("店铺", "Store"),
    "carrier": Text("载体", "Carrier"),
    "day": Text("日期", "Day"),
}
TITLE = Text("自然和付费（平台口径）", "Natural and paid (as the platforms count)")
CLAIM = Text(
    "平台口径：自然和付费由平台自己划分，各平台的分法不同。",
    "As the platforms count: each platform decides what is natural and what is paid, and they differ.",
)
CALCULATED = Text(
    "有{n}行平台只给了总数和其中一种：付费＝总数－自然（或反过来）是算出来的，不是平台归因，已单列。",
    "In {n} rows the platform gives the whole and one part only: paid = whole − natural (or the other way round) is a calculation, no attribution by the platform; it stands in a column of its own.",
)
IMPOSSIBLE = Text(
    "{n}行的自然加付费比总数还多，没有计入：{rows}。",
    "In {n} rows natural and paid exceed the whole; they do not count: {rows}.",
)
UNSPLIT = Text(
    "{name}里有{n}没有分自然和付费，没有计入。",
    "{n} of {name} is not split into natural and paid and does not count.",
)
NO_CAUSE = Text(
    "自然÷付费只是两个数的比，不说明付费带来了自然流量。",
    "Natural over paid is a ratio of two counts; it does not say that paid traffic brought the natural one.",
)
_FINDING = Text(
    "平台口径：{name}里自然占{share}（自然{natural}，付费{paid}{mark}）。",
    "As the platforms count, {share} of {name} is natural (natural {natural}, paid {paid}{mark}).",
)
_MARK = Text("，其中{n}是算出来的", ", of which {n} is calculated")
NOTHING = Text("自然和付费都是0", "Both natural and paid are 0")


@analysis
@dataclass(frozen=True)
class SourceSplit(Analysis):
    """How much of traffic and deals platforms call natural, how much paid, and what is only calculated."""

    KEY: ClassVar[str] = "source-split"
    NAME: ClassVar[Text] = Text("自然与付费", "Natural and paid")
    SUMMARY: ClassVar[Text] = Text(
        "平台说流量里多少是自然的，多少是付费的？", "How much traffic is natural and how much paid, as the platforms say?"
    )  # fmt: skip
    EXAMPLE: ClassVar[str] = "lianyi run source-split --by platform"

    by: str | None = option(None, "按什么拆开|Break down by", choices=tuple(BY))
    period: str | None = option(None, "看哪一段；默认全部|The period; all by default")

    def run(self, data: Data) -> Result:
        """Return natural and paid per measure.

        Refuses with `run.missing_source`, and with `source_split.not_told` where no export tells them apart.
        """
        from lianyi.analyses.observed import observed
        from lianyi.analyses.source_split.rows import MEASURES, cells_of, split_of

        reach = observed(data, self.KEY, TABLES)
        period = data.period(self.period) if self.period else between(reach.first, reach.seen)
        splits = [split_of(m, cells_of(data.engine, m, period)) for m in MEASURES]
        found = [s for s in splits if s is not None]
        if not any(s.cells for s in found):
            raise LianyiError("source_split.not_told", period=period.text())
        return self._result(data, period, found, reach.warnings)

    def draw(self, result: Result, lang: Lang) -> Option:
        """Draw the natural share of every measure."""
        from lianyi.charts.bars import Bar, Bars, bars_option
        from lianyi.charts.frame import Style

        name = "name" if lang == "zh" else "name_en"
        bars = [
            Bar(r[name], r["natural_share"], numbers.ratio(r["natural_share"]))
            for table in result.tables
            if table.key.startswith("split")
            for r in table.dicts()
            if r["natural_share"] is not None
        ]
        return bars_option(Bars(bars, style=Style("ratio", lang)), label=result.explain(lang))

    def _result(
        self, data: Data, period: Period, found: Sequence[Split], warnings: tuple[Caution, ...]
    ) -> Result:
        currency = data.engine.currency
        return Result(
            analysis=self.KEY,
            definition=self.definition(),
            options=self.options,
            numbers=tuple(_numbers(found)),
            tables=tuple(_tables(found, self.by)),
            sentences=tuple(_sentences(found, currency)),
            warnings=(*_cautions(found, currency), *warnings),
            sizes={"rows": sum(len(s.cells) for s in found)},
            extra={"claimed_by": "platform"},
            period=period.key,
            drawn=self.draw,
        )


def _numbers(found: Sequence[Split]) -> Iterator[Number]:
    from lianyi.analyses.source_split.rows import sums_of

    for split in found:
        sums = sums_of(split.cells)
        name = split.measure.name
        share = Text(
            f"{name.zh}的自然占比（平台口径）",
            f"Natural share of {name.en}, as the platforms count",
        )
        why = None if sums.natural_share is not None else NOTHING
        yield Number(f"natural_share_{split.measure.key}", share, sums.natural_share, "ratio", None, len(split.cells), why)  # fmt: skip


COUNTS = (
    ("natural", Text("自然", "natural")), ("natural_calculated", Text("自然（算出）", "natural (calculated)")), ("paid", Text("付费", "paid")),
    ("paid_calculated", Text("付费（算出）", "paid (calculated)")), ("other", Text("其他", "other")),
)  # fmt: skip


def _tables(found: Sequence[Split], by: str | None) -> Iterator[Table]:
    """Yield the measures that are counts and those that are money, each also by part where asked for."""
    for unit, key in (("count", "split"), ("money", "split_money")):
        mine = [s for s in found if s.measure.unit == unit]
        if not mine and unit == "money":
            continue
        yield Table(
            key, TITLE, _columns(unit), tuple((s.measure.key, *_row(s, s.cells)) for s in mine)
        )
        if by:
            rows = [(s.measure.key, g, *_row(s, c)) for s in mine for g, c in s.groups(by).items()]
            head = Column("group", BY[by])
            yield Table(key.replace("split", "parts"), BY[by], _columns(unit, head), tuple(rows))


def _columns(unit: str, *group: Column) -> tuple[Column, ...]:
    counts = [Column(key, name, "money" if unit == "money" else "count") for key, name in COUNTS]
    return (
        Column("measure", Text("字段", "column")), *group, Column("name", Text("指标", "measure")), Column("name_en", Text("英文名", "English name")),
        *counts, Column("natural_share", Text("自然占比", "natural share"), "ratio"),
        Column("leverage", Text("自然÷付费", "natural over paid"), "number"),
    )  # fmt: skip


def _row(split: Split, cells: Sequence[Cell]) -> tuple[Any, ...]:
    from lianyi.analyses.source_split.rows import sums_of

    sums, name = sums_of(cells), split.measure.name
    counts = [getattr(sums, key) for key, _ in COUNTS]
    return (name.zh, name.en, *counts, sums.natural_share, sums.leverage)


def _said(split: Split, value: int, currency: str) -> Text:
    if split.measure.unit == "count":
        return Text(numbers.count(value, "zh"), numbers.count(value, "en"))
    zh, en = (numbers.money(value, lang, style="short", currency=currency) for lang in ("zh", "en"))
    return Text(zh, en)


def _sentences(found: Sequence[Split], currency: str) -> Iterator[Text]:
    from lianyi.analyses.source_split.rows import sums_of

    for split in found[:2]:
        sums = sums_of(split.cells)
        if sums.natural_share is None:
            continue
        calculated = sums.paid_calculated
        mark = _MARK.format(n=_said(split, calculated, currency)) if calculated else Text("", "")
        yield _FINDING.format(
            name=split.measure.name, share=numbers.ratio(sums.natural_share), mark=mark,
            natural=_said(split, sums.natural + sums.natural_calculated, currency),
            paid=_said(split, sums.paid + calculated, currency),
        )  # fmt: skip


def _cautions(found: Sequence[Split], currency: str) -> Iterator[Caution]:
    impossible = list(dict.fromkeys(c.place for s in found for c in s.impossible))
    if impossible:
        shown = "、".join(impossible[:SHOWN])
        rows = Text(shown, shown.replace("、", "; "))
        yield Caution("more_than_whole", IMPOSSIBLE.format(n=len(impossible), rows=rows), loud=True)
    yield Caution("platform_counts", CLAIM)
    calculated = {c.place for s in found for c in s.cells if c.parts[3]}
    if calculated:
        yield Caution("calculated", CALCULATED.format(n=len(calculated)))
    for split in found:
        if split.unsplit:
            some = _said(split, split.unsplit, currency)
            yield Caution("not_split", UNSPLIT.format(name=split.measure.name, n=some))
    yield Caution("no_cause", NO_CAUSE)
