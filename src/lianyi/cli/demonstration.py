"""The steps of `lianyi demo`."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from lianyi.cli.output import language, say
from lianyi.core.translation import Text

TRUTH = "truth"


def make_demo(folder: Path, args: argparse.Namespace) -> Path:
    """Write the exports, import them and make both reports; return the weekly page."""
    from lianyi.facts.workspace import SETTINGS, init_workspace
    from lianyi.shop import open_shop

    begun = time.monotonic()
    exports = folder / "exports"
    if not (folder / TRUTH / "totals.json").exists():
        say(Text("正在生成示例店铺的导出文件…", "Writing the sample shop's exports…"), args)
        _write_exports(exports, args)
    if not (folder / SETTINGS).exists():
        init_workspace(folder, name="涟漪样品店")
    shop = open_shop(folder)
    if not shop.snapshot.imports:
        say(Text("正在导入…", "Importing…"), args)
        _import(folder, exports, args)
        shop = shop.refresh()
    page = _reports(folder, args)
    say(Text("用时{s}秒。", "Took {s} seconds.").format(s=round(time.monotonic() - begun, 1)), args)
    return page


def _write_exports(exports: Path, args: argparse.Namespace) -> None:
    from lianyi.simulation import DEMO, write_shop

    write_shop(
        exports,
        seed=DEMO.seed,
        orders=args.orders or DEMO.orders,
        few_files=DEMO.few_files,
        people=True,
        truth=exports.parent / TRUTH,
    )


def _import(folder: Path, exports: Path, args: argparse.Namespace) -> None:
    from lianyi.cli.importing import import_all
    from lianyi.importers.run import Options
    from lianyi.shop import open_shop

    wanted = sorted(p for p in exports.iterdir() if p.suffix in (".csv", ".xlsx"))
    given = argparse.Namespace(**{**vars(args), "paths": wanted, "json": False, "store": None})
    import_all(open_shop(folder), given, Options())


def _reports(folder: Path, args: argparse.Namespace) -> Path:
    from lianyi.shop import open_shop
    from lianyi.shop.reporting import build_report, keep, write_report

    shop = open_shop(folder)
    out = folder / "out"
    lang = language(args)
    for kind in ("daily", "weekly"):
        document = build_report(shop, kind, None, lang, shop.wall_clock())
        keep(shop, document)
        for ending in ("html", "xlsx", "txt"):
            write_report(document, out / f"{kind}.{ending}")
    return out / "weekly.html"


def show(address: str) -> None:
    """Open `address` in the user's browser where there is one."""
    import webbrowser

    webbrowser.open(address)


def serve(page: Path, args: argparse.Namespace) -> int:
    """Serve the folder of `page` on the loopback interface until Ctrl+C."""
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    handler = partial(SimpleHTTPRequestHandler, directory=str(page.parent))
    with ThreadingHTTPServer(("127.0.0.1", args.port), handler) as server:
        address = f"http://127.0.0.1:{server.server_address[1]}/{page.name}"
        say(address, args)
        if not args.no_browser:
            show(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0
