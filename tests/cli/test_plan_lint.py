"""`lianyi plan lint` and `lianyi plan import`: any kind of file, exit codes, nothing written unasked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter
import yaml

from tests.cli.conftest import Run
from tests.planning.document.words import paragraph, table, word

GOOD = "2026年12月31日前，GMV从150万提升到190万，负责人陈曦"
BAD = "提升品牌影响力"
AS_OF = ("--today", "2026-09-14")


@pytest.fixture
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A file of the kind asked for, with one good goal and one bad."""
    path = tmp_path / f"goals{request.param}"
    if request.param in (".txt", ".md"):
        path.write_text(f"- {GOOD}\n- {BAD}\n", "utf-8")
    elif request.param in (".json", ".yaml"):
        path.write_text(json.dumps([GOOD, {"目标": BAD}], ensure_ascii=False), "utf-8")
    elif request.param == ".csv":
        path.write_text(f"序号,目标\n1,{GOOD.replace(',', '，')}\n2,{BAD}\n", "utf-8")
    elif request.param == ".xlsx":
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            sheet.write_column(0, 0, ["目标", GOOD, BAD])
    else:
        path.write_bytes(word(paragraph(GOOD, listed=True) + paragraph(BAD, listed=True)))
    return path


@pytest.mark.parametrize("file", [".txt", ".md", ".json", ".yaml", ".csv", ".xlsx", ".docx"], indirect=True)  # fmt: skip
def test_goals_in_any_kind_of_file_are_judged_alike(lianyi: Run, file: Path) -> None:
    said = lianyi("plan", "lint", file, "--json", *AS_OF)
    found = json.loads(said.out)
    assert said.code == 1
    assert [(g["text"], g["refused"]) for g in found["goals"]] == [(GOOD, []), (BAD, ["S", "M", "T"])]  # fmt: skip
    assert (found["passed"], found["refused"]) == (1, 1)


def test_a_list_of_good_goals_ends_well_and_shows_its_letters(lianyi: Run, tmp_path: Path) -> None:
    path = tmp_path / "goals.txt"
    path.write_text(GOOD + "\n", "utf-8")
    said = lianyi("plan", "lint", path, *AS_OF)
    assert said.code == 0
    assert "S Specific ✓ Clear; owner 陈曦" in said.out
    assert "No history of a shop" in said.err


def test_a_plan_without_a_name_is_the_plan_of_the_shop(lianyi: Run, tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    goal = {"id": "gmv", "name": "GMV", "metric": "gmv_paid", "target": "190万", "due": "2026-12-31"}  # fmt: skip
    document = {"format": 1, "stage": "growth", "goals": [goal]}
    (tmp_path / "plan" / "plan.yaml").write_text(yaml.safe_dump(document), "utf-8")
    said = lianyi("plan", "lint", "-C", tmp_path, "--json", *AS_OF)
    assert json.loads(said.out)["goals"][0]["refused"] == ["S"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"%PDF", "document.kind_unknown"),
        ("a.yaml", b"a: [", "document.broken_list"),
        ("a.yaml", b"a: &x [1]\nb: *x\n", "plan.alias"),
        ("a.yaml", b"format: 1\nstage: growth\ngoals: [{id: x}]\n", "plan.refused"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "document.word_unreadable"),
        ("a.csv", b"a,b\n1,2\n", "run.column_missing"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    lianyi: Run, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    said = lianyi("plan", "lint", tmp_path / name, *AS_OF)
    assert said.code != 0
    assert f"[{code}]" in said.err


def test_a_file_that_is_not_there_says_so(lianyi: Run, tmp_path: Path) -> None:
    assert "[document.not_there]" in lianyi("plan", "lint", tmp_path / "none.txt").err


def test_a_strangers_document_becomes_a_plan_that_reads_back(lianyi: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "方案.docx", tmp_path / "plan.yaml"
    body = paragraph("一、目标", "1") + paragraph(GOOD) + paragraph(BAD + "。")
    body += paragraph("二、预算", "1") + table(("类别", "1月"), ("KOL合作", "5万"))
    source.write_bytes(word(body))
    said = lianyi("plan", "import", source, "-o", out, "--json", *AS_OF)
    found = json.loads(said.out)
    assert said.code == 0
    assert found["own"] is False
    assert found["not_smart"] == [BAD + "。"]
    assert [(b["category"], b["amount_fen"], b["month"]) for b in found["budget"]] == [("kol", 5_000_000, "2027-01")]  # fmt: skip
    assert {"risks", "analysis"} <= {k["section"] for k in found["lacks"]}
    assert yaml.safe_load(out.read_text("utf-8"))["goals"][1]["draft"] is True
    judged = json.loads(lianyi("plan", "lint", out, "--json", *AS_OF).out)
    assert (judged["passed"], judged["refused"]) == (1, 0)


def test_nothing_is_written_over_unasked(lianyi: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "a.md", tmp_path / "plan.yaml"
    source.write_text(f"# 目标\n- {GOOD}\n", "utf-8")
    out.write_text("mine", "utf-8")
    said = lianyi("plan", "import", source, "-o", out, *AS_OF)
    assert "[document.there_already]" in said.err
    assert out.read_text("utf-8") == "mine"
    assert lianyi("plan", "import", source, "-o", out, "--force", *AS_OF).code == 0
    assert "gmv_paid" in out.read_text("utf-8")
