"""The built-in sales days: reference values, gathered by hand, to be edited by each shop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

_ALL_PLATFORMS = {
    "zh": "各平台起止日不同，请按你的平台修改",
    "en": "Dates differ by platform; set them to yours",
}

ROWS: Final[Sequence[Mapping[str, object]]] = (
    {
        "key": "nianhuo",
        "zh": "年货节",
        "en": "New Year Goods Festival",
        "start": "spring_festival-28",
        "peak": "spring_festival-14",
        "end": "spring_festival-7",
        "major": True,
        "note": _ALL_PLATFORMS,
    },
    {
        "key": "sale_38",
        "zh": "38节",
        "en": "3.8 Festival",
        "start": "03-01",
        "end": "03-08",
        "note": _ALL_PLATFORMS,
    },
    {
        "key": "sale_618",
        "zh": "618",
        "en": "618",
        "start": "05-13",
        "peak": "06-18",
        "end": "06-20",
        "major": True,
        "note": {
            "zh": "天猫、京东、抖音、快手、拼多多、小红书；预售提前到五月",
            "en": "Tmall, JD, Douyin, Kuaishou, Pinduoduo, Xiaohongshu; presale begins in May",
        },
        "years": {
            2019: {"start": "06-01", "peak": "06-18", "end": "06-20"},
            2020: {"start": "05-25", "peak": "06-18", "end": "06-20"},
            2021: {"start": "05-24", "peak": "06-18", "end": "06-20"},
            2022: {"start": "05-26", "peak": "06-18", "end": "06-20"},
            2023: {"start": "05-26", "peak": "06-18", "end": "06-20"},
            2024: {"start": "05-20", "peak": "06-18", "end": "06-20"},
        },
    },
    {
        "key": "sale_88",
        "zh": "88会员日",
        "en": "8.8 Member Day",
        "start": "08-06",
        "end": "08-08",
        "note": {"zh": "淘宝、天猫会员", "en": "Taobao and Tmall members"},
    },
    {
        "key": "sale_818",
        "zh": "818",
        "en": "818",
        "start": "08-08",
        "end": "08-18",
        "note": {"zh": "抖音、苏宁", "en": "Douyin, Suning"},
    },
    {
        "key": "back_to_school",
        "zh": "开学季",
        "en": "Back to School",
        "start": "08-18",
        "peak": "08-28",
        "end": "09-05",
        "note": _ALL_PLATFORMS,
    },
    {
        "key": "sale_99",
        "zh": "99划算节",
        "en": "9.9 Sale",
        "start": "09-05",
        "end": "09-09",
        "note": _ALL_PLATFORMS,
    },
    {
        "key": "double_11",
        "zh": "双11",
        "en": "Double 11",
        "start": "10-15",
        "peak": "11-11",
        "end": "11-14",
        "major": True,
        "note": {
            "zh": "天猫、京东、抖音、快手、拼多多、小红书；抖音、京东近年十月上旬已开始",
            "en": "Tmall, JD, Douyin, Kuaishou, Pinduoduo, Xiaohongshu; Douyin and JD now "
            "begin in early October",
        },
        "years": {
            2019: {"start": "11-01", "end": "11-11"},
            2020: {"start": "10-21", "end": "11-11"},
            2021: {"start": "10-20", "end": "11-11"},
            2022: {"start": "10-24", "end": "11-11"},
            2023: {"start": "10-24", "end": "11-11"},
            2024: {"start": "10-14", "end": "11-11"},
            2025: {"start": "10-15", "peak": "11-11", "end": "11-14"},
        },
    },
    {
        "key": "black_friday",
        "zh": "黑五",
        "en": "Black Friday",
        "start": "thanksgiving-3",
        "peak": "thanksgiving+1",
        "end": "thanksgiving+4",
        "note": {"zh": "跨境与海外店铺", "en": "Cross-border and overseas shops"},
    },
    {
        "key": "double_12",
        "zh": "双12",
        "en": "Double 12",
        "start": "12-08",
        "end": "12-12",
        "note": _ALL_PLATFORMS,
    },
    {
        "key": "double_eve",
        "zh": "双旦",
        "en": "Christmas and New Year Sale",
        "start": "12-20",
        "peak": "12-25",
        "end": "01-03",
        "note": _ALL_PLATFORMS,
    },
)
