"""Attribution: worked by hand, adding up under every model, and saying what no touch explains."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from lianyi.analyses.attribution.found import whole_fen
from lianyi.analyses.result import Result
from lianyi.cli.main import main
from lianyi.core.errors import LianyiError
from lianyi.facts.vault import tagged
from lianyi.facts.workspace import open_workspace
from tests.analyses.pinned import run
from tests.analyses.small_workspace import DAYS, asking, workspace
from tests.analyses.touched import Touched
from tests.facts import lakes
from tests.timelines.kernels.touch_logs import DAY, Order, Touch, orders, random_log, touches

LIVE, NOTE, OWN = 1, 2, 3
CLICK, ORDERED = 1, 2
MODELS = ("first", "last", "last_non_direct", "linear", "position", "decay")
NOON = DAY // 2

# Person 1: live, note, own before an order of 100.00; person 2: note, ten days before an order of 50.00; person 3: nothing.
SHOP = Touched(
    given=[Touch(1, 15 * DAY, CLICK, LIVE), Touch(1, 16 * DAY, CLICK, NOTE), Touch(1, 17 * DAY, CLICK, OWN), Touch(2, 15 * DAY, CLICK, NOTE, 1)],
    bought=[Order(1, 17 * DAY + NOON, 10_000), Order(2, 25 * DAY, 5_000), Order(3, 26 * DAY, 1)],
)  # fmt: skip


def ask(data: Touched, **options: Any) -> Result:
    return run("attribution", data, **options)


def credit(result: Result, model: str, table: str = "credits") -> dict[str, float]:
    key = model if table == "credits" else f"{model}_fen"
    return {r["group"]: r[key] for r in result.table(table).dicts()}


def test_three_orders_are_credited_as_counted_by_hand() -> None:
    result = ask(SHOP, window="14d")
    assert credit(result, "first") == {"live": 1, "note": 1, "direct": 0, "none": 1}
    assert credit(result, "last") == {"live": 0, "note": 1, "direct": 1, "none": 1}
    assert credit(result, "last_non_direct") == {"live": 0, "note": 2, "direct": 0, "none": 1}
    assert credit(result, "linear") == pytest.approx({"live": 1 / 3, "note": 4 / 3, "direct": 1 / 3, "none": 1}, abs=1e-6)  # fmt: skip
    assert credit(result, "position") == pytest.approx({"live": 0.4, "note": 1.2, "direct": 0.4, "none": 1})  # fmt: skip
    # Weights 2^(-2.5/7), 2^(-1.5/7), 2^(-0.5/7) are .78072, .86199, .95171, together 2.59442.
    assert credit(result, "decay") == pytest.approx({"live": 0.30092, "note": 1.33225, "direct": 0.36683, "none": 1}, abs=1e-4)  # fmt: skip
    assert credit(result, "linear", "money") == {"live": 3_333, "note": 8_333, "direct": 3_334, "none": 1}  # fmt: skip
    bases = {r["group"]: r["basis"] for r in result.rows()}
    assert bases == {"live": "touch", "note": "touch", "direct": "direct", "none": "none"}
    row = next(r for r in result.rows() if r["group"] == "live")
    assert row["first_vs_last"] == 1 and row["linear_vs_last"] == pytest.approx(1 / 3, abs=1e-6)


def test_a_window_of_a_week_leaves_the_older_touch_out() -> None:
    result = ask(SHOP, window="7d", model=("last",))
    assert credit(result, "last") == {"direct": 1, "none": 2}
    assert result.number("unknown_share").value == pytest.approx(2 / 3)
    assert "未知" in result.explain("zh") and "unknown" in result.explain("en")


def test_the_published_windows_tell_products_from_contents() -> None:
    # Person 2 clicked a content ten days and a second before: a content lasts ten days, a product five.
    touches_of = [Touch(2, 10 * DAY + 1, CLICK, NOTE, 1), Touch(1, 10 * DAY, CLICK, LIVE), Touch(3, DAY, ORDERED, LIVE, 1), Touch(4, DAY, ORDERED, LIVE)]  # fmt: skip
    bought = [Order(2, 20 * DAY), Order(1, 16 * DAY), Order(3, 29 * DAY), Order(4, 22 * DAY)]
    data = Touched(given=sorted(touches_of), bought=sorted(bought))
    result = ask(data, preset="weixin_tuike", partly_seen="credit", model=("last",))
    assert credit(result, "last") == {"live": 1, "note": 1, "none": 2}
    longer = ask(data, preset="weixin_tuike", windows=("click=7d",), partly_seen="credit")
    assert credit(longer, "last") == {"live": 2, "note": 1, "none": 1}


def test_orders_whose_window_is_not_wholly_seen_stand_apart() -> None:
    data = Touched(given=SHOP.given, bought=SHOP.bought, touch_days=(9, 20))
    result = ask(data, window="7d", model=("last",))
    assert credit(result, "last") == {"direct": 1, "none": 0, "not_seen": 2}
    assert {w.code for w in result.warnings} == {"not_seen"}
    assert result.number("orders").value == 1 and result.sizes["orders"] == 3
    all_in = ask(data, window="7d", model=("last",), partly_seen="credit")
    assert credit(all_in, "last") == {"direct": 1, "none": 2}
    partial = Touched(given=SHOP.given, bought=SHOP.bought, touch_days=(0, 20), partial=True)
    assert credit(ask(partial, window="7d", model=("last",)), "last")["not_seen"] == 2
    nothing = ask(Touched(given=SHOP.given, bought=SHOP.bought, touch_days=(0, 3)))
    assert nothing.number("touched_share").value is None and nothing.number("touched_share").why


def test_orders_without_a_person_are_shown_and_are_in_no_share() -> None:
    data = Touched(given=SHOP.given, bought=SHOP.bought, sold=[(20, 777)])
    result = ask(data, model=("last",))
    assert credit(result, "last", "money")["no_person"] == 777
    assert result.number("paid_fen").value == 15_001 and "no_person" in {w.code for w in result.warnings}  # fmt: skip
    assert "no_person" not in credit(ask(data, segment="odd"), "last")


def test_claims_beyond_what_was_paid_are_said_loudly() -> None:
    data = Touched(given=SHOP.given, bought=SHOP.bought, claims=[("douyin", 9_000), ("xhs", 7_000)])
    (warning,) = [w for w in ask(data).warnings if w.code == "claims_double"]
    assert warning.loud and "¥160.00" in warning.text.zh and "¥150.01" in warning.text.zh
    table = ask(data).table("claims").dicts()
    assert [(r["platform"], r["claimed_fen"], r["paid_fen"]) for r in table] == [("douyin", 9_000, 0), ("xhs", 7_000, 0), ("youzan", 0, 15_001)]  # fmt: skip
    modest = Touched(given=SHOP.given, bought=SHOP.bought, claims=[("douyin", 9_000)])
    assert "claims_double" not in {w.code for w in ask(modest).warnings}


def test_a_channel_is_direct_where_it_is_named() -> None:
    result = ask(SHOP, window="14d", direct=("note", "live"))
    assert credit(result, "last_non_direct") == {"live": 0, "note": 1, "direct": 1, "none": 1}
    none = ask(SHOP, window="14d", direct=())
    assert "no_direct" in {w.code for w in none.warnings}
    assert credit(none, "last_non_direct") == credit(none, "last")


def test_events_can_be_touches() -> None:
    for named in (("click",), ()):  # without a name, clicks and views
        result = ask(SHOP, touches="events", touch_events=named, window="14d")
        assert credit(result, "first") == {"live": 1, "note": 1, "direct": 0, "none": 1}


def test_many_groups_are_shown_by_the_largest_and_add_up() -> None:
    data = Touched(given=[Touch(p, p * 60, CLICK, p % 4) for p in range(1, 41)], bought=[Order(p, DAY, p) for p in range(1, 41)])  # fmt: skip
    names = ("", *(f"c{n}" for n in range(1, 60)))
    for n, segment in enumerate(data.store.segments):
        stream = segment.streams["touches"]
        codes = np.arange(20, dtype=np.uint8) + 1 + 20 * n
        codes.flags.writeable = False
        object.__setattr__(stream, "columns", {**stream.columns, "channel": codes})
    object.__setattr__(data.store, "dictionaries", {**data.store.dictionaries, "channel": names})
    result = ask(data, partly_seen="credit")
    found = credit(result, "last")
    assert len(found) == 22 and found["none"] == 0
    assert [found[n] for n in ("c1", "c20", "others")] == [1, 1, 20]
    assert sum(credit(result, "linear", "money").values()) == sum(range(1, 41))


@settings(max_examples=12)
@given(touches(people=4), orders(people=4))
def test_credit_and_money_add_up_under_every_model(log: list[Touch], bought: list[Order]) -> None:
    data = Touched(given=[*log, Touch(9, 0)], bought=[*bought, Order(9, 1)])
    result = ask(data, window="5s", partly_seen="credit", half_life="3s")
    for model in MODELS:
        assert sum(credit(result, model).values()) == pytest.approx(len(bought) + 1, abs=1e-5)
        assert sum(credit(result, model, "money").values()) == sum(o.order_fen for o in data.bought)
        shares = [r for r in result.table("shares").dicts() if r["model"] == model]
        assert sum(r["share"] for r in shares) == pytest.approx(1)
        assert all(r["low"] - 1e-9 <= r["share"] <= r["high"] + 1e-9 for r in shares)


def test_whole_amounts_keep_the_sum_and_stay_within_one() -> None:
    assert whole_fen([10, 10, 12], 5) == [0, 0, 1]
    parts = [int(n) for n in np.random.default_rng(1).integers(0, 1 << 30, 9)]
    parts[0] += -sum(parts) % (1 << 20)
    whole = whole_fen(parts, 20)
    assert sum(whole) == sum(parts) >> 20
    assert all(abs(w - p / 2**20) < 1 for w, p in zip(whole, parts, strict=True))


@pytest.mark.full
def test_intervals_hold_the_truth_nineteen_times_in_twenty() -> None:
    # Every order has one touch, of a channel that its person prefers: orders of one person are alike.
    held = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        log, bought = [], []
        for person in range(1, 201):
            channel = LIVE if rng.random() < 0.3 else NOTE
            for second in range(int(rng.integers(1, 8))):
                log.append(Touch(person, second * 100, CLICK, channel))
                bought.append(Order(person, second * 100 + 1))
        result = ask(Touched(given=log, bought=bought), window="10s", partly_seen="credit", model=("last",))  # fmt: skip
        row = next(r for r in result.table("shares").dicts() if r["group"] == "live")
        held += row["low"] <= 0.3 <= row["high"]
    assert 180 <= held <= 198


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"model": ("best",)}, "run.choice_unknown"),
        ({"offline": ("self_report",)}, "run.choice_unknown"),
        ({"windows": ("click",)}, "attribution.windows"),
        ({"windows": ("tap=5d",)}, "attribution.kind_unknown"),
        ({"touches": "events", "touch_events": ("*",)}, "attribution.touch_events"),
        ({"touches": "events", "touch_events": ("click[channel=live]",)}, "attribution.touch_events"),
        ({"touches": "events", "touch_events": ("swim",)}, "event.unknown"),
        ({"by": "promoter"}, "run.group_unknown"),
        ({"window": "soon"}, "duration.unknown"),
        ({"period": "2030-01"}, "run.nothing_to_count"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused(options: dict[str, Any], code: str) -> None:
    with pytest.raises(LianyiError) as refused:
        ask(SHOP, **options)
    assert refused.value.code == code


def test_without_touches_there_is_nothing_to_credit() -> None:
    with pytest.raises(LianyiError) as refused:
        ask(Touched(bought=SHOP.bought))
    assert refused.value.code == "run.missing_source"


def test_the_picture_has_a_bar_a_model_and_the_unknown() -> None:
    option = ask(SHOP, window="14d").chart("zh")
    assert [s["name"] for s in option["series"]][:2] == ["首次触点", "末次触点"]
    assert len(option["series"]) == 6 and option["xAxis"]["data"][-1] == "没有触点"
    assert ask(SHOP, window="14d").chart("en")["xAxis"]["data"][-1] == "No touch"


def test_a_large_log_agrees_with_itself_under_other_models() -> None:
    log, bought = random_log(60, 2_000, days=28, seed=3)
    result = ask(Touched(given=log, bought=bought), window="2d", partly_seen="credit")
    rows = result.table("shares").dicts()
    more = [r for r in rows if r["model"] != "last"]
    assert all(r["vs_last_low"] <= r["vs_last"] <= r["vs_last_high"] for r in more)
    assert sum(r["vs_last"] for r in more) == pytest.approx(0, abs=1e-9)


def test_the_command_line_credits_codes_and_promoters_where_no_touch_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    buyers = [("2026-09-10", "2026-10-01"), ("2026-09-10",), ("2026-09-11",), ("2026-09-12",)]
    folder = workspace(tmp_path, monkeypatch, buyers)
    opened = open_workspace(folder)
    vault = lakes.vault(opened)
    ids = [vault.assign([tagged("phone", f"1380000{n:04d}")])[0] for n in range(4)]
    vault.close()
    more = {"E0-1": {"coupon_name": "老客券"}, "E1-0": {"coupon_name": "新客券", "promoter_id": "P7"}, "E2-0": {"promoter_id": "P7"}}  # fmt: skip
    rows = [
        {"order_no": f"E{n}-{k}", "buyer": ids[n], "paid_fen": 1_000, "created_at": f"{day} 02:00:00", "paid_at": f"{day} 02:00:00",
         "coupon_name": None, "promoter_id": None, **more.get(f"E{n}-{k}", {})}
        for n, days in enumerate(buyers) for k, day in enumerate(days)
    ]  # fmt: skip
    touch = {"touch_no": "T1", "person": ids[0], "at": "2026-09-09 10:00:00", "kind": "点击", "channel": "douyin/live", "promoter_id": "P9", "code": "QR1"}  # fmt: skip
    lakes.add(opened, "bbb", "2026-11-16 00:00:00", days=DAYS, orders=rows, touches=[touch])
    lakes.stand(opened, "aaa", "bbb")
    answer = asking(folder, capsys)("attribution", "--model", "all")
    found = {(r["group"], r["basis"]): r["last"] for r in answer["rows"]}
    assert found == {("douyin/live", "touch"): 1, ("coupon", "coupon"): 2, ("promoter", "promoter"): 1, ("none", "none"): 1}  # fmt: skip
    assert answer["numbers"]["paid_fen"]["value"] == 5_000
    by_promoter = asking(folder, capsys)("attribution", "--by", "promoter", "--offline", "promoter,coupon")  # fmt: skip
    assert {(r["group"], r["basis"]): r["last"] for r in by_promoter["rows"]} == {
        ("P9", "touch"): 1, ("P7", "promoter"): 2, ("coupon", "coupon"): 1, ("none", "none"): 1,
    }  # fmt: skip
    none = asking(folder, capsys)("attribution", "--by", "code", "--offline", "none")
    assert {r["group"]: r["last"] for r in none["rows"]} == {"QR1": 1, "none": 4}
    assert main(["run", "attribution", "--preset", "weixin_tuike", "-C", str(folder)]) == 0
    assert "老客券" not in capsys.readouterr().out
    assert main(["run", "attribution", "--windows", "tap=1d", "-C", str(folder)]) != 0
    assert "tap" in capsys.readouterr().err
