"""Our own Word file: the plan in tables that people can read and edit, and back to the same plan."""

from __future__ import annotations

from lianyi.planning.document.own.reading import read_own
from lianyi.planning.document.own.rows import OwnTable, tables_of

__all__ = ["OwnTable", "read_own", "tables_of"]
