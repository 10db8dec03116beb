"""One alert for each cause."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from lianyi.core.translation import Text
from lianyi.planning.risks.alerts import alerts, episodes
from lianyi.planning.risks.heat import Settling
from lianyi.planning.risks.watched import Axis, Kind, Subject, Track

AXIS = Axis(date(2026, 10, 1), date(2026, 10, 30))
NAPPY = Subject("product", "纸尿裤", "纸尿裤")


def track(preset: str, kind: Kind, key: str, *days: int, also: tuple[Subject, ...] = ()) -> Track:
    """Something that is alarming on `days` of October."""
    heat = np.zeros(30, dtype=np.int8)
    heat[[d - 1 for d in days]] = 2
    numbers = np.zeros(30)
    return Track(preset, Subject(kind, key, key), AXIS, heat, numbers, numbers, lambda _: Text("", ""), settling=Settling(1, 1), also=also)  # fmt: skip


def heads(*tracks: Track) -> list[tuple[str, int, int]]:
    """Preset of the head, day of October and number of signs of each alert."""
    return [(a.head.preset, a.first.day, len(a.episodes)) for a in alerts(tracks)]


def test_goods_that_ran_out_and_come_back_as_refunds_are_one_cause() -> None:
    gone = track("stock_out", "sku", "NK-01", 12, 13, also=(NAPPY,))
    back = track("refund_spike", "product", "纸尿裤", 9, 10)
    assert heads(back, gone) == [("stock_out", 9, 2)]


def test_the_same_product_weeks_later_is_another_cause() -> None:
    gone = track("stock_out", "sku", "NK-01", 2, also=(NAPPY,))
    back = track("refund_spike", "product", "纸尿裤", 20)
    assert heads(gone, back) == [("stock_out", 2, 1), ("refund_spike", 20, 1)]


def test_a_product_that_drives_the_whole_shop_is_named() -> None:
    found = alerts([track("refund_spike", "shop", "", 5, 6), track("refund_spike", "product", "纸尿裤", 6)])  # fmt: skip
    assert [(a.subject.key, a.first.day) for a in found] == [("纸尿裤", 5)]
    assert found[0].key == "refund_spike:product:纸尿裤:2026-10-05"


def test_two_products_at_once_without_the_shop_are_two_causes() -> None:
    assert len(heads(track("refund_spike", "product", "a", 5), track("refund_spike", "product", "b", 5))) == 2  # fmt: skip


def test_complaints_about_a_product_join_its_refunds() -> None:
    said = track("complaint_spike", "shop", "", 8, also=(NAPPY,))
    back = track("refund_spike", "product", "纸尿裤", 9)
    assert heads(said, back) == [("refund_spike", 8, 2)]


def test_an_account_and_a_code_of_the_same_days_are_one_ban() -> None:
    account = track("play_banned", "account", "企微一号", 7)
    code = track("play_banned", "code", "FX", 8, 9)
    other = track("play_banned", "code", "FY", 25)
    assert heads(code, account, other) == [("play_banned", 7, 2), ("play_banned", 25, 1)]


def test_a_value_that_comes_down_to_watch_and_rises_again_is_one_episode() -> None:
    (one,) = episodes(track("refund_spike", "shop", "", 5, 7))
    assert (one.first.day, one.last.day) == (5, 7)
    assert len(episodes(track("refund_spike", "shop", "", 5, 12))) == 2


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_the_order_of_tracks_does_not_matter(order: tuple[int, ...]) -> None:
    every = [
        track("refund_spike", "shop", "", 5),
        track("refund_spike", "product", "a", 6),
        track("refund_spike", "product", "b", 7),
    ]
    assert heads(*(every[n] for n in order)) == [("refund_spike", 5, 3)]
