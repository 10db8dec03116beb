"""The metrics, one file per family: a metric is one declaration."""

from __future__ import annotations
