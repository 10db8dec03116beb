"""W14 and W15: what is missing and what that touches, what was restated, and what every number means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from lianyi.core.calendar.labels import date_text
from lianyi.core.calendar.period_text import parse_period
from lianyi.core.translation import Text
from lianyi.reports.analysed import Analysed, Gone, Restated
from lianyi.reports.blocks.key_figures import maturity_note
from lianyi.reports.document import Block, Column, Number, Prose, Row, Sentence, Table, numbers_in
from lianyi.reports.gather import Gathered
from lianyi.reports.names import platform_name
from lianyi.reports.shown import percent
from lianyi.reports.source import Exclusion, Gap
from lianyi.reports.wording import compose, name_list, words

COMPLETE = Text(
    "这份报告用到的来源，本期数据都齐。",
    "Every source behind this report is complete for the period.",
)
FEW_PERSONS = 0.8


def data_notes(facts: Gathered, found: Analysed | None) -> Block:
    """Return what a reader must know before trusting the numbers; `found` is None where nothing was worked out."""
    touching = (_touching(facts, gap) for gap in facts.source.gaps(facts.period))
    gaps = _together([gap for gap in touching if gap is not None])
    sentences = [*map(_gap, gaps), *_refunds_unknown(facts)] or [words(COMPLETE)]
    maturity = None if found is None else maturity_note(found)
    if maturity is not None:
        sentences.append(maturity)
    sentences += _persons(facts)
    sentences += _rates(facts)
    if found is not None:
        sentences += [_restated(facts, item) for item in found.restated]
        sentences += [_gone(facts, item) for item in found.gone]
    sentences += [_excluded(facts, item) for item in facts.source.exclusions(facts.period)]
    return Block("notes", Text("数据说明", "Data notes"), (Prose(tuple(sentences), note=True),))


def _touching(facts: Gathered, gap: Gap) -> Gap | None:
    """Return the gap with the metrics of this report that it touches, None where there is none."""
    if not gap.metrics:
        return gap
    shown = [facts.metric(key).name for key in facts.keys if key in gap.metrics]
    return replace(gap, touches=tuple(shown)) if shown else None


def _together(gaps: Sequence[Gap]) -> list[Gap]:
    """Return one gap for all platforms that miss the same days of the same kind of data."""
    alike: dict[object, list[Gap]] = {}
    for gap in gaps:
        what = gap.table if gap.kind is not None else gap.source
        alike.setdefault((what, gap.days, gap.touches), []).append(gap)
    return [_joined(found) for found in alike.values()]


def _joined(gaps: Sequence[Gap]) -> Gap:
    first = gaps[0]
    if len(gaps) == 1 or first.kind is None:
        return first
    names = name_list([platform_name(gap.platform) for gap in gaps], len(gaps))
    source = Text(f"{names.zh}·{first.kind.zh}", f"{names.en} {first.kind.en.lower()}")
    return replace(first, source=source)


def _gap(gap: Gap) -> Sentence:
    day = "day" if len(gap.days) == 1 else "days"
    zh, en = (
        ("只影响", "Affects only") if gap.leaves or gap.table != "orders" else ("影响", "Affects")
    )
    template = Text(
        "{source}缺{n}天（{days}），" + zh + "{touches}",
        "{source}: {n} " + day + " missing ({days}). " + en + " {touches}",
    )
    if gap.covered_days:
        template = Text(
            template.zh + "，按{covered}/{all}天计算",
            template.en + ", computed over {covered} of {all} days",
        )
    if gap.leaves:
        template = Text(template.zh + "；{leaves}不受影响", template.en + "; not {leaves}")
    return compose(
        Text(template.zh + "。", template.en + "."),
        source=gap.source,
        n=len(gap.days),
        days=_day_list(gap.days),
        touches=name_list(gap.touches),
        covered=gap.covered_days,
        all=gap.covered_days + len(gap.days),
        leaves=name_list(gap.leaves),
    )


def _day_list(days: Sequence[date]) -> Text:
    if len(days) <= 3:
        texts = [date_text(day) for day in days]
        return Text("、".join(t.zh for t in texts), ", ".join(t.en for t in texts))
    first, last = date_text(days[0]), date_text(days[-1])
    return Text(f"{first.zh}~{last.zh}", f"{first.en} to {last.en}")


def _refunds_unknown(facts: Gathered) -> list[Sentence]:
    """Return one sentence for each source whose refunds of the period's orders are not all known."""
    touched: dict[tuple[str, Text], list[str]] = {}
    orders = {key for key in facts.keys if not _counts_refunds(facts, key)}
    for answer in facts.answers():
        if answer.period != facts.period or answer.query.by:
            continue
        missing = {(n.source, n.reason.text) for n in answer.notes if n.key in orders}
        for note in answer.notes:
            place = (str(note.source), note.reason.text)
            if note.key in facts.keys and note.key not in orders and place not in missing:
                found = touched.setdefault(place, [])
                found += [note.key] if note.key not in found else []
    return [
        compose(
            Text(
                "退款：{why}，{touches}不含这些订单；GMV和订单不受影响。",
                "Refunds: {why}; {touches} leave those orders out, GMV and orders do not.",
            ),
            why=why,
            touches=name_list([facts.metric(key).name for key in keys]),
        )
        for (_, why), keys in touched.items()
    ]


