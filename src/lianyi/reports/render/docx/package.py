"""A Word file as a package: same parts, same bytes, whatever the clock says."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any

# What XML cannot hold; a pasted name may carry it.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The earliest moment that a ZIP archive can name.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the archive of named parts, without a trace of when it was made."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            place = zipfile.ZipInfo(name, NO_TIME)
            place.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(place, content)
    return buffer.getvalue()


def saved(document: Any) -> bytes:
    """Return a python-docx document as bytes that depend on nothing but its content."""
    buffer = BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return packed([(name, archive.read(name)) for name in archive.namelist()])


def writable(text: str) -> str:
    """Return `text` with a mark in the place of each character that a file of XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)
