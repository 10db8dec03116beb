"""Fission play banned: joins from one code stop while the shop's own business goes on, or an account event says so.

expected(d) = the code's usual joins (four weeks, days without a play left out) × the shop's orders of that day ÷ its usual
orders, at most 1: a festival that quietens everybody is no ban. A code whose campaign is over is not watched any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from lianyi.core.translation import Text
from lianyi.planning.risks.counts import Array, Flags, trailing
from lianyi.planning.risks.heat import ALARMING, CALM, Heat, Settling
from lianyi.planning.risks.shown import short, whole
from lianyi.planning.risks.spikes import CountTest, Expected, chance_a_day, judged, usual
from lianyi.planning.risks.watched import Asked, Axis, Preset, Step, Subject, Track

USUAL_DAYS, LEAST_DAYS = 28, 7
ALARMS_A_YEAR = 0.5
WINDOWS = (1, 2, 3, 7)
TIMES, EXCESS = 0.2, 5.0
LOUD_DAYS = 14
"""An account event keeps its alarm for so long, unless the account is set free before."""
BANNED = (
    "封禁",
    "封号",
    "封停",
    "限流",
    "冻结",
    "拦截",
    "处罚",
    "ban",
    "block",
    "restrict",
    "suspend",
)
FREED = ("解除", "解封", "恢复", "申诉成功", "lift", "unban", "restore")
BY_CODE = "SELECT code, day, count(DISTINCT person_id) FROM touches WHERE code IS NOT NULL AND day BETWEEN ? AND ? GROUP BY ALL"
BY_PLAY = "SELECT activity, day, count(DISTINCT invitee_id) FROM invites WHERE activity IS NOT NULL AND day BETWEEN ? AND ? GROUP BY ALL"
ORDERS = (
    "SELECT paid_day, count(*) FROM orders WHERE is_paid AND paid_day BETWEEN ? AND ? GROUP BY ALL"
)
EVENTS = "SELECT account, day, kind, coalesce(note, '') FROM account_events WHERE day BETWEEN ? AND ? ORDER BY \"at\""


@dataclass(frozen=True)
class AccountEvent:
    """Something that a platform did to an account."""

    account: str
    day: date
    kind: str
    note: str

    @property
    def is_ban(self) -> bool:
        """Whether it takes reach away."""
        return not self.is_free and any(word in self.kind.lower() for word in BANNED)

    @property
    def is_free(self) -> bool:
        """Whether it gives it back."""
        return any(word in self.kind.lower() for word in FREED)


@dataclass(frozen=True)
class PlayFacts:
    """Joins by code (or play) and day, the shop's orders, what platforms did to accounts, and codes that are over."""

    axis: Axis
    known: Mapping[str, Flags]
    joins: Mapping[str, Array]
    orders: Array
    events: tuple[AccountEvent, ...]
    over: Mapping[str, date]


def gather(asked: Asked) -> PlayFacts:
    """Read the facts up to the last day of the axis."""
    axis, span = asked.axis, (asked.axis.first, asked.axis.last)
    joins: dict[str, list[tuple[date, Any]]] = {}
    known: dict[str, Flags] = {}
    for table, sql in (("touches", BY_CODE), ("invites", BY_PLAY)):
        if not asked.engine.columns(table):
            continue
        days = asked.known(table)
        for code, day, n in asked.rows(sql, span):
            if asked.scope in ("", code):
                joins.setdefault(code, []).append((day, n))
                known[code] = days
    events = asked.rows(EVENTS, span) if asked.engine.columns("account_events") else []
    return PlayFacts(
        axis,
        known,
        {code: axis.counts(rows) for code, rows in sorted(joins.items())},
        axis.counts(asked.rows(ORDERS, span)),
        tuple(AccountEvent(*row) for row in events),
        asked.over,
    )


def tracks(facts: PlayFacts) -> list[Track]:
    """Return every code with joins and every account that a platform acted on."""
    accounts: dict[str, list[AccountEvent]] = {}
    for event in facts.events:
        accounts.setdefault(event.account, []).append(event)
    found = [_account(facts, name, events) for name, events in sorted(accounts.items())]
    test = CountTest(
        chance_a_day(ALARMS_A_YEAR, len(facts.joins)), WINDOWS, TIMES, EXCESS, falls=True
    )
    for code, counts in facts.joins.items():
        found.append(_code(facts, code, counts, test))
    return found


