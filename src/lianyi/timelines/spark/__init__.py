"""Timelines on Spark: people are hashed to parts, every part is a segment that lies where a worker holds it."""

from __future__ import annotations

from lianyi.timelines.spark.store import spark_store

__all__ = ["spark_store"]
