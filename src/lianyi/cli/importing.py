"""What `lianyi import` does with many files: progress, results, bad rows aside."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lianyi.cli.output import issue_json, language, print_issues, print_json, say
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.core.errors import Issue
    from lianyi.importers.mapping import Mapping as FileMapping
    from lianyi.importers.run import Imported, Options
    from lianyi.shop import Shop

STATUS = {
    "imported": Text("已导入", "imported"),
    "known": Text("导入过，没有变化", "imported before, nothing changed"),
    "refused": Text("没有导入", "not imported"),
    "checked": Text("试运行，没有写入", "dry run, nothing stored"),
}
SHOWN_ISSUES = 20
SHOWN_NOTES = 5
ROW_COUNTS = ("new", "updated", "unchanged")
REPLACES = Text(
    "  代替同一个文件的导入{id}；lianyi redo {id}可以换回来",
    "  in place of import {id} of the same file; lianyi redo {id} brings that one back",
)
DROPPED = Text(
    "  不会保存的个人信息，{n}列：{names}", "  personal columns not stored ({n}): {names}"
)
UNREAD = Text("  没有用到的列，{n}列：{names}", "  columns not read ({n}): {names}")


def import_all(shop: Shop, args: argparse.Namespace, options: Options) -> int:
    """Import every input under `args.paths`; return the exit code."""
    from lianyi.cli.beside_tables import inputs_of
    from lianyi.shop.importing import importer_of

    progress = Progress(enabled=sys.stderr.isatty() and not args.json)
    stores = Stores(shop, progress, is_asking=sys.stdin.isatty() and progress.enabled)
    importer = importer_of(shop, on_progress=progress.tick, ask_store=stores.ask)
    results: list[Imported] = []
    inputs, others = inputs_of(args.paths)
    for number, source in enumerate(inputs, 1):
        progress.start(source.name, number, len(inputs), source.size_bytes)
        for result in importer.import_input(source, options):
            results.append(result)
            if not args.json:
                progress.clear()
                print_result(result, args)
    if args.store and not options.dry_run:
        remember_stores(shop, results, args.store)
    known = {m.key: m for m in (*importer.mappings, *options.mappings)}
    late = late_notes(results, shop, known)
    left_out = [source.name for source in others]
    if args.json:
        imports = [
            result_json(replace(r, notes=(*r.notes, *more)), args)
            for r, more in zip(results, late, strict=True)
        ]
        print_json({"imports": imports, "left_out": left_out})
    else:
        print_end(late, left_out, args)
    return 1 if any(r.status == "refused" for r in results) or not results else 0


def late_notes(
    results: list[Imported], shop: Shop, known: Mapping[str, FileMapping]
) -> list[list[Issue]]:
    """Return per result what is only known at the end: an unverified header, rates still missing."""
    from lianyi.cli.beside_tables import missing_rates, unverified_header

    now = shop.refresh()
    return [[*unverified_header(r, known), *missing_rates(r, now)] for r in results]


def print_end(late: list[list[Issue]], left_out: list[str], args: argparse.Namespace) -> None:
    """Say what was noted and what was left out, after all files."""
    from lianyi.core.wording import told

    for notes in late:
        print_issues(notes, args)
    if left_out:
        names = Text("、", ", ").say(language(args)).join(left_out)
        say(
            Text("不是表格，略过：{names}", "no tables, left out: {names}").format(names=names),
            args,
        )
    if not late:
        say(told("import.nothing_found", {}), args)


def propose_all(args: argparse.Namespace) -> int:
    """Print a proposed mapping per file."""
    from lianyi.shop.importing import propose_for

    for path in args.paths:
        print(propose_for(path, language(args)), end="")
    return 0


def print_result(result: Imported, args: argparse.Namespace) -> None:
    """Say in a line or two what came of one sheet."""
    lang = language(args)
    name = result.file + (f" · {result.sheet}" if result.sheet else "")
    line = f"{STATUS[result.status].say(lang)}  {name}"
    if result.manifest is not None:
        parts = ", ".join(f"{p.table} {p.rows}" for p in result.manifest.parts)
        line += f"  [{result.manifest.id}] {result.manifest.mapping}: {parts}"
    say(line)
    if result.replaces is not None:
        say(REPLACES.format(id=result.replaces), args)
    print_issues(result.issues[:SHOWN_ISSUES], args)
    print_issues(result.notes[:SHOWN_NOTES], args)
    if len(result.notes) > SHOWN_NOTES:
        more = len(result.notes) - SHOWN_NOTES
        say(Text("还有{n}条提示。", "{n} more notes.").format(n=more), args)
    if len(result.issues) > SHOWN_ISSUES:
        more = len(result.issues) - SHOWN_ISSUES
        say(Text("还有{n}个问题。", "{n} more issues.").format(n=more), args)
    if result.bad_file is not None:
        told = Text(
            "问题行在{file}，改好后可以再导入。",
            "Bad rows are in {file}; repair and import it again.",
        )
        say(told.format(file=result.bad_file), args)
    if result.status == "checked":
        print_changes(result, args)


def print_changes(result: Imported, args: argparse.Namespace) -> None:
    """Say what an import would change: rows, values, paid amounts, and what it would not keep."""
    for table, counts in result.changes.get("tables", {}).items():
        rows = Text(
            "  {table}：新增{new}行，更新{updated}行，不变{unchanged}行",
            "  {table}: {new} new, {updated} updated, {unchanged} unchanged rows",
        )
        say(rows.format(table=table, **{k: f"{counts[k]:,}" for k in ROW_COUNTS}), args)
        listed = (
            Text("、", ", ")
            .say(language(args))
            .join(f"{column} {count:,}" for column, count in counts["columns"].items())
        )
        if listed:
            say(
                Text("    改变的值：{listed}", "    values that change: {listed}").format(
                    listed=listed
                ),
                args,
            )
    for month, fen in result.changes.get("gmv_paid_by_month", {}).items():
        change = Text("  {month} gmv_paid {amount}", "  {month} gmv_paid {amount}")
        say(change.format(month=month, amount=_amount(fen, result.changes["minor_digits"])), args)
    dropped = result.changes.get("personal_columns_dropped", [])
    for names, text in (
        (dropped, DROPPED),
        ([u for u in result.unread if u not in dropped], UNREAD),
    ):
        if names:
            joined = Text("、", ", ").say(language(args)).join(names)
            say(text.format(n=len(names), names=joined), args)


def result_json(result: Imported, args: argparse.Namespace) -> dict[str, Any]:
    """Return one result as plain data."""
    from dataclasses import asdict

    return {
        "file": result.file,
        "sheet": result.sheet,
        "status": result.status,
        "import": None if result.manifest is None else result.manifest.id,
        "replaces": result.replaces,
        "snapshot": result.snapshot,
        "manifest": None if result.manifest is None else asdict(result.manifest),
        "issues": [issue_json(i, args) for i in result.issues],
        "notes": [issue_json(i, args) for i in result.notes],
        "columns_not_read": list(result.unread),
        "changes": result.changes,
        "bad_rows_file": None if result.bad_file is None else str(result.bad_file),
        **result.facts,
    }


def remember_stores(shop: Shop, results: list[Imported], store: str) -> None:
    """Keep the store's name for the platforms that were imported."""
    from lianyi.facts.workspace import remember_store

    for platform in sorted({r.manifest.platform for r in results if r.manifest is not None}):
        remember_store(shop.workspace, platform, store)


