from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.stats

from lianyi.analyses.declaration import make
from lianyi.analyses.experiment import Experiment
from lianyi.analyses.result import Result
from lianyi.core.errors import LianyiError
from lianyi.shop.analysing import run_on_file
from tests.analyses.plain_files import PlainFiles

TODAY = date(2026, 11, 28)


def _write(path: Path, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(names)
        writer.writerows(rows)
    return path


def _run(file: Path, **options: Any) -> Result:
    return Experiment(file=file, **options).run(PlainFiles())


def _counts(path: Path, arms: dict[str, tuple[int, int]], *, yes: str = "1", no: str = "0") -> Path:
    """Write a file of people: per arm how many there are and how many converted."""
    rows = [(a, yes if n < hits else no) for a, (people, hits) in arms.items() for n in range(people)]  # fmt: skip
    return _write(path, ["version", "paid"], rows)


def _codes(result: Result) -> set[str]:
    return {w.code for w in result.warnings}


def _loud(result: Result) -> set[str]:
    return {w.code for w in result.warnings if w.loud}


@pytest.fixture(scope="module")
def hillstrom(shared_data: Path) -> tuple[Path, dict[str, dict[str, np.ndarray[Any, Any]]]]:
    """The file, and its columns by arm as another reader sees them."""
    path = shared_data / "hillstrom" / "hillstrom.csv.gz"
    with gzip.open(path, "rt") as text:
        rows = list(csv.DictReader(text))
    arms = sorted({r["segment"] for r in rows})
    wanted = ("visit", "spend", "history")
    columns = {
        a: {c: np.array([float(r[c]) for r in rows if r["segment"] == a]) for c in wanted}
        for a in arms
    }
    return path, columns


def test_the_three_arms_of_hillstrom_show_their_published_rates(hillstrom: Any) -> None:
    result = _run(hillstrom[0], arm="segment", metric=("visit", "spend"), control="No E-Mail")
    published = {
        "visit.Mens E-Mail": 0.1828, "visit.Womens E-Mail": 0.1514, "visit.No E-Mail": 0.1062,
        "spend.Mens E-Mail": 1.4226, "spend.Womens E-Mail": 1.0772, "spend.No E-Mail": 0.6528,
    }  # fmt: skip
    for key, value in published.items():
        number = result.number(key)
        assert number.value == pytest.approx(value, abs=5e-5)
        assert number.interval is not None
        assert number.interval.low < value < number.interval.high
    assert result.number("sample_ratio_p").value == pytest.approx(0.9037, abs=1e-4)
    assert not _loud(result)


def test_the_three_differences_of_hillstrom_equal_scipy(hillstrom: Any) -> None:
    path, columns = hillstrom
    rows = _run(path, arm="segment", metric=("visit", "spend")).rows()
    assert len(rows) == 6
    for row in rows:
        a, b = (columns[row[side]][row["metric"]] for side in ("arm", "control"))
        if row["metric"] == "spend":
            other = scipy.stats.ttest_ind(a, b, equal_var=False)
            ends = other.confidence_interval(0.95)
            p_value, low, high = other.pvalue, ends.low, ends.high
        else:
            table = [[a.sum(), len(a) - a.sum()], [b.sum(), len(b) - b.sum()]]
            p_value = scipy.stats.chi2_contingency(table, correction=False).pvalue
            error = np.sqrt(a.var() / len(a) + b.var() / len(b))
            half = scipy.stats.norm.ppf(0.975) * error
            low, high = a.mean() - b.mean() - half, a.mean() - b.mean() + half
        assert row["difference"] == pytest.approx(a.mean() - b.mean(), rel=1e-9)
        assert row["p_value"] == pytest.approx(p_value, rel=1e-9)
        assert (row["low"], row["high"]) == pytest.approx((low, high), rel=1e-9)
        assert row["always_valid_low"] < row["low"] < row["high"] < row["always_valid_high"]


def test_hillstrom_with_its_history_is_a_regression(hillstrom: Any) -> None:
    path, columns = hillstrom
    result = _run(path, arm="segment", metric=("spend",), covariate="history", control="No E-Mail")
    row = next(r for r in result.rows() if r["arm"] == "Mens E-Mail")
    arms = sorted(columns)
    y = np.concatenate([columns[a]["spend"] for a in arms])
    x = np.concatenate([columns[a]["history"] for a in arms])
    dummies = [np.concatenate([np.full(len(columns[a]["spend"]), float(a == b)) for a in arms]) for b in arms]  # fmt: skip
    fit, *_ = np.linalg.lstsq(np.stack([*dummies, x], axis=1), y, rcond=None)
    assert row["difference"] == pytest.approx(fit[0] - fit[1], rel=1e-6)
    assert row["method"] == "cuped"
    assert result.number("theta").value == pytest.approx(fit[3], rel=1e-6)
    assert 0 < (result.number("variance_reduction").value or 0) < 0.01


@pytest.fixture(scope="module")
def cats(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published counts of Cookie Cats: people and seven-day retention by the level of the gate."""
    path = tmp_path_factory.mktemp("cats") / "cats.csv"
    counts = {"gate_30": (44_700, 8_502), "gate_40": (45_489, 8_279)}
    return _counts(path, counts, yes="True", no="False")


def test_cookie_cats_gives_the_published_answer(cats: Path) -> None:
    result = _run(cats, arm="version", metric=("paid",), rule="fixed")
    (row,) = result.rows()
    assert (row["arm"], row["control"]) == ("gate_40", "gate_30")
    assert (row["value"], row["control_value"]) == pytest.approx((0.1820, 0.1902), abs=5e-5)
    assert row["p_value"] == pytest.approx(0.00155, abs=1e-5)
    assert (row["low"], row["high"]) == pytest.approx((-0.01328, -0.00312), abs=1e-5)
    assert row["relative"] == pytest.approx(-0.0431, abs=1e-4)
    assert row["verdict"] == "lower"
    # The split is a little off: known of this data set (p = 0.0086), no alarm.
    assert "split_odd" in _codes(result) and not _loud(result)
    assert "control_assumed" in _codes(result)


def test_the_json_has_what_outside_tools_read(cats: Path) -> None:
    analysis = make("experiment", {"file": cats, "arm": "version", "metric": ("paid",)})
    document = json.loads(json.dumps(run_on_file(analysis, TODAY).to_json("en")))
    row = document["rows"][0]
    assert {"metric", "arm", "control", "n", "control_n", "value", "control_value"} <= set(row)
    assert {"difference", "low", "high", "relative", "relative_low", "relative_high"} <= set(row)
    assert {"p_value", "adjusted_p", "always_valid_low", "always_valid_high"} <= set(row)
    assert {"verdict", "verdict_zh", "verdict_en", "method"} <= set(row)
    assert row["n"] + row["control_n"] == document["sizes"]["people"] == 90_189
    difference = document["numbers"]["difference"]
    assert (difference["low"], difference["high"]) == (row["low"], row["high"])
    assert document["numbers"]["paid.gate_30"]["n"] == 44_700
    assert document["control"] == "gate_30"
    assert "gate_40" in document["explanation"][0]


def test_a_broken_split_is_shouted_before_any_finding(tmp_path: Path) -> None:
    file = _counts(tmp_path / "a.csv", {"a": (5_000, 500), "b": (4_500, 700)})
    result = _run(file, metric=("paid",))
    assert _loud(result) == {"split_broken"}
    assert result.warnings[0].text.zh.startswith("分流异常，先别看结果")
    assert result.explain("zh").startswith("分流异常，先别看结果")
    assert [r["verdict"] for r in result.rows()] == ["split_broken"]
    meant = _run(file, metric=("paid",), expected=("b=45", "a=50"))
    assert not _loud(meant)
    assert _run(file, metric=("paid",), expected=("50", "45")).rows() == meant.rows()


def test_nothing_is_declared_before_the_rule(tmp_path: Path) -> None:
    # p = 0.02 on one look: enough for a look that was planned, not for one among many.
    file = _counts(tmp_path / "a.csv", {"a": (2_000, 200), "b": (2_000, 246)})
    (row,) = _run(file, metric=("paid",)).rows()
    assert row["p_value"] < 0.05 < row["always_valid_p"]
    assert (row["verdict"], row["verdict_en"]) == ("not_yet", "too early to say")
    early = _run(file, metric=("paid",), rule="fixed", planned=3_000).rows()[0]
    assert early["verdict"] == "not_yet"
    assert _run(file, metric=("paid",), rule="fixed", planned=2_000).rows()[0]["verdict"] == "higher"  # fmt: skip
    late = _run(file, metric=("paid",), rule="fixed", planned=1_000)
    assert "beyond_plan" in _codes(late)
    over = _run(file, metric=("paid",), planned=2_000, alpha=0.01).rows()[0]
    assert over["verdict"] == "no_difference"


def test_a_clear_effect_may_be_called_at_any_time(tmp_path: Path) -> None:
    file = _counts(tmp_path / "a.csv", {"a": (2_000, 200), "b": (2_000, 320)})
    result = _run(file, metric=("paid",))
    assert result.rows()[0]["verdict"] == "higher"
    assert "随时可看区间" in result.explain("zh") and "looking every day" in result.explain("en")


def test_cells_that_say_nothing_are_left_out_and_counted(tmp_path: Path) -> None:
    known = [("a", "是"), ("a", "no"), ("b", "TRUE"), ("b", "0")] * 30
    odd = [("", "1"), ("a", ""), ("b", "N/A"), ("a", "soon")]
    result = _run(_write(tmp_path / "a.csv", ["group", "paid"], known + odd), metric=("paid",))
    (row,) = result.rows()
    assert (row["n"], row["control_n"], row["value"]) == (60, 60, 0.5)
    assert result.sizes["arm_unknown"] == 1 and result.sizes["unreadable"] == 1
    assert {"arm_unknown", "unreadable", "value_unknown"} <= _codes(result)
    assert {r["assigned"] for r in result.table("arms").dicts()} == {61, 62}


def test_outcomes_that_one_arm_lacks_are_shouted(tmp_path: Path) -> None:
    rows = [("a", "1"), ("b", "1"), ("a", "0"), ("b", "0")] * 200 + [("b", ""), ("a", "0")] * 40
    result = _run(_write(tmp_path / "a.csv", ["arm", "paid"], rows), metric=("paid",))
    assert _loud(result) == {"missing_uneven"}


def test_amounts_with_signs_and_commas_are_numbers(tmp_path: Path) -> None:
    rows = [("a", "¥1,200.50"), ("a", "0"), ("b", "12.5%"), ("b", "-3")] * 2
    result = _run(_write(tmp_path / "a.csv", ["arm", "spend"], rows), metric=("spend",))
    (row,) = result.rows()
    assert (row["value"], row["control_value"]) == (pytest.approx(-1.4375), pytest.approx(600.25))
    assert row["method"] == "welch" and row["always_valid_low"] is None
    assert row["verdict"] == "unknown"


def test_rows_of_one_person_are_added_up(tmp_path: Path) -> None:
    rows = [(f"u{n}", "ab"[n % 2], n % 7, 1) for n in range(200) for _ in range(1 + n % 3)]
    rows += [("u1", "a", 5, 1), ("", "a", 5, 1)]
    file = _write(tmp_path / "a.csv", ["user_id", "arm", "spend", "orders"], rows)
    alone = _run(file, metric=("spend",))
    assert "people_repeated" in _loud(alone)
    merged = _run(file, metric=("spend",), unit="user_id", denominator="orders")
    assert merged.sizes["mixed"] == 1 and merged.sizes["person_unknown"] == 1
    assert merged.sizes["people"] == 199
    (row,) = merged.rows()
    spent = {n: (n % 7) * (1 + n % 3) for n in range(200) if n != 1}
    orders = {n: 1 + n % 3 for n in spent}
    for place, value in (("control_value", 0), ("value", 1)):
        mine = [n for n in spent if n % 2 == value]
        assert row[place] == pytest.approx(sum(spent[n] for n in mine) / sum(orders[n] for n in mine))  # fmt: skip
    assert row["method"] == "delta"


def test_a_past_is_read_once_a_person(tmp_path: Path) -> None:
    rows = [(n, "ab"[n % 2], n % 5 + n % 3, n % 5 if n % 10 else "") for n in range(200)]
    names = ["user_id", "arm", "spend", "past"]
    once = _write(tmp_path / "once.csv", names, rows)
    # The same people, their spending split over two rows.
    halves = _write(tmp_path / "halves.csv", names, [(u, a, s / 2, p) for u, a, s, p in rows for _ in range(2)])  # fmt: skip
    options: dict[str, Any] = {"metric": ("spend",), "covariate": "past", "metric_kind": "mean"}
    one, two = _run(once, **options), _run(halves, **options, unit="user_id")
    assert two.rows()[0] == pytest.approx(one.rows()[0])
    assert (one.number("variance_reduction").value or 0) > 0.3


def test_whether_a_person_ever_converted_is_a_proportion(tmp_path: Path) -> None:
    rows = [(n, "ab"[n % 2], int(day == n % 5)) for n in range(100) for day in range(3)]
    file = _write(tmp_path / "a.csv", ["person", "arm", "paid"], rows)
    (row,) = _run(file, metric=("paid",), unit="person").rows()
    assert (row["n"], row["control_n"]) == (50, 50)
    assert row["value"] == pytest.approx(0.6)


def test_people_whose_window_is_not_over_are_left_out_on_both_sides(tmp_path: Path) -> None:
    rows = [("ab"[n % 2], 1, f"2026/11/{1 + n % 20}") for n in range(400)] + [("a", 1, "soon")]
    file = _write(tmp_path / "a.csv", ["arm", "paid", "seen"], rows)
    options: dict[str, Any] = {"metric": ("paid",), "assigned": "seen", "within": "7d"}
    result = _run(file, **options, until=date(2026, 11, 20))
    # Who came on the 14th has the days 14 to 20.
    assert result.sizes["people"] == 14 * 20 and result.sizes["immature"] == 6 * 20
    assert result.sizes["undated"] == 1
    assert _run(file, **options).sizes["people"] == 14 * 20
    assert "双11" in next(w.text.zh for w in result.warnings if w.code == "occasions")
    assert _run(file, **options, until=date(2026, 11, 26)).sizes["people"] == 400


def test_guardrails_say_whether_harm_stays_within_the_margin(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    rows = [(a, int(rng.random() < 0.1), int(rng.random() < (0.2 if a == "a" else bad))) for a, bad in (("a", 0.2), ("b", 0.2), ("c", 0.3)) for _ in range(8_000)]  # fmt: skip
    file = _write(tmp_path / "a.csv", ["arm", "paid", "refunded"], rows)
    result = _run(file, metric=("paid",), guardrail=("refunded:0.05:down",))
    held = {r["arm"]: r["verdict"] for r in result.table("guardrails").dicts()}
    assert held == {"b": "held", "c": "broken"}
    assert _loud(result) == {"guardrail_broken"}
    tight = _run(file, metric=("paid",), guardrail=("refunded:1%:down",)).table("guardrails")
    assert tight.dicts()[0]["verdict"] == "not_yet" and tight.dicts()[0]["margin"] == "1%"
    more_is_good = _run(file, metric=("paid",), guardrail=("refunded:0.05",)).table("guardrails")
    assert {r["verdict"] for r in more_is_good.dicts()} == {"held"}


def test_several_arms_are_corrected_together(tmp_path: Path) -> None:
    file = _counts(tmp_path / "a.csv", {"a": (3_000, 300), "b": (3_000, 350), "c": (3_000, 362)})
    plain = _run(file, metric=("paid",), rule="fixed", correction="none").rows()
    assert [(r["arm"], r["control"]) for r in plain] == [("b", "a"), ("c", "a"), ("c", "b")]
    assert [r["adjusted_p"] for r in plain] == [r["p_value"] for r in plain]
    holm = _run(file, metric=("paid",), compare="control").rows()
    assert [r["adjusted_p"] for r in holm] == pytest.approx([plain[0]["p_value"], 2 * plain[1]["p_value"]])  # fmt: skip
    dunnett = _run(file, metric=("paid",), compare="control", correction="dunnett").rows()
    assert plain[1]["p_value"] < dunnett[1]["adjusted_p"] < holm[1]["adjusted_p"]
    bh = _run(file, metric=("paid",), compare="control", correction="bh").rows()
    assert bh[1]["adjusted_p"] == pytest.approx(2 * plain[1]["p_value"])


def test_other_metrics_do_not_weaken_the_first(tmp_path: Path) -> None:
    rows = [("ab"[n % 2], int(n % 2 and n % 20 == 1), n % 3, n % 7) for n in range(1_000)]
    file = _write(tmp_path / "a.csv", ["arm", "paid", "x", "y"], rows)
    first, x, y = _run(file, metric=("paid", "x", "y")).rows()
    assert first["adjusted_p"] == first["p_value"]
    p_values = sorted([x["p_value"], y["p_value"]])
    assert min(x["adjusted_p"], y["adjusted_p"]) == pytest.approx(min(1, 2 * p_values[0]))


def test_a_finding_that_a_correction_takes_away_says_so(tmp_path: Path) -> None:
    file = _counts(tmp_path / "a.csv", {"a": (3_000, 300), "b": (3_000, 351), "c": (3_000, 310)})
    result = _run(file, metric=("paid",), rule="fixed", compare="control")
    row = result.rows()[0]
    assert row["p_value"] < 0.05 < row["adjusted_p"] and row["verdict"] == "no_difference"
    assert "校正以后还不够" in result.explain("zh")


def test_nothing_is_called_in_a_segment_before_the_whole(tmp_path: Path) -> None:
    rows = [("ab"[n % 2], int(n % 2), "x") for n in range(400)]
    file = _write(tmp_path / "a.csv", ["arm", "paid", "city"], rows)
    options: dict[str, Any] = {"metric": ("paid",), "segment_column": "city", "rule": "fixed"}
    early, late = (_run(file, **options, planned=n).table("segments").dicts() for n in (300, 200))
    assert (early[0]["verdict"], late[0]["verdict"]) == ("not_yet", "higher")


def test_segments_are_shown_and_called_exploratory(tmp_path: Path) -> None:
    rows = [("ab"[n % 2], int(n % 10 == 0 or (city == "杭州" and n % 2)), city) for city in ("杭州", "宁波", "") for n in range(300)]  # fmt: skip
    rows += [("a", 1, "舟山")]
    file = _write(tmp_path / "a.csv", ["arm", "paid", "city"], rows)
    result = _run(file, metric=("paid",), segment_column="city")
    found = {r["segment"]: r for r in result.table("segments").dicts()}
    assert found["杭州"]["verdict"] == "higher" and found["宁波"]["verdict"] == "not_yet"
    assert found["舟山"]["verdict"] == "unknown" and found[""]["n"] == 150
    assert "segments_exploratory" in _codes(result)


def test_outliers_can_be_cut_down(tmp_path: Path) -> None:
    rows = [("ab"[n % 2], n % 50) for n in range(1_000)] + [("b", 100_000), ("a", 20)]
    file = _write(tmp_path / "a.csv", ["arm", "spend"], rows)
    wild, calm = (_run(file, metric=("spend",), cap=cap) for cap in (None, 0.99))
    assert calm.rows()[0]["difference"] < 2 < wild.rows()[0]["difference"]
    assert "capped" in _codes(calm)


def test_an_arm_of_one_person_is_left_out_and_said(tmp_path: Path) -> None:
    file = _counts(tmp_path / "a.csv", {"a": (100, 20), "b": (100, 30), "test": (1, 1)})
    result = _run(file, metric=("paid",))
    assert result.extra["arms"] == ["a", "b"] and "arm_tiny" in _codes(result)
    assert not _loud(result)


@pytest.mark.parametrize(
    ("code", "options"),
    [
        ("experiment.no_metric", {}),
        ("experiment.out_of_range", {"metric": ("paid",), "alpha": 0.0}),
        ("experiment.out_of_range", {"metric": ("paid",), "cap": 1.5}),
        ("experiment.control_unknown", {"metric": ("paid",), "control": "z"}),
        ("experiment.expected_unreadable", {"metric": ("paid",), "expected": ("1", "2", "3")}),
        ("experiment.expected_unreadable", {"metric": ("paid",), "expected": ("a=1", "2")}),
        ("experiment.expected_unreadable", {"metric": ("paid",), "expected": ("1", "0")}),
        ("experiment.guardrail_unreadable", {"metric": ("paid",), "guardrail": ("paid",)}),
        ("experiment.too_many_arms", {"metric": ("paid",), "arm": "id"}),
        ("experiment.one_arm", {"metric": ("paid",), "arm": "same"}),
        ("experiment.not_numbers", {"metric": ("version",)}),
        ("experiment.not_a_share", {"metric": ("id",), "metric_kind": "proportion"}),
        ("experiment.no_denominator", {"metric": ("paid",), "metric_kind": "ratio"}),
        ("experiment.no_days", {"metric": ("paid",), "assigned": "version"}),
        ("duration.unknown", {"metric": ("paid",), "within": "soon"}),
        ("run.column_missing", {"metric": ("nothing",)}),
    ],
)
def test_what_cannot_be_answered_is_refused(
    tmp_path: Path, code: str, options: dict[str, Any]
) -> None:
    rows = [("ab"[n % 2], n % 3 == 0, n, "x") for n in range(50)]
    file = _write(tmp_path / "a.csv", ["version", "paid", "id", "same"], rows)
    with pytest.raises(LianyiError) as refused:
        _run(file, **options)
    assert refused.value.code == code


def test_the_chart_shows_every_comparison_around_zero(cats: Path) -> None:
    option = _run(cats, arm="version", metric=("paid",)).chart("en")
    *lines, dots = option["series"]
    assert len(lines) == 2 and dots["data"][0][0] == pytest.approx(-0.0082, abs=1e-4)
    assert dots["markLine"]["data"] == [{"xAxis": 0}]
