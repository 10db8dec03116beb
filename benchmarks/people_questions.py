"""The questions: how each is asked through the public API, and how answers of both sides become comparable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Answer = dict[Any, Any]


@dataclass(frozen=True)
class Question:
    """One question: our analysis with options, the bars (10 M and 100 M events), answers made comparable."""

    key: str
    words: str
    analysis: str
    options: Mapping[str, Any]
    ours: Callable[[Any], Answer]
    theirs: Callable[[list[tuple[Any, ...]]], Answer]
    bar_small: float = 4.0
    bar_large: float = 10.0


def _iso(day: Any) -> str:
    return day.isoformat()[:10] if hasattr(day, "isoformat") else str(day)


def _funnel(result: Any) -> Answer:
    rows = result.table("groups").dicts()
    return {r["group"]: (r["step_1"], r["step_2"], r["step_3"], r["step_4"]) for r in rows}


def _funnel_peer(rows: list[tuple[Any, ...]]) -> Answer:
    return {r[0] or "unknown": tuple(r[1:]) for r in rows}


def _triangle(result: Any) -> Answer:
    return {
        (r["cohort"], r["n"]): r["returned"] for r in result.table("cells").dicts() if r["returned"]
    }


def _triangle_peer(rows: list[tuple[Any, ...]]) -> Answer:
    return {(_iso(r[0]), int(r[1])): r[2] for r in rows}


def _scores(result: Any) -> Answer:
    return {
        (r["r"], r["f"], r["m"]): (r["people"], r["net_fen"])
        for r in result.table("cells").dicts()
        if r["people"]
    }


def _scores_peer(rows: list[tuple[Any, ...]]) -> Answer:
    return {(int(r[0]), int(r[1]), int(r[2])): (int(r[3]), int(r[4])) for r in rows}


def _days(result: Any) -> Answer:
    return {r["day"]: (r["dau"], r["wau"], r["mau"]) for r in result.table("days").dicts()}


def _days_peer(rows: list[tuple[Any, ...]]) -> Answer:
    """A window that reaches back before the first day is blank on our side: the peers' number is left out."""
    days = sorted(_iso(r[0]) for r in rows)
    found = {}
    for row in rows:
        day = _iso(row[0])
        place = days.index(day)
        wau, mau = (int(row[n]) if place >= n_days - 1 else None for n, n_days in ((2, 7), (3, 30)))
        found[day] = (int(row[1]), wau, mau)
    return {day: found[day] for day in days[:30]}


def _credits(result: Any) -> Answer:
    return {
        r["group"]: (round(r["first"]), round(r["last"]), round(r["linear"], 2))
        for r in result.rows()
        if r["basis"] == "touch"
    }


def _credits_peer(rows: list[tuple[Any, ...]]) -> Answer:
    return {r[0] or "unknown": (int(r[1]), int(r[2]), round(float(r[3]), 2)) for r in rows}


MONTH = f"{date(2026, 9, 1)}..{date(2026, 9, 30)}"
QUESTIONS = (
    Question(
        "funnel", "ordered 4-step funnel within 7 days, by first channel", "funnel",
        {"steps": ("view", "favourite", "cart", "order_paid"), "within": "7d", "by": "first_channel"},
        _funnel, _funnel_peer,
    ),
    Question(
        "retention", "retention, 30 × 30 days, exact", "retention", {"first": "any", "grain": "day", "periods": 29},
        _triangle, _triangle_peer,
    ),
    Question(
        "retention_unbounded", "retention, 30 × 30 days, unbounded", "retention",
        {"first": "any", "grain": "day", "periods": 29, "mode": "unbounded"}, _triangle, _triangle_peer,
    ),
    Question(
        "activity", "per day: DAU, WAU, MAU", "activity", {"grain": "day", "period": MONTH}, _days, _days_peer,
    ),
    Question(
        "attribution", "first, last and linear credit by channel, views of 7 days", "attribution",
        {"model": ("first", "last", "linear"), "touches": "events", "touch_events": ("view",), "window": "7d", "partly_seen": "credit"},
        _credits, _credits_peer,
    ),
    Question("rfm", "RFM quintiles of buyers", "rfm", {"flow": False}, _scores, _scores_peer, 2.0, 5.0),
)  # fmt: skip
