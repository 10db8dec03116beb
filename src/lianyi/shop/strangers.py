"""Documents and lists of goals from anywhere: read in the sandboxed child, whatever they turn out to be."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from lianyi.planning.document.stranger.blocks import Block
    from lianyi.planning.model.plan import Plan
    from lianyi.planning.written.listing import Entry

HERE = "lianyi.shop.strangers"
LARGEST_OWN = 64_000_000
TEXTS = (".txt", ".md", ".markdown", ".text", "")
DATA = (".yaml", ".yml", ".json")
TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls")
WORD = (".docx", ".docm", ".doc", ".dotx")


def blocks_in(path: Path) -> list[Block]:
    """Return the blocks of a .docx, .md or .txt document.

    Refuses with `document.not_there`, `document.kind_unknown`, `document.empty`, `document.word_unreadable` and the
    codes of reading.
    """
    from lianyi.planning.document.stranger.headings import blocks_of_text, with_numbered_headings
    from lianyi.shop.file_lines import file_lines

    _there(path)
    ending = path.suffix.lower()
    if ending in WORD:
        found = with_numbered_headings(_word_blocks(path))
    elif ending in TEXTS:
        found = blocks_of_text(file_lines(path))
    else:
        raise LianyiError("document.kind_unknown", file=path.name, known=".docx, .md, .txt")
    if not found:
        raise LianyiError("document.empty", file=path.name)
    return found


def goals_in(path: Path) -> list[Entry] | Plan:
    """Return the goals that are written in a file, or the plan that it is.

    Text and Markdown (lines, list items, tables), YAML and JSON (lists or a plan), tables with a column 目标 or goal,
    Word. Refuses with `document.not_there`, `document.kind_unknown`, `document.broken_list`, the codes of a plan and
    of reading.
    """
    from lianyi.planning.written.listing import entries_of_lines
    from lianyi.shop.file_lines import file_lines

    _there(path)
    ending = path.suffix.lower()
    if ending in DATA:
        return _from_data(path)
    if ending in TABLES:
        return _from_table(path)
    if ending in WORD:
        return _from_blocks(_word_blocks(path))
    if ending in TEXTS:
        return entries_of_lines(file_lines(path))
    known = ", ".join(e for e in (*TEXTS, *DATA, *TABLES, ".docx") if e)
    raise LianyiError("document.kind_unknown", file=path.name, known=known)


def own_plan_in(path: Path) -> Plan | None:
    """Return the plan of a Word file that `lianyi plan export` wrote; None for every other file."""
    from lianyi.planning.model.plan import Plan

    _there(path)
    if path.suffix.lower() not in WORD:
        return None
    written = _in_child(path, "own_job")
    return None if written is None else Plan.model_validate(written)


def own_job(args: Mapping[str, Any], fds: Mapping[str, int], progress: Any) -> int:  # noqa: ARG001
    """Write the plan that the Word file behind `fds["source"]` carries as JSON to `fds["out"]`, null where it has none."""
    import json

    from lianyi.planning.document.own import read_own
    from lianyi.planning.model.base import as_written

    with os.fdopen(os.dup(fds["source"]), "rb") as file, os.fdopen(os.dup(fds["out"]), "w", encoding="utf-8") as out:  # fmt: skip
        plan = read_own(file.read(LARGEST_OWN))
        json.dump(None if plan is None else as_written(plan), out, ensure_ascii=False, default=str)
    return 0


def word_job(args: Mapping[str, Any], fds: Mapping[str, int], progress: Any) -> int:  # noqa: ARG001
    """Write the blocks of the Word file behind `fds["source"]` as JSON to `fds["out"]`; return how many there are."""
    import json

    from lianyi.planning.document.stranger.word import blocks_of_word

    with os.fdopen(os.dup(fds["source"]), "rb") as file, os.fdopen(os.dup(fds["out"]), "w", encoding="utf-8") as out:  # fmt: skip
        blocks = blocks_of_word(file, args["name"])
        json.dump([b.to_json() for b in blocks], out, ensure_ascii=False)
    return len(blocks)


def _there(path: Path) -> None:
    if not path.is_file():
        raise LianyiError("document.not_there", file=str(path))


def _word_blocks(path: Path) -> list[Block]:
    from lianyi.planning.document.stranger.blocks import Block

    return [Block.from_json(b) for b in _in_child(path, "word_job")]


def _in_child(path: Path, job: str) -> Any:
    """Return what `job` makes of a file in a child that can hurt nobody; its refusals are raised here."""
    import json

    from lianyi.importers.reading import Limits, run_sandboxed
    from lianyi.importers.reading.unlinked import unlinked_file

    with path.open("rb") as file, unlinked_file() as out:
        fds = {"source": file.fileno(), "out": out.fileno()}
        limits = Limits().for_size(os.fstat(file.fileno()).st_size)
        done = run_sandboxed(f"{HERE}:{job}", {"name": path.name}, fds, limits, None, path.name)
        if done.issue is not None:
            raise LianyiError(done.issue.code, **{**done.issue.facts, "file": path.name})
        out.seek(0)
        return json.loads(out.read().decode("utf-8"))


def _from_blocks(blocks: list[Block]) -> list[Entry]:
    from lianyi.planning.written.listing import Entry, entries_of_rows

    table = entries_of_rows([b.cells for b in blocks if b.kind == "row"])
    items = [Entry(b.text) for b in blocks if b.kind == "item"]
    if table or items:
        return [*table, *items]
    return [Entry(b.text) for b in blocks if b.kind == "text" and not b.text.endswith((":", "："))]


def _from_table(path: Path) -> list[Entry]:
    from lianyi.planning.written.listing import DUE_HEADERS, HEADERS, OWNER_HEADERS, Entry
    from lianyi.shop.file_columns import file_columns

    wanted = {"text": HEADERS, "?owner": OWNER_HEADERS, "?due": DUE_HEADERS}
    columns = file_columns(path, wanted)
    empty = [""] * len(columns["text"])
    rows = zip(columns["text"], columns.get("owner", empty), columns.get("due", empty), strict=True)  # fmt: skip
    return [Entry(text.strip(), owner.strip(), due.strip()) for text, owner, due in rows if text.strip()]  # fmt: skip


def _from_data(path: Path) -> list[Entry] | Plan:
    import yaml

    from lianyi.planning.reading import LARGEST, parsed, require_plan
    from lianyi.planning.written.listing import entries_of_data
    from lianyi.shop.file_lines import file_lines

    text = "\n".join(file_lines(path))
    if len(text) > LARGEST:
        raise LianyiError("document.too_long", file=path.name, most=f"{LARGEST:,}")
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise LianyiError("plan.alias")
        data = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = getattr(error, "problem", None) or type(error).__name__
        raise LianyiError("document.broken_list", file=path.name, reason=reason) from None
    if isinstance(data, Mapping) and "format" in data and "stage" in data:
        return require_plan(parsed(data, path.name), path.name)
    return entries_of_data(data)
