"""The words for refusals of funnels."""

from __future__ import annotations

from lianyi.core.translation import Text

FUNNEL: dict[str, tuple[Text, Text]] = {
    "funnel.steps": (
        Text(
            "漏斗要{fewest}到{most}步，现在是{n}步。",
            "A funnel has {fewest} to {most} steps, not {n}.",
        ),
        Text(
            "用--steps写，例如--steps view,cart,pay。",
            "Give them with --steps, such as --steps view,cart,pay.",
        ),
    ),
    "funnel.any_counts_people": (
        Text("任意顺序的漏斗只能按人数。", "A funnel in any order counts people only."),
        Text(
            "去掉--count，或者改成--order ordered。", "Leave out --count, or use --order ordered."
        ),
    ),
    "funnel.steps_overlap": (
        Text(
            "任意顺序的漏斗里，同一个事件不能既算「{one}」又算「{other}」。",
            "In any order one event cannot count as {one} and as {other}.",
        ),
        Text(
            "改掉其中一步，或者改成--order ordered。",
            "Change one of the steps, or use --order ordered.",
        ),
    ),
    "funnel.exclusion_is_step": (
        Text(
            "「{step}」被排除了，这一步永远走不到。",
            "The step {step} is excluded: nobody could reach it.",
        ),
        Text(
            "从--exclude里去掉它，或者给排除加条件。",
            "Take it out of --exclude, or give the exclusion a condition.",
        ),
    ),
    "funnel.too_many_conditions": (
        Text(
            "步骤和排除一共{n}个不同条件，最多{most}个。",
            "Steps and exclusions have {n} different conditions, {most} at most.",
        ),
        Text(
            "合并条件相同的事件，或者去掉几步。",
            "Join events that share their conditions, or leave out steps.",
        ),
    ),
}
