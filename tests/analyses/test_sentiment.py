"""Reviews of a file: counts, corrected shares, agreement with labels, topics, weeks, hostile texts."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from lianyi.analyses.declaration import make
from lianyi.analyses.result import Result
from lianyi.cli.main import main
from lianyi.core.errors import LianyiError
from tests.analyses.plain_files import PlainFiles
from tests.analyses.small_workspace import asking, workspace

Rows = Sequence[tuple[str, ...]]
REVIEWS: Rows = [
    ("质量很好，会回购", "正面", "2026-11-02", "抖店"),
    ("不好看，退货了，打我电话13812345678", "负面", "2026-11-03 10:00:00", "抖店"),
    ('=HYPERLINK("x")，一般般', "中性", "2026/11/10", "小红书"),
    ("绝绝子！yyds", "正面", "20261111", "小红书"),
    ("<b>踩雷</b>了，质量差", "负面", "昨天", "小红书"),
    ("", "正面", "2026-11-11", "小红书"),
]


def write(folder: Path, rows: Rows, header: str = "评论,情感,日期,来源") -> Path:
    path = folder / "reviews.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header.split(","), *rows])
    return path


def run(path: Path, **options: Any) -> Result:
    return make("sentiment", {"file": path, **options}).run(PlainFiles())


def value(result: Result, key: str) -> float | None:
    return result.number(key).value


def test_each_text_has_its_class_and_classes_add_up(tmp_path: Path) -> None:
    result = run(write(tmp_path, REVIEWS))
    assert [r["feeling"] for r in result.rows()] == ["positive", "negative", "neutral", "positive", "negative"]  # fmt: skip
    assert [value(result, k) for k in ("texts", "positive", "neutral", "negative")] == [5, 2, 1, 2]
    assert sum(r["share"] for r in result.table("classes").dicts()) == pytest.approx(1)
    assert value(result, "accuracy") == 1.0
    assert {"few", "empty", "days_unread", "errors_of_model"} <= {w.code for w in result.warnings}


def test_nobody_can_be_called_and_no_cell_computes(tmp_path: Path) -> None:
    said = json.dumps(run(write(tmp_path, REVIEWS)).to_json(), ensure_ascii=False)
    assert "13812345678" not in said
    assert "138****5678" in said
    assert '"=' not in said


def test_weeks_and_sources_hold_the_texts_whose_day_and_source_are_known(tmp_path: Path) -> None:
    result = run(write(tmp_path, REVIEWS))
    weeks = {r["week"]: (r["texts"], r["nsr_a"], r["nsr_b"]) for r in result.table("weeks").dicts()}
    assert weeks == {"2026-W45": (2, 0.0, 0.0), "2026-W46": (2, 0.5, 1.0)}
    assert {r["source"]: r["texts"] for r in result.table("sources").dicts()} == {"抖店": 2, "小红书": 3}  # fmt: skip


def test_topics_and_examples_show_what_decided(tmp_path: Path) -> None:
    result = run(write(tmp_path, REVIEWS))
    quality = next(r for r in result.table("topics").dicts() if r["topic"] == "quality")
    assert (quality["texts"], quality["positive"], quality["negative"]) == (2, 1, 1)
    examples = {r["row"]: r["words"] for r in result.table("examples").dicts()}
    assert "yyds" in examples[4]
    assert "踩雷" in examples[5]
    assert result.chart("en")["series"]


def test_the_sentence_names_the_topic_that_most_complaints_are_about(tmp_path: Path) -> None:
    rows = [("物流太慢了，差评",)] * 6 + [("物流很快",)] * 9 + [("客服态度差，垃圾",)] * 5
    said = run(write(tmp_path, rows, "text")).explain("zh")
    assert "负面里提得最多的话题是「物流」：提到它的15条里有6条负面" in said


def test_shares_are_corrected_by_the_errors_that_enough_labels_show(tmp_path: Path) -> None:
    # Of what people call bad, the answers find two thirds: 「还行」 is how this crowd complains.
    rows = [("很好，会回购", "1")] * 60 + [("踩雷了，垃圾", "0")] * 40 + [("还行", "0")] * 20
    result = run(write(tmp_path, rows, "text,label"))
    assert (value(result, "negative"), value(result, "neutral")) == (40, 20)
    assert value(result, "negative_share") == pytest.approx(0.5, abs=0.02)
    assert value(result, "neutral_share") == pytest.approx(0, abs=0.02)
    assert value(result, "nsr_a") == pytest.approx(0, abs=0.03)
    assert value(result, "accuracy_decided") == 1.0
    assert "errors_by_labels" in {w.code for w in result.warnings}


def test_labels_that_disagree_are_said_loudly(tmp_path: Path) -> None:
    result = run(write(tmp_path, [("很好，会回购", "0")] * 40, "content,label"))
    assert value(result, "accuracy") == 0
    assert [w.code for w in result.warnings if w.loud] == ["poor"]


def test_without_labels_nothing_is_claimed_about_agreement(tmp_path: Path) -> None:
    result = run(write(tmp_path, [("很好",)], "review"))
    assert "accuracy" not in {n.key for n in result.numbers}
    assert [t.key for t in result.tables] == ["texts", "classes", "topics", "examples"]


@pytest.mark.parametrize("rows", [[], [("",), ("  ",)]])
def test_a_file_without_a_text_is_refused(tmp_path: Path, rows: Rows) -> None:
    with pytest.raises(LianyiError) as refused:
        run(write(tmp_path, rows, "text"))
    assert refused.value.code == "sentiment.nothing"


def test_the_command_line_answers_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    path = write(tmp_path, REVIEWS)
    assert main(["run", "sentiment", "--file", str(path), "--json", "--top", "2"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["numbers"]["positive"]["value"] == 2
    assert len(answer["rows"]) == 2
    assert answer["model"]["abstains_between"] == [0.35, 0.65]


def test_a_period_leaves_out_other_days_and_needs_days(tmp_path: Path) -> None:
    assert value(run(write(tmp_path, REVIEWS), period="2026-W46"), "texts") == 2
    with pytest.raises(LianyiError) as refused:
        run(write(tmp_path, [("很好",)], "text"), period="2026-W46")
    assert refused.value.code == "run.column_missing"


def test_reviews_of_a_shop_are_read_with_their_stars_as_labels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [
        ("r1", "很好吃，会回购", 5),
        ("r2", "踩雷了，难吃", 1),
        ("r3", None, 5),
        ("r4", "垃圾，劝退", 5),
    ]
    reviews = [
        {"review_no": n, "at": "2026-11-03 02:00:00", "text": t, "score": s} for n, t, s in told
    ]
    folder = workspace(tmp_path, monkeypatch, [["2026-11-02"]], reviews=reviews)
    answer = asking(folder, capsys)("sentiment", "--period", "2026-11")
    assert [(r["row"], r["feeling"]) for r in answer["rows"]] == [("r1", "positive"), ("r2", "negative"), ("r4", "negative")]  # fmt: skip
    assert answer["numbers"]["accuracy"]["value"] == pytest.approx(2 / 3)
    assert answer["sizes"] == {"texts": 3, "empty": 1}
