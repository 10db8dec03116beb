"""Where a plan lives: `plan/plan.yaml`, and every version that it had under `plan/versions/<n>.yaml`.

One writer for the console, the command line and edits by hand: a save names the version that it started from, and
is refused where somebody else saved meanwhile. A hand edit of `plan.yaml` becomes a version of its own at the next
save or check.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lianyi.core.errors import LianyiError
from lianyi.facts.durable import aside, publish, publish_if_absent
from lianyi.facts.workspace import Workspace

if TYPE_CHECKING:
    from lianyi.planning.model.plan import Plan
    from lianyi.planning.reading import ReadPlan

BY_HAND = "hand"
MARK = "#: "
ENDINGS = (".yaml", ".yml", ".json")


@dataclass(frozen=True)
class Version:
    """One version of the plan: its number, who made it, when, from what (hash of the parent's text), and its text."""

    number: int
    author: str
    at: str
    parent: str
    text: str

    @property
    def hash(self) -> str:
        """What a save has to name to follow this version."""
        return text_hash(self.text)


def text_hash(text: str) -> str:
    """Return the hash by which versions know their parent."""
    return hashlib.sha256(text.encode()).hexdigest()


class PlanFiles:
    """The folder `plan` of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.folder = workspace.folder / "plan"
        self.path = self.folder / "plan.yaml"

    def exists(self) -> bool:
        """Whether there is a plan."""
        return self.path.exists()

    def read(self) -> ReadPlan:
        """Return the plan of the workspace with what is wrong with it; refuses with `plan.none`."""
        from lianyi.planning.reading import read_plan

        return read_plan(self.text(), "plan/plan.yaml", self.workspace.currency)

    def text(self) -> str:
        """Return the text of `plan.yaml`; refuses with `plan.none`, `plan.unreadable`."""
        if not self.path.exists():
            raise LianyiError("plan.none")
        return _utf8(self.path)

    def plan(self) -> Plan:
        """Return the plan; refuses with `plan.none`, `plan.refused`."""
        from lianyi.planning.reading import require_plan

        return require_plan(self.read(), "plan/plan.yaml")

    def versions(self) -> list[Version]:
        """Return every version, the oldest first."""
        folder = self.folder / "versions"
        numbers = [int(p.stem) for p in folder.glob("*.yaml") if p.stem.isdecimal()]
        return [self.version(n) for n in sorted(numbers)]

    def version(self, number: int) -> Version:
        """Return one version; refuses with `plan.version_unknown`."""
        path = self.folder / "versions" / f"{number}.yaml"
        if not path.exists():
            known = ", ".join(f"v{v.number}" for v in self.versions()) or "—"
            raise LianyiError("plan.version_unknown", version=number, known=known)
        head, _, text = _utf8(path).partition("\n")
        author, at, parent = [*head.removeprefix(MARK).split("\t"), "", "", ""][:3]
        return Version(number, author, at, parent, text)

    def newest(self) -> Version | None:
        """Return the newest version; None where nothing was saved yet."""
        found = self.versions()
        return found[-1] if found else None

    def save(self, text: str, author: str, *, parent: str = "") -> Version:
        """Make `text` the plan and a new version; a text that is the newest version already changes nothing.

        `parent` is the hash of the version that the change started from (empty: there was none). Refuses with
        `plan.changed_meanwhile` where another was saved since, also by hand.
        """
        with self._alone():
            self._keep_hand_edit()
            last = self.newest()
            if last and text == last.text:
                return last
            if last and last.hash != parent:
                theirs = f"v{last.number}"
                raise LianyiError("plan.changed_meanwhile", author=last.author, theirs=theirs)
            made = self._add(text, author)
            self._write_current(text)
            return made

    def keep_hand_edit(self) -> Version | None:
        """Make a version of what somebody wrote into `plan.yaml` since; return it, None where nothing changed."""
        with self._alone():
            return self._keep_hand_edit()

    def _keep_hand_edit(self) -> Version | None:
        if not self.path.exists():
            return None
        text, last = self.text(), self.newest()
        return None if last and last.text == text else self._add(text, BY_HAND)

    def _add(self, text: str, author: str) -> Version:
        last = self.newest()
        number = last.number + 1 if last else 1
        at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        made = Version(number, _one_line(author), at, last.hash if last else "", text)
        target = self.folder / "versions" / f"{number}.yaml"
        written = aside(target)
        written.write_text(f"{MARK}{made.author}\t{made.at}\t{made.parent}\n{text}", "utf-8")
        if not publish_if_absent(written, target):
            raise LianyiError("plan.changed_meanwhile", author="—", theirs=f"v{number}")
        return made

    def _write_current(self, text: str) -> None:
        written = aside(self.path)
        written.write_text(text, "utf-8")
        publish(written, self.path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the only one who saves. The lock ends with its process."""
        self.folder.mkdir(parents=True, exist_ok=True)
        fd = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            yield
        finally:
            os.close(fd)


def plan_of(named: str, files: PlanFiles | None, currency: str) -> Plan:
    """Return the plan that a person names: a file (YAML, JSON, our own Word file), `v3`, or `current`.

    Refuses with `plan.refused`, `plan.version_unknown`, `plan.none`, `plan.unreadable`.
    """
    from lianyi.planning.reading import read_plan, require_plan

    path = Path(named)
    if not path.exists() and files is not None:
        if named == "current":
            return files.plan()
        if named.removeprefix("v").isdecimal():
            text = files.version(int(named.removeprefix("v"))).text
            return require_plan(read_plan(text, named, currency), named)
    if path.suffix.lower() == ".docx":
        return _from_word(path, currency)
    return require_plan(read_plan(_utf8(path), path.name, currency), path.name)


def _from_word(path: Path, currency: str) -> Plan:
    from lianyi.planning.document.own import read_own

    plan = read_own(path.read_bytes(), currency)
    if plan is None:
        reason = "no plan of Lianyi inside"
        raise LianyiError("plan.unreadable", file=path.name, reason=reason)
    return plan


def _utf8(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LianyiError("plan.unreadable", file=path.name, reason="UTF-8") from error


def _one_line(author: str) -> str:
    return " ".join(author.split()) or "—"
