"""Is what a workspace keeps still whole? Reads everything, changes nothing.

```
snapshots ─▶ imports that stand ─▶ manifest, parts, checksums, Parquet, keys      broken: answers are wrong
             imports taken back ─▶ the same                                       broken: redo will not work
files that no snapshot ever named ─▶ counted                                      left over from a killed import
vault ─▶ integrity, rights, key                                                   broken: people are mixed up
```
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.facts import snapshots
from lianyi.facts.duck import silent
from lianyi.facts.durable import ASIDE
from lianyi.facts.erase import intent_path
from lianyi.facts.keys import VARIABLE, key_path, load_key
from lianyi.facts.lake import Manifest, Part, fact_path, read_manifest
from lianyi.facts.tables import TABLES
from lianyi.facts.vault import Vault
from lianyi.facts.view_files import DAMAGED
from lianyi.facts.workspace import Workspace

Impact = Literal["wrong", "redo", "exposed", "left_over"]
IMPACTS: dict[Impact, Text] = {
    "wrong": Text("数字会错或算不出", "numbers are wrong or missing"),
    "exposed": Text("个人信息可能被别人读到", "personal data may be read by others"),
    "redo": Text("不影响现在的数字，但不能重做", "numbers are right, but it cannot be redone"),
    "left_over": Text("不影响数字，占用空间", "numbers are right; it takes up space"),
}
ADVICE_IMPORT = Text("把原文件再导入一遍，会补好", "import the file once more, which repairs it")
ADVICE_BACKUP = Text("从备份恢复这个文件", "restore this file from a backup")


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: its impact, what, where (relative to the workspace), what to do."""

    impact: Impact
    what: Text
    place: str
    advice: Text


@dataclass(frozen=True)
class Verdict:
    """The findings, gravest first, and how much was looked at. `is_sound`: nothing that needs doing."""

    findings: tuple[Finding, ...]
    looked_at: dict[str, int] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        """Whether nothing but left-over files was found."""
        return all(f.impact == "left_over" for f in self.findings)


def verify_lake(workspace: Workspace) -> Verdict:
    """Check every snapshot, manifest and fact file."""
    lake = workspace.lake
    known, findings = _snapshots(lake)
    standing = set(known[-1].imports) if known else set()
    every = dict.fromkeys(i for s in known for i in s.imports)
    manifests: list[Manifest] = []
    for import_id in every:
        impact: Impact = "wrong" if import_id in standing else "redo"
        manifest = _manifest(lake, import_id, impact, findings)
        if manifest is not None:
            manifests.append(manifest)
            findings += _parts(lake, manifest, impact)
    findings += _left_over(lake, set(every))
    findings += _unfinished(lake)
    findings += _set_aside(workspace)
    counts = {
        "snapshots": len(known),
        "imports": len(every),
        "files": sum(len(m.parts) for m in manifests),
        "rows": sum(p.rows for m in manifests for p in m.parts),
    }
    return _verdict(findings, counts)


def verify_vault(workspace: Workspace) -> Verdict:
    """Check the vault's file, who may read it and its key, and whether the key fits."""
    path = workspace.folder / "vault.db"
    if not path.exists():
        return Verdict((), {"identifiers": 0})
    findings = [
        _finding(
            "exposed", "别的用户可以读", "other users may read it", _shown(workspace, p), CLOSE
        )
        for p in _private_files(workspace)
        if p.exists() and stat.S_IMODE(p.stat().st_mode) & 0o077
    ]
    counts = {"identifiers": 0}
    try:
        vault = Vault(path, load_key(workspace.id, create=False))
        findings += [
            _finding(
                "wrong", f"内部损坏：{said}", f"damaged inside: {said}", "vault.db", ADVICE_BACKUP
            )
            for said in vault.check()
        ]
        counts = {"identifiers": vault.count()}
        vault.close()
    except LianyiError as refusal:
        said = refusal.facts.get("reason")
        findings.append(
            _finding("wrong", f"打不开：{said}", f"cannot be opened: {said}", "vault.db", ADVICE_BACKUP)
            if refusal.code == "vault.damaged"
            else _finding("wrong", *KEY_FINDINGS.get(refusal.code, (refusal.code, refusal.code)), "vault.db", ADVICE_KEY)
        )  # fmt: skip
    except sqlite3.DatabaseError as error:
        findings.append(
            _finding("wrong", f"打不开：{error}", f"cannot be opened: {error}", "vault.db", ADVICE_BACKUP)
        )  # fmt: skip
    return _verdict(findings, counts)


CLOSE = Text("运行chmod 600", "run chmod 600")
ADVICE_KEY = Text("用lianyi key import放回原来的密钥", "bring the right key with lianyi key import")
KEY_FINDINGS = {
    "key.missing": ("没有密钥", "the key is missing"),
    "key.wrong": ("密钥对不上", "the key does not fit"),
    "key.malformed": ("密钥不完整", "the key is malformed"),
}


def _private_files(workspace: Workspace) -> list[Path]:
    import os

    vault = [workspace.folder / f"vault.db{end}" for end in ("", "-wal", "-shm")]
    return vault if os.environ.get(VARIABLE) else [*vault, key_path(workspace.id)]


