"""An order of the margin prover as one line of arithmetic, in both languages."""

from __future__ import annotations

from lianyi.core.numbers import money
from lianyi.core.translation import Lang, Text
from lianyi.planning.products.margin import Order

PRICES = {
    "list": Text("划线价", "list price"),
    "group": Text("拼团价", "group price"),
    "community": Text("社群价", "community price"),
    "member": Text("会员价", "member price"),
    "flash": Text("秒杀价", "flash price"),
}
KINDS = {
    "coupon": Text("券", "coupon"),
    "discount": Text("折扣", "discount"),
    "points": Text("积分", "points"),
    "commission": Text("佣金", "commission"),
    "leader": Text("团长", "leader"),
    "platform": Text("平台费", "platform fee"),
}
FREIGHT, COST = Text("运费", "freight"), Text("成本", "cost")


def arithmetic(made: Order, lang: Lang, currency: str = "CNY") -> str:
    """Return an order down to what is left: `社群价 49.00 − 券 10.00 − … = −1.30`."""

    def shown(fen: int) -> str:
        return money(fen, lang, style="rows", currency=currency)

    pieces = f" × {made.pieces}" if made.pieces > 1 else ""
    taken = [(KINDS[t.kind], t.amount_fen) for t in made.taken]
    words = [f"{PRICES[made.price_kind].say(lang)} {shown(made.price_fen)}{pieces}"]
    for name, amount in [*taken, (FREIGHT, made.freight_fen), (COST, made.cost_fen)]:
        if amount:
            words.append(f"− {name.say(lang)} {shown(amount)}")
    return f"{' '.join(words)} = {shown(made.margin_fen)}"
