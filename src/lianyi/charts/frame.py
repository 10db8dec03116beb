"""What all charts share: the unit in which they are drawn, axes, grid, the font of the page.

An option is a plain dict of JSON types. `option["lianyi"]` says which unit and language the page's script
formats ticks and hover texts in; elsewhere it can be dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lianyi.core.translation import Lang

Option = dict[str, object]
Value = int | float | None

FONT = (
    '-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue",Arial,"PingFang SC",'
    '"Microsoft YaHei","Noto Sans CJK SC",sans-serif'
)
SERIES = ("--series-1", "--series-2", "--series-3", "--series-4", "--series-5", "--series-6")


@dataclass(frozen=True)
class Style:
    """How numbers of a chart read: `unit` is a metric's unit, money comes in minor units.

    `minor_digits` is the number of decimals of the currency (2 for CNY), `symbol` its sign.
    """

    unit: str = "money"
    lang: Lang = "zh"
    minor_digits: int = 2
    symbol: str = "¥"

    def major(self, value: Value) -> Value:
        """Return what is drawn: money in whole currency units, everything else as it is."""
        if value is None or self.unit != "money" or not self.minor_digits:
            return value
        return float(value / 10**self.minor_digits)

    def hint(self) -> Option:
        """Return what the page's script needs to write a tick."""
        return {"unit": self.unit, "lang": self.lang, "symbol": self.symbol}


def base(style: Style, *, label: str) -> Option:
    """Return the parts every option has; `label` is the one sentence read aloud."""
    return {
        "lianyi": style.hint(),
        "textStyle": {"fontFamily": FONT, "fontSize": 12, "color": "--text-2"},
        "animationDuration": 200,
        "aria": {"enabled": True, "label": {"description": label}},
        "grid": {"left": 8, "right": 16, "top": 28, "bottom": 8, "containLabel": True},
        "tooltip": {
            "confine": True,
            "backgroundColor": "--bg-card",
            "borderColor": "--border-strong",
            "textStyle": {"color": "--text-1", "fontSize": 13},
        },
    }


def category_axis(names: Sequence[str], *, inverse: bool = False) -> Option:
    """Return an axis of names: upright labels, skipped where they do not fit, no frame."""
    return {
        "type": "category",
        "data": list(names),
        "inverse": inverse,
        "axisTick": {"show": False},
        "axisLine": {"lineStyle": {"color": "--border"}},
        "axisLabel": {"color": "--text-2", "hideOverlap": True, "rotate": 0},
    }


def value_axis(name: str = "", *, from_zero: bool = True) -> Option:
    """Return an axis of numbers: about four ticks, a light grid, the unit once."""
    return {
        "type": "value",
        "name": name,
        "nameTextStyle": {"color": "--text-3", "align": "left"},
        "scale": not from_zero,
        "splitNumber": 4,
        "axisLabel": {"color": "--text-3"},
        "splitLine": {"lineStyle": {"color": "--border"}},
    }
