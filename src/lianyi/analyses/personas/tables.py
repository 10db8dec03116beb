"""The numbers, tables and the picture of `personas`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lianyi.analyses.personas import words
from lianyi.analyses.personas.rules import said, shown
from lianyi.analyses.result import Column, Interval, Number, Option, Result, Table
from lianyi.core.translation import Lang, Text
from lianyi.stats.intervals import wilson

if TYPE_CHECKING:
    from lianyi.analyses.personas.found import Drift, Groups

WIDEST = 2.0
DRAWN_TRAITS = 14
GROUP = Column("group", Text("人群", "group"), "count")
TRAIT = (Column("trait", Text("键", "key")), Column("name", Text("特征", "trait")), Column("name_en", Text("特征（英文）", "trait in English")))  # fmt: skip


def numbers_of(groups: Groups, drift: Drift | None) -> Iterator[Number]:
    """Yield how many groups, how stable, how much they explain, who moved."""
    people = len(groups.traits)
    yield Number("buyers", words.PEOPLE, people, "count")
    yield Number("groups", words.GROUPS, len(groups.sizes), "count", n=people)
    yield Number("stability", words.STABILITY, float(groups.stability.min()), "number", n=people)
    yield Number("explained_share", words.EXPLAINED, groups.explained, "ratio", n=people)
    if drift is None:
        for key, name in (("moved_share", words.MOVED), ("group_shift", words.SHIFT)):
            yield Number(key, name, None, "ratio", why=words.NO_DRIFT)
        return
    seen, moved = drift.seen_twice, len(drift.moved_ids)
    ends = Interval(*wilson(moved, seen), method="wilson") if seen else None
    why = None if seen else words.NO_DRIFT
    yield Number("moved_share", words.MOVED, moved / seen if seen else None, "ratio", ends, seen, why)  # fmt: skip
    yield Number("group_shift", words.SHIFT, drift.groups.index, "number", n=people)


def group_table(groups: Groups, currency: str) -> Table:
    """Return the groups with size, stability and rule."""
    columns = (
        GROUP, Column("people", Text("人数", "people"), "count"), Column("share", Text("占比", "share"), "ratio"),
        Column("low", Text("低", "low"), "ratio"), Column("high", Text("高", "high"), "ratio"), Column("stability", Text("稳定度", "stability"), "number"),
        Column("rule", Text("规则", "rule")), Column("rule_en", Text("规则（英文）", "rule in English")),
        Column("precision", Text("准确率", "precision"), "ratio"), Column("precision_low", Text("准确率下限", "precision, at least"), "ratio"),
        Column("coverage", Text("覆盖率", "coverage"), "ratio"), Column("tried_on", Text("试的人数", "tried on"), "count"),
    )  # fmt: skip
    sizes, rows = groups.sizes, []
    for g, rule in enumerate(groups.rules):
        text = said(rule.conditions, groups.traits.traits, currency)
        size, total = int(sizes[g]), int(sizes.sum())
        rows.append((
            g + 1, size, size / total, *wilson(size, total), float(groups.stability[g]), text.zh, text.en, rule.precision,
            wilson(rule.right, rule.found)[0], rule.coverage, rule.found,
        ))  # fmt: skip
    return Table("groups", words.TITLE, columns, tuple(rows))


def trait_table(groups: Groups, currency: str) -> Table:
    """Return a row per group and trait: the mean of the group, of everybody, and how far they are apart."""
    columns = (
        GROUP, *TRAIT, Column("mean", Text("这一群的平均", "mean of the group"), "number"), Column("everybody", Text("全体平均", "mean of everybody"), "number"),
        Column("difference", Text("差（标准差）", "difference (standard deviations)"), "number"), Column("shown", Text("平均", "mean as text")),
        Column("people", Text("人数", "people"), "count"),
    )  # fmt: skip
    means, apart, sizes = groups.means(), groups.differences(), groups.sizes
    every = groups.traits.values.mean(axis=0)
    rows = [
        (
            g + 1, t.key, t.name.zh, t.name.en, float(means[g, n]), float(every[n]), float(apart[g, n]),
            shown(float(means[g, n]), t, currency).zh, int(sizes[g]),
        )
        for g in range(len(sizes))
        for n, t in enumerate(groups.traits.traits)
    ]  # fmt: skip
    return Table("traits", words.TRAITS_TITLE, columns, tuple(rows))


def tried_table(groups: Groups) -> Table:
    """Return the numbers of groups that were tried."""
    columns = (
        Column("groups", Text("人群数", "groups"), "count"), Column("stability", Text("最低稳定度", "least stability"), "number"),
        Column("one_fewer", Text("少一群的p值", "p-value of one group fewer"), "number"),
    )  # fmt: skip
    return Table("tried", words.TRIED_TITLE, columns, tuple((t.groups, t.stability, t.one_fewer) for t in groups.tried))  # fmt: skip


def drift_tables(groups: Groups, drift: Drift, limit: int) -> list[Table]:
    """Return how traits moved, who went where, and people who changed groups."""
    between = {"before": drift.day, "as_of": groups.traits.as_of}
    moved = (
        *TRAIT, Column("before", Text("之前的平均", "mean before"), "number"), Column("now", Text("现在的平均", "mean now"), "number"),
        Column("psi", Text("PSI", "PSI"), "number"), Column("chance", Text("偶然的波动不超过", "chance stays below"), "number"),
        Column("is_real", Text("超出偶然", "beyond chance"), "flag"),
    )  # fmt: skip
    rows = [
        (t.key, t.name.zh, t.name.en, s.before, s.now, s.index, s.chance, s.is_real)
        for t, s in zip(groups.traits.traits, drift.traits, strict=True)
    ]
    rows.sort(key=lambda r: -r[5])
    people = (
        Column("person_id", Text("客户编号", "person")), Column("before", Text("之前的人群", "group before"), "count"),
        Column("now", Text("现在的人群", "group now"), "count"),
    )  # fmt: skip
    chosen = zip(drift.moved_ids[:limit], drift.moved_from, drift.moved_to, strict=False)
    return [
        Table("drift", words.DRIFT_TITLE.format(**between), moved, tuple(rows)),
        _flow(groups, drift, words.FLOW_TITLE.format(**between)),
        Table("moved", words.MOVED_TITLE, people, tuple((str(p), int(a) + 1, int(b) + 1) for p, a, b in chosen)),
    ]  # fmt: skip


def _flow(groups: Groups, drift: Drift, title: Text) -> Table:
    k = len(groups.centres)
    names = [words.name_of(g) for g in range(k)]
    columns = (
        Column("before", Text("之前", "before")), Column("before_en", Text("之前（英文）", "before, in English")),
        *(Column(f"group_{g + 1}", names[g], "count") for g in range(k)), Column("left", words.LEFT, "count"),
    )  # fmt: skip
    rows: list[tuple[Any, ...]] = [
        (name.zh, name.en, *(int(v) for v in drift.flow[g]))
        for g, name in enumerate([*names, words.NEW])
    ]
    return Table("flow", title, columns, tuple(rows))


def draw(result: Result, lang: Lang) -> Option:
    """Return traits against groups: the darker, the further above everybody; the mean is written in the cell."""
    from lianyi.charts.heat import Heat, heat_option

    rows = result.table("traits").dicts()
    groups = sorted({r["group"] for r in rows})
    cells = {(r["trait"], r["group"]): r for r in rows}
    spread = {t: max(abs(cells[t, g]["difference"]) for g in groups) for t, _ in cells}
    traits = [t for t in dict.fromkeys(r["trait"] for r in rows) if spread[t] > 0][:DRAWN_TRAITS]
    named = {r["trait"]: r["name" if lang == "zh" else "name_en"] for r in rows}
    return heat_option(
        Heat(
            [named[t] for t in traits],
            [words.name_of(g - 1).say(lang) for g in groups],
            [[max(-WIDEST, min(WIDEST, cells[t, g]["difference"])) for g in groups] for t in traits],
            [[cells[t, g]["shown"] for g in groups] for t in traits],
        ),
        label=result.explain(lang),
    )  # fmt: skip
