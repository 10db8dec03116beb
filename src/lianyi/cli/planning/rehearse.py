"""`lianyi plan rehearse RISK --off platform=douyin`: what would fall without it, and which step of plan B brings it back."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.planning.risks.rehearsal import GoalRehearsed

GOAL, TARGET, EXPECTED = (
    Text("目标", "Goal"),
    Text("目标值", "Target"),
    Text("原来预计", "Expected"),
)
SHARE, WITHOUT = Text("占比", "Its part"), Text("关掉以后", "Without it")
STEP, VERDICT = Text("第{n}步后", "After step {n}"), Text("结果", "Outcome")
FALLS = Text("✕ 达不到，备选方案补不回来", "✕ missed, plan B does not bring it back")
BACK = Text("✓ 「{step}」补得回来", "✓ {step} brings it back")
HOLDS = Text("✓ 仍能达成", "✓ still reached")
ALREADY = Text("✕ 本来就达不到", "✕ missed anyway")
UNKNOWN = Text("? 算不出来", "? cannot be told")
NO_STEPS = Text(
    "备选方案没有写预计效果（restores），例如restores: [budget.content=+8000]。",
    "No step says what it is expected to do (restores), as in restores: [budget.content=+8000].",
)
HONEST = Text(
    "按近90天的占比推算，没有假设客人会从别处来，实际损失通常小一些。",
    "Worked out from its part in the last 90 days; nobody is assumed to come another way, so a real loss is usually smaller.",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("risk", metavar="RISK", help="风险的id / the id of a risk")
    parser.add_argument("--off", action="append", default=[], metavar="DIM=VALUE", help="关掉什么：platform=douyin、promoter=张三、sku=A-1 / what is switched off")  # fmt: skip
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print every goal with and without it; exit 1 where a goal falls and no step brings it back."""
    from lianyi.cli.output import language, print_json, print_table, say, shop_of
    from lianyi.core.errors import LianyiError
    from lianyi.planning.risks.rehearsal import off_of, rehearse
    from lianyi.shop.analysing import ShopData

    shop = shop_of(args)
    plan = shop.plan.current
    risk = next((r for r in plan.risks if r.id == args.risk), None)
    if risk is None:
        known = ", ".join(r.id for r in plan.risks) or "—"
        raise LianyiError("risk.unknown", key=args.risk, known=known)
    off = off_of(risk, args.off)
    found = rehearse(shop.plan.what_if, ShopData(shop), off, risk.fallback, shop.covered_days()[1])
    lost = [g for g in found if g.falls and g.reached and not g.restored_by]
    if args.json:
        print_json({"risk": risk.id, "off": [f"{o.dimension}={o.value}" for o in off], "goals": [_plain(g) for g in found]})  # fmt: skip
        return int(bool(lost))
    lang = language(args)
    titles = [GOAL, TARGET, EXPECTED, SHARE, WITHOUT]
    titles += [STEP.format(n=n) for n in range(1, len(risk.fallback) + 1)]
    rows = [_row(g, lang, len(risk.fallback)) for g in found]
    print_table([t.say(lang) for t in (*titles, VERDICT)], rows)
    if not any(step.restores for step in risk.fallback):
        say(NO_STEPS, args)
    say(HONEST, args)
    return int(bool(lost))


def verdict(goal: GoalRehearsed) -> Text:
    """Return the outcome of one goal in words."""
    if goal.falls is None:
        return UNKNOWN
    if not goal.falls:
        return HOLDS
    if not goal.reached:
        return ALREADY
    return BACK.format(step=goal.restored_by) if goal.restored_by else FALLS


def _row(goal: GoalRehearsed, lang: Lang, steps: int) -> list[Any]:
    from lianyi.core.numbers import MISSING, ratio
    from lianyi.planning.goals.lines import shown

    one = goal.standing
    share = MISSING if goal.share is None else ratio(goal.share)
    after = [shown(one, s.value).say(lang) for s in goal.steps] or [MISSING] * steps
    return [
        "  " * one.placed.depth + one.goal.name,
        shown(one, one.target).say(lang),
        shown(one, goal.expected).say(lang),
        share,
        shown(one, goal.without).say(lang),
        *after,
        verdict(goal).say(lang),
    ]


def _plain(goal: GoalRehearsed) -> dict[str, Any]:
    def number(value: Any) -> float | None:
        return None if value is None else float(value)

    return {
        "goal": goal.standing.goal.id,
        "target": number(goal.standing.target),
        "expected": number(goal.expected),
        "share": number(goal.share),
        "without": number(goal.without),
        "steps": [{"name": s.name, "value": number(s.value)} for s in goal.steps],
        "reached": goal.reached,
        "falls": goal.falls,
        "restored_by": goal.restored_by,
    }
