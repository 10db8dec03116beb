"""Builders for trade: order files at any level, refunds, products, costs, stock, coupons used."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from lianyi.importers.propose.apart import are_apart
from lianyi.importers.propose.draft import Draft


@dataclass(frozen=True)
class Money:
    """How a file says what was paid: the value of a row, which rows are sales, and how rows add up."""

    value: str | None
    sold: str
    back: str
    repeated: bool

    def total(self, *, only_sold: bool) -> str | None:
        """Return the aggregate over the rows of an order; None where the file has no amounts."""
        if self.value is None:
            return None
        if self.repeated:
            return f"max({self.value})"
        return (
            f"coalesce(sum({self.value}) FILTER ({self.sold}), 0)"
            if only_sold
            else f"sum({self.value})"
        )


def orders(d: Draft) -> None:
    """Orders, with lines where rows are items, refunds where amounts turn negative, reviews where there are scores."""
    order_no = d.number("order_no")
    created = d.time("created_at") or d.time("time", "created_at")
    money = _money(d)
    paid = d.time("paid_at")
    status = d.status()
    told = paid is not None or status is not None
    if not created and not paid and d.any("product_id", "sku_code"):
        d.ask(
            "没有时间：只写订单明细，订单要从另一个文件来",
            "there is no time: only lines are written, the orders must come from another file",
        )
        _lines(d, order_no, created, money, told=True)
        return
    paid_at = _paid_at(d, paid, status, created, money)
    columns: dict[str, str | None] = {
        "order_no": f"any_value({order_no})" if order_no else "'row-' || row_no",
        "buyer": _any(d.person(), order_no),
        "receiver": _any(d.take("receiver", "phone"), order_no),
        "status": _all(status, order_no),
        "status_raw": _all(d.text("order_status", "status_raw"), order_no),
        "aftersale_raw": _all(d.text("aftersale", "aftersale_raw"), order_no),
        "created_at": f"min({created})" if created and order_no else created,
        "paid_at": paid_at if order_no else _per_row(paid_at),
        "shipped_at": _all(d.time("shipped_at"), order_no, "min"),
        "completed_at": _all(d.time("completed_at"), order_no),
        "paid_fen": money.total(only_sold=not told)
        if order_no
        else _value_of_row(money, told=told),
        **_beside(d, money, order_no),
    }
    d.table("orders", columns, **({"per": "order_no"} if order_no else {}))
    if not order_no:
        _no_number(d)
    _lines(d, order_no, created, money, told=told)
    if not told and created:
        _returns(d, order_no, created, money)
    _reviews(d, order_no)


def _money(d: Draft) -> Money:
    quantity = d.count("quantity")
    amount = d.money("amount")
    price = d.money("unit_price") if not _same_column(d, "amount", "unit_price") else None
    if amount:
        return Money(amount, f"{amount} > 0", f"{amount} < 0", _is_repeated(d))
    if price and quantity:
        sold = f"{quantity} > 0 AND {price} > 0"
        return Money(
            f"{quantity} * {price}", sold, f"{quantity} < 0 AND {price} > 0", repeated=False
        )
    if price is None:
        d.ask(
            "没有找到金额列：金额要从另一个文件来",
            "no amount was found: it must come from another file",
        )
        return Money(None, "true", "false", repeated=False)
    d.ask("没有找到数量：每一行按一件计", "no quantity was found: every row counts as one unit")
    return Money(price, f"{price} > 0", f"{price} < 0", repeated=False)


def _same_column(d: Draft, one: str, two: str) -> bool:
    return d.has(one, two) and d.matches[one].column is d.matches[two].column


def _is_repeated(d: Draft) -> bool:
    """See in the sample whether an order's rows all carry one and the same amount beside different items."""
    if not d.has("order_no", "amount"):
        return False
    number, amount = d.matches["order_no"].column.place, d.matches["amount"].column.place
    groups: dict[str, list[str]] = defaultdict(list)
    for row in d.sheet.rows:
        if max(number, amount) < len(row) and row[number]:
            groups[row[number] or ""].append((row[amount] or "").strip())
    several = [values for values in groups.values() if len(values) > 1]
    same = sum(1 for values in several if len(set(values)) == 1)
    repeated = len(several) >= 3 and same >= 0.9 * len(several)
    if repeated:
        title = d.matches["amount"].column.title
        d.ask(
            f"同一订单的各行「{title}」都相同：按整单金额取一次；如果是每行自己的金额，把 max 改成 sum",
            f"'{title}' is the same on all rows of an order: taken once per order; change max to sum if rows add up",
        )
    return repeated


