"""Building: the store of a current view, from what an older store has or from nothing."""

from __future__ import annotations

from lianyi.timelines.building.ensure import ensure_store

__all__ = ["ensure_store"]
