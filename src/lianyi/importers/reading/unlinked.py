"""Files without a name: whatever kills the process, nothing of them remains."""

from __future__ import annotations

import tempfile
from typing import BinaryIO, cast


def unlinked_file() -> BinaryIO:
    """Return a new file on disk that no folder lists; the space is free as soon as it is closed."""
    return cast("BinaryIO", tempfile.TemporaryFile())
