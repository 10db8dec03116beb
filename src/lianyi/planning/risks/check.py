"""What the check of the plan says of its risks: each one's state, and what a risk lacks to be of use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lianyi.core.translation import Text
from lianyi.planning.verdict import State, Verdict

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.planning.model.plan import Plan
    from lianyi.planning.model.risks import Risk
    from lianyi.planning.risks.register import Gauge

OF: dict[str, State] = {"fired": "fail", "watch": "remind", "quiet": "pass", "unknown": "unknown"}
FIRED = Text(
    "风险「{name}」自{since}触发：{why}。", "Risk 「{name}」 has fired since {since}: {why}."
)
WATCH = Text(
    "风险「{name}」自{since}要关注：{why}。", "Risk 「{name}」 is on watch since {since}: {why}."
)
QUIET = Text("风险「{name}」平静：{why}。", "Risk 「{name}」 is quiet: {why}.")
UNKNOWN = Text("风险「{name}」无法判断：{why}。", "Risk 「{name}」 cannot be told: {why}.")
MUTED = Text(
    "风险「{name}」静默到{until}，现在{state}。",
    "Risk 「{name}」 is muted until {until}; now {state}.",
)
LACKS = Text("风险「{name}」缺{what}。", "Risk 「{name}」 lacks {what}.")
MONITOR = Text(
    "「{name}」自{since}触发，计划里没有这项风险：{why}。",
    "「{name}」 has fired since {since} and is no risk of the plan: {why}.",
)
START = Text("启动备选方案：{step}。", "Start the fallback: {step}.")
ADD = Text(
    "把它加进计划的risks，写上负责人和备选方案。",
    "Add it to risks in the plan, with an owner and a fallback.",
)
WORDS = {"fired": FIRED, "watch": WATCH, "quiet": QUIET}
MISSING = (
    (
        "trigger",
        Text("触发条件", "a trigger"),
        Text(
            "写一个预置监测（preset），或者一个指标和threshold。",
            "Name a preset, or a metric and a threshold.",
        ),
    ),
    (
        "owner",
        Text("负责人", "an owner"),
        Text("写清触发以后谁来处理。", "Say who acts when it fires."),
    ),
    (
        "fallback",
        Text("备选方案", "a fallback"),
        Text(
            "写两三步，每步写上谁做、几天内做完。",
            "Write two or three steps, each with who and within how many days.",
        ),
    ),
)


def check_risks(plan: Plan, data: Data | None) -> Sequence[Verdict]:
    """Return a verdict for every risk, for what it lacks, and for every monitor that fires outside the plan."""
    found = [v for risk in plan.risks for v in lacks(risk)]
    if data is None:
        return found
    from lianyi.planning.risks.register import standing

    gauges = standing(plan, data).gauges
    return [v for gauge in gauges if (v := of_gauge(gauge)) is not None] + found


def lacks(risk: Risk) -> list[Verdict]:
    """Return a reminder for each of trigger, owner and fallback that the risk has not."""
    has = {
        "trigger": bool(risk.trigger.preset or risk.trigger.metric),
        "owner": bool(risk.owner),
        "fallback": bool(risk.fallback),
    }
    return [
        Verdict(f"risk:{risk.id}:{key}", f"risks.{risk.id}", "remind", LACKS.format(name=risk.name, what=what), advice=advice)
        for key, what, advice in MISSING
        if not has[key]
    ]  # fmt: skip


def of_gauge(gauge: Gauge) -> Verdict | None:
    """Return the verdict of one gauge; None for a monitor outside the plan that does not fire."""
    from lianyi.planning.risks.heat import NAMES
    from lianyi.planning.risks.plain import steps_of, why_now

    why, risk = why_now(gauge), gauge.risk
    facts = {"state": gauge.state, "since": gauge.since}
    value = _value(gauge)
    if risk is None:
        if gauge.state != "fired":
            return None
        words = MONITOR.format(name=gauge.name, since=gauge.since, why=why)
        return Verdict(f"monitor:{gauge.key}", "risks", "remind", words, value, ADD, facts)
    key, item = f"risk:{risk.id}", f"risks.{risk.id}"
    if gauge.is_muted:
        words = MUTED.format(name=risk.name, until=risk.muted_until, state=NAMES[gauge.state])
        return Verdict(key, item, "pass" if gauge.state == "quiet" else "remind", words, value, facts=facts)  # fmt: skip
    words = WORDS.get(gauge.state, UNKNOWN).format(name=risk.name, since=gauge.since, why=why)
    steps = steps_of(gauge)
    advice = START.format(step=steps[0].name) if gauge.state == "fired" and steps else None
    return Verdict(key, item, OF[gauge.state], words, value, advice, facts)


def _value(gauge: Gauge) -> float | None:
    if gauge.head is None:
        return None
    value = float(gauge.head.value[-1])
    return None if value != value else value  # noqa: PLR0124 - NaN is the one number that is not itself
