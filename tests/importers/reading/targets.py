"""Functions that tests run inside the sandbox, most of them up to no good."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lianyi.core.errors import LianyiError
from lianyi.importers.reading.refusals import refuse

Args = Mapping[str, Any]
Fds = Mapping[str, int]
Progress = Callable[..., None]


def echo(args: Args, fds: Fds, progress: Progress) -> object:
    return {"args": args, "fds": sorted(fds), "env": sorted(os.environ), "cwd": str(Path.cwd())}


def copy(args: Args, fds: Fds, progress: Progress) -> object:
    data = os.read(fds["source"], 1 << 20)
    progress(bytes_read=len(data), rows=1)
    return os.write(fds["out"], data)


def refuse_politely(args: Args, fds: Fds, progress: Progress) -> object:
    raise refuse("import.encrypted", sheet="九月", member="a.xlsx")


def refuse_plainly(args: Args, fds: Fds, progress: Progress) -> object:
    raise LianyiError("import.kind_mismatch", kind="orders")


def raise_with_data(args: Args, fds: Fds, progress: Progress) -> object:
    raise ValueError("13800138000")


def eat_memory(args: Args, fds: Fds, progress: Progress) -> object:
    held = []
    while True:
        held.append(bytearray(os.urandom(1 << 20)))


def ask_for_too_much(args: Args, fds: Fds, progress: Progress) -> object:
    return len(bytearray(1 << 40))


def sleep_long(args: Args, fds: Fds, progress: Progress) -> object:
    time.sleep(600)
    return None


def compute_for_a_second(args: Args, fds: Fds, progress: Progress) -> object:
    while time.process_time() < 1.0:
        pass
    return "done"


def write_much(args: Args, fds: Fds, progress: Progress) -> object:
    while True:
        os.write(fds["out"], b"x" * (1 << 20))


def die(args: Args, fds: Fds, progress: Progress) -> object:
    os.kill(os.getpid(), args["signal"])
    return None


def answer_a_set(args: Args, fds: Fds, progress: Progress) -> object:
    return {1, 2}


def answer_at_length(args: Args, fds: Fds, progress: Progress) -> object:
    return "x" * (8 << 20)


def call_home(args: Args, fds: Fds, progress: Progress) -> object:
    try:
        socket.create_connection(("127.0.0.1", args["port"]), timeout=2).close()
    except OSError:
        return "refused"
    return "connected"


def leave_a_grandchild(args: Args, fds: Fds, progress: Progress) -> object:
    process = subprocess.Popen(["sleep", "600"])
    progress(pid=process.pid)
    time.sleep(600)
    return None


def chatter(args: Args, fds: Fds, progress: Progress) -> object:
    for n in range(args["times"]):
        progress(rows=n)
    return "done"
