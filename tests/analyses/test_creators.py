from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lianyi.analyses.creators.read import COUNTS, ITEM_COUNTS, Deals, Works
from lianyi.analyses.creators.signals import signs_of, suspects, unchecked
from lianyi.core.errors import LianyiError
from lianyi.shop import open_shop
from lianyi.simulation.planted.deals import deals as planted_deals
from tests.analyses.small_workspace import asking, workspace

# Value per yuan of fee; creator 1 is good, 7 is not, 3 pays and breaks promises, the others return what they cost.
RETURNS = {1: 3.0, 3: 1.6, 7: 0.3}


def _placements(rng: np.random.Generator, creators: int = 10, each: int = 8) -> list[dict[str, Any]]:  # fmt: skip
    rows = []
    for creator in range(creators):
        for n in range(1 if creator == 9 else each):
            fee = int(rng.integers(3_000, 9_000)) * 100
            promised = fee // 50
            shown = int(promised * (0.5 if creator == 3 else 1.1) * rng.uniform(0.9, 1.1))
            reads = int(shown * rng.uniform(0.08, 0.15))
            engaged = int(rng.binomial(reads, rng.uniform(0.04, 0.06)))
            orders = int(rng.poisson(fee * RETURNS.get(creator, 1.0) / 10_000))
            rows.append({
                "placement_no": f"P{creator}-{n}", "creator_id": f"c{creator}", "creator_name": f"达人{creator}", "content_no": f"N{creator}-{n}",
                "published_at": f"2026-09-{n + 1:02} 03:00:00", "due_day": f"2026-09-{n + (0 if creator == 3 else 2):02}" if n else None,
                "fee_fen": fee, "promised_impressions": promised, "impressions": shown, "reads": reads, "interactions": engaged,
                "visitors": int(rng.binomial(engaged, 0.5)), "orders": orders, "paid_fen": orders * 10_000,
            })  # fmt: skip
    return rows


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    rows = _placements(np.random.default_rng(1))
    # Creator 5: ten times the engagement of all others, and nobody comes to the shop.
    for row in rows:
        if row["creator_id"] == "c5":
            row["interactions"], row["visitors"] = row["reads"] // 2, 1
    people = [{"creator_id": f"c{n}", "creator_name": f"达人{n}", "fans": 200_000 if n < 6 else 5_000} for n in range(10)]  # fmt: skip
    return workspace(tmp_path, monkeypatch, [["2026-09-01"]], placements=rows, creators=people)


