"""What the plan check says of channels: is the tree whole, is each one found in the facts, does it hand over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lianyi.core import numbers
from lianyi.core.calendar.periods import last_days
from lianyi.core.translation import Text
from lianyi.planning.channels.handover import STEPS, Handover, handovers
from lianyi.planning.channels.tree import loops
from lianyi.planning.verdict import Verdict

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.planning.model.channels import Channel
    from lianyi.planning.model.plan import Plan

DAYS = 28


def check_channels(plan: Plan, data: Data | None) -> Sequence[Verdict]:
    """Return what is wrong with the tree, and over the last 28 days what each channel hands over."""
    found = [*_tree(plan.channels), *(v for c in plan.channels for v in _whole(c))]
    if data is not None and plan.channels:
        over = last_days(DAYS, data.today)
        found += [_handed(one, data.engine.currency) for one in handovers(plan.channels, data, over)]  # fmt: skip
    return found


def _tree(channels: Sequence[Channel]) -> Iterator[Verdict]:
    known = {channel.id: channel for channel in channels}
    for channel in channels:
        for field, other in (("parent", channel.parent), ("hand_to", channel.hand_to)):
            if other and other not in known:
                what = Text("上级", "parent") if field == "parent" else Text("承接渠道", "channel that it hands to")  # fmt: skip
                words = Text(f"「{channel.name}」的{what.zh}{other}不在计划里。", f"The plan has no channel {other}, the {what.en} of {channel.name}.")  # fmt: skip
                yield Verdict(f"channel:{channel.id}:{field}", f"channels.{channel.id}", "fail", words)  # fmt: skip
    for field, follows in (
        ("parent", {c.id: c.parent for c in channels if c.parent}),
        ("hand_to", {c.id: c.hand_to for c in channels if c.hand_to}),
    ):
        for loop in loops(follows):
            path = " → ".join(known[key].name for key in (*loop, loop[0]))
            what = Text("上级", "Parents") if field == "parent" else Text("承接", "Hand-over")
            words = Text(f"{what.zh}绕成了一圈：{path}。", f"{what.en} run in a circle: {path}.")
            yield Verdict(f"channel:{loop[0]}:{field}:loop", f"channels.{loop[0]}", "fail", words)
    for channel in channels:
        if channel.domain == "public" and not channel.hand_to and any(c.domain == "private" for c in channels):  # fmt: skip
            words = Text(f"公域渠道「{channel.name}」没有写交给哪个私域渠道。", f"{channel.name} is public and hands over to no private channel.")  # fmt: skip
            yield Verdict(f"channel:{channel.id}:hands", f"channels.{channel.id}", "remind", words)


def _whole(channel: Channel) -> Iterator[Verdict]:
    key, place, name = f"channel:{channel.id}", f"channels.{channel.id}", channel.name
    if not channel.platform and not channel.codes:
        words = Text(f"「{name}」没有平台和渠道码，在数据里找不到它。", f"{name} has no platform and no code: the facts cannot tell it.")  # fmt: skip
        yield Verdict(f"{key}:code", place, "remind", words)
    if not channel.owner:
        yield Verdict(f"{key}:owner", place, "remind", Text(f"「{name}」没有负责人。", f"{name} has no owner."))  # fmt: skip


def _handed(one: Handover, currency: str) -> Verdict:
    """Return what a channel handed over in words; `unknown` where fewer than two steps are known."""
    key, place, name = f"channel:{one.channel.id}:handover", f"channels.{one.channel.id}", one.channel.name  # fmt: skip
    if not one.rates:
        words = Text(f"「{name}」近{DAYS}天的承接率算不出来：缺前后两步的数据。", f"The hand-over of {name} cannot be told: two steps in a row are needed.")  # fmt: skip
        if len(one.counts) > 1:
            words = Text(f"「{name}」近{DAYS}天的承接率算不出来：后一步的人比前一步多，有人从别处来。", f"The hand-over of {name} cannot be told: more come out than went in, some came from elsewhere.")  # fmt: skip
        return Verdict(key, place, "unknown", words)
    zh, en = [], []
    for first, then, share in one.rates:
        rate = numbers.ratio(share)
        counts = [numbers.count(one.counts[step], "en") for step in (first, then)]
        zh.append(f"{STEPS[first].zh}{counts[0]} → {STEPS[then].zh}{counts[1]}，{rate}")
        en.append(f"{STEPS[first].en.lower()} {counts[0]} → {STEPS[then].en.lower()} {counts[1]}, {rate}")  # fmt: skip
    cost = one.contact_cost_fen
    if cost is not None:
        shown = numbers.money(cost, "en", style="exact", currency=currency)
        zh.append(f"单客成本{shown}")
        en.append(f"{shown} per contact")
    words = Text(f"「{name}」近{DAYS}天：{'；'.join(zh)}。", f"{name}, last {DAYS} days: {'; '.join(en)}.")  # fmt: skip
    facts = {"counts": one.counts, "spent_fen": one.spent_fen, "contact_cost_fen": cost}
    return Verdict(key, place, "pass", words, one.rates[0][2], facts=facts)
