"""Who comes back: numbers of `retention`."""

from __future__ import annotations

from lianyi.metrics.declaration import Analysed, family

declare = family("users")
ANALYSIS = "retention"

for _days in (1, 7, 30):
    declare(
        f"retention_d{_days}",
        "ratio",
        f"{_days}日复购留存|Retention, day {_days}",
        f"首单落在本期的买家里，第{_days}天又付过一单的占比；还没到那一天的人不算。|"
        f"Of buyers whose first paid order falls into the period, the share that paid another one on day {_days}; people for whom that day has not come are left out.",
        Analysed(ANALYSIS, f"retention_d{_days}", (("grain", "day"), ("periods", 30))),
        counts_people=True,
        history_days=180,
    )
