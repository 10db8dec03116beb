"""The budget as text and as JSON."""

from __future__ import annotations

from typing import Any

from lianyi.core import numbers
from lianyi.core.currencies import minor_digits
from lianyi.core.numbers import MoneyStyle
from lianyi.core.translation import Lang, Text
from lianyi.planning.budget import words
from lianyi.planning.budget.amounts import Amount
from lianyi.planning.budget.liability.owed import Expected, Liability
from lianyi.planning.budget.marginal import Next, thousand
from lianyi.planning.budget.moving import Move
from lianyi.planning.budget.pace import Pace
from lianyi.planning.budget.review import Reviewed
from lianyi.planning.budget.table import AXES, BudgetRow

BAR = 10


def lines(found: Reviewed, lang: Lang) -> list[str]:
    """Return the page as lines of text: header, table, proposal, liability."""
    now, currency = found.now, found.currency
    first, *warns = words.head(now, currency)
    made = [first.say(lang) + "".join(f"  ! {w.say(lang)}" for w in warns), ""]
    made += _aligned(_grid(found, lang))
    made += ["", *(s.say(lang) for s in proposal(found))]
    if found.owed is not None:
        made += ["", *(s.say(lang) for s in owed_sentences(found.owed, currency))]
    return made


def proposal(found: Reviewed) -> tuple[Text, ...]:
    """Return the proposed move, its evidence and the counter-case, or why there is none."""
    if isinstance(found.move, Move):
        return words.move_sentences(found.move, found.currency, thousand(found.currency))
    return (words.NO_MOVE.format(why=found.move),)


def owed_sentences(owed: Liability, currency: str) -> list[Text]:
    """Return what is owed on one line, what it costs in all, and what is not known of it."""
    said = []
    line = words.liability_line(owed, currency)
    if line.zh:
        said.append(Text(f"{words.LIABILITY.zh}  {line.zh}", f"{words.LIABILITY.en}  {line.en}"))
        expected = owed.expected
        whole = words.IF_ALL.format(face=words.money(owed.face_fen, currency))
        if expected is not None:
            three = {k: words.money(v, currency) for k, v in (("fen", expected.value_fen), ("low", expected.low_fen), ("high", expected.high_fen))}  # fmt: skip
            part = words.EXPECTED.format(**three)
            whole = Text(
                f"{whole.zh}，{part.zh}（80%）。",
                f"{whole.en[:1].upper()}{whole.en[1:]}, {part.en} (80%).",
            )
        else:
            whole = Text(f"{whole.zh}。", f"{whole.en[:1].upper()}{whole.en[1:]}.")
        said.append(whole)
    said += [
        Text(f"{kind.name.zh}：{kind.why.zh}。", f"{kind.name.en}: {kind.why.en}.")
        for kind in owed.kinds
        if kind.why is not None
    ]
    if owed.missing:
        names = Text("、".join(m.zh for m in owed.missing), ", ".join(m.en for m in owed.missing))
        said.append(words.MISSING.format(names=names))
    return said


def _grid(found: Reviewed, lang: Lang) -> list[list[str]]:
    now, currency = found.now, found.currency
    heads = [
        AXES[now.table.axis],
        words.PLANNED,
        words.COMMITTED,
        words.SPENT,
        words.LEFT,
        words.PACE,
    ]
    with_next = now.table.axis == "category" and found.history is not None
    if with_next:
        heads.append(words.MARGINAL.format(k=words.money(thousand(currency), currency)))
    grid = [[head.say(lang) for head in heads]]
    # Whole units unless that would make the column look as if it did not add up.
    unit = 10 ** minor_digits(currency)
    rows = (*now.table.rows, now.table.total)
    style: MoneyStyle = "rows" if any(a % unit for r in rows for a in amounts_of(r)) else "table"
    for row in rows:
        cells = [row.name.say(lang), *(_money(a, style, lang, currency) for a in amounts_of(row))]
        cells.append(pace_bar(now.pace(row)))
        if with_next:
            cells.append(_next(found, row, lang))
        grid.append(cells)
    return grid


def amounts_of(row: BudgetRow) -> tuple[int, int, int, int]:
    """Return planned, committed, spent and left."""
    return row.planned_fen, row.committed_fen, row.spent_fen, row.left_fen


def _money(fen: int, style: MoneyStyle, lang: Lang, currency: str) -> str:
    return numbers.money(fen, lang, style=style, currency=currency)


def _next(found: Reviewed, row: BudgetRow, lang: Lang) -> str:
    known = found.history.next.get(row.key) if found.history else None  # type: ignore[call-overload]  # keys of rows are categories here
    return words.next_text(known, found.currency).say(lang) if known else ""


