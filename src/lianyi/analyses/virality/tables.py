"""The tables and the picture of `virality`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.result import Column, Option, Table
from lianyi.analyses.virality import words
from lianyi.analyses.virality.numbers import parts_of
from lianyi.core import numbers
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.result import Result
    from lianyi.analyses.virality.forest import Counts, Exposed
    from lianyi.analyses.virality.suspects import Evidence
    from lianyi.stats.branching import Rate
    from lianyi.timelines.store import Array

INVITERS_SHOWN = 20
DRAWN_GENERATIONS = 8

_GENERATIONS = (
    Column("generation", Text("代", "Generation"), "count"),
    Column("people", Text("人数", "People"), "count"),
    Column("exposed", Text("满暴露期", "Fully exposed"), "count"),
    Column("trees", Text("树", "Trees"), "count"),
    Column("invites", Text("邀请", "Invites"), "count"),
    Column("opened", Text("打开", "Opened"), "count"),
    Column("brought", Text("有效新客", "Valid new customers"), "count"),
    Column("invites_per_person", Text("人均邀请", "Invites per person"), "number"),
    Column("open_rate", Text("打开率", "Open rate"), "ratio"),
    Column("convert_rate", Text("转化率", "Conversion rate"), "ratio"),
    Column("k", Text("K", "K"), "number"),
    Column("low", Text("下限", "Low"), "number"),
    Column("high", Text("上限", "High"), "number"),
)
_INVITERS = (
    Column("person", Text("邀请人", "Inviter")),
    Column("generation", Text("代", "Generation"), "count"),
    Column("brought", Text("带来的有效新客", "Valid new customers brought"), "count"),
    Column("below", Text("树上往下的人", "People below in the tree"), "count"),
    Column("suspicious", Text("疑似刷量", "Suspected"), "flag"),
)
_EVIDENCE = (
    Column("person", Text("人", "Person")),
    Column("rule", Text("线索", "Lead")),
    Column("role", Text("角色", "Role")),
    Column("people", Text("涉及人数", "People concerned"), "count"),
    Column("share", Text("来了就走占比", "Share gone at once"), "ratio"),
    Column("usual", Text("其他人的占比", "Share among others"), "ratio"),
    Column("gap_seconds", Text("间隔（秒）", "Gap in seconds"), "number"),
    Column("with_ids", Text("和谁", "With")),
)


def generations_table(everybody: Array, counts: Counts, rates: Sequence[Rate | None], *, knows_opened: bool) -> Table:  # fmt: skip
    """Return one row a generation; `everybody` is how many people each has."""
    rows = []
    for g, rate in enumerate(rates):
        people, invites, opened, brought = (
            int(a[g]) for a in (counts.people, counts.invites, counts.opened, counts.valid)
        )
        parts = parts_of(people, invites, opened, brought, knows_opened=knows_opened)
        ends = (rate.value, rate.low, rate.high) if rate else (None, None, None)
        rows.append((
            g, int(everybody[g]), people, rate.trees if rate else 0, invites, opened if knows_opened else None,
            brought, *parts.values(), *ends,
        ))  # fmt: skip
    title = Text("K，按代", "K by generation")
    return Table("generations", title, _GENERATIONS, tuple(rows))


def inviters_table(exposed: Exposed, flagged: Array, brought: Array) -> Table:
    """Return those who brought the most; ids only. `brought` [customers] counts in this answer's scope."""
    order = np.lexsort((exposed.ids, -brought))[:INVITERS_SHOWN]
    rows = tuple(
        (str(exposed.ids[n]), int(exposed.generation[n]), int(brought[n]), int(exposed.size[n]) - 1, bool(flagged[n]))
        for n in order.tolist()
        if brought[n]
    )  # fmt: skip
    title = Text(
        f"带来最多的{INVITERS_SHOWN}个邀请人", f"The {INVITERS_SHOWN} who brought the most"
    )
    return Table("inviters", title, _INVITERS, rows)


def evidence_table(evidence: Sequence[Evidence]) -> Table:
    """Return why each person is suspected, a row a reason."""
    rows = []
    for one in evidence:
        cells: dict[str, Any] = {
            **asdict(one),
            "person": str(one.person),
            "with_ids": ", ".join(map(str, one.with_ids)),
        }
        rows.append(tuple(cells[c.key] for c in _EVIDENCE))
    title = Text("疑似刷量的证据", "Evidence of gaming, suspected")
    return Table("suspicious", title, _EVIDENCE, tuple(rows))


def forest_lists(exposed: Exposed, flagged: Array, brought: Array, most: int) -> dict[str, Any]:
    """Return the laid-out forest as lists, for a page to draw; ids are text so that no digit is lost."""
    from lianyi.charts.forest import lay_out

    layout = lay_out(exposed.parent, exposed.root, exposed.generation, max(most, 0))
    nodes = layout.nodes
    return {
        "ids": [str(i) for i in exposed.ids[nodes].tolist()],
        "above": layout.above.tolist(),
        "generation": exposed.generation[nodes].tolist(),
        "size": brought[nodes].tolist(),
        "suspicious": flagged[nodes].astype(int).tolist(),
        "x": layout.x.tolist(),
        "y": layout.y.tolist(),
        "left_out": layout.left_out,
    }


def picture(result: Result, lang: Lang) -> Option:
    """Return K by generation on the left, the forest on the right; nothing where there is no K."""
    from lianyi.charts.dots import Dot, Dots, dots_option
    from lianyi.charts.forest import forest_series
    from lianyi.charts.frame import Style

    rows = [r for r in result.rows() if r["k"] is not None][:DRAWN_GENERATIONS]
    if not rows:
        return {}
    name = words.NUMBERS["k_factor"].say(lang)
    dots = [Dot(_named(r, lang), r["k"], r["low"], r["high"], _read(r)) for r in rows]
    option: dict[str, Any] = dots_option(
        Dots(dots, name, mark=1.0, style=Style("number", lang)), label=result.explain(lang)
    )
    forest: Mapping[str, Any] = result.extra.get("forest") or {}
    if not forest.get("ids"):
        return option
    title = Text("邀请森林", "Referral forest").say(lang)
    option["grid"] = {**option["grid"], "right": "58%"}
    series = {**forest_series(forest, name=title), "left": "46%", "right": 8, "top": 16, "bottom": 8}  # fmt: skip
    return {**option, "series": [*option["series"], series]}


def _named(row: Mapping[str, Any], lang: Lang) -> str:
    people = numbers.count(row["exposed"], lang)
    return Text(f"第{row['generation']}代 {people}人", f"Gen. {row['generation']}, {people} people").say(lang)  # fmt: skip


def _read(row: Mapping[str, Any]) -> str:
    value, low, high = (numbers.number(row[k], decimals=2) for k in ("k", "low", "high"))
    return f"{value} [{low}, {high}]"
