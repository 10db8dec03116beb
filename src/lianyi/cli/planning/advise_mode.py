"""`lianyi plan advise-mode [FILE]`: which way of selling fits each product, and why."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.planning.products.modes import Advice

TITLES = (
    Text("编码", "sku"),
    Text("商品", "product"),
    Text("建议", "advice"),
    Text("得分", "score"),
    Text("理由", "why"),
    Text("其他模式", "other modes"),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="商品表：价格、毛利率、频次、可分享、需要讲解 / a table with price, margin, frequency, shareability, complexity")  # fmt: skip
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print the advice; exit 1 where cells of the file could not be read."""
    from lianyi.cli.output import issue_json, language, print_issues, print_json, print_table, say
    from lianyi.cli.planning.opening import plan_if_any, shop_if_any, today_of
    from lianyi.shop.products import product_facts, read_candidates

    shop = shop_if_any(args)
    facts = product_facts(shop, plan_if_any(shop), today_of(shop))
    read = read_candidates(args.file, shop.workspace.currency if shop else "CNY") if args.file else None  # fmt: skip
    items = read.items if read else facts.items()
    told: Any = read.traits if read else [{}] * len(items)
    advised = [(item, facts.advice(item, traits)) for item, traits in zip(items, told, strict=True)]
    issues = read.issues if read else ()
    if args.json:
        products = [{"sku": i.sku, "name": i.name or i.sku, "advice": [as_json(a) for a in found]} for i, found in advised]  # fmt: skip
        print_json({"products": products, "weights": facts.plan.modes.weights.model_dump(), "issues": [issue_json(i, args) for i in issues]})  # fmt: skip
        return 1 if issues else 0
    lang = language(args)
    print_table([t.say(lang) for t in TITLES], [_row(i.sku, i.name, found, lang) for i, found in advised])  # fmt: skip
    say(Text("打分表是参考值，权重在计划的modes.weights里改。", "The table behind it is a reference value; weights are in modes.weights of the plan."), args)  # fmt: skip
    print_issues(issues, args)
    return 1 if issues else 0


def as_json(advice: Advice) -> dict[str, Any]:
    """Return the advice on one mode as plain data; the parts sum to the score."""
    return {
        "mode": advice.mode,
        "score": advice.hundredths / 100,
        "contributions": [
            {
                "trait": p.trait,
                "value": float(p.value),
                "liking": p.liking,
                "weight": p.weight,
                "adds": p.hundredths / 100,
            }
            for p in advice.parts
        ],
        "unknown": list(advice.unknown),
    }


def _row(sku: str, name: str, found: list[Advice], lang: Any) -> list[Any]:
    from lianyi.planning.products.modes import MODES, TRAITS

    if not found:
        return [sku, name, "—", "—", Text("没有可用的特征", "nothing is known of it").say(lang), ""]
    best, others = found[0], found[1:]
    why = [f"{TRAITS[p.trait].say(lang)} +{p.hundredths / 100:.1f}" for p in sorted(best.parts, key=lambda p: -p.hundredths)]  # fmt: skip
    rest = " · ".join(f"{MODES[a.mode].say(lang)} {a.hundredths / 100:.0f}" for a in others)
    return [sku, name, MODES[best.mode].say(lang), f"{best.hundredths / 100:.0f}", " ".join(why), rest]  # fmt: skip
