"""The store of a view on Spark: dictionaries and ids here, histories with the workers."""

from __future__ import annotations

import shutil
import tempfile
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np

from lianyi.engines.spark import SparkEngine
from lianyi.facts.workspace import Workspace
from lianyi.timelines import progress
from lianyi.timelines.building.attributes import attribute_sources, coded_attribute
from lianyi.timelines.building.facts import Facts, where_of
from lianyi.timelines.building.words import Coding, SharedHashError, Words, coding_of, words_of
from lianyi.timelines.dictionary import Dictionary
from lianyi.timelines.spark.far import Parts, far_segment
from lianyi.timelines.spark.part import Plan, build_parts
from lianyi.timelines.spark.pieces import SCHEMA
from lianyi.timelines.spark.rows import rows_by_part, views_of
from lianyi.timelines.store import BASE_DAY, PROPERTIES, Array, Segment, Store
from lianyi.timelines.streams import PLANS

SALTS = 4
ROWS_PER_PART = 2_000_000
PARTS_PER_CORE = 2
GIVEN = "given_rows"


def spark_store(workspace: Workspace, engine: SparkEngine) -> Store:
    """Return the timelines of the view that `engine` asks, built by its workers.

    They live as long as the session. Answers are those of the embedded engine's store of the same view.
    """
    for salt in range(SALTS):
        scratch = Path(tempfile.mkdtemp(prefix="lianyi-"))
        facts = _Named(engine.current, scratch, salt)
        try:
            return _built(workspace, engine, facts)
        except SharedHashError:
            if salt == SALTS - 1:
                raise
        finally:
            facts.close()
            shutil.rmtree(scratch, ignore_errors=True)
    raise AssertionError


class _Named(Facts):
    """Facts whose SQL names the views instead of their files, so that Spark reads it, too."""

    def file(self, view: str, *, numbered: bool = False) -> str:
        return super().file(view, numbered=True) if numbered else view

    def columns(self, view: str) -> list[str]:
        rows = self.ask(f"DESCRIBE SELECT * FROM {super().file(view)}")
        return [row[0] for row in rows]


def _built(workspace: Workspace, engine: SparkEngine, facts: Facts) -> Store:
    progress.tell("parts")
    coding = _coded(engine, facts)
    count = engine.choice.parts or _parts(engine, facts)
    unfilled = {view: facts.unfilled(view) for view in views_of(facts)}
    plan = Plan(engine.current, unfilled, coding, facts.salt)
    rows = rows_by_part(engine, facts, count)
    pieces = rows.mapInArrow(lambda batches: build_parts(plan, batches), SCHEMA).persist()
    parts = Parts(pieces, count)
    segments = [far_segment(parts, number) for number in range(count)]
    words = dict(coding.words)
    codes: dict[str, list[Array]] = {}
    for name, sql in attribute_sources(facts.views, engine.rows).items():
        words[name], codes[name] = _attribute(engine, facts, sql, segments)
    progress.tell("done")
    properties = dict(zip(workspace.event_properties, PROPERTIES, strict=False))
    dictionaries = {c: Dictionary(w.text, w.ends, w.present) for c, w in words.items()}
    return Store(BASE_DAY, segments, dictionaries, _name(engine, count), codes, properties)


def _name(engine: SparkEngine, count: int) -> str:
    return f"{engine.current.folder.name}-spark-{count}"


def _parts(engine: SparkEngine, facts: Facts) -> int:
    rows = sum(facts.rows(view) for view in views_of(facts))
    return max(PARTS_PER_CORE * engine.cores, -(-rows // ROWS_PER_PART))


def _coded(engine: SparkEngine, facts: Facts) -> Coding:
    """Return the codes of all texts: Spark finds the texts, each once, and they are numbered here."""
    found = _texts(engine, facts)
    words: dict[str, Words] = {}
    for column in dict.fromkeys(c for plan in PLANS for c in plan.text):
        if column in found:
            facts.con.register(GIVEN, found[column])
            words[column] = words_of(facts, f"SELECT value FROM {GIVEN}")
        else:
            words[column] = words_of(facts, None)
    return coding_of(words)


def _texts(engine: SparkEngine, facts: Facts) -> dict[str, Any]:
    """Return per text column that facts fill a pyarrow table of its texts; every source is read once for all columns."""
    from pyarrow import compute
    from pyspark.sql import functions as fn

    frames = []
    for plan in PLANS:
        for source in facts.sources(plan):
            texts = {c: facts.text(source, c) for c in plan.text}
            asked = {c: sql for c, sql in texts.items() if sql != "NULL"}
            if not asked:
                continue
            listed = ", ".join(f"CAST({sql} AS VARCHAR) AS {c}" for c, sql in asked.items())
            frame = engine.frame(f"SELECT {listed} FROM {source.view} WHERE {where_of(source)}")
            pairs = [fn.struct(fn.lit(c).alias("name"), fn.col(c).alias("value")) for c in asked]
            frames.append(frame.select(fn.inline(fn.array(*pairs))))
    if not frames:
        return {}
    every = reduce(lambda a, b: a.unionAll(b), frames)
    table = every.filter("value <> ''").distinct().toArrow()
    names = table.column("name")
    columns = compute.unique(names).to_pylist()
    return {c: table.filter(compute.equal(names, c)).select(["value"]) for c in columns}


def _attribute(
    engine: SparkEngine, facts: Facts, sql: str, segments: list[Any]
) -> tuple[Words, list[Array]]:
    told = engine.arrow(
        "SELECT CAST(person_id AS BIGINT) AS person_id, CAST(value AS VARCHAR) AS value "
        f"FROM ({sql}) WHERE person_id IS NOT NULL"
    )
    facts.con.register(GIVEN, told)
    people: list[Array] = [np.asarray(s.person_ids) for s in segments if isinstance(s, Segment)]
    return coded_attribute(facts, f"SELECT person_id, value FROM {GIVEN}", people)
