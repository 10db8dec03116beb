"""A sentence to take over: the same goal, with a measure of the dictionary, numbers and a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lianyi.core.translation import Text
from lianyi.metrics.declaration import ESTIMATES, METRICS
from lianyi.planning.written import days as calendar
from lianyi.planning.written.history import History
from lianyi.planning.written.naming import Measured, measured
from lianyi.planning.written.said import Said
from lianyi.planning.written.shown import amount_text, day_said
from lianyi.planning.written.vague import Vague, vague_in

# Where nothing is known of a shop, a goal is still shown as a sentence; the numbers are to be filled in.
NOW, GOAL = Text("（现在的数）", "(today's value)"), Text("（目标数）", "(target)")
LOWER = Text("{day}前，{name}从{now}降到{goal}", "{name} from {now} down to {goal} by {day}")
HIGHER = Text("{day}前，{name}从{now}提升到{goal}", "{name} from {now} to {goal} by {day}")
PLAIN = Text("{day}前，{name}达到{goal}", "{name} at {goal} by {day}")
USUAL_STEP = Decimal("0.15")
FALLBACK = Vague("", "trade", ("gmv_paid", "repurchase_rate", "customers_joined"))


def sentence(said: Said, today: date, history: History | None) -> Text:
    """Return the goal as it could be written, with the shop's last whole month where it is known."""
    chosen = said.measured or _stand_in(said)
    due = said.due if said.due and said.due >= today else usual_due(today)
    now, goal = _numbers(said, chosen, history)
    owner = said.owner
    lower = (said.way == "down" and said.measured is not None) or chosen.direction == "down_good"
    text = (PLAIN if now is None else LOWER if lower else HIGHER).format(
        day=day_said(due), name=_name(chosen), now=now, goal=goal
    )
    if not owner:
        return text
    return Text(f"{text.zh}，负责人{owner}", f"{text.en}, owner {owner}")


def other_measures(said: Said) -> tuple[Text, ...]:
    """Return the names of the measures that a vague sentence may mean, the first three."""
    vague = vague_in(said.thing) or vague_in(said.text) or FALLBACK
    return tuple(_measure(key).name for key in vague.metrics[:3])


def usual_due(today: date) -> date:
    """Return the end of a quarter that is at least four weeks away.

    >>> usual_due(date(2026, 9, 14)), usual_due(date(2026, 8, 1))
    (datetime.date(2026, 12, 31), datetime.date(2026, 9, 30))
    """
    end = calendar.quarter(today.year, (today.month + 2) // 3).last
    if (end - today).days >= 28:
        return end
    later = calendar.months_later(today.replace(day=1), 3)
    return calendar.quarter(later.year, (later.month + 2) // 3).last


def _measure(key: str) -> Measured:
    return measured(ESTIMATES.get(key) if key in ESTIMATES else METRICS.get(key))


def _stand_in(said: Said) -> Measured:
    vague = vague_in(said.thing) or vague_in(said.text) or FALLBACK
    return _measure(vague.metrics[0])


def _name(chosen: Measured) -> Text:
    """Return the name as it is said: 声量 of a brand is 品牌声量."""
    if chosen.key == "mentions":
        return Text("品牌声量", "mentions of the brand")
    return chosen.name


def _numbers(said: Said, chosen: Measured, history: History | None) -> tuple[Text | None, Text]:
    """Return the two numbers of the sentence: what it says itself, else the shop's, else places to fill in."""
    known = history.months(chosen.metric, said.where) if history and chosen.metric else None
    last = known.last if known else None
    own = said.measured is not None
    base = said.baseline if own and said.baseline is not None else last
    target = said.target if own else None
    if base is not None and (target is None or target == base):
        target = rounded(base * (1 + (-1 if chosen.direction == "down_good" else 1) * USUAL_STEP))
    if own and base is not None and target is not None and said.baseline is None and _steps_back(base, target, said, chosen):  # fmt: skip
        return None, amount_text(target, chosen)
    return (
        NOW if base is None else amount_text(base, chosen),
        GOAL if target is None else amount_text(target, chosen),
    )


def _steps_back(base: Decimal, target: Decimal, said: Said, chosen: Measured) -> bool:
    """Whether the shop is already beyond the target, so that the sentence can only name the target."""
    wanted = said.way or ("down" if chosen.direction == "down_good" else "up")
    return target > base if wanted == "down" else target < base


def rounded(value: Decimal) -> Decimal:
    """Return `value` with two figures that count, as people set goals: 1,426 as 1,400.

    >>> rounded(Decimal(1426)), rounded(Decimal("0.2875"))
    (Decimal('1400'), Decimal('0.29'))
    """
    if not value:
        return value
    place = value.adjusted() - 1
    step = value.scaleb(-place).to_integral_value("ROUND_HALF_UP").scaleb(place)
    return step if place < 0 else Decimal(int(step))
