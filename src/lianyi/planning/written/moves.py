"""Which of the numbers is the start, which the target, which the change: told by the words around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from lianyi.planning.written.amounts import Amount
from lianyi.planning.written.canvas import TAKEN

Role = Literal["base", "target", "change", "named", "range", "aside"]
GAP = rf"[{TAKEN}\s约近大概的为是在有仅已:(有着]*$"
BASE = re.compile(
    r"(?:从|由|自|目前|现在|当前|现有|现为|(?<![实体展出呈涌])现|基线|基期|原来?|原先|上月|上季度?|上周|去年(?:同期)?|同期|往期|from|currently|now|baseline|base|was|today)"
    + GAP,
    re.IGNORECASE,
)
VERB_UP = r"提升|提高|增长|增加|上升|上涨|拉升|改善|优化|扩大|增|涨|升|净增|多出|grow(?:th)?|increas|rais|improv|ris|lift|boost|up|expand|gain"
VERB_DOWN = r"降低|下降|减少|缩短|压缩|缩减|下调|压降|降|减|(?<!不)少(?!于)|cut|reduc|decreas|drop|lower|shorten|down|shrink"
CHANGE = re.compile(
    rf"(?:{VERB_UP}|{VERB_DOWN}|\bby)(?:s|es|e|ed|ing|ment|率)?\s*(?:了|约|近|至少|超过|不低于|不少于|幅度为?|of|by|at least|about|an additional|another)*[\s{TAKEN}:]*$",
    re.IGNORECASE,
)
TARGET = re.compile(
    r"(?:到|至|达|达成|突破|破|超过|超|过|不低于|不少于|不高于|不超过|不多于|不大于|不小于|不超|低于|高于|少于|多于|大于|小于|完成|实现|做到|冲刺|冲击|做|有|累计|控制在|保持在|稳定在|维持在|保持|维持|目标|至少|为|是|≥|>=?|≤|<=?|=|"
    r"to|reach(?:es|ing)?|at least|above|over|exceed(?:s|ing)?|hit(?:s|ting)?|below|under|at most|than|up to|achieve|target|within|at|of)"
    rf"[{TAKEN}\s约近:为的在]*$",
    re.IGNORECASE,
)
MAKE = re.compile(
    rf"(?:新增|拉新|招募|沉淀|发布|产出|开展|组织|举办|获取|获得|引流|引入|合作|上线|签约|新建|收集|召回|唤醒|转化|邀请|gain|win|acquire|publish|add|recruit|attract|collect|run|hold)\s*(?:约|至少|不少于|超过|at least)*[{TAKEN}\s]*$",
    re.IGNORECASE,
)
AFTER_TARGET = re.compile(
    r"^\s*(?:元|/\S{1,3})?\s*(?:及?以上|及?以下|[以之]内|左右|or (?:more|less|below|above|higher|lower))"
)
AFTER_BASE = re.compile(r"^\s*(?:的?(?:基础上|水平)|起步)")
# GMV 190万: nothing but its name stands before the number.
NAMED = re.compile(rf"{TAKEN}[\s:约共计累达(]*$")
ARROW = re.compile(r"^\s*(?:->|→|=>|⇒|>|➜)\s*$")
RANGE = re.compile(r"^\s*(?:~|-|到|至|to|and)\s*$", re.IGNORECASE)
DOWN_BOUND = re.compile(
    r"不高于|不超过|不超|不多于|不大于|(?<!不)低于|(?<!不)少于|(?<!不)小于|≤|<|at most|below|under|no more than|(?<!no )less than|within",
    re.IGNORECASE,
)
UP_BOUND = re.compile(
    r"不低于|不少于|不小于|至少|(?<!不)高于|(?<!不)多于|(?<!不)大于|(?<!不)超过|突破|≥|>|at least|above|over|(?<!no )more than|exceed|no less than",
    re.IGNORECASE,
)
HARD = re.compile(
    r"不低于|不高于|不超过|不少于|≥|≤|>=|<=|at least|no more than|no less than", re.IGNORECASE
)
BOUND = re.compile(
    r"不低于|不高于|不超过|不少于|不超|≥|≤|以上|[以之]内|以下|稳定|控制在|保持在|保持|维持|at least|at most|no more|no less|above|below|under|not",
    re.IGNORECASE,
)
GUARD = re.compile(
    r"且|同时|并|前提|保证|保持|维持|确保|不影响|情况下|while|keep|without|provided|as long as|not (?:below|above)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Placed:
    """A number with its role. `clause` is the clause in which it stands; `guard` that it only limits the way."""

    amount: Amount
    role: Role
    clause: tuple[int, int]
    guard: bool = False


def place(amounts: list[Amount], text: str) -> list[Placed]:
    """Return each number with its role; `text` is the sentence with everything blanked out that was understood."""
    roles: list[Role] = []
    for number, amount in enumerate(amounts):
        before = text[amounts[number - 1].end if number else 0 : amount.start]
        after = text[amount.end : amounts[number + 1].start if number + 1 < len(amounts) else None]
        roles.append(_role(amount, before, after))
    for number in range(len(amounts) - 1):
        between = text[amounts[number].end : amounts[number + 1].start]
        _pair(roles, number, between)
    found = [_placed(a, role, text) for a, role in zip(amounts, roles, strict=True)]
    return [_limiting(n, found[:at], text) for at, n in enumerate(found)]


def _limiting(number: Placed, before: list[Placed], text: str) -> Placed:
    """Make a limit of a number that is bound by 不低于 and comes after one that is to be reached."""
    bound = HARD.search(text[number.clause[0] : number.amount.start])
    goes = any(n.role in ("target", "named") and n.clause != number.clause for n in before)
    return replace(number, guard=True) if bound and goes else number


def way_of(placed: Placed, text: str) -> Literal["up", "down", ""]:
    """Return where the words before (or right after) a number point."""
    before = text[placed.clause[0] : placed.amount.start]
    after = text[placed.amount.end : placed.amount.end + 4]
    if re.match(r"\s*(?:及?以下|[以之]内|or (?:less|lower|below))", after):
        return "down"
    if DOWN_BOUND.search(before):
        return "down"
    verbs = list(re.finditer(rf"(?P<down>{VERB_DOWN})|(?P<up>{VERB_UP})", before, re.IGNORECASE))
    if verbs:
        return "down" if verbs[-1]["down"] else "up"
    if re.match(r"\s*(?:及?以上|or (?:more|higher|above))", after) or UP_BOUND.search(before):
        return "up"
    return ""


def _role(amount: Amount, before: str, after: str) -> Role:
    if AFTER_BASE.match(after) or (BASE.search(before) and amount.kind != "times"):
        return "base"
    moves = amount.kind in ("ratio", "points", "times", "money", "count", "plain", "time")
    if moves and CHANGE.search(before):
        return "change"
    if amount.kind == "points" or (amount.kind == "times" and amount.unit.startswith(("翻", "doubl", "tripl", "减半", "halv", "腰斩"))):  # fmt: skip
        return "change"
    if TARGET.search(before) or MAKE.search(before) or AFTER_TARGET.match(after):
        return "target"
    return "named" if NAMED.search(before) else "aside"


def _pair(roles: list[Role], number: int, between: str) -> None:
    first, second = roles[number], roles[number + 1]
    if ARROW.match(between):
        roles[number], roles[number + 1] = "base", "target"
    elif RANGE.match(between) and first in ("target", "aside", "named", "change"):
        roles[number], roles[number + 1] = (
            ("target" if first in ("aside", "named") else first),
            "range",
        )
    elif first in ("aside", "named") and second == "target" and re.search(rf"(?:{VERB_UP}|{VERB_DOWN})", between, re.IGNORECASE) and "," not in between:  # fmt: skip
        roles[number] = "base"


def _placed(amount: Amount, role: Role, text: str) -> Placed:
    start = max(text.rfind(mark, 0, amount.start) for mark in ",;。") + 1
    ends = [e for e in (text.find(mark, amount.end) for mark in ",;。") if e >= 0]
    clause = (start, min(ends, default=len(text)))
    words = text[clause[0] : clause[1]]
    guard = bool(GUARD.search(words) and BOUND.search(words))
    return Placed(amount, role, clause, guard)
