"""A workspace of a few buyers through the lake and the vault, for asking the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from lianyi.cli.main import main
from lianyi.facts.keys import save_key
from lianyi.facts.vault import tagged
from tests.facts import lakes

Ask = Callable[..., dict[str, Any]]
DAYS = ("2026-08-01", "2026-11-14")


def workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, buyers: Sequence[Sequence[str]], **tables: Any
) -> Path:  # fmt: skip
    """Make a workspace in which each of `buyers` paid 10 yuan on its days; return its folder."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    where = lakes.workspace(tmp_path / "shop")
    save_key(where.id, lakes.KEY)
    vault = lakes.vault(where)
    phones = [tagged("phone", f"1380000{n:04d}") for n in range(len(buyers))]
    ids = [vault.assign([phone])[0] for phone in phones]
    vault.close()
    orders = [
        {"order_no": f"E{n}-{k}", "buyer": ids[n], "paid_fen": 1_000, "created_at": f"{day} 02:00:00", "paid_at": f"{day} 02:00:00"}
        for n, days in enumerate(buyers)
        for k, day in enumerate(days)
    ]  # fmt: skip
    lakes.add(where, "aaa", "2026-11-15 00:00:00", days=DAYS, orders=orders, **tables)
    lakes.stand(where, "aaa")
    return where.folder


def asking(folder: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Return a function that runs `lianyi run … --json` on the workspace and returns what it printed."""

    def ask(*arguments: object) -> dict[str, Any]:
        code = main(["run", *(str(a) for a in arguments), "--json", "-C", str(folder)])
        said = capsys.readouterr()
        assert code == 0, said.err
        answer: Mapping[str, Any] = json.loads(said.out)
        return dict(answer)

    return ask
