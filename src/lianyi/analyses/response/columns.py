"""Which column of a weekly file is what: asked for, or told by its name and its values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from pathlib import Path

    from lianyi.analyses.response import Response

NONE = "none"
DATES = (
    "date",
    "week",
    "ds",
    "day",
    "date_week",
    "wk_strt_dt",
    "日期",
    "周",
    "周一",
    "周起始",
    "统计日期",
)
TARGETS = ("y", "revenue", "sales", "gmv", "gmv_paid", "target", "kpi", "销售额", "成交金额", "支付金额", "成交额", "GMV")  # fmt: skip
SPEND = re.compile(r"_S$|spend|(?<![a-z])cost|花费|消耗|投放|费用|推广费|广告费|^x_?\d+$", re.IGNORECASE)  # fmt: skip
SPEND_SUFFIX = re.compile(r"_S$")
EXPOSURE = re.compile(r"_[IP]$|impression|clicks?|grp|views|曝光|展示|点击|播放", re.IGNORECASE)
CONTROL = re.compile(
    r"_B$|event|holiday|promo|price|discount|competitor|weather|temperature|newsletter|organic|stock"
    r"|活动|节|促销|大促|价格|折扣|竞品|气温|天气|缺货|上新",
    re.IGNORECASE,
)
CLOCK = re.compile(r"^(t|id|index|year|month|quarter|day_?of_?year|week_?of_?year|week_?no|trend|序号|年|月)$", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """The headers of a file by what they are; `unused` are those that nobody asked for and no rule knows."""

    date: str
    target: str
    channels: tuple[str, ...]
    controls: tuple[str, ...]
    unused: tuple[str, ...]
    guessed: bool


def choose(asked: Response, headers: Sequence[str], path: Path) -> Chosen:
    """Return what each of `headers` is. Refuses with `run.column_missing` and `response.no_channels`."""
    named = [h.strip() for h in headers if h.strip()]
    plain = {_plain(h): h for h in reversed(named)}

    def one(wanted: Sequence[str]) -> str:
        found = next((plain[_plain(w)] for w in wanted if _plain(w) in plain), None)
        if found is None:
            raise LianyiError("run.column_missing", file=path.name, column=" / ".join(wanted), headers=", ".join(named)[:200])  # fmt: skip
        return found

    when = one((asked.date,) if asked.date else _dated(named))
    target = one((asked.target,) if asked.target else TARGETS)
    rest = [h for h in named if h not in (when, target)]
    channels = tuple(one((c,)) for c in asked.channels) or _spend(rest)
    if not channels:
        raise LianyiError("response.no_channels", file=path.name, headers=", ".join(named)[:200])
    rest = [h for h in rest if h not in channels]
    if asked.controls:
        controls = tuple(one((c,)) for c in asked.controls if c.lower() != NONE)
    else:
        controls = tuple(h for h in rest if CONTROL.search(h) and not EXPOSURE.search(h))
    unused = tuple(h for h in rest if h not in controls and not CLOCK.match(h))
    return Chosen(when, target, channels, controls, unused, guessed=not (asked.channels and asked.controls))  # fmt: skip


def wanted(chosen: Chosen) -> Mapping[str, tuple[str, ...]]:
    """Return the columns to read: `date`, `target`, `channel NAME`, `control NAME`, `unused NAME`."""
    return {
        "date": (chosen.date,),
        "target": (chosen.target,),
        **{f"channel {c}": (c,) for c in chosen.channels},
        **{f"control {c}": (c,) for c in chosen.controls},
    }


def _plain(header: str) -> str:
    return "".join(header.split()).lower().replace("_", "")


def _dated(named: Sequence[str]) -> tuple[str, ...]:
    """Return the headers that may hold the week, the surest first."""
    like = [h for h in named if re.search(r"date|week|日期|周", h, re.IGNORECASE) and not CLOCK.match(h)]  # fmt: skip
    return (*DATES, *like)


def _spend(rest: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of spend; where some end in `_S`, those are all of them."""
    suffixed = tuple(h for h in rest if SPEND_SUFFIX.search(h))
    return suffixed or tuple(h for h in rest if SPEND.search(h) and not EXPOSURE.search(h))
