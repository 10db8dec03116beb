"""Communities: who is in the groups, who speaks, who leaves."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.metrics.declaration import Measure, Ratio, family
from lianyi.metrics.measures import both, over, sums

declare = family("community")
_VIEW = "community_days"


def _days() -> Measure:
    return over(
        _VIEW, "count(DISTINCT day)", "members IS NOT NULL", needs=("members",), additive=False
    )


declare(
    "group_members",
    "number",
    "群成员数（日均）|Group members (daily mean)",
    "各天群成员总数的平均，只算有记录的天。|Members of all groups, mean over the days on record.",
    Ratio(sums(_VIEW, "members"), _days()),
)
declare(
    "groups_counted",
    "number",
    "群数（日均）|Groups (daily mean)",
    "各天群总数的平均，只算有记录的天。|Groups, mean over the days on record.",
    Ratio(sums(_VIEW, "communities"), _days()),
)
declare(
    "group_joins",
    "count",
    "入群人数|People who joined groups",
    "本期新入群的人次。|Joins in the period.",
    sums(_VIEW, "new_members"),
)
declare(
    "group_quits",
    "count",
    "退群人数|People who left groups",
    "本期退群的人次。|People who left in the period.",
    sums(_VIEW, "left_members"),
    direction="down_good",
)
declare(
    "group_net_growth",
    "count",
    "社群净增|Net group growth",
    "入群人数－退群人数。|Joins less those who left.",
    {"group_joins": 1, "group_quits": -1},
)
declare(
    "group_quit_rate",
    "ratio",
    "退群率|Group leave rate",
    "本期退群人数÷群成员数（日均）。|People who left in the period over the daily mean of members.",
    Ratio(
        both(_VIEW, "left_members", "members"),
        both(_VIEW, "members", "left_members"),
        times=over(
            _VIEW,
            "count(DISTINCT day)",
            "members IS NOT NULL AND left_members IS NOT NULL",
            needs=("members", "left_members"),
            additive=False,
        ),
    ),
    direction="down_good",
    reference=Text(
        "参考值：新群7天超过15%、老群一个月超过10%要留意",
        "Reference: watch a new group above 15% in 7 days, an old one above 10% in a month",
    ),
)
declare(
    "group_active_rate",
    "ratio",
    "社群活跃率|Group activity rate",
    "每天发言人数之和÷每天群成员数之和，缺数据的天不算。|"
    "Members who spoke, over members, both added over the days on record.",
    Ratio(both(_VIEW, "active_members", "members"), both(_VIEW, "members", "active_members")),
    reference=Text(
        "参考值：10%以上活跃，3%以下安静", "Reference: lively above 10%, quiet below 3%"
    ),
)
declare(
    "active_group_rate",
    "ratio",
    "群活跃率|Share of active groups",
    "有消息的群数之和÷群总数之和，按天相加。|Groups with a message over all groups, added over days.",
    Ratio(
        both(_VIEW, "active_communities", "communities"),
        both(_VIEW, "communities", "active_communities"),
    ),
)
declare(
    "new_groups",
    "count",
    "新增群数|New groups",
    "本期新建的群数。|Groups created in the period.",
    sums(_VIEW, "new_communities"),
)
declare(
    "group_messages",
    "count",
    "群消息数|Group messages",
    "本期群里的消息数。|Messages in the groups in the period.",
    sums(_VIEW, "messages"),
)
declare(
    "messages_per_member",
    "number",
    "人均消息|Messages per member and day",
    "消息数之和÷每天群成员数之和。|Messages over members, both added over days.",
    Ratio(both(_VIEW, "messages", "members"), both(_VIEW, "members", "messages")),
)
declare(
    "messages_per_active_member",
    "number",
    "发言者人均消息|Messages per member who spoke",
    "消息数之和÷每天发言人数之和。|Messages over members who spoke, both added over days.",
    Ratio(both(_VIEW, "messages", "active_members"), both(_VIEW, "active_members", "messages")),
)
