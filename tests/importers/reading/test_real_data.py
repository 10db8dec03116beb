"""Real public files: as many rows as their publishers state, the same by both ways of reading."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest

from lianyi.importers.reading import (
    ReadRequest,
    fast_csv_in_child,
    open_inputs,
    probe_in_child,
    read_in_child,
)

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data"
FILES = [
    ("online_retail/online_retail.csv.gz", 541_909, "InvoiceNo"),
    ("bilibili_up_rank/bilibili_up_rank.csv.gz", 11_917, "榜单类型"),
    ("beibei_groupbuy/dev_groups.csv.gz", 365_475, "record_id"),
    ("facebook_page_metrics/dataset_Facebook.csv.gz", 500, "Page total likes"),
    ("cn_sentiment/dev_online_shopping_60pct.csv.gz", 37_725, "cat"),
    ("olist_partial/olist_classified_public_dataset.csv.gz", 3_584, ""),
]


@pytest.mark.parametrize(("name", "rows", "first_header"), FILES)
def test_a_published_file_has_its_published_rows(name: str, rows: int, first_header: str) -> None:
    path = DATA / name
    if not path.exists():
        pytest.skip("the public data beside this repository is not here")
    (one,) = open_inputs(path)
    (preview,) = probe_in_child(one).value
    assert preview.rows[0][0] == first_header
    width = preview.columns
    fast = fast_csv_in_child(one, ReadRequest(columns=tuple(range(width))))
    assert fast is not None
    fast.file.close()
    assert (fast.shape.rows, fast.shape.columns) == (rows, width)
    with tempfile.TemporaryFile() as out:
        outcome = read_in_child(one, ReadRequest(columns=(0,)), out.fileno())
        out.seek(0)
        top = csv.reader(io.StringIO(out.read(1000).decode(errors="replace")))
        assert next(top) == ["2", preview.rows[1][0]]
    assert (outcome.value.rows, outcome.value.issue_count, outcome.value.note_count) == (rows, 0, 0)
