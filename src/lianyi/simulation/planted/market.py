"""What surrounds the people of the planted shop: contents, creators, communities, what is said, and weekly spend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np

from lianyi.simulation.arrays import DAY_SECONDS, Ints, count_texts, draws, picked
from lianyi.simulation.planted import deals, fading, quiet, response, voices
from lianyi.simulation.planted.settings import PeopleSettings
from lianyi.simulation.planted.writing import Clock, Exports

CONTENTS, MENTIONS = 120, 2_000
LIKED, SHARED = 0.04, 0.01
WEEKS = 130
WEEKLY = "投放_按周"
"""The label of the weekly table, a file for `--file` that is no fact of the shop."""
Columns = dict[str, Sequence[str] | str]


def write_market(exports: Exports, settings: PeopleSettings, clock: Clock) -> dict[str, Any]:
    """Append these tables; return their truths."""
    return {
        "content": _contents(exports, settings, clock),
        "creators": _deals(exports, settings, clock),
        "communities": _communities(exports, settings),
        "voice": _voices(exports, settings, clock),
        "response": _weeks(exports, settings),
    }


def _days(settings: PeopleSettings, days: Ints) -> list[str]:
    return [(settings.first_day + timedelta(days=d)).isoformat() for d in days.tolist()]


def _contents(exports: Exports, settings: PeopleSettings, clock: Clock) -> dict[str, Any]:
    rng = draws(settings.seed, "planted contents")
    made = fading.contents(rng, CONTENTS, settings.day_count)
    names = [f"NR{n:04d}" for n in range(CONTENTS)]
    views = made.first_day + np.maximum(made.views, 0).sum(axis=1)
    columns: Columns = {
        "内容ID": names,
        "标题": [f"{fading.THEMES[t]}第{n}期" for n, t in enumerate(made.theme.tolist(), 1)],
        "主题": picked(fading.THEMES, made.theme),
        "发布时间": clock.texts(made.published * DAY_SECONDS + 10 * 3_600),
        "曝光": count_texts(views * rng.integers(7, 14, CONTENTS)),
        "观看量": count_texts(views),
        "点赞": count_texts(rng.binomial(views, LIKED)),
        "分享": count_texts(rng.binomial(views, SHARED)),
    }
    exports.add("内容", columns, CONTENTS)
    every = np.concatenate([made.first_day[:, None], made.views], axis=1)
    content, age = np.nonzero(every >= 0)
    daily: Columns = {
        "日期": _days(settings, made.published[content] + age),
        "内容ID": picked(names, content),
        "观看量": count_texts(every[content, age]),
    }
    exports.add("内容日", daily, len(content))
    hours = [24 * days for days in fading.HALF_LIFE_DAYS]
    return {
        "half_life_hours": dict(zip(fading.THEMES, hours, strict=True)),
        "likes_per_view": LIKED,
        "shares_per_view": SHARED,
    }


def _deals(exports: Exports, settings: PeopleSettings, clock: Clock) -> dict[str, Any]:
    made = deals.deals(draws(settings.seed, "planted deals"), settings.day_count)
    ids = [f"DR{n:03d}" for n in range(deals.CREATORS)]
    who: Columns = {
        "达人ID": ids,
        "达人": [f"样品达人{n + 1:02d}" for n in range(deals.CREATORS)],
        "粉丝数": count_texts(made.fans),
    }
    exports.add("达人", who, deals.CREATORS)
    signed = made.signed_day * DAY_SECONDS + 10 * 3_600
    columns: Columns = {
        "合作编号": [f"HZ{n:04d}" for n in range(len(made.creator))],
        "达人ID": picked(ids, made.creator),
        "签约时间": clock.texts(signed),
        "发布时间": clock.texts(signed + 9 * DAY_SECONDS),
        "约定发布日": _days(settings, made.signed_day + 10),
        "费用": [f"{fee}.00" for fee in made.fee_yuan.tolist()],
        "承诺曝光": count_texts(made.promised),
        "实际曝光": count_texts(made.impressions),
        "阅读": count_texts(made.reads),
        "互动": count_texts(made.interactions),
        "进店": count_texts(made.visitors),
        "订单": count_texts(made.orders),
    }
    exports.add("达人合作", columns, len(made.creator))
    return {
        "delivered_ratio": dict(zip(ids, made.ratio.tolist(), strict=True)),
        "fake_engagement": [ids[n] for n in made.fake.tolist()],
    }


def _communities(exports: Exports, settings: PeopleSettings) -> dict[str, Any]:
    days = settings.day_count
    made = quiet.communities(draws(settings.seed, "planted communities"), days)
    names = [f"QZ{n:02d}" for n in range(quiet.COMMUNITIES)]
    place, day = np.divmod(np.arange(quiet.COMMUNITIES * days), days)
    columns: Columns = {
        "日期": _days(settings, day),
        "群或群主": picked(names, place),
        "群成员总数": count_texts(made.members.ravel()),
        "发言成员数": count_texts(made.speaking.ravel()),
        "消息数": count_texts(made.messages.ravel()),
    }
    exports.add("社群日", columns, len(day))
    fell = {n: d for n, d in zip(names, made.quiet_from.tolist(), strict=True) if d >= 0}
    dated = {n: _days(settings, np.array([d]))[0] for n, d in fell.items()}
    return {"quiet_from_day": dated, "speaking_ratio": [quiet.SPEAKING, quiet.STILL_SPEAKING]}


def _voices(exports: Exports, settings: PeopleSettings, clock: Clock) -> dict[str, Any]:
    rng = draws(settings.seed, "planted mentions")
    made = voices.mentions(rng, MENTIONS, settings.until)
    columns: Columns = {
        "编号": [f"S{n:06d}" for n in range(MENTIONS)],
        "时间": clock.texts(made.at),
        "来源": picked(voices.SOURCES, made.source),
        "品牌": picked(voices.BRANDS, made.brand),
        "正文": made.text,
        "情感": picked(voices.FEELINGS, made.feeling),
        "赞": count_texts(made.likes),
    }
    exports.add("声量", columns, MENTIONS)
    return {
        "net_sentiment_by_source": voices.net_sentiment(),
        "source_share": dict(zip(voices.SOURCES, voices.SOURCE_SHARES, strict=True)),
        "brand_share": dict(zip(voices.BRANDS, voices.BRAND_SHARES, strict=True)),
    }


def _weeks(exports: Exports, settings: PeopleSettings) -> dict[str, Any]:
    truth = response.ResponseTruth()
    made = response.weeks(draws(settings.seed, "planted weeks"), truth, WEEKS)
    # The last week is the last whole one of the shop.
    end = settings.last_day + timedelta(days=1)
    first = end - timedelta(days=end.weekday(), weeks=WEEKS)
    columns: Columns = {
        "周": [(first + timedelta(weeks=n)).isoformat() for n in range(WEEKS)],
        "销售额": [f"{s:.0f}" for s in made.sales.tolist()],
        **{
            f"{channel}花费": [f"{s:.0f}" for s in made.spend[n].tolist()]
            for n, channel in enumerate(truth.channels)
        },
    }
    exports.add(WEEKLY, columns, WEEKS)
    return {
        channel: {
            "carry_per_week": truth.carry[n],
            "scale_yuan": truth.scale_yuan[n],
            "most_yuan_per_week": truth.most_yuan[n],
            "brought_yuan": round(float(made.brought[n])),
        }
        for n, channel in enumerate(truth.channels)
    }
