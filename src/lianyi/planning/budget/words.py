"""What is said of the budget: headings, the guard of the pace, a proposed move and what speaks against it, what is owed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from lianyi.core import numbers
from lianyi.core.calendar.labels import date_text
from lianyi.core.calendar.period_text import parse_period
from lianyi.core.translation import Text, same
from lianyi.planning.budget.liability.owed import Liability, Owed
from lianyi.planning.budget.marginal import Next
from lianyi.planning.budget.moving import Move
from lianyi.planning.budget.pace import Pace
from lianyi.planning.budget.standing import Standing
from lianyi.planning.budget.table import BudgetRow

PLANNED, COMMITTED = Text("计划", "Planned"), Text("已承诺", "Committed")
SPENT, LEFT = Text("已花", "Spent"), Text("剩余", "Left")
PACE, MARGINAL = Text("节奏", "Pace"), Text("边际（多花{k}）", "Marginal return ({k} more)")
TOO_LITTLE = Text("数据不足，无法判断", "Too little data to tell")
LIABILITY = Text("潜在负债", "Liability")
HEAD = Text(
    "{months}  时间过去{time}  已花{spent}", "{months}  {time} of the time gone  {spent} spent"
)
NOT_PLANNED = Text("没有计划金额", "nothing planned")
FAST = Text("{name}花得偏快（{share}）", "{name} is spent too fast ({share})")
OVER = Text("{name}超出计划{fen}", "{name} is {fen} over plan")
STOPPED = Text("花费停在{day}", "Spend ends on {day}")
GUARD = Text(
    "「{name}」时间过去{time}，钱花了{spent}（到现在应在{expected}左右）；剩下{days}天每天最多花{daily}。",
    "{name}: {time} of the time, {spent} of the money (about {expected} was due by now). The {days} days left allow {daily} each.",
)
GUARD_END = Text(
    "「{name}」时间过去{time}，钱花了{spent}（到现在应在{expected}左右）。",
    "{name}: {time} of the time, {spent} of the money (about {expected} was due by now).",
)
MOVE = Text(
    "{source}挪{fen}到{target}，预计GMV多{gain}；有{worse}的可能变少。",
    "Move {fen} from {source} to {target}: GMV is expected to gain {gain}; with {worse} chance it loses.",
)
EVIDENCE = Text(
    "依据：{first}至{last}的{weeks}周里，多花{k}，{target}带来{b}，{source}带来{a}（80%）。",
    "Evidence: over {weeks} weeks, {first} to {last}, {k} more brought {b} in {target} and {a} in {source} (80%).",
)
COUNTER = Text(
    "反面：这是从起伏里推出来的，不是实验；每20种可能里最坏的1种会少{bad}以上，{source}停掉的部分要几周才看得出来。先挪一半，两周后再看。",
    "The counter-case: this is read from ups and downs, no experiment; the worst one in twenty loses {bad} or more, and what {source} stops bringing shows only after weeks. Move half of it first and look again in two weeks.",
)
COUNTER_SAFE = Text(
    "反面：这是从起伏里推出来的，不是实验；{source}停掉的部分要几周才看得出来。先挪一半，两周后再看。",
    "The counter-case: this is read from ups and downs, no experiment; what {source} stops bringing shows only after weeks. Move half of it first and look again in two weeks.",
)
NO_MOVE = Text("没有建议：{why}。", "No proposal: {why}.")
IF_ALL = Text("全部兑现要{face}", "if all of it is redeemed it costs {face}")
EXPECTED = Text("预计{fen} [{low}, {high}]", "expected {fen} [{low}, {high}]")
WILL_USE = Text("预计用掉{fen}", "{fen} expected to be used")
WILL_PAY = Text("预计付出{fen}", "{fen} expected to be paid")
NOT_TOLD = Text("数据不足，无法推算", "too little data to say")
MISSING = Text("缺少：{names}。", "Missing: {names}.")


def money(fen: int | None, currency: str, *, sign: bool = False) -> Text:
    """Return an amount in whole currency units."""
    return Text(*(numbers.money(fen, lang, style="full", currency=currency, sign=sign) for lang in ("zh", "en")))  # fmt: skip


def short(fen: int, currency: str) -> Text:
    """Return an amount as a sentence shows it."""
    return Text(*(numbers.money(fen, lang, style="short", currency=currency) for lang in ("zh", "en")))  # fmt: skip


def percent(share: Fraction | float) -> str:
    """Return a share with one decimal: `55.7%`."""
    return numbers.ratio(share, decimals=1)


def months_text(months: tuple[str, ...]) -> Text:
    """Return the months as words: 「2026年9月」, 「2026年7月~9月」."""
    first = parse_period(months[0]).text(full=True)
    if len(months) == 1:
        return first
    last = parse_period(months[-1]).text(full=True)
    return Text(f"{first.zh}~{last.zh}", f"{first.en} to {last.en}")


def head(found: Standing, currency: str = "CNY") -> tuple[Text, ...]:
    """Return the header of the page and what it warns of, one text each."""
    gone, days = found.time_gone
    total = found.pace(found.table.total)
    spent = same(percent(total.spent)) if total.spent is not None else NOT_PLANNED
    said = [
        HEAD.format(
            months=months_text(found.months), time=percent(Fraction(gone, days)), spent=spent
        )
    ]
    return (*said, *warnings(found, currency))


def warnings(found: Standing, currency: str = "CNY") -> list[Text]:
    """Return the rows that are too fast or over, and where spend stops."""
    said = []
    for row in found.table.rows:
        pace = found.pace(row)
        if pace.state == "fast" and pace.spent is not None:
            said.append(FAST.format(name=row.name, share=percent(pace.spent)))
        elif pace.state == "over":
            said.append(
                OVER.format(name=row.name, fen=money(row.spent_fen - row.planned_fen, currency))
            )
    if found.money.stale is not None:
        said.append(STOPPED.format(day=date_text(found.money.stale)))
    return said


def guard(row: BudgetRow, pace: Pace, days_left: int, currency: str) -> Text:
    """Return the sentence of the guard: how much time, how much money, what the days left allow."""
    facts = {
        "name": row.name, "time": percent(pace.time), "spent": percent(pace.spent or 0), "expected": percent(pace.expected)
    }  # fmt: skip
    if days_left <= 0 or row.left_fen <= 0:
        return GUARD_END.format(**facts)
    daily = money(row.left_fen // days_left, currency)
    return GUARD.format(**facts, days=days_left, daily=daily)


def move_sentences(move: Move, currency: str, thousand_fen: int) -> tuple[Text, Text, Text]:
    """Return the proposal, its evidence and the counter-case."""
    source, target = move.names
    gain = Text(*(numbers.money_range(move.low_fen, move.high_fen, lang, currency=currency, level=0.8) for lang in ("zh", "en")))  # fmt: skip
    said = MOVE.format(
        source=source, target=target, fen=money(move.amount_fen, currency), gain=gain, worse=numbers.ratio(move.worse, decimals=0)
    )  # fmt: skip
    a, b = (next_text(n, currency) for n in move.before)
    evidence = EVIDENCE.format(
        weeks=move.weeks, first=move.first, last=move.last, source=source, target=target, a=a, b=b, k=money(thousand_fen, currency)
    )  # fmt: skip
    bad = move.bad_fen
    against = COUNTER if bad > 0 else COUNTER_SAFE
    return said, evidence, against.format(source=source, bad=short(max(bad, 0), currency))


def next_text(found: Next, currency: str) -> Text:
    """Return a marginal return with its interval: `+¥2,900 [1,100, 4,800]`."""
    if found.value_fen is None or found.low_fen is None or found.high_fen is None:
        return TOO_LITTLE
    ends = [numbers.money(fen, style="full", currency=currency, symbol=False) for fen in (found.low_fen, found.high_fen)]  # fmt: skip
    value = money(found.value_fen, currency, sign=True)
    return Text(*(f"{value.say(lang)} [{ends[0]}, {ends[1]}]" for lang in ("zh", "en")))


def liability_line(found: Liability, currency: str) -> Text:
    """Return all kinds on one line: `未核销券 ¥1.84万（预计用掉¥0.71万）· 积分 ¥0.92万 · 冻结佣金 ¥3.06万`."""
    parts = [_kind(kind, currency) for kind in found.kinds if kind.face_fen]
    zh = " · ".join(p.zh for p in parts).replace("） · ", "）· ")
    return Text(zh, " · ".join(p.en for p in parts))


def _kind(kind: Owed, currency: str) -> Text:
    fen = short(kind.face_fen or 0, currency)
    if kind.expected is None or kind.expected.value_fen == kind.face_fen:
        return Text(f"{kind.name.zh} {fen.zh}", f"{kind.name.en} {fen.en}")
    will = (WILL_USE if kind.kind == "coupons" else WILL_PAY).format(
        fen=short(kind.expected.value_fen, currency)
    )
    return Text(f"{kind.name.zh} {fen.zh}（{will.zh}）", f"{kind.name.en} {fen.en} ({will.en})")


def stopped(day: date) -> Text:
    """Return where spend stops: `花费停在09-10`."""
    return STOPPED.format(day=date_text(day))
