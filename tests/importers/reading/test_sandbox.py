"""A child that crashes, hangs or swells must end as an issue and leave nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lianyi.importers.reading.limits import DEFAULT_LIMITS, Limits
from lianyi.importers.reading.sandbox import MOST_PATIENCE, Outcome, run_sandboxed

HERE = "tests.importers.reading.targets"
TIGHT = replace(DEFAULT_LIMITS, memory_mb=128, wall_s=5.0)


def run(name: str, limits: Limits = TIGHT, fds: Any = None, **args: Any) -> Outcome:
    return run_sandboxed(f"{HERE}:{name}", args, fds or {}, limits, file="订单.xlsx")


def code_and_reason(outcome: Outcome) -> tuple[str, object]:
    assert outcome.issue is not None
    assert outcome.issue.file == "订单.xlsx"
    return outcome.issue.code, outcome.issue.facts.get("reason")


def test_a_value_comes_back_with_its_cost() -> None:
    outcome = run("echo", words=["涟漪", 1, None])
    assert outcome.issue is None
    assert outcome.value["args"] == {"words": ["涟漪", 1, None]}
    assert 5 < outcome.peak_rss_mb < 128
    assert 0 < outcome.seconds < 5


def test_the_child_sees_no_secret_of_the_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANYI_KEY", "s3cret")
    seen = run("echo").value
    assert "LIANYI_KEY" not in seen["env"]
    assert "HOME" not in seen["env"]
    assert seen["cwd"] == "/"


def test_descriptors_arrive_under_their_names_and_progress_is_told() -> None:
    told: list[Mapping[str, int]] = []
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as out:
        source.write(b"a,b\n")
        source.flush()
        source.seek(0)
        fds = {"source": source.fileno(), "out": out.fileno()}
        outcome = run_sandboxed(f"{HERE}:copy", {}, fds, TIGHT, told.append)
        out.seek(0)
        assert out.read() == b"a,b\n"
    assert outcome.value == 4
    assert told == [{"bytes_read": 4, "rows": 1}]


def test_a_refusal_keeps_its_code_place_and_facts() -> None:
    issue = run("refuse_politely").issue
    assert issue is not None
    assert (issue.code, issue.file, issue.sheet) == ("import.encrypted", "订单.xlsx", "九月")
    assert issue.facts == {"member": "a.xlsx"}
    plain = run("refuse_plainly").issue
    assert plain is not None
    assert (plain.code, plain.facts) == ("import.kind_mismatch", {"kind": "orders"})


def test_a_crash_names_its_place_and_quotes_no_data() -> None:
    code, reason = code_and_reason(run("raise_with_data"))
    assert code == "import.reader_crashed"
    assert str(reason).startswith("ValueError targets.py:")
    assert "138" not in str(reason)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_a_sudden_death_is_an_issue(how: signal.Signals) -> None:
    assert code_and_reason(run("die", signal=int(how))) == ("import.reader_crashed", how.name)


def test_memory_growth_is_stopped_near_the_limit() -> None:
    outcome = run("eat_memory")
    assert code_and_reason(outcome) == ("import.too_heavy", "memory")
    assert outcome.peak_rss_mb < 256
    assert outcome.issue is not None
    assert outcome.issue.facts["limit"] == "128 MB"


def test_one_absurd_allocation_is_refused_by_the_kernel() -> None:
    assert code_and_reason(run("ask_for_too_much")) == ("import.too_heavy", "memory")


def test_a_hang_ends_when_its_time_is_over() -> None:
    outcome = run("sleep_long", replace(TIGHT, wall_s=0.5))
    assert code_and_reason(outcome) == ("import.too_heavy", "time")
    # Half a second of its own; at most ten times that where others keep the parent from looking.
    assert outcome.seconds < 0.5 * MOST_PATIENCE


@pytest.mark.full
def test_a_child_that_waits_for_a_busy_processor_keeps_its_time() -> None:
    busy = [
        # Sessions of their own: the scheduler shares the processors among sessions first.
        subprocess.Popen([sys.executable, "-c", "while True: pass"], start_new_session=True)
        for _ in range(6 * (os.cpu_count() or 1))
    ]
    try:
        outcome = run("compute_for_a_second", replace(TIGHT, wall_s=2.5))
    finally:
        for process in busy:
            process.kill()
            process.wait()
    assert outcome.value == "done"
    assert outcome.seconds > 2.5  # the clock on the wall alone would have ended it


def test_endless_output_is_stopped() -> None:
    with tempfile.TemporaryFile() as out:
        outcome = run("write_much", replace(TIGHT, output_mb=2), {"out": out.fileno()})
        assert out.seek(0, os.SEEK_END) <= 2 << 20
    assert code_and_reason(outcome) == ("import.too_heavy", "output")


def test_an_answer_that_is_no_json_or_too_long_is_an_issue() -> None:
    assert code_and_reason(run("answer_a_set"))[0] == "import.reader_crashed"
    lengthy = run("answer_at_length", replace(TIGHT, reply_mb=1))
    assert code_and_reason(lengthy) == ("import.too_heavy", "output")


def test_a_target_that_does_not_exist_is_an_issue() -> None:
    assert code_and_reason(run("no_such_name"))[0] == "import.reader_crashed"


def test_the_child_has_no_network() -> None:
    if not _namespaces_are_allowed():
        pytest.skip("this kernel or container allows no network namespace")
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert run("call_home", port=server.getsockname()[1]).value == "refused"


def test_what_the_callback_raises_cancels_the_child() -> None:
    def cancel(_: Mapping[str, int]) -> None:
        raise KeyboardInterrupt

    pids: list[int] = []

    def note_and_cancel(told: Mapping[str, int]) -> None:
        pids.append(told["pid"])
        cancel(told)

    with pytest.raises(KeyboardInterrupt):
        run_sandboxed(f"{HERE}:leave_a_grandchild", {}, {}, TIGHT, note_and_cancel)
    assert _gone(pids[0])


def test_many_progress_lines_all_arrive_in_order() -> None:
    told: list[int] = []
    outcome = run_sandboxed(
        f"{HERE}:chatter", {"times": 5000}, {}, TIGHT, lambda said: told.append(said["rows"])
    )
    assert outcome.value == "done"
    assert told == list(range(5000))


def test_no_descriptor_is_left_open() -> None:
    before = _open_descriptors()
    for name in ("echo", "raise_with_data", "eat_memory"):
        run(name)
    assert _open_descriptors() == before


def test_the_child_dies_with_its_parent() -> None:
    code = (
        "from lianyi.importers.reading.sandbox import run_sandboxed;"
        f"run_sandboxed('{HERE}:leave_a_grandchild', {{}}, {{}},"
        " on_progress=lambda said: print(said['pid'], flush=True))"
    )
    paths = os.pathsep.join(p for p in sys.path if p)
    parent = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert parent.stdout is not None
    with parent.stdout:
        grandchild = int(parent.stdout.readline())
    child = int(Path(f"/proc/{grandchild}/stat").read_text().rsplit(")", 1)[1].split()[1])
    parent.kill()
    parent.wait()
    assert _gone(child)
    os.kill(grandchild, signal.SIGKILL)


def _open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def _gone(pid: int) -> bool:
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            return True
        if state in "ZX":
            return True
        time.sleep(0.02)
    return False


def _namespaces_are_allowed() -> bool:
    told = subprocess.run(["unshare", "-Un", "true"], capture_output=True, check=False)
    return told.returncode == 0
