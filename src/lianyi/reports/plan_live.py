"""What the numbers say of a plan, as parts of its document: goals now and ahead, money, the check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lianyi.charts.bars import Bar, Bars
from lianyi.charts.frame import Style
from lianyi.core import numbers
from lianyi.core.currencies import minor_digits, sign_of
from lianyi.core.translation import LANGS, Lang, Text, same
from lianyi.planning.verdict import MARKS, STATES, State, Verdict
from lianyi.reports.document import Cell, Column, Figure, Part, Prose, Row, Table
from lianyi.reports.wording import compose, words

if TYPE_CHECKING:
    from lianyi.planning.budget.standing import Standing as BudgetStanding
    from lianyi.planning.goals.standing import Standing

NOW, DONE = Text("现在", "Now"), Text("进度", "Progress")
GOAL, EXPECTED = Text("目标", "Goal"), Text("预计（80%）", "Expected (80%)")
TIME, CHANCE = Text("时间过去", "Time gone"), Text("概率", "Chance")
AHEAD = Text("预计落点", "Where the goals land")
AHEAD_NOTE = Text(
    "由实际数字推算；范围有80%的把握。",
    "Worked out from the actual numbers; the range holds with a chance of 80%.",
)
DONE_CHART = Text("各目标完成了多少", "How much of each goal is done")
MONEY_CHART = Text("预算按类别", "Budget by category")
MONEY = Text("计划、已承诺、已花、剩余", "Planned, committed, spent, left")
MONEY_HEADS = (
    Text("类别", "Category"),
    Text("计划", "Planned"),
    Text("已承诺", "Committed"),
    Text("已花", "Spent"),
    Text("剩余", "Left"),
    Text("已花占计划", "Spent of plan"),
)
COUNTS = Text("计划检查：{counts}。", "Plan check: {counts}.")
NOT_CHECKED = Text(
    "写这份文件时没有检查：有了数据，lianyi plan check会说每一项是否做得到。",
    "Not checked when this file was written: with data, lianyi plan check says of each item whether it holds.",
)
SAID = (Text("结果", "Result"), Text("内容", "What"), Text("怎么办", "What to do"))
VERDICTS = Text("需要看的项", "What to look at")
ALL_PASS = Text("各项都通过。", "Everything passes.")
NO_DATE = same(numbers.MISSING)


def goal_columns(trees: Sequence[Standing]) -> list[tuple[Text, Mapping[str, Cell]]]:
    """Return what stands beside each goal: now, and how far it is."""
    from lianyi.planning.goals.lines import line_of, shown

    now: dict[str, Cell] = {}
    done: dict[str, Cell] = {}
    for tree in trees:
        for standing in tree.walk():
            key = standing.goal.id
            now[key] = shown(standing, standing.found.value)
            share = standing.pace.done_share if standing.pace is not None else None
            # A level has no share that is done: the line says how far it is from its target.
            done[key] = same(numbers.ratio(share, decimals=1)) if share is not None else _off(line_of(standing).progress)  # fmt: skip
    return [(NOW, now), (DONE, done)]


def _off(progress: Text) -> Text:
    """Return how far a level is from its target, without the mark that stands for its bar in a terminal."""
    return Text(progress.zh.removeprefix("● "), progress.en.removeprefix("● "))


def goal_parts(trees: Sequence[Standing]) -> list[Part]:
    """Return a chart of what is done, and where each goal lands."""
    from lianyi.planning.goals.lines import line_of, sentences_on

    every = [standing for tree in trees for standing in tree.walk()]
    shares = [(s.goal.name, s.pace.done_share) for s in every if s.pace is not None and s.pace.done_share is not None]  # fmt: skip
    parts: list[Part] = []
    if shares:
        bars = [Bar(name, float(share), numbers.ratio(share, decimals=1)) for name, share in shares]
        parts.append(_figure("goals", DONE_CHART, {lang: Bars(bars, style=Style("ratio", lang)) for lang in LANGS}))  # fmt: skip
    said = tuple(words(sentence) for tree in trees for sentence in sentences_on(tree))
    if said:
        parts.append(Prose(said, note=True))
    rows = []
    for standing in every:
        line = line_of(standing)
        gone = standing.pace.time_share if standing.pace is not None else None
        time = same(numbers.ratio(gone, decimals=1)) if gone is not None else NO_DATE
        if line.expected.zh != numbers.MISSING or gone is not None:
            rows.append(Row((same(standing.goal.name), time, line.expected, line.chance)))
    if rows:
        heads = (GOAL, TIME, EXPECTED, CHANCE)
        columns = tuple(Column(h.en, _starred(h), numeric=n > 0) for n, h in enumerate(heads))
        parts.append(Table("goals.ahead", AHEAD, columns, tuple(rows), note=AHEAD_NOTE))
    return parts


def budget_parts(found: BudgetStanding, currency: str) -> list[Part]:
    """Return the money by category as a table that foots, and as a chart of what was planned."""
    table = found.table
    if not table.rows:
        return []
    rows = [
        Row(
            (
                row.name,
                *(
                    _money(fen, currency)
                    for fen in (row.planned_fen, row.committed_fen, row.spent_fen, row.left_fen)
                ),
                same(numbers.ratio(found.pace(row).spent, decimals=1)),
            ),
            total="Σ" if row is total else "",
        )
        for total in [table.total]
        for row in (*table.rows, total)
    ]
    columns = tuple(Column(h.en, _starred(h), numeric=n > 0) for n, h in enumerate(MONEY_HEADS))
    parts: list[Part] = []
    planned = [row for row in table.rows if row.planned_fen]
    if len(planned) > 1:
        charts = {
            tongue: Bars(
                [Bar(row.name.say(tongue), row.planned_fen, _money(row.planned_fen, currency).say(tongue)) for row in planned],
                style=Style("money", tongue, minor_digits(currency), sign_of(currency)),
            )
            for tongue in LANGS
        }  # fmt: skip
        parts.append(_figure("budget", MONEY_CHART, charts))
    parts.append(Table("budget.live", MONEY, columns, tuple(rows)))
    return parts


def check_parts(verdicts: Sequence[Verdict]) -> tuple[Part, ...]:
    """Return the counts of the check, and everything that does not simply pass, the worst first."""
    if not verdicts:
        return (Prose((words(NOT_CHECKED),)),)
    counts = Counter(verdict.state for verdict in verdicts)
    order: tuple[State, ...] = ("fail", "remind", "unknown")
    named = [(MARKS[s], STATES[s], counts[s]) for s in (*order, "pass") if counts[s]]
    said = Text(
        "，".join(f"{mark} {name.zh}{n}" for mark, name, n in named),
        ", ".join(f"{mark} {name.en} {n}" for mark, name, n in named),
    )
    head = Prose((compose(COUNTS, counts=said),))
    found = [v for state in order for v in verdicts if v.state == state]
    if not found:
        return (head, Prose((words(ALL_PASS),)))
    rows = tuple(Row((_state(v.state), v.words, v.advice)) for v in found)
    columns = tuple(Column(h.en, h, numeric=False) for h in SAID)
    return (head, Table("checks", VERDICTS, columns, rows))


def _state(state: State) -> Text:
    name = STATES[state]
    return Text(f"{MARKS[state]} {name.zh}", f"{MARKS[state]} {name.en}")


def _starred(head: Text) -> Text:
    return Text(f"{head.zh}*", f"{head.en}*")


def _money(fen: int, currency: str) -> Text:
    return Text(*(numbers.money(fen, lang, style="full", currency=currency) for lang in LANGS))


def _figure(key: str, title: Text, charts: Mapping[Lang, Bars]) -> Figure:
    """Return a chart that is read aloud bar by bar."""
    said = {
        lang: ("，" if lang == "zh" else ", ").join(f"{bar.name} {bar.text}" for bar in chart.bars)
        for lang, chart in charts.items()
    }
    label = Text(f"{title.zh}：{said['zh']}", f"{title.en}: {said['en']}")
    return Figure(key, title, label, charts["zh"], charts["en"])
