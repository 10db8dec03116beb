"""A: can the number be true at all, and does the shop's own history speak for it?"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from lianyi.core.translation import Text
from lianyi.planning.written.history import FEWEST_MONTHS, History, Months
from lianyi.planning.written.letters import Letter, ok, refused, reminder, unknown
from lianyi.planning.written.naming import Measured
from lianyi.planning.written.said import Said
from lianyi.planning.written.shown import amount_text, times_text
from lianyi.planning.written.vague import (
    CAN_EXCEED_ONE,
    HIGHEST,
    MOST_MONEY,
    MOST_PEOPLE,
    NEVER_NOTHING,
)

# How many times the start a target may be within a month, and at all.
MOST_IN_A_MONTH, MOST_AT_ALL = Decimal(10), Decimal(50)
# Beyond the best month ever by this much, a goal needs a reason.
BEYOND_BEST = Decimal("1.5")
BEST = re.compile(r"(?:历史|史上|有史以来)(?:的)?最[好高佳大]|(?:best|highest|record)\s+(?:month|quarter|year|ever)", re.IGNORECASE)  # fmt: skip
WITHIN_REACH = Text("换一个够得着的数，写清从多少到多少", "Choose a number within reach, and say from where to where")  # fmt: skip
DAYS_OF_MONTH = Decimal(365) / 12


def attainable(said: Said, today: date, history: History | None, evidence: str = "") -> Letter:
    """Judge A. Without a shop only what is impossible in itself is refused; all else cannot be judged."""
    measure = said.measured
    if said.goal_raw is None:
        return unknown("先有数字", "A number first")
    if measure is None:
        return unknown("先有指标", "A measure first")
    fault = (
        _impossible(said, measure)
        or _against_itself(said, measure)
        or _too_fast(said, today, evidence)
    )
    if fault is not None:
        return fault if fault.suggestion else replace(fault, suggestion=WITHIN_REACH)
    if history is None:
        return unknown("没有店铺历史，不能判断", "There is no shop history to judge by")
    if not measure.metric:
        return unknown("店里没有这个数的历史", "The shop keeps no history of it")
    return _by_history(said, measure, history, today, evidence)


def _impossible(said: Said, measure: Measured) -> Letter | None:
    target = said.target
    if target is None:
        return None
    share = measure.unit == "ratio" and measure.key not in CAN_EXCEED_ONE
    shown = amount_text(target, measure)
    if target < 0 and measure.key not in ("net_sentiment", "nsr_a", "nsr_b", "nps", "net_sentiment_polar", "net_profit", "profit_rate"):  # fmt: skip
        return refused("{name}不会低于0", "{name} cannot fall below 0", name=measure.name)
    if share and target > 1:
        return refused("{name}是占比，不会超过100%：写的是{target}", "{name} is a share and cannot exceed 100%: {target} is written", name=measure.name, target=shown)  # fmt: skip
    highest = HIGHEST.get(measure.key) or _size_limit(measure)
    if highest is not None and target > highest:
        return refused("{name}到{target}没有先例：超过{most}的多半写错了", "No shop is known to reach {target} of {name}: more than {most} is likely a slip", name=measure.name, target=shown, most=amount_text(highest, measure))  # fmt: skip
    if target == 0 and measure.key in NEVER_NOTHING:
        return refused("只要还在卖，{name}就不会是0", "While a shop sells, {name} is never 0", name=measure.name)  # fmt: skip
    return None


def _size_limit(measure: Measured) -> Decimal | None:
    if measure.unit == "money":
        return MOST_MONEY
    people = measure.dimension == "users" or measure.key in ("buyers", "visitors", "new_buyers", "fans")  # fmt: skip
    return MOST_PEOPLE if people and measure.unit == "count" else None


def _against_itself(said: Said, measure: Measured) -> Letter | None:
    """Refuse a target that is no step from its start, or one on the wrong side of it."""
    base, target = said.baseline, said.target
    if base is None or target is None:
        return None
    if base == target:
        return refused("目标和基线一样，都是{target}", "Target and baseline are the same: {target}", name=measure.name, target=amount_text(target, measure))  # fmt: skip
    wanted = said.way or {"up_good": "up", "down_good": "down"}.get(measure.direction, "")
    beyond = (wanted == "up" and base > target) or (wanted == "down" and base < target)
    if beyond:
        return refused(
            "基线{base}已经过了目标{target}",
            "The baseline {base} is already beyond the target {target}",
            base=amount_text(base, measure),
            target=amount_text(target, measure),
        )
    return None


def _too_fast(said: Said, today: date, evidence: str) -> Letter | None:
    """Refuse a growth that no shop has, told by start and target alone."""
    factor = _factor(said)
    if factor is not None and factor > BEYOND_BEST and not evidence and BEST.search(said.normal):
        return refused("按它自己说的，就是历史最好的{times}倍", "By its own words it is {times} × the best ever", Text("写上依据可以保留，或者改目标", "Keep it with a reason, or change the target"), times=times_text(factor))  # fmt: skip
    if factor is None or factor <= MOST_IN_A_MONTH:
        return None
    days = (said.due - (said.from_day or today)).days + 1 if said.due else None
    if factor > MOST_AT_ALL or (days is not None and days <= 31):
        return refused("要变成原来的{times}倍，写的时间里做不到", "It would have to be {times} times what it was, which the time given does not allow", times=times_text(factor))  # fmt: skip
    return None


def _factor(said: Said) -> Decimal | None:
    if said.baseline and said.target and said.baseline > 0:
        return said.target / said.baseline
    if said.change is not None and said.change.kind == "factor":
        return said.change.value
    if said.change is not None and said.change.kind == "share":
        return 1 + said.change.value
    return None


def _by_history(
    said: Said, measure: Measured, history: History, today: date, evidence: str
) -> Letter:
    months = history.months(measure.metric, said.where)
    if months is None or not months.known:
        return unknown("店里还没有{name}的历史", "The shop has no history of {name} yet", name=measure.name)  # fmt: skip
    if len(months.known) < FEWEST_MONTHS:
        return unknown("历史只有{n}个整月，还不能判断", "There are only {n} whole months of history; too few to judge", n=len(months.known))  # fmt: skip
    lowest = measure.direction == "down_good"
    best = months.best(lowest=lowest)
    per_month = _per_month(said, months, today)
    if best is None or per_month is None or not best:
        return unknown("店里的历史不能和这个数比", "The history of the shop cannot be compared with this number")  # fmt: skip
    return _against_best(measure, per_month, best, len(months.known), lowest=lowest, evidence=evidence)  # fmt: skip


def _per_month(said: Said, months: Months, today: date) -> Decimal | None:
    """Return what the goal asks of a month, as far as it says so."""
    target = said.target
    if target is None and said.change is not None and months.last is not None:
        by = {
            "share": months.last * (1 + said.change.value),
            "points": months.last + said.change.value,
            "amount": months.last + said.change.value,
        }
        target = by.get(said.change.kind, months.last * said.change.value)
    if target is None or not months.adds_up:
        return target
    if said.per:
        scale = {"day": DAYS_OF_MONTH, "week": DAYS_OF_MONTH / 7, "month": Decimal(1), "quarter": Decimal(1) / 3, "year": Decimal(1) / 12}  # fmt: skip
        return target * scale[said.per] if said.per in scale else None
    if said.from_day and said.due:
        return target / _months(max(said.from_day, today.replace(day=1)), said.due)
    return target


def _months(first: date, last: date) -> Decimal:
    """Return how many months the days from `first` to `last` are, at least one; whole months count as such."""
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return Decimal(max(1, 12 * (last.year - first.year) + last.month - first.month + 1))
    return max(Decimal(1), Decimal((last - first).days + 1) / DAYS_OF_MONTH)


def _against_best(
    measure: Measured, asked: Decimal, best: Decimal, months: int, *, lowest: bool, evidence: str
) -> Letter:
    facts = {
        "n": months,
        "best": amount_text(best, measure),
        "asked": amount_text(asked, measure),
        "name": measure.name,
    }
    times = best / asked if lowest and asked else asked / best
    if times <= 1:
        return ok("过去{n}个月最好{best}，够得着", "The best of {n} months was {best}; within reach", **facts)  # fmt: skip
    facts["times"] = times_text(times)
    if times <= BEYOND_BEST:
        return reminder("比过去{n}个月的最好{best}还要好", "Better than {best}, the best of {n} months", **facts)  # fmt: skip
    advice = Text("写上依据可以保留，或者先定到{best}", "Keep it with a reason, or aim at {best} first").format(**facts)  # fmt: skip
    zh = "目标是历史最好月份的{times}倍：过去{n}个月最高{best}，目标合每月{asked}"
    en = "The target is {times} × the best month ever: the best of {n} months was {best}, the target is {asked} a month"
    if lowest:
        zh = "目标只有历史最好月份的{times}分之一：过去{n}个月最低{best}，目标{asked}"
        en = "The best month ever was {times} × the target: the lowest of {n} months was {best}, the target is {asked}"
    if evidence:
        return reminder(zh + "，依据已写", en + "; a reason is given", **facts)
    return refused(zh, en, advice, **facts)
