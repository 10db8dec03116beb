"""From weeks to the result of `response`: numbers, tables, cautions, sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.response import words
from lianyi.analyses.response.confounders import confounders
from lianyi.analyses.response.model import Model, ends, fitted
from lianyi.analyses.response.split import Split, best_split
from lianyi.analyses.response.tables import (
    channel_table,
    curves,
    parameter_table,
    parameters,
    split_table,
)
from lianyi.analyses.result import Interval, Number, Result
from lianyi.analyses.result import Warning as Caution
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.response import Response
    from lianyi.analyses.response.weeks import Array, Weeks

TWO_YEARS = 104
METHOD = "bootstrap_blocks"


def report(asked: Response, weeks: Weeks) -> Result:
    """Return the result for `weeks`."""
    model = fitted(asked, weeks)
    suggested = best_split(asked, model)
    split = suggested if isinstance(suggested, Split) else None
    found = tuple(_numbers(model, suggested))
    table = channel_table(model)
    keys = ("channel", "next_unit", "next_unit_low", "next_unit_high", "verdict")
    told = [tuple(row[k] for k in keys) for row in table.dicts()]
    values, intervals = parameters(model)
    return Result(
        analysis=asked.KEY,
        definition=asked.definition(),
        options=asked.options,
        numbers=found,
        tables=(table, parameter_table(model), *([split_table(model, split)] if split is not None else [])),
        sentences=words.sentences({n.key: n for n in found}, told, weeks.unit),
        warnings=(*_cautions(model, suggested), *weeks.cautions, words.not_causal()),
        sizes={"weeks": len(weeks), "channels": len(weeks.channels)},
        extra={
            "parameters": values,
            "parameter_intervals": intervals,
            "curves": curves(model),
            "verdicts": {row["channel"]: row["verdict"] for row in table.dicts()},
            "model": _described(asked, model),
        },
        period=f"{weeks.first}..{weeks.last}",
        drawn=asked.draw,
    )  # fmt: skip


def _described(asked: Response, model: Model) -> dict[str, Any]:
    return {
        "target": model.weeks.target,
        "curve": asked.curve,
        "lags": model.lags,
        "trend_degree": model.degree,
        "harmonics": model.harmonics,
        "controls": list(model.controls),
        "draws": len(model.fit.draws),
    }


def _numbers(model: Model, suggested: Split | Text) -> Iterator[Number]:
    weeks, name = model.weeks, words.NUMBERS
    size = len(weeks)
    yield _marginal(model)
    brought = model.brought(model.everything).sum(1) / float(weeks.sales.sum())
    yield _estimate("media_share", brought, "ratio", size)
    whole = model.weeks.sales / model.scale
    spread = float(((whole - whole.mean()) ** 2).sum())
    yield Number("fit_r2", name["fit_r2"], 1 - model.fit.rss / spread, "ratio", n=size)
    yield Number("weeks", name["weeks"], size, "count")
    if isinstance(suggested, Split):
        whole_units = weeks.unit == "money"
        gain = np.rint(suggested.gain) if whole_units else suggested.gain
        yield _estimate("split_gain", gain, weeks.unit, size)
    else:
        yield Number("split_gain", name["split_gain"], None, weeks.unit, why=suggested)


def _estimate(key: str, drawn: Array, unit: Any, size: int) -> Number:
    """Return a number whose best value stands first and whose draws follow."""
    value = int(drawn[0]) if unit == "money" else float(drawn[0])
    return Number(key, words.NUMBERS[key], value, unit, Interval(*ends(drawn[1:]), method=METHOD), size)  # fmt: skip


def _marginal(model: Model) -> Number:
    total = float(model.present.sum())
    if not total:
        return Number("marginal_roi", words.NUMBERS["marginal_roi"], None, "number", why=words.NOTHING_PRESENT)  # fmt: skip
    drawn = (model.next_unit(model.everything, model.present) * model.present).sum(1) / total
    return _estimate("marginal_roi", drawn, "number", len(model.weeks))


def _cautions(model: Model, suggested: Split | Text) -> Iterator[Caution]:
    yield from confounders(model)
    by: dict[str, list[str]] = {}
    for name, verdict in (*zip(model.names, model.verdicts, strict=True), *model.idle.items()):
        by.setdefault(verdict, []).append(name)
    said = {
        "effect_unsure": words.cannot_tell,
        "constant": words.constant,
        "curve_unsure": words.curve_unsure,
        "no_spend": words.no_spend,
    }
    yield from (say(by[verdict]) for verdict, say in said.items() if verdict in by)
    if model.weeks.missing > 0:
        yield words.weeks_missing(model.weeks.missing)
    if len(model.weeks) < TWO_YEARS:
        yield words.short(len(model.weeks))
    if isinstance(suggested, Text):
        yield words.no_split(suggested)
        return
    if ends(suggested.gain[1:])[0] <= 0:
        yield words.gain_unsure()
    past = [n for n, s, most in zip(model.names, suggested.spend, model.largest, strict=True) if s > most * 1.001]  # fmt: skip
    if past:
        yield words.beyond(past)
