"""A form and a period -> the document: one sentence, the totals against the period before, the table, a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lianyi.charts.bars import Bar, Bars
from lianyi.charts.frame import Style
from lianyi.core.calendar.periods import Period
from lianyi.core.currencies import minor_digits, sign_of
from lianyi.core.translation import Lang, Text, same
from lianyi.metrics.dimensions import DIMENSIONS, UNKNOWN
from lianyi.metrics.query import MetricQuery
from lianyi.reports.blocks.notes import data_notes, definitions
from lianyi.reports.document import (
    Block,
    Cell,
    Column,
    Document,
    Figure,
    Number,
    Part,
    Prose,
    Row,
    Sentence,
    Table,
)
from lianyi.reports.gather import Gathered, Values
from lianyi.reports.names import platform_name
from lianyi.reports.source import ReportSource
from lianyi.reports.tabular.form import Form
from lianyi.reports.wording import compose, words

MOST_ROWS, MOST_BARS = 60, 10
NOT_KNOWN = Text("未知", "Unknown")
CARRIERS = {
    "live": Text("直播", "Live"),
    "short_video": Text("短视频", "Short video"),
    "product_card": Text("商品卡", "Product card"),
    "note": Text("笔记", "Note"),
    "mall": Text("商城", "Mall"),
    "search": Text("搜索", "Search"),
    "mini_program": Text("小程序", "Mini program"),
    "article": Text("图文", "Article"),
    "own": Text("自营", "Own"),
    "creator": Text("达人", "Creators"),
    "paid": Text("广告", "Ads"),
    "private": Text("私域", "Private"),
    "offline": Text("线下", "Offline"),
}
"""How carriers and sources are called; another is called by its key."""


def _carrier(key: str) -> Text:
    return CARRIERS.get(key) or same(key)


NAMES = {"platform": platform_name, "carrier": _carrier, "source": _carrier}


@dataclass(frozen=True)
class Line:
    """One row: what its dimensions say, its values, and its day where the form wants one."""

    cells: tuple[str, ...]
    values: Values
    day: str = ""


def build(form: Form, name: Text, source: ReportSource, period: Period, lang: Lang) -> Document:
    """Return the report `form` on `period`, against the period before it."""
    facts = Gathered(source, period, period.stepped(-1), form.metrics)
    lines = rows_of(form, facts)
    made = (
        Block("headline", Text("结论", "Headline"), (Prose(_headline(form, facts, lines), lead=True),)),
        *_tables(form, facts, lines),
        _totals(form, facts),
        data_notes(facts, None),
    )  # fmt: skip
    blocks = tuple(block for block in made if block is not None)
    meanings = definitions(facts, blocks)
    return Document(
        kind=form.key,
        name=name,
        shop=source.shop,
        period=period.key,
        period_label=period.text(full=True),
        lang=lang,
        blocks=(*blocks, meanings) if meanings else blocks,
        base_period=facts.base.key,
        made_at=source.made_at,
        snapshot=source.snapshot,
        zone=source.zone,
        currency=source.currency,
        colours=source.colours,
    )


def rows_of(form: Form, facts: Gathered) -> list[Line]:
    """Return a line for each combination of the dimensions that has any value, the greatest first."""
    known = columns_of(form, facts)
    if not known:
        return []
    answer = facts.ask(MetricQuery(known, facts.period, by=form.by))
    days = _days(form, facts) if form.dated else {}
    lines = []
    for number, row in enumerate(answer.rows):
        cells = tuple(str(row[d]) for d in form.by)
        values = Values(answer, number)
        if any(values.get(key) for key in known):
            lines.append(Line(cells, values, days.get(cells, "")))
    return sorted(lines, key=lambda line: (-(line.values.get(form.sort) or 0), line.cells))


def columns_of(form: Form, facts: Gathered) -> tuple[str, ...]:
    """Return the metrics of the form that know all its dimensions and have a value in the period."""
    able = tuple(
        key
        for key in facts.known(form.metrics)
        if set(form.by) <= set(facts.book.dimensions(facts.metric(key)))
    )
    if not able:
        return ()
    answer = facts.ask(MetricQuery(able, facts.period, by=form.by))
    return tuple(k for k in able if any(row[k] is not None for row in answer.rows))


def _days(form: Form, facts: Gathered) -> dict[tuple[str, ...], str]:
    told = form.metrics[0]
    answer = facts.ask(MetricQuery((told,), facts.period, grain="day", by=form.by))
    found: dict[tuple[str, ...], str] = {}
    for row in answer.rows:
        if row[told]:
            found.setdefault(tuple(str(row[d]) for d in form.by), str(row["day"]))
    return found


def _headline(form: Form, facts: Gathered, lines: Sequence[Line]) -> tuple[Sentence, ...]:
    named = [line for line in lines if line.cells[0] != UNKNOWN]
    if not named:
        return (words(Text(f"这段时间没有{form.one.zh[1:]}的数据。", f"There is nothing on any {form.one.en} in this period.")),)  # fmt: skip
    total = facts.number(form.sort, facts.total((form.sort,), facts.period), facts.period)
    best = facts.number(form.sort, named[0].values, facts.period, by=_place(form, named[0]), strong=True)  # fmt: skip
    counted = Text(
        f"{len(named)}{form.one.zh}",
        f"{len(named)} {(form.one if len(named) == 1 else form.many).en}",
    )
    metric = facts.metric(form.sort).name
    first = _label(form, named[0])
    template = Text(
        "共{count}，{metric}{total}；最高的是{first}，{best}。",
        "{count}, {metric} {total}; the highest is {first} with {best}.",
    )
    return (compose(template, count=counted, metric=_inside(metric), total=total, first=first, best=best),)  # fmt: skip


def _totals(form: Form, facts: Gathered) -> Block | None:
    present = [
        key
        for key in facts.known(form.metrics)
        if facts.now.get(key) is not None or facts.before.get(key) is not None
    ]
    if not present:
        return None
    columns = (
        Column("metric", Text("指标", "Metric"), numeric=False),
        Column("now", Text("本期", "This period")),
        Column("before", Text("上期", "Period before")),
        Column("change", Text("变化", "Change")),
    )
    rows = tuple(
        Row(
            (
                facts.metric(key).name,
                facts.number(key, facts.now, facts.period, strong=True),
                facts.number(key, facts.before, facts.base),
                facts.change(key, facts.now, facts.before),
            )
        )
        for key in present
    )
    title = Text("合计", "Totals")
    return Block("totals", title, (Table("totals", title, columns, rows),))


def _tables(form: Form, facts: Gathered, lines: Sequence[Line]) -> list[Block]:
    keys = columns_of(form, facts)
    if not lines or not keys:
        return []
    shown = lines[:MOST_ROWS]
    parts = [
        _table(form, facts, shown, caption, chosen, len(lines))
        for caption, chosen in _grouped(form, keys)
    ]
    picture = _figure(form, facts, shown)
    every: tuple[Part, ...] = (picture, *parts) if picture else tuple(parts)
    return [Block(form.key, Text(f"每{form.one.zh}", f"By {form.one.en}"), every, form.note)]


def _grouped(form: Form, keys: Sequence[str]) -> list[tuple[Text, tuple[str, ...]]]:
    """Return the columns table by table; a form without groups has one."""
    if not form.groups:
        return [(Text(f"每{form.one.zh}", f"By {form.one.en}"), tuple(keys))]
    found, at = [], 0
    for caption, size in form.groups:
        chosen = tuple(k for k in form.metrics[at : at + size] if k in keys)
        at += size
        if chosen:
            found.append((caption, chosen))
    return found


def _table(
    form: Form,
    facts: Gathered,
    lines: Sequence[Line],
    caption: Text,
    keys: Sequence[str],
    all_rows: int,
) -> Table:
    heads = [Column(d, DIMENSIONS[d].name, numeric=False) for d in form.by]
    if form.joined:
        heads = [Column(form.key, Text("渠道", "Channel"), numeric=False)]
    if form.dated:
        heads.insert(0, Column("day", Text("日期", "Day"), numeric=False))
    columns = (*heads, *(Column(key, facts.metric(key).name) for key in keys))
    rows = [_row(form, facts, line, keys) for line in lines]
    rows.append(_total_row(facts, keys, len(heads)))
    left = all_rows - len(lines)
    note = Text(f"另有{left}行没有列出；合计包含它们。", f"{left} more rows are not listed; the total contains them.") if left > 0 else None  # fmt: skip
    return Table(f"{form.key}_{keys[0]}", caption, columns, tuple(rows), note)


def _row(form: Form, facts: Gathered, line: Line, keys: Sequence[str]) -> Row:
    names: list[Cell] = [_name(form, line, n) for n in range(len(form.by))]
    if form.joined:
        names = [_label(form, line)]
    if form.dated:
        names.insert(0, same(line.day or "—"))
    at = _place(form, line)
    return Row((*names, *(facts.number(k, line.values, facts.period, by=at) for k in keys)))


def _total_row(facts: Gathered, keys: Sequence[str], heads: int) -> Row:
    cells: list[Cell] = [Text("合计", "Total"), *([None] * (heads - 1))]
    cells += [facts.number(key, facts.now, facts.period, strong=True) for key in keys]
    ratios = any(facts.metric(key).kind == "ratio" for key in keys)
    return Row(tuple(cells), total="Σ · Σ÷Σ" if ratios else "Σ")


def _figure(form: Form, facts: Gathered, lines: Sequence[Line]) -> Figure | None:
    chosen = [
        (line, number)
        for line in lines
        if line.cells[0] != UNKNOWN
        and isinstance(
            number := facts.number(form.sort, line.values, facts.period, by=_place(form, line)),
            Number,
        )
        and number.value > 0
    ][:MOST_BARS]
    if len(chosen) < 2:
        return None
    metric = facts.metric(form.sort)
    title = Text(
        f"{metric.name.zh}最高的{len(chosen)}{form.one.zh}",
        f"The {len(chosen)} {form.many.en} with the highest {_inside(metric.name).en}",
    )
    drawn: Mapping[Lang, Bars] = {
        lang: Bars(
            [Bar(_label(form, line).say(lang), n.value, n.text.say(lang)) for line, n in chosen],
            style=_style(metric.unit, lang, facts.source.currency),
        )
        for lang in ("zh", "en")
    }
    height = 40 + 28 * len(chosen)
    return Figure(f"{form.key}_bars", title, title, drawn["zh"], drawn["en"], height_px=height)


def _inside(name: Text) -> Text:
    """Return a name as it stands inside an English sentence: `paid orders`, but `GMV (paid)`."""
    is_word = name.en[1:2].islower()
    return Text(name.zh, name.en[:1].lower() + name.en[1:] if is_word else name.en)


def _style(unit: str, lang: Lang, currency: str) -> Style:
    return Style(unit, lang, minor_digits(currency), sign_of(currency).strip())


def _label(form: Form, line: Line) -> Text:
    """Return what a row is called where it stands alone: day and last name of a dated one, else all its names."""
    names = [_name(form, line, n) for n in range(len(form.by))]
    if form.dated:
        return Text(f"{line.day[5:]} {names[-1].zh}", f"{line.day[5:]} {names[-1].en}")
    return Text(" · ".join(n.zh for n in names), " / ".join(n.en for n in names))


def _place(form: Form, line: Line) -> tuple[tuple[str, str], ...]:
    return tuple(zip(form.by, line.cells, strict=True))


def _name(form: Form, line: Line, number: int) -> Text:
    cell = line.cells[number]
    named = NAMES.get(form.by[number])
    if cell == UNKNOWN:
        return NOT_KNOWN
    return named(cell) if named else same(cell)
