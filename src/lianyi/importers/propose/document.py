"""Write a mapping as YAML that a person reads: one line per column with its reason, questions marked `# ?`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lianyi.core.translation import Lang, Text

_BARE = re.compile(r"[A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff./（）()-]*")
_RESERVED = frozenset({"yes", "no", "true", "false", "null", "on", "off", "y", "n", "auto"})
_HEAD = Text(
    "按文件猜出来的对应关系。改好以后用：lianyi import 文件 --map 这个文件.yaml",
    "What the columns seem to mean. Correct it, then: lianyi import FILE --map THIS.yaml",
)
_UNREAD = Text("没有读取的列", "columns that are not read")


@dataclass(frozen=True)
class Document:
    """A mapping before it is written: the head, cells with their reasons, tables."""

    head: Map[str, Any]
    cells: Map[str, Map[str, Any]]
    why: Map[str, Text] = field(default_factory=dict)
    tables: Map[str, Map[str, Any]] = field(default_factory=dict)

    def plain(self, lang: Lang) -> dict[str, Any]:
        """Return the mapping as a plain document, reasons in `lang`."""
        cells = {name: {**cell, **self._reason(name, lang)} for name, cell in self.cells.items()}
        return {**self.head, "cells": cells, "tables": {k: dict(v) for k, v in self.tables.items()}}

    def _reason(self, name: str, lang: Lang) -> dict[str, str]:
        return {"why": self.why[name].say(lang)} if name in self.why else {}


def write_yaml(
    document: Document, questions: Sequence[Text], unread: Sequence[str], lang: Lang
) -> str:
    """Return the document as YAML text in which every line can be edited by hand."""
    plain = document.plain(lang)
    lines = [f"# {_HEAD.say(lang)}", *(f"# ? {_one_line(q.say(lang))}" for q in questions)]
    lines += [f"{key}: {flow(value)}" for key, value in document.head.items() if value != ""]
    if plain["cells"]:
        lines.append("cells:")
        lines += [f"  {name}: {flow(cell)}" for name, cell in plain["cells"].items()]
    if plain["tables"]:
        lines.append("tables:")
    for table, columns in plain["tables"].items():
        lines.append(f"  {table}:")
        lines += [f"    {name}: {flow(value)}" for name, value in columns.items()]
    if unread:
        lines.append(f"# {_UNREAD.say(lang)}: {_one_line(', '.join(unread))}")
    return "\n".join(lines) + "\n"


def flow(value: Any) -> str:
    """Return one value in YAML's flow style, quoted only where it must be.

    >>> flow({"from": ["订单号", "Order No."], "as": "id", "required": True})
    '{from: [订单号, "Order No."], as: id, required: true}'
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    text = str(value)
    bare = _BARE.fullmatch(text) and text.lower() not in _RESERVED
    if bare or text == "auto":
        return text
    return json.dumps(text, ensure_ascii=not _is_printable(text))


def _is_printable(text: str) -> bool:
    return all(c.isprintable() for c in text)


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
