"""Our Word file read back: the same plan, also without the copy beside the text, and every edit of a cell."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, seed, settings

from lianyi.core.errors import LianyiError
from lianyi.core.translation import LANGS, Lang
from lianyi.planning.diff import diff_plans
from lianyi.planning.document.own import read_own
from lianyi.planning.model.plan import Plan
from lianyi.reports.plan_document import plan_document
from lianyi.reports.render.docx.plan import render_plan_docx
from tests.planning.document.random_plans import plans
from tests.planning.plans import full_plan

UNHURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck), database=None)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def exported(plan: Plan, lang: Lang = "zh") -> bytes:
    return render_plan_docx(plan_document(plan, lang))


@cache
def full(lang: Lang = "zh") -> bytes:
    return exported(full_plan(), lang)


def bare(content: bytes) -> bytes:
    """Return the file without the copy of the plan beside its text."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith(".rels"):
                part = re.sub(rb"<Relationship [^>]*customXml[^>]*/>", b"", part)
            if not name.startswith("customXml"):
                new.writestr(name, part)
    return buffer.getvalue()


def edited(content: bytes, edit: Callable[[Any], None]) -> bytes:
    document = docx.Document(BytesIO(content))
    edit(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def table(document: Any, head: str) -> Any:
    return next(t for t in document.tables if t.rows[0].cells[0].text == head)


def put(head: str, row: str, column: str, text: str) -> Callable[[Any], None]:
    def edit(document: Any) -> None:
        found = table(document, head)
        at = [cell.text for cell in found.rows[0].cells].index(column)
        line = next(r for r in found.rows if r.cells[0].text == row)
        line.cells[at].text = text

    return edit


def changed(
    edit: Callable[[Any], None], content: bytes | None = None
) -> dict[str, tuple[Any, Any]]:
    plan = read_own(edited(content or full(), edit))
    assert plan is not None
    return {d.path: (d.before, d.after) for d in diff_plans(full_plan(), plan)}


@settings(UNHURRIED, max_examples=10)
@given(plans())
def test_any_plan_comes_back_equal_with_and_without_its_copy(plan: Plan) -> None:
    content = exported(plan)
    assert read_own(content) == plan
    assert read_own(bare(content)) == plan


@pytest.mark.parametrize("lang", LANGS)
def test_a_full_plan_comes_back_from_either_language(lang: Lang) -> None:
    assert read_own(bare(full(lang))) == full_plan()


@pytest.mark.parametrize("content", [full(), bare(full())])
@pytest.mark.parametrize(
    ("edit", "path", "before", "after"),
    [
        (put("目标编号", "gmv", "目标值", "200万"), "goals.gmv.target", 1_900_000, 2_000_000),
        (put("目标编号", "gmv", "负责人", "周宁"), "goals.gmv.owner", "陈曦", "周宁"),
        (put("目标编号", "gmv", "截止", "2026年10月8日"), "goals.gmv.due", date(2026, 9, 30), date(2026, 10, 8)),
        (put("目标编号", "repurchase", "目标值", "３０％"), "goals.repurchase.target", 0.28, 0.3),
        (put("预算编号", "ads-09", "计划金额", "¥13.5万"), "budget.lines.ads-09.planned", 128_000, 135_000),
        (put("预算编号", "ads-09", "类别", "KOL"), "budget.lines.ads-09.category", "ads", "kol"),
        (put("风险编号", "ban", "影响", "高"), "risks.ban.impact", None, "high"),
        (put("方案概要", "引言", "内容", "第一行\n第二行"), "intro", None, "第一行\n第二行"),
    ],
)  # fmt: skip
def test_an_edited_cell_is_the_only_difference(
    content: bytes, edit: Callable[[Any], None], path: str, before: Any, after: Any
) -> None:
    assert changed(edit, content) == {path: (before, after)}


def test_a_cell_of_the_appendix_can_be_edited_too() -> None:
    def edit(document: Any) -> None:
        found = table(document, "目标编号（续）")
        next(r for r in found.rows if r.cells[1].text == "指标").cells[2].text = "gmv_net"

    assert changed(edit) == {"goals.gmv.metric": ("gmv_paid", "gmv_net")}


def test_a_new_row_is_a_new_goal_and_gets_an_id() -> None:
    def edit(document: Any) -> None:
        cells = table(document, "目标编号").add_row().cells
        cells[1].text, cells[2].text, cells[3].text = "12月底前，声量到1,600", "1,600", "2026/12/31"

    (found,) = changed(edit).items()
    assert found[0].startswith("goals.goals-")
    assert found[1][1]["target"] == 1600 and found[1][1]["due"] == date(2026, 12, 31)


def test_a_deleted_row_is_gone_and_what_hung_on_it_too() -> None:
    def edit(document: Any) -> None:
        row = table(document, "活动编号").rows[1]._tr
        row.getparent().remove(row)

    assert list(changed(edit)) == ["campaigns.double11"]


def test_a_part_whose_goal_was_deleted_stands_alone() -> None:
    def edit(document: Any) -> None:
        row = table(document, "目标编号").rows[1]._tr
        row.getparent().remove(row)

    plan = read_own(edited(full(), edit))
    assert plan is not None and [goal.id for goal in plan.goals] == ["visitors", "value", "repurchase"]  # fmt: skip


def test_what_was_struck_out_with_changes_tracked_is_gone_and_what_was_inserted_counts() -> None:
    def edit(document: Any) -> None:
        found = table(document, "目标编号")
        cell = next(r for r in found.rows if r.cells[0].text == "gmv").cells[4]
        run = cell.paragraphs[0].runs[0]._r
        gone = docx.oxml.parse_xml(f'<w:del xmlns:w="{W[1:-1]}" w:id="1" w:author="a"><w:r><w:delText>陈曦</w:delText></w:r></w:del>')  # fmt: skip
        new = docx.oxml.parse_xml(f'<w:ins xmlns:w="{W[1:-1]}" w:id="2" w:author="a"><w:r><w:t>周</w:t></w:r><w:r><w:t>宁</w:t></w:r></w:ins>')  # fmt: skip
        run.addprevious(gone)
        run.addprevious(new)
        run.getparent().remove(run)

    assert changed(edit) == {"goals.gmv.owner": ("陈曦", "周宁")}


def test_a_deleted_appendix_comes_from_the_copy_and_is_lost_only_without_it() -> None:
    def edit(document: Any) -> None:
        found = table(document, "目标编号（续）")._tbl
        found.getparent().remove(found)

    assert changed(edit) == {}
    lost = changed(edit, bare(full()))
    assert lost["goals.gmv.metric"] == ("gmv_paid", None)


def test_a_deleted_column_comes_from_the_copy() -> None:
    def edit(document: Any) -> None:
        for row in table(document, "预算编号").rows:
            row._tr.remove(row.cells[4]._tc)

    assert changed(edit) == {}


def test_columns_and_rows_may_change_places() -> None:
    def edit(document: Any) -> None:
        found = table(document, "预算编号")
        for row in found.rows:
            row._tr.append(row.cells[2]._tc)

    assert changed(edit) == {}


@pytest.mark.parametrize(
    ("edit", "column", "value"),
    [
        (put("预算编号", "ads-09", "计划金额", "很多"), "计划金额", "很多"),
        (put("目标编号", "gmv", "截止", "月底"), "截止", "月底"),
        (put("风险编号", "ban", "影响", "极高"), "影响", "极高"),
    ],
)
def test_a_cell_that_is_no_value_is_refused_by_its_place(
    edit: Callable[[Any], None], column: str, value: str
) -> None:
    with pytest.raises(LianyiError) as refused:
        read_own(edited(full(), edit))
    assert refused.value.code == "plan.document_cell"
    facts = refused.value.facts
    assert facts["value"] == value and facts["column"].zh == column  # type: ignore[attr-defined]  # a Text


def test_an_emptied_cell_that_must_have_a_value_is_refused() -> None:
    with pytest.raises(LianyiError) as refused:
        read_own(edited(full(), put("预算编号", "ads-09", "计划金额", "")))
    assert refused.value.code == "plan.refused"


def test_an_amount_keeps_every_digit() -> None:
    plan = Plan.model_validate({"goals": [{"id": "g", "name": "g", "metric": "repurchase_rate", "target": "0.123456789"}], "budget": {"lines": [{"id": "b", "category": "ads", "month": "2026-09", "planned_fen": 12_345_678_901}]}})  # fmt: skip
    back = read_own(bare(exported(plan)))
    assert back is not None and back.goals[0].target == Decimal("0.123456789") and back == plan


def test_other_files_are_not_ours() -> None:
    foreign = BytesIO()
    document = docx.Document()
    document.add_table(2, 2).rows[0].cells[0].text = "目标"
    document.save(foreign)
    assert read_own(foreign.getvalue()) is None
    assert read_own(b"PK\x03\x04 nothing") is None and read_own(b"") is None
    assert read_own(full()[:2000]) is None


def test_a_file_with_a_damaged_copy_is_read_from_its_tables() -> None:
    content = full()
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part[:-60] if name.startswith("customXml") else part)
    assert read_own(buffer.getvalue()) == full_plan()


