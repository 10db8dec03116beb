"""Plain tables of what people did: events, touches, invites, arms of a test, mentions, reviews."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lianyi.simulation.arrays import Ints, count_texts, days_of, picked, time_texts
from lianyi.simulation.files.table import Column, Sheet
from lianyi.simulation.files.youzan import order_numbers
from lianyi.simulation.following import ARMS, EVENTS, EXPERIMENT, INVITING, TOUCHING, Following
from lianyi.simulation.log import Log
from lianyi.simulation.people import phones
from lianyi.simulation.planted import voices
from lianyi.simulation.settings import PLATFORM_NAMES, XIAOHONGSHU, YOUZAN
from lianyi.simulation.tally import Tally

Make = Callable[[Log, Following], Sheet]


def _phones(log: Log, humans: Ints) -> list[str]:
    """Return the phone of each person; those who never bought have numbers that nobody else has."""
    known = log.phones
    if len(humans) and int(humans.max()) >= len(known):
        known = phones(log.settings.seed, int(humans.max()) + 1)
    return [known[h] for h in humans.tolist()]


def _sheet(columns: dict[str, Column], rows: int) -> Sheet:
    named: dict[str, Column] = {"平台": PLATFORM_NAMES[YOUZAN], **columns}
    return Sheet(list(named), named, rows)


def events(log: Log, found: Following) -> Sheet:
    """Return visits, full carts, payments and shares."""
    size = len(found.event)
    columns: dict[str, Column] = {
        "事件ID": [f"V{n:07d}" for n in range(size)],
        "用户": _phones(log, found.event_human),
        "时间": time_texts(found.times(found.event_at)),
        "事件名": picked(EVENTS, found.event),
        "会话ID": count_texts(found.session),
        # What people pass on is the page of one of three campaigns.
        "内容ID": [f"H5-{s % 3 + 1}" if e == 3 else "" for e, s in zip(found.event.tolist(), found.session.tolist(), strict=True)],
    }  # fmt: skip
    return _sheet(columns, size)


def touches(log: Log, found: Following) -> Sheet:
    """Return the clicks that came before orders."""
    led = found.touches
    columns: dict[str, Column] = {
        "触点ID": [f"D{n:07d}" for n in range(len(led.at))],
        "用户": _phones(log, log.orders.human[found.order[led.order]]),
        "时间": time_texts(found.times(np.maximum(led.at, 0))),
        "渠道": picked(TOUCHING.channels, led.channel),
        "类型": "click",
    }
    return _sheet(columns, len(led.at))


def invites(log: Log, found: Following) -> Sheet:
    """Return the invites of the activity."""
    sent = found.invites
    columns: dict[str, Column] = {
        "邀请编号": [f"Y{n:07d}" for n in range(len(sent))],
        "邀请人": _phones(log, sent.inviter),
        "被邀请人": _phones(log, sent.invitee),
        "时间": time_texts(found.times(sent.at)),
        "打开时间": time_texts(found.times(sent.opened_at)),
        "加入时间": time_texts(found.times(sent.joined_at)),
        "活动": INVITING.activity,
    }
    return _sheet(columns, len(sent))


def attributes(log: Log, found: Following) -> Sheet:
    """Return who saw which arm of the test."""
    trial = found.trial
    columns: dict[str, Column] = {
        "客户": _phones(log, trial.human),
        "属性": f"experiment:{EXPERIMENT}",
        "值": picked(ARMS, trial.arm),
        "时间": time_texts(found.times(trial.at)),
    }
    return _sheet(columns, len(trial.at))


def mentions(_log: Log, found: Following) -> Sheet:
    """Return what is said of the brand and of two others."""
    said = found.mentions
    columns: dict[str, Column] = {
        "平台": PLATFORM_NAMES[XIAOHONGSHU],
        "编号": [f"S{n:06d}" for n in range(len(said.at))],
        "时间": time_texts(found.times(said.at)),
        "来源": picked(voices.SOURCES, said.source),
        "品牌": picked(voices.BRANDS, said.brand),
        "正文": said.text,
        "情感": picked(voices.FEELINGS, said.feeling),
        "赞": count_texts(said.likes),
    }
    return Sheet(list(columns), columns, len(said.at))


def reviews(log: Log, found: Following) -> Sheet:
    """Return what buyers wrote of their orders."""
    columns: dict[str, Column] = {
        "评价ID": [f"P{n:06d}" for n in range(len(found.review_at))],
        "时间": time_texts(found.times(found.review_at)),
        "订单号": order_numbers(log, found.review_order),
        "评价人": _phones(log, log.orders.human[found.review_order]),
        "评分": count_texts(found.review_score),
        "内容": found.review_text,
    }
    return _sheet(columns, len(found.review_at))


SHEETS: dict[str, Make] = {
    "有赞_事件": events,
    "有赞_触点": touches,
    "有赞_邀请": invites,
    "有赞_客户属性": attributes,
    "舆情_声量": mentions,
    "有赞_评价": reviews,
}


def add(tally: Tally, found: Following) -> None:
    """Add up what a correct reading of these files must find, under the names of the metrics."""
    sent, said = found.invites, found.mentions
    tally.add("invites_sent", YOUZAN, days_of(found.times(sent.at)), 1)
    tally.add("valid_invites", YOUZAN, days_of(found.times(sent.at)), (sent.joined_at >= 0).astype(np.int64))  # fmt: skip
    tally.add("mentions", XIAOHONGSHU, days_of(found.times(said.at)), 1)
    tally.add("negative_mentions", XIAOHONGSHU, days_of(found.times(said.at)), (said.feeling == voices.NEGATIVE).astype(np.int64))  # fmt: skip
    tally.add("reviews_written", YOUZAN, days_of(found.times(found.review_at)), 1)
