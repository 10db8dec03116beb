"""The Word report: every number and word of the document, in named styles, with charts that can be edited."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from lianyi.core.errors import LianyiError
from lianyi.core.translation import LANGS, Lang, same
from lianyi.reports.document import Document, Figure, numbers_of
from lianyi.reports.render.docx.plot import plot_of
from lianyi.reports.render.docx.report import render_docx
from lianyi.reports.render.docx.styles import LOOKS, TABLE
from lianyi.reports.render.docx.table import column_widths
from lianyi.reports.render.docx.template import default_template
from tests.reports.test_xlsx import weekly

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def rendered() -> bytes:
    return render_docx(weekly())


def words_of(content: bytes) -> str:
    made = docx.Document(BytesIO(content))
    body = "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in made.element.body.iter(f"{W}p"))  # fmt: skip
    return body.replace("\u2060", "")


def restyled(change: str, style: str) -> bytes:
    """Return the shipped template with one style changed, or a paragraph added where `style` is empty."""
    template = docx.Document(BytesIO(default_template()))
    if style:
        template.styles[style].font.name = change
    else:
        template.add_paragraph(change)
        template.add_paragraph("{{content}}")
        template.add_paragraph("封底")
    out = BytesIO()
    template.save(out)
    return out.getvalue()


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_of_the_document_can_be_read_in_the_file(lang: Lang) -> None:
    document = weekly(lang)
    said = words_of(render_docx(document))
    numbers = [n.text.say(lang) for n in numbers_of(document)]
    assert len(numbers) > 100
    assert [n for n in numbers if n not in said] == []


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render_docx(weekly()) == rendered()


def test_paragraphs_and_tables_take_their_look_from_styles_by_name() -> None:
    made = docx.Document(BytesIO(rendered()))
    names = {look.name for look in LOOKS}
    assert {str(p.style.name) for p in made.paragraphs if p.style} <= names
    grids = [t for t in made.tables if t.style is not None and t.style.name == TABLE]
    assert len(grids) >= 8
    assert {str(p.style.name) for t in grids for c in t.rows[0].cells for p in c.paragraphs if p.style} == {"涟漪表头"}  # fmt: skip


def test_heads_repeat_and_no_row_is_broken_over_pages() -> None:
    made = docx.Document(BytesIO(rendered()))
    for table in made.tables:
        for row in table.rows:
            assert row._tr.trPr is not None and row._tr.trPr.find(f"{W}cantSplit") is not None
        if table.style is not None and table.style.name == TABLE:
            assert list(table.rows[0]._tr.iter(f"{W}tblHeader"))


def test_the_page_is_a4_and_says_shop_period_and_page() -> None:
    made = docx.Document(BytesIO(rendered()))
    section = made.sections[0]
    assert section.page_width is not None and section.page_height is not None
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert section.header.paragraphs[0].text == "团团母婴 周报\t2026年第37周（09-07~09-13）"
    foot = section.footer.paragraphs[0]._p
    assert [c.text.strip() for c in foot.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]


def test_both_scripts_have_a_font() -> None:
    made = docx.Document(BytesIO(rendered()))
    fonts = made.styles["Normal"].element.rPr.find(f"{W}rFonts")
    assert fonts.get(f"{W}eastAsia") == "Microsoft YaHei" and fonts.get(f"{W}ascii") == "Segoe UI"


def test_charts_are_native_and_their_workbook_holds_what_they_draw() -> None:
    document = weekly()
    figures = [p for b in document.blocks for p in b.parts if isinstance(p, Figure)]
    with zipfile.ZipFile(BytesIO(rendered())) as archive:
        for n, figure in enumerate(figures, 1):
            plot = plot_of(figure.data("zh"))
            etree.fromstring(archive.read(f"word/charts/chart{n}.xml"))
            book = CalamineWorkbook.from_filelike(BytesIO(archive.read(f"word/embeddings/chart{n}.xlsx")))  # fmt: skip
            rows = book.get_sheet_by_name("Sheet1").to_python()
            assert [row[0] for row in rows[1:]] == list(plot.names)
            for column, series in enumerate(plot.series, 1):
                kept = [None if row[column] == "" else row[column] for row in rows[1:]]
                assert kept == pytest.approx(list(series.values))


def test_the_pieces_of_a_waterfall_end_where_the_next_one_begins() -> None:
    document = weekly()
    figure = next(p for b in document.blocks for p in b.parts if isinstance(p, Figure))
    by_name = {s.name: s.values for s in plot_of(figure.data("zh")).series}
    # −40,152 +13,174 +6,996 +6,555 = −13,427, all left of nothing: begin + length is the far end.
    far = [a + b for a, b in zip(by_name["·"], by_name["−"], strict=True)]  # type: ignore[operator]
    assert [round(end) for end in far] == [-40152, -40152, -26978, -19982, -13427]


def test_a_shop_restyles_the_report() -> None:
    made = docx.Document(BytesIO(render_docx(weekly(), restyled("KaiTi", "Heading 1"))))
    assert made.styles["Heading 1"].font.name == "KaiTi"


def test_a_cover_stays_with_its_slots_filled_and_the_report_takes_the_place_of_the_content() -> (
    None
):
    made = docx.Document(BytesIO(render_docx(weekly(), restyled("{{shop}}·{{ report }}", ""))))
    texts = [p.text for p in made.paragraphs]
    assert texts[0] == "团团母婴·周报" and texts[-1] == "封底" and len(texts) > 30
    assert not any("{{" in text for text in texts)


def test_an_own_template_without_our_styles_gets_them() -> None:
    foreign = BytesIO()
    docx.Document().save(foreign)
    made = docx.Document(BytesIO(render_docx(weekly(), foreign.getvalue())))
    assert TABLE in made.styles and "涟漪导语" in made.styles


@pytest.mark.parametrize(
    ("template", "code"),
    [(b"PK no archive", "report.template_unreadable"), (b"", "report.template_unreadable")],
)
def test_a_template_that_is_no_word_file_is_refused(template: bytes, code: str) -> None:
    with pytest.raises(LianyiError) as refused:
        render_docx(weekly(), template)
    assert refused.value.code == code


def test_a_slot_that_nothing_fills_is_refused_by_name() -> None:
    with pytest.raises(LianyiError) as refused:
        render_docx(weekly(), restyled("{{shopp}}", ""))
    assert refused.value.facts["slot"] == "{{shopp}}"


def test_what_xml_cannot_hold_does_not_break_the_file() -> None:
    document = replace(weekly(), shop="团\x00团\x0b<&>\ud800", name=same("周报\u2028"))
    assert "<&>" in words_of(render_docx(document))


def test_columns_fill_the_page_and_numbers_are_not_broken() -> None:
    heads = ["指标", "上周", "说明"]
    texts = [["支付GMV", "¥1,234,567,890.12", "很长的说明" * 40]] * 3
    widths = column_widths(heads, texts, 9638, (1,))
    assert sum(widths) == 9638 and widths[1] >= 17 * 100
    crowded = column_widths([f"列{n}" for n in range(20)], [["¥123,456.78"] * 20], 9638, range(20))
    assert sum(crowded) == 9638 and min(crowded) > 300


@pytest.mark.full
def test_another_program_opens_the_report_and_draws_its_charts(tmp_path: Path, chinese_fonts: None) -> None:  # fmt: skip
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs: soffice")
    (tmp_path / "weekly.docx").write_bytes(rendered())
    subprocess.run([office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), str(tmp_path / "weekly.docx")], check=True, capture_output=True, timeout=120)  # fmt: skip
    with zipfile.ZipFile(tmp_path / "weekly.odt") as archive:
        charts = [n for n in archive.namelist() if re.fullmatch(r"Object \d+/content\.xml", n)]
        drawn = [archive.read(name).decode() for name in charts]
    assert sum('chart:class="chart:line"' in text for text in drawn) == 1
    assert sum('chart:class="chart:bar"' in text for text in drawn) == 1


def test_a_report_without_blocks_is_a_title_and_its_margins() -> None:
    empty = Document("weekly", same("周报"), "空店", "2026-W37", same("2026-W37"), "zh", ())
    made = docx.Document(BytesIO(render_docx(empty)))
    assert [p.text for p in made.paragraphs] == ["空店 周报", "2026-W37"]
