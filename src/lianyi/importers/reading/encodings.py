"""Which encoding a text file is in: byte-order marks, then strict trial decoding, then statistics."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from lianyi.importers.reading.refusals import refuse

BLOCK_BYTES = 1 << 20
SAMPLE_BYTES = 1 << 20
# Longest mark first: UTF-32 LE begins like UTF-16 LE.
MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a guess by statistics may answer; anything else is more likely a binary file.
GUESSES = (
    "big5",
    "big5hkscs",
    "cp1252",
    "latin_1",
    "shift_jis",
    "cp932",
    "euc_kr",
    "cp949",
)
NON_ASCII = re.compile(r"[^\x00-\x7f]+")
REPLACED = "\ufffd"
# Kana, Greek, Cyrillic, box drawing, private use.
ODD = re.compile("[\u3040-\u30ff\u0370-\u052f\u2500-\u257f\ue000-\uf8ff]")
TOUCHES_LETTER = re.compile(r"[A-Za-z][^\x00-\x7f]+|[^\x00-\x7f]+[A-Za-z]")
ODD_SHARE = 0.08
# The everyday characters are those of the basic set of 1980 (GB 2312).
COMMON_SHARE = 0.3
FEW_CHARS = 20
GOOD_PER_BAD = 20


def detect_encoding(file: BinaryIO, sample_bytes: int | None = None) -> str:
    """Return the name of the codec for `file`, reading `sample_bytes` of it (None: all of it).

    The answer decodes everything that was read, or everything but a few damaged characters. Raises
    `import.encoding_unknown` when nothing fits.
    """
    head = _read(file, 0, 4096)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding
    if (wide := _utf16_without_mark(head)) is not None:
        return wide
    fault_at = first_fault(file, "utf-8", sample_bytes)
    if fault_at is None:
        return "utf-8"
    sample = _read(file, max(0, fault_at - SAMPLE_BYTES // 2), SAMPLE_BYTES)
    if _is_damaged(sample, "utf-8"):
        return "utf-8"
    if _is_chinese(sample) and (
        first_fault(file, "gb18030", sample_bytes) is None or _is_damaged(sample, "gb18030")
    ):
        return "gb18030"
    return _guessed(sample)


def first_fault(file: BinaryIO, encoding: str, sample_bytes: int | None = None) -> int | None:
    """Return the offset of the first byte that is wrong in `encoding`, or None.

    A character cut by the end of the sample is no fault; one cut by the end of the file is.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    at = 0
    for block, is_last in _blocks(file, sample_bytes):
        try:
            decoder.decode(block, final=is_last and sample_bytes is None)
        except UnicodeDecodeError as fault:
            return max(0, at + fault.start)
        at += len(block)
    return None


def _blocks(file: BinaryIO, sample_bytes: int | None) -> Iterator[tuple[bytes, bool]]:
    file.seek(0)
    left = sample_bytes
    block = file.read(BLOCK_BYTES)
    while block:
        block = block if left is None else block[:left]
        left = None if left is None else left - len(block)
        following = file.read(BLOCK_BYTES) if left is None or left > 0 else b""
        yield block, not following
        block = following


def _read(file: BinaryIO, start: int, count: int) -> bytes:
    file.seek(start)
    return file.read(count)


def _utf16_without_mark(head: bytes) -> str | None:
    """Tell UTF-16 by its zero bytes: ASCII text has one in every second place."""
    if head.count(0) * 5 < len(head):
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return None
    return encoding if "\x00" not in text else None


def _is_damaged(sample: bytes, encoding: str) -> bool:
    """Say whether `sample` is text in `encoding` apart from a few lost bytes."""
    beyond_ascii = "".join(NON_ASCII.findall(sample.decode(encoding, errors="replace")))
    bad = beyond_ascii.count(REPLACED)
    return len(beyond_ascii) - bad >= max(10, GOOD_PER_BAD * bad)


def _is_chinese(sample: bytes) -> bool:
    """Say whether `sample` reads as Chinese in GB 18030, in which nearly any bytes mean something.

    Traditional Chinese in Big5 read so is full of kana, Greek and private characters; Japanese and
    Western text has next to no everyday characters, the latter rare ones between Latin letters.
    """
    decoded = sample.decode("gb18030", errors="ignore")
    runs = NON_ASCII.findall(decoded)
    beyond_ascii = "".join(runs)
    if not beyond_ascii or len(ODD.findall(beyond_ascii)) > max(1, len(beyond_ascii) * ODD_SHARE):
        return False
    common = len(beyond_ascii.encode("gb2312", errors="ignore")) // 2
    if common >= len(beyond_ascii) * COMMON_SHARE:
        return True
    # A name or two of rare characters, and nothing else that is Chinese.
    return len(beyond_ascii) < FEW_CHARS and 2 * len(TOUCHES_LETTER.findall(decoded)) < len(runs)


def _guessed(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample[: 1 << 16], cp_isolation=list(GUESSES)).best()
    if best is None:
        raise refuse("import.encoding_unknown")
    return best.encoding
