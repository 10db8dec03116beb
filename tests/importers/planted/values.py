"""Cells as platforms really write them: all that an import must take without a word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from lianyi.importers.mapping import Cell

FIRST = datetime(2024, 1, 1)
WORDS = ("学饮杯", "辅食碗 大号", "硅胶围兜", "礼盒装", "蓝色;大号", "Cup, blue", '5" 平板', "套装（3件）", "第2件半价")  # fmt: skip
LONG_WORDS = ("请放门口\n谢谢", '客户说"尽快"', "测试,补单", "a|b", "含制表\t符")
DATES = (
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y年%m月%d日 %H:%M",
    "%Y%m%d%H%M%S",
)
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日", "%Y.%m.%d")
UNIX = {"epoch_s": 1, "epoch_ms": 1000}
"""Times of these formats are a count from 1970 on."""
ID_FORMS = (
    "{0:019d}",
    "{0:019d}\t",
    "E{0:018d}",
    "P{0:08d}",
    '="{0:019d}"',
    "'{0:019d}",
    "{0:06d}-AB",
)
Maker = Callable[[Random], str]


def maker(cell: Cell, rng: Random) -> Maker:
    """Return what writes good cells of one column: a column keeps the form that it began with."""
    made = _plain(cell, rng)
    if cell.required and cell.kind in ("id", "day"):
        return made
    gaps = rng.choice((0.0, 0.1, 0.5))
    blank = rng.choice(("", "", "-", "--", "—", "暂无", "null"))
    return lambda r: blank if r.random() < gaps else made(r)


def _plain(cell: Cell, rng: Random) -> Maker:
    if cell.name == "currency":
        return lambda r: r.choice(("USD", "EUR", "jpy", "HKD", "美元"))
    if cell.kind in ("money", "count", "number", "percent", "rate_bp"):
        return _figure(cell, rng)
    if unix := UNIX.get("".join(cell.formats)):
        return lambda r: str(int(moment(r).timestamp()) * unix)
    if cell.kind in ("instant", "day"):
        form = rng.choice(DATES if cell.kind == "instant" else (*DAYS, DATES[0]))
        return lambda r: moment(r).strftime(form)
    if cell.kind == "id":
        form = rng.choice(ID_FORMS)
        return lambda r: form.format(r.randrange(10**17, 9 * 10**17))
    if cell.kind in ("minutes", "seconds"):
        return lambda r: r.choice(("3.5", "12:30", "1:02:03", "1小时2分3秒", "45"))
    if cell.kind == "flag":
        return lambda r: r.choice(("是", "否"))
    if cell.kind == "choice":
        known = [k for k in cell.choices if k != "*"] or [""]
        return lambda r: r.choice(known)
    if cell.kind in ("person", "phone"):
        return lambda r: r.choice(("138****5678", f"13{r.randrange(10**9):09d}"))
    return lambda r: r.choice(LONG_WORDS) if r.random() < 0.02 else r.choice(WORDS)


def _figure(cell: Cell, rng: Random) -> Maker:
    if cell.kind == "money" and cell.unit not in ("fen", "minor"):
        forms = ("{0}.{1:02d}", "{0:,}.{1:02d}", "¥{0}.{1:02d}", "{0}", "{0}.{1:02d}元")
        form = rng.choice(forms)
        return lambda r: form.format(r.randrange(5000), r.randrange(100))
    if cell.kind == "money":
        return lambda r: str(r.randrange(500_000))
    if cell.kind == "count":
        forms = ("{0}", "{0:,}", "{2}.{3}万", "{0}.0", "{2}w")
        form = rng.choice(forms)
        return lambda r: form.format(r.randrange(9000), 0, r.randrange(90), r.randrange(10))
    if cell.kind == "number":
        return lambda r: f"{0.001 + r.random() * 20:.3f}"
    form = rng.choice(("{0}.{1:02d}%", "{0}%", "0.{1:02d}"))
    return lambda r: form.format(r.randrange(99), r.randrange(100))


def moment(rng: Random) -> datetime:
    """A moment of the last years, whole seconds."""
    return FIRST + timedelta(seconds=rng.randrange(2 * 365 * 86_400))
