"""Hostile workbooks and texts: entities, sizes, broken parts, files that are something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from tests.importers.reading.hostile import Case
from tests.importers.reading.hostile_archives import flagged
from tests.importers.reading.samples import (
    MAIN,
    RELATIONS,
    XML,
    inline_rows,
    noise,
    ole_of,
    sheet_xml,
    strings_xml,
    styles_xml,
    workbook_parts,
    xls_of,
    xlsx_of,
    zip_of,
)

BROKEN = "import.workbook_broken"
ROWS = inline_rows([["订单号", "实付"], ["E1", "9.90"]])
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {c} "{("&" + p + ";") * 10}">'
        for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
DOCTYPES = {
    "billion laughs": (LAUGHS, "&i;"),
    "quadratic blow-up": (f'<!DOCTYPE x [<!ENTITY a "{"A" * 100_000}">]>', "&a;" * 10_000),
    "a local file": ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;"),
    "a web address": ('<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]>', "&a;"),
    "a parameter entity": ('<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>', "x"),
    "an outer document type": ('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', "x"),
}


def workbook_cases() -> Iterator[Case]:
    """Yield all cases."""
    yield from _entities()
    yield from _sizes()
    yield from _parts()
    yield from _foreign()
    yield from _texts()


def _entities() -> Iterator[Case]:
    refused = ("import.xml_doctype",)
    for title, (doctype, use) in DOCTYPES.items():
        rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{use}</t></is></c></row>'
        xml = _typed(sheet_xml(rows), doctype)
        yield Case(f"{title} in a sheet", "a.xlsx", _book({"订单": xml}), refused)
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    strings = _typed(strings_xml(["&i;"]).replace("&amp;", "&"), LAUGHS)
    yield Case("laughs in the strings", "a.xlsx", lambda: xlsx_of(rows, strings=strings), refused)
    styles = _typed(styles_xml({}, [0]), LAUGHS)
    yield Case("laughs in the styles", "a.xlsx", lambda: xlsx_of(ROWS, styles=styles), refused)
    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"):
        yield Case(f"laughs in {part}", "a.xlsx", partial(_with_laughs, part), refused)
    wide = _typed(sheet_xml(ROWS), LAUGHS).replace('encoding="UTF-8"', 'encoding="UTF-16"')
    parts = workbook_parts({"订单": ""})
    parts["xl/worksheets/sheet1.xml"] = wide.encode("utf-16")
    yield Case("laughs in UTF-16", "a.xlsx", lambda: zip_of(parts), refused)


def _book_case(title: str, build: Callable[[], bytes], *codes: str) -> Case:
    return Case(title, "a.xlsx", build, codes)


def _sizes() -> Iterator[Case]:
    yield _book_case(
        "a sheet of 200 MB of spaces",
        _book({"订单": sheet_xml(" " * (200 << 20))}),
        "import.archive_bomb",
    )
    yield _book_case(
        "strings of 200 MB",
        lambda: xlsx_of(ROWS, strings=strings_xml(["甲" * (70 << 20)])),
        "import.archive_bomb",
    )
    yield _book_case(
        "one cell of 5 MB",
        _book({"订单": sheet_xml(inline_rows([["x" * 5_000_000]]))}),
        "import.cell_too_long",
    )
    yield _book_case(
        "one string of 5 MB",
        lambda: xlsx_of(
            '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=strings_xml(["x" * 5_000_000])
        ),
        "import.cell_too_long",
    )
    yield _book_case(
        "a million elements deep", _book({"订单": sheet_xml("<x>" * 1_000_000)}), BROKEN
    )
    yield _book_case(
        "a row beyond the last",
        _book({"订单": sheet_xml('<row r="9999999999999999999"></row>')}),
        BROKEN,
    )
    yield _book_case(
        "a column beyond the last",
        _book({"订单": sheet_xml('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>')}),
        BROKEN,
    )
    yield _book_case(
        "rows backwards",
        _book({"订单": sheet_xml('<row r="5"></row><row r="4"><c r="A4"><v>1</v></c></row>')}),
        BROKEN,
    )
    yield _book_case(
        "300 sheets", _book({f"S{i}": sheet_xml("") for i in range(300)}), "import.too_many_sheets"
    )


def _parts() -> Iterator[Case]:
    yield _book_case("no sheet", _book({}), BROKEN)
    yield _book_case(
        "a sheet that is missing", lambda: _without("xl/worksheets/sheet1.xml"), BROKEN
    )
    yield _book_case(
        "relations that are missing", lambda: _without("xl/_rels/workbook.xml.rels"), BROKEN
    )
    for target in (
        "../../../../etc/passwd",
        "file:///etc/passwd",
        "/etc/passwd",
        "http://127.0.0.1:9/",
    ):
        build = partial(_retargeted, target, "")
        yield _book_case(f"a sheet at {target}", build, BROKEN)
    yield _book_case(
        "a sheet outside",
        lambda: _retargeted("http://127.0.0.1:9/", ' TargetMode="External"'),
        BROKEN,
    )
    yield _book_case(
        "a path that leads out",
        lambda: zip_of({**workbook_parts({"订单": sheet_xml(ROWS)}), "../x": b"1"}),
        "import.archive_path",
    )
    yield _book_case("an encrypted part", lambda: flagged(xlsx_of(ROWS), 1), "import.encrypted")
    yield _book_case("XML that stops", _book({"订单": sheet_xml(ROWS)[:-40]}), BROKEN)
    yield _book_case("XML that is none", _book({"订单": "PK\x03\x04 nonsense"}), BROKEN)


def _foreign() -> Iterator[Case]:
    yield _book_case(
        "an encrypted workbook", lambda: ole_of("EncryptedPackage", noise(9000)), "import.encrypted"
    )
    yield _book_case(
        "an old workbook of noise",
        lambda: ole_of("Workbook", noise(9000)),
        BROKEN,
        "import.reader_crashed",
    )
    yield _book_case(
        "an old workbook cut short",
        lambda: xls_of({(0, 0): "a"})[:1600],
        BROKEN,
        "import.reader_crashed",
    )
    yield _book_case(
        "a binary workbook",
        lambda: zip_of({"[Content_Types].xml": b"", "xl/workbook.bin": b"x"}),
        "import.format_unsupported",
    )
    yield _book_case(
        "an OpenDocument file",
        lambda: zip_of({"mimetype": b"application/vnd.oasis.opendocument"}),
        "import.format_unsupported",
    )
    yield _book_case(
        "a Word document",
        lambda: zip_of({"[Content_Types].xml": b"", "word/document.xml": b"x"}),
        "import.not_a_table",
    )


def _texts() -> Iterator[Case]:
    none = ("import.not_a_table",)
    yield Case("a PDF", "a.csv", lambda: b"%PDF-1.7\n" + noise(500), none)
    yield Case("a picture", "a.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + noise(500), none)
    yield Case("a program", "a.csv", lambda: b"\x7fELF" + noise(500), none)
    yield Case("a database", "a.csv", lambda: b"SQLite format 3\x00" + noise(500), none)
    yield Case("a drawing", "a.csv", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', none)
    yield Case("some XML", "a.csv", f"{XML}{LAUGHS}<x>&i;</x>".encode, none)
    yield Case(
        "an XML spreadsheet of 2003",
        "a.xls",
        f'{XML}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'.encode,
        ("import.format_unsupported",),
    )
    yield Case("noise", "a.csv", lambda: bytes(range(128, 256)) * 400, ("import.encoding_unknown",))
    yield Case("only zero bytes", "a.csv", lambda: bytes(100_000), ("import.empty",))
    yield Case(
        "200,000 columns", "a.csv", lambda: b"a," * 200_000 + b"\n", ("import.too_many_columns",)
    )
    yield Case("a million columns", "a.csv", lambda: b"," * 1_000_000, ("import.too_many_columns",))
    yield Case("one line of 100 MB", "a.csv", lambda: b"ab" * (50 << 20), ("import.line_too_long",))
    cell = '<td colspan="16000">x</td>'
    yield Case(
        "HTML with wide cells",
        "a.xls",
        f"<table><tr>{cell * 2000}</tr></table>".encode,
        ("import.too_many_columns",),
    )
    yield Case(
        "HTML with a cell of 5 MB",
        "a.xls",
        lambda: b"<table><tr><td>" + b"x" * 5_000_000,
        ("import.cell_too_long",),
    )


def _typed(xml: str, doctype: str) -> str:
    return xml.replace(XML, XML + doctype, 1)


def _book(sheets: dict[str, str]) -> Callable[[], bytes]:
    return lambda: zip_of(workbook_parts(sheets))


def _with_laughs(part: str) -> bytes:
    parts = workbook_parts({"订单": sheet_xml(ROWS)})
    return zip_of({**parts, part: _typed(parts[part].decode(), LAUGHS).encode()})


def _without(part: str) -> bytes:
    parts = workbook_parts({"订单": sheet_xml(ROWS)})
    del parts[part]
    return zip_of(parts)


def _retargeted(target: str, mode: str) -> bytes:
    parts = workbook_parts({"订单": sheet_xml(ROWS)})
    relation = (
        f'{XML}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
        f'Type="{MAIN}/worksheet" Target="{target}"{mode}/></Relationships>'
    )
    return zip_of({**parts, "xl/_rels/workbook.xml.rels": relation.encode()})
