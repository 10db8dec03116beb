"""RFM: scores where the table says, ties together, groups by name, and flows whose rows and columns sum."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.analyses.result import Result
from lianyi.core.errors import LianyiError
from tests.analyses.pinned import Pinned, run
from tests.analyses.small_workspace import asking, workspace
from tests.timelines.kernels.order_logs import DAY, Order, orders, random_orders


def bought(person: int, ago: int, count: int, yuan: float, refund: float = 0) -> list[Order]:
    """`count` orders, the last one `ago` days before day 400, worth `yuan` in all, the others ten days before."""
    days = [390 - ago] * (count - 1) + [400 - ago]
    fen = [0] * (count - 1) + [round(yuan * 100)]
    return [Order(person, d * DAY, f, round(refund * 100) if f else 0) for d, f in zip(days, fen, strict=True)]  # fmt: skip


def shop(rows: Sequence[Order], days: int, **more: Any) -> Pinned:
    return Pinned(rows, days, today=date(2028, 1, 1), **more)


def cells(result: Result) -> dict[tuple[int, int, int], int]:
    return {(c["r"], c["f"], c["m"]): c["people"] for c in result.table("cells").dicts()}


def groups(result: Result) -> dict[str, int]:
    return {g["code"]: g["people"] for g in result.rows()}


@pytest.mark.parametrize(
    ("ago", "count", "yuan", "scores"),
    [
        (0, 20, 5_000, (5, 5, 5)), (30, 19, 4_999.99, (5, 4, 4)), (31, 15, 3_000, (4, 4, 4)), (60, 14, 2_999.99, (4, 3, 3)),
        (61, 10, 1_000, (3, 3, 3)), (90, 9, 999.99, (3, 2, 2)), (91, 5, 500, (2, 2, 2)), (180, 4, 499.99, (2, 1, 1)),
        (181, 1, 0, (1, 1, 1)),
    ],
)  # fmt: skip
def test_the_published_table_scores_as_published(
    ago: int, count: int, yuan: float, scores: tuple[int, int, int]
) -> None:
    result = run("rfm", shop(bought(1, ago, count, yuan), 401), method="published", flow=False)
    assert cells(result) == {scores: 1}


def test_quintiles_keep_equal_values_together() -> None:
    # Orders of ten people: 1 1 1 1 2 2 3 4 5 9. A fifth is two people: cut-offs 1, 1, 2, 4.
    rows = [o for p, n in enumerate((1, 1, 1, 1, 2, 2, 3, 4, 5, 9), 1) for o in bought(p, 0, n, p)]
    result = run("rfm", shop(rows, 401), flow=False)
    found: dict[int, int] = {}
    for (_, f, _), people in cells(result).items():
        found[f] = found.get(f, 0) + people
    assert found == {1: 4, 3: 2, 4: 2, 5: 2}
    rule = {r["score"]: (r["f_from"], r["f_to"]) for r in result.table("cutoffs").dicts()}
    assert rule == {5: (5, None), 4: (3, 4), 3: (2, 2), 2: (2, 1), 1: (None, 1)}
    # All ten bought last on the same day: nobody exceeds anybody.
    assert {r for r, _, _ in cells(result)} == {1}
    assert any(w.code == "ties" for w in result.warnings)


# Repeat customers (days ago, orders, yuan): means are 50 days, 5 orders, 500 yuan.
EIGHT = {
    "111": (10, 9, 900), "101": (20, 2, 800), "011": (90, 8, 700), "001": (95, 2, 600),
    "110": (10, 8, 200), "100": (15, 2, 300), "010": (70, 7, 300), "000": (90, 2, 200),
}  # fmt: skip
NAMES = {"111": "重要价值", "101": "重要发展", "011": "重要保持", "001": "重要挽留", "110": "一般价值", "100": "一般发展", "010": "一般保持", "000": "一般挽留"}  # fmt: skip


def eight() -> list[Order]:
    rows = [o for p, row in enumerate(EIGHT.values(), 1) for o in bought(p, *row)]
    return [*rows, *bought(20, 3, 1, 9_999), *bought(21, 200, 1, 5)]


def test_the_eight_groups_have_their_names_and_who_bought_once_stands_apart() -> None:
    result = run("rfm", shop(eight(), 401), flow=False)
    assert groups(result) == {**dict.fromkeys(EIGHT, 1), "single": 2}
    assert {r["code"]: r["group"] for r in result.rows()} == {**NAMES, "single": "仅1单"}
    assert result.extra["split"] == {"r_days": 50, "orders": 5, "net_fen": 50_000}
    rows = {r["code"]: r for r in result.rows()}
    assert (rows["single"]["net_fen"], rows["111"]["orders"]) == (1_000_400, 9)
    assert sum(r["share"] for r in result.rows()) == pytest.approx(1)
    assert "截至2027-02-05，近730天有10位买家，仅1单的占20.0%" in result.explain("zh")


def test_within_the_eight_groups_everybody_counts_for_the_mean() -> None:
    result = run("rfm", shop(eight(), 401), flow=False, single="within")
    assert "single" not in groups(result) and sum(groups(result).values()) == 10
    assert result.extra["split"]["orders"] == 4.2
    # 9,999 yuan in one order a few days ago: recent, rare, and now alone above the mean of money.
    assert (groups(result)["101"], groups(result)["111"], groups(result)["110"]) == (1, 0, 2)


def test_a_median_and_scores_can_be_what_high_means() -> None:
    result = run("rfm", shop(eight(), 401), flow=False, split="median")
    assert result.extra["split"] == {"r_days": 45, "orders": 4.5, "net_fen": 45_000}
    by_score = run("rfm", shop(eight(), 401), flow=False, split_on="score", method="published")
    high = {c: n for c, n in cells(by_score).items() if c[1] > 1}
    assert by_score.extra["split"]["f_score"] == 1.5
    assert sum(n for c, n in groups(by_score).items() if c in ("111", "011", "110", "010")) == sum(high.values())  # fmt: skip


def test_own_cut_offs_count_and_the_rest_stays() -> None:
    result = run("rfm", shop(eight(), 401), flow=False, m_cuts=("250", "500", "750", "1000.50"))
    rule = {r["score"]: r["m_from_fen"] for r in result.table("cutoffs").dicts()}
    assert rule == {1: None, 2: 25_000, 3: 50_000, 4: 75_000, 5: 100_050}
    assert sum(n for (_, _, m), n in cells(result).items() if m == 5) == 1
    days = run("rfm", shop(eight(), 401), flow=False, r_cuts=(10, 20, 90, 95))
    assert [(r["r_from_days"], r["r_to_days"]) for r in days.table("cutoffs").dicts()] == [(0, 10), (11, 20), (21, 90), (91, 95), (96, None)]  # fmt: skip


def test_money_is_net_of_refunds_and_orders_refunded_in_full_may_be_left_out() -> None:
    rows = [*bought(1, 5, 2, 100, refund=40), Order(2, 390 * DAY, 700, 700)]
    kept = run("rfm", shop(rows, 401), flow=False)
    assert sum(g["net_fen"] for g in kept.rows()) == 6_000 and kept.sizes == {"people": 2, "orders": 3}  # fmt: skip
    dropped = run("rfm", shop(rows, 401), flow=False, drop_refunded=True)
    assert dropped.sizes == {"people": 1, "orders": 2}


def test_days_are_counted_back_from_the_day_asked_for() -> None:
    rows = [*bought(1, 10, 1, 5), *bought(2, 100, 1, 5)]
    early = run("rfm", shop(rows, 401), as_of="2026-10-28", flow=False)  # 100 days before
    assert early.sizes["people"] == 1 and cells(early).keys() == {(1, 1, 1)}
    late = run("rfm", shop(rows, 401), as_of="2027-03-01", method="published", flow=False)
    assert cells(late) == {(4, 1, 1): 1, (2, 1, 1): 1}
    assert any(w.code == "beyond_data" for w in late.warnings)
    near = run("rfm", shop(rows, 401), window="30d", flow=False)
    assert near.sizes["people"] == 1


def test_everybody_moves_from_somewhere_to_somewhere() -> None:
    # Before: 1 ordered once long ago, 2 once within the window, 3 not yet. Window: 100 days.
    rows = [Order(1, 200 * DAY, 500), Order(2, 330 * DAY, 500), Order(2, 399 * DAY, 500), Order(3, 395 * DAY, 500), Order(4, 290 * DAY, 500)]  # fmt: skip
    result = run("rfm", shop(rows, 401), window="100d", before="2027-01-05")
    table = {r["before"]: r for r in result.table("flow").dicts()}
    assert table["outside"]["outside"] == 1 and table["outside"]["total"] == 1
    assert table["single"]["outside"] == 1 and table["single"]["000"] == 1
    assert table["new"]["single"] == 1 and table["total"]["total"] == 4
    assert (result.number("new_buyers").value, result.number("left_window").value) == (1, 1)


@settings(max_examples=10)
@given(
    orders(people=6, days=80),
    st.integers(35, 80),
    st.sampled_from(["20d", "730d"]),
    st.sets(st.integers(1, 6)),
)
def test_rows_and_columns_of_a_flow_sum_to_the_groups(
    rows: list[Order], days: int, window: str, replaced: set[int]
) -> None:
    kept = [o for o in rows if o.at // DAY < days]
    if not [o for o in kept if window == "730d" or o.at // DAY >= days - 20]:
        return
    data = shop(rows, days, replaced=sorted(replaced))
    result = run("rfm", data, window=window)
    table = result.table("flow")
    body = [row[1:] for row in table.rows]
    assert all(sum(row[:-1]) == row[-1] for row in body)
    assert all(sum(column[:-1]) == column[-1] for column in zip(*body, strict=True))
    columns = [c.key for c in table.columns[1:]]
    after = dict(zip(columns, body[-1], strict=True))
    assert {k: after[k] for k in groups(result)} == groups(result)
    assert after["total"] == len({o.person for o in kept})
    day = result.extra["before"]
    earlier = {r["before"]: r["total"] for r in table.dicts()}
    try:
        was = groups(run("rfm", data, window=window, as_of=day, flow=False))
    except LianyiError:
        was = {}
    assert all(earlier[k] == was.get(k, 0) for k in (*EIGHT, "single"))


def test_the_cells_hold_everybody_and_all_the_money() -> None:
    rows = random_orders(400, 3_000, 100)
    result = run("rfm", shop(rows, 100))
    found = result.table("cells").dicts()
    net = sum(o.order_fen - o.refund_fen for o in rows)
    assert sum(c["people"] for c in found) == len({o.person for o in rows}) == result.number("buyers").value  # fmt: skip
    assert sum(c["net_fen"] for c in found) == net == sum(t["net_fen"] for t in result.table("tiles").dicts())  # fmt: skip
    assert len(result.table("tiles").rows) == 25
    assert sum(g["net_fen"] for g in result.rows()) == net


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"r_cuts": (30, 60, 90)}, "rfm.cuts"),
        ({"f_cuts": (3, 2, 5, 10)}, "rfm.cuts"),
        ({"m_cuts": ("1", "2", "x", "4")}, "rfm.cuts"),
        ({"before": "2027-02-05"}, "rfm.before"),
        ({"before": "2020-01-01"}, "rfm.before"),
        ({"as_of": "2020-01-01"}, "run.nothing_to_count"),
        ({"window": "soon"}, "duration.unknown"),
    ],
)
def test_what_cannot_be_answered_is_refused(options: dict[str, Any], code: str) -> None:
    with pytest.raises(LianyiError) as refusal:
        run("rfm", shop(eight(), 401), **options)
    assert refusal.value.code == code


def test_the_table_written_for_yuan_says_so_elsewhere() -> None:
    data = shop(eight(), 401)
    data.engine.currency = "GBP"
    result = run("rfm", data, method="published", flow=False)
    assert [w.code for w in result.warnings] == ["table_currency"]


def test_the_picture_has_25_tiles_and_few_bands() -> None:
    option = run("rfm", shop(random_orders(300, 2_000, 90), 90)).chart("zh")
    tiles, bands = option["series"]
    assert len(tiles["data"]) == 25 and bands["type"] == "sankey"
    assert len(bands["data"]) <= 16 and sum(link["value"] for link in bands["links"]) > 100
    assert "grid" in option and len(option["grid"]) == 1


def test_the_command_line_answers_from_an_imported_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    buyers = [("2026-08-03", "2026-10-02", "2026-11-02"), ("2026-08-20", "2026-09-10"), ("2026-11-01",)]  # fmt: skip
    ask = asking(workspace(tmp_path, monkeypatch, buyers), capsys)
    found = ask("rfm", "--method", "published", "--f-cuts", "1,2,3,4", "--as-of", "2026-11-14")
    assert {(c["r"], c["f"], c["m"]): c["people"] for c in found["tables"]["cells"]} == {(5, 4, 1): 1, (3, 3, 1): 1, (5, 2, 1): 1}  # fmt: skip
    assert found["numbers"]["buyers"]["value"] == 3 and found["before"] == "2026-10-31"
    assert found["tables"]["flow"][-1]["total"] == 3
