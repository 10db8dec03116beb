"""Referral: invitations and group buys."""

from __future__ import annotations

from lianyi.metrics.declaration import Ratio, family
from lianyi.metrics.measures import over, sums

declare = family("referral")
_JOINED = "joined_at IS NOT NULL"

declare(
    "invites_sent",
    "count",
    "邀请数|Invites",
    "本期发出的邀请数。|Invites sent in the period.",
    over("invites", "count(*)"),
)
declare(
    "valid_invites",
    "count",
    "有效邀请数|Valid invites",
    "本期发出、到目前为止被邀请人已加入的邀请数。|Invites sent in the period whose invitee has joined so far.",
    over("invites", "count(*)", _JOINED),
)
declare(
    "inviters",
    "count",
    "邀请人数|Inviters",
    "本期发出过邀请的不同客户数。|Different people who sent an invite in the period.",
    over("invites", "count(DISTINCT inviter_id)", additive=False),
)
declare(
    "invite_open_rate",
    "ratio",
    "邀请打开率|Invite open rate",
    "本期发出的邀请里被打开的占比。|Of the invites sent in the period, the share opened.",
    Ratio(
        over("invites", "count(*)", "opened_at IS NOT NULL", needs=("opened_at",)),
        over("invites", "count(*)"),
    ),
)
declare(
    "invite_join_rate",
    "ratio",
    "邀请转化率|Invite conversion rate",
    "有效邀请数÷邀请数。|Valid invites over invites.",
    Ratio(over("invites", "count(*)", _JOINED), over("invites", "count(*)")),
)
declare(
    "invites_per_inviter",
    "number",
    "人均邀请数|Invites per inviter",
    "邀请数÷邀请人数。|Invites per inviter.",
    Ratio("invites_sent", "inviters"),
)
declare(
    "valid_invites_per_inviter",
    "number",
    "人均有效邀请|Valid invites per inviter",
    "有效邀请数÷邀请人数。|Valid invites per inviter.",
    Ratio("valid_invites", "inviters"),
)
declare(
    "group_buys_opened",
    "count",
    "开团数|Group buys opened",
    "开团时间落在本期的团数。|Group buys opened in the period.",
    over("groups", "count(*)"),
)
declare(
    "group_buys_succeeded",
    "count",
    "成团数|Group buys that succeeded",
    "本期开的团里已成团的团数。|Group buys opened in the period that succeeded.",
    over("groups", "count(*)", "is_success", needs=("is_success",)),
)
declare(
    "group_buy_success_rate",
    "ratio",
    "成团率|Group-buy success rate",
    "成团数÷已有结果的开团数。|Group buys that succeeded over those with a result.",
    Ratio(
        over("groups", "count(*)", "is_success", needs=("is_success",)),
        over("groups", "count(is_success)", needs=("is_success",)),
    ),
)
declare(
    "group_buy_participants",
    "count",
    "参团人次|Group-buy participants",
    "本期开的团的参团人次。|Participants of the group buys opened in the period.",
    sums("groups", "participants"),
)
declare(
    "participants_per_group_buy",
    "number",
    "人均参团|Participants per group buy",
    "参团人次÷有参团人数的团数。|Participants per group buy with a known number of them.",
    Ratio(
        sums("groups", "participants"),
        over("groups", "count(participants)", needs=("participants",)),
    ),
)
