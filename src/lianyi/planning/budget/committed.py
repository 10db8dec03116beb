"""What is agreed and not yet paid: open fees of placements, and what running and coming campaigns have not spent yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from lianyi.core.money import split
from lianyi.planning.budget.amounts import Amount
from lianyi.planning.budget.curve import campaign_weights
from lianyi.planning.budget.placements import Agreement
from lianyi.planning.budget.places import Places
from lianyi.planning.model.campaigns import Campaign, CampaignMoney

# Bills of a campaign come in for so long after its last day.
BILLED_WITHIN_DAYS = 14


def committed(
    campaigns: Sequence[Campaign],
    spent: Sequence[Amount],
    agreed: Sequence[tuple[Agreement, Amount]],
    places: Places,
    as_of: date,
) -> list[Amount]:
    """Return open fees, and by month what campaigns have left after `as_of`.

    A campaign's money is spent as far as facts of its category and time name one of its codes, its name or one of its
    creators; open fees of its creators are part of it and not committed twice. After its last day nothing is held for it.
    An amount that two campaigns could claim counts for the one that begins first.
    """
    found = [amount for _, amount in agreed]
    known = [*spent, *found]
    used: set[int] = set()
    for campaign in sorted(campaigns, key=lambda c: (c.from_day, c.id)):
        for money in campaign.budget:
            gone = _claimed(campaign, money, known, places, used)
            found += _held(campaign, money, money.amount_fen - gone, as_of)
    return found


def _claimed(
    campaign: Campaign,
    money: CampaignMoney,
    amounts: Sequence[Amount],
    places: Places,
    used: set[int],
) -> int:
    first = min([campaign.from_day, *(p.from_day for p in campaign.phases)])
    last = max([campaign.to_day, *(p.to_day for p in campaign.phases)]) + timedelta(days=BILLED_WITHIN_DAYS)  # fmt: skip
    words = {
        w.casefold() for w in (*campaign.codes, *campaign.creators, campaign.name, campaign.id)
    }
    total = 0
    for place, amount in enumerate(amounts):
        if place in used or amount.category != money.category or not first <= amount.day <= last:
            continue
        if money.channel and places.key(money.channel) not in places.of(amount):
            continue
        if {amount.reference.casefold(), amount.channel.casefold()} & words:
            used.add(place)
            total += amount.fen
    return total


def _held(campaign: Campaign, money: CampaignMoney, left_fen: int, as_of: date) -> list[Amount]:
    weights = {day: w for day, w in campaign_weights(campaign).items() if day > as_of}
    if left_fen <= 0 or not weights:
        return []
    by_month: dict[str, int] = defaultdict(int)
    first: dict[str, date] = {}
    for day in sorted(weights):
        by_month[f"{day:%Y-%m}"] += weights[day]
        first.setdefault(f"{day:%Y-%m}", day)
    parts = split(left_fen, list(by_month.values()))
    return [
        Amount(first[month], money.category, money.channel, "", fen, "campaigns", campaign.name)
        for month, fen in zip(by_month, parts, strict=True)
        if fen
    ]