def _snapshots(lake: Path) -> tuple[list[snapshots.Snapshot], list[Finding]]:
    """Return the snapshots that can be read, oldest first, and what is wrong with the rest."""
    folder = snapshots.folder_of(lake)
    numbers = sorted(int(p.stem) for p in folder.glob("*.json") if p.stem.isdigit())
    known, findings = [], []
    for number in numbers:
        place = f"lake/snapshots/{number}.json"
        try:
            known.append(snapshots.read(lake, number))
        except (LianyiError, OSError):
            impact: Impact = "wrong" if number == numbers[-1] else "redo"
            findings.append(_finding(impact, "读不出来", "cannot be read", place, ADVICE_BACKUP))
    gaps = sorted(set(range(1, numbers[-1] + 1)) - set(numbers)) if numbers else []
    findings += [
        _finding("redo", "缺了一个版本", "is missing", f"lake/snapshots/{n}.json", ADVICE_BACKUP)
        for n in gaps
    ]
    return known, findings


def _manifest(
    lake: Path, import_id: str, impact: Impact, findings: list[Finding]
) -> Manifest | None:
    place = f"lake/imports/{import_id}.json"
    try:
        return read_manifest(lake, import_id)
    except (LianyiError, OSError) as error:
        is_gone = isinstance(error, LianyiError) and error.code == "import.unknown"
        wrong = ("不见了", "is missing") if is_gone else ("读不出来", "cannot be read")
        findings.append(_finding(impact, *wrong, place, ADVICE_IMPORT))
    return None


def _parts(lake: Path, manifest: Manifest, impact: Impact) -> Iterator[Finding]:
    for part in manifest.parts:
        path = fact_path(lake, part.table, manifest.id)
        wrong = _wrong_with(path, part)
        if wrong is not None:
            yield _finding(
                impact, *wrong, f"lake/{part.table}/{manifest.id}.parquet", ADVICE_IMPORT
            )


def _wrong_with(path: Path, part: Part) -> tuple[str, str] | None:
    """Say in both languages what is wrong with a fact file, or None."""
    if not path.exists():
        return "不见了", "is missing"
    with path.open("rb") as file:
        changed = hashlib.file_digest(file, "sha256").hexdigest() != part.sha256
    if changed:
        return "内容和导入时不一样", "is not what was imported"
    if part.table not in TABLES:
        return "这个版本不认识的表", "belongs to a table unknown to this version"
    return _wrong_rows(path, part)


def _wrong_rows(path: Path, part: Part) -> tuple[str, str] | None:
    import duckdb

    table = TABLES.get(part.table)
    keys = [c for c in table.identity if c in part.columns]
    # A person may be missing: somebody erased is nobody in whatever is imported later.
    required = [c for c in keys if table.column(c).required and table.column(c).type != "person"]
    # In quotes: a column may be called like a word of SQL (`at`).
    nulls = " OR ".join(f'"{c}" IS NULL' for c in ("platform", "store", *required))
    quoted = str(path).replace("'", "''")
    con = silent()
    try:
        rows, without = con.execute(
            f"SELECT count(*), count(*) FILTER ({nulls}) FROM (SELECT * FROM read_parquet('{quoted}'))"
        ).fetchone() or (0, 0)
    except duckdb.Error as error:
        said = str(error).split("\n")[0]
        return f"读不出来：{said}", f"cannot be read: {said}"
    finally:
        con.close()
    if rows != part.rows:
        return f"有{rows}行，应有{part.rows}行", f"has {rows} rows instead of {part.rows}"
    return (f"{without}行没有主键", f"{without} rows lack their key") if without else None


def _left_over(lake: Path, imports: set[str]) -> Iterator[Finding]:
    """Files that no snapshot names: what a killed import left behind."""
    files = [p for p in lake.rglob("*") if p.is_file()] if lake.exists() else []
    own = {snapshots.folder_of(lake), lake}
    orphans = [
        p for p in files if p.name.startswith(ASIDE) or (p.parent not in own and p.stem not in imports)
    ]  # fmt: skip
    for path in sorted(orphans):
        size_kb = path.stat().st_size // 1024 + 1
        yield _finding(
            "left_over", f"没有用到，{size_kb}KB", f"is used by nothing, {size_kb} KB",
            f"lake/{path.relative_to(lake)}", Text("可以删除", "may be deleted"),
        )  # fmt: skip


def _set_aside(workspace: Workspace) -> Iterator[Finding]:
    """Views that were not whole and were made again."""
    for path in sorted((workspace.cache / "views").glob(f"{DAMAGED}*")):
        yield _finding(
            "left_over", "缓存坏过，已经重建", "was a damaged cache, which was made again",
            _shown(workspace, path), Text("可以删除", "may be deleted"),
        )  # fmt: skip


def _unfinished(lake: Path) -> Iterator[Finding]:
    path = intent_path(lake)
    if not path.exists():
        return
    ids = " ".join(map(str, _ids(path)))
    again = f"lianyi person erase {ids} --yes"
    yield _finding(
        "exposed", "有一次删除没有做完", "an erasure was cut short", f"lake/{path.name}",
        Text(f"再做一次：{again}", f"do it again: {again}"),
    )  # fmt: skip


def _ids(path: Path) -> list[Any]:
    try:
        ids = json.loads(path.read_text("utf-8"))["ids"]
    except (ValueError, KeyError, TypeError):
        return []
    return ids if isinstance(ids, list) else []


def _finding(impact: Impact, zh: str, en: str, place: str, advice: Text) -> Finding:
    return Finding(impact, Text(zh, en), place, advice)


def _verdict(findings: Iterable[Finding], counts: dict[str, int]) -> Verdict:
    return Verdict(gravest_first(findings), counts)


def gravest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by impact, then by place."""
    order = list(IMPACTS)
    return tuple(sorted(findings, key=lambda f: (order.index(f.impact), f.place)))


def _shown(workspace: Workspace, path: Path) -> str:
    inside = path.is_relative_to(workspace.folder)
    return str(path.relative_to(workspace.folder)) if inside else str(path)
