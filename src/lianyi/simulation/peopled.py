"""Writing what people did beside the sample shop's exports, with the truth about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lianyi.simulation import following
from lianyi.simulation.files.following import SHEETS, add
from lianyi.simulation.files.table import write
from lianyi.simulation.files.tables import DIALECT
from lianyi.simulation.following import Following
from lianyi.simulation.log import Log
from lianyi.simulation.planted import voices
from lianyi.simulation.tally import Tally

TRUTH = "people.json"


def write_people(log: Log, folder: Path, truth: Path) -> dict[str, Any]:
    """Write six plain tables about the people of `log` into `folder`, and `people.json` into `truth`; return the latter."""
    settings = log.settings
    found = following.follow(log)
    days = f"{found.start.astype('datetime64[D]')!s}".replace("-", "") + f"-{settings.last_day:%Y%m%d}"  # fmt: skip
    names = {s: f"{s}_{days}_{settings.exported_at:%Y%m%d%H%M%S}.csv" for s in SHEETS}
    for label, make in SHEETS.items():
        write(folder / names[label], make(log, found), DIALECT)
    told = {"files": sorted(names.values()), **truths(log, found)}
    (truth / TRUTH).write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return told


def truths(log: Log, found: Following) -> dict[str, Any]:
    """Return the totals of these files under the names of the metrics, and what was planted in them."""
    tally = Tally(log.settings.first_day, log.settings.day_count)
    add(tally, found)
    planted, touching = following.INVITING, following.TOUCHING
    low, high = following.PAID_RATIOS
    return {
        "overall": tally.overall(),
        "by_month": tally.by_month(),
        "invites": {
            "k_by_generation_join": list(planted.rates),
            "within_days": planted.within_days,
            "open_ratio": planted.open_ratio,
        },
        "experiments": {
            following.EXPERIMENT: {
                "arms": list(following.ARMS),
                "window_days": following.WINDOW_DAYS,
                "paid_ratio": [low, high],
                "paid_ratio_difference": high - low,
            }
        },
        "attribution": {
            "within_days": touching.within_days,
            "last_touch_share": dict(zip(touching.channels, touching.last, strict=True)),
            "incremental_share": dict(zip(touching.channels, touching.incremental, strict=True)),
            "orders_with_touch_ratio": touching.seen_ratio,
        },
        "net_sentiment_by_source": voices.net_sentiment(),
        "brand_share": dict(zip(voices.BRANDS, voices.BRAND_SHARES, strict=True)),
    }
