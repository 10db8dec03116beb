"""Mentions: by source and week, beside other brands, felt by labels before the model; blank is not zero."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lianyi.analyses.declaration import make
from lianyi.analyses.result import Result
from lianyi.cli.main import main
from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.period_text import parse_period
from tests.analyses.small_workspace import asking, workspace

COLUMNS = (
    "mention_no",
    "day",
    "source",
    "brand",
    "sentiment",
    "text",
    "mentions",
    "likes",
    "shares",
)
Row = tuple[Any, ...]
# Week 45 begins on 2 November 2026. 2 + 1 of 团团 and 3 of others there, a week without data, then one partly covered.
SAID: Sequence[Row] = (
    ("m1", "2026-11-02", "小红书", "团团", "正面", "差评", None, 10),
    ("m2", "2026-11-03", "小红书", "团团", None, "踩雷，劝退，打13812345678", None, 0),
    ("m3", "2026-11-08", "微博", None, "negative", None, None, 2),
    ("m4", "2026-11-04", "微博", "圆圆", "正面", None, 3, 8),
    ("m5", "2026-11-16", "小红书", "团 团", "中性", None, 4, 0),
    ("m6", "2026-11-17", "小红书", "团团", None, None, None, 0),
    ("m7", "2026-11-17", "小红书", "团团", "说不清", "绝绝子，已经回购", None, 0),
)
COVERED = (("2026-11-02", "2026-11-08"), ("2026-11-16", "2026-11-18"))


class MentionViews:
    """The view `mentions` of a shop, and what its imports cover."""

    def __init__(self, said: Sequence[Row], covered: Sequence[tuple[str, str]]) -> None:
        self.data_as_of: Mapping[str, str | None] = {}
        self.known_buyers = None
        self.coverage = [("mentions", "generic", "main", date.fromisoformat(a), date.fromisoformat(b), False) for a, b in covered]  # fmt: skip
        self.con = duckdb.connect()
        self.con.execute(
            "CREATE TABLE mentions (mention_no VARCHAR, day DATE, source VARCHAR, brand VARCHAR, sentiment VARCHAR, text VARCHAR, "
            "mentions BIGINT, likes BIGINT, shares BIGINT, platform VARCHAR DEFAULT 'generic', store VARCHAR DEFAULT 'main')"
        )
        for row in said:
            filled = COLUMNS[: len(row)]
            self.con.execute(f"INSERT INTO mentions ({', '.join(filled)}) VALUES ({', '.join('?' * len(row))})", list(row))  # fmt: skip

    def columns(self, view: str) -> list[str]:
        sql = "SELECT column_name FROM duckdb_columns() WHERE table_name = ?"
        return [row[0] for row in self.con.execute(sql, [view]).fetchall()]

    def rows(self, sql: str, params: Sequence[object] = ()) -> list[Row]:
        return self.con.execute(sql, list(params)).fetchall()


@dataclass
class Heard:
    """A shop as `voice` asks it."""

    said: Sequence[Row] = SAID
    covered: Sequence[tuple[str, str]] = COVERED
    brand: str = "团团"
    today: date = date(2026, 11, 28)
    calendar: BusinessCalendar = field(default_factory=BusinessCalendar)

    def __post_init__(self) -> None:
        self.engine = MentionViews(self.said, self.covered)

    def period(self, text: str | None) -> Any:
        return parse_period(text or "2026-W45")


def run(data: Any, **options: Any) -> Result:
    return make("voice", options).run(data)


def value(result: Result, key: str) -> float | None:
    return result.number(key).value


def codes(result: Result) -> set[str]:
    return {w.code for w in result.warnings}


def test_the_share_is_of_all_brands_found_and_weighs_by_what_was_said() -> None:
    result = run(Heard(), period="2026-W45")
    # m1, m2 and m3 (no brand: the own one) against 3 of m4; likes 12 against 8.
    assert value(result, "mentions") == 3
    assert value(result, "share_of_voice") == 0.5
    assert value(result, "share_of_engagement") == 0.6
    assert [(r["brand"], r["is_own"], r["mentions"]) for r in result.table("brands").dicts()] == [("团团", True, 3), ("圆圆", False, 3)]  # fmt: skip


def test_a_label_goes_before_the_model_and_both_are_counted() -> None:
    result = run(Heard())
    # m1 says 「差评」 but a person called it positive; m7's label says nothing, so the model answers.
    week = result.table("weeks").dicts()[0]
    assert (week["positive"], week["negative"], week["given"], week["n"]) == (1, 2, 2, 3)
    assert [value(result, k) for k in ("given", "answered", "unfelt")] == [6, 2, 1]
    assert {"by_model", "labels_unread"} <= codes(result)


def test_labels_alone_give_both_definitions_exactly() -> None:
    said = [(f"m{n}", "2026-11-02", "微博", "团团", s, "随便", k, 0) for n, (s, k) in enumerate([("正面", 5), ("neutral", 3), ("负", 2)])]  # fmt: skip
    result = run(Heard(said))
    assert value(result, "nsr_a") == pytest.approx(3 / 10)
    assert value(result, "nsr_b") == pytest.approx(3 / 7)
    assert result.number("nsr_a").interval is None
    assert result.number("nsr_a").n == 10


def test_a_week_without_data_is_blank_one_with_data_and_nothing_said_is_zero() -> None:
    result = run(Heard(), period="2026-11-02..2026-11-22")
    weeks = {
        r["week"]: (r["days"], r["mentions"], r["nsr_a"]) for r in result.table("weeks").dicts()
    }
    assert weeks["2026-W46"] == (0, None, None)
    assert weeks["2026-W47"][:2] == (3, 6)
    points = {(r["week"], r["source"]): r["mentions"] for r in result.rows()}
    assert points["2026-W47", "微博"] == 0
    assert points["2026-W46", "微博"] is None
    assert {"weeks_blank", "weeks_partly"} <= codes(result)


def test_shares_are_added_where_a_source_counts_them() -> None:
    passed_on = ("m9", "2026-11-04", "微博", "团团", None, None, None, 0, 7)
    points = {r["source"]: r["shares"] for r in run(Heard((*SAID, passed_on)), period="2026-W45").rows()}  # fmt: skip
    assert points == {"小红书": None, "微博": 7}


def test_points_by_source_add_up_to_the_weeks() -> None:
    result = run(Heard(), period="2026-11-02..2026-11-22")
    for week in result.table("weeks").dicts():
        parts = [r for r in result.rows() if r["week"] == week["week"]]
        for key in ("mentions", "n", "given", "positive", "neutral", "negative"):
            assert sum(p[key] or 0 for p in parts) == (week[key] or 0)


def test_an_own_brand_that_nobody_names_has_no_share() -> None:
    result = run(Heard(brand="别的名字"), period="2026-W45")
    assert (value(result, "mentions"), value(result, "share_of_voice")) == (1, None)
    assert [w.code for w in result.warnings if w.loud] == ["brand_unmet"]
    assert value(run(Heard(brand="别的名字"), brand=("团团",), period="2026-W45"), "share_of_voice") == 0.5  # fmt: skip


def test_only_the_named_rivals_are_compared_and_a_lone_brand_has_no_share() -> None:
    other = ("m9", "2026-11-04", "微博", "方方", None, None, 6, 0)
    assert value(run(Heard((*SAID, other)), period="2026-W45"), "share_of_voice") == 0.25
    assert value(run(Heard((*SAID, other)), period="2026-W45", against=("圆圆",)), "share_of_voice") == 0.5  # fmt: skip
    alone = run(Heard([r for r in SAID if r[3] != "圆圆"]))
    assert value(alone, "share_of_voice") is None


def test_a_source_that_never_names_a_rival_is_pointed_out() -> None:
    assert "one_sided" in codes(run(Heard(), period="2026-W45"))


def test_what_to_label_next_is_listed_without_naming_anybody() -> None:
    result = run(Heard())
    assert {r["mention_no"] for r in result.table("to_label").dicts()} == {"m2", "m7"}
    assert "13812345678" not in json.dumps(result.to_json(), ensure_ascii=False)


def test_a_period_that_nobody_covers_has_no_number_and_says_why() -> None:
    result = run(Heard(), period="2026-W46")
    assert [value(result, k) for k in ("mentions", "share_of_voice", "nsr_a")] == [None] * 3
    assert all(result.number(k).why for k in ("mentions", "share_of_voice", "nsr_a"))
    silent = run(Heard(SAID[:1], COVERED), period="2026-11-16..2026-11-18")
    assert (value(silent, "mentions"), value(silent, "nsr_a")) == (0, None)


def test_the_picture_leaves_gaps_where_nothing_is_known() -> None:
    option: Any = run(Heard(), period="2026-11-02..2026-11-22").chart("zh")
    assert option["series"][0]["data"] == [3, None, 6]
    assert None in option["series"][-1]["data"]


def test_labels_count_before_texts_and_metrics_ask_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    mentions = [
        {"mention_no": "m1", "at": "2026-11-02 02:00:00", "source": "微博", "brand": "团团", "sentiment": "正面", "text": "踩雷"},
        {"mention_no": "m2", "at": "2026-11-03 02:00:00", "source": "微博", "brand": "团团", "sentiment": "负面", "text": "好"},
        {"mention_no": "m3", "at": "2026-11-03 02:00:00", "source": "微博", "brand": "别家", "sentiment": "负面", "text": "好", "mentions": 6},
        {"mention_no": "m4", "at": "2026-11-04 02:00:00", "source": "微博", "brand": "团团", "sentiment": "正面"},
    ]  # fmt: skip
    folder = workspace(tmp_path, monkeypatch, [["2026-11-02"]], mentions=mentions)
    ask = asking(folder, capsys)
    answer = ask("voice", "--period", "2026-W45", "--against", "别家")
    assert answer["numbers"]["nsr_a"]["value"] == pytest.approx(1 / 3)
    assert answer["numbers"]["share_of_voice"]["value"] == pytest.approx(1 / 3)
    weeks = "2026-W45..2026-W46"
    assert main(["metric", "nsr_a", "share_of_voice", "--period", weeks, "--grain", "week", "--json", "-C", str(folder)]) == 0  # fmt: skip
    first, second = json.loads(capsys.readouterr().out)["rows"]
    assert first["nsr_a"] == pytest.approx(1 / 3, abs=1e-6)
    assert first["share_of_voice"] == pytest.approx(1 / 3, abs=1e-6)
    assert (second["nsr_a"], second["share_of_voice"]) == (None, None)
