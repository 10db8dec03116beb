"""Rows that were left out, in a file of their own: repaired there, it can be imported like any other.

All columns stand as they were, with what is wrong and what to do behind them. Nobody else may read the file
(it holds what the export held), and nothing in it is a formula to a spreadsheet.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lianyi.core.errors import Issue, LianyiError
from lianyi.core.translation import Lang, Text
from lianyi.facts.durable import aside, publish
from lianyi.importers.job import Job
from lianyi.importers.messages import MESSAGES
from lianyi.importers.reading.limits import Limits
from lianyi.importers.reading.messages import MESSAGES as READING_MESSAGES
from lianyi.importers.reading.sandbox import run_sandboxed
from lianyi.importers.reading.tables import ReadRequest
from lianyi.importers.store import anonymous_file

EXTRACT = "lianyi.importers.intake:extract"
PROBLEM, ADVICE = Text("问题", "problem"), Text("做法", "what to do")
COMPANION = (
    Text("这一行没有写错，但同一订单的另一行有问题。", "Another line of this order is wrong."),
    Text(
        "留在这里，和改好的那一行一起导入。", "Leave it here; it is imported with the repaired one."
    ),
)
WORDS = {**READING_MESSAGES, **MESSAGES}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class BadRows:
    """Where the rows of one sheet come from: `fd` is the open file, `child` what its child was told."""

    file: str
    fd: int
    job: Job
    issues: Sequence[Issue]
    child: Mapping[str, Any]
    limits: Limits
    lang: Lang = "zh"

    def write(self, folder: Path, temp: Path, rows: Sequence[int]) -> Path | None:
        """Write the Excel rows `rows` to `folder` and return the file; None where there are none."""
        if not rows:
            return None
        fd = anonymous_file(temp)
        try:
            self._extract(fd, rows)
            with os.fdopen(os.dup(fd), "r", encoding="utf-8", newline="") as cells:
                cells.seek(0)
                return self._publish(folder, csv.reader(cells))
        finally:
            os.close(fd)

    def _extract(self, fd: int, rows: Sequence[int]) -> None:
        request = ReadRequest.from_json(self.child["request"])
        columns = list(range(max(len(self.job.headers), *request.columns, 0)))
        args = {
            "name": self.file,
            "request": {**asdict(request), "columns": columns},
            "rows": sorted(set(rows)),
            "temp": self.child["convert"]["temp"],
        }
        fds = {"input": self.fd, "out": fd}
        outcome = run_sandboxed(EXTRACT, args, fds, request.limits, file=self.file)
        if outcome.issue is not None:
            raise LianyiError(outcome.issue.code, file=self.file, **outcome.issue.facts)

    def _publish(self, folder: Path, rows: Iterable[list[str]]) -> Path:
        target = folder / (Path(self.file).stem + ".csv")
        folder.mkdir(mode=0o700, exist_ok=True)
        written = aside(target)
        fd = os.open(written, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        # Excel takes a file for UTF-8 when it begins with a byte-order mark
        with os.fdopen(fd, "w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerows(self._lines(rows))
        publish(written, target)
        return target

    def _lines(self, rows: Iterable[list[str]]) -> Iterator[list[str]]:
        headers = list(self.job.headers)
        if self.job.header_row:
            yield [*map(guarded, headers), PROBLEM.say(self.lang), ADVICE.say(self.lang)]
        told = self._told()
        for number, *cells in rows:
            width = [""] * (len(headers) - len(cells))
            yield [
                *map(guarded, cells),
                *width,
                *told.get(int(number), _said([COMPANION], self.lang)),
            ]

    def _told(self) -> dict[int, list[str]]:
        """Per row its problems and what to do about them, each once."""
        found: dict[int, list[tuple[Text, Text]]] = {}
        for issue in self.issues:
            if issue.row is not None:
                found.setdefault(issue.row, []).append(_words(issue))
        return {row: _said(words, self.lang) for row, words in found.items()}


def _words(issue: Issue) -> tuple[Text, Text]:
    title, advice = WORDS.get(issue.code, (Text(issue.code, issue.code), Text("", "")))
    facts = {"value": issue.value or "", "header": issue.header or "", **issue.facts}
    place = f"{issue.column}{issue.row} " if issue.column else ""
    zh, en = (_filled(t, facts) for t in (title.zh, title.en))
    return Text(place + zh, place + en), Text(*(_filled(t, facts) for t in (advice.zh, advice.en)))


def _filled(template: str, facts: Mapping[str, object]) -> str:
    class Facts(dict[str, object]):
        def __missing__(self, key: str) -> str:
            return "—"

    return template.format_map(Facts(facts))


def _said(words: Sequence[tuple[Text, Text]], lang: Lang) -> list[str]:
    columns = zip(*words, strict=True)
    return [" ".join(dict.fromkeys(text.say(lang) for text in column)) for column in columns]


def guarded(cell: str) -> str:
    """Return `cell` so that no spreadsheet runs it: a quote before what begins like a formula.

    Plain numbers stay; an import takes the quote away again.
    """
    if not cell.startswith(FORMULA_STARTS):
        return cell
    try:
        float(cell.replace(",", ""))
    except ValueError:
        return "'" + cell
    return cell
