"""Unfolding a .zip or a .gz into the inputs that it holds, without trusting a word of it."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from lianyi.core.errors import Issue
from lianyi.importers.reading.formats import archive_kind
from lianyi.importers.reading.inputs import Input, is_ignored, refused
from lianyi.importers.reading.limits import MB, ArchiveLimits
from lianyi.importers.reading.refusals import RefusalError, refuse
from lianyi.importers.reading.unlinked import LAST_UNPACKED, unlinked_file
from lianyi.importers.reading.zips import (
    BLOCK_BYTES,
    check_members,
    member_blocks,
    member_fault,
    open_zip,
    shown_name,
)


def unfold(outer: Input, limits: ArchiveLimits) -> list[Input]:
    """Return the members of `outer` if it is an archive, else `outer` itself; refusals take its place."""
    if outer.issue is not None:
        return [outer]
    try:
        with outer.open() as file:
            kind = archive_kind(file)
        if kind == "zip":
            return _zip_members(outer, limits)
        return [_gzip_member(outer, limits)] if kind == "gz" else [outer]
    except RefusalError as refusal:
        return [refused(outer.name, refusal.located(outer.name).issue, outer.size_bytes)]


def _zip_members(outer: Input, limits: ArchiveLimits) -> list[Input]:
    with _opened_zip(outer, limits) as archive:
        check_members(archive, outer.size_bytes, limits)
        members = [m for m in archive.filelist if not m.is_dir() and not _is_litter(m)]
    if not members:
        raise refuse("import.archive_empty")
    named = sorted(((shown_name(m), m) for m in members), key=lambda pair: pair[0])
    return [_zip_member(outer, f"{outer.name}/{name}", m, limits) for name, m in named]


def _zip_member(outer: Input, name: str, member: zipfile.ZipInfo, limits: ArchiveLimits) -> Input:
    code = member_fault(member, limits)
    if code is not None:
        return refused(name, Issue(code, name), member.file_size)
    if member.file_size == 0:
        return refused(name, Issue("import.empty", name))

    def unpack() -> BinaryIO:
        with _opened_zip(outer, limits) as archive:
            return _unpacked(name, member_blocks(archive, member), member.file_size)

    return Input(name, member.file_size, lambda: LAST_UNPACKED.open(unpack, unpack))


def _gzip_member(outer: Input, limits: ArchiveLimits) -> Input:
    """Return the one file in a .gz; it must be unpacked once to learn how big it is."""
    name = outer.name.removesuffix(".gz").removesuffix(".GZ")

    def unpack() -> BinaryIO:
        return _unpacked(name, _gzip_blocks(outer, limits), limits.member_mb * MB)

    size_bytes = sum(len(block) for block in _gzip_blocks(outer, limits))
    if size_bytes == 0:
        return refused(name, Issue("import.empty", name))
    return Input(name, size_bytes, lambda: LAST_UNPACKED.open(unpack, unpack))


def _gzip_blocks(outer: Input, limits: ArchiveLimits) -> Iterator[bytes]:
    unpacked_bytes = 0
    with outer.open() as packed, gzip.GzipFile(fileobj=packed) as content:
        while block := _gzip_block(content):
            unpacked_bytes += len(block)
            too_big = unpacked_bytes > limits.member_mb * MB
            if too_big or limits.is_bomb(outer.size_bytes, unpacked_bytes):
                raise refuse("import.archive_bomb", unpacked_mb=unpacked_bytes // MB)
            yield block


def _gzip_block(content: gzip.GzipFile) -> bytes:
    try:
        return content.read(BLOCK_BYTES)
    except (OSError, EOFError, zlib.error):
        raise refuse("import.archive_broken") from None


@contextmanager
def _opened_zip(outer: Input, limits: ArchiveLimits) -> Iterator[zipfile.ZipFile]:
    with outer.open() as file, open_zip(file, limits) as archive:
        yield archive


def _unpacked(name: str, blocks: Iterable[bytes], limit_bytes: int) -> BinaryIO:
    """Write `blocks` to a file that has no name, so that nothing remains whatever happens next."""
    file = unlinked_file()
    written = 0
    try:
        for block in blocks:
            written += file.write(block)
            if written > limit_bytes:
                raise refuse("import.archive_bomb", name, unpacked_mb=written // MB)
    except RefusalError as refusal:
        file.close()
        raise refusal.located(name) from None
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _is_litter(member: zipfile.ZipInfo) -> bool:
    parts = shown_name(member).replace("\\", "/").split("/")
    return any(is_ignored(part) for part in parts if part != "..")