def _counts_refunds(facts: Gathered, key: str) -> bool:
    if key not in facts.known((key,)) or facts.metric(key).analysed:
        return False
    return any("refunds" in measure.tables for measure in facts.book.measures(facts.metric(key)))


def _gone(facts: Gathered, item: Gone) -> Sentence:
    cell = "、".join(platform_name(value).zh for _, value in item.by)
    cell_en = ", ".join(platform_name(value).en for _, value in item.by)
    return compose(
        Text(
            "{period}{cell}的{n}上次有数，现在没有：{why}。",
            "The last report had {n} of {period}{cell}; now there is none: {why}.",
        ),
        period=parse_period(item.period).text(),
        cell=Text(cell, f" {cell_en}" if cell_en else ""),
        n=name_list([facts.metric(key).name for key in item.metrics]),
        why=item.why.why,
    )


def _persons(facts: Gathered) -> list[Sentence]:
    answers = [a.person_coverage for a in facts.answers() if a.person_coverage is not None]
    if not answers or answers[0] >= FEW_PERSONS:
        return []
    return [
        compose(
            Text(
                "{share}的支付订单认得出买家；买家数、新客和复购只算这些订单。",
                "The buyer is known for {share} of paid orders; buyers, new customers and repurchase count "
                "those only.",
            ),
            share=percent(answers[0]),
        )
    ]


def _excluded(facts: Gathered, item: Exclusion) -> Sentence:
    orders = "order" if item.orders == 1 else "orders"
    return compose(
        Text(
            "按「{reason}」剔除{n}单（{amount}），不计入任何数。",
            "Left out of every number: {n} " + orders + " ({amount}), reason: {reason}.",
        ),
        reason=item.reason,
        n=f"{item.orders:,}",
        amount=facts.shown.full(item.paid_fen),
    )


def _rates(facts: Gathered) -> list[Sentence]:
    """Return what is not counted for want of an exchange rate, once per store and currency."""
    found = {
        note.source: note.reason.text
        for answer in facts.answers()
        if answer.period == facts.period
        for note in answer.notes
        if note.reason.code == "rate_missing"
    }
    return [
        words(Text(f"{text.zh}。", f"{text.en}.")) for _, text in sorted(found.items(), key=str)
    ]


def _restated(facts: Gathered, item: Restated) -> Sentence:
    metric = facts.metric(item.metric)
    after = Text("结论不变", "conclusion unchanged")
    if item.conclusion_changed:
        after = Text(
            "结论有变：变化的大小或方向不同了", "the conclusion changes: size or direction differs"
        )
    cell = "、".join(value for _, value in item.by)
    return compose(
        Text(
            "{period}{cell}的{n}由{old}改为{new}（{difference}），{after}。",
            "{n} of {period}{cell} restated from {old} to {new} ({difference}); {after}.",
        ),
        period=parse_period(item.period).text(),
        cell=Text(cell, f" {cell}" if cell else ""),
        n=metric.name,
        old=facts.shown.of(item.unit, item.old),
        new=facts.shown.of(item.unit, item.new),
        difference=facts.shown.change_of(item.unit, item.new - item.old),
        after=after,
    )


def definitions(facts: Gathered, blocks: Sequence[Block]) -> Block | None:
    """Return one row for each metric that the blocks use: name, definition id, one sentence."""
    used = dict.fromkeys(number.metric for number in _numbers(blocks))
    rows = tuple(_definition(facts, key) for key in facts.known(tuple(used)))
    if not rows:
        return None
    columns = (
        Column("metric", Text("指标", "Metric"), numeric=False),
        Column("definition", Text("编号", "Id"), numeric=False),
        Column("words", Text("口径", "Definition"), numeric=False),
    )
    title = Text("口径", "Definitions")
    return Block("definitions", title, (Table("definitions", title, columns, rows),))


def _numbers(blocks: Sequence[Block]) -> Iterator[Number]:
    for block in blocks:
        yield from numbers_in(block, "zh")


def _definition(facts: Gathered, key: str) -> Row:
    metric = facts.metric(key)
    return Row((metric.name, Text(metric.id, metric.id), metric.definition))
