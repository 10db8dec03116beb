"""What is told while something takes long: once, on stderr, in the user's language; a line on a terminal only."""

from __future__ import annotations

import argparse
import io
import sys

import pytest

from lianyi.cli.waiting import waiting
from lianyi.timelines import progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _told(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    with waiting(argparse.Namespace(lang="en")):
        progress.tell("people")
        progress.tell("rows", 25, 100)
        progress.tell("compiling", about="walk")
        progress.tell("compiling", about="walk")
        progress.tell("done")
    progress.tell("compiling")
    return stream.getvalue()


def test_without_a_terminal_each_thing_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _told(monkeypatch, io.StringIO()).splitlines() == [
        "Building the timelines; later questions just open them …",
        "First use: compiling …",
    ]


def test_a_terminal_shows_one_line_and_takes_it_away(monkeypatch: pytest.MonkeyPatch) -> None:
    said = _told(monkeypatch, _Terminal())
    assert "\r\x1b[2KTimelines: people" in said
    assert "Timelines: rows 25%" in said
    assert said.count("First use") == 1
    assert said.endswith("\r\x1b[2KFirst use: compiling …\n")
