from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lianyi.core.errors import LianyiError
from lianyi.shop import open_shop
from tests.analyses.small_workspace import asking, workspace

FIRST = date(2026, 8, 1)
LAST = date(2026, 11, 14)
HALF_LIFE_DAYS = 2.0
# Engagements per view of each theme, and how many items it has.
THEMES = {"囤货清单": (0.06, 14), "辅食日记": (0.03, 16), "尿裤测评": (0.03, 15), "睡眠故事": (0.03, 12), "出行打包": (0.03, 1)}  # fmt: skip


def _contents(rng: np.random.Generator) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for theme, (rate, count) in THEMES.items():
        for _ in range(count):
            views = int(rng.lognormal(7, 0.5))
            day = FIRST + timedelta(days=int(rng.integers(0, 100)))
            rows.append({
                "content_no": f"N{len(rows)}", "title": f"{theme}{len(rows)}", "form": "图文", "theme": theme,
                "published_at": f"{day} 12:00:00", "views": views, "likes": int(rng.poisson(rate * views)),
                "shares": int(rng.poisson(0.01 * views)),
            })  # fmt: skip
    # One view, one like: no record. And items that say too little.
    rows.append({"content_no": "tiny", "title": "一次", "theme": "出行打包", "published_at": "2026-09-01 01:00:00", "views": 1, "likes": 1, "shares": 0})  # fmt: skip
    rows.append({"content_no": "bare", "title": "没有数", "published_at": "2026-09-02 01:00:00"})
    return rows


def _days(rng: np.random.Generator, contents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for item in contents:
        day = date.fromisoformat(item["published_at"][:10])
        size = rng.lognormal(5, 0.5)
        for age in range((LAST - day).days + 1):
            views = int(rng.poisson(size * 0.5 ** (age / HALF_LIFE_DAYS)))
            if age <= 40 and views:
                rows.append({"day": f"{day + timedelta(days=age)}", "content_no": item["content_no"], "views": views})  # fmt: skip
    return rows


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    rng = np.random.default_rng(1)
    contents = _contents(rng)
    return workspace(tmp_path, monkeypatch, [["2026-09-01"]], contents=contents, content_days=_days(rng, contents))  # fmt: skip


def test_themes_items_and_their_lives_are_told_apart(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = asking(shop, capsys)("content")
    best, *others = found["rows"]
    assert best["group"] == "囤货清单"
    # Shares are engagements too.
    assert best["low"] <= 0.06 + 0.01 <= best["high"]
    assert best["low"] > max(r["value"] for r in others)
    assert "不是运气" in found["explanation"][0]
    # The theme of two items, one of them of one view, is drawn towards the others.
    thin = next(r for r in others if r["items"] == 2)
    assert thin["weight"] < best["weight"]
    assert {"shrunk", "group_unknown", "not_measured", "few_items", "half_life_from"} <= {w["code"] for w in found["warnings"]}  # fmt: skip
    life = found["numbers"]["half_life_hours"]
    assert life["low"] <= 24 * HALF_LIFE_DAYS <= life["high"]
    assert life["high"] - life["low"] < 12
    spread = found["numbers"]["content_spread"]
    assert spread["low"] <= 0.01 <= spread["high"]
    top = found["tables"]["top"]
    assert top[0]["group"] == "囤货清单"
    assert "tiny" not in {r["content_no"] for r in top}


def test_its_scalars_are_metrics_and_its_picture_shows_every_theme(shop: Path) -> None:
    opened = open_shop(shop)
    row = opened.metrics("content_spread", "half_life_hours", period="2026-Q4").rows()[0]
    result = opened.run("content", period="2026-Q4")
    assert row["content_spread"] == result.number("content_spread").value
    assert row["half_life_hours"] == result.number("half_life_hours").value
    before = opened.metrics("content_spread", period="2025-01").rows()[0]
    assert before["content_spread"] is None
    drawn = result.chart("en")
    assert len(drawn["series"][0]["data"]) == len(result.rows())
    with pytest.raises(LianyiError, match=r"content.not_measured"):
        opened.run("content", measure="order_rate")
    with pytest.raises(LianyiError, match=r"content.nothing"):
        opened.run("content", period="2025-01")


def test_without_daily_counts_the_hours_of_events_show_the_half_life(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(2)
    contents = _contents(rng)[:30]
    half_life_hours = 10.0
    events = []
    for item in contents:
        after = rng.exponential(half_life_hours / np.log(2), int(rng.integers(5, 60)))
        start = np.datetime64(item["published_at"].replace(" ", "T"))
        for n, hours in enumerate(after):
            at = start + np.timedelta64(int(hours * 3600), "s")
            if at < np.datetime64("2026-11-14"):
                events.append({"event_no": f"{item['content_no']}-{n}", "person": n + 1, "at": str(at).replace("T", " "), "event": "share", "content_no": item["content_no"]})  # fmt: skip
    folder = workspace(tmp_path, monkeypatch, [["2026-09-01"]], contents=contents, events=events)
    life = open_shop(folder).run("content").number("half_life_hours")
    assert life.value is not None
    assert life.interval is not None
    assert life.interval.low <= half_life_hours <= life.interval.high


def test_items_alone_have_no_half_life_and_say_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = workspace(tmp_path, monkeypatch, [["2026-09-01"]], contents=_contents(np.random.default_rng(3))[:6])  # fmt: skip
    life = open_shop(folder).run("content", by="form").number("half_life_hours")
    assert life.value is None
    assert life.why is not None
