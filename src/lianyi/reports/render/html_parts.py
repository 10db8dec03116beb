"""The parts of a block as HTML: prose, points, tables, charts with their table twin, goal bars."""

from __future__ import annotations

import json
from html import escape

from lianyi.charts.bars import Bars, bars_option
from lianyi.charts.frame import Option
from lianyi.charts.line import Line, line_option
from lianyi.charts.waterfall import Waterfall, waterfall_option
from lianyi.core.translation import Lang, Text
from lianyi.reports.document import Column, Figure, Part, Points, Progress, Prose, Row, Table
from lianyi.reports.render.html_runs import cell_html, sentence_html, text_html
from lianyi.reports.render.sparkline import sparkline

ICONS = {"good": "✓", "bad": "!", "decide": "◆", "note": "·"}
TABLE_WORD = Text("看数字", "Show the numbers")


def part_html(part: Part, lang: Lang) -> str:
    """Return one part of a block."""
    if isinstance(part, Prose):
        return _prose(part, lang)
    if isinstance(part, Points):
        return _points(part, lang)
    if isinstance(part, Table):
        return table_html(part, lang)
    return _progress(part, lang) if isinstance(part, Progress) else _figure(part, lang)


def _prose(prose: Prose, lang: Lang) -> str:
    if prose.note:
        items = "".join(f"<li>{sentence_html(s, lang)}</li>" for s in prose.sentences)
        return f'<ul class="notes">{items}</ul>'
    paragraphs = []
    for index, sentence in enumerate(prose.sentences):
        lead = ' class="lead"' if prose.lead and index == 0 else ""
        paragraphs.append(f"<p{lead}>{sentence_html(sentence, lang)}</p>")
    return "".join(paragraphs)


def _points(points: Points, lang: Lang) -> str:
    items = "".join(f"<li>{sentence_html(item, lang)}</li>" for item in points.items)
    icon, word = ICONS[points.tone], escape(points.label.say(lang))
    return (
        f'<div class="points {points.tone}"><h3><span class="chip {points.tone}">'
        f'<span aria-hidden="true">{icon}</span> {word}</span></h3><ol>{items}</ol></div>'
    )


def table_html(table: Table, lang: Lang) -> str:
    """Return a table with a caption, scopes, and room to scroll inside itself."""
    trends = table.trend_name is not None and any(row.trend for row in table.rows)
    heads = [_head(column, lang) for column in table.columns]
    if trends and table.trend_name is not None:
        heads.append(f'<th scope="col" class="t">{escape(table.trend_name.say(lang))}</th>')
    body = "".join(_row(table, row, lang, trends=trends) for row in table.rows)
    note = f'<p class="hint">{escape(table.note.say(lang))}</p>' if table.note else ""
    caption = escape(table.caption.say(lang))
    return (
        f'<div class="scroll" role="region" aria-label="{caption}" tabindex="0">'
        f'<table class="{escape(table.key)}"><caption>{caption}</caption>'
        f"<thead><tr>{''.join(heads)}</tr></thead><tbody>{body}</tbody></table></div>{note}"
    )


def _head(column: Column, lang: Lang) -> str:
    unit = f' <span class="unit">{escape(column.unit.say(lang))}</span>' if column.unit else ""
    kind = ' class="n"' if column.numeric else ""
    return f'<th scope="col"{kind}>{text_html(column.name, lang)}{unit}</th>'


def _row(table: Table, row: Row, lang: Lang, *, trends: bool) -> str:
    cells = []
    for column, cell in zip(table.columns, row.cells, strict=True):
        inner = cell_html(cell, lang)
        if column is table.columns[0]:
            how = f' <span class="how">{row.total}</span>' if row.total else ""
            cells.append(f'<th scope="row">{inner}{how}</th>')
        else:
            cells.append(f'<td class="n">{inner}</td>' if column.numeric else f"<td>{inner}</td>")
    if trends:
        cells.append(f'<td class="t">{sparkline(row.trend)}</td>')
    kind = ' class="total"' if row.total else ""
    return f"<tr{kind}>{''.join(cells)}</tr>"


def _progress(bar: Progress, lang: Lang) -> str:
    done, time = (min(max(share, 0), 1) * 100 for share in (bar.done_share, bar.time_share))
    label = escape(bar.name.say(lang) + " " + bar.words.say(lang))
    return (
        f'<div class="goal"><h3>{escape(bar.name.say(lang))}</h3>'
        f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{label}">'
        f'<rect class="track" x="0" y="2" width="100" height="6" rx="1"/>'
        f'<rect class="done" x="0" y="2" width="{done:.2f}" height="6" rx="1"/>'
        f'<rect class="time" x="{max(time - 0.2, 0):.2f}" y="0" width="0.4" height="10"/></svg>'
        f"<p>{sentence_html(bar.words, lang)}</p></div>"
    )


def _figure(figure: Figure, lang: Lang) -> str:
    option = json_text(figure_option(figure, lang))
    label, title = escape(figure.label.say(lang)), escape(figure.title.say(lang))
    twin = ""
    if figure.twin is not None:
        twin = (
            f'<details class="twin" open><summary>{escape(TABLE_WORD.say(lang))}</summary>'
            f"{table_html(figure.twin, lang)}</details>"
        )
    return (
        f'<figure><figcaption>{title}</figcaption><p class="sr">{label}</p>'
        f'<div class="chart" data-height="{figure.height_px}" role="img" aria-label="{label}">'
        f'<script type="application/json">{option}</script></div>{twin}</figure>'
    )


def figure_option(figure: Figure, lang: Lang) -> Option:
    """Return the chart option of a figure in `lang`."""
    data, label = figure.data(lang), figure.label.say(lang)
    if isinstance(data, Line):
        return line_option(data, label=label)
    if isinstance(data, Waterfall):
        return waterfall_option(data, label=label)
    if isinstance(data, Bars):
        return bars_option(data, label=label)
    raise TypeError(f"no chart for {type(data).__name__}")


def json_text(value: object) -> str:
    """Return JSON that cannot end the script element around it nor break a line inside it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in ("<", ">", "&", "\u2028", "\u2029"):
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
