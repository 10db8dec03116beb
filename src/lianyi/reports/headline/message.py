"""The message for a chat group: at most 180 characters, plain text that pastes unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lianyi.core.numbers import to_ascii
from lianyi.core.translation import Lang, Text
from lianyi.reports import shown
from lianyi.reports.headline.inputs import HeadlineInput, MissingScope, Part, SalesDay
from lianyi.reports.headline.sizes import CLEAR, LEVEL, SHARP, SLIGHT, size_word

LONGEST = 180
NORMAL = {
    LEVEL: Text("正常", "normal"),
    SLIGHT: Text("略超正常", "just outside normal"),
    CLEAR: Text("超出正常", "outside normal"),
    SHARP: Text("远超正常", "far outside normal"),
}


def group_message(about: HeadlineInput, title: Text, notes: tuple[Text, ...] = ()) -> Text:
    """Return the message: title, value and change, parts, goal, refunds, then `notes` while they fit."""
    return Text(_message(about, title, notes, "zh"), _message(about, title, notes, "en"))


def _message(about: HeadlineInput, title: Text, notes: tuple[Text, ...], lang: Lang) -> str:
    stop = "。" if lang == "zh" else ". "
    text = f"【{title.zh}】" if lang == "zh" else f"[{title.en}] "
    for piece in _pieces(about, notes, lang):
        if len(text) + len(piece) + 1 <= LONGEST:
            text += piece + stop
    return text.rstrip()


def _pieces(about: HeadlineInput, notes: tuple[Text, ...], lang: Lang) -> Iterator[str]:
    if about.known_days is not None:
        yield _unfinished(about, about.known_days, lang)
        return
    yield _value(about, lang)
    if about.sales_day is not None and about.missing is None and about.sales_day.parts:
        first = "与去年比" if lang == "zh" else "On last year: "
        yield first + _listed(about, about.sales_day.parts, lang)
    if about.axes and about.sales_day is None and about.missing is None:
        yield _listed(about, about.axes[0].parts, lang)
    yield from (_goal(about, lang) for _ in about.goals[:1])
    if about.refunds is not None and about.refunds.net_range is not None:
        yield _refunds(about, lang)
    yield from (note.say(lang) for note in notes)


def _unfinished(about: HeadlineInput, known: int, lang: Lang) -> str:
    if known == 0:
        return "还没有订单数据" if lang == "zh" else "No orders on record yet"
    written = f"{about.name.say(lang)} {_plain(about.shown.short(about.value), lang)}"
    days = f"{known}/{about.days}"
    return (
        f"{written}，只有{days}天的数据" if lang == "zh" else f"{written}, {days} days of data only"
    )


def _value(about: HeadlineInput, lang: Lang) -> str:
    if about.missing is not None:
        return _comparable(about, about.missing, lang)
    if about.sales_day is not None:
        return _on_sale(about, about.sales_day, lang)
    written = _plain(about.shown.short(about.value), lang)
    if not about.base or about.base < 0:
        return f"{about.name.say(lang)} {written}"
    rate = _rate(about.change, about.base, lang)
    size = size_word(about.change, about.band)
    how = (Text("（{n}）", " ({n})").format(n=NORMAL[size]) if size else Text("", "")).say(lang)
    if lang == "zh":
        return f"{about.name.zh} {written}，{about.compare_word.zh}{rate}{how}"
    return f"{about.name.en} {written}, {rate} {about.compare_word.en}{how}"


def _comparable(about: HeadlineInput, missing: MissingScope, lang: Lang) -> str:
    written = _plain(about.shown.short(missing.value), lang)
    without = f"（不含{missing.name.zh}）" if lang == "zh" else f" (without {missing.name.en})"
    head = about.name.say(lang) + " " + written + without
    if missing.base <= 0:
        return head
    rate = _rate(missing.value - missing.base, missing.base, lang)
    return f"{head}，可比口径{rate}" if lang == "zh" else f"{head}, {rate} comparable"


def _on_sale(about: HeadlineInput, day: SalesDay, lang: Lang) -> str:
    head = f"{about.name.say(lang)} {_plain(about.shown.short(about.value), lang)}"
    if not day.in_this_period:
        where = f"（{about.base_name.zh}含{day.name.zh}）"
        return head + (where if lang == "zh" else f" ({day.name.en} the week before)")
    head += f"（含{day.name.zh}）" if lang == "zh" else f" (with {day.name.en})"
    if not day.base or day.base < 0:
        return head
    rate = _rate(about.value - day.base, day.base, lang)
    return f"{head}，比去年同窗口{rate}" if lang == "zh" else f"{head}, {rate} on last year's"


def _rate(change: int, base: int, lang: Lang) -> str:
    return to_ascii(shown.signed_percent(Fraction(change, base)).say(lang))


def _listed(about: HeadlineInput, parts: Sequence[Part], lang: Lang) -> str:
    separator = "，" if lang == "zh" else ", "
    space = "" if lang == "zh" else " "
    ordered = sorted(parts, key=lambda part: -abs(part.amount))
    named = [part for part in ordered if part.amount][:4]
    return separator.join(
        part.name.say(lang)
        + space
        + _plain(about.shown.signed(part.written), lang).replace(",", "")
        for part in named
    )


def _goal(about: HeadlineInput, lang: Lang) -> str:
    goal = about.goals[0]
    done, time = shown.percent(goal.done_share).zh, shown.percent(goal.time_share).zh
    text = (
        f"{goal.name.zh}{done}/时间{time}"
        if lang == "zh"
        else f"{goal.name.en} {done}, time {time}"
    )
    if goal.chance is None:
        return text
    chance = shown.percent(goal.chance, 0).zh
    return text + (f"，达成概率{chance}" if lang == "zh" else f", chance {chance}")


def _refunds(about: HeadlineInput, lang: Lang) -> str:
    refunds = about.refunds
    if refunds is None or refunds.net_range is None:
        return ""
    if refunds.is_mature:
        net = _plain(about.shown.short(refunds.net_so_far), lang)
        return f"净成交{net}" if lang == "zh" else f"Net sales {net}"
    span = _plain(about.shown.span(*refunds.net_range), lang)
    mature = shown.percent(refunds.maturity, 0).zh
    if lang == "zh":
        return f"净成交预计{span}（退款成熟度{mature}）"
    return f"Net {span} expected ({mature} mature)"


def _plain(text: Text, lang: Lang) -> str:
    """Return a written amount without its currency sign, which every reader of the group knows."""
    return to_ascii(text.say(lang)).replace("¥", "")
