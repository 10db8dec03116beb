"""Throw mutated files at the readers: nothing may crash, hang, swell or be left behind.

`python -m tests.importers.reading.mutate [files] [first seed]` runs many (10,000 by default); the test suite runs 300.
A seed always gives the same file, so a failure is repeated by its seed.
"""

from __future__ import annotations

import csv
import gzip
import io
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter

from lianyi.importers.reading.inputs import open_inputs
from lianyi.importers.reading.limits import DEFAULT_LIMITS, ArchiveLimits, Limits
from lianyi.importers.reading.messages import MESSAGES
from lianyi.importers.reading.readers import check, probe, read
from lianyi.importers.reading.refusals import RefusalError
from lianyi.importers.reading.sandbox import Outcome, run_sandboxed
from lianyi.importers.reading.tables import Readable, ReadRequest
from tests.importers.reading.samples import (
    inline_rows,
    strings_xml,
    styles_xml,
    xls_of,
    xlsx_of,
    zip_of,
)

HERE = "tests.importers.reading.mutate"
LONGEST_FILE_S = 20.0
BATCH = 100
TABLE = [
    ["订单号", "商品", "实付金额", "支付时间", "备注"],
    *(
        [
            f"{6953550000000000001 + i}",
            f"学饮杯{i}号",
            f"{i}.50",
            f"2026-09-{i % 28 + 1:02d} 10:22:00",
            '要"红",快',
        ]
        for i in range(40)
    ),
]
TOKENS = (
    b"\x00", b'"', b'""', b"\r", b"\n\n", b",", b"\t", b";", b"\xef\xbb\xbf", b"\xff\xfe", b"\x81", b"\xf0\x9f",
    b"<!DOCTYPE x>", b"<!ENTITY a 'b'>", b"&a;", b"&#0;", b"&#xD800;", b"<![CDATA[", b"]]>", b"<!--", b"<?x", b"<row>",
    b"</row>", b'<c r="A1">', b"<v>", b"1E+400", b"99999999999999999999", b"-1", b"nan", b'r="XFD1048576"', b't="s"',
    b't="zz"', b's="77"', b"_x0000_", b"_xD800_", b"../", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"<table>",
)  # fmt: skip


@cache
def corpus() -> tuple[tuple[str, bytes], ...]:
    """Return the sound files from which mutations start."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(TABLE)
    text = out.getvalue()
    tabbed = "\n".join("\t".join(row) for row in TABLE)
    html = (
        "<table>"
        + "".join(f"<tr><td>{'</td><td rowspan=2>'.join(r)}</td></tr>" for r in TABLE)
        + "</table>"
    )
    dated = '<row r="1"><c r="A1" s="1"><v>46274.43</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="e"><v>#N/A</v></c></row>'
    styled = {
        "strings": strings_xml(["甲", "乙"]),
        "styles": styles_xml({164: "yyyy-mm-dd hh:mm"}, [0, 164]),
    }
    cells = {(r, c): cell for r, row in enumerate(TABLE) for c, cell in enumerate(row)}
    return (
        ("a.csv", text.encode()),
        ("a.csv", text.encode("utf-8-sig")),
        ("a.csv", text.encode("gb18030")),
        ("a.csv", text.encode("utf-16")),
        ("a.tsv", tabbed.encode("gbk")),
        ("a.xls", html.encode("gbk")),
        ("a.xls", xls_of(cells)),
        ("a.xlsx", xlsx_of(inline_rows(TABLE))),
        ("a.xlsx", xlsx_of(dated, **styled)),
        ("a.xlsx", _by_library()),
        ("a.zip", zip_of({"a.csv": text.encode("gbk"), "b.xlsx": xlsx_of(inline_rows(TABLE))})),
        ("a.csv.gz", gzip.compress(text.encode(), mtime=0)),
    )


def _by_library() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("订单")
        for number, row in enumerate(TABLE):
            sheet.write_row(number, 0, row)
        sheet.merge_range("G1:H2", "说明")
        sheet.write_formula("G5", "=1/0", value="#DIV/0!")
        sheet.write_boolean("G6", boolean=True)
        book.add_worksheet("空").hide()
    return out.getvalue()


def mutated(seed: int) -> tuple[str, bytes]:
    """Return the name and bytes of the file number `seed`."""
    rng = random.Random(seed)
    name, data = rng.choice(corpus())
    if zipfile.is_zipfile(io.BytesIO(data)) and rng.random() < 0.7:
        return name, _with_mutated_part(rng, data)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        data = _mutate(rng, data)
    return name, data


def _with_mutated_part(rng: random.Random, data: bytes) -> bytes:
    """Mutate what is inside, so that the zip around it stays sound."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(rng.choice((1, 1, 3))):
        name = rng.choice(sorted(parts))
        parts[name] = _mutate(rng, parts[name])
    if rng.random() < 0.1:
        del parts[rng.choice(sorted(parts))]
    return zip_of(parts)


