"""List the imports: what came in, when, what it covers, and whether it counts."""

from __future__ import annotations

import argparse

from lianyi.core.translation import Text

NAME = "imports"
HELP = "导入记录 / list imports"
TITLES = (
    Text("编号", "number"),
    Text("导入", "import"),
    Text("生效", "counts"),
    Text("种类", "kind"),
    Text("店铺", "store"),
    Text("导出时间（UTC）", "as of (UTC)"),
    Text("行数", "rows"),
    Text("覆盖", "covers"),
    Text("文件", "file"),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print every import that was ever committed."""
    from dataclasses import asdict

    from lianyi.cli.output import language, print_json, print_table, shop_of
    from lianyi.facts.lake import read_manifest
    from lianyi.facts.snapshots import history

    shop = shop_of(args)
    entered = {
        s.reason.split()[-1]: s.number
        for s in reversed(history(shop.workspace.lake))
        if s.reason.startswith("import ")
    }
    manifests = [(number, read_manifest(shop.workspace.lake, i)) for i, number in entered.items()]
    manifests.sort(key=lambda pair: pair[0])
    if args.json:
        listed = [
            {"number": n, "stands": m.id in shop.snapshot.imports, **asdict(m)}
            for n, m in manifests
        ]
        print_json({"imports": listed, "snapshot": shop.snapshot.number})
        return 0
    rows = [
        (
            n,
            m.id,
            "✓" if m.id in shop.snapshot.imports else "↺",
            m.mapping,
            m.store,
            m.as_of[:16],
            m.rows,
            ", ".join(f"{p.table} {p.from_day or ''}..{p.to_day or ''}" for p in m.parts),
            m.file,
        )
        for n, m in manifests
    ]
    print_table([title.say(language(args)) for title in TITLES], rows)
    return 0