def _amount(minor: int, digits: int) -> str:
    from decimal import Decimal

    return f"{Decimal(minor).scaleb(-digits):+,}"


class Stores:
    """Asks once per platform what the store is called, and remembers the answer."""

    def __init__(self, shop: Shop, progress: Progress, *, is_asking: bool) -> None:
        self._shop = shop
        self._progress = progress
        self._is_asking = is_asking
        self._told: dict[str, str] = {}

    def ask(self, platform: str) -> str:
        """Return the store's name; nothing where nobody is there to answer or no name is given."""
        if not self._is_asking:
            return ""
        if platform not in self._told:
            self._told[platform] = self._answer(platform)
        return self._told[platform]

    def _answer(self, platform: str) -> str:
        from lianyi.facts.workspace import remember_store

        self._progress.clear()
        question = Text(
            "{platform}的店铺叫什么？直接回车用main：", "Name of the {platform} store (main): "
        )
        sys.stderr.write(question.format(platform=platform).say(language()))
        sys.stderr.flush()
        store = sys.stdin.readline().strip()
        if store:
            remember_store(self._shop.workspace, platform, store)
        return store


class Progress:
    """One line on a terminal: which file, rows, rows a second, time left."""

    def __init__(self, *, enabled: bool) -> None:
        self.enabled = enabled
        self._label = ""
        self._bytes = 0
        self._begun = time.monotonic()

    def start(self, name: str, number: int, total: int, size_bytes: int) -> None:
        """Begin a file."""
        self._label = f"{number}/{total} {name}"
        self._bytes = size_bytes
        self._begun = time.monotonic()
        self._write(self._label)

    def tick(self, numbers: Mapping[str, int]) -> None:
        """Show what the reader reports: `bytes_read` and `rows` so far."""
        seconds = max(time.monotonic() - self._begun, 1e-6)
        parts = [self._label]
        rows = numbers.get("rows", 0)
        if rows:
            parts.append(f"{rows:,} rows, {rows / seconds:,.0f}/s")
        read = numbers.get("bytes_read", 0)
        if read and self._bytes > read:
            parts.append(
                f"{read / self._bytes:.0%}, {(self._bytes - read) * seconds / read:.0f} s left"
            )
        self._write("  ".join(parts))

    def clear(self) -> None:
        """Take the line away."""
        self._write("")

    def _write(self, text: str) -> None:
        if self.enabled:
            sys.stderr.write("\r\x1b[2K" + text[:160])
            sys.stderr.flush()
