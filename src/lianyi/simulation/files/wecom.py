"""企业微信: group statistics and member statistics by owner and day, and the contacts."""

from __future__ import annotations

import numpy as np

from lianyi.simulation import people
from lianyi.simulation.arrays import Ints, Times, count_texts, instant, money_texts, time_texts
from lianyi.simulation.communities import OWNERS, Communities, communities
from lianyi.simulation.exports import Export
from lianyi.simulation.files.shop_days import day_texts
from lianyi.simulation.files.table import Column, Dialect, Sheet
from lianyi.simulation.log import Log
from lianyi.simulation.settings import SOURCES, YOUZAN
from lianyi.simulation.tally import Tally

DIALECT = Dialect("utf-8-sig")
GROUPS = {
    "new_chat_cnt": "new_groups",
    "chat_total": "groups",
    "chat_has_msg": "active_groups",
    "new_member_cnt": "new_members",
    "member_total": "members",
    "member_has_msg": "active_members",
    "msg_total": "messages",
}
STAFF = {
    "chat_cnt": "chats",
    "message_cnt": "sent",
    "negative_feedback_cnt": "blocked",
    "new_apply_cnt": "applies",
    "new_contact_cnt": "contacts",
}
CONTACTS = [
    "客户名称",
    "描述",
    "添加人",
    "添加人账号",
    "添加人所属部门",
    "添加时间",
    "来源",
    "手机",
    "企业",
    "邮箱",
    "地址",
    "职务",
    "电话",
    "标签组1(阶段)",
    "标签组2(来源)",
]
FRIEND_EVERY = 4
"""One buyer of 有赞 in four is a contact."""


def _cut(log: Log, export: Export) -> tuple[Communities, Times]:
    start = (export.from_day - log.settings.first_day).days
    stop = (export.to_day - log.settings.first_day).days + 1
    found = communities(log)
    names = Communities.__dataclass_fields__
    # Rows by day, then by owner.
    cut = Communities(**{n: getattr(found, n)[:, start:stop].T.reshape(-1) for n in names})
    days = np.repeat(np.datetime64(export.from_day) + np.arange(stop - start), len(OWNERS))
    return cut, days


def groups(log: Log, export: Export) -> Sheet:
    """Return the group statistics. How many left is not among them."""
    found, days = _cut(log, export)
    columns: dict[str, Column] = {
        "stat_time": day_texts(days),
        "owner": [o[1] for o in OWNERS] * (len(days) // len(OWNERS)),
        "migrate_trainee_chat_cnt": "0",
        **{h: count_texts(getattr(found, n)) for h, n in GROUPS.items()},
    }
    return Sheet(["stat_time", "owner", *GROUPS, "migrate_trainee_chat_cnt"], columns, len(days))


def staff(log: Log, export: Export) -> Sheet:
    """Return the member statistics: chats and new contacts by member of staff and day."""
    found, days = _cut(log, export)
    columns: dict[str, Column] = {
        "stat_time": day_texts(days),
        "userid": [o[1] for o in OWNERS] * (len(days) // len(OWNERS)),
        "reply_percentage": money_texts(found.reply_bp),
        "avg_reply_time": money_texts(found.reply_minutes_x100),
        **{h: count_texts(getattr(found, n)) for h, n in STAFF.items()},
    }
    headers = [
        "stat_time",
        "userid",
        "chat_cnt",
        "message_cnt",
        "reply_percentage",
        "avg_reply_time",
    ]
    return Sheet([*headers, *list(STAFF)[2:]], columns, len(days))


def _contacts(log: Log, export: Export) -> tuple[Ints, Times]:
    """Return who is a contact at `as_of`, and since when: the first order on 有赞."""
    mine = np.flatnonzero(log.orders.platform == YOUZAN)
    human, first = np.unique(log.orders.human[mine], return_index=True)
    since = log.orders.created_at[mine[first]]
    added = since + np.timedelta64(3600, "s")
    kept = (human % FRIEND_EVERY == 1) & (added <= instant(export.as_of))
    order = np.argsort(added[kept], kind="stable")
    return human[kept][order], added[kept][order]


def contacts(log: Log, export: Export) -> Sheet:
    """Return the contacts; six in ten have a phone."""
    human, added = _contacts(log, export)
    who = [OWNERS[h % 8 // 4] for h in human.tolist()]
    columns: dict[str, Column] = {
        "客户名称": [f"用户{h}" for h in human.tolist()],
        "添加人": [w[0] for w in who],
        "添加人账号": [w[1] for w in who],
        "添加人所属部门": "私域运营",
        "添加时间": time_texts(added),
        "来源": ["扫一扫" if h % 3 else "名片分享" for h in human.tolist()],
        "手机": [log.phones[h] if h % 10 < 6 else "" for h in human.tolist()],
        "地址": [people.REGIONS[r][1] for r in log.region[human].tolist()],
        "标签组1(阶段)": ["孕期" if h % 5 == 0 else "0-3岁" for h in human.tolist()],
        "标签组2(来源)": "有赞包裹卡",
    }
    return Sheet(CONTACTS, columns, len(human))


def add_groups(tally: Tally, log: Log, export: Export) -> None:
    """Add the groups' days. Members and groups are states: their sums are member days and group days."""
    found, days = _cut(log, export)
    sums = {
        "new_groups": found.new_groups,
        "group_joins": found.new_members,
        "group_messages": found.messages,
        "group_days": found.groups,
        "active_group_days": found.active_groups,
        "group_member_days": found.members,
        "active_member_days": found.active_members,
    }
    for key, values in sums.items():
        tally.add(key, SOURCES.index("wecom"), days.astype("datetime64[s]"), values)


def add_staff(tally: Tally, log: Log, export: Export) -> None:
    """Add the staff's days."""
    found, days = _cut(log, export)
    sums = {
        "new_contacts": found.contacts,
        "contact_requests": found.applies,
        "service_chats": found.chats,
        "service_messages": found.sent,
        "negative_feedback": found.blocked,
    }
    for key, values in sums.items():
        tally.add(key, SOURCES.index("wecom"), days.astype("datetime64[s]"), values)


def add_contacts(tally: Tally, log: Log, export: Export) -> None:
    """Add the contacts on the day they were added."""
    tally.add("contacts_added", SOURCES.index("wecom"), _contacts(log, export)[1], 1)
