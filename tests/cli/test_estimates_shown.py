"""Estimates on the command line: for people, as CSV, in buckets of which some know no interval."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from lianyi.metrics.declaration import ESTIMATES
from tests.analyses.small_workspace import workspace
from tests.cli.conftest import Run

BUYERS = [
    ("2026-08-01", "2026-09-05"),
    ("2026-08-03", "2026-08-30", "2026-10-02"),
    *[(f"2026-08-{n:02d}",) for n in range(4, 20)],
    ("2026-10-01",),
]
SOME = ("k_factor", "ltv_history", "retention_d30", "dau")
PERIOD = ("--period", "2026-08-01..2026-10-31")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workspace of a few buyers who sometimes come back."""
    return workspace(tmp_path, monkeypatch, BUYERS)


@pytest.mark.parametrize("form", [(), ("--csv",)], ids=["table", "csv"])
def test_an_estimate_is_shown_without_json(
    lianyi: Run, folder: Path, form: tuple[str, ...]
) -> None:
    assert set(SOME) <= set(ESTIMATES.all())
    told = lianyi("metric", *SOME, *PERIOD, *form, "-C", folder)
    assert told.code == 0, told.err
    assert len(told.out.splitlines()) == 2


def test_the_ends_of_an_interval_are_columns_with_names(lianyi: Run, folder: Path) -> None:
    told = lianyi("metric", "ltv_history", *PERIOD, "-C", folder)
    head, row = told.out.splitlines()
    assert "Customer value so far, at least" in head and "Customer value so far, at most" in head
    low, value, high = sorted(float(w.replace(",", "")) for w in row.replace("¥", "").split())
    assert low < value < high and round(value, 2) == value


def test_buckets_without_an_interval_leave_its_ends_empty(lianyi: Run, folder: Path) -> None:
    told = lianyi("metric", "ltv_history", *PERIOD, "--grain", "month", "--csv", "-C", folder)
    rows = list(csv.DictReader(io.StringIO(told.out)))
    assert [r["month"] for r in rows] == ["2026-08", "2026-09", "2026-10"]
    assert all({"ltv_history__low", "ltv_history__high"} <= set(r) for r in rows)
    shown = lianyi("metric", "ltv_history", *PERIOD, "--grain", "month", "-C", folder)
    assert shown.code == 0 and len(shown.out.splitlines()) == 4
