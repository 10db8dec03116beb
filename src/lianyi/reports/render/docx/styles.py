"""The styles that a Word report uses, by name: what a shop restyles in its own template.

```
paragraphs   Title · Subtitle · Heading 1 to 3 · Normal · Caption · Header · Footer
             涟漪导语 · 涟漪要点 · 涟漪说明 · 涟漪表格文字 · 涟漪表格数字 · 涟漪表头
characters   涟漪上升 · 涟漪下降 · 涟漪强调 · 涟漪缺失 · 涟漪标签
table        涟漪表格
```

Word shows the English alias beside the Chinese name. A style that a template lacks is added in its default look.
"""

from __future__ import annotations

from dataclasses import dataclass

from lianyi.charts.tokens import ChangeColours, palette

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LATIN, EAST_ASIAN = "Segoe UI", "Microsoft YaHei"

TITLE, SUBTITLE = "Title", "Subtitle"
HEADINGS = ("Heading 1", "Heading 2", "Heading 3")
BODY, CAPTION, HEADER, FOOTER = "Normal", "Caption", "Header", "Footer"
LEAD, POINT, NOTE = "涟漪导语", "涟漪要点", "涟漪说明"
CELL, NUMBER, HEAD = "涟漪表格文字", "涟漪表格数字", "涟漪表头"
UP, DOWN, STRONG, MISSING, CHIP = "涟漪上升", "涟漪下降", "涟漪强调", "涟漪缺失", "涟漪标签"
TABLE = "涟漪表格"


@dataclass(frozen=True)
class Look:
    """One style: sizes in points, `colour` a token; `base` is the style it starts from."""

    name: str
    alias: str
    kind: str = "paragraph"
    base: str = ""
    size: float = 0
    colour: str = ""
    bold: bool = False
    fill: str = ""
    before: float = 0
    after: float = 0
    line: float = 0
    align: str = ""
    indent: float = 0
    hanging: float = 0
    level: int = 0
    keep_next: bool = False
    tabs_at_edge: bool = False

    @property
    def style_id(self) -> str:
        """The identifier inside the file, plain ASCII."""
        return "".join(part for part in self.alias.title() if part.isalnum())


LOOKS: tuple[Look, ...] = (
    Look(BODY, "Normal", size=10.5, colour="--text-1", after=6, line=1.35),
    Look(TITLE, "Title", base=BODY, size=22, bold=True, after=2, line=1.1, keep_next=True),
    Look(SUBTITLE, "Subtitle", base=BODY, size=10, colour="--text-3", after=14, keep_next=True),
    Look(
        "Heading 1",
        "heading 1",
        base=BODY,
        size=15,
        bold=True,
        before=20,
        after=6,
        level=1,
        keep_next=True,
    ),
    Look(
        "Heading 2",
        "heading 2",
        base=BODY,
        size=12.5,
        bold=True,
        before=14,
        after=4,
        level=2,
        keep_next=True,
    ),
    Look(
        "Heading 3",
        "heading 3",
        base=BODY,
        size=11,
        bold=True,
        before=10,
        after=4,
        level=3,
        keep_next=True,
    ),
    Look(
        CAPTION,
        "caption",
        base=BODY,
        size=10,
        bold=True,
        colour="--text-2",
        before=10,
        after=4,
        keep_next=True,
    ),
    Look(HEADER, "header", base=BODY, size=8.5, colour="--text-3", tabs_at_edge=True, line=1.1),
    Look(FOOTER, "footer", base=BODY, size=8.5, colour="--text-3", tabs_at_edge=True, line=1.1),
    Look(LEAD, "Lianyi Lead", base=BODY, size=12.5, bold=True, after=6, line=1.4),
    Look(POINT, "Lianyi Point", base=BODY, after=3, indent=18, hanging=18),
    Look(NOTE, "Lianyi Note", base=BODY, size=9, colour="--text-3", before=3, after=8, line=1.25),
    Look(CELL, "Lianyi Cell", base=BODY, size=9, line=1.15),
    Look(NUMBER, "Lianyi Number", base=CELL, size=9, align="right", line=1.15),
    Look(HEAD, "Lianyi Head", base=CELL, size=8.5, bold=True, colour="--text-2", line=1.15),
    Look(UP, "Lianyi Up", kind="character", colour="--up"),
    Look(DOWN, "Lianyi Down", kind="character", colour="--down"),
    Look(STRONG, "Lianyi Strong", kind="character", bold=True),
    Look(MISSING, "Lianyi Missing", kind="character", colour="--text-3"),
    Look(
        CHIP,
        "Lianyi Chip",
        kind="character",
        size=8.5,
        colour="--muted",
        fill="--muted-bg",
        bold=True,
    ),
)
_BY_NAME = {look.name: look for look in LOOKS}
TABLE_ID = "LianyiTable"


