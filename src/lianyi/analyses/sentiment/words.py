"""What `sentiment` says: names of its numbers, cautions, sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.result import Number
    from lianyi.analyses.sentiment.read import Texts

CLASSES = (Text("负面", "Negative"), Text("中性", "Neutral"), Text("正面", "Positive"))
NUMBERS: Mapping[str, Text] = {
    "texts": Text("有内容的条数", "Texts that say something"),
    "negative": Text("判为负面", "Answered negative"),
    "neutral": Text("判为中性", "Answered neutral"),
    "positive": Text("判为正面", "Answered positive"),
    "negative_share": Text("负面占比（校正后）", "Share negative, corrected"),
    "neutral_share": Text("中性占比（校正后）", "Share neutral, corrected"),
    "positive_share": Text("正面占比（校正后）", "Share positive, corrected"),
    "nsr_a": Text("净情感度A（正减负，除以全部）", "Net sentiment A (positive less negative, over all)"),
    "nsr_b": Text("净情感度B（正减负，除以正加负）", "Net sentiment B (positive less negative, over both)"),
    "accuracy": Text("和标注一致", "Agrees with the labels"),
    "accuracy_decided": Text("判了正负的里面，和标注一致", "Agrees with the labels where it decided"),
    "abstained": Text("没判正负的占比", "Share where it did not decide"),
}  # fmt: skip
NO_POLAR = Text("没有正面也没有负面", "There is neither positive nor negative")
NO_LABELS = Text("没有能对照的标注", "There are no labels to compare with")
ESTIMATED = Text(
    "占比按模型在{groups}类没见过的评价上的错误率校正；这里的文字如果很不一样，区间也会偏窄。中性的错误率只量过{neutral}句自拟的话。",
    "Shares are corrected by the errors of the model on {groups} kinds of reviews that it had not seen; for texts of quite another kind the intervals are too narrow. Errors on neutral texts are known from {neutral} invented sentences only.",
)
BY_LABELS = Text(
    "占比按这份数据里{n}条标注量出的错误率校正。",
    "Shares are corrected by the errors found with the {n} labels in this data.",
)
EMPTY = Text("{n}行没有文字，不计入。", "{n} rows have no text and do not count.")
UNREAD_LABELS = Text(
    "{n}个标注看不懂，当作没有标注。", "{n} labels cannot be read and count as none."
)
UNREAD_DAYS = Text("{n}个日期看不懂，这些行不进按周的表。", "{n} dates cannot be read; these rows are left out of the weeks.")  # fmt: skip
CUT = Text("共{n}条，逐条只列前{shown}条；改--top。", "{n} texts, the first {shown} of them listed; change --top.")  # fmt: skip
FEW = Text("只有{n}条，区间很宽，先别下结论。", "There are only {n} texts: the intervals are wide, draw no conclusion yet.")  # fmt: skip
POOR = Text(
    "和标注对照，判对的只有{share}，这份文字模型读不好，以标注为准。",
    "Only {share} agree with the labels: the model reads these texts badly, go by the labels.",
)
MASKED = Text(
    "手机号、证件号、邮箱、账号已隐藏。", "Phones, identity numbers, mail and accounts are hidden."
)
FEW_TEXTS = 30
POOR_SHARE = 0.7
_FINDING = Text(
    "{n}条里判为正面{positive}、中性{neutral}、负面{negative}；校正后净情感度{a}（95%区间{low}~{high}），只看正负是{b}。",
    "Of {n} texts {positive} read positive, {neutral} neutral, {negative} negative; corrected, net sentiment is {a} (95% interval {low} to {high}), {b} among positive and negative.",
)
_WORST = Text(
    "负面里提得最多的话题是「{topic}」：提到它的{n}条里有{negative}条负面。",
    "Negative texts speak most of “{topic}”: {negative} of the {n} about it are negative.",
)
_AGREES = Text(
    "有标注的{n}条里，{share}和标注一致。",
    "Of {n} labelled texts, {share} agree with the label.",
)


def sentences(found: Mapping[str, Number], topic: tuple[Text, int, int] | None) -> tuple[Text, ...]:
    """Return the finding; `topic` is the one with most negatives with its texts and how many of them are negative."""
    a, b, interval = found["nsr_a"], found["nsr_b"], found["nsr_a"].interval
    counted = {k: numbers.count(int(found[k].value or 0)) for k in ("positive", "neutral", "negative")}  # fmt: skip
    said = [
        _FINDING.format(
            n=numbers.count(int(found["texts"].value or 0)), **counted, a=numbers.ratio(a.value), b=numbers.ratio(b.value),
            low=numbers.ratio(interval.low if interval else a.value), high=numbers.ratio(interval.high if interval else a.value),
        )
    ]  # fmt: skip
    if topic is not None:
        said.append(
            _WORST.format(
                topic=topic[0], n=numbers.count(topic[1]), negative=numbers.count(topic[2])
            )
        )
    agrees = found.get("accuracy")
    if agrees is not None and agrees.value is not None:
        said.append(_AGREES.format(n=numbers.count(agrees.n), share=numbers.ratio(agrees.value)))
    return tuple(said)


def cautions(found: Texts, agrees: float | None, *, top: int) -> list[Caution]:
    """Return what is to be known of the texts before the numbers."""
    n = len(found.texts)
    told = [
        ("few", n < FEW_TEXTS, FEW.format(n=n), True),
        ("poor", agrees is not None and agrees < POOR_SHARE, POOR.format(share=numbers.ratio(agrees)), True),
        ("empty", found.empty > 0, EMPTY.format(n=found.empty), False),
        ("labels_unread", found.unread_labels > 0, UNREAD_LABELS.format(n=found.unread_labels), False),
        ("days_unread", found.unread_days > 0, UNREAD_DAYS.format(n=found.unread_days), False),
        ("cut", n > top, CUT.format(n=n, shown=top), False),
        ("masked", True, MASKED, False),
    ]  # fmt: skip
    return [Caution(code, text, loud=loud) for code, is_so, text, loud in told if is_so]