def _code(facts: PlayFacts, code: str, counts: Array, test: CountTest) -> Track:
    seen = np.where(facts.known[code], counts, np.nan)
    seen[: int(np.argmax(counts > 0))] = np.nan
    end = facts.over.get(code)
    if end is not None:
        seen[max(facts.axis.row(end) + 1, 0) :] = np.nan
    quiet = together(facts.orders)

    def expect(usable: Flags) -> Expected:
        plain = usual(counts, usable, USUAL_DAYS, LEAST_DAYS)
        return Expected(plain.mean * quiet, plain.base)

    one = judged(seen, expect, test)

    def why(row: int) -> Text:
        return WHY.format(n=whole(one.observed[row]), usual=short(one.expected[row]))

    return Track(
        "play_banned", Subject("code", code, code), facts.axis, one.heat, one.observed, one.expected, why,
        limit=one.limit(facts.axis.size - 1), falls=True, settling=Settling(1, 3),
    )  # fmt: skip


def together(orders: Array) -> Array:
    """Return by how much the whole shop is quieter on each day than in the four weeks before: at most 1."""
    plain = trailing(orders, USUAL_DAYS, 1) / USUAL_DAYS
    found: Array = np.where(plain > 0, np.minimum(orders / np.maximum(plain, 1e-9), 1.0), 1.0)
    return found


def _account(facts: PlayFacts, name: str, events: list[AccountEvent]) -> Track:
    axis = facts.axis
    heat: Heat = np.full(axis.size, CALM, dtype=np.int8)
    counts = np.zeros(axis.size)
    for event in events:
        row = axis.row(event.day)
        if event.is_ban:
            heat[row : row + LOUD_DAYS] = ALARMING
            counts[row] += 1
        elif event.is_free:
            heat[row:] = CALM
    newest = {axis.row(e.day): e for e in events}

    def why(row: int) -> Text:
        last = max((r for r in newest if r <= row), default=None)
        if last is None:
            return NOTHING
        event = newest[last]
        return SAID.format(day=event.day, account=name, kind=event.kind, note=event.note or "—")

    also = tuple(Subject("code", c, c) for c in facts.joins if any(c in f"{e.account}{e.note}" for e in events))  # fmt: skip
    return Track(
        "play_banned", Subject("account", name, name), axis, heat, counts, np.zeros(axis.size), why,
        limit=1.0, settling=Settling(1, 1), also=also,
    )  # fmt: skip


NOTHING = Text("没有账号事件", "no account event")
SAID = Text(
    "{day}平台对「{account}」的处理：{kind}（{note}）",
    "{day}, the platform acted on 「{account}」: {kind} ({note})",
)
WHY = Text(
    "当天这个码带来{n}人，照店里当天的客流应有{usual}人",
    "{n} people came by this code that day; with the shop as busy as it was, {usual} would be usual",
)
PRESET = Preset(
    key="play_banned",
    name=Text("裂变活动被封", "Fission play banned"),
    trigger=Text(
        "一个码的新增突然停了而店里照常有生意，或有封禁、限流的账号事件",
        "Joins from one code stop while the shop goes on selling, or an account event says banned or restricted",
    ),
    needs=(("touches", "invites", "account_events"), ("orders",)),
    look=lambda asked: tracks(gather(asked)),
    fallback=(
        Step(Text("暂停发奖励和新邀请，保留已得奖励的记录", "Pause rewards and new invites; keep the record of what was earned"), 1),
        Step(Text("改走备用入口（小程序页面、企业微信好友），告诉参与的人", "Move to the spare entrance (mini program page, WeCom contact) and tell those taking part"), 1),
        Step(Text("对照平台规则改好文案和玩法，提交申诉", "Bring texts and mechanics in line with the platform's rules and appeal"), 3),
    ),
    alarms_a_year=ALARMS_A_YEAR,
)  # fmt: skip