def _paid_at(
    d: Draft, paid: str | None, status: str | None, created: str | None, money: Money
) -> str | None:
    if paid:
        return f"max({paid})"
    if created is None:
        d.ask(
            "没有时间列：这些订单不会算作已付款",
            "there is no time: these orders will not count as paid",
        )
        return None
    if status:
        d.ask(
            "没有付款时间：状态不是待付款或已关闭的订单，按下单时间算作已付款",
            "there is no time of payment: orders neither unpaid nor closed count as paid when they were placed",
        )
        return f"min({created}) FILTER (coalesce({status}, 'paid') NOT IN ('unpaid', 'closed'))"
    d.ask(
        "没有付款时间和状态：有金额大于 0 的行的订单，按下单时间算作已付款；负数行是退款",
        "there is neither a time of payment nor a status: an order with a row above 0 counts as paid when it was "
        "placed, rows below 0 are refunds",
    )
    return f"min({created}) FILTER ({money.sold})"


def _per_row(expression: str | None) -> str | None:
    """Turn `min(x) FILTER (c)` into the same thing for a single row."""
    if expression is None:
        return None
    inner, _, condition = expression.partition(" FILTER (")
    value = inner[4:-1]
    return f"CASE WHEN {condition[:-1]} THEN {value} END" if condition else value


def _value_of_row(money: Money, *, told: bool) -> str | None:
    if told or money.value is None:
        return money.value
    return f"CASE WHEN {money.sold} THEN {money.value} ELSE 0 END"


def _beside(d: Draft, money: Money, order_no: str | None) -> dict[str, str | None]:
    """Return what else a row tells about its order; amounts beside add up as the main amount does."""
    add = "max" if money.repeated else "sum"
    freight = d.money("freight")
    amounts = {
        "freight_fen": freight,
        "receivable_fen": d.money("receivable"),
        "merchant_discount_fen": d.money("discount"),
        "subsidy_fen": d.money("subsidy"),
        "refunded_fen": d.money("refunded"),
        "commission_fen": d.money("commission"),
    }
    names = {
        "payment_no": d.id("payment_no"),
        "province": d.text("province"),
        "city": d.text("city"),
        "carrier": d.text("channel"),
        "coupon_name": d.text("coupon_name"),
        "currency": d.text("currency"),
        "promoter_id": d.id("promoter_id"),
        "promoter_name": d.text("promoter_name"),
    }
    found: dict[str, str | None] = {k: _all(v, order_no, add) for k, v in amounts.items()}
    found |= {k: _all(v, order_no) for k, v in names.items()}
    found["quantity"] = _all("quantity" if "quantity" in d.cells else None, order_no, "sum")
    if freight is None and money.value is not None:
        found["freight_included"] = "true"
    elif freight and money.value is not None:
        d.ask(
            "金额按不含运费读；如果金额里已有运费，把 paid_fen 里的金额减去 freight",
            "amounts are read as without freight; subtract freight in paid_fen if they hold it",
        )
    return found