def pace_bar(pace: Pace) -> str:
    """Return the money spent as a bar with a tick at the time gone: `▓▓▓▓|▓░░░░░ 56% !`."""
    if pace.spent is None:
        return ""
    done = min(round(float(pace.spent) * BAR), BAR)
    tick = min(round(float(pace.time) * BAR), BAR)
    bar = "".join(("|" if n == tick else "") + ("▓" if n < done else "░") for n in range(BAR))
    bar += "|" if tick == BAR else ""
    mark = " !" if pace.warns else ""
    return f"{bar} {numbers.ratio(pace.spent, decimals=0)}{mark}"


def _aligned(grid: list[list[str]]) -> list[str]:
    import unicodedata

    def width(text: str) -> int:
        return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)

    widths = [max(width(row[n]) for row in grid) for n in range(len(grid[0]))]
    made = []
    for row in grid:
        cells = []
        for n, cell in enumerate(row):
            fill = " " * (widths[n] - width(cell))
            cells.append(fill + cell if 1 <= n <= 4 else cell + fill)
        made.append("  ".join(cells).rstrip())
    return made


def document(found: Reviewed, lang: Lang) -> dict[str, Any]:
    """Return everything as plain data; money in whole minor units, shares of 1, None where nothing is known."""
    now = found.now
    gone, days = now.time_gone
    return {
        "by": now.table.axis,
        "months": list(now.months),
        "as_of": now.money.as_of.isoformat(),
        "currency": found.currency,
        "time_share": gone / days if days else None,
        "spend_ends": now.money.stale.isoformat() if now.money.stale else None,
        "warnings": [w.say(lang) for w in words.warnings(now, found.currency)],
        "rows": [_row(found, row, lang) for row in now.table.rows],
        "total": _row(found, now.table.total, lang),
        "proposal": _move(found, lang),
        "liability": _owed(found.owed, lang) if found.owed else None,
        "spent": [_amount(a) for a in now.money.spent],
        "committed": [_amount(a) for a in now.money.committed],
    }


def _row(found: Reviewed, row: BudgetRow, lang: Lang) -> dict[str, Any]:
    pace = found.now.pace(row)
    known: Next | None = None
    if found.history and found.now.table.axis == "category":
        known = found.history.next.get(row.key)  # type: ignore[call-overload]  # keys of rows are categories here
    return {
        "key": row.key,
        "name": row.name.say(lang),
        "planned_fen": row.planned_fen,
        "committed_fen": row.committed_fen,
        "spent_fen": row.spent_fen,
        "left_fen": row.left_fen,
        "unplanned": row.unplanned,
        "lines": [line.id for line in row.lines],
        "spent_share": None if pace.spent is None else float(pace.spent),
        "expected_share": float(pace.expected),
        "pace": pace.state,
        "next_thousand": None
        if known is None
        else {
            "value_fen": known.value_fen,
            "low_fen": known.low_fen,
            "high_fen": known.high_fen,
            "why": known.why.say(lang) if known.why else None,
        },
    }


def _move(found: Reviewed, lang: Lang) -> dict[str, Any]:
    move = found.move
    if not isinstance(move, Move):
        return {"move": None, "why": move.say(lang)}
    said, evidence, against = (s.say(lang) for s in proposal(found))
    facts = {
        "from": move.source, "to": move.target, "amount_fen": move.amount_fen, "gain_fen": move.gain_fen, "low_fen": move.low_fen,
        "high_fen": move.high_fen, "level": move.level, "worse_chance": move.worse,
    }  # fmt: skip
    return {"move": facts, "words": said, "evidence": evidence, "against": against}


def _owed(owed: Liability, lang: Lang) -> dict[str, Any]:
    return {
        "as_of": owed.as_of.isoformat(),
        "face_fen": owed.face_fen,
        "expected": _expected(owed.expected),
        "missing": [m.say(lang) for m in owed.missing],
        "kinds": [
            {
                "kind": k.kind, "name": k.name.say(lang), "items": k.items, "face_fen": k.face_fen, "expected": _expected(k.expected),
                "why": k.why.say(lang) if k.why else None,
                "weeks": [{"week": w.week or None, "items": w.items, "face_fen": w.face_fen, "expected": _expected(w.expected)} for w in k.weeks],
            }
            for k in owed.kinds
        ],
    }  # fmt: skip


def _expected(found: Expected | None) -> dict[str, int] | None:
    if found is None:
        return None
    return {"value_fen": found.value_fen, "low_fen": found.low_fen, "high_fen": found.high_fen}


def _amount(amount: Amount) -> dict[str, Any]:
    return {
        "day": amount.day.isoformat(), "category": amount.category, "channel": amount.channel, "platform": amount.platform,
        "fen": amount.fen, "source": amount.source, "reference": amount.reference, "rows": amount.rows,
    }  # fmt: skip
