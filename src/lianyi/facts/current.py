"""The current view: disposable files that answer for one snapshot, identity, exclusion rules and zone.

`cache/views/<name>/` is built aside and given its name at the end, so a reader sees all of it or none.
Deleted, it is built again and every answer is the same.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lianyi.core.money import minor_digits
from lianyi.facts import identity
from lianyi.facts.channels import Channels, parse_channels
from lianyi.facts.coverage import Coverage, coverage_of, data_as_of
from lianyi.facts.duck import silent
from lianyi.facts.exclusions import Exclusions, check_people, parse_exclusions
from lianyi.facts.fold import Version
from lianyi.facts.lake import Manifest, check_parts, fact_path, read_manifest
from lianyi.facts.rates import MissingRate, with_rates
from lianyi.facts.snapshots import Snapshot
from lianyi.facts.tables import TABLES
from lianyi.facts.vault import Vault
from lianyi.facts.view_files import (
    BUILDING,
    DONE,
    borrow,
    describe_files,
    read_done,
    set_aside,
    sweep_builds,
    write_done,
)
from lianyi.facts.views.context import Context, plain_view_sql
from lianyi.facts.views.lines import prepare_lines, write_lines
from lianyi.facts.views.orders import build_orders, build_refunds, finish_orders
from lianyi.facts.views.people import build_people
from lianyi.facts.workspace import Workspace

BUILD = 9
"""Raised whenever the same facts make other views."""
KEEP = 4
TRADE = ("orders", "order_lines", "refunds")
SAID = frozenset({"check_states", "predictions", "actions"})
"""What people and checks said: no other view is made from it, so an import of it alone leaves all others as they are."""


@dataclass(frozen=True)
class Current:
    """A built view: its folder, the snapshot it answers for, coverage and freshness of its sources.

    `rates_missing` names the orders whose amounts are null for want of an exchange rate. `base` names all of the view
    but what people and checks said (`SAID`): timelines and views of equal base are equal.
    """

    folder: Path
    snapshot: Snapshot
    zone: str
    currency: str
    coverage: tuple[Coverage, ...]
    data_as_of: dict[str, str | None]
    rates_missing: tuple[MissingRate, ...] = ()
    base: str = ""


def ensure(workspace: Workspace, snapshot: Snapshot, vault: Vault | None) -> Current:
    """Return the view of `snapshot`, building it if it is not there."""
    manifests = [read_manifest(workspace.lake, i) for i in snapshot.imports]
    rules = _exclusions(workspace)
    if vault is not None and rules.people:
        check_people(rules, vault.born_of(rules.people))
    name = _name(workspace, snapshot.imports, vault)
    base = _name(workspace, [m.id for m in manifests if not _is_said(m)], vault)
    folder = workspace.cache / "views" / name
    done = read_done(folder)
    if done is None:
        if folder.exists():
            set_aside(folder)
        done = _build(workspace, snapshot, vault, manifests, folder, base)
    os.utime(folder)
    return Current(
        folder,
        snapshot,
        workspace.zone,
        workspace.currency,
        tuple(coverage_of(manifests)),
        data_as_of(manifests),
        tuple(MissingRate(**m) for m in done["rates_missing"]),
        base,
    )


def _is_said(manifest: Manifest) -> bool:
    return all(part.table in SAID for part in manifest.parts)


def _name(workspace: Workspace, imports: Iterable[str], vault: Vault | None) -> str:
    parts = [
        str(BUILD), workspace.zone, workspace.currency, repr(_exclusions(workspace)), repr(_channels(workspace)),
        vault.version() if vault else "", *sorted(imports),
    ]  # fmt: skip
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=10).hexdigest()


def _exclusions(workspace: Workspace) -> Exclusions:
    digits = minor_digits(workspace.currency)
    return parse_exclusions(workspace.yaml("exclude.yaml"), digits)


def _channels(workspace: Workspace) -> Channels:
    return parse_channels(workspace.yaml("channels.yaml"))


def _build(
    workspace: Workspace,
    snapshot: Snapshot,
    vault: Vault | None,
    manifests: Sequence[Manifest],
    folder: Path,
    base: str,
) -> dict[str, Any]:
    """Build a view aside and give it its name; return what it says of itself.

    A view of the same base lends its files: then only what people and checks said is made anew.
    """
    check_parts(workspace.lake, manifests)
    building = folder.parent / f"{BUILDING}{secrets.token_hex(8)}"
    building.mkdir(parents=True)
    try:
        done = _written(workspace, snapshot, vault, manifests, building, base)
        write_done(building, done)
        try:
            building.rename(folder)
        except OSError:
            # Another process was faster with the same view; theirs is as good as ours.
            if not (folder / DONE).exists():
                raise
    finally:
        shutil.rmtree(building, ignore_errors=True)
    sweep_builds(folder.parent, folder.stat().st_mtime)
    _forget_old(folder.parent)
    return done


def _written(
    workspace: Workspace,
    snapshot: Snapshot,
    vault: Vault | None,
    manifests: Sequence[Manifest],
    building: Path,
    base: str,
) -> dict[str, Any]:
    """Write the files of a view into `building`; return what it says of itself."""
    lent = borrow(building, base, SAID)
    con = _connect(building)
    context = Context(
        versions_of(workspace.lake, manifests),
        workspace.zone,
        _exclusions(workspace),
        building,
        workspace.currency,
        _channels(workspace),
    )
    if lent is None:
        context, missing = with_rates(con, context)
        _load_persons(con, vault, snapshot)
        _build_views(con, context)
        rates = [asdict(m) for m in missing]
    else:
        _build_plain(con, context, SAID)
        rates = lent["rates_missing"]
    con.close()
    shutil.rmtree(building / "spill", ignore_errors=True)
    for scratch in building.glob("_*.parquet"):
        scratch.unlink()
    return {
        "snapshot": snapshot.number,
        "build": BUILD,
        "base": base,
        "rates_missing": rates,
        "files": describe_files(building, lent["files"] if lent else {}),
    }


def rates_missing(workspace: Workspace, snapshot: Snapshot, one: Manifest) -> list[MissingRate]:
    """Return what the orders of import `one` have in other currencies without a rate in `snapshot`."""
    part = one.part("orders")
    if part is None or "currency" not in part.columns:
        return []
    lake = workspace.lake
    others = [read_manifest(lake, i) for i in snapshot.imports if i != one.id]
    check_parts(lake, [one], ("orders",))
    check_parts(lake, others, ("rates",))
    versions = {
        "orders": versions_of(lake, [one])["orders"],
        "rates": versions_of(lake, others).get("rates", []),
    }
    context = Context(versions, workspace.zone, Exclusions(), workspace.cache, workspace.currency)
    with closing(silent()) as con:
        return with_rates(con, context)[1]


def versions_of(lake: Path, manifests: Sequence[Manifest]) -> dict[str, list[Version]]:
    """Return per table the versions that stand, in the order in which newer ones win."""
    found: dict[str, list[Version]] = {}
    for rank, manifest in enumerate(sorted(manifests, key=lambda m: m.rank)):
        for part in manifest.parts:
            scope = (
                None
                if manifest.notes.get("scope_from_cells")
                else (manifest.platform, manifest.store)
            )
            path = fact_path(lake, part.table, manifest.id)
            found.setdefault(part.table, []).append(
                Version(
                    path,
                    rank,
                    manifest.as_of,
                    frozenset(part.columns),
                    scope,
                    frozenset(part.poorer),
                )
            )
    return found


def _connect(building: Path) -> Any:
    con = silent()
    con.execute(f"SET temp_directory='{str(building / 'spill').replace(chr(39), chr(39) * 2)}'")
    con.execute("SET memory_limit='900MB'")
    con.execute("SET threads=2")
    con.execute("SET preserve_insertion_order=false")
    return con


def _load_persons(con: Any, vault: Vault | None, snapshot: Snapshot) -> None:
    con.execute("CREATE TEMP TABLE persons (identifier_id BIGINT, person_id BIGINT)")
    if vault is None:
        return
    links = identity.standing_links(vault.links(), set(snapshot.imports))
    if not links:
        return
    born = vault.born_of({i for link in links for i in (link.a, link.b)})
    mapped = identity.persons(links, born)
    if mapped:
        con.execute(
            "INSERT INTO persons SELECT unnest(CAST(? AS BIGINT[])), unnest(CAST(? AS BIGINT[]))",
            [list(mapped), list(mapped.values())],
        )


def _build_views(con: Any, context: Context) -> None:
    build_orders(con, context)
    build_refunds(con, context)
    prepare_lines(con, context)
    finish_orders(con, context)
    write_lines(con, context)
    build_people(con, context)
    _build_plain(con, context, {table.key for table in TABLES} - {*TRADE})


def _build_plain(con: Any, context: Context, keys: Collection[str]) -> None:
    """Write the views of `keys` that are just their tables."""
    for table in TABLES:
        if table.key in keys and context.has(table.key):
            con.execute(
                f"COPY ({plain_view_sql(table, context)}) TO {context.path(table.key)} (FORMAT parquet, COMPRESSION lz4_raw)"
            )


def _forget_old(views: Path) -> None:
    """Keep the views that were used last."""
    known = sorted(
        (p for p in views.iterdir() if not p.name.startswith(".")), key=lambda p: p.stat().st_mtime
    )
    for old in known[:-KEEP]:
        shutil.rmtree(old, ignore_errors=True)


def describe(current: Current) -> dict[str, Any]:
    """Return what a view answers for, as plain data."""
    return {"snapshot": current.snapshot.number, "coverage": [asdict(c) for c in current.coverage]}
