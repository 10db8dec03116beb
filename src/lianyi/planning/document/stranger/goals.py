"""Goals in a stranger's document: sentences and rows that say which number is to move, and those that should."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lianyi.planning.document.stranger.sections import Sentence, TableRows, cell, column
from lianyi.planning.written.judging import judge
from lianyi.planning.written.letters import Judged
from lianyi.planning.written.lint import Yardstick
from lianyi.planning.written.reading import read_goal
from lianyi.planning.written.vague import vague_in

AIM = re.compile(r"提升|提高|增长|增加|达到|实现|突破|降低|下降|减少|控制在|做到|打造|增强|冲刺|不低于|不超过|完成|increase|raise|reach|grow|reduce|cut|improve|achieve|lift", re.IGNORECASE)  # fmt: skip
# Sentences that explain what goals are, or name indicators only.
ADVICE = re.compile(
    r"需(?:要)?(?:结合|符合|根据)|应(?:当)?(?:符合|结合)|例如[:：]?$|如下[:：]?$|SMART|原则"
)
NOT_HERE = frozenset({"budget", "risks", "team"})
NUMBERS, PERIODS = ("目标值", "target", "目标", "kpi值", "达成值"), ("截止", "完成时间", "时间", "周期", "due", "deadline", "by")  # fmt: skip


@dataclass(frozen=True)
class FoundGoal:
    """A goal as it was judged, the sentence it was made of, and the headings above it."""

    judged: Judged
    source: str
    path: str


def goals_in(sentences: Sequence[Sentence], tables: Sequence[TableRows], by: Yardstick) -> list[FoundGoal]:  # fmt: skip
    """Return the goals of a document in its order, first those in tables; a sentence counts once."""
    found: dict[str, FoundGoal] = {}
    for table in tables:
        for source, text in _rows(table):
            judged = judge(read_goal(text, by.clock, by.names), by.clock, by.history)
            found.setdefault(text, FoundGoal(judged, source, table.path))
    for sentence in sentences:
        verdict = _judged(sentence, by)
        if verdict is not None:
            found.setdefault(sentence.text, FoundGoal(verdict, sentence.text, sentence.path))
    return list(found.values())


def _judged(sentence: Sentence, by: Yardstick) -> Judged | None:
    """Return the verdict on a sentence that is a goal, or should be one; None for all other text."""
    if sentence.section in NOT_HERE or ADVICE.search(sentence.text):
        return None
    aims = bool(AIM.search(sentence.text))
    if not aims and sentence.section != "goals":
        return None
    said = read_goal(sentence.text, by.clock, by.names)
    moves = said.measured is not None and said.number and (said.target is not None or said.change is not None)  # fmt: skip
    vague = aims and vague_in(said.thing) is not None
    here = sentence.section == "goals" and (said.measured is not None or vague)
    if not (moves or here):
        return None
    return judge(said, by.clock, by.history)


def _rows(table: TableRows) -> Iterator[tuple[str, str]]:
    """Yield each row of a table of goals as it stands, and as the sentence that it means."""
    for place, header in enumerate(table.rows):
        name = column(
            header, "指标", "kpi", "metric", "目标项", "目标名称", "measure", "goal", "目标"
        )
        target = column([c if n != name else "" for n, c in enumerate(header)], *NUMBERS)
        if name is None or target is None or name == target:
            continue
        base = column(header, "基线", "现状", "当前", "baseline", "去年", "上期", "现值")
        due, owner = column(header, *PERIODS), column(header, "负责人", "责任人", "owner", "负责")
        for row in table.rows[place + 1 :]:
            if cell(row, name) and cell(row, target):
                yield (
                    " | ".join(filter(None, row)),
                    _sentence(cell(row, name), cell(row, base), cell(row, target), cell(row, due), cell(row, owner)),
                )  # fmt: skip
        return


def _sentence(name: str, base: str, target: str, due: str, owner: str) -> str:
    start = f"从{base}" if base and base not in ("-", "—", "/") else ""
    until = f"{due}，" if due else ""
    by = f"，负责人{owner}" if owner else ""
    return f"{until}{name}{start}达到{target}{by}"
