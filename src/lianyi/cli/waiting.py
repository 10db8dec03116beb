"""What the user is told while timelines are built or a kernel is compiled for the first time: on stderr, briefly."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.timelines.progress import Step

COMPILING = Text("首次使用，正在编译……", "First use: compiling …")
BUILDING = Text(
    "正在整理时间线，以后直接打开……", "Building the timelines; later questions just open them …"
)
WAITING = Text("另一个进程正在整理时间线，等它完成……", "Another process is building the timelines; waiting for it …")  # fmt: skip
SESSION = Text(
    "正在连接Spark（{master}），要等一会儿……",
    "Connecting to Spark ({master}), which takes a moment …",
)
PARTS = Text("正在Spark上整理时间线……", "Building the timelines on Spark …")
STAGES = {
    "people": Text("整理时间线：认人", "Timelines: people"),
    "words": Text("整理时间线：编码", "Timelines: words"),
    "rows": Text("整理时间线：排序", "Timelines: rows"),
    "merging": Text("整理时间线：合并", "Timelines: merging"),
    "attributes": Text("整理时间线：人的属性", "Timelines: what is known of people"),
}
LEFT = Text("，约剩{seconds}秒", ", about {seconds} s left")


@contextmanager
def waiting(args: argparse.Namespace) -> Iterator[None]:
    """Tell the user what takes long, for as long as the block lasts."""
    from lianyi.timelines.progress import listening

    told = _Told(args)
    with listening(told):
        try:
            yield
        finally:
            told.clear()


class _Told:
    """Listens: says each thing once, and on a terminal shows how far a build is, in one line."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._args = args
        self._is_terminal = sys.stderr.isatty()
        self._said: set[Text] = set()
        self._begun = time.monotonic()
        self._shown = 0.0
        self._stage = ""
        self._has_line = False

    def __call__(self, step: Step) -> None:
        """Take a step."""
        if step.stage == "compiling":
            self._once(COMPILING)
        elif step.stage == "waiting":
            self._once(WAITING)
        elif step.stage == "session":
            self._once(SESSION.format(master=step.about))
        elif step.stage == "parts":
            self._once(PARTS)
        elif step.stage == "done":
            self.clear()
        elif self._is_terminal:
            self._show(step)
        else:
            self._once(BUILDING)

    def clear(self) -> None:
        """Take the line away."""
        if self._has_line:
            self._write("")
            self._has_line = False

    def _once(self, text: Text) -> None:
        from lianyi.cli.output import say

        if text not in self._said:
            self._said.add(text)
            self.clear()
            say(text, self._args)

    def _show(self, step: Step) -> None:
        from lianyi.cli.output import language

        now = time.monotonic()
        if not step.done:
            self._begun = now
        elif now - self._shown < 0.1 and step.stage == self._stage:
            return
        lang = language(self._args)
        line = STAGES[step.stage].say(lang)
        if step.total and step.done:
            line += f" {min(step.done / step.total, 1):.0%}"
            left = (now - self._begun) * (step.total - step.done) / step.done
            line += LEFT.format(seconds=f"{max(left, 0):.0f}").say(lang) if left >= 2 else ""
        self._shown, self._stage = now, step.stage
        self._has_line = True
        self._write(line)

    @staticmethod
    def _write(text: str) -> None:
        sys.stderr.write("\r\x1b[2K" + text)
        sys.stderr.flush()
