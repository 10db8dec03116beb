"""The trainer: the same seed, the same weights; calibrated; and on real reviews that it has not seen."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from lianyi.language.model import load, save
from lianyi.language.normal import normal
from lianyi.language.overlap import shared, unlike
from lianyi.language.sentiment import score
from lianyi.language.training import fit, once, part_of, platt
from tests.conftest import SHARED_DATA

REVIEWS = "cn_sentiment/dev_online_shopping_60pct.csv.gz"
HEADS, TAILS = ("这件衣服", "这个果子", "这台机器", "这本书", "那双鞋"), ("下次还买", "给妈妈的", "三天到货", "周末收到")  # fmt: skip


def few(n: int = 200) -> tuple[list[str], list[bool]]:
    """Return small texts in which one word tells the answer."""
    texts = [f"{HEADS[k % 5]}{'香甜' if k % 2 else '酸臭'}第{'甲乙丙丁戊己庚'[k % 7]}{TAILS[k % 4]}{chr(0x4E00 + k)}" for k in range(n)]  # fmt: skip
    return texts, [k % 2 == 1 for k in range(n)]


def test_the_same_seed_gives_the_same_weights_and_they_survive_the_file(tmp_path: Path) -> None:
    texts, truth = few()
    one, two = (fit(texts, truth, version="t", seed=3, bits=14) for _ in range(2))
    assert np.array_equal(one.weights, two.weights)
    assert one.slope == two.slope
    save(one, tmp_path / "m.npz")
    back = load(tmp_path / "m.npz")
    assert np.array_equal(back.weights, one.weights)
    new = score(["那瓶水香甜", "那瓶水酸臭"], back)
    assert new.probability[0] > 0.5 > new.probability[1]


def test_a_copy_counts_once_and_a_text_with_two_answers_not_at_all() -> None:
    kept, truth = once(["好，", "好！", "坏", "坏。", "行"], [True, True, True, False, False])
    assert (kept, truth.tolist()) == (["好，", "行"], [True, False])


def test_platt_recovers_the_odds_that_were_planted() -> None:
    random = np.random.default_rng(1)
    raw = random.normal(0, 2, 40_000)
    truth = random.random(40_000) < 1 / (1 + np.exp(-0.6 * raw))
    assert platt(raw, truth) == pytest.approx(0.6, abs=0.03)


def test_a_line_cut_out_of_a_longer_text_is_found_and_strangers_are_not() -> None:
    whole = "房间很大也很干净，服务员态度特别好，早餐种类多，下次出差还会来住"
    texts = ["服务员态度特别好，早餐种类多", "快递太慢了，等了整整一个星期", "好", ""]
    assert shared(texts, [whole, "好！"]).tolist() == [1, 0, 1, 1]
    assert unlike(texts, [whole]).tolist() == [False, True, True, False]


def labelled(path: Path) -> tuple[list[str], list[bool]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["review"].strip()]
    return [r["review"] for r in rows], [r["label"] == "1" for r in rows]


def _kept(rows: Sequence[str], chosen: Sequence[bool]) -> list[str]:
    return [r for r, c in zip(rows, chosen, strict=True) if c]


@pytest.mark.full
@pytest.mark.skipif(not (SHARED_DATA / REVIEWS).is_file(), reason="../shared/data missing")
def test_the_trainer_reads_unseen_reviews_of_the_same_source() -> None:
    texts, positive = labelled(SHARED_DATA / REVIEWS)
    plain, truth = once([normal(t) for t in texts], positive)
    held = [part_of(t, 5) == 0 for t in plain]
    seen = [not h for h in held]
    model = fit(_kept(plain, seen), truth[seen].tolist(), version="test")
    tested, answers = _kept(plain, held), truth[held]
    fresh = unlike(tested, _kept(plain, seen))
    assert fresh.sum() > 5_000
    number = score(tested, model)
    right = ((number.probability > 0.5) == answers)[fresh]
    print(f"{right.mean():.4f} of {fresh.sum()}")
    assert right.mean() >= 0.92


@pytest.mark.full
@pytest.mark.skipif(not (SHARED_DATA / REVIEWS).is_file(), reason="../shared/data missing")
def test_the_shipped_model_reads_strangers_as_well_as_the_page_says() -> None:
    texts, positive = labelled(SHARED_DATA / REVIEWS)
    # Books, computers and hotels share texts with what it was trained on; fruit, shampoo, clothes and tablets do not.
    with gzip.open(SHARED_DATA / REVIEWS, "rt", encoding="utf-8") as file:
        kinds = [r["cat"] for r in csv.DictReader(file) if r["review"].strip()]
    fresh = np.isin(kinds, ["水果", "洗发水", "衣服", "平板"])
    found = score([t for t, f in zip(texts, fresh, strict=True) if f])
    truth = np.array(positive)[fresh]
    assert ((found.probability > 0.5) == truth).mean() >= 0.88
    decided = found.answer != 1
    assert decided.mean() >= 0.85
    assert ((found.answer == 2) == truth)[decided].mean() >= 0.91
