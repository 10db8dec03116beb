"""Money in a stranger's document: what may be spent on content, creators, ads and incentives, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lianyi.planning.document.stranger.sections import Sentence, TableRows, cell, column
from lianyi.planning.model.campaigns import Category
from lianyi.planning.written.amounts import Amount, take_amounts
from lianyi.planning.written.canvas import Canvas, normal
from lianyi.planning.written.times import Clock, take_times

CATEGORIES: tuple[tuple[Category, re.Pattern[str]], ...] = (
    ("kol", re.compile(r"KOL|KOC|达人|红人|博主|主播|网红|明星|influencers?|creators?", re.IGNORECASE)),
    ("incentives", re.compile(r"激励|优惠券|赠品|红包|奖品|补贴|礼品|返佣|佣金|让利|福利|奖励|礼金|incentives?|coupons?|gifts?|prizes?|vouchers?", re.IGNORECASE)),
    ("ads", re.compile(r"广告|投放|信息流|千川|推广|投流|竞价|引流|\bads?\b|advertising|media", re.IGNORECASE)),
    ("content", re.compile(r"内容|拍摄|文案|视频|图文|设计|素材|制作|content|shooting|copywriting|production", re.IGNORECASE)),
)  # fmt: skip
MONEY_WORDS = re.compile(r"预算|费用|投入|花费|经费|资金|成本|budget|spend|cost", re.IGNORECASE)
TOTAL = re.compile(r"^\s*(?:合计|总计|小计|总预算|共计|total|sum)", re.IGNORECASE)
MONTH = re.compile(r"^\s*(?:(?P<year>20\d\d)\s*[-年/.]\s*)?(?P<month>1[0-2]|0?[1-9])\s*月?份?\s*(?:\(.*\))?$")  # fmt: skip
# Clauses of 内容制作5万、KOL合作20万 are lines of their own.
CLAUSE = re.compile(r"[，,；;。、]|以及|\band\b")


@dataclass(frozen=True)
class FoundLine:
    """One amount: `category` "" where no words tell it, `month` as 2026-09 or "", and where it stands."""

    name: str
    category: Category | None
    amount_fen: int
    month: str
    channel: str
    owner: str
    source: str
    path: str


def budget_in(sentences: Sequence[Sentence], tables: Sequence[TableRows], clock: Clock) -> list[FoundLine]:  # fmt: skip
    """Return the amounts of a document; sums of others are left out."""
    lines = [line for table in tables for line in _from_table(table, clock)]
    if lines:
        return lines
    return [line for sentence in sentences for line in _from_sentence(sentence, clock)]


def category_of(text: str) -> Category | None:
    """Return the category that the words mean.

    >>> category_of("KOL合作"), category_of("信息流投放"), category_of("场地")
    ('kol', 'ads', None)
    """
    return next((key for key, words in CATEGORIES if words.search(text)), None)


def _from_sentence(sentence: Sentence, clock: Clock) -> Iterator[FoundLine]:
    if sentence.section != "budget" and "预算" not in sentence.text and "budget" not in sentence.text.lower():  # fmt: skip
        return
    month = _month_of(sentence.text, clock)
    for clause in CLAUSE.split(normal(sentence.text)):
        canvas = Canvas(clause)
        take_times(canvas, clock)
        amount = next(iter(_money(take_amounts(canvas))), None)
        category = category_of(clause)
        if amount is None or (category is None and not MONEY_WORDS.search(clause)):
            continue
        total = category is None
        name = re.sub(r"[\s:为约共计]*$", "", clause[: amount.start]).strip(" :")
        yield FoundLine("" if total else name, category, _fen(amount), month, "", "", sentence.text, sentence.path)  # fmt: skip


def _money(amounts: Sequence[Amount]) -> list[Amount]:
    return [a for a in amounts if a.kind == "money" or (a.kind == "plain" and a.scaled >= 10_000)]


def _fen(amount: Amount) -> int:
    return int((amount.value * 100).to_integral_value("ROUND_HALF_UP"))


def _month_of(text: str, clock: Clock) -> str:
    times = [t for t in take_times(Canvas(normal(text)), clock) if t.due]
    if len(times) != 1 or times[0].due is None:
        return ""
    start, due = times[0].start, times[0].due
    return f"{due:%Y-%m}" if start is None or (start.year, start.month) == (due.year, due.month) else ""  # fmt: skip


def _from_table(table: TableRows, clock: Clock) -> Iterator[FoundLine]:
    header = table.rows[0]
    months = {n: m for n, title in enumerate(header) if (m := _month_title(title, clock))}
    item = column(header, "类别", "费用项", "预算项", "项目", "科目", "用途", "category", "item", "方向", "内容")  # fmt: skip
    money = column(header, "预算", "金额", "费用", "amount", "budget", "投入", "万元")
    if item is None or not (table.section == "budget" or (money is not None and "预算" in "".join(header))):  # fmt: skip
        return
    unit = 10_000 if "万" in "".join(header) else 1
    places = months or ({money: ""} if money is not None and money != item else {})
    when = None if months else column(header, "月份", "月", "时间", "month")
    channel, owner = column(header, "渠道", "平台", "channel"), column(header, "负责人", "owner")
    for row in table.rows[1:]:
        name = cell(row, item)
        if not name or TOTAL.match(name):
            continue
        for place, month in places.items():
            amount = _cell_money(cell(row, place), unit)
            said = month or _month_title(cell(row, when), clock) or _month_of(cell(row, when), clock)  # fmt: skip
            if amount:
                yield FoundLine(name, category_of(name), amount, said, cell(row, channel), cell(row, owner), " | ".join(filter(None, row)), table.path)  # fmt: skip


def _month_title(title: str, clock: Clock) -> str:
    match = MONTH.match(title.strip())
    if not match or not ("月" in title or match["year"]):
        return ""
    month = int(match["month"])
    this = clock.today
    year = int(match["year"] or (this.year if month >= this.month else this.year + 1))
    return f"{year}-{month:02d}"


def _cell_money(text: str, unit: int) -> int:
    found = take_amounts(Canvas(normal(text)))
    amount = next((a for a in found if a.kind in ("money", "plain")), None)
    if amount is None or amount.value <= 0:
        return 0
    return _fen(amount) * (unit if amount.scaled == 1 and amount.kind == "plain" else 1)
