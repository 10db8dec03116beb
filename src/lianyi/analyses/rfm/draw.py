"""The picture of `rfm`: 25 tiles of recency and frequency, and below them who moved between the groups."""

from __future__ import annotations

from lianyi.analyses.result import Option, Result
from lianyi.analyses.rfm.words import GROUPS
from lianyi.charts.frame import Style
from lianyi.charts.heat import Heat, heat_option
from lianyi.charts.sankey import Sankey, sankey_option
from lianyi.charts.stacked import stacked
from lianyi.core import numbers
from lianyi.core.translation import Lang, Text

ORDINARY = Text("一般客户", "Ordinary")
BEFORE, AFTER = Text("之前", "Before:"), Text("之后", "After:")
NEW_OR_OUTSIDE = Text("新客和期外", "New or outside")
# Bands stay readable with few groups: the four ordinary ones are one, those who are no buyers another.
BANDS = {
    **{c: c for c in ("111", "101", "011", "001", "single")},
    **dict.fromkeys(("110", "100", "010", "000"), "ordinary"),
    **dict.fromkeys(("outside", "new"), "none"),
}


def draw(result: Result, lang: Lang) -> Option:
    """Return the tiles, and where a flow was asked for the bands below them."""
    label = result.explain(lang)
    tiles = _tiles(result, lang, label)
    if "flow" not in {t.key for t in result.tables}:
        return tiles
    return stacked(tiles, _bands(result, lang, label), share=45)


def _tiles(result: Result, lang: Lang, label: str) -> Option:
    rows = result.table("tiles").dicts()
    people = [[r["people"] for r in rows if r["r"] == score] for score in range(5, 0, -1)]
    return heat_option(
        Heat(
            [f"R{score}" for score in range(5, 0, -1)],
            [f"F{score}" for score in range(1, 6)],
            people,
            [[numbers.count(v, lang, short=True) for v in row] for row in people],
            Style("count", lang),
        ),
        label=label,
    )


def _bands(result: Result, lang: Lang, label: str) -> Option:
    named = {c: GROUPS[c].say(lang) for c in ("111", "101", "011", "001", "single")}
    names = {**named, "ordinary": ORDINARY.say(lang), "none": NEW_OR_OUTSIDE.say(lang)}
    places = list(names)
    moved = [[0] * len(places) for _ in places]
    for row in result.table("flow").dicts():
        if row["before"] == "total":
            continue
        for code, band in BANDS.items():
            if code in row:
                moved[places.index(BANDS[row["before"]])][places.index(band)] += row[code]
    chart = Sankey(list(names.values()), moved, BEFORE.say(lang), AFTER.say(lang), Style("count", lang))  # fmt: skip
    return sankey_option(chart, label=label)
