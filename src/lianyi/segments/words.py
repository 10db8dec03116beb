"""A tree in words: one sentence in both languages, as one would tell a colleague."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from lianyi.core import numbers
from lianyi.core.attributes import FIRST_OF_TABLE, AttributeType, attribute_named
from lianyi.core.translation import Lang, Text, same
from lianyi.segments.tallies import MEASURES, SOURCES, Measure
from lianyi.segments.tree import (
    Ago,
    AsOf,
    Both,
    Check,
    Either,
    Filter,
    Named,
    Node,
    Not,
    Tally,
    Trait,
    Value,
    Window,
)

NameOf = Callable[[str], Text]
UNKNOWN = Text(
    "不知道的值不满足任何比较：「不等于」和「不在其中」也不包括它。",
    'What is unknown meets no comparison, "is not" and "is none of" included.',
)
_UNITS = {
    "d": Text("{n}天", "{n} days"),
    "w": Text("{n}周", "{n} weeks"),
    "mo": Text("{n}个月", "{n} months"),
    "y": Text("{n}年", "{n} years"),
}
_ONE = {"d": "day", "w": "week", "mo": "month", "y": "year"}
_NUMBER = {
    "=": Text("正好{v}", "exactly {v}"),
    "!=": Text("不是{v}", "other than {v}"),
    "<": Text("不到{v}", "less than {v}"),
    "<=": Text("至多{v}", "at most {v}"),
    ">": Text("超过{v}", "more than {v}"),
    ">=": Text("至少{v}", "at least {v}"),
    "between": Text("在{v}到{w}之间", "between {v} and {w}"),
}
_DAY = {
    "=": Text("是{v}", "is {v}"),
    "!=": Text("不是{v}", "is not {v}"),
    "<": Text("早于{v}", "is before {v}"),
    "<=": Text("不晚于{v}", "is {v} or before"),
    ">": Text("晚于{v}", "is after {v}"),
    ">=": Text("不早于{v}", "is {v} or later"),
    "between": Text("在{v}到{w}之间", "is from {v} to {w}"),
}
_TEXT = {
    "=": Text("是{v}", "is {v}"),
    "!=": Text("不是{v}", "is not {v}"),
    "has": Text("里有{v}", "includes {v}"),
    "contains": Text("含有文字{v}", "contains the text {v}"),
    "under": Text("是{v}或它下面的", "is {v} or below it"),
    "between": Text("在{v}到{w}之间", "is between {v} and {w}"),
}
_ANY = {
    "in": Text("是{v}之一", "is one of {v}"),
    "not in": Text("不是{v}中的任何一个", "is none of {v}"),
    "is known": Text("已知", "is known"),
    "is unknown": Text("未知", "is unknown"),
    "during": Text("在{v}里", "lies in {v}"),
}


def words(
    node: Node,
    name_of: NameOf = same,
    currency: str = "CNY",
    properties: Sequence[str] = (),
) -> Text:
    """Return what `node` means.

    `name_of` gives the names of other segments, `currency` is that of money, `properties` are the names that a shop
    gives to event properties.

    >>> from lianyi.segments.parse import parse
    >>> words(parse("orders(last 90d) >= 2 and not is_member")).say("en")
    'at least 2 paid orders in the last 90 days, and not (member: yes)'
    """
    return _Words(name_of, currency, properties).of(node)


class _Words:
    def __init__(self, name_of: NameOf, currency: str, properties: Sequence[str]) -> None:
        self._name_of = name_of
        self._own = {f"property_{n}": same(name) for n, name in enumerate(properties, 1)}
        self._currency = currency

    def of(self, node: Node) -> Text:
        match node:
            case Trait():
                return self._trait(node)
            case Tally():
                return self._tally(node)
            case Named(key):
                return Text("属于人群「{name}」", "in the segment “{name}”").format(
                    name=self._name_of(key)
                )
            case Both(parts):
                return self._joined(parts, Text("，并且", ", and "))
            case Either(parts):
                return self._joined(parts, Text("，或者", ", or "))
            case Not(part):
                return Text("不满足（{part}）", "not ({part})").format(part=self.of(part))
            case AsOf(part, when):
                told = Text("在{day}时（{part}）", "as of {day} ({part})")
                return told.format(day=self._value(when, "day"), part=self.of(part))

    def _joined(self, parts: tuple[Node, ...], between: Text) -> Text:
        said = [self._inner(part) for part in parts]
        return Text(between.zh.join(t.zh for t in said), between.en.join(t.en for t in said))

    def _inner(self, part: Node) -> Text:
        if isinstance(part, Both | Either):
            return Text("（{part}）", "({part})").format(part=self.of(part))
        return self.of(part)

    def _trait(self, leaf: Trait) -> Text:
        attribute = attribute_named(leaf.attribute)
        if attribute.type == "flag" and leaf.check.operator in ("=", "!="):
            is_yes = (leaf.check.values[0] is True) == (leaf.check.operator == "=")
            told = Text("{name}：是", "{name}: yes") if is_yes else Text("{name}：否", "{name}: no")
            return told.format(name=_in_sentence(attribute.name))
        name = attribute.name
        if not leaf.attribute.startswith(
            FIRST_OF_TABLE
        ):  # those are called what the shop calls them
            name = _in_sentence(name)
        return self._asked(name, leaf.check, attribute.type)

    def _asked(self, name: Text, check: Check, type_: AttributeType) -> Text:
        kind = type_ if type_ != "any" else _kind_of(check)
        templates = {"text": _TEXT, "day": _DAY}.get(kind, _NUMBER)
        template = templates.get(check.operator) or _ANY[check.operator]
        is_number = templates is _NUMBER and check.operator not in _ANY
        joined = Text("{name}{told}", "{name} is {told}" if is_number else "{name} {told}")
        return joined.format(name=name, told=self._filled(template, check, kind))

    def _filled(self, template: Text, check: Check, type_: AttributeType) -> Text:
        if check.operator == "during":
            return template.format(v=_window(check.window))
        values = [self._value(v, type_) for v in check.values]
        if check.operator in ("in", "not in"):
            listed = Text("、".join(v.zh for v in values), ", ".join(v.en for v in values))
            return template.format(v=listed)
        second = values[1] if len(values) > 1 else same("")
        return template.format(v=values[0] if values else same(""), w=second)

    def _value(self, value: Value, type_: AttributeType) -> Text:
        if isinstance(value, Ago):
            return Text("{length}前", "{length} ago").format(length=_length(value))
        if isinstance(value, str):
            return Text(f"「{value}」", f"“{value}”")
        if isinstance(value, bool):
            return Text("是", "yes") if value else Text("否", "no")
        if type_ == "money" and isinstance(value, int):
            return Text(*(self._money(value, lang) for lang in ("zh", "en")))
        return same(str(value))

    def _money(self, fen: int, lang: Lang) -> str:
        return numbers.money(fen, lang, style="exact", currency=self._currency)

    def _tally(self, leaf: Tally) -> Text:
        measure = MEASURES[leaf.measure]
        noun = self._noun(measure, leaf)
        window = _when(leaf.window)
        check = leaf.check
        if check.operator == "=" and check.values == (0,) and measure.how == "rows":
            return Text("{window}没有{noun}", "no {noun}{window}").format(noun=noun, window=window)
        template = _NUMBER.get(check.operator) or _ANY[check.operator]
        told = self._filled(template, check, measure.type)
        if measure.how == "sum":
            joined = Text("{window}{noun}{told}", "{noun}{window}: {told}")
            return joined.format(window=window, noun=noun, told=told)
        joined = Text("{window}{noun}{told}{unit}", "{told} {noun}{window}")
        return joined.format(window=window, noun=noun, told=told, unit=measure.unit)

    def _noun(self, measure: Measure, leaf: Tally) -> Text:
        """What is counted, with what limits it: 「渠道是「x」的支付订单」, "paid orders (channel is “x”)"."""
        noun = measure.one if leaf.check.values == (1,) else measure.noun
        if leaf.events:
            quoted = Text(
                "、".join(f"「{e}」" for e in leaf.events),
                " or ".join(f"“{e}”" for e in leaf.events),
            )
            noun = Text("{quoted}{noun}", "{quoted} {noun}").format(quoted=quoted, noun=noun)
        if not leaf.filters:
            return noun
        limits = [self._filter(measure, f) for f in leaf.filters]
        told = Text("、".join(t.zh for t in limits), ", ".join(t.en for t in limits))
        return Text("{told}的{noun}", "{noun} ({told})").format(told=told, noun=noun)

    def _filter(self, measure: Measure, given: Filter) -> Text:
        column = SOURCES[measure.source].filters[given.column]
        name = self._own.get(column.key, column.name)
        return self._asked(name, given.check, column.type)


def _in_sentence(name: Text) -> Text:
    return Text(name.zh, name.en[:1].lower() + name.en[1:])


def _kind_of(check: Check) -> AttributeType:
    value = check.values[0] if check.values else ""
    if isinstance(value, str | bool):
        return "text"
    return "day" if isinstance(value, date | Ago) else "number"


def _length(back: Ago) -> Text:
    told = _UNITS[back.unit].format(n=back.n)
    return Text(told.zh, f"1 {_ONE[back.unit]}") if back.n == 1 else told


def _window(window: Window) -> Text:
    if window.back is not None:
        told = Text("最近{length}", "the last {length}")
        one = Text("最近{length}", "the last {one}")
        back = window.back
        return one.format(length=_length(back), one=_ONE[back.unit]) if back.n == 1 else told.format(length=_length(back))  # fmt: skip
    if window.first is None:
        return Text("{d}及以前", "the days up to {d}").format(d=window.last)
    if window.last is None:
        return Text("{d}以来", "the days since {d}").format(d=window.first)
    if window.first == window.last:
        return same(str(window.first))
    return Text("{a}至{b}", "{a} to {b}").format(a=window.first, b=window.last)


def _when(window: Window) -> Text:
    """Return when, as it stands in a sentence about what was counted."""
    told = _window(window)
    if window.back is not None:
        return Text(told.zh, f" in {told.en}")
    if window.first is None:
        return (
            Text("至今", " so far")
            if window.last is None
            else Text(told.zh, f" up to {window.last}")
        )
    if window.last is None:
        return Text(told.zh, f" since {window.first}")
    return Text(told.zh, f" {'on' if window.first == window.last else 'from'} {told.en}")
