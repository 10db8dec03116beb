"""`lianyi plan rank-products [FILE]`: products by what speaks for them, each with the parts of its score."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.planning.products.score import Scored

TITLES = (
    Text("名次", "rank"),
    Text("编码", "sku"),
    Text("商品", "product"),
    Text("得分", "score"),
    Text("依据", "known"),
    Text("构成", "made of"),
    Text("未计分", "not scored"),
)
LOSES = Text("单位毛利{amount}", "unit margin {amount}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="候选商品表（CSV、Excel）；不写就用计划里的，再没有就用卖过的 / a table of candidates; else those of the plan, else what sold")  # fmt: skip
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print the ranking; exit 1 where cells of the file could not be read."""
    from lianyi.cli.output import issue_json, language, print_issues, print_json, print_table, say
    from lianyi.cli.planning.opening import plan_if_any, shop_if_any, today_of
    from lianyi.shop.products import product_facts, read_candidates

    shop = shop_if_any(args)
    facts = product_facts(shop, plan_if_any(shop), today_of(shop))
    currency = shop.workspace.currency if shop else "CNY"
    read = read_candidates(args.file, currency) if args.file else None
    ranked = facts.ranked(read.items if read else None)
    issues = read.issues if read else ()
    if args.json:
        weights = facts.plan.products.weights.model_dump()
        print_json({"products": [as_json(s) for s in ranked], "weights": weights, "issues": [issue_json(i, args) for i in issues]})  # fmt: skip
        return 1 if issues else 0
    lang = language(args)
    rows = [_row(n, s, lang, currency) for n, s in enumerate(ranked, 1)]
    print_table([t.say(lang) for t in TITLES], rows)
    if not ranked:
        say(Text("没有候选商品。给一张表，或者在计划的products.items里列出来。", "No candidates. Give a table, or list them in products.items of the plan."), args)  # fmt: skip
    if any(s.says_little for s in ranked):
        say(Text("带「?」的商品，已知的权重不到一半，得分说明不了什么。", "? marks products of which less than half of the weights is known: their score says little."), args)  # fmt: skip
    print_issues(issues, args)
    return 1 if issues else 0


def as_json(scored: Scored) -> dict[str, Any]:
    """Return a scored product as plain data; points have two decimals and the parts sum to the score."""
    return {
        "sku": scored.sku,
        "name": scored.name,
        "score": None if scored.hundredths is None else scored.hundredths / 100,
        "contributions": [
            {
                "criterion": c.criterion,
                "weight": c.weight,
                "points": c.points,
                "adds": c.hundredths / 100,
                "basis": c.basis,
            }
            for c in scored.contributions
        ],
        "known_share": float(scored.known_share),
        "not_scored": list(scored.unknown),
        "unit_margin_fen": scored.unit_margin_fen,
    }


def _row(number: int, scored: Scored, lang: Lang, currency: str) -> list[Any]:
    from lianyi.core.numbers import money
    from lianyi.planning.products.score import CRITERIA

    parts = [
        f"{CRITERIA[c.criterion].say(lang)} {c.hundredths / 100:.1f}"
        for c in sorted(scored.contributions, key=lambda c: -c.hundredths)
    ]
    if scored.unit_margin_fen is not None and scored.unit_margin_fen < 0:
        amount = money(scored.unit_margin_fen, lang, currency=currency)
        parts.append(f"✕ {LOSES.say(lang).format(amount=amount)}")
    points = "—" if scored.hundredths is None else f"{scored.hundredths / 100:.1f}"
    missing = "、".join(CRITERIA[c].zh for c in scored.unknown) if lang == "zh" else ", ".join(CRITERIA[c].en for c in scored.unknown)  # fmt: skip
    known = f"{float(scored.known_share):.0%}{' ?' if scored.says_little else ''}"
    return [number, scored.sku, scored.name, points, known, " + ".join(parts), missing]