def test_who_sells_beyond_luck_and_what_was_promised(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = asking(shop, capsys)("creators")
    rows = {r["creator"]: r for r in found["rows"]}
    assert found["rows"][0]["creator"] == "达人1"
    assert rows["达人1"]["roi_low"] <= 3.0 <= rows["达人1"]["roi_high"]
    assert rows["达人1"]["suggestion_zh"] == "续约"
    assert rows["达人7"]["suggestion_en"] == "Stop"
    assert rows["达人3"]["delivered_raw"] == pytest.approx(0.5, abs=0.1)
    assert rows["达人3"]["suggestion_zh"] == "重新谈"
    assert "不是运气" in found["explanation"][0]
    assert found["numbers"]["on_time_share"]["n"] == 63
    # Fee over engagements, of the same placements.
    row = rows["达人2"]
    assert row["cost_per_order_fen"] == pytest.approx(row["fee_fen"] / (row["paid_fen"] / 10_000), abs=1)  # fmt: skip


def test_little_data_is_drawn_to_its_tier(shop: Path) -> None:
    result = open_shop(shop).run("creators")
    rows = {r["creator"]: r for r in result.rows()}
    thin, full = rows["达人9"], rows["达人8"]
    assert thin["placements"] == 1
    assert thin["weight"] < full["weight"]
    assert thin["roi_high"] - thin["roi_low"] > full["roi_high"] - full["roi_low"]
    codes = {w.code for w in result.warnings}
    assert {"shrunk", "few_placements", "platform_counts", "signs_unchecked"} <= codes


def test_two_kinds_of_signs_make_a_hint_and_no_verdict(shop: Path) -> None:
    result = open_shop(shop).run("creators")
    suspected = [r["creator"] for r in result.rows() if r["suspected"]]
    assert suspected == ["达人5"]
    assert {r["kind"] for r in result.table("evidence").dicts()} == {
        "engagement_rate",
        "no_visits",
        "too_even",
    }
    said = next(w for w in result.warnings if w.code == "suspected")
    assert "疑似" in said.text.zh
    assert "不是结论" in said.text.zh
    assert "no verdict" in said.text.en
    assert result.number("suspected").value == 1


def test_no_placement_is_refused_and_metrics_know_the_promise(shop: Path) -> None:
    opened = open_shop(shop)
    with pytest.raises(LianyiError, match=r"creators.nothing"):
        opened.run("creators", period="2025-01")
    drawn = opened.run("creators").chart("zh")
    assert len(drawn["series"][0]["data"]) == 10


def test_what_the_synthetic_shop_plants_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = planted_deals(np.random.default_rng(1), 100)
    counts = ("promised", "impressions", "reads", "interactions", "visitors", "orders")
    named = ("promised_impressions", *counts[1:])
    rows = [
        {"placement_no": f"H{n}", "creator_id": f"{c:03}", "published_at": "2026-09-01 03:00:00", "fee_fen": int(made.fee_yuan[n]) * 100}
        | {k: int(getattr(made, v)[n]) for k, v in zip(named, counts, strict=True)}
        for n, c in enumerate(made.creator.tolist())
    ]  # fmt: skip
    folder = workspace(tmp_path, monkeypatch, [["2026-09-01"]], placements=rows)
    found = open_shop(folder).run("creators").rows()
    assert sorted(int(r["creator"]) for r in found if r["suspected"]) == made.fake.tolist()
    held = sum(r["delivered_low"] <= made.ratio[int(r["creator"])] <= r["delivered_high"] for r in found)  # fmt: skip
    assert held >= 25
    assert all(r["roi"] is None for r in found)


def _deals(reads: np.ndarray, interactions: np.ndarray, creator: np.ndarray) -> Deals:
    size, many = len(reads), int(creator.max()) + 1
    nothing = np.full(size, np.nan)
    counts = {**dict.fromkeys(COUNTS, nothing), "reads": reads.astype(float), "interactions": interactions.astype(float)}  # fmt: skip
    keys = tuple(("xiaohongshu", f"c{n}") for n in range(many))
    return Deals(keys, tuple(f"c{n}" for n in range(many)), np.full(many, np.nan), creator, counts, nothing, (None,) * size)  # fmt: skip


def _works(creator: np.ndarray, days: tuple[tuple[int, str, int, int], ...] = (), **counts: np.ndarray) -> Works:  # fmt: skip
    nothing = np.full(len(creator), np.nan)
    return Works(creator, {**dict.fromkeys(ITEM_COUNTS, nothing), **counts}, days)


NO_WORKS = _works(np.zeros(0, int))


def test_honest_creators_show_no_sign() -> None:
    flagged = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        creator = np.repeat(np.arange(20), 8)
        reads = rng.integers(500, 20_000, 160)
        rates = rng.beta(20, 380, 20)[creator] * rng.lognormal(0, 0.2, 160)
        likes = rng.integers(100, 9_000, 160).astype(float)
        works = _works(creator, likes=likes, comments=rng.poisson(likes * 0.08).astype(float))
        flagged += len(suspects(signs_of(_deals(reads, rng.binomial(reads, rates), creator), works)))  # fmt: skip
    assert flagged <= 2


def test_rates_without_the_noise_of_counting_are_too_even() -> None:
    rng = np.random.default_rng(3)
    creator = np.repeat(np.arange(6), 8)
    reads = rng.integers(2_000, 20_000, 48)
    honest = rng.binomial(reads, 0.05)
    made = np.where(creator == 2, np.round(reads * 0.05), honest)
    found = signs_of(_deals(reads, made, creator), NO_WORKS)
    assert [(s.creator, s.kind) for s in found] == [(2, "too_even")]


def test_round_counts_bursts_and_silence_are_seen() -> None:
    rng = np.random.default_rng(4)
    creator = np.repeat(np.arange(6), 5)
    likes = rng.integers(150, 9_000, 30).astype(float)
    comments = rng.poisson(likes * 0.1).astype(float)
    comments[creator == 1] = 0
    likes[creator == 4] = [500, 800, 1200, 300, 900]
    comments[creator == 4] = [50, 100, 100, 30, 90]
    days = tuple((3, "x", age, count) for age, count in ((0, 90), (1, 40), (6, 400), (7, 5)))
    works = _works(creator, days, likes=likes, comments=comments)
    deals = _deals(np.full(6, np.nan), np.full(6, np.nan), np.arange(6))
    assert {(s.creator, s.kind) for s in signs_of(deals, works)} == {(1, "few_comments"), (3, "late_burst"), (4, "round_counts")}  # fmt: skip
    assert not suspects(signs_of(deals, works))


def test_what_cannot_be_checked_is_named() -> None:
    few = _deals(np.array([100.0]), np.array([5.0]), np.array([0]))
    assert set(unchecked(few, NO_WORKS)) == {"engagement_rate", "few_comments", "no_visits", "late_burst"}  # fmt: skip
