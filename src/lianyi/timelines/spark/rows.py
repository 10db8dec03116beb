"""The rows of all streams as one DataFrame, those of a person in one partition: what a part is built from."""

from __future__ import annotations

from typing import Any

from lianyi.engines.embedded import view_files
from lianyi.engines.spark import SparkEngine, view_schemas
from lianyi.timelines.building.facts import Facts, people_sql
from lianyi.timelines.spark.hashed import part_sql
from lianyi.timelines.spark.part import PEOPLE
from lianyi.timelines.streams import PLANS


def views_of(facts: Facts) -> tuple[str, ...]:
    """Return the views that streams are made of, as far as the snapshot has them, the one that every view file needs among them."""
    found = dict.fromkeys(s.view for plan in PLANS for s in facts.sources(plan))
    return ("orders_all", *(v for v in found if v != "orders_all"))


def rows_by_part(engine: SparkEngine, facts: Facts, parts: int) -> Any:
    """Return the rows (part, view, the id of a person, a struct a view); a partition holds one part.

    A row that is about several people (an invitation) is there once for the part of each.
    """
    from pyspark.sql import functions as fn

    people = engine.frame(people_sql(facts))
    frames = [
        people.select(
            fn.expr(part_sql("person_id", parts)).alias("part"),
            fn.lit(PEOPLE).alias("view"),
            fn.col("person_id").cast("bigint").alias(PEOPLE),
        )
    ]
    files, schemas = view_files(engine.current), view_schemas(engine.current)
    for view in views_of(facts):
        frame = engine.session.read.schema(schemas[view]).parquet(str(files[view]))
        persons = dict.fromkeys(s.person for p in PLANS for s in p.sources if s.view == view)
        columns = [frame[c] for c in facts.needed(view)]
        numbers = fn.array(*(fn.expr(part_sql(f"`{p}`", parts)) for p in persons))
        frames.append(
            frame.select(
                fn.explode(fn.array_distinct(fn.array_compact(numbers))).alias("part"),
                fn.lit(view).alias("view"),
                fn.struct(*columns).alias(view),
            )
        )
    every = frames[0]
    for frame in frames[1:]:
        every = every.unionByName(frame, allowMissingColumns=True)
    return every.repartitionById(parts, fn.col("part"))
