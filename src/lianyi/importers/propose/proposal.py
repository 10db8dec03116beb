"""From an unknown sheet to a mapping that the user can read, correct and use with `--map`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from lianyi.core.translation import Lang, Text
from lianyi.importers.mapping import Mapping, parse_mapping
from lianyi.importers.propose.document import Document, write_yaml
from lianyi.importers.propose.draft import Draft
from lianyi.importers.propose.headless import by_values
from lianyi.importers.propose.kinds import choose
from lianyi.importers.propose.match import match
from lianyi.importers.propose.sheet import Row, Sheet, read_sheet
from lianyi.importers.reading.tables import SheetPreview


@dataclass(frozen=True)
class Proposal:
    """What a file seems to be. `kind` is None where nothing fits; then there is no mapping, only questions."""

    kind: str | None
    header_row: int
    document: Document
    questions: tuple[Text, ...]
    unread: tuple[str, ...]

    @cached_property
    def mapping(self) -> Mapping | None:
        """The mapping as it would be loaded from the YAML."""
        return parse_mapping(self.document.plain("zh"), "proposal") if self.kind else None

    def to_yaml(self, lang: Lang = "zh") -> str:
        """Return the mapping as YAML: a `why` per column, questions as `# ?`, unread columns at the end."""
        return write_yaml(self.document, self.questions, self.unread, lang)


def propose(
    preview: SheetPreview | Sequence[Row],
    sample_rows: Sequence[Row] = (),
    file_name: str = "",
    *,
    kind: str | None = None,
) -> Proposal:
    """Guess the kind of a sheet and the meaning of its columns.

    `preview` holds the first rows of the sheet with everything above the header, `sample_rows` more data rows
    from below; `kind` asks for one kind of file instead of a guess. Never raises for a strange file.
    """
    rows = preview.rows if isinstance(preview, SheetPreview) else preview
    samples = () if sample_rows is rows else sample_rows
    sheet = read_sheet(rows, samples)
    draft = Draft(sheet, match(sheet.columns) if sheet.header_row else by_values(sheet))
    found = choose(draft, kind)
    used = {title for cell in draft.cells.values() for title in cell["from"]}
    unread = tuple(c.title for c in sheet.columns if c.title not in used)
    if found is None:
        draft.ask(
            "看不出这是什么文件：没有认出订单号、人、日期或数量的列",
            "what this file is about is unclear: no column of order numbers, people, days or amounts was recognised",
        )
    return Proposal(
        found,
        sheet.header_row,
        _document(draft, sheet, file_name, found),
        tuple(draft.questions),
        unread,
    )


def _document(draft: Draft, sheet: Sheet, file_name: str, kind: str | None) -> Document:
    stem = PurePath(file_name).name.split(".")[0] or "file"
    word = re.sub(r"[^a-z0-9]+", "_", stem.lower()).strip("_") or "file"
    demanded = [*draft.demanded, *(c["from"][0] for c in list(draft.cells.values())[:3])]
    head = {
        "key": f"my_{word}",
        "platform": "generic",
        "name": {"zh": stem, "en": stem},
        "kind": kind or "",
        "recognise": list(dict.fromkeys(demanded)) if sheet.header_row else [],
    }
    return Document(head, draft.cells, draft.why, draft.tables)
