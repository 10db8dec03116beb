"""What `voice` says: names of its numbers, cautions, sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.result import Number
    from lianyi.analyses.voice.read import Mentions

NUMBERS: Mapping[str, Text] = {
    "mentions": Text("声量", "Mentions"),
    "share_of_voice": Text("声量份额（SOV）", "Share of voice"),
    "share_of_engagement": Text("互动份额", "Share of engagement"),
    "nsr_a": Text("净情感度A（正减负，除以全部）", "Net sentiment A (positive less negative, over all)"),
    "nsr_b": Text("净情感度B（正减负，除以正加负）", "Net sentiment B (positive less negative, over both)"),
    "given": Text("人工标注的声量", "Mentions that a person labelled"),
    "answered": Text("模型判定的声量", "Mentions that the model answered"),
    "unfelt": Text("没有标注也没有文字的声量", "Mentions without label and text"),
}  # fmt: skip
NO_OTHERS = Text("声量里没有可比的品牌", "The mentions name no brand to compare with")
NO_BRAND = Text("声量里没有叫这个名字的品牌", "No mention names this brand")
NO_ENGAGEMENT = Text("没有互动量", "There are no engagements")
NOT_COVERED = Text("这段时间没有声量数据", "No source covers these days")
NOTHING_FELT = Text("没有标注，也没有文字", "There is neither a label nor a text")
NO_POLAR = Text("没有正面也没有负面", "There is neither positive nor negative")
BRAND_UNMET = Text(
    "声量里没有叫「{brand}」的品牌，只算了没写品牌的那些；用--brand写明自己的品牌在声量里的写法。",
    "No mention names the brand {brand}; only mentions without a brand count. Say with --brand how mentions write it.",
)
ONE_SIDED = Text(
    "这些来源只有自己的品牌，会抬高份额：{sources}。",
    "These sources name the own brand only and raise its share: {sources}.",
)
MODEL = Text(
    "{n}次声量没有人工标注，由模型判定，净情感度按模型的错误率校正；导入同一编号并写上情感，就以人工为准。",
    "{n} mentions have no label and were answered by the model; net sentiment is corrected by its errors. Import the same mention_no with a sentiment, and that counts instead.",
)
UNREAD = Text(
    "{n}个情感标注看不懂，按没有标注处理。", "{n} labels cannot be read and count as none."
)
PARTLY = Text(
    "这些周没有全部覆盖，数会偏低：{weeks}。",
    "These weeks are covered in part, their numbers are too low: {weeks}.",
)
BLANK = Text(
    "这些周没有数据，留空，不是0：{weeks}。",
    "No data for these weeks; they are blank, not 0: {weeks}.",
)
SHOWN_WEEKS = 6
_VOLUME = Text("{period}「{brand}」有{n}次声量", "{brand} was mentioned {n} times in {period}")
_NO_VOLUME = Text(
    "{period}没有声量数据，不等于没人说。",
    "There is no data on mentions in {period}; that does not mean that nobody spoke.",
)
_SHARE = Text("，占{share}", ", {share} of all brands compared")
_NET = Text(
    "；净情感度{a}{between}，只看正负是{b}，其中人工标注{given}次、模型判定{answered}次。",
    "; net sentiment is {a}{between}, {b} among positive and negative, from {given} labels and {answered} answers of the model.",
)
_BETWEEN = Text("（95%区间{low}~{high}）", " (95% interval {low} to {high})")
_WORST = Text(
    "负面里提得最多的话题是「{topic}」：提到它的{n}次里有{negative}次负面。",
    "Negative mentions speak most of “{topic}”: {negative} of the {n} about it are negative.",
)


def sentences(found: Mentions, named: Mapping[str, Number], topic: tuple[Text, int, int] | None) -> tuple[Text, ...]:  # fmt: skip
    """Return the finding; `topic` is the one with most negatives with its mentions and how many of them are negative."""
    if named["mentions"].value is None:
        return (_NO_VOLUME.format(period=found.period.text()),)
    share, a, b = (named[k].value for k in ("share_of_voice", "nsr_a", "nsr_b"))
    first = _VOLUME.format(period=found.period.text(), brand=found.brand, n=numbers.count(_whole(named["mentions"])))  # fmt: skip
    if share is not None:
        first = _joined(first, _SHARE.format(share=numbers.ratio(share)))
    if a is None:
        first = _joined(first, Text("。", "."))
    else:
        interval = named["nsr_a"].interval
        between = Text("", "")
        if interval is not None:
            between = _BETWEEN.format(low=numbers.ratio(interval.low), high=numbers.ratio(interval.high))  # fmt: skip
        first = _joined(first, _NET.format(a=numbers.ratio(a), b=numbers.ratio(b), between=between, given=numbers.count(_whole(named["given"])), answered=numbers.count(_whole(named["answered"]))))  # fmt: skip
    return (first,) if topic is None else (first, _WORST.format(topic=topic[0], n=numbers.count(topic[1]), negative=numbers.count(topic[2])))  # fmt: skip


def _whole(number: Number) -> int:
    return int(number.value or 0)


def _joined(one: Text, other: Text) -> Text:
    return Text(one.zh + other.zh, one.en + other.en)


def cautions(found: Mentions, answered: int, weeks: list[tuple[str, int, int, int]]) -> list[Caution]:  # fmt: skip
    """Return what is to be known first; `weeks` are key, days, days covered by some source and by all."""
    blank = [key for key, _, some, _ in weeks if not some]
    partly = [key for key, days, some, whole in weeks if some and whole < days]
    sided = _one_sided(found)
    told = [
        ("brand_unmet", not found.is_brand_met, BRAND_UNMET.format(brand=found.brand), True),
        ("weeks_blank", bool(blank), BLANK.format(weeks=_listed(blank)), False),
        ("weeks_partly", bool(partly), PARTLY.format(weeks=_listed(partly)), False),
        ("one_sided", bool(sided), ONE_SIDED.format(sources=_listed(sided)), False),
        ("by_model", answered > 0, MODEL.format(n=answered), False),
        ("labels_unread", found.unread_labels > 0, UNREAD.format(n=found.unread_labels), False),
    ]  # fmt: skip
    said = [Caution(code, text, loud=loud) for code, is_so, text, loud in told if is_so]
    return [*said, *(w for w in found.reach.warnings if w.code == "source_stopped")]


def _one_sided(found: Mentions) -> list[str]:
    if not found.others:
        return []
    theirs = {m.source for rows in found.others.values() for m in rows}
    return sorted({m.source for m in found.mine} - theirs)


def _listed(names: list[str]) -> Text:
    more = len(names) - SHOWN_WEEKS
    shown = names[:SHOWN_WEEKS]
    return Text(
        "、".join(shown) + (f"等，另有{more}个" if more > 0 else ""),
        ", ".join(shown) + (f" and {more} more" if more > 0 else ""),
    )
