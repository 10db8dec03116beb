"""The vault: the only place that can tell who an identifier belongs to.

It keeps a keyed hash of (kind, value) and the random `identifier_id` that the facts carry; never the value.
Links between identifiers and the suppress list live here too. SQLite with `secure_delete`.

Somebody erased leaves two things behind: in `erased` the random numbers that the facts carry, so that counts
stay as they were, and in `suppressed` a hash of the deleted hash, so that no later import can seal that value again.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lianyi.core.errors import LianyiError

ID_BITS = 52  # a JSON number holds 53 bits exactly
HASH_BYTES = 16
PATIENCE_S = 120
SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS identifiers (
  hash BLOB PRIMARY KEY, kind TEXT NOT NULL, identifier_id INTEGER NOT NULL UNIQUE, born INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS links (
  link_id INTEGER PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL, import_id TEXT,
  reason TEXT NOT NULL, at TEXT NOT NULL, removed_at TEXT, removed_reason TEXT
);
CREATE UNIQUE INDEX IF NOT EXISTS link_once ON links (a, b, coalesce(import_id, '')) WHERE removed_at IS NULL;
CREATE TABLE IF NOT EXISTS suppressed (hash BLOB PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS erased (
  identifier_id INTEGER PRIMARY KEY, born INTEGER NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL
);
"""
BATCH = 30_000  # SQLite takes up to 32,766 values in one statement


def tagged(kind: str, value: str) -> str:
    """Return a value as it is handed to the vault: its kind, a separator, itself."""
    return f"{kind}\x1f{value}"


@dataclass(frozen=True)
class Link:
    """One recorded belief that two identifiers are one person."""

    link_id: int
    a: int
    b: int
    import_id: str | None
    reason: str
    at: str


