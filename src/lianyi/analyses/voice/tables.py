"""What the mentions are about, and some of them to read: topics, examples, those worth a look by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.result import Column, Table
from lianyi.core.translation import Text
from lianyi.language.aspects import ASPECTS, aspects_of
from lianyi.language.normal import normal
from lianyi.language.private import excerpt
from lianyi.language.sentiment import FEELINGS, deciding
from lianyi.stats.net_sentiment import NEGATIVE, NEUTRAL, POSITIVE

if TYPE_CHECKING:
    from lianyi.analyses.voice.read import Mentions

LEAST_OF_A_TOPIC = 5


def topics(found: Mentions) -> Table:
    """Return a row a topic that mentions with a text touch, each weighing as often as it was said."""
    columns = (
        Column("topic", Text("话题", "Topic")), Column("name", Text("名称", "Name")), Column("name_en", Text("英文名", "English name")),
        Column("mentions", Text("声量", "Mentions"), "count"), Column("positive", Text("正面", "Positive"), "count"),
        Column("neutral", Text("中性", "Neutral"), "count"), Column("negative", Text("负面", "Negative"), "count"),
    )  # fmt: skip
    met: dict[str, list[int]] = {}
    for n, mention in enumerate(found.mine):
        for key in aspects_of(normal(mention.text)):
            counts = met.setdefault(key, [0, 0, 0])
            counts[feeling_at(found, n)] += mention.said
    rows = [(key, ASPECTS[key].name.zh, ASPECTS[key].name.en, sum(c), c[POSITIVE], c[NEUTRAL], c[NEGATIVE]) for key, c in met.items()]  # fmt: skip
    rows.sort(key=lambda r: (-r[3], r[0]))
    return Table("topics", Text("话题（一条可以有几个话题）", "Topics; a mention may be about several"), columns, tuple(rows))  # fmt: skip


def worst(topics: Table) -> tuple[Text, int, int] | None:
    """Return the topic of most negative mentions, with its mentions and those; None where too few speak of any."""
    rows = [r for r in topics.dicts() if r["mentions"] >= LEAST_OF_A_TOPIC and r["negative"]]
    if not rows:
        return None
    row = max(rows, key=lambda r: (r["negative"], r["topic"]))
    return ASPECTS[row["topic"]].name, row["mentions"], row["negative"]


def feeling_at(found: Mentions, n: int) -> int:
    """Return the class of one of `mine` with a label or a text: the person's before the model's."""
    given = found.mine[n].given
    return int(found.answer[n]) if given is None else given


def examples(found: Mentions, most: int) -> Table:
    """Return per class the mentions that the model is least sure of: those that a label helps most."""
    columns = (
        Column("feeling", Text("情感", "Feeling")), Column("mention_no", Text("编号", "Mention")), Column("day", Text("日期", "Day"), "day"),
        Column("source", Text("来源", "Source")), Column("probability", Text("正面的概率", "Probability of positive"), "number"),
        Column("words", Text("起作用的词", "Words that decided")), Column("text", Text("内容（开头）", "Text, beginning")),
    )  # fmt: skip
    rows: list[tuple[Any, ...]] = []
    for k in (POSITIVE, NEUTRAL, NEGATIVE):
        places = np.flatnonzero(found.answer == k)
        unsure = np.abs(found.probability[places] - 0.5)
        for n in places[np.argsort(unsure, kind="stable")][: max(most, 0)].tolist():
            m = found.mine[n]
            why = "、".join(excerpt(w, 20) for w in deciding(m.text))
            rows.append((FEELINGS[k], excerpt(m.number, 60), m.day.isoformat(), excerpt(m.source, 40), round(float(found.probability[n]), 4), why, excerpt(m.text)))  # fmt: skip
    return Table("to_label", Text("模型最拿不准的声量，先标这些", "Mentions that the model is least sure of: label these first"), columns, tuple(rows))  # fmt: skip
