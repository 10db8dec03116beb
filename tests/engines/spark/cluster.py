"""A real standalone cluster on this machine: one master, two workers of one core, stopped whatever happens."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = "127.0.0.1"
WORKERS = 2
PATIENCE_SECONDS = 90


@contextmanager
def standalone(home: Path) -> Iterator[str]:
    """Start the cluster with its files under `home`; yield the master's URL once both workers stand in its log."""
    port, page = _free_ports(2)
    started: list[subprocess.Popen[bytes]] = []
    master = home / "master.log"
    url = f"spark://{HERE}:{port}"
    try:
        started.append(_start(home, master, "master.Master", "--host", HERE, "--port", str(port), "--webui-port", str(page)))  # fmt: skip
        _until(master, "Starting Spark master", 1, started)
        for number in range(WORKERS):
            more = ("--host", HERE, "--cores", "1", "--memory", "1g", "--webui-port", "0")
            log, work = home / f"worker{number}.log", home / f"work{number}"
            started.append(_start(home, log, "worker.Worker", *more, "--work-dir", str(work), url))
        _until(master, "Registering worker", WORKERS, started)
        yield url
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _start(home: Path, log: Path, main: str, *arguments: str) -> subprocess.Popen[bytes]:
    import pyspark

    spark = Path(pyspark.__file__).parent
    environment = {
        **os.environ,
        "SPARK_HOME": str(spark),
        "SPARK_LOCAL_IP": HERE,
        "SPARK_LOCAL_DIRS": str(home / "local"),
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "SPARK_NO_DAEMONIZE": "1",
    }
    command = [str(spark / "bin" / "spark-class"), f"org.apache.spark.deploy.{main}", *arguments]
    with log.open("wb") as out:
        return subprocess.Popen(command, stdout=out, stderr=out, env=environment)


def _until(log: Path, words: str, times: int, started: list[subprocess.Popen[bytes]]) -> None:
    """Wait until `words` stand in `log` so many times."""
    end = time.monotonic() + PATIENCE_SECONDS
    while log.read_text("utf-8", "replace").count(words) < times:
        fallen = [p.args for p in started if p.poll() is not None]
        if fallen or time.monotonic() > end:
            said = "\n".join(f"{p.name}:\n{p.read_text('utf-8', 'replace')[-2000:]}" for p in sorted(log.parent.glob("*.log")))  # fmt: skip
            raise RuntimeError(f"The cluster did not come up ({fallen or words}).\n{said}")
        time.sleep(0.1)


def _free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind((HERE, 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()
