"""A first plan as text for people: every section under one line that says what it is for."""

from __future__ import annotations

from lianyi.core.translation import Lang, Text
from lianyi.planning.model.plan import Plan
from lianyi.planning.writing import write_plan

ABOUT = {
    "goals": Text(
        "目标：指标、目标值、截止日、负责人。parts是分解（product相乘，sum相加）。改完运行lianyi plan check。",
        "Goals: metric, target, due day, owner. parts multiply (product) or add up (sum). Then run lianyi plan check.",
    ),
    "personas": Text(
        "人群画像：segment是谁算在内的规则；这两个是示例。",
        "Personas: segment is the rule of who belongs; these two are examples.",
    ),
    "modes": Text("模式：用哪几种方式卖，向谁承诺什么。", "Modes: how we sell, and what we promise to whom."),
    "content": Text(
        "内容：items是日历，topics是热点（写明来源和过期日）。",
        "Content: items are the calendar, topics what is current (with source and expiry).",
    ),
    "lifecycle": Text("用户生命周期：谁在哪一步，做什么。", "Life cycle: who is where, and what is done."),
    "campaigns": Text(
        "活动：筹备、预热、爆发、收尾，每个任务有人、有截止日；codes写活动的券或渠道码，数据才归得到它。",
        "Campaigns: phases with tasks, owners and due days; put coupon or channel codes under codes, so that facts find it.",
    ),
    "channels": Text("渠道：从公域到私域，hand_to是交接到哪里。", "Channels: from public to private; hand_to is where people go on."),
    "team": Text(
        "分工：把角色改成人名；每件事只有一个accountable。",
        "Team: put names for the roles; one accountable for each item.",
    ),
    "budget": Text(
        "预算：每月每类一行，金额以元计；0是还没定。",
        "Budget: a line per month and category, in yuan; 0 is not set yet.",
    ),
    "risks": Text("风险：preset是自带的监控，fallback是备选方案。", "Risks: preset is a shipped monitor, fallback the plan B."),
}  # fmt: skip
DRAFT = Text(
    "草稿不参与检查；导入数据后，lianyi plan check会按历史填上目标值",
    "Drafts are not checked; once there are data, lianyi plan check sets the target from history",
)


def first_text(plan: Plan, currency: str, lang: Lang) -> str:
    """Return the text of a plan with a remark over every section; reading it gives the same plan."""
    lines = []
    for line in write_plan(plan, currency).splitlines():
        about = ABOUT.get(line.removesuffix(":")) if line.endswith(":") else None
        if about is not None:
            lines.append(f"# {about.say(lang)}")
        lines.append(f"{line}  # {DRAFT.say(lang)}" if line.strip() == "draft: true" else line)
    return "\n".join(lines) + "\n"
