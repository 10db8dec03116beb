"""The tables and the picture of `sentiment`: classes, topics, weeks, sources, examples, every text."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.result import Column, Table
from lianyi.analyses.sentiment import words
from lianyi.core.calendar.periods import whole
from lianyi.core.translation import Text
from lianyi.language.aspects import ASPECTS, aspects_of
from lianyi.language.normal import normal
from lianyi.language.private import excerpt
from lianyi.language.sentiment import FEELINGS, deciding
from lianyi.stats.net_sentiment import NEGATIVE, NEUTRAL, POSITIVE

if TYPE_CHECKING:
    from lianyi.analyses.sentiment import Sentiment
    from lianyi.analyses.sentiment.read import Texts
    from lianyi.language.sentiment import Scores
    from lianyi.stats.net_sentiment import Felt

LEAST_OF_A_TOPIC = 5
SOURCES_SHOWN = 50
_FELT = (
    Column("texts", Text("条数", "Texts"), "count"),
    Column("positive", Text("正面", "Positive"), "count"),
    Column("neutral", Text("中性", "Neutral"), "count"),
    Column("negative", Text("负面", "Negative"), "count"),
    Column("nsr_a", Text("净情感度A", "Net sentiment A"), "ratio"),
    Column("nsr_b", Text("净情感度B", "Net sentiment B"), "ratio"),
)


def every(found: Texts, scores: Scores, told: Felt, topics: Table, asked: Sentiment) -> tuple[Table, ...]:  # fmt: skip
    """Return the tables, the texts one by one first."""
    tables = [_texts(found, scores, asked.top), _classes(scores, told), topics]
    if found.days is not None:
        weeks = [None if d is None else whole(d, "week").key for d in found.days]
        tables.append(_cut("weeks", Text("按周（判定的条数）", "By week, as answered"), Column("week", Text("周", "Week")), weeks, scores))  # fmt: skip
    if found.sources is not None:
        named = [excerpt(s, 40) or None for s in found.sources]
        table = _cut("sources", Text("按来源（判定的条数）", "By source, as answered"), Column("source", Text("来源", "Source")), named, scores)  # fmt: skip
        most = sorted(table.rows, key=lambda r: (-r[1], r[0]))[:SOURCES_SHOWN]
        tables.append(Table(table.key, table.title, table.columns, tuple(most)))
    return (*tables, _examples(found, scores, asked.examples))


def _texts(found: Texts, scores: Scores, top: int) -> Table:
    columns = (
        Column("row", Text("行或编号", "Row or number")), Column("feeling", Text("情感", "Feeling")),
        Column("probability", Text("正面的概率", "Probability of positive"), "number"), Column("text", Text("内容（开头）", "Text, beginning")),
    )  # fmt: skip
    rows = [
        (_name(found, n), FEELINGS[scores.answer[n]], round(float(scores.probability[n]), 4), excerpt(found.texts[n]))
        for n in range(min(len(scores), max(top, 0)))
    ]  # fmt: skip
    return Table("texts", Text("逐条", "One by one"), columns, tuple(rows))


def _name(found: Texts, n: int) -> int | str:
    name = found.rows[n]
    return excerpt(name, 60) if isinstance(name, str) else name


def _classes(scores: Scores, told: Felt) -> Table:
    columns = (
        Column("feeling", Text("情感", "Feeling")), Column("name", Text("名称", "Name")), Column("texts", Text("判定的条数", "Answered"), "count"),
        Column("answered_share", Text("判定的占比", "Share answered"), "ratio"), Column("share", Text("校正后的占比", "Share, corrected"), "ratio"),
        Column("low", Text("下限", "Low"), "ratio"), Column("high", Text("上限", "High"), "ratio"),
    )  # fmt: skip
    counts = np.bincount(scores.answer, minlength=3)
    rows = [
        (FEELINGS[k], words.CLASSES[k].zh, int(counts[k]), int(counts[k]) / len(scores), told.shares[k].value, told.shares[k].low, told.shares[k].high)
        for k in (POSITIVE, NEUTRAL, NEGATIVE)
    ]  # fmt: skip
    return Table("classes", Text("三类", "Classes"), columns, tuple(rows))


def topics(found: Texts, scores: Scores) -> Table:
    """Return a row a topic that occurs, the most frequent first; a text may be about several."""
    columns = (Column("topic", Text("话题", "Topic")), Column("name", Text("名称", "Name")), Column("name_en", Text("英文名", "English name")), *_FELT)  # fmt: skip
    met: dict[str, list[int]] = {}
    for n, text in enumerate(found.texts):
        for key in aspects_of(normal(text)):
            met.setdefault(key, []).append(n)
    rows = [(key, ASPECTS[key].name.zh, ASPECTS[key].name.en, *_counted(scores.answer[places])) for key, places in met.items()]  # fmt: skip
    rows.sort(key=lambda r: (-r[3], r[0]))
    title = Text(
        "话题（判定的条数，一条可以有几个话题）", "Topics, as answered; a text may be about several"
    )
    return Table("topics", title, columns, tuple(rows))


def worst(topics: Table) -> tuple[Text, int, int] | None:
    """Return the topic of most negative texts, with its texts and those; None where too few speak of any."""
    rows = [r for r in topics.dicts() if r["texts"] >= LEAST_OF_A_TOPIC and r["negative"]]
    if not rows:
        return None
    row = max(rows, key=lambda r: (r["negative"], r["topic"]))
    return ASPECTS[row["topic"]].name, row["texts"], row["negative"]


def _counted(answers: Any) -> tuple[Any, ...]:
    negative, neutral, positive = (int(c) for c in np.bincount(answers, minlength=3))
    polar, every_one = positive + negative, positive + negative + neutral
    return (
        every_one, positive, neutral, negative, (positive - negative) / every_one if every_one else None,
        (positive - negative) / polar if polar else None,
    )  # fmt: skip


def _cut(key: str, title: Text, first: Column, parts: Iterable[Hashable], scores: Scores) -> Table:
    met: dict[Any, list[int]] = {}
    for n, part in enumerate(parts):
        if part is not None:
            met.setdefault(part, []).append(n)
    rows = [(part, *_counted(scores.answer[places])) for part, places in sorted(met.items())]
    return Table(key, title, (first, *_FELT), tuple(rows))


def _examples(found: Texts, scores: Scores, most: int) -> Table:
    columns = (
        Column("feeling", Text("情感", "Feeling")), Column("row", Text("行或编号", "Row or number")),
        Column("probability", Text("正面的概率", "Probability of positive"), "number"),
        Column("words", Text("起作用的词", "Words that decided")), Column("text", Text("内容（开头）", "Text, beginning")),
    )  # fmt: skip
    rows: list[tuple[Any, ...]] = []
    for k in (POSITIVE, NEUTRAL, NEGATIVE):
        sure = np.abs(scores.probability - 0.5) * (-1 if k == NEUTRAL else 1)
        places = np.flatnonzero(scores.answer == k)
        shown: set[str] = set()
        for n in places[np.argsort(-sure[places], kind="stable")].tolist():
            text = excerpt(found.texts[n])
            if len(shown) == max(most, 0):
                break
            if text not in shown:
                shown.add(text)
                why = "、".join(excerpt(w, 20) for w in deciding(found.texts[n]))
                rows.append((FEELINGS[k], _name(found, n), round(float(scores.probability[n]), 4), why, text))  # fmt: skip
    return Table("examples", Text("例子（最有把握的；中性是最拿不准的）", "Examples: the surest, for neutral the least sure"), columns, tuple(rows))  # fmt: skip
