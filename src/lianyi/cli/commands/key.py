"""Copy out the key that recognises people, or bring it to another machine."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.facts.workspace import Workspace

NAME = "key"
HELP = "备份或放回密钥 / export or import the key"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    from lianyi.cli.nested import add_action

    actions = parser.add_subparsers(dest="action", metavar="export|import", required=True)
    export = add_action(actions, "export", "64个十六进制字符 / 64 hex digits")
    export.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="只有你能读的文件 / a file only you can read",
    )
    bring = add_action(actions, "import", "从文件或标准输入 / from a file or stdin")
    bring.add_argument(
        "file", metavar="FILE", nargs="?", default="-", help="- 或不写：标准输入 / - or none: stdin"
    )


def run(args: argparse.Namespace) -> int:
    """Export or import."""
    from lianyi.cli.output import folder_of
    from lianyi.facts.workspace import open_workspace

    workspace = open_workspace(folder_of(args))
    return _export(workspace, args) if args.action == "export" else _import(workspace, args)


def _export(workspace: Workspace, args: argparse.Namespace) -> int:
    from lianyi.cli.output import say
    from lianyi.facts.keys import load_key

    text = load_key(workspace.id, create=False).hex()
    if args.output is None:
        print(text)
        return 0
    try:
        fd = os.open(args.output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise LianyiError("key.file_exists", file=str(args.output)) from None
    with os.fdopen(fd, "w", encoding="ascii") as file:
        file.write(text + "\n")
    say(
        Text(
            "密钥写到了{file}，和数据分开保管。",
            "The key is in {file}; keep it apart from the data.",
        ).format(file=args.output),
        args,
    )
    return 0


def _import(workspace: Workspace, args: argparse.Namespace) -> int:
    from lianyi.cli.output import say
    from lianyi.facts.keys import parse_key, save_key
    from lianyi.facts.vault import Vault

    key = parse_key(_read(args.file))
    vault = workspace.folder / "vault.db"
    if vault.exists():
        Vault(vault, key).close()  # a key that does not fit is refused before it is stored
    path = save_key(workspace.id, key)
    say(Text("密钥放到了{path}。", "The key is now in {path}.").format(path=path), args)
    return 0


def _read(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    try:
        return Path(name).read_text("ascii")
    except FileNotFoundError:
        raise LianyiError("import.no_such_file", file=name) from None
    except UnicodeDecodeError:
        raise LianyiError("key.malformed") from None
