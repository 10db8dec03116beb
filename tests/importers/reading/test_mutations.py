"""Three hundred mutated files; ten thousand with `python -m tests.importers.reading.mutate`."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import pytest

from tests.importers.reading.mutate import LONGEST_FILE_S, corpus, mutated, run_batch, run_one
from tests.importers.reading.samples import preview_of

FILES = 300
BATCH = 60


@pytest.mark.parametrize("start", range(0, FILES, BATCH))
def test_no_mutated_file_crashes_hangs_or_leaves_anything(
    start: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    outcome = run_batch(range(start, start + BATCH))
    assert outcome.issue is None
    assert outcome.value["slowest_s"] < LONGEST_FILE_S
    assert outcome.peak_rss_mb <= 512
    assert list(tmp_path.iterdir()) == []
    # Refusals alone would prove little: a good part must still be read.
    assert outcome.value["came"]["read"] > BATCH / 5
    assert len(outcome.value["came"]) > 3


def test_a_seed_always_gives_the_same_file() -> None:
    assert [mutated(seed) for seed in range(5)] == [mutated(seed) for seed in range(5)]


def test_the_files_mutations_start_from_are_sound() -> None:
    for name, data in corpus():
        if not name.endswith((".zip", ".gz")):
            assert preview_of(data).rows if b"xl/worksheets/sheet2" not in data else True
    assert isinstance(run_one(0), Counter)
