"""A goal as one line of a table: now, target, progress against time, expected range, chance, owner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from lianyi.core import numbers
from lianyi.core.translation import Lang, Text, same
from lianyi.planning.goals.check import chance_text
from lianyi.planning.goals.figures import exact_money, span, written
from lianyi.planning.goals.standing import Standing, behind, fit
from lianyi.planning.goals.tree import needed

if TYPE_CHECKING:
    from lianyi.planning.goals.pace import Pace

NOTHING = same(numbers.MISSING)
DRAFT = Text("草稿", "draft")
BLOCKS = 8
FULL, MARK, EMPTY, LEVEL = "▓", "|", "░", "●"
SIGNS = {"product": "×", "sum": "+"}
AHEAD = Text("比匀速的进度{word}{total}：{parts}。", "{total} {word} an even pace: {parts}.")
MORE, LESS = Text("多", "ahead of"), Text("少", "behind")
REST = Text("其余", "the rest")
MUST = Text(
    "其他不变，要达到目标，{name}要到{value}。",
    "With everything else as it is, {name} has to reach {value}.",
)


@dataclass(frozen=True)
class Line:
    """The cells of one row, in both languages."""

    name: Text
    now: Text
    target: Text
    progress: Text
    expected: Text
    chance: Text
    owner: str

    def cells(self, lang: Lang) -> tuple[str, ...]:
        """Return the row in `lang`."""
        shown = (self.name, self.now, self.target, self.progress, self.expected, self.chance)
        return (*(text.say(lang) for text in shown), self.owner or numbers.MISSING)


def line_of(standing: Standing) -> Line:
    """Return the row of one goal; a part is indented under its whole."""
    found, ahead = standing.found, standing.landing
    expected = NOTHING
    if ahead.low is not None and ahead.high is not None:
        expected = span(
            standing.unit, ahead.low, ahead.high, found.currency, is_price=found.is_price
        )
    return Line(
        _name(standing),
        shown(standing, found.value),
        shown(standing, standing.target),
        _progress(standing),
        expected,
        chance_text(ahead.chance),
        standing.placed.owner,
    )  # fmt: skip


def shown(standing: Standing, value: Fraction | None) -> Text:
    """Return a value of the goal's metric as it is written."""
    found = standing.found
    return written(standing.unit, value, found.currency, is_price=found.is_price)


def bar(done: Fraction, time: Fraction) -> str:
    """Return what is done as blocks with a mark where time stands.

    >>> bar(Fraction(44, 100), Fraction(43, 100))
    '▓▓▓|▓░░░░'
    """
    filled = min(max(round(done * BLOCKS), 0), BLOCKS)
    at = min(max(round(time * BLOCKS), 0), BLOCKS)
    cells = FULL * filled + EMPTY * (BLOCKS - filled)
    return cells[:at] + MARK + cells[at:]


def _name(standing: Standing) -> Text:
    goal = standing.goal
    text = "  " * standing.placed.depth + goal.name
    return Text(f"{text}（{DRAFT.zh}）", f"{text} ({DRAFT.en})") if goal.draft else same(text)


def _progress(standing: Standing) -> Text:
    pace = standing.pace
    if pace is None:
        return NOTHING
    share = pace.done_share
    if share is not None:
        return same(f"{bar(share, pace.time_share)} {numbers.ratio(share, decimals=1)}")
    return _off(standing, pace)


def _off(standing: Standing, pace: Pace) -> Text:
    """Return how far a level is from its target: in points for a ratio, in its unit for all else."""
    by = pace.now - pace.target
    if standing.unit == "ratio":
        return same(f"{LEVEL} {numbers.number(by * 100, decimals=2, sign=True)}pp")
    if standing.unit == "money":
        money = exact_money(by, standing.found.currency, sign=True)
        return Text(f"{LEVEL} {money.zh}", f"{LEVEL} {money.en}")
    return same(f"{LEVEL} {numbers.number(by, decimals=2, sign=True)}")


def sentences_on(standing: Standing) -> Iterator[Text]:
    """Yield what the parts of a goal say: which of them is behind, and what each alone would have to be."""
    found = behind(standing)
    if found is not None:
        names = {part.goal.id: part.goal.name for part in standing.parts}
        amounts = [(same(names[key]), amount) for key, amount in found.parts]
        if found.rest:
            amounts.append((REST, found.rest))
        listed = [(name, _signed(standing, amount)) for name, amount in amounts]
        zh = "，".join(f"{name.zh}{amount.zh}" for name, amount in listed)
        en = ", ".join(f"{name.en} {amount.en}" for name, amount in listed)
        total = shown(standing, Fraction(abs(found.total)))
        yield AHEAD.format(word=MORE if found.total >= 0 else LESS, total=total, parts=Text(zh, en))
    yield from _musts(standing)


def _musts(standing: Standing) -> Iterator[Text]:
    targets = {part.goal.id: part.target for part in standing.parts}
    whole, relation, made = (
        standing.target,
        standing.goal.relation,
        fit(standing, standing.found.currency),
    )
    if made is None or made.fits or whole is None or not relation:
        return
    known = {key: value for key, value in targets.items() if value is not None}
    for part in standing.parts:
        value = needed(relation, known, part.goal.id, whole)
        if value is not None:
            yield MUST.format(name=part.goal.name, value=shown(part, value))


def _signed(standing: Standing, amount: int) -> Text:
    if standing.unit == "money":
        return exact_money(amount, standing.found.currency, sign=True)
    return same(numbers.count(amount, sign=True))