def _mutate(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    end = min(len(data), at + rng.choice((1, 2, 8, 64, 512)))
    change: Callable[[], bytes] = rng.choice(
        (
            lambda: data[:at] + rng.choice(TOKENS) + data[at:],
            lambda: data[:at] + rng.choice(TOKENS) + data[end:],
            lambda: data[:at] + rng.choice(TOKENS) * rng.choice((3, 300, 30_000)) + data[at:],
            lambda: data[:at] + data[end:],
            lambda: data[:end] + data[at:],
            lambda: data[:at] + rng.randbytes(end - at) + data[end:],
            lambda: (
                data[:at]
                + bytes(b ^ (1 << rng.randrange(8)) for b in data[at : at + 1])
                + data[at + 1 :]
            ),
            lambda: data[:at],
            lambda: data[:at] + data[at:end] * rng.choice((2, 50)) + data[end:],
        )
    )
    return change()


def run_one(seed: int) -> Counter[str]:
    """Take file number `seed` as far as it goes; return what came of it. Raises where a promise is broken."""
    name, data = mutated(seed)
    came: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        for one in open_inputs(path, ArchiveLimits(member_mb=64, total_mb=128)):
            came[_outcome(one)] += 1
    return came


def _outcome(one: Readable) -> str:
    try:
        for preview in probe(one, DEFAULT_LIMITS):
            width = max(1, preview.columns)
            request = ReadRequest(columns=tuple(range(width)), sheet=preview.sheet)
            _check_output(one, request)
            check(one, request, io.BytesIO())
    except RefusalError as refusal:
        code = refusal.code
    else:
        return "read"
    assert code in MESSAGES
    return code


def _check_output(one: Readable, request: ReadRequest) -> None:
    """The report must say what was written, and what was written must be what its dialect promises."""
    with tempfile.TemporaryFile() as out:
        report = read(one, request, out.fileno())
        out.seek(0)
        text = out.read().decode()
    csv.field_size_limit(DEFAULT_LIMITS.cell_chars)
    written = list(csv.reader(io.StringIO(text, newline="")))
    assert len(written) == report.rows
    assert all(len(row) == len(request.columns) + 1 for row in written)
    numbers = [int(row[0]) for row in written]
    assert numbers == sorted(set(numbers))
    assert "\x00" not in text
    for finding in (*report.issues, *report.notes):
        assert finding.code in MESSAGES
        assert finding.row is not None


def batch_job(args: Mapping[str, Any], fds: Mapping[str, int], progress: Any) -> object:
    """In the child: run the seeds of one batch and tell which one is under way."""
    del fds
    came: Counter[str] = Counter()
    slowest_s = 0.0
    for seed in args["seeds"]:
        progress(seed=seed)
        start = time.monotonic()
        came += run_one(seed)
        slowest_s = max(slowest_s, time.monotonic() - start)
    return {"came": came, "slowest_s": slowest_s}


def run_batch(seeds: range, limits: Limits = DEFAULT_LIMITS) -> Outcome:
    """Run `seeds` in one sandboxed child. An issue in the outcome is a promise broken, its facts name the seed."""
    current = {"seed": -1}
    limits = Limits(memory_mb=limits.memory_mb, wall_s=LONGEST_FILE_S + len(seeds))
    outcome = run_sandboxed(f"{HERE}:batch_job", {"seeds": list(seeds)}, {}, limits, current.update)
    if outcome.issue is not None and outcome.issue.code == "import.too_heavy":
        # To be stopped at the ceiling is a promise kept: go on behind that file.
        rest = run_batch(range(current["seed"] + 1, seeds.stop))
        peak_mb = max(outcome.peak_rss_mb, rest.peak_rss_mb)
        return Outcome(rest.value, rest.issue, peak_mb, outcome.seconds + rest.seconds)
    if outcome.issue is not None:
        print(
            f"seed {current['seed']}: {outcome.issue.code} {dict(outcome.issue.facts)}", flush=True
        )
    return outcome


def main() -> None:
    """Run as many batches as asked for and print what came of the files."""
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    came: Counter[str] = Counter()
    peak_mb, slowest_s, broken = 0.0, 0.0, 0
    for start in range(first, first + files, BATCH):
        outcome = run_batch(range(start, min(start + BATCH, first + files)))
        peak_mb = max(peak_mb, outcome.peak_rss_mb)
        broken += outcome.issue is not None
        if outcome.value is not None:
            came.update(outcome.value["came"])
            slowest_s = max(slowest_s, outcome.value["slowest_s"])
    for code, count in came.most_common():
        print(f"{count:7,}  {code}")
    print(
        f"{files:,} files, {broken} broken batches, peak {peak_mb:.0f} MB, slowest file {slowest_s:.1f} s"
    )
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
