"""From an empty folder to goal lines in the weekly report, as the guide says, with the commands that it names."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lianyi.cli.main import main
from lianyi.shop import Shop
from lianyi.simulation import write_shop

NOW = datetime(2026, 11, 16, 1, tzinfo=UTC)
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def lianyi(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Run:
    """Run `lianyi -C shop ARGUMENT…` on the Monday after the exports end."""
    monkeypatch.setenv("LIANYI_LANG", "zh")
    monkeypatch.setattr(Shop, "now", NOW)

    def run(*arguments: object) -> tuple[int, str]:
        code = main(["-C", str(tmp_path / "shop"), *(str(a) for a in arguments)])
        return code, capsys.readouterr().out

    return run


@pytest.mark.full
def test_the_guide_works_as_it_is_written(lianyi: Run, tmp_path: Path) -> None:
    code, _ = lianyi("plan", "new", "--stage", "growth")
    assert code == 0
    code, out = lianyi("plan", "check", "--json")
    assert code == 0
    assert len(json.loads(out)["drafts"]) == 5

    exports = tmp_path / "exports"
    sizes = {"seed": 11, "orders": 1_000, "few_files": True}
    write_shop(exports, first_day=date(2026, 9, 15), last_day=date(2026, 11, 15), **sizes)  # type: ignore[arg-type]  # one bag
    # Orders and visitors are enough for the goals, and each file costs time.
    files = sorted(p for p in exports.iterdir() if any(w in p.name for w in ("订单", "日报")))
    code, _ = lianyi("import", *files)
    assert code == 0

    _, out = lianyi("plan", "check", "--json")
    checked = json.loads(out)
    assert "gmv" in checked["filled"]
    assert checked["recorded"] is not None
    states = {v["key"]: v["state"] for v in checked["verdicts"]}
    assert states["goal:gmv:pace"] == states["goal:gmv:parts"] == "pass"

    path = tmp_path / "weekly.txt"
    code, _ = lianyi("report", "weekly", "--period", "2026-W46", "-o", path)
    assert code == 0
    said = path.read_text("utf-8")
    assert "■ 目标" in said
    assert "2026年11月支付GMV" in said

    begun = time.monotonic()
    plan = tmp_path / "shop" / "plan" / "plan.yaml"
    text = plan.read_text("utf-8")
    target = json.loads(lianyi("plan", "show", "gmv", "--json")[1])["goal"]["target"]
    plan.write_text(
        text.replace(f"target: {target:.0f}\n", f"target: {target * 3:.0f}\n", 1), "utf-8"
    )
    code, out = lianyi("plan", "check")
    assert code == 1
    assert "分解算出" in out
    assert time.monotonic() - begun < 60
