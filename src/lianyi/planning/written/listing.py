"""Which sentences of a file are goals: lines, list items, cells under 目标, entries of a YAML or JSON list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lianyi.planning.written.canvas import BULLET

HEADERS: Final = (
    "目标", "目标描述", "目标内容", "目标名称", "核心目标", "写下的目标", "内容", "句子", "描述", "指标目标", "goal", "goals", "text", "sentence", "name", "objective",
    "target sentence", "description",
)  # fmt: skip
OWNER_HEADERS: Final = ("负责人", "责任人", "owner", "owner name", "responsible")
DUE_HEADERS: Final = (
    "截止日",
    "截止日期",
    "截止时间",
    "完成时间",
    "时限",
    "due",
    "due date",
    "deadline",
    "by",
)
FENCE = re.compile(r"^\s*(?:```|~~~)")
HEADING = re.compile(r"^\s{0,3}#{1,6}\s+\S|^\s*(?:={3,}|-{3,}|\*{3,})\s*$")
ITEM = re.compile(
    r"^\s*(?:[-*+•·●○■◆]\s+|[-*+]\s*\[[ xX]\]\s*|\d{1,3}[.、)）]\s*(?!\d)|[（(]\d{1,3}[)）]\s*)"
)
RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
TEXT_KEYS: Final = ("text", "goal", "目标", "sentence", "name", "句子", "title", "objective")
LIST_KEYS: Final = ("goals", "目标", "items", "sentences", "list")
TYPED: Final = ("metric", "target", "due", "baseline")


@dataclass(frozen=True)
class Entry:
    """One goal of a file: a sentence with what stood beside it, or the fields of a typed goal."""

    text: str
    owner: str = ""
    due: str = ""
    fields: Mapping[str, Any] | None = None

    @property
    def sentence(self) -> str:
        """The sentence with what its row says beside it."""
        due = f"，{self.due}前" if self.due else ""
        owner = f"，负责人{self.owner}" if self.owner else ""
        return f"{self.text.rstrip('。.；;')}{due}{owner}" if due or owner else self.text


def entries_of_lines(lines: Sequence[str]) -> list[Entry]:
    """Return the goals of a text: the list items and the rows of tables where there are any, else every line of text.

    Headings, rules, code and lines that end in a colon are no goals.
    """
    kept = list(_without_code(lines))
    table = entries_of_rows(_markdown_rows(kept))
    items = [BULLET.sub("", line).strip() for line in kept if ITEM.match(line)]
    if table:
        return [*table, *(Entry(i) for i in items if i)]
    if items:
        return [Entry(item) for item in items if item]
    plain = (line.strip() for line in kept if not HEADING.match(line))
    return [Entry(line) for line in plain if line and not line.endswith((":", "："))]


def entries_of_rows(rows: Iterable[Sequence[str]]) -> list[Entry]:
    """Return the goals under a header such as 目标; nothing where no row is such a header."""
    found: list[Entry] = []
    places: dict[str, int] = {}
    for row in rows:
        cells = [cell.strip() for cell in row]
        plain = [cell.lower() for cell in cells]
        header = next((plain.index(h) for h in HEADERS if h in plain), None)
        if not places and header is not None:
            places = {"text": header, **_beside(plain)}
        elif places and places["text"] < len(cells) and cells[places["text"]]:
            said = {k: cells[n] for k, n in places.items() if n < len(cells)}
            found.append(Entry(said["text"], said.get("owner", ""), said.get("due", "")))
    return found


def entries_of_data(data: Any) -> list[Entry]:
    """Return the goals in what YAML or JSON gave: a list of sentences or mappings, or a mapping with such a list."""
    if isinstance(data, Mapping):
        inner = next((data[k] for k in LIST_KEYS if isinstance(data.get(k), list | tuple)), None)
        if inner is not None:
            return entries_of_data(inner)
        if any(k in data for k in (*TEXT_KEYS, *TYPED)):
            return list(_entry(data))
        return [entry for value in data.values() for entry in entries_of_data(value)]
    if isinstance(data, list | tuple):
        return [entry for item in data for entry in _entry(item)]
    return [Entry(data.strip())] if isinstance(data, str) and data.strip() else []


def _entry(item: Any) -> Iterator[Entry]:
    if isinstance(item, str) and item.strip():
        yield Entry(item.strip())
    if not isinstance(item, Mapping):
        return
    text = next((str(item[k]).strip() for k in TEXT_KEYS if item.get(k)), "")
    if any(k in item for k in TYPED):
        yield Entry(text, fields=item)
    elif text:
        beside = {str(k).lower(): str(v) for k, v in item.items() if v}
        owner = next((beside[h] for h in OWNER_HEADERS if h in beside), "")
        due = next((beside[h] for h in DUE_HEADERS if h in beside), "")
        yield Entry(text, owner, due)
    for part in item.get("parts") or ():
        yield from _entry(part)


def _beside(plain: Sequence[str]) -> dict[str, int]:
    owner = next((plain.index(h) for h in OWNER_HEADERS if h in plain), None)
    due = next((plain.index(h) for h in DUE_HEADERS if h in plain), None)
    return {k: n for k, n in (("owner", owner), ("due", due)) if n is not None}


def _without_code(lines: Sequence[str]) -> Iterator[str]:
    inside = False
    for line in lines:
        if FENCE.match(line):
            inside = not inside
        elif not inside:
            yield line


def _markdown_rows(lines: Sequence[str]) -> Iterator[list[str]]:
    for line in lines:
        if line.count("|") >= 1 and line.strip().startswith("|") and not RULE.match(line):
            yield line.strip().strip("|").split("|")
