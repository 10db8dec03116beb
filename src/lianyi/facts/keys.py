"""The key that seals people: outside the workspace, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from lianyi.core.errors import LianyiError
from lianyi.facts.durable import aside, publish_if_absent

KEY_BYTES = 32
VARIABLE = "LIANYI_KEY"


def key_path(workspace_id: str) -> Path:
    """Return where this user's key of a workspace is kept."""
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "lianyi" / "keys" / f"{workspace_id}.key"


def load_key(workspace_id: str, *, create: bool) -> bytes:
    """Return the key from `$LIANYI_KEY` or the user's configuration; make one if allowed.

    Raises `key.missing` when there is none and `create` is false, `key.malformed` when it is not 64 hex digits.
    """
    text = os.environ.get(VARIABLE)
    if text:
        return parse_key(text)
    path = key_path(workspace_id)
    if path.exists():
        return parse_key(path.read_text("ascii"))
    if not create:
        raise LianyiError("key.missing", path=str(path))
    _publish(path, secrets.token_bytes(KEY_BYTES))
    return parse_key(
        path.read_text("ascii")
    )  # another process may have been faster; its key counts


def save_key(workspace_id: str, key: bytes) -> Path:
    """Store `key` for this user (0600); a different one that is already there is never overwritten."""
    path = key_path(workspace_id)
    if not _publish(path, key) and parse_key(path.read_text("ascii")) != key:
        raise LianyiError("key.other_exists", path=str(path))
    return path


def _publish(path: Path, key: bytes) -> bool:
    """Write `key` whole under `path` unless there is one; say whether it was written."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = aside(path)
    fd = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")
    return publish_if_absent(written, path)


def parse_key(text: str) -> bytes:
    """Return the bytes of a key written as 64 hex digits."""
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise LianyiError("key.malformed")
    return key