def test_entities_are_not_expanded() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        new.writestr("word/document.xml", '<!DOCTYPE d [<!ENTITY a "目标">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl><w:tr><w:tc><w:p><w:r><w:t>&a;编号</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>')  # fmt: skip
    assert read_own(buffer.getvalue()) is None


def resaved(office: str, contents: list[bytes], folder: Path) -> list[bytes]:
    """Return files as LibreOffice saves them."""
    (folder / "out").mkdir()
    names = [folder / f"{n}.docx" for n in range(len(contents))]
    for name, content in zip(names, contents, strict=True):
        name.write_bytes(content)
    subprocess.run([office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), *map(str, names)], check=True, capture_output=True, timeout=240)  # fmt: skip
    return [(folder / "out" / name.name).read_bytes() for name in names]


@pytest.mark.full
def test_plans_come_back_equal_after_another_program_saved_them(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs: soffice")
    wanted: list[Plan] = [full_plan()]

    @seed(20260914)
    @settings(UNHURRIED, max_examples=24)
    @given(plans())
    def collect(plan: Plan) -> None:
        wanted.append(plan)

    collect()
    files = [exported(plan, LANGS[n % 2]) for n, plan in enumerate(wanted)]
    files = [bare(content) if n % 3 else content for n, content in enumerate(files)]
    assert [read_own(content) for content in resaved(office, files, tmp_path)] == wanted


@pytest.mark.full
@settings(UNHURRIED, max_examples=60)
@given(plans())
def test_many_plans_come_back_equal(plan: Plan) -> None:
    assert read_own(bare(exported(plan, "en"))) == plan
