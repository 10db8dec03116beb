"""A process gives up its rights: no writing, no file but those it holds, no network, bounded memory and time.

Each step is the kernel's, for good, and holds for every thread that starts later:

```
unshare   a network of its own, without any device
landlock  no file may be made, changed or removed; only the files named may be opened
rlimit    memory, processor time, no byte into any file, no core dump
prctl     no new privileges; dies with the parent
```

Landlock constants: the kernel's `include/uapi/linux/landlock.h`. Where a kernel knows neither Landlock nor
namespaces the other steps still hold.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
from collections.abc import Iterable
from pathlib import Path

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
VERSION_FLAG = 1
PATH_BENEATH = 1
READ_FILE = 1 << 2
RIGHTS_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1}
SYSTEM = ("/proc/self/cgroup", "/proc/stat", "/sys/fs/cgroup", "/sys/devices/system/cpu")
"""Where the engine looks for how much memory and how many processors the container has."""
MB = 1 << 20


def give_up_rights(parent: int, memory_mb: int, cpu_s: int) -> None:
    """Do all but `close_files`; the process ends if `parent` is no longer its parent."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)  # the parent died before the line above could tie us to it
    _limit(resource.RLIMIT_CPU, cpu_s)
    _limit(resource.RLIMIT_AS, memory_mb * MB)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)


def close_files(readable_fds: Iterable[int]) -> bool:
    """Allow this thread and those it starts to open `readable_fds` and `SYSTEM` for reading, nothing else.

    Returns False where the kernel has no Landlock.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    abi = libc.syscall(LANDLOCK_CREATE, None, 0, VERSION_FLAG)
    if abi < 1:
        return False
    handled = RIGHTS_BY_ABI[min(abi, 3)]
    ruleset = libc.syscall(LANDLOCK_CREATE, struct.pack("=Q", handled), 8, 0)
    if ruleset < 0:
        return False
    system = [os.open(path, os.O_PATH) for path in SYSTEM if Path(path).exists()]
    for fd in (*readable_fds, *system):
        rule = struct.pack("=Qi", READ_FILE, fd)
        libc.syscall(LANDLOCK_ADD, ruleset, PATH_BENEATH, rule, 0)
    done = libc.syscall(LANDLOCK_RESTRICT, ruleset, 0)
    os.close(ruleset)
    return bool(done == 0)


def _limit(what: int, ceiling: int) -> None:
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        ceiling = min(ceiling, hard)
    resource.setrlimit(what, (ceiling, ceiling))
