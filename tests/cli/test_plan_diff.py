from __future__ import annotations

import json
from pathlib import Path

import pytest

from lianyi.cli.main import main
from lianyi.planning.writing import write_plan
from tests.planning.plans import full_plan


def test_equal_plans_print_nothing_and_leave_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(write_plan(full_plan()), "utf-8")
    assert main(["plan", "diff", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_a_difference_is_one_line_and_exit_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    (tmp_path / "a.yaml").write_text(write_plan(full_plan()), "utf-8")
    text = write_plan(full_plan()).replace("target: 1900000", "target: 195万")
    (tmp_path / "b.yaml").write_text(text, "utf-8")
    names = [str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")]
    assert main(["plan", "diff", *names]) == 1
    assert capsys.readouterr().out == "~ goals.gmv.target: 1,900,000 → 1,950,000\n"
    assert main(["plan", "diff", *names, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["differences"] == [
        {"path": "goals.gmv.target", "kind": "changed", "before": 1900000, "after": 1950000}
    ]


def test_the_schema_is_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "schema"]) == 0
    assert "Goal" in json.loads(capsys.readouterr().out)["$defs"]