def _lines(
    d: Draft, order_no: str | None, created: str | None, money: Money, *, told: bool
) -> None:
    if not d.any("product_id", "sku_code", "product_name", "category"):
        return
    product = d.id("product_id")
    sku = d.id("sku_code")
    name = d.text("product_name") if not _same_column(d, "product_id", "product_name") else None
    price = "unit_price" if "unit_price" in d.cells else None
    quantity = "quantity" if "quantity" in d.cells else None
    line = d.id("line_no") if not _same_column(d, "line_no", "order_no") else None
    value = (
        money.value
        if not money.repeated
        else (f"{price} * {quantity}" if price and quantity else None)
    )
    columns: dict[str, str | None] = {
        "order_no": order_no or "'row-' || row_no",
        "line_no": line or "auto",
        "created_at": created,
        "product_id": product,
        "sku_code": sku or product,
        "product_name": name,
        "spec": d.text("spec"),
        "category": d.text("category"),
        "quantity": quantity,
        "unit_price_fen": price,
        "paid_fen": value
        if told or value is None
        else f"CASE WHEN {money.sold} THEN {value} ELSE 0 END",
        "unit_cost_fen": d.money("unit_cost")
        if not _same_column(d, "unit_cost", "unit_price")
        else None,
        "is_return": f"coalesce({quantity} < 0, false)" if quantity and not told else None,
    }
    d.table("order_lines", columns)


def _returns(d: Draft, order_no: str | None, created: str | None, money: Money) -> None:
    item = next((c for c in ("sku_code", "product_id", "product_name") if c in d.cells), None)
    number = order_no or "'row-' || row_no"
    per = [c for c in (order_no, item) if c] if order_no else []
    refund_no = f"concat_ws('/', {number}, coalesce({item}, ''))" if item else number
    columns: dict[str, str | None] = {
        "refund_no": f"any_value({refund_no})" if per else refund_no,
        "order_no": f"any_value({number})" if per else number,
        "requested_at": f"min({created})" if per and created else created,
        "refunded_at": f"min({created})" if per and created else created,
        "status": "'refunded'",
        "refund_fen": f"sum(-({money.value}))" if per else f"-({money.value})",
        "sku_code": f"any_value({item})" if item and per else item,
        "quantity": "sum(abs(quantity))" if per and "quantity" in d.cells else None,
    }
    d.table("refunds", columns, **({"per": per} if per else {}), where=money.back)
    if are_apart(d, "amount" if money.value == "amount" else "quantity"):
        d.ask(
            "负数的行有自己的单号：退款看不出退的是哪一单，按付款时间的退款和gmv_net不会减去它们；"
            "如果有原单号的列，把refunds的order_no改成它",
            "rows below zero have order numbers of their own: which order they take back is unknown, so refunds by pay "
            "time and gmv_net do not take them off; if a column names the original order, use it as order_no of refunds",
        )


def _reviews(d: Draft, order_no: str | None) -> None:
    if not d.any("review_score", "review_text") or order_no is None:
        return
    score, text = d.count("review_score"), d.text("review_text")
    columns: dict[str, str | None] = {
        "review_no": order_no,
        "at": d.time("review_at"),
        "order_no": order_no,
        "person": "person" if "person" in d.cells else None,
        "product_name": next((c for c in ("product_name", "category") if c in d.cells), None),
        "score": score,
        "text": text,
        "topic": d.text("review_topic"),
    }
    said = " OR ".join(f"{c} IS NOT NULL" for c in (score, text) if c)
    d.table("reviews", columns, where=said)


