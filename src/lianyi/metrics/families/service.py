"""Private traffic and service: contacts added, chats answered."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.metrics.declaration import Ratio, family
from lianyi.metrics.measures import both, sums, weighted

declare = family("service")
_VIEW = "staff_days"

declare(
    "new_contacts",
    "count",
    "新增好友|New contacts",
    "本期新添加的客户数。|Contacts added in the period.",
    sums(_VIEW, "new_contacts"),
)
declare(
    "lost_contacts",
    "count",
    "流失好友|Contacts lost",
    "本期流失的客户数。|Contacts lost in the period.",
    sums(_VIEW, "lost_contacts"),
    direction="down_good",
)
declare(
    "net_contacts",
    "count",
    "净增好友|Net contacts",
    "新增好友－流失好友。|New contacts less those lost.",
    {"new_contacts": 1, "lost_contacts": -1},
)
declare(
    "contact_requests",
    "count",
    "好友申请数|Contact requests",
    "本期发出的好友申请数。|Contact requests sent in the period.",
    sums(_VIEW, "new_applies"),
)
declare(
    "contact_accept_rate",
    "ratio",
    "好友通过率|Contact acceptance rate",
    "新增好友÷发出的好友申请。|Contacts added over requests sent.",
    Ratio(both(_VIEW, "new_contacts", "new_applies"), both(_VIEW, "new_applies", "new_contacts")),
    reference=Text(
        "参考值：低于20%要看渠道和话术", "Reference: below 20%, look at channel and words"
    ),
)
declare(
    "service_chats",
    "count",
    "聊天数|Chats",
    "本期的聊天总数。|Chats in the period.",
    sums(_VIEW, "chats"),
)
declare(
    "service_messages",
    "count",
    "发送消息数|Messages sent",
    "本期员工发送的消息数。|Messages that staff sent in the period.",
    sums(_VIEW, "messages"),
    direction="neutral",
)
declare(
    "reply_rate",
    "ratio",
    "回复率|Reply rate",
    "按聊天数加权的已回复占比。|Share of chats answered, weighted by chats.",
    Ratio(*weighted(_VIEW, "reply_ratio", "chats")),
)
declare(
    "first_reply_minutes",
    "minutes",
    "首次回复分钟|Minutes to first reply",
    "按聊天数加权的平均首次回复时长。|Mean minutes to the first reply, weighted by chats.",
    Ratio(*weighted(_VIEW, "reply_minutes", "chats")),
    direction="down_good",
)
declare(
    "negative_feedback",
    "count",
    "删除拉黑数|Blocked or deleted",
    "本期删除或拉黑员工的客户数。|Customers who deleted or blocked staff in the period.",
    sums(_VIEW, "negative_feedback"),
    direction="down_good",
)
