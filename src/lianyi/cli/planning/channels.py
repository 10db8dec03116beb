"""`lianyi plan channels`: the tree of channels, what each hands over, and what a contact costs."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.planning.channels.handover import Handover

TITLES = (
    Text("公域 → 私域", "Public → private"),
    Text("承接", "Hand-over"),
    Text("承接率", "Hand-over rate"),
    Text("花费", "Spend"),
    Text("单客成本", "Cost per contact"),
    Text("交给", "Hands to"),
    Text("负责人", "Owner"),
)
DAYS = 28


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--period", metavar="P", help="2026-09 …（默认近28天 / default: last 28 days）")  # fmt: skip
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print a line for each channel, under its parent."""
    from lianyi.cli.output import language, print_json, print_table, shop_of
    from lianyi.core.calendar import last_days
    from lianyi.planning.channels.handover import handovers
    from lianyi.planning.channels.tree import branches
    from lianyi.shop.analysing import ShopData

    shop, lang = shop_of(args), language(args)
    plan = shop.plan.current
    period = shop.period(args.period) if args.period else last_days(DAYS, shop.today)
    tree = branches(plan.channels)
    found = handovers([b.channel for b in tree], ShopData(shop), period)
    if args.json:
        print_json({"period": period.key, "channels": [_plain(one) for one in found]})
        return 0
    names = {channel.id: channel.name for channel in plan.channels}
    rows = [
        (f"{'  ' * b.depth}{b.channel.name}", *_cells(one, lang, shop.workspace.currency), names.get(b.channel.hand_to, ""), b.channel.owner)
        for b, one in zip(tree, found, strict=True)
    ]  # fmt: skip
    print_table([title.say(lang) for title in TITLES], rows)
    return 0


def _cells(one: Handover, lang: Lang, currency: str) -> tuple[str, str, str, str]:
    from lianyi.core import numbers
    from lianyi.planning.channels.handover import STEPS

    steps = [f"{STEPS[s].say(lang)} {one.counts[s]:,}" for s in STEPS if s in one.counts]
    rates = [numbers.ratio(share) for _, _, share in one.rates]
    spent = numbers.money(one.spent_fen, lang, style="full", currency=currency)
    cost = numbers.money(one.contact_cost_fen, lang, style="exact", currency=currency)
    return " → ".join(steps), " · ".join(rates) or numbers.MISSING, spent, cost


def _plain(one: Handover) -> dict[str, object]:
    return {
        "id": one.channel.id,
        "counts": one.counts,
        "rates": [{"from": a, "to": b, "rate": share} for a, b, share in one.rates],
        "spent_fen": one.spent_fen,
        "contact_cost_fen": one.contact_cost_fen,
    }
