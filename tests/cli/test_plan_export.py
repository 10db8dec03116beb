"""`plan export` to Word and Markdown, and the way back through `plan diff`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest

from lianyi.cli.main import main
from lianyi.planning.writing import write_plan
from lianyi.reports.render.docx.template import default_template
from tests.facts import lakes
from tests.planning.plans import full_plan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    where = lakes.workspace(tmp_path / "shop")
    rows: list[dict[str, Any]] = [
        {"day": "2026-09-05", "plan_no": "p1", "category": None, "spend_fen": 61_000}
    ]
    days = ("2026-09-01", "2026-10-10")
    lakes.add(where, "a", "2026-10-11 00:00:00", platform="douyin", days=days, spend=rows)
    lakes.stand(where, "a")
    (where.folder / "plan").mkdir()
    (where.folder / "plan" / "plan.yaml").write_text(write_plan(full_plan()), "utf-8")
    return where.folder


def test_the_exported_plan_equals_the_plan_and_an_edited_cell_shows(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    word, shop = tmp_path / "plan.docx", ("-C", str(folder))
    assert main([*shop, "plan", "export", "-o", str(word)]) == 0
    assert main([*shop, "plan", "diff", "current", str(word)]) == 0
    capsys.readouterr()
    document = docx.Document(str(word))
    table = next(t for t in document.tables if t.cell(0, 0).text == "目标编号")
    assert [c.text for c in table.rows[0].cells][-1] == "检查*"
    table.cell(1, 2).text = "200万"
    document.save(str(word))
    assert main([*shop, "plan", "diff", "current", str(word)]) == 1
    assert capsys.readouterr().out.startswith("~ goals.gmv.target: 1,900,000 → 2,000,000\n")


def test_the_money_that_was_spent_stands_in_the_file(folder: Path, tmp_path: Path) -> None:
    assert main(["-C", str(folder), "plan", "export", "-o", str(tmp_path / "plan.md")]) == 0
    lines = (tmp_path / "plan.md").read_text("utf-8").splitlines()
    assert any(line.startswith("| 广告 | ¥128,000 |") and "| ¥610 |" in line for line in lines)


def test_plain_has_no_live_numbers_and_another_ending_is_refused(
    folder: Path, tmp_path: Path
) -> None:
    shop = ("-C", str(folder))
    assert main([*shop, "plan", "export", "--plain", "-o", str(tmp_path / "p.md")]) == 0
    assert "现在" not in (tmp_path / "p.md").read_text("utf-8")
    assert main([*shop, "plan", "export", "-o", str(tmp_path / "p.pdf")]) != 0
    assert not (tmp_path / "p.pdf").exists()


def test_the_template_of_the_workspace_dresses_the_plan(folder: Path, tmp_path: Path) -> None:
    (folder / "reports").mkdir(exist_ok=True)
    place = folder / "reports" / "template.docx"
    assert main(["report", "template", "-o", str(place)]) == 0
    assert place.read_bytes() == default_template()
    template = docx.Document(str(place))
    template.styles["Heading 1"].font.name = "KaiTi"
    template.save(str(place))
    assert (
        main(["-C", str(folder), "plan", "export", "--plain", "-o", str(tmp_path / "p.docx")]) == 0
    )
    assert docx.Document(str(tmp_path / "p.docx")).styles["Heading 1"].font.name == "KaiTi"
