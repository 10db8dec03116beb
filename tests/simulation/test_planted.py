"""The planted shop is plausible, the same every time, whole in its files, and no larger in memory for more people."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from lianyi.core.errors import LianyiError
from lianyi.simulation import PeopleSettings, people_shop
from lianyi.simulation.arrays import draws
from lianyi.simulation.planted import lives, people, returns, tastes, touches
from lianyi.simulation.planted.block import Block, block
from lianyi.simulation.planted.settings import LifeTruth, ReturnTruth, TouchTruth
from lianyi.simulation.planted.truth import truths
from lianyi.simulation.planted.writing import Exports

SMALL = PeopleSettings(people=600, first_day=date(2026, 8, 3))


@pytest.fixture(scope="module")
def made() -> Block:
    return block(PeopleSettings(people=20_000), 0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("planted")
    people_shop(path, SMALL)
    return path


def rows(folder: Path, label: str) -> list[dict[str, str]]:
    found = []
    for path in sorted(folder.glob(f"{label}_*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found += list(csv.DictReader(file))
    return found


def test_repeat_purchases_are_as_many_as_the_model_expects() -> None:
    truth, weeks = LifeTruth(), 26
    first = np.zeros(40_000, np.int64)
    found = lives.purchases(draws(3, "lives"), truth, first, weeks * lives.WEEK_SECONDS)
    repeats = (len(found.at) - len(first)) / len(first)
    assert repeats == pytest.approx(lives.expected_repeats(truth, weeks), rel=0.02)
    assert found.fen.mean() / 100 == pytest.approx(truth.mean_yuan, rel=0.02)


def test_expected_repeats_agree_with_a_published_value() -> None:
    # Fader, Hardie and Lee, "Implementing the BG/NBD model in Excel" (2005): CDNOW's fit expects 1.23 within 39 weeks.
    cdnow = LifeTruth(r=0.243, alpha_weeks=4.414, a=0.793, b=2.426)
    assert lives.expected_repeats(cdnow, 39) == pytest.approx(1.2, abs=0.05)


def test_nobody_is_invited_twice_or_after_having_bought(made: Block) -> None:
    honest = made.invites.generation >= 0
    invitees = made.invites.invitee[honest]
    assert len(np.unique(invitees)) == len(invitees)
    first = dict(zip(made.orders.customer[made.orders.nth == 0].tolist(), made.orders.at[made.orders.nth == 0].tolist(), strict=True))  # fmt: skip
    sent = zip(invitees.tolist(), made.invites.at[honest].tolist(), strict=True)
    assert all(first.get(person, at) >= at for person, at in sent)
    assert any(person in first for person in invitees.tolist())


def test_arms_are_equal_independent_and_a_matter_of_the_hash_alone() -> None:
    numbers = np.arange(50_000)
    one, two = people.second_arm(numbers, "一"), people.second_arm(numbers, "二")
    assert 0.49 < one.mean() < 0.51
    assert 0.24 < (one & two).mean() < 0.26
    assert people.second_arm(numbers[777:778], "一") == one[777]


def test_the_last_touch_has_the_planted_shares() -> None:
    truth = TouchTruth(seen_ratio=1.0)
    at = np.arange(30_000) * 10**7
    led = touches.touches(draws(1, "touches"), truth, np.arange(30_000), at + 10**8)
    last = np.r_[led.order[1:] != led.order[:-1], True]
    shares = np.bincount(led.channel[last]) / last.sum()
    assert shares == pytest.approx(truth.last, abs=0.01)
    assert (led.at < (at + 10**8)[led.order]).all()
    assert led.needed.mean() == pytest.approx(sum(truth.incremental), abs=0.01)


def test_goods_that_go_together_do_so_as_often_as_is_said() -> None:
    persona = tastes.personas(np.arange(200_000), 7)
    found = tastes.baskets(draws(1, "baskets"), persona)
    holds = np.zeros((len(persona), len(tastes.PRODUCTS)), bool)
    holds[found.order, found.product] = True
    names = [name for name, _ in tastes.PRODUCTS]
    for (a, b), lift in tastes.lifts().items():
        left, right = holds[:, names.index(a)], holds[:, names.index(b)]
        assert (left & right).mean() / left.mean() / right.mean() == pytest.approx(lift, rel=0.06)


def test_money_returns_after_the_planted_delay() -> None:
    truth = ReturnTruth()
    found = returns.returns(draws(1, "returns"), truth, np.zeros(50_000, np.int64), 10**9)
    assert len(found.order) / 50_000 == pytest.approx(truth.ratio, abs=0.01)
    assert np.median(found.done_at) / 86_400 == pytest.approx(returns.median_days(truth), rel=0.03)


def test_files_say_what_the_log_says(folder: Path) -> None:
    log = block(SMALL, 0)
    assert len(rows(folder, "事件")) == len(log.events.at)
    paid = sum(round(float(r["买家实付"]) * 100) for r in rows(folder, "订单"))
    assert paid == log.orders.fen.sum()
    assert sum(round(float(r["实付分摊"]) * 100) for r in rows(folder, "订单明细")) == paid
    joined = [r for r in rows(folder, "邀请") if r["加入时间"]]
    assert len(joined) == (log.invites.joined_at >= 0).sum()
    assert {r["时间"][:10] for r in rows(folder, "事件")} <= {f"{d}" for d in np.arange("2026-08-03", "2026-11-16", dtype="M8[D]")}  # fmt: skip
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    assert truth["rows"]["订单"] == len(log.orders)
    assert {r["值"] for r in rows(folder, "客户属性") if r["属性"] == "device"} == {r["device"] for r in truth["rings"]}  # fmt: skip


def test_equal_settings_write_equal_bytes(folder: Path, tmp_path: Path) -> None:
    people_shop(tmp_path / "again", SMALL)
    digest = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}
    assert digest == {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in (tmp_path / "again").iterdir()
    }


def test_a_long_table_is_cut_into_files(tmp_path: Path) -> None:
    with Exports(tmp_path, rows_per_file=3) as exports:
        for n in range(4):
            exports.add("事件", {"号": [f"{n}a", f"{n}b"], "名": "看"}, 2)
    assert [len(p.read_text("utf-8-sig").splitlines()) for p in sorted(tmp_path.iterdir())] == [
        5,
        5,
    ]
    assert (tmp_path / "事件_001.csv").read_text("utf-8-sig").splitlines()[:2] == ["号,名", "2a,看"]


def test_pure_lives_are_nothing_but_orders(tmp_path: Path) -> None:
    truth = people_shop(tmp_path, PeopleSettings(people=300, pure_lives=True))
    assert {p.name for p in tmp_path.iterdir()} == {"订单_000.csv", "truth.json"}
    assert set(truth) == {"lives", "rings", "rows", "seed", "people", "first_day", "last_day"}


def test_a_size_in_events_is_met_roughly() -> None:
    settings = PeopleSettings.for_events(100_000)
    assert len(block(settings, 0).events.at) == pytest.approx(100_000, rel=0.15)


def test_a_test_of_two_arms_says_what_each_is_worth() -> None:
    planted = truths(SMALL)["experiments"]["首单券"]
    assert planted["paid_ratio_difference"] == pytest.approx(0.06)
    assert planted["paid_yuan_difference"] == pytest.approx(
        planted["paid_yuan_per_person"][1] - planted["paid_yuan_per_person"][0]
    )


def test_too_small_a_shop_is_refused() -> None:
    with pytest.raises(LianyiError):
        PeopleSettings(people=99)
