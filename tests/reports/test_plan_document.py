"""The plan as a document: the known headings, the plan's tables, and live numbers beside them that nobody reads back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest

from lianyi.core.translation import LANGS, Lang, Text
from lianyi.planning.budget.standing import standing
from lianyi.planning.document.own import read_own
from lianyi.planning.goals.standing import standings
from lianyi.planning.model.plan import Plan
from lianyi.planning.verdict import Verdict
from lianyi.reports.document import Figure, Prose, Table
from lianyi.reports.plan_document import Live, PlanDocument, plan_document
from lianyi.reports.render.docx.plan import render_plan_docx
from lianyi.reports.render.markdown import render_plan_markdown
from tests.planning.plans import full_plan

VERDICTS = (
    Verdict("goal:gmv:pace", "goals.gmv", "remind", Text("进度慢。", "Behind."), advice=Text("看分项。", "See the parts.")),
    Verdict("goal:gmv:smart", "goals.gmv", "pass", Text("写得清楚。", "Clear.")),
    Verdict("risk:ban", "risks.ban", "fail", Text("触发了。", "Fired.")),
)  # fmt: skip


def document(lang: Lang = "zh", plan: Plan | None = None, *, live: bool = True) -> PlanDocument:
    made = plan or full_plan()
    money = standing(made, None, "category", None, date(2026, 9, 20))
    now = Live(standings(made.goals, None), VERDICTS, money) if live else None
    return plan_document(made, lang, live=now, shop="团团母婴", made_at="2026-09-14 09:00", snapshot=7)  # fmt: skip


def table(found: PlanDocument, key: str) -> Table:
    parts = [p for s in found.sections for p in s.parts]
    return next(p for p in parts if isinstance(p, Table) and p.key == key)


def test_the_headings_are_those_of_an_operating_plan() -> None:
    titles = [(s.level, s.title.zh) for s in document().sections]
    assert titles[:4] == [
        (1, "一、引言"),
        (1, "二、社交电商运营方案的核心构建"),
        (2, "（一）明确核心目标与战略定位"),
        (3, "1. 目标拆解"),
    ]
    assert [t for level, t in titles if level == 2][1:] == ["（二）搭建高效的运营体系", "（三）执行与落地保障"]  # fmt: skip
    assert [t for level, t in titles if level == 1][2:] == [
        "三、数据分析与计划检查",
        "附录 计划数据",
    ]


def test_live_columns_stand_beside_the_plan_with_a_star() -> None:
    goals = table(document(), "goals")
    heads = [column.name.zh for column in goals.columns]
    assert heads == ["目标编号", "名称", "目标值", "截止", "负责人", "现在*", "进度*", "检查*"]
    said = [cell.say("zh") if isinstance(cell, Text) else "" for cell in goals.rows[0].cells]
    assert said[-3:] == ["—", "—", "! 提醒"]


def test_a_goal_that_was_never_checked_has_an_empty_cell() -> None:
    assert [row.cells[-1] for row in table(document(), "goals").rows][1:] == [None, None, None]


def test_without_live_numbers_there_is_no_live_column() -> None:
    found = document(live=False)
    heads = [c.name.zh for s in found.sections for p in s.parts if isinstance(p, Table) for c in p.columns]  # fmt: skip
    assert not any(head.endswith("*") for head in heads)


def test_the_money_by_category_adds_up() -> None:
    plan = Plan.model_validate({"budget": {"lines": [{"id": f"b{n}", "category": c, "month": "2026-09", "planned_fen": fen} for n, (c, fen) in enumerate((("ads", 12_345_600), ("kol", 7_654_400), ("content", 100_000)))]}})  # fmt: skip
    found = document(plan=plan)
    rows = table(found, "budget.live").rows
    planned = [row.cells[1].say("zh") for row in rows if isinstance(row.cells[1], Text)]
    assert planned == ["¥1,000", "¥76,544", "¥123,456", "¥201,000"]
    figures = [p for s in found.sections for p in s.parts if isinstance(p, Figure)]
    assert [f.key for f in figures] == ["budget"] and "KOL ¥76,544" in figures[0].label.zh


def test_what_does_not_pass_is_listed_the_worst_first() -> None:
    listed = table(document(), "checks")
    said = [[c.say("zh") for c in row.cells if isinstance(c, Text)] for row in listed.rows]
    assert said == [["✕ 不通过", "触发了。"], ["! 提醒", "进度慢。", "看分项。"]]


def test_an_empty_plan_says_that_nothing_is_planned() -> None:
    found = plan_document(Plan(), "zh")
    notes = [p for s in found.sections for p in s.parts if isinstance(p, Prose) and p.sentences[0].say("zh") == "这一节还没有内容。"]  # fmt: skip
    assert len(notes) == 11
    assert read_own(render_plan_docx(found)) == Plan()


@pytest.mark.parametrize("lang", LANGS)
def test_live_numbers_are_not_read_back(lang: Lang) -> None:
    def wrong(made: Any) -> None:
        for found in made.tables:
            for n, head in enumerate(found.rows[0].cells):
                if head.text.endswith("*"):
                    for row in found.rows[1:]:
                        row.cells[n].text = "999"

    assert read_own(_edited(render_plan_docx(document(lang)), wrong)) == full_plan()


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert render_plan_docx(document()) == render_plan_docx(document())


def test_the_file_has_the_headings_as_headings() -> None:
    made = docx.Document(BytesIO(render_plan_docx(document("en"))))
    levels = {p.text: p.style.name for p in made.paragraphs if p.style is not None}
    assert levels["II. The operating plan"] == "Heading 1"
    assert levels["A. Goals and position"] == "Heading 2"
    assert levels["1. Goals and their parts"] == "Heading 3"
    assert made.sections[0].header.paragraphs[0].text == "团团母婴 operating plan\t1 Sep 2026 to 31 Dec 2026"  # fmt: skip


def test_markdown_has_headings_and_whole_tables() -> None:
    text = render_plan_markdown(document())
    assert "### （一）明确核心目标与战略定位" in text and "#### 1. 目标拆解" in text
    row = next(line for line in text.splitlines() if line.startswith("| gmv |"))
    assert (
        row == "| gmv | 9月30日前，GMV做到190万 | 1,900,000 | 2026-09-30 | 陈曦 | — | — | ! 提醒 |"
    )


def test_markdown_does_not_break_on_what_people_write() -> None:
    plan = Plan.model_validate({"risks": [{"id": "r", "name": "a|b\n# c", "owner": "*x*"}]})
    text = render_plan_markdown(plan_document(plan, "zh"))
    assert "| r | a\\|b<br>\\# c | 中 | 中 | \\*x\\* |" in text


def _edited(content: bytes, edit: Callable[[Any], None]) -> bytes:
    made = docx.Document(BytesIO(content))
    edit(made)
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()
