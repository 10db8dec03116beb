"""What `virality` says: names of its numbers, cautions, sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.durations import duration_text
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.result import Number

NUMBERS: Mapping[str, Text] = {
    "k_factor": Text("K因子", "K-factor"),
    "k_with_suspicious": Text("K因子（含可疑）", "K-factor, suspicious included"),
    "k_without_suspicious": Text("K因子（剔除可疑）", "K-factor, suspicious left out"),
    "invites_per_person": Text("人均邀请数", "Invites per person"),
    "open_rate": Text("打开率", "Open rate"),
    "convert_rate": Text("转化率", "Conversion rate"),
    "cycle_days": Text("裂变周期（中位天数）", "Viral cycle time, median days"),
    "cycle_days_mean": Text("裂变周期（平均天数）", "Viral cycle time, mean days"),
    "valid_new_customers": Text("有效新客", "Valid new customers"),
    "cost_per_valid_fen": Text("单个有效新客成本", "Cost per valid new customer"),
    "further_customers": Text("预计还会带来的新客", "New customers still expected"),
    "depth": Text("最深的一代", "Deepest generation"),
    "breadth": Text("一棵树里最宽的一代（人）", "Widest generation of one tree"),
    "fission_rate": Text("裂变率（有人邀请的占参与的）", "Share of participants who were invited"),
    "fission_retention": Text("裂变留存率（没有流失的占参与的）", "Share of participants not lost"),
    "top_1_share": Text("前1%邀请人带来的占比", "Share brought by the top 1% of inviters"),
    "top_10_share": Text("前10%邀请人带来的占比", "Share brought by the top 10% of inviters"),
    "not_fully_exposed": Text("没满暴露期、不计入的人", "People without full exposure, left out"),
    "suspicious_people": Text("疑似刷量的人", "People suspected of gaming"),
}
GENERATION = Text("第{g}代的K", "K of generation {g}")
NO_COST = Text("不知道奖励花了多少：写--reward-fen，或者导入类别为「激励」的花费", "The reward is not known: give --reward-fen, or import spend of the category 「激励」")  # fmt: skip
NOBODY_NEW = Text("没有留下来的有效新客", "No valid new customer stayed")
NOBODY_RIPE = Text("还没有人满暴露期", "Nobody has had full exposure yet")
NO_INVITES = Text("满暴露期的人没有发出邀请", "The fully exposed sent no invites")
NO_OPENED = Text("来源没有打开时间", "The source has no time of opening")
NO_CYCLE = Text("还没有人被带来", "Nobody has been brought yet")
NO_JOINED = Text("来源没有加入时间，看不出谁加入了；可以写--valid open或者--valid order", "The source has no time of joining; use --valid open or --valid order")  # fmt: skip
NO_ORDERS = Text("没有认得出买家的付款订单，看不出谁下了单", "There are no paid orders whose buyer is known, so nobody can be told to have paid")  # fmt: skip
NO_NEW = Text("没有有效新客", "There are no valid new customers")
TOO_MANY = Text("按公式已经超出能数的范围", "The formula is beyond counting")

VALID: Mapping[str, Text] = {
    "join": Text("加入", "joined"),
    "open": Text("打开", "opened"),
    "order": Text("下了没有全退的付款单", "paid an order that was not refunded whole"),
}
RULES: Mapping[str, Text] = {
    "mutual": Text("互相邀请", "mutual invites"),
    "ring": Text("邀请成圈", "rings"),
    "star": Text("带来的人来了就走", "invitees gone at once"),
    "regular": Text("加入时间过于整齐", "arrivals too regular"),
}


def sentences(found: Mapping[str, Number], within: int, valid: str) -> tuple[Text, ...]:
    """Return the finding: K with its interval, how it changes by generation, what is still to come."""
    k = found["k_factor"]
    if k.value is None or k.interval is None:
        return (_no_answer(k),)
    low, high = k.interval.low, k.interval.high
    grows = _grows(low, high)
    first = Text(
        "每个满{days}暴露期的客户，{days}内平均带来{k}个有效新客（{valid}），95%区间{low}~{high}；{grows}。",
        "A customer with {days} of exposure brings {k} valid new customers ({valid}) within them, 95% interval {low} to {high}; {grows}.",
    ).format(days=duration_text(within), k=_two(k.value), valid=VALID[valid], low=_two(low), high=_two(high), grows=grows)  # fmt: skip
    return (first, *_by_generation(found), *_ahead(found), *_without(found))


def _no_answer(number: Number) -> Text:
    why = number.why or NOBODY_RIPE
    return Text("K还算不出来：{why}。", "There is no K yet: {why}.").format(why=why)


def _grows(low: float, high: float) -> Text:
    if high < 1:
        return Text("低于1，不会自己一直传下去", "below 1, so it does not go on by itself")
    if low > 1:
        return Text("高于1，眼下在自己扩大", "above 1, so for now it grows by itself")
    return Text("数据分不清是否到1", "the data cannot tell whether it reaches 1")


def _by_generation(found: Mapping[str, Number]) -> tuple[Text, ...]:
    known = [n for key, n in found.items() if key[:2] == "k_" and key[2:].isdigit() and n.value is not None]  # fmt: skip
    if len(known) < 2:
        return ()
    zh = "，".join(f"第{n.key[2:]}代{_two(n.value)}" for n in known)
    en = ", ".join(f"{_two(n.value)} in generation {n.key[2:]}" for n in known)
    return (Text(f"分代看：{zh}。", f"By generation: {en}."),)


def _ahead(found: Mapping[str, Number]) -> tuple[Text, ...]:
    more = found["further_customers"]
    if more.value is None or more.interval is None:
        return ()
    ends = round(more.interval.low), round(more.interval.high)
    return (
        Text(
            f"已经在路上的人预计还会带来{round(more.value):,}个新客（95%区间{ends[0]:,}~{ends[1]:,}）。",
            f"Those already on their way are expected to bring {round(more.value):,} more (95% interval {ends[0]:,} to {ends[1]:,}).",
        ),
    )


def _without(found: Mapping[str, Number]) -> tuple[Text, ...]:
    people, before, after = (found[k].value for k in ("suspicious_people", "k_with_suspicious", "k_without_suspicious"))  # fmt: skip
    if not people or before is None or after is None:
        return ()
    return (
        Text(
            f"疑似刷量的有{int(people):,}人：含他们K是{_two(before)}，剔除后{_two(after)}。",
            f"{int(people):,} people are suspected of gaming: K is {_two(before)} with them, {_two(after)} without.",
        ),
    )


def _two(value: float | None) -> str:
    return numbers.number(value, decimals=2)


def early(people: int, within: int) -> Caution:
    """Say that people without full exposure are left out."""
    return Caution("not_fully_exposed", Text(
        "没满{days}暴露期的{n}人不计入K：他们还有时间带人。",
        "{n} people without {days} of exposure are left out of K: they still have time.",
    ).format(days=duration_text(within), n=f"{people:,}"))  # fmt: skip


def seeds_seen_only() -> Caution:
    """Say that generation 0 knows inviters only."""
    return Caution("seeds_seen_only", Text(
        "第0代只看得到发过邀请的人，看过活动却没邀请的不在里面，第0代的K因此偏高；用--seeds写活动面向的人群就能补上。",
        "Generation 0 shows only those who sent an invite, so its K is too high; name the segment that saw the activity with --seeds to add the others.",
    ))  # fmt: skip


def not_new(invites: int) -> Caution:
    """Say that some invitees were customers already."""
    return Caution("not_new", Text(
        f"{invites:,}条邀请的对象之前已经是客户或者邀请过别人，不算新客。",
        f"{invites:,} invites went to people who were customers or inviters before; they are not new.",
    ))  # fmt: skip


def several(invites: int) -> Caution:
    """Say that one new customer counts once."""
    return Caution("several_inviters", Text(
        f"{invites:,}条邀请带来的人已经算在更早的邀请人名下，不重复算。",
        f"{invites:,} invites brought somebody who already counts for an earlier inviter; they count once.",
    ))  # fmt: skip


def to_oneself(invites: int) -> Caution:
    """Say that invites to oneself do not count."""
    return Caution("self_invites", Text(f"{invites:,}条邀请是发给自己的，不计入。", f"{invites:,} invites went to the sender; they do not count."))  # fmt: skip


def cycles(count: int) -> Caution:
    """Say that rings were cut."""
    return Caution("cycles", Text(
        f"{count:,}处邀请首尾相接，每处最后一条不算，也不会沿着它数下去。",
        f"{count:,} chains of invites close on themselves; the last invite of each does not count and is not followed.",
    ))  # fmt: skip


def lost(people: int) -> Caution:
    """Say how many left."""
    return Caution("lost", Text(f"来源标明流失的新客有{people:,}人：K里算，净成本里不算。", f"The source says that {people:,} new customers left: they count in K, not in the net cost."))  # fmt: skip


def opened_unknown() -> Caution:
    """Say that the split has two parts only."""
    return Caution("opened_unknown", Text("来源没有打开时间，K只能拆成邀请数×转化率。", "The source has no time of opening, so K splits into invites × conversion only."))  # fmt: skip


def cycle_censored(within: int) -> Caution:
    """Say that slower ones are not seen."""
    return Caution("cycle_censored", Text(
        "裂变周期只看{days}内来的人，更慢的看不到，真实周期会更长。",
        "The cycle time knows those who came within {days} only; with the slower ones it is longer.",
    ).format(days=duration_text(within)))  # fmt: skip


def thin(generations: list[int], trees: int) -> Caution:
    """Say which generations rest on few trees."""
    zh = "、".join(f"第{g}代" for g in generations)
    en = ", ".join(map(str, generations))
    return Caution("few_trees", Text(f"{zh}的树不到{trees}棵，区间已经放宽，仍只能当方向看。", f"Generation {en}: fewer than {trees} trees; the intervals are widened and still no more than a direction."))  # fmt: skip


def suspicious(people: int, rules: list[str]) -> Caution:
    """Say that there is evidence of gaming."""
    zh = "、".join(RULES[r].zh for r in rules)
    en = ", ".join(RULES[r].en for r in rules)
    return Caution("suspicious", Text(
        f"{people:,}人疑似刷量（{zh}），证据逐人列在表里；这是线索，不是结论。",
        f"{people:,} people are suspected of gaming ({en}); the table lists the evidence person by person. It is a lead, not a verdict.",
    ), loud=True)  # fmt: skip


def unchecked() -> Caution:
    """Say that one rule could not be asked."""
    return Caution("star_unchecked", Text("没有用户行为数据，查不了「带来的人来了就走」。", "There is no data on what people did, so invitees gone at once cannot be told."))  # fmt: skip


def saturation(ahead: int) -> Caution:
    """Say that growth has an end."""
    return Caution("saturation", Text(
        "K不低于1时「还会带来」按增长公式算{days}，不会一直这样：能被邀请的人有限，K会随之下降。",
        "With K at 1 or above, what still comes follows the growth formula over {days}. It does not last: those who can be invited run out, and K falls.",
    ).format(days=duration_text(ahead)), loud=True)  # fmt: skip


def no_upper_end() -> Caution:
    """Say that the forecast has no upper end."""
    return Caution("growth_not_ruled_out", Text("数据排除不了K到1，「还会带来」给不出上限。", "The data cannot rule out that K reaches 1, so what still comes has no upper end."))  # fmt: skip
