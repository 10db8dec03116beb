"""Files that are there whole or not at all: write aside, fsync, name, fsync the folder."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any

ASIDE = ".aside-"


def aside(target: Path) -> Path:
    """Return a fresh name beside `target` under which to write it first."""
    target.parent.mkdir(parents=True, exist_ok=True)
    return target.parent / f"{ASIDE}{secrets.token_hex(8)}{target.suffix}"


def publish(written: Path, target: Path) -> None:
    """Give the finished file `written` the name `target`, surviving a power cut; replaces what is there."""
    _sync(written)
    os.replace(written, target)
    _sync(target.parent)


def publish_if_absent(written: Path, target: Path) -> bool:
    """Give `written` the name `target` only if nobody has it yet; return whether it worked."""
    _sync(written)
    try:
        os.link(written, target)
    except FileExistsError:
        return False
    finally:
        written.unlink()
    _sync(target.parent)
    return True


def write_json(target: Path, document: Any) -> None:
    """Write `document` as JSON under `target`, whole or not at all."""
    written = aside(target)
    written.write_text(json_text(document), "utf-8")
    publish(written, target)


def json_text(document: Any) -> str:
    """Return JSON as it is kept on disk: UTF-8, keys in order, one per line."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _sync(path: Path) -> None:
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
