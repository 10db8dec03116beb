"""A written goal, judged letter by letter. The rules stand in `docs/ideas/written-goals.md`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from lianyi.core.translation import Text
from lianyi.planning.written.attaining import attainable
from lianyi.planning.written.history import History
from lianyi.planning.written.letters import Judged, Letter, ok, refused, reminder
from lianyi.planning.written.measuring import measurable
from lianyi.planning.written.naming import UNNAMED
from lianyi.planning.written.said import Said
from lianyi.planning.written.shown import day_said
from lianyi.planning.written.suggesting import other_measures, sentence
from lianyi.planning.written.times import Clock
from lianyi.planning.written.vague import BRAND, BUSINESS, USERS, strange_in, vague_in

FAR = timedelta(days=5 * 366)
# A list in which so large a part of the sound goals names an owner is held to it.
OWNED_SHARE, OWNED_AT_LEAST = 0.8, 5
DIMENSIONS = {"users": Text("用户", "users"), "trade": Text("交易", "trade"), "brand": Text("品牌", "brand")}  # fmt: skip


def judge(
    said: Said,
    clock: Clock,
    history: History | None = None,
    *,
    owner_required: bool = False,
    evidence: str = "",
) -> Judged:
    """Return what every letter says of a goal.

    `history` are the shop's own months; without them A refuses only what is impossible in itself. `owner_required`
    makes a missing owner a refusal (a goal of a plan), else it is a reminder. `evidence` is the reason to keep a
    target beyond everything that was reached.
    """
    better = sentence(said, clock.today, history)
    letters = {
        "S": _specific(said, better, owner_required=owner_required),
        "M": measurable(said, better),
        "A": attainable(said, clock.today, history, evidence),
        "R": _relevant(said),
        "T": _timed(said, clock, better),
    }
    return Judged(said, letters)  # type: ignore[arg-type]  # the five keys


def hold_to_owners(judged: Sequence[Judged]) -> list[Judged]:
    """Return the goals of a list; where nearly all sound ones name an owner, one without is refused."""
    sound = [j for j in judged if j.ok and not j.draft]
    owned = sum(bool(j.said.owner) for j in sound)
    if owned < OWNED_AT_LEAST or owned < OWNED_SHARE * len(sound):
        return list(judged)
    return [j if j.said.owner or j.draft or "S" in j.refused else _without_owner(j) for j in judged]


def _without_owner(judged: Judged) -> Judged:
    letter = refused(
        "没有负责人，这份清单里其他目标都写了",
        "No owner, while the other goals of this list name theirs",
        Text("在句末加上：负责人某某", "Add at the end: owner, and the name"),
    )
    return replace(judged, letters={**judged.letters, "S": letter})


def _specific(said: Said, better: Text, *, owner_required: bool) -> Letter:
    if said.rivals:
        names = "、".join(dict.fromkeys((said.measure_said, *said.rivals)))
        return refused(
            "一句话里有几个目标：{names}",
            "Several goals in one sentence: {names}",
            Text("拆成几条，每条一个指标、一个数字、一个截止日", "Split it: one measure, one number, one date each"),
            names=names,
        )  # fmt: skip
    vague = vague_in(said.thing if said.measured else said.normal)
    if said.measured is None and not strange_in(said.normal, known=False) and (vague or not _names_a_thing(said)):  # fmt: skip
        options = "、".join(t.zh for t in other_measures(said))
        english = ", ".join(t.en for t in other_measures(said))
        return refused(
            "没有对象：没说清到底要哪个数变",
            "No object: it does not say which number is to change",
            Text(f"先选一个指标，例如{options}", f"Choose a measure first: {english}"),
        )
    if vague and not said.number:
        return refused("「{word}」太宽，没说清到底要哪个数变", "“{word}” is too wide; it does not say which number is to change", better, word=vague.word)  # fmt: skip
    if not said.owner and owner_required:
        return refused("没有负责人", "No owner", Text("填上owner：一个人的名字", "Fill in owner: the name of one person"))  # fmt: skip
    if not said.owner:
        return reminder("说得清楚；还没有负责人", "Clear, though nobody owns it yet", Text("在句末加上：负责人某某", "Add at the end: owner, and the name"))  # fmt: skip
    return ok("说得清楚，负责人{owner}", "Clear; owner {owner}", owner=said.owner)


def _names_a_thing(said: Said) -> bool:
    """Whether something countable is named at all, be it unknown to the dictionary."""
    return len(said.thing) >= 2


def _relevant(said: Said) -> Letter:
    known = said.measured is not None and said.measured.key != UNNAMED
    strange = strange_in(said.thing if known else said.normal, known=known)
    if strange:
        return refused(
            "「{word}」和用户、交易、品牌都没有关系",
            "“{word}” has nothing to do with users, trade or the brand",
            Text("换成顾客会感觉到的数，或者不列进运营方案", "Choose a number that customers notice, or leave it out of the plan"),
            word=strange,
        )  # fmt: skip
    if known:
        return _by_direction(said)
    if said.measured and said.measured.dimension:
        return ok("{dimension}", "{dimension}", dimension=DIMENSIONS[said.measured.dimension])
    vague = vague_in(said.thing) or vague_in(said.text)
    if vague or BUSINESS.search(said.text) or not said.thing:
        found = vague.dimension if vague else _dimension(said.text)
        return ok("{dimension}", "{dimension}", dimension=DIMENSIONS[found])
    return refused(
        "看不出和用户、交易或品牌的关系",
        "No tie to users, trade or the brand can be seen",
        Text("补一句为了什么，或者换成有关的指标", "Say what it is for, or choose a measure that is tied to them"),
    )  # fmt: skip


def _by_direction(said: Said) -> Letter:
    """Judge a goal with a measure: it must not push the measure where it does harm."""
    measure = said.measured
    assert measure is not None
    harms = {("up_good", "down"), ("down_good", "up")}
    named = DIMENSIONS[measure.dimension]
    if (measure.direction, said.way) not in harms or not said.number or said.why:
        return ok("{dimension}", "{dimension}", dimension=named)
    if said.baseline is not None and said.target is not None and (said.target > said.baseline) == (measure.direction == "up_good"):  # fmt: skip
        return ok("{dimension}", "{dimension}", dimension=named)
    return refused(
        "{name}往这个方向走对生意不好",
        "Moving {name} this way does harm",
        Text("方向写反了就改过来；有意为之就写上为了什么", "Turn it round, or say what it is for"),
        name=measure.name,
    )


def _dimension(text: str) -> str:
    if BRAND.search(text):
        return "brand"
    return "users" if USERS.search(text) else "trade"


def _timed(said: Said, clock: Clock, better: Text) -> Letter:
    if said.due is None:
        if said.broken_day:
            return refused("写的日期不存在", "The date does not exist", better)
        if said.open_words:
            return refused("「{word}」不是截止日", "“{word}” is no date", better, word=said.open_words[0])  # fmt: skip
        if said.from_day:
            return refused(
                "只有开始日，没有截止日", "There is a start, but no date to finish", better
            )
        return refused("没有截止日", "No date", better)
    day = day_said(said.due)
    if said.due < clock.today:
        return refused("截止日{day}已经过去", "{day} has passed", better, day=day)
    if said.due - clock.today > FAR:
        return reminder("{day}很远：中间再定几个节点", "{day} is far away: set points on the way", day=day)  # fmt: skip
    return ok("{day}前", "By {day}", day=day)