def style_xml(look: Look, change: ChangeColours, *, edge: int) -> str:
    """Return the `w:style` element of one look; `edge` is the width of the text in twentieths of a point."""
    colours = palette("light", change)
    default = ' w:default="1"' if look.name == BODY else ""
    ours = not look.alias.islower() and look.alias.startswith("Lianyi")
    custom = ' w:customStyle="1"' if ours else ""
    name = look.alias if not ours else look.name
    alias = f'<w:aliases w:val="{look.alias}"/>' if ours else ""
    base = f'<w:basedOn w:val="{_BY_NAME[look.base].style_id}"/>' if look.base else ""
    after = '<w:next w:val="Normal"/>' if look.level else ""
    return (
        f'<w:style xmlns:w="{MAIN}" w:type="{look.kind}"{default}{custom} w:styleId="{look.style_id}">'
        f'<w:name w:val="{name}"/>{alias}{base}{after}<w:qFormat/>'
        f"{_paragraph(look, edge)}{_run(look, colours)}</w:style>"
    )


def table_style_xml() -> str:
    """Return the table style: hairlines between rows, a shaded head, no vertical lines."""
    colours = palette("light")
    line, strong = colours["--border"].lstrip("#"), colours["--border-strong"].lstrip("#")
    head = colours["--bg-subtle"].lstrip("#")
    return (
        f'<w:style xmlns:w="{MAIN}" w:type="table" w:customStyle="1" w:styleId="{TABLE_ID}">'
        f'<w:name w:val="{TABLE}"/><w:aliases w:val="Lianyi Table"/><w:basedOn w:val="TableNormal"/>'
        "<w:qFormat/><w:tblPr><w:tblBorders>"
        f'<w:top w:val="single" w:sz="6" w:space="0" w:color="{strong}"/>'
        f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{strong}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{line}"/></w:tblBorders>'
        '<w:tblCellMar><w:top w:w="45" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
        '<w:bottom w:w="45" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tcPr><w:vAlign w:val="center"/></w:tcPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{head}"/></w:tcPr></w:tblStylePr></w:style>'
    )


def fonts_xml() -> str:
    """Return the fonts of both scripts; a machine without them takes its own for each script."""
    return (
        f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{EAST_ASIAN}"/>'
    )


def _paragraph(look: Look, edge: int) -> str:
    if look.kind != "paragraph":
        return ""
    keep = "<w:keepNext/><w:keepLines/>" if look.keep_next else ""
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{edge}"/></w:tabs>' if look.tabs_at_edge else ""
    line = f' w:line="{round(look.line * 240)}" w:lineRule="auto"' if look.line else ""
    space = f'<w:spacing w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}"{line}/>'
    indent = (
        f'<w:ind w:left="{round(look.indent * 20)}" w:hanging="{round(look.hanging * 20)}"/>'
        if look.indent
        else ""
    )
    align = f'<w:jc w:val="{look.align}"/>' if look.align else ""
    level = f'<w:outlineLvl w:val="{look.level - 1}"/>' if look.level else ""
    return f"<w:pPr>{keep}{tabs}{space}{indent}{align}{level}</w:pPr>"


def _run(look: Look, colours: dict[str, str]) -> str:
    parts = [fonts_xml()] if look.name == BODY else []
    if look.bold:
        parts.append("<w:b/><w:bCs/>")
    if look.colour:
        parts.append(f'<w:color w:val="{colours[look.colour].lstrip("#")}"/>')
    if look.size:
        half = round(look.size * 2)
        parts.append(f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>')
    if look.fill:
        fill = colours[look.fill].lstrip("#")
        parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>')
    return f"<w:rPr>{''.join(parts)}</w:rPr>" if parts else ""