def refunds(d: Draft) -> None:
    """A file of refunds: one row a refund."""
    order_no = d.id("order_no", required=True)
    number = d.id("refund_no") or order_no
    amount = d.money("refunded") or d.money("amount")
    refunded = d.time("refunded_at")
    raw = d.text("aftersale", "status_raw") or d.text("order_status", "status_raw")
    d.ask(
        "每一行都按已退款计入；如果有未完成的退款，请按状态列改写 status",
        "every row counts as refunded; rewrite `status` by the status column if some are not through",
    )
    columns: dict[str, str | None] = {
        "refund_no": number,
        "order_no": order_no,
        "requested_at": d.time("requested_at") or d.time("time", "requested_at") or refunded,
        "refunded_at": refunded,
        "status": "'refunded'",
        "status_raw": raw,
        "reason": d.text("refund_reason"),
        "refund_fen": f"abs({amount})" if amount else None,
        "product_id": d.id("product_id"),
        "product_name": d.text("product_name"),
        "quantity": d.count("quantity"),
    }
    d.table("refunds", columns)


def products(d: Draft) -> None:
    """A catalogue."""
    product = d.id("product_id")
    sku = d.id("sku_code") or product
    columns: dict[str, str | None] = {
        "sku_code": sku,
        "product_id": product,
        "product_name": d.text("product_name") or d.text("category"),
        "spec": d.text("spec"),
        "category": d.text("category"),
        "brand": d.text("brand"),
        "list_price_fen": d.money("list_price"),
        "price_fen": d.money("unit_price"),
        "status_raw": d.text("order_status", "status_raw"),
    }
    d.table("products", columns)
    if d.has("unit_cost") and not _same_column(d, "unit_cost", "unit_price"):
        costs(d)


def costs(d: Draft) -> None:
    """What a unit costs, from a day on where the file has one."""
    sku = d.id("sku_code") or d.id("product_id") or d.text("product_name")
    columns: dict[str, str | None] = {
        "sku_code": sku,
        "from_day": d.time("from_day", kind="day") or d.time("time", "from_day", "day"),
        "unit_cost_fen": d.money("unit_cost"),
        "product_name": d.text("product_name"),
    }
    d.table("costs", columns)


def stock(d: Draft) -> None:
    """Units in stock by day."""
    columns: dict[str, str | None] = {
        "day": d.time("time", "day", "day"),
        "sku_code": d.id("sku_code") or d.id("product_id"),
        "product_name": d.text("product_name"),
        "quantity": d.count("stock"),
    }
    d.table("stock_days", columns)


def redemptions(d: Draft) -> None:
    """Coupons used."""
    columns: dict[str, str | None] = {
        "coupon_no": d.id("coupon"),
        "order_no": d.id("order_no") or "'row-' || row_no",
        "campaign": d.text("campaign"),
        "person": d.person(),
        "redeemed_at": d.time("redeemed_at") or d.time("time", "redeemed_at"),
        "discount_fen": d.money("discount"),
        "order_fen": d.money("amount"),
    }
    d.table("redemptions", columns)


def coupons(d: Draft) -> None:
    """Coupons claimed, and used where a second day stands beside; one row is one coupon."""
    person, used = d.person(), d.time("redeemed_at") or d.time("time", "redeemed_at")
    number = "'row-' || row_no"
    claimed: dict[str, str | None] = {
        "coupon_no": number,
        "campaign": d.text("coupon", "campaign"),
        "person": person,
        "claimed_at": d.time("claimed_at"),
    }
    d.table("coupons", claimed, where="claimed_at IS NOT NULL")
    if used:
        columns: dict[str, str | None] = {
            "coupon_no": number,
            "order_no": number,
            "campaign": "campaign",
            "person": person,
            "redeemed_at": used,
        }
        d.table("redemptions", columns, where=f"{used} IS NOT NULL AND campaign IS NOT NULL")


def _no_number(d: Draft) -> None:
    d.ask(
        "没有订单号：每一行是一单，用行号作订单号；时间重叠的两个文件会重复计算",
        "there is no order number: every row is an order, numbered by its row; two files that overlap count twice",
    )


def _all(cell: str | None, order_no: str | None, aggregate: str = "max") -> str | None:
    return f"{aggregate}({cell})" if cell and order_no else cell


def _any(cell: str | None, order_no: str | None) -> str | None:
    return f"any_value({cell})" if cell and order_no else cell
