"""`lianyi plan prove-margin`: for each SKU of the ladder, the worst order that the rules allow."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.planning.products.margin import Proof

WHY_NOT = {
    "no_cost": Text("缺成本价", "no cost price"),
    "no_price": Text("没有价格", "no price"),
}
TITLES = (
    Text("编码", "sku"),
    Text("检查", "check"),
    Text("最坏的一单", "worst legal order"),
    Text("剩", "left"),
    Text("底价", "floor"),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print a line for each SKU; exit 1 where an order that the rules allow loses money."""
    from lianyi.cli.output import language, print_json, print_table, say, shop_of
    from lianyi.cli.planning.opening import today_of
    from lianyi.shop.plan_versions import PlanFiles
    from lianyi.shop.products import product_facts

    shop = shop_of(args)
    facts = product_facts(shop, PlanFiles(shop.workspace).plan(), today_of(shop))
    proofs = facts.proofs()
    loses = [p for p in proofs if p.worst is not None and not p.is_safe]
    if args.json:
        print_json({"skus": [as_json(p) for p in proofs], "losing": len(loses)})
        return 1 if loses else 0
    lang, currency = language(args), shop.workspace.currency
    print_table([t.say(lang) for t in TITLES], [_row(p, lang, currency) for p in proofs])
    if not proofs:
        say(Text("计划的products.ladder里还没有价格。", "products.ladder of the plan has no prices yet."), args)  # fmt: skip
    return 1 if loses else 0


def as_json(proof: Proof) -> dict[str, Any]:
    """Return a proof as plain data, money in whole minor units."""
    worst = proof.worst
    return {
        "sku": proof.sku,
        "safe": proof.is_safe if worst else None,
        "why_not": proof.why_not,
        "floor_fen": proof.floor_fen,
        "worst": worst
        and {
            "price": worst.price_kind,
            "price_fen": worst.price_fen,
            "pieces": worst.pieces,
            "goods_fen": worst.goods_fen,
            "taken": [{"benefit": t.benefit, "kind": t.kind, "amount_fen": t.amount_fen} for t in worst.taken],
            "freight_fen": worst.freight_fen,
            "cost_fen": worst.cost_fen,
            "margin_fen": worst.margin_fen,
        },
    }  # fmt: skip


def _row(proof: Proof, lang: Lang, currency: str) -> list[Any]:
    from lianyi.core.numbers import money
    from lianyi.planning.products.words import arithmetic

    if proof.worst is None:
        return [proof.sku, "?", WHY_NOT[proof.why_not].say(lang), "—", "—"]
    floor = (
        "—"
        if proof.floor_fen is None
        else money(proof.floor_fen, lang, style="rows", currency=currency)
    )
    left = money(proof.worst.margin_fen, lang, style="rows", currency=currency)
    return [proof.sku, "✓" if proof.is_safe else "✕", arithmetic(proof.worst, lang, currency), left, floor]  # fmt: skip
