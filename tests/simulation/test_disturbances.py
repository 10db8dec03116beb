"""Injected events do what they say, to what they say, and nothing else."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest

from lianyi.simulation.arrays import days_of
from lianyi.simulation.creators import CREATOR_NAMES
from lianyi.simulation.disturbances import (
    Ban,
    ComplaintSpike,
    RefundSpike,
    Silence,
    StockOut,
    WeakCreator,
    disturbed,
    disturbed_sheet,
)
from lianyi.simulation.files import publications, wecom
from lianyi.simulation.files.table import Sheet
from lianyi.simulation.log import Log
from lianyi.simulation.schedule import base_exports
from lianyi.simulation.settings import Settings
from lianyi.simulation.side_tables import side_tables
from lianyi.simulation.trade import simulate

SETTINGS = Settings(5, 12_000, date(2026, 7, 1), date(2026, 11, 15))
DAY = date(2026, 10, 5)


@pytest.fixture(scope="module")
def log() -> Log:
    return simulate(SETTINGS)


def requests_on(log: Log, first: date, days: int) -> int:
    at = days_of(log.refunds.requested_at)
    start = np.datetime64(first)
    return int(((at >= start) & (at < start + days)).sum())


def rows_of(sheet: Sheet) -> list[dict[str, str]]:
    texts = [[c] * sheet.rows if isinstance(c, str) else c for c in sheet.columns.values()]
    return [dict(zip(sheet.columns, row, strict=True)) for row in zip(*texts, strict=True)]


def sheet_of(log: Log, kind: str) -> Sheet:
    export = next(e for e in base_exports(SETTINGS) if e.kind == kind)
    return wecom.groups(log, export) if kind == "groups" else publications.deals(log, export)


def test_without_an_event_nothing_changes(log: Log) -> None:
    assert disturbed(log, []) is log
    sheet = sheet_of(log, "groups")
    assert disturbed_sheet("groups", sheet, []) is sheet
    assert disturbed_sheet("orders", sheet, [Silence(0, DAY)]) is sheet


def test_four_times_as_many_ask_on_the_days_and_as_many_on_others(log: Log) -> None:
    found = disturbed(log, [RefundSpike(DAY)])
    usual = requests_on(log, DAY - timedelta(days=14), 28) / 28
    more = requests_on(found, DAY, 3) - requests_on(log, DAY, 3)
    assert more == pytest.approx(3 * 3 * usual, abs=6)
    assert requests_on(found, DAY + timedelta(days=3), 9) == requests_on(log, DAY + timedelta(days=3), 9)  # fmt: skip
    new = slice(len(log.refunds), None)
    order = found.refunds.order[new]
    assert (found.refunds.requested_at[new] > found.orders.paid_at[order]).all()
    assert not set(order.tolist()) & set(log.refunds.order.tolist())
    assert len(set(order.tolist())) == len(order)


def test_the_same_seed_gives_the_same_requests(log: Log) -> None:
    one, two = (disturbed(log, [RefundSpike(DAY)]).refunds for _ in range(2))
    assert (one.line == two.line).all()
    assert (one.requested_at == two.requested_at).all()


def test_nobody_buys_what_is_gone_and_its_stock_is_nothing(log: Log) -> None:
    event = StockOut("NK-01", DAY, days=4)
    found = disturbed(log, [event])
    paid = days_of(found.orders.paid_at)[found.lines.order]
    inside = (paid >= np.datetime64(DAY)) & (paid < np.datetime64(DAY) + 4)
    assert (log.lines.sku[inside] == 0).any()
    assert not (found.lines.sku[inside] == 0).any()
    assert (found.lines.paid_fen == log.lines.paid_fen).all()
    stock = {(r["商家编码"], r["日期"]): int(r["库存"]) for r in rows_of(side_tables(found, [event])["库存日"])}  # fmt: skip
    days = [(DAY + timedelta(days=n)).isoformat() for n in range(-1, 5)]
    assert [stock["NK-01", d] > 0 for d in days] == [True, False, False, False, False, True]
    quiet = rows_of(side_tables(log)["库存日"])
    assert all(int(r["库存"]) > 0 for r in quiet)


def test_only_one_owner_falls_silent(log: Log) -> None:
    before, after = (rows_of(disturbed_sheet("groups", sheet_of(log, "groups"), e)) for e in ([], [Silence(0, DAY, 7)]))  # fmt: skip
    changed = {(b["owner"], b["stat_time"][:10]) for b, a in zip(before, after, strict=True) if a != b}  # fmt: skip
    assert changed == {("hechuan", (DAY + timedelta(days=n)).isoformat()) for n in range(7)}
    assert all(a["msg_total"] == "0" for a in after if (a["owner"], a["stat_time"][:10]) in changed)


def test_a_weak_creator_delivers_that_part_of_the_promise(log: Log) -> None:
    rows = rows_of(sheet_of(log, "placements"))
    out = next(r for r in rows if r["发布时间"] and r["实际曝光"])
    creator = CREATOR_NAMES.index(out["达人"])
    event = WeakCreator(creator, date.fromisoformat(out["发布时间"][:10]), days=1)
    after = rows_of(disturbed_sheet("placements", sheet_of(log, "placements"), [event]))
    changed = [(b, a) for b, a in zip(rows, after, strict=True) if a != b]
    assert [b["合作编号"] for b, _ in changed] == [out["合作编号"]]
    assert int(changed[0][1]["实际曝光"]) == int(out["承诺曝光"]) * 30 // 100
    assert int(changed[0][1]["阅读"]) < int(out["阅读"])


def test_a_ban_stops_one_code_from_ten_oclock_and_may_be_told(log: Log) -> None:
    events = [Ban("FX-01", DAY, days=5, is_told=True)]
    found = side_tables(log, events)
    joins = Counter((r["渠道码"], r["时间"][:10]) for r in rows_of(found["触点"]))
    assert joins["FX-01", (DAY + timedelta(days=1)).isoformat()] == 0
    assert joins["FX-02", (DAY + timedelta(days=1)).isoformat()] > 0
    assert sum(n for (code, _), n in joins.items() if code == "FX-01") > 300
    late = [r["时间"] for r in rows_of(found["触点"]) if r["渠道码"] == "FX-01" and r["时间"][:10] == DAY.isoformat()]  # fmt: skip
    assert all(t[11:13] < "10" for t in late)
    assert [r["事件"] for r in rows_of(found["账号事件"])] == ["封禁"]
    assert "账号事件" not in side_tables(log)


def test_complaints_come_six_times_as_often(log: Log) -> None:
    def on(events: list[ComplaintSpike]) -> int:
        rows = rows_of(side_tables(log, events)["投诉"])
        return sum(r["时间"][:10] in (DAY.isoformat(), (DAY + timedelta(days=1)).isoformat()) for r in rows)  # fmt: skip

    usual = len(rows_of(side_tables(log)["投诉"])) / SETTINGS.day_count
    assert on([ComplaintSpike(DAY)]) - on([]) >= 5 * 2 * usual - 1
