"""The canonical fact tables: what a mapping may fill and what the lake stores."""

from __future__ import annotations

from lianyi.facts.tables.base import TABLES, Column, ColumnType, Table

__all__ = ["TABLES", "Column", "ColumnType", "Table"]
