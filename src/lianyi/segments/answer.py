"""Who is in a segment, as one value: how many, in words, as of when, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from lianyi.core.attributes import PersonAttribute, attribute_named
from lianyi.core.translation import Lang, Text, same
from lianyi.segments.document import Segments, attributes_in
from lianyi.segments.relations import known_sql
from lianyi.segments.sources import Caveat, Facts, caveats, require
from lianyi.segments.sql import segment_sql
from lianyi.segments.unseen import unseen_values
from lianyi.segments.words import UNKNOWN, words
from lianyi.segments.written import written

KINDS = {
    "historical": Text("历史属性，取事实发生时的值", "historical: taken at the time of the fact"),
    "state": Text("状态属性，取截止日当天的值", "state: taken at the end of the day asked for"),
    "newest": Text("状态属性，取最新一次导出的值", "state: taken from the newest export"),
}


class Engine(Facts, Protocol):
    """What answers: SQL over the documented views of one snapshot."""

    def rows(self, sql: str, params: Sequence[object] = ()) -> Sequence[tuple[Any, ...]]:
        """Run one SELECT and return all rows."""
        ...


@dataclass(frozen=True)
class SegmentAnswer:
    """A segment as of the end of `as_of`. `key` is None for a condition without a name.

    `people` counts persons in it, `known` all persons of whom anything is known by then.
    """

    key: str | None
    name: Text
    where: str
    words: Text
    as_of: date
    people: int
    known: int
    attributes: tuple[PersonAttribute, ...]
    caveats: tuple[Caveat, ...]
    sql: str

    def explain(self, lang: Lang = "zh") -> str:
        """Return in sentences who is meant and how many they are."""
        told = Text(
            "截至{day}，{words}。共{people}人，占认得出的{known}人的{share}。",
            "As of {day}: {words}. {people} people, {share} of the {known} who are known.",
        )
        share = f"{self.people / self.known:.1%}" if self.known else "—"
        facts = {"day": self.as_of, "people": f"{self.people:,}", "known": f"{self.known:,}"}
        lines = [told.format(words=self.words, share=share, **facts).say(lang)]
        if any(attribute.empty is None for attribute in self.attributes):
            lines.append(UNKNOWN.say(lang))
        lines += [caveat.text.say(lang) for caveat in self.caveats]
        return ("" if lang == "zh" else " ").join(lines)

    def to_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """Return what `lianyi segments KEY --json` prints."""
        return {
            "key": self.key,
            "name": {"zh": self.name.zh, "en": self.name.en},
            "where": self.where,
            "words": self.words.say(lang),
            "explanation": self.explain(lang),
            "as_of": self.as_of.isoformat(),
            "people": self.people,
            "known_people": self.known,
            "attributes": [_attribute(a, lang) for a in self.attributes],
            "caveats": [{"code": c.code, "text": c.text.say(lang)} for c in self.caveats],
            "sql": self.sql,
        }


def taken(attribute: PersonAttribute) -> Text:
    """Return when the value of an attribute is taken."""
    return KINDS[attribute.kind if attribute.is_dated else "newest"]


def _attribute(attribute: PersonAttribute, lang: Lang) -> dict[str, Any]:
    return {
        "key": attribute.key,
        "name": attribute.name.say(lang),
        "kind": attribute.kind,
        "is_dated": attribute.is_dated,
        "taken": taken(attribute).say(lang),
        "definition": attribute.definition.say(lang),
    }


def answer_segment(
    engine: Engine,
    segments: Segments,
    segment: str,
    as_of: date,
    *,
    currency: str = "CNY",
    doubts: bool = True,
) -> SegmentAnswer:
    """Return who is in `segment`, a key or a condition, as of the end of `as_of`.

    Without `doubts` nothing is looked up beyond the persons: neither uncovered days nor values that never occur.
    Refuses with the codes of `Segments.tree` and with `segment.missing_source`.
    """
    named = segments.by_key.get(segment.strip())
    stated = segments.stated(segment)
    tree = segments.whole(stated)
    require(tree, engine)
    sql = segment_sql(tree, as_of, engine.columns)
    found, known = engine.rows(
        f"SELECT (SELECT count(*) FROM ({sql})), (SELECT count(*) FROM ({known_sql(as_of, engine.columns)}))"
    )[0]
    return SegmentAnswer(
        key=named.key if named else None,
        name=named.name if named else same(segment.strip()),
        where=written(stated, segments.properties),
        words=words(stated, lambda key: segments.get(key).name, currency, segments.properties),
        as_of=as_of,
        people=found,
        known=known,
        attributes=tuple(attribute_named(key) for key in attributes_in(tree)),
        caveats=(*caveats(tree, as_of, engine), *unseen_values(tree, engine)) if doubts else (),
        sql=sql,
    )


def person_ids(engine: Engine, answer: SegmentAnswer) -> list[int]:
    """Return the numbers of the persons in the segment, ascending."""
    return [row[0] for row in engine.rows(f"SELECT person_id FROM ({answer.sql}) ORDER BY 1")]
