"""What the plan check says of the team: items that nobody or two answer for, owners that are no members."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lianyi.core.translation import Text
from lianyi.planning.team.raci import Line, grid, named_owners
from lianyi.planning.verdict import Verdict

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.planning.model.plan import Plan

KINDS = ("goal", "campaign", "budget", "risk")
NOBODY = Text("「{name}」没有A：还没有人负责。", "{name}: no one accountable.")
TWO = Text("「{name}」有{n}个A：{who}。", "{name}: {n} accountable ({who}).")
OTHER = Text("「{name}」写的负责人是{owner}，分工表里的A是{who}。", "{name} names {owner} as its owner; the grid holds {who} accountable.")  # fmt: skip
NOT_DONE = Text("「{name}」没有R：没有人执行。", "{name}: no one responsible.")
GONE = Text("分工表里的{item}不在计划里。", "The plan has no {item} that the grid speaks of.")
STRANGER = Text(
    "{who}不在团队里，却负责{what}。", "{who} is no member of the team and owns {what}."
)
FINE = Text("{n}项都有一个A。", "Each of {n} items has one accountable person.")
ONE_ONLY = Text("只留一个A，其他人改成R或C。", "Keep one A, make the others R or C.")


def check_team(plan: Plan, data: Data | None) -> Sequence[Verdict]:
    """Return what is to be said of the grid; the shop's numbers play no part in it."""
    del data
    lines = grid(plan)
    found = [verdict for line in lines for verdict in _line(line)]
    found += [*_gone(lines), *_strangers(plan)]
    if lines and not any(v.state == "fail" for v in found):
        words = FINE.format(n=len(lines))
        found.append(Verdict("team:raci", "team", "pass", words, len(lines)))
    return found


def _line(line: Line) -> Iterator[Verdict]:
    answers = line.answers
    if not answers:
        yield Verdict(
            f"team:{line.key}:accountable", line.place, "fail", NOBODY.format(name=line.name)
        )
    elif len(answers) > 1:
        words = TWO.format(
            name=line.name, n=len(answers), who=Text("、".join(answers), ", ".join(answers))
        )
        yield Verdict(f"team:{line.key}:accountable", line.place, "fail", words, len(answers), ONE_ONLY)  # fmt: skip
    elif line.owner and line.owner not in answers:
        words = OTHER.format(name=line.name, owner=line.owner, who=answers[0])
        yield Verdict(f"team:{line.key}:owner", line.place, "remind", words)
    if line.is_listed and not line.responsible and not answers:
        yield Verdict(f"team:{line.key}:responsible", line.place, "remind", NOT_DONE.format(name=line.name))  # fmt: skip


def _gone(lines: Sequence[Line]) -> Iterator[Verdict]:
    """Yield duties about a part that the plan does not have; free text is no such part."""
    for line in lines:
        kind, _, key = line.key.partition(":")
        if line.place.startswith("team.duties.") and kind in KINDS and key:
            yield Verdict(f"team:{line.key}:gone", line.place, "remind", GONE.format(item=line.key))


def _strangers(plan: Plan) -> Iterator[Verdict]:
    """Yield each person who owns something and is no member, once; none where the plan lists no members."""
    members = {member.name for member in plan.team.members}
    owned: dict[str, tuple[list[str], str]] = {}
    for who, what, place in named_owners(plan) if members else ():
        if who not in members:
            owned.setdefault(who, ([], place))[0].append(what)
    for who, (things, place) in owned.items():
        several = Text(f"「{things[0]}」", things[0])
        others = len(dict.fromkeys(things)) - 1
        if others:
            several = Text(f"「{things[0]}」等{others + 1}项", f"{things[0]} and {others} more")
        yield Verdict(f"team:member:{who}", place, "remind", STRANGER.format(who=who, what=several))
