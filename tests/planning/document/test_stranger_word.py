"""The visible text of a stranger's Word file, and files that were built to hurt."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from lianyi.importers.reading import RefusalError
from lianyi.planning.document.stranger.blocks import placed
from lianyi.planning.document.stranger.headings import blocks_of_text, heading_level
from lianyi.planning.document.stranger.word import blocks_of_word
from tests.planning.document.words import W, paragraph, table, word


def _texts(content: bytes) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for b in blocks_of_word(BytesIO(content))]


def test_headings_are_known_by_name_by_base_and_by_outline_level() -> None:
    body = (
        paragraph("一、目标", "1")
        + paragraph("节", "level")
        + paragraph("章", "own")
        + paragraph("文")
    )
    found = blocks_of_word(BytesIO(word(body)))
    assert [(b.kind, b.level) for b in found] == [("heading", 1), ("heading", 2), ("heading", 1), ("text", 0)]  # fmt: skip


def test_lists_and_tables_keep_their_form() -> None:
    body = paragraph("第一条", listed=True) + table(("指标", "目标值"), ("GMV", "190万"))
    found = blocks_of_word(BytesIO(word(body)))
    assert [b.kind for b in found] == ["item", "row", "row"]
    assert found[2].cells == ("GMV", "190万")


def test_text_that_nobody_sees_is_not_read() -> None:
    box = (
        f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('框里')}</w:txbxContent></w:pict></w:r></w:p>"
    )
    gone = "<w:p><w:del><w:r><w:delText>删掉的</w:delText></w:r></w:del><w:r><w:t>留下的</w:t></w:r></w:p>"
    field = "<w:p><w:r><w:instrText>HYPERLINK</w:instrText></w:r><w:r><w:t>链接</w:t></w:r></w:p>"
    body = box + gone + field + paragraph("藏起来", run="<w:vanish/>")
    assert _texts(word(body)) == [("text", "留下的"), ("text", "链接")]


def test_a_table_inside_a_cell_is_text_of_that_cell() -> None:
    inner = table(("里面1", "里面2"))
    body = f"<w:tbl><w:tr><w:tc>{inner}</w:tc><w:tc>{paragraph('外面')}</w:tc></w:tr></w:tbl>"
    assert [b.cells for b in blocks_of_word(BytesIO(word(body)))] == [("里面1 里面2", "外面")]


def test_a_file_that_python_docx_writes_is_read() -> None:
    made = docx.Document()
    made.add_heading("目标", level=1)
    made.add_paragraph("2026年底前GMV达到190万", style="List Bullet")
    grid = made.add_table(rows=1, cols=2)
    grid.rows[0].cells[0].text, grid.rows[0].cells[1].text = "渠道", "抖音"
    out = BytesIO()
    made.save(out)
    found = blocks_of_word(BytesIO(out.getvalue()))
    assert [b.kind for b in found] == ["heading", "text", "row"]
    assert found[0].level == 1
    assert found[2].cells == ("渠道", "抖音")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "document.word_unreadable"),
        (b"not a word file", "document.word_unreadable"),
        (b"", "document.word_unreadable"),
        (b"PK\x03\x04" + b"\0" * 50, "import.archive_broken"),
        (word("", "<!DOCTYPE d [<!ENTITY a 'b'>]>"), "import.xml_doctype"),
        (word("<w:p>"), "import.workbook_broken"),
        (word("<w:p>" * 300 + "</w:p>" * 300), "document.word_unreadable"),
        (word("", more={"word/media/a.bin": b"\0" * (80 << 20)}), "import.archive_bomb"),
    ],
)
def test_a_file_that_was_built_to_hurt_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(RefusalError) as refused:
        blocks_of_word(BytesIO(content))
    assert refused.value.code == code


def test_a_text_of_many_millions_of_letters_is_refused() -> None:
    body = paragraph("字" * 1_000_000) * 5
    with pytest.raises(RefusalError) as refused:
        blocks_of_word(BytesIO(word(body)))
    assert refused.value.code == "document.too_long"


def test_a_zip_without_a_document_is_no_word_file() -> None:
    content = word("").replace(b"word/document.xml", b"word/documenx.xml")
    with pytest.raises(RefusalError) as refused:
        blocks_of_word(BytesIO(content))
    assert refused.value.code == "document.word_unreadable"


def test_numbered_lines_of_a_plain_text_are_headings_and_sentences_with_numbers_are_not() -> None:
    lines = ["一、目标", "（一）核心", "1.目标拆解", "1. 2026年底前，GMV达到190万。", "普通一句。"]
    found = blocks_of_text(lines)
    assert [(b.kind, b.level) for b in found] == [("heading", 1), ("heading", 2), ("heading", 3), ("item", 0), ("text", 0)]  # fmt: skip
    assert placed(found)[0].under == ("一、目标", "（一）核心", "1.目标拆解")
    assert heading_level("3.1 渠道") == 3
    assert heading_level("5.5万元") == 0


def test_the_namespace_prefix_may_be_any() -> None:
    body = f'<x:p xmlns:x="{W}"><x:r><x:t>别的前缀</x:t></x:r></x:p>'
    assert _texts(word(body)) == [("text", "别的前缀")]
