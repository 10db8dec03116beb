"""Which engine a workspace asks for, and what is said where Spark cannot be had."""

from __future__ import annotations

import importlib
import socket
from typing import Any

import pytest

from lianyi.core.errors import LianyiError
from lianyi.engines.choice import MASTER, chosen
from lianyi.engines.spark_session import session


def test_nothing_said_means_this_machine() -> None:
    assert chosen({}).kind == "embedded"
    assert chosen({"engine": "embedded"}).kind == "embedded"


def test_one_word_asks_for_spark_at_the_usual_place() -> None:
    found = chosen({"engine": "spark"})
    assert (found.kind, found.master, found.parts) == ("spark", MASTER, None)


def test_a_table_says_more() -> None:
    engine = {"kind": "spark", "master": "spark://a:1", "parts": 8, "conf": {"spark.x": 2, "spark.y": True}}  # fmt: skip
    found = chosen({"engine": engine})
    assert (found.master, found.parts) == ("spark://a:1", 8)
    assert found.conf == {"spark.x": "2", "spark.y": "true"}


@pytest.mark.parametrize(
    ("engine", "reason"),
    [
        (3, "engine = 3"),
        ("hive", "engine.kind = 'hive'"),
        ({"kind": "spark", "parts": 0}, "engine.parts = 0"),
        ({"kind": "spark", "parts": True}, "engine.parts = True"),
        ({"kind": "spark", "master": ""}, "engine.master = ''"),
        ({"kind": "spark", "workers": 3}, "engine.workers"),
        ({"conf": {"spark": {"x": 1}}}, 'engine.conf: "spark…" = "…"'),
    ],
)
def test_what_means_nothing_is_refused_with_its_place(engine: Any, reason: str) -> None:
    with pytest.raises(LianyiError) as refused:
        chosen({"engine": engine})
    assert refused.value.code == "engine.settings"
    assert refused.value.facts["reason"] == reason


def _without(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """Let only `missing` be not installed, whatever is."""

    def load(name: str) -> None:
        if name == missing:
            raise ModuleNotFoundError(name)

    monkeypatch.setattr(importlib, "import_module", load)


def test_without_pyspark_the_refusal_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    _without(monkeypatch, "pyspark")
    with pytest.raises(LianyiError) as refused:
        session(chosen({"engine": "spark"}), "Asia/Shanghai")
    assert refused.value.code == "engine.spark_missing"
    monkeypatch.undo()
    assert "lianyi[spark]" in str(refused.value)


def test_without_java_the_refusal_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    _without(monkeypatch, "nothing")
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(LianyiError) as refused:
        session(chosen({"engine": "spark"}), "Asia/Shanghai")
    assert refused.value.code == "engine.java_missing"
    monkeypatch.undo()
    assert "openjdk-17-jre-headless" in str(refused.value)


def test_a_master_that_does_not_answer_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    _without(monkeypatch, "nothing")
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with socket.socket() as taken:
        taken.bind(
            ("127.0.0.1", 0)
        )  # bound, not listening: nobody else gets the port, nobody answers
        master = f"spark://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(LianyiError) as refused:
            session(chosen({"engine": {"kind": "spark", "master": master}}), "Asia/Shanghai")
    assert refused.value.code == "engine.master_unreachable"
    assert refused.value.facts["master"] == master
