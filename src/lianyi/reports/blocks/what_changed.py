"""W6: the change as a waterfall by channel, as a matrix that foots both ways, and by product."""

from __future__ import annotations

from lianyi.charts.waterfall import Step, Waterfall
from lianyi.core.translation import Lang, Text
from lianyi.reports.analysed import Analysed
from lianyi.reports.blocks.daily_figure import daily_figure, money_style
from lianyi.reports.blocks.matrix import TOTAL, amount, matrix
from lianyi.reports.document import Block, Figure, Part, Prose, Sentence
from lianyi.reports.gather import Gathered
from lianyi.reports.headline.inputs import Axis
from lianyi.reports.wording import compose, words


def what_changed(facts: Gathered, found: Analysed, names: tuple[Text, Text]) -> Block | None:
    """Return the block, None where there is nothing to compare with."""
    parts: list[Part] = []
    if found.channels is not None and found.channels.parts:
        parts += [_waterfall(facts, found, found.channels), matrix(facts, found, found.channels)]
    if found.products is not None and found.products.parts:
        parts.append(_products(facts, found, found.products))
    if any(point.value is not None for point in found.daily):
        parts.append(daily_figure(facts, found, names))
    if not parts:
        return None
    title = Text("为什么变", "What changed")
    return Block("what_changed", title, tuple(parts), _finding(facts, found))


def _finding(facts: Gathered, found: Analysed) -> Text:
    amount = facts.shown.signed(found.headline.change)
    return Text(f"支付GMV {amount.zh}", f"GMV (paid) {amount.en}")


def _waterfall(facts: Gathered, found: Analysed, axis: Axis) -> Figure:
    def drawn(lang: Lang) -> Waterfall:
        steps = [_step(facts, part.name.say(lang), part.written, lang) for part in axis.parts]
        total = _step(facts, TOTAL.say(lang), found.headline.change, lang)
        return Waterfall(steps, total, money_style(facts, lang))

    listed = Text(
        "，".join(f"{p.name.zh}{facts.shown.signed(p.written).zh}" for p in axis.parts),
        ", ".join(f"{p.name.en} {facts.shown.signed(p.written).en}" for p in axis.parts),
    )
    total = facts.shown.signed(found.headline.change)
    return Figure(
        "waterfall",
        Text("变化来自哪些渠道", "Where the change came from"),
        Text(
            f"支付GMV的变化按渠道：{listed.zh}，合计{total.zh}。",
            f"Change of GMV by channel: {listed.en}; {total.en} in all.",
        ),
        drawn("zh"),
        drawn("en"),
        height_px=56 + 34 * (len(axis.parts) + 1),
    )


def _step(facts: Gathered, name: str, amount: int, lang: Lang) -> Step:
    return Step(name, amount, facts.shown.signed(amount).say(lang))


def _products(facts: Gathered, found: Analysed, axis: Axis) -> Part:
    sentences = [
        compose(
            Text("{n} {a}", "{n} {a}"),
            n=part.name,
            a=amount(facts, part.amount, "part", ((axis.key, part.key),)),
        )
        for part in axis.parts
    ]
    joined = [words(Text("商品：", "Products: "))]
    for index, sentence in enumerate(sentences):
        joined += [words(Text("，", ", "))] if index else []
        joined.append(sentence)
    whole = amount(facts, found.headline.change, "change")
    total = compose(Text("，合计 {a}。", "; {a} in all."), a=whole)
    runs_zh = tuple(run for sentence in (*joined, total) for run in sentence.zh)
    runs_en = tuple(run for sentence in (*joined, total) for run in sentence.en)
    return Prose((Sentence(runs_zh, runs_en),))
