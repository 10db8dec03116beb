"""A plot as DrawingML, the chart language of Word. The order of elements is that of its schema."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from lianyi.charts.frame import Value
from lianyi.reports.render.docx.package import writable
from lianyi.reports.render.docx.plot import Plot, Series
from lianyi.reports.render.docx.styles import EAST_ASIAN, LATIN

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "Sheet1"
NAMES_AXIS, VALUES_AXIS = 111111111, 222222222
_ON = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")


def chart_xml(plot: Plot, colours: dict[str, str]) -> bytes:
    """Return the chart part; its workbook is the relation `rId1`, with names in column A and a column a series."""
    places = list(enumerate(plot.series))
    areas = [(n, s) for n, s in places if s.look in ("area", "hidden_area")]
    bars = [(n, s) for n, s in places if s.look in ("bar", "hidden_bar")]
    lines = [(n, s) for n, s in places if s.look in ("line", "dashed")]
    drawn = (
        _group("areaChart", areas, plot, colours, '<c:grouping val="stacked"/>')
        + _group(
            "barChart", bars, plot, colours, '<c:barDir val="bar"/><c:grouping val="stacked"/>'
        )
        + _group("lineChart", lines, plot, colours, '<c:grouping val="standard"/>')
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}" xmlns:r="{RELATION}">'
        '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea><c:layout/>{drawn}{_axes(plot, colours)}</c:plotArea>{_legend(plot, colours)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(colours['--text-2'])}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def _group(
    kind: str, found: Sequence[tuple[int, Series]], plot: Plot, colours: dict[str, str], how: str
) -> str:
    if not found:
        return ""
    series = "".join(_series(kind, n, s, plot, colours) for n, s in found)
    after = {
        "barChart": '<c:gapWidth val="45"/><c:overlap val="100"/>',
        "lineChart": '<c:marker val="1"/>',
    }.get(kind, "")
    return (
        f'<c:{kind}>{how}<c:varyColors val="0"/>{series}{after}'
        f'<c:axId val="{NAMES_AXIS}"/><c:axId val="{VALUES_AXIS}"/></c:{kind}>'
    )


def _series(kind: str, place: int, series: Series, plot: Plot, colours: dict[str, str]) -> str:
    column, last = chr(ord("B") + place), len(plot.names) + 1
    name = (
        f"<c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f><c:strCache>"
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{_said(series.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )
    names = "".join(
        f'<c:pt idx="{n}"><c:v>{_said(text)}</c:v></c:pt>' for n, text in enumerate(plot.names)
    )
    smooth = '<c:smooth val="0"/>' if kind == "lineChart" else ""
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>{name}{_fill(series, colours)}'
        f"{_points(kind, series, colours)}{_labels(kind, series, colours)}"
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>"
        f'<c:ptCount val="{len(plot.names)}"/>{names}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f><c:numCache>"
        f"<c:formatCode>{escape(plot.format)}</c:formatCode>"
        f'<c:ptCount val="{len(plot.names)}"/>{_values(series.values)}</c:numCache></c:numRef></c:val>'
        f"{smooth}</c:ser>"
    )


def _values(values: Sequence[Value]) -> str:
    return "".join(
        f'<c:pt idx="{n}"><c:v>{value!r}</c:v></c:pt>'
        for n, value in enumerate(values)
        if value is not None
    )


def _fill(series: Series, colours: dict[str, str]) -> str:
    colour = _solid(colours[series.colour])
    if series.look in ("hidden_area", "hidden_bar"):
        return "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    if series.look in ("line", "dashed"):
        size, dash = (28575, "") if series.look == "line" else (19050, '<a:prstDash val="dash"/>')
        return f'<c:spPr><a:ln w="{size}" cap="rnd">{colour}{dash}<a:round/></a:ln></c:spPr>'
    return f"<c:spPr>{colour}<a:ln><a:noFill/></a:ln></c:spPr>"


def _points(kind: str, series: Series, colours: dict[str, str]) -> str:
    """Return what single points look like: for a line its marker first, then the hollow ones."""
    if kind == "barChart":
        own = "".join(
            f'<c:dPt><c:idx val="{n}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
            f"<c:spPr>{_solid(colours[token])}<a:ln><a:noFill/></a:ln></c:spPr></c:dPt>"
            for n, token in sorted(series.points.items())
        )
        return f'<c:invertIfNegative val="0"/>{own}'
    if kind != "lineChart":
        return ""
    if series.look == "dashed":
        return '<c:marker><c:symbol val="none"/></c:marker>'
    line = colours[series.colour]
    usual = _marker(5, line, line) if len(series.values) <= 31 else _no_marker()
    own = "".join(
        f'<c:dPt><c:idx val="{n}"/>{_marker(9, "#FFFFFF", line)}<c:bubble3D val="0"/>'
        f'<c:spPr><a:ln w="28575" cap="rnd">{_solid(line)}<a:round/></a:ln></c:spPr></c:dPt>'
        for n in series.hollow
    )
    return usual + own


def _no_marker() -> str:
    return '<c:marker><c:symbol val="none"/></c:marker>'


def _marker(size: int, fill: str, edge: str) -> str:
    return (
        f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/><c:spPr>{_solid(fill)}'
        f'<a:ln w="19050">{_solid(edge)}</a:ln></c:spPr></c:marker>'
    )


def _labels(kind: str, series: Series, colours: dict[str, str]) -> str:
    if not series.labels:
        return ""
    position = "b" if kind == "lineChart" else "inBase"
    shown = "".join(f'<c:show{what} val="{int(what == "Val")}"/>' for what in _ON)
    own = "".join(
        f'<c:dLbl><c:idx val="{n}"/><c:layout/><c:tx><c:rich><a:bodyPr wrap="none"/><a:p><a:r>'
        f"{_letters(colours['--text-1'], 'rPr')}<a:t>{_said(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        f'<c:dLblPos val="{position}"/>{shown}</c:dLbl>'
        for n, text in sorted(series.labels.items())
    )
    none = "".join(f'<c:show{what} val="0"/>' for what in _ON)
    return f"<c:dLbls>{own}{none}</c:dLbls>"


def _axes(plot: Plot, colours: dict[str, str]) -> str:
    line, grid = _solid(colours["--border-strong"]), _solid(colours["--border"])
    direction = "maxMin" if plot.sideways else "minMax"
    names_at, values_at = ("l", "b") if plot.sideways else ("b", "l")
    gridlines = (
        f'<c:majorGridlines><c:spPr><a:ln w="6350">{grid}</a:ln></c:spPr></c:majorGridlines>'
        if plot.shows_values
        else ""
    )
    return (
        f'<c:catAx><c:axId val="{NAMES_AXIS}"/><c:scaling><c:orientation val="{direction}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{names_at}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="6350">{line}</a:ln></c:spPr>{_text(colours["--text-2"])}'
        f'<c:crossAx val="{VALUES_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{VALUES_AXIS}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="{int(not plot.shows_values)}"/><c:axPos val="{values_at}"/>{gridlines}'
        f'<c:numFmt formatCode={quoteattr(plot.format)} sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_text(colours['--text-3'])}"
        f'<c:crossAx val="{NAMES_AXIS}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


def _legend(plot: Plot, colours: dict[str, str]) -> str:
    if not plot.has_legend:
        return ""
    gone = "".join(
        f'<c:legendEntry><c:idx val="{n}"/><c:delete val="1"/></c:legendEntry>'
        for n, series in enumerate(plot.series)
        if not series.in_legend
    )
    return f'<c:legend><c:legendPos val="t"/>{gone}<c:overlay val="0"/>{_text(colours["--text-2"])}</c:legend>'


def _text(colour: str) -> str:
    letters = _letters(colour, "defRPr")
    return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{letters}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'


def _letters(colour: str, element: str) -> str:
    return (
        f'<a:{element} sz="900" b="0">{_solid(colour)}<a:latin typeface="{LATIN}"/>'
        f'<a:ea typeface="{EAST_ASIAN}"/></a:{element}>'
    )


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill>'


def _said(text: str) -> str:
    return escape(writable(text))
