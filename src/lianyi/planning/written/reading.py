"""A sentence -> what it says: measure, numbers, time, owner, scope, reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from lianyi.metrics.declaration import METRICS
from lianyi.planning.written.amounts import Amount, take_amounts
from lianyi.planning.written.canvas import TAKEN, Canvas, normal
from lianyi.planning.written.clauses import PER, SCOPES, Aside, per_of, take_asides
from lianyi.planning.written.moves import Placed, place, way_of
from lianyi.planning.written.naming import Mention, Names, built_in, counted, measured, share_of
from lianyi.planning.written.said import Change, Said, Way
from lianyi.planning.written.times import OPEN, Clock, Time, take_times
from lianyi.planning.written.units import in_unit

# Two measures with nothing but a conjunction between them are two goals.
AND = re.compile(r"^\s*(?:和|与|及|以及|、|/|&|and|as well as)\s*(?:the\s+)?$", re.IGNORECASE)
# 从9月的150万: the month belongs to the number.
OF = re.compile(r"[\s的为是约在]*")
# A goal is a sentence; what comes after so many letters is none.
LONGEST = 1_000
SHARE = re.compile(r"占|比例|比重|\b(?:share|rate|percentage|proportion)\b", re.IGNORECASE)
PART_OF = re.compile(r"占|其中|包括|相当于|of which|including", re.IGNORECASE)
EMPTY = re.compile(
    r"提升|提高|增长|增加|降低|下降|减少|达到|实现|完成|做好|做到|加强|优化|推进|促进|打造|全面|大幅|显著|明显|有效|进一步|不断|持续|稳步|切实|工作|目标|计划|方案|整体|水平|能力|力度|程度|情况|左右|以上|以下|以内|"
    r"控制|保持|维持|突破|超过|不低于|不超过|[的到至在从由把将使让得对向和与及或并且前后内中上下比为是达超过约再更]|\b(?:the|a|an|of|to|by|in|on|at|and|or|for|our|we|will|be|is|from|with|increase|raise|improve|reach|cut|reduce|grow|lower|make|get|rate|more|up|down)\b|[\s\W\d_]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Parts:
    """The pieces of a sentence at their places."""

    canvas: Canvas
    aside: Aside
    mentions: list[Mention]
    times: list[Time]
    numbers: list[Placed]
    per: str


def read_goal(text: str, clock: Clock, names: Names | None = None) -> Said:
    """Return what the sentence `text` says; what it does not say is None or empty. `clock` says what today is.

    >>> from datetime import date
    >>> said = read_goal(
    ...     "2026年9月30日前，GMV从150万提升到190万，负责人陈曦", Clock(date(2026, 9, 14))
    ... )
    >>> said.measured.key, said.baseline, said.target, said.due, said.owner
    ('gmv_paid', Decimal('1500000'), Decimal('1900000'), datetime.date(2026, 9, 30), '陈曦')
    """
    known = names or built_in()
    text = text[:LONGEST]
    parts = _parts(text, clock, known, keep_clauses=False)
    if not (parts.mentions and parts.numbers):
        # The reason may be all that there is: 为了让GMV达到190万.
        whole = _parts(text, clock, known, keep_clauses=True)
        if len(whole.mentions) > len(parts.mentions) or len(whole.numbers) > len(parts.numbers):
            parts = whole
    return _said(text, parts)


def _parts(text: str, clock: Clock, names: Names, *, keep_clauses: bool) -> _Parts:
    canvas = Canvas(normal(text))
    aside = take_asides(canvas, keep_clauses=keep_clauses)
    mentions = names.take(canvas)
    per = per_of(canvas.text)
    canvas.take(PER)
    times = take_times(canvas, clock)
    amounts = take_amounts(canvas)
    numbers = place(amounts, canvas.text)
    if not mentions and amounts:
        mentions = [found] if (found := counted(canvas, amounts)) else []
    return _Parts(canvas, aside, mentions, times, numbers, per)


def _said(text: str, parts: _Parts) -> Said:
    folded = normal(text)
    goal, base = _goal_of(parts), _base_of(parts)
    mention = _mention_of(parts, goal)
    if mention and goal and mention.measured.key == "units_sold" and goal.amount.unit in ("单", "笔", "orders"):  # fmt: skip
        mention = replace(mention, measured=measured(METRICS.get("orders_paid")))
    if mention and goal and _is_share(mention, goal, folded):
        mention = replace(mention, measured=share_of(mention))
    times = _times_of(parts, base)
    said = Said(
        text=text,
        measured=mention.measured if mention else None,
        measure_said=mention.said if mention else "",
        rivals=_rivals(parts, mention),
        base_raw=base.amount if base else None,
        goal_raw=goal.amount if goal else None,
        per=parts.per,
        way=way_of(goal, parts.canvas.text) if goal else _way_without(parts.canvas.text),
        owner=parts.aside.owner,
        why=parts.aside.why,
        budget=parts.aside.budget,
        against=parts.aside.against,
        scope=tuple(dict.fromkeys(m[0].strip("「」") for m in SCOPES.finditer(folded))),
        open_words=tuple(dict.fromkeys(m[0] for m in OPEN.finditer(parts.canvas.text))),
        broken_day=any(t.broken for t in parts.times),
        thing=EMPTY.sub("", parts.canvas.text.replace(TAKEN, " ")),
        normal=folded,
    )
    return _with_amounts(_with_times(said, times), goal)


def _is_share(mention: Mention, goal: Placed, text: str) -> bool:
    """Whether a percentage is said of an amount: 社群GMV占全店GMV的比例."""
    counts = mention.measured.unit in ("money", "count")
    return counts and goal.amount.kind == "ratio" and goal.role != "change" and SHARE.search(text) is not None  # fmt: skip


def _way_without(text: str) -> Way:
    whole = Placed(Amount(Decimal(0), "plain", "", len(text), len(text), Decimal(0)), "aside", (0, len(text)))  # fmt: skip
    return way_of(whole, text)


def _goal_of(parts: _Parts) -> Placed | None:
    """Return the number to reach: the first target that is no side condition, else a change, else the only number."""
    free = [n for n in parts.numbers if not n.guard] or parts.numbers
    for role in ("target", "change", "named"):
        found = [n for n in free if n.role == role]
        if found:
            return found[0]
    asides = [n for n in free if n.role == "aside"]
    return asides[-1] if asides else None


def _base_of(parts: _Parts) -> Placed | None:
    found = next((n for n in parts.numbers if n.role == "base"), None)
    targets = [n for n in parts.numbers if n.role == "target"]
    if found or not targets:
        return found
    # 复购率25%，年底达到28%: what stands bare before a target of the same measure is where it starts.
    return next(
        (n for n in parts.numbers if n.role == "named" and n.amount.end < targets[0].amount.start and n.amount.kind == targets[0].amount.kind and _belongs(parts.mentions, n.amount) == _belongs(parts.mentions, targets[0].amount)),
        None,
    ) if parts.mentions else None  # fmt: skip


def _mention_of(parts: _Parts, goal: Placed | None) -> Mention | None:
    """Return the measure that the number belongs to: the last one named before it, else the first after it."""
    if not parts.mentions:
        return None
    if goal is None:
        return parts.mentions[0]
    return _belongs(parts.mentions, goal.amount)


def _belongs(mentions: list[Mention], amount: Amount) -> Mention:
    before = [m for m in mentions if m.end <= amount.start]
    return before[-1] if before else mentions[0]


def _rivals(parts: _Parts, chosen: Mention | None) -> tuple[str, ...]:
    """Return the other measures with targets of their own, as they are called."""
    found = []
    if chosen is None:
        return ()
    said = {_belongs(parts.mentions, n.amount).start for n in parts.numbers if n.role in ("target", "change")}  # fmt: skip
    goals = [n for n in parts.numbers if _reaches(n, said, parts)]
    first = next(
        (n for n in goals if _belongs(parts.mentions, n.amount).start == chosen.start), None
    )
    for number in goals:
        mention = _belongs(parts.mentions, number.amount)
        if (mention.start != chosen.start and not number.guard) or (
            first and number is not first and not number.guard and _apart(first, number, parts)
        ):
            found.append(mention.said)
    for left, right in zip(parts.mentions, parts.mentions[1:], strict=False):
        between = parts.canvas.text[left.end : right.start]
        if AND.match(between) and left.measured.key != right.measured.key:
            found.append(right.said if left == chosen else left.said)
    return tuple(dict.fromkeys(found))


def _reaches(number: Placed, said: set[int], parts: _Parts) -> bool:
    """Whether a number is to be reached: said so, or standing bare beside a measure that has no other."""
    if _beside(number, parts):
        return False
    if number.role == "named":
        return _belongs(parts.mentions, number.amount).start not in said
    return number.role in ("target", "change")


def _beside(number: Placed, parts: _Parts) -> bool:
    """Whether a number only tells more of another: its share of the whole, a part of it."""
    start, end = number.clause
    return PART_OF.search(parts.canvas.text[start:end]) is not None


def _apart(first: Placed, second: Placed, parts: _Parts) -> bool:
    """Whether a second number of the same measure is a goal of its own: it names another scope or stands beside the first."""
    text = parts.canvas.text
    between = text[first.amount.end : second.amount.start]
    if first.role != second.role:
        return False
    return bool(AND.match(between)) or (bool(SCOPES.search(between)) and "其中" not in between)


def _times_of(parts: _Parts, base: Placed | None) -> list[Time]:
    """Return the times that are no date of the baseline."""
    if base is None:
        return parts.times
    text, start = parts.canvas.text, base.amount.start
    return [t for t in parts.times if t.end > start or not OF.fullmatch(text[t.end : start])]


def _with_times(said: Said, times: list[Time]) -> Said:
    ends = [t for t in times if t.due]
    if not ends:
        start = next((t.start for t in times if t.starts), None)
        return replace(said, from_day=start)
    chosen = max(ends, key=lambda t: (t.due or t.start, t.start is None))
    start = next((t.start for t in times if t.starts), chosen.start)
    return replace(said, due=chosen.due, from_day=start)


def _with_amounts(said: Said, goal: Placed | None) -> Said:
    """Fill in baseline, target and change in the unit of the measure, as far as units allow."""
    if said.measured is None or goal is None:
        return said
    unit = said.measured.unit
    base = in_unit(said.base_raw, unit) if said.base_raw else None
    if goal.amount.kind == "times" and unit != "number" and goal.role != "change":
        # 达到去年的2倍: twice as much, and not two times more.
        factor = Change("factor", goal.amount.value)
        return replace(said, baseline=base, change=factor, target=_target(base, factor))
    if goal.role != "change":
        return replace(said, baseline=base, target=in_unit(goal.amount, unit))
    change = _change(goal.amount, said)
    if change is None:
        return replace(said, baseline=base)
    return replace(said, baseline=base, change=change, target=_target(base, change))


def _change(amount: Amount, said: Said) -> Change | None:
    sign = -1 if said.way == "down" else 1
    if amount.kind == "points":
        return Change("points", sign * amount.value)
    if amount.kind == "times":
        grown = amount.unit == "倍" and sign > 0
        return Change("factor", amount.value + 1 if grown else amount.value)
    if amount.kind == "ratio":
        return Change("share", sign * amount.value)
    value = in_unit(amount, said.measured.unit) if said.measured else None
    return None if value is None else Change("amount", sign * value)


def _target(base: Decimal | None, change: Change) -> Decimal | None:
    if base is None:
        return None
    by = {
        "share": base * (1 + change.value),
        "points": base + change.value,
        "amount": base + change.value,
    }
    return by.get(change.kind, base * change.value)
