from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Run

SCHEME = """\
分销:
  brokerage_level: 2
  store_brokerage_ratio: 10
overrides:
  - {rule: scheme_second_level, subject: levels, reason: 只到间推, owner: 李总, day: 2026-11-01}
payer: ordinary
"""


def _written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_hit_names_its_rule_its_source_and_its_place(lianyi: Run, tmp_path: Path) -> None:
    path = _written(tmp_path, "a.txt", "好茶上新。这是全国最好的茶。\n\n转发三个群领红包\n")
    said = lianyi("compliance", "check", "--text", path, "--json")
    document = json.loads(said.out)
    assert said.code == 1 and document["checked"] == 3 and document["judged"]
    assert document["footer"]["zh"] == "检查依据公开条文，不构成法律意见"
    first, second = document["hits"]
    assert (first["level"], first["rule"], first["article"], first["source_date"], first["mark"]) == (
        "block", "superlative", "9(3)", "2021-04-29", "F-law",
    )  # fmt: skip
    assert (first["text"], first["line"], first["from"], first["to"]) == ("全国最好", 1, 8, 11)
    assert (second["rule"], second["line"], second["from"]) == ("share_inducement", 3, 1)
    assert set(first["why"]) == set(first["rewrite"]) == {"zh", "en"}


def test_what_is_only_inferred_is_a_reference_without_an_article(
    lianyi: Run, tmp_path: Path
) -> None:
    path = _written(tmp_path, "s.yaml", "levels: 2\npayer: ordinary\n")
    hit = json.loads(lianyi("compliance", "check", "--scheme", path, "--json").out)["hits"][0]
    assert (hit["article"], hit["mark"], hit["reference"], hit["may_override"]) == (
        None,
        "I",
        True,
        True,
    )
    shown = lianyi("compliance", "check", "--scheme", path, "--lang", "zh")
    assert "参考：" in shown.out and shown.code == 1


def test_nothing_found_passes_and_says_that_this_is_no_blessing(
    lianyi: Run, tmp_path: Path
) -> None:
    path = _written(tmp_path, "a.md", "今天上新三款茶。\n最后一天，最多可减20元。\n")
    said = lianyi("compliance", "check", "--text", path)
    assert said.code == 0
    assert (
        "nothing found" in said.out and "no blessing" in said.out and "not legal advice" in said.out
    )


def test_a_word_file_is_read_with_its_tables(lianyi: Run, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("秋季上新")
    document.add_table(1, 1).rows[0].cells[0].text = "五星好评返现3元"
    document.save(str(tmp_path / "a.docx"))
    said = lianyi("compliance", "check", "--text", tmp_path / "a.docx", "--json")
    assert [hit["line"] for hit in json.loads(said.out)["hits"]] == [2] and said.code == 1


def test_an_exception_of_the_owner_is_recorded_and_passes(lianyi: Run, tmp_path: Path) -> None:
    path = _written(tmp_path, "s.yaml", SCHEME)
    said = lianyi("compliance", "check", "--scheme", path, "--json")
    hit = json.loads(said.out)["hits"][0]
    assert said.code == 0 and hit["level"] == "note" and hit["override"]["owner"] == "李总"
    assert "只到间推" in lianyi("compliance", "check", "--scheme", path).out


def test_an_unknown_setting_is_not_passed(lianyi: Run, tmp_path: Path) -> None:
    path = _written(tmp_path, "s.json", '{"commission": "5%", "magic": 3}')
    said = lianyi("compliance", "check", "--scheme", path, "--json")
    document = json.loads(said.out)
    assert said.code == 1 and not document["judged"]
    assert [issue["code"] for issue in document["issues"]] == ["scheme.unknown_setting"]
    assert "magic" in lianyi("compliance", "check", "--scheme", path).err


@pytest.mark.parametrize(
    ("text", "code"),
    [("levels: 3\nlevels: 1\n", "scheme.not_parsed"), ("a: [", "scheme.not_parsed"), ("just words", "scheme.unreadable")],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(lianyi: Run, tmp_path: Path, text: str, code: str) -> None:
    said = lianyi("compliance", "check", "--scheme", _written(tmp_path, "s.yaml", text))
    assert said.code == 1 and code in said.err


def test_bytes_that_are_no_text_are_refused(lianyi: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\x00\x00")
    (tmp_path / "b.docx").write_bytes(b"no zip")
    for name in ("a.txt", "b.docx"):
        said = lianyi("compliance", "check", "--text", tmp_path / name)
        assert said.code == 1 and "compliance.text_unreadable" in said.err


def test_a_text_in_gb18030_is_read(lianyi: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("国家级品质".encode("gb18030"))
    assert lianyi("compliance", "check", "--text", tmp_path / "a.txt").code == 1


def test_rules_and_schema_are_printed(lianyi: Run) -> None:
    rules = json.loads(lianyi("compliance", "rules", "--json").out)
    assert {"superlative", "pyramid_levels", "scheme_second_level"} <= {
        rule["rule"] for rule in rules
    }
    assert all(rule["article"] is None for rule in rules if rule["mark"] in ("I", "K"))
    assert "superlative" in lianyi("compliance", "rules").out
    assert "max_levels" in json.loads(lianyi("compliance", "schema").out)["properties"]
