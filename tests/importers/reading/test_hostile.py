"""Bombs, links, entities and lies are refused within seconds, with a code and a place, and leave nothing."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pytest

from lianyi.core.errors import Issue
from lianyi.importers.reading import (
    Input,
    ReadRequest,
    open_inputs,
    probe_in_child,
    read_in_child,
)
from lianyi.importers.reading.messages import MESSAGES
from tests.importers.reading.hostile import Case
from tests.importers.reading.hostile_archives import archive_cases
from tests.importers.reading.hostile_workbooks import ROWS, workbook_cases
from tests.importers.reading.samples import sheet_xml, strings_xml, workbook_parts, xls_of, zip_of

CASES = [*archive_cases(), *workbook_cases()]
LONGEST_S = 5.0


def refusal_of(one: Input) -> Issue | None:
    """Go as far with an input as it lets us; return why not further."""
    if one.issue is not None:
        return one.issue
    probed = probe_in_child(one)
    if probed.issue is not None:
        return probed.issue
    for preview in probed.value:
        with tempfile.TemporaryFile() as out:
            request = ReadRequest(columns=(0, 1), sheet=preview.sheet)
            read = read_in_child(one, request, out.fileno())
        if read.issue is not None:
            return read.issue
    return None


def test_there_are_at_least_sixty_cases() -> None:
    assert len({case.title for case in CASES}) == len(CASES)
    assert len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_it_is_refused_in_time_and_leaves_nothing(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.build())
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    start = time.monotonic()
    refusals = [refusal_of(one) for one in open_inputs(path)]
    seconds = time.monotonic() - start
    assert refusals
    for refusal in refusals:
        assert refusal is not None
        assert refusal.code in case.codes
        assert refusal.code in MESSAGES
        assert refusal.file
    assert seconds < LONGEST_S
    assert list(temp.iterdir()) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([case.name, "temp"])


@pytest.mark.parametrize(
    "data",
    [
        zip_of(workbook_parts({"订单": sheet_xml(ROWS, "A1:XFD1048575")})),
        zip_of(
            workbook_parts(
                {"订单": sheet_xml(ROWS)},
                strings=strings_xml([], ' count="4294967295" uniqueCount="4294967295"'),
            )
        ),
        zip_of(
            workbook_parts({"订单": sheet_xml(f'{ROWS}<row r="1048576"><c r="XFD1048576"/></row>')})
        ),
    ],
    ids=[
        "a stated range of everything",
        "four billion strings as stated",
        "a cell in the last corner",
    ],
)
def test_lies_about_size_cost_nothing(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    (one,) = open_inputs(path)
    with tempfile.TemporaryFile() as out:
        outcome = read_in_child(one, ReadRequest(columns=(0, 1)), out.fileno())
        out.seek(0)
        assert out.read().decode().splitlines() == ['"2","E1","9.90"']
    assert outcome.issue is None
    assert outcome.peak_rss_mb < 64
    assert outcome.seconds < LONGEST_S


def test_an_old_workbook_with_far_corners_ends_in_time(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(xls_of({(0, 0): "订单号", (1, 0): "E1", (65_535, 255): "x"}))
    (one,) = open_inputs(path)
    with tempfile.TemporaryFile() as out:
        outcome = read_in_child(one, ReadRequest(columns=(0, 255)), out.fileno())
    if outcome.issue is None:
        assert outcome.value.rows == 2
    else:
        assert outcome.issue.code == "import.too_heavy"