class Vault:
    """An opened vault; every method is one transaction."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._key = key
        fresh = not path.exists()
        self._db = sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None)
        if fresh:
            os.chmod(path, 0o600)
        try:
            self._prepare()
        except sqlite3.DatabaseError as error:
            self._db.close()
            if type(error) is not sqlite3.DatabaseError:  # locked, no space, no right: not damaged
                raise
            raise LianyiError("vault.damaged", file=path.name, reason=str(error)) from error

    def _prepare(self) -> None:
        for pragma in ("busy_timeout=120000", "synchronous=FULL", "secure_delete=ON"):
            self._db.execute(f"PRAGMA {pragma}")
        self._use_wal()
        with self._write() as db:
            for statement in SCHEMA.split(";\n"):
                db.execute(statement)
            self._check_key(db)

    def _use_wal(self) -> None:
        """Keep a write-ahead log. SQLite does not wait where several turn it on at once, so this does."""
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                self._db.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)
            else:
                return

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def assign(self, tagged: Sequence[str]) -> list[int | None]:
        """Return the identifier of each `kind<US>value`, making new ones; None for somebody erased."""
        hashes = [self._hash(text, b"identifier") for text in tagged]
        with self._write() as db:
            known = self._lookup(db, hashes)
            barred = self._suppressed(db, (h for h in hashes if h not in known))
            born = self._next_born(db)
            ids: list[int | None] = []
            fresh: list[tuple[bytes, str, int, int]] = []
            randoms = _random_ids(len(hashes) - len(known))
            for text, digest in zip(tagged, hashes, strict=True):
                if digest in barred:
                    ids.append(None)
                    continue
                found = known.get(digest)
                if found is None:
                    found = next(randoms)
                    known[digest] = found
                    fresh.append((digest, text.split("\x1f", 1)[0], found, born))
                ids.append(found)
            fresh.sort()
            db.executemany("INSERT INTO identifiers VALUES (?, ?, ?, ?)", fresh)
        return ids

    def find(self, kind: str, value: str) -> int | None:
        """Return the identifier of one value, or None where it was never seen."""
        digest = self._hash(tagged(kind, value), b"identifier")
        row = self._db.execute(
            "SELECT identifier_id FROM identifiers WHERE hash = ?", (digest,)
        ).fetchone()
        return None if row is None else int(row[0])

    def every_kind(self) -> list[str]:
        """Return the kinds of identifiers that there are."""
        rows = self._db.execute("SELECT DISTINCT kind FROM identifiers ORDER BY kind")
        return [str(row[0]) for row in rows]

    def kinds(self, ids: Iterable[int]) -> dict[int, tuple[str, int]]:
        """Return the kind and the age rank (`born`) of the identifiers that still exist."""
        rows = self._by_ids("SELECT identifier_id, kind, born FROM identifiers", ids)
        return {int(i): (kind, int(born)) for i, kind, born in rows}

    def erased(self, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Return when and why the identifiers among `ids` that are no more were erased."""
        rows = self._by_ids("SELECT identifier_id, at, reason FROM erased", ids)
        return {int(i): (at, reason) for i, at, reason in rows}

    def add_links(
        self, pairs: Iterable[tuple[int, int]], import_id: str | None, reason: str, at: str
    ) -> None:
        """Record that the identifiers of each pair are one person; a pair that is known is left alone.

        A pair that somebody took apart stays apart, whatever an import (`import_id`) believes.
        """
        rows = [(min(a, b), max(a, b), import_id, reason, at) for a, b in pairs if a != b]
        apart = "SELECT 1 FROM links WHERE a = ?1 AND b = ?2 AND removed_at IS NOT NULL"
        with self._write() as db:
            db.executemany(
                "INSERT OR IGNORE INTO links (a, b, import_id, reason, at) SELECT ?1, ?2, ?3, ?4, ?5 "
                f"WHERE ?3 IS NULL OR NOT EXISTS ({apart})",
                rows,
            )

    def remove_link(self, a: int, b: int, reason: str, at: str) -> int:
        """Take back every link between two identifiers; return how many there were."""
        with self._write() as db:
            done = db.execute(
                "UPDATE links SET removed_at = ?, removed_reason = ? WHERE a = ? AND b = ? AND removed_at IS NULL",
                (at, reason, min(a, b), max(a, b)),
            )
            return done.rowcount

    def links(self) -> list[Link]:
        """Return the links that are not taken back."""
        rows = self._db.execute(
            "SELECT link_id, a, b, import_id, reason, at FROM links WHERE removed_at IS NULL ORDER BY link_id"
        )
        return [Link(*row) for row in rows]

    def born_of(self, ids: Iterable[int]) -> dict[int, int]:
        """Return the age rank of each identifier, erased ones included."""
        listed = list(ids)
        gone = self._by_ids("SELECT identifier_id, born FROM erased", listed)
        alive = ((i, born) for i, (_, born) in self.kinds(listed).items())
        return {**{int(i): int(born) for i, born in gone}, **dict(alive)}

    def erase(self, ids: Sequence[int], tagged: Sequence[str], at: str, reason: str) -> int:
        """Forget who `ids` are and bar their values, and those in `tagged`, from being sealed again.

        Links among erased numbers stay: they tell nothing about anybody, and counts of people depend on
        them. Returns how many identifiers were deleted.
        """
        with self._write() as db:
            known = list(self._by_ids("SELECT identifier_id, hash, born FROM identifiers", ids))
            hashes = [digest for _, digest, _ in known]
            hashes += [self._hash(text, b"identifier") for text in tagged]
            db.executemany(
                "INSERT OR IGNORE INTO suppressed VALUES (?, ?)",
                [(self._bar(digest), at) for digest in sorted(hashes)],
            )
            db.executemany(
                "INSERT OR IGNORE INTO erased VALUES (?, ?, ?, ?)",
                [(i, born, at, reason) for i, _, born in known],
            )
            db.executemany(
                "DELETE FROM identifiers WHERE identifier_id = ?", [(i,) for i, _, _ in known]
            )
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return len(known)

    def version(self) -> str:
        """Return a short name of the current links: it changes when any link comes or goes."""
        rows = self._db.execute(
            "SELECT link_id FROM links WHERE removed_at IS NULL ORDER BY link_id"
        )
        text = ",".join(str(r[0]) for r in rows)
        return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()

    def count(self) -> int:
        """Return how many identifiers there are."""
        return int(self._db.execute("SELECT count(*) FROM identifiers").fetchone()[0])

    def check(self) -> list[str]:
        """Return what is wrong with the file; nothing when it is sound."""
        found = [str(row[0]) for row in self._db.execute("PRAGMA integrity_check")]
        return [] if found == ["ok"] else found

    def _hash(self, text: str, purpose: bytes) -> bytes:
        return hashlib.blake2b(
            text.encode(), key=self._key, digest_size=HASH_BYTES, person=purpose
        ).digest()

    def _lookup(self, db: sqlite3.Connection, hashes: list[bytes]) -> dict[bytes, int]:
        if db.execute("SELECT 1 FROM identifiers LIMIT 1").fetchone() is None:
            return {}
        db.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (hash BLOB)")
        db.execute("DELETE FROM wanted")
        db.executemany("INSERT INTO wanted VALUES (?)", ((h,) for h in hashes))
        rows = db.execute(
            "SELECT i.hash, i.identifier_id FROM wanted CROSS JOIN identifiers i USING (hash)"
        )
        return dict(rows.fetchall())

    def _suppressed(self, db: sqlite3.Connection, hashes: Iterable[bytes]) -> set[bytes]:
        bars = {row[0] for row in db.execute("SELECT hash FROM suppressed")}
        return {digest for digest in hashes if self._bar(digest) in bars} if bars else set()

    def _bar(self, digest: bytes) -> bytes:
        """The second hash: made of the first, so that nobody need know the value to bar it."""
        return hashlib.blake2b(
            digest, key=self._key, digest_size=HASH_BYTES, person=b"suppressed"
        ).digest()

    def _by_ids(self, select: str, ids: Iterable[int]) -> Iterator[tuple[Any, ...]]:
        listed = sorted(set(ids))
        for start in range(0, len(listed), BATCH):
            batch = listed[start : start + BATCH]
            marks = ",".join("?" * len(batch))
            yield from self._db.execute(f"{select} WHERE identifier_id IN ({marks})", batch)

    def _next_born(self, db: sqlite3.Connection) -> int:
        row = db.execute("SELECT value FROM meta WHERE name = 'born'").fetchone()
        born = int(row[0]) + 1 if row else 1
        db.execute("INSERT OR REPLACE INTO meta VALUES ('born', ?)", (str(born),))
        return born

    def _check_key(self, db: sqlite3.Connection) -> None:
        """Another key would make everybody a new person: refuse it."""
        mark = hashlib.blake2b(b"", key=self._key, digest_size=8, person=b"which key").hexdigest()
        row = db.execute("SELECT value FROM meta WHERE name = 'key'").fetchone()
        if row is None:
            db.execute("INSERT INTO meta VALUES ('key', ?)", (mark,))
        elif row[0] != mark:
            raise LianyiError("key.wrong")

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def _random_ids(count: int) -> Iterator[int]:
    data = os.urandom(8 * max(count, 0))
    for start in range(0, len(data), 8):
        yield int.from_bytes(data[start : start + 8], "little") >> (64 - ID_BITS)
