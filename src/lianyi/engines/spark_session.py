"""The connection to Spark: one session a process, started when the first question comes."""

from __future__ import annotations

import importlib
import os
import shutil
import socket
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lianyi.core.errors import LianyiError
from lianyi.engines.choice import Choice

PATIENCE_SECONDS = 5
STANDALONE = "spark"
SILENT = Path(__file__).with_name("spark_log.properties")
OURS = {
    "spark.app.name": "lianyi",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    # Refuse an overflow instead of wrapping it: money is added up here.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    "spark.sql.legacy.parquet.nanosAsLong": "false",
}


def session(choice: Choice, zone: str, tell: Callable[[str], None] = lambda _: None) -> Any:
    """Return a session of `choice.master` of its own names and settings; `tell` hears of the master before a first one starts.

    Refuses with `engine.spark_missing`, `engine.java_missing`, `engine.master_unreachable` (facts `master`) and
    `engine.other_master` (facts `master`, `running`) where this process already speaks to another cluster.
    """
    _require(choice.master)
    # It speaks of a library of frames that is not used here.
    warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    if running is None:
        tell(choice.master)
        running = _start(choice)
    elif running.sparkContext.master != choice.master:
        master = running.sparkContext.master
        raise LianyiError("engine.other_master", master=choice.master, running=master)
    own = running.newSession()
    own.conf.set("spark.sql.session.timeZone", zone)
    for name, value in {**OURS, **choice.conf}.items():
        if name.startswith("spark.sql.") and own.conf.isModifiable(name):
            own.conf.set(name, value)
    return own


def stop() -> None:
    """End the session of this process, if there is one; the cluster is free again."""
    pyspark = sys.modules.get("pyspark.sql")
    running = pyspark.SparkSession.getActiveSession() if pyspark is not None else None
    if running is not None:
        running.stop()


def _require(master: str) -> None:
    for module in ("pyspark", "pyarrow"):
        try:
            importlib.import_module(module)
        except ModuleNotFoundError:
            raise LianyiError("engine.spark_missing", module=module) from None
    if _java() is None:
        raise LianyiError("engine.java_missing")
    place = urlsplit(master)
    # Spark itself would go on asking for a minute, and end the process then.
    if place.scheme == STANDALONE and "," not in master:
        try:
            socket.create_connection((place.hostname or "", place.port or 7077), PATIENCE_SECONDS).close()  # fmt: skip
        except (OSError, ValueError):
            raise LianyiError("engine.master_unreachable", master=master) from None


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else None
    return found or shutil.which("java")


def _start(choice: Choice) -> Any:
    from pyspark.sql import SparkSession

    place = urlsplit(choice.master)
    if place.hostname in ("127.0.0.1", "localhost", "::1"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    # Workers run the interpreter that asks: lianyi has to be installed there under the same path.
    python = choice.conf.get("spark.pyspark.python", sys.executable)
    os.environ.setdefault("PYSPARK_PYTHON", python)
    conf = {
        "spark.driver.defaultJavaOptions": f"-Dlog4j2.configurationFile={SILENT.as_uri()}",
        **OURS,
        **choice.conf,
    }
    builder: Any = SparkSession.builder
    builder = builder.master(choice.master)
    for name, value in conf.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as error:
        raise LianyiError("engine.session_failed", why=str(error).split("\n")[0][:300]) from error
