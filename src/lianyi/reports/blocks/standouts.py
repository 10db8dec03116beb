"""What stands out among themes and communities, in a sentence each: best, worst, quiet ones."""

from __future__ import annotations

from lianyi.core.translation import Text, same
from lianyi.metrics.dimensions import UNKNOWN
from lianyi.reports.document import Number, Prose, Sentence
from lianyi.reports.gather import Gathered, Values
from lianyi.reports.wording import compose, join

THEMES = ("interaction_rate", "contents_published")
COMMUNITY = ("group_active_rate",)
# A community that speaks half as much as all of them together is quiet.
QUIET_SHARE = 0.5
MOST_NAMED = 3


def themes(facts: Gathered) -> Prose | None:
    """Return the theme with the best and the worst rate of interaction and how many pieces that rests on.

    None with fewer than two themes: one is neither.
    """
    rate, pieces = THEMES
    found = {
        theme: values
        for theme, values in facts.split(THEMES, facts.period, "theme").items()
        if theme != UNKNOWN and values.get(rate) is not None and values.get(pieces)
    }
    if len(found) < 2:
        return None
    ordered = sorted(found, key=lambda theme: (-found[theme].get(rate), theme))
    best, worst = (_theme(facts, theme, found[theme]) for theme in (ordered[0], ordered[-1]))
    said = compose(
        Text(
            "主题：互动率最高的是{best}，最低的是{worst}。",
            "Themes: most interaction with {best}, least with {worst}.",
        ),
        best=best,
        worst=worst,
    )
    return Prose((said,), note=True)


def quiet_communities(facts: Gathered) -> Prose | None:
    """Return the communities whose share of active members is under half of all; None where there is none."""
    (key,) = COMMUNITY
    whole = facts.now.get(key)
    split = facts.split(COMMUNITY, facts.period, "community")
    known = {name: v for name, v in split.items() if name != UNKNOWN and v.get(key) is not None}
    if not whole or len(known) < 2:
        return None
    quiet = sorted(
        (v.get(key), name) for name, v in known.items() if v.get(key) < QUIET_SHARE * whole
    )
    if not quiet:
        return None
    named = [
        compose(
            Text("{n}（{rate}）", "{n} ({rate})"),
            n=same(name),
            rate=_number(facts, key, known[name], name),
        )
        for _, name in quiet[:MOST_NAMED]
    ]
    more = len(quiet) - len(named)
    template = Text(
        "安静的群：{names}" + (f"等{len(quiet)}个" if more else "") + "，活跃率不到全部群的一半。",
        "Quiet communities: {names}"
        + (f" and {more} more" if more else "")
        + ", under half the activity of all.",
    )
    return Prose((compose(template, names=join(named, Text("、", ", "))),), note=True)


def _theme(facts: Gathered, theme: str, values: Values) -> Sentence:
    by = (("theme", theme),)
    rate, pieces = (facts.number(key, values, facts.period, by=by) for key in THEMES)
    return compose(
        Text("「{theme}」{rate}（{n}篇）", "“{theme}” {rate} (n = {n})"),
        theme=theme,
        rate=rate,
        n=pieces,
    )


def _number(facts: Gathered, key: str, values: Values, name: str) -> Number:
    number = facts.number(key, values, facts.period, by=(("community", name),))
    if not isinstance(number, Number):
        raise TypeError(f"{key} of {name} has no value")
    return number
