"""Writing the planted shop: plain exports of any size in bounded memory, and `truth.json` beside them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from lianyi.simulation.arrays import money_texts, picked
from lianyi.simulation.planted import tastes
from lianyi.simulation.planted.block import Block, block, blocks
from lianyi.simulation.planted.market import write_market
from lianyi.simulation.planted.people import names
from lianyi.simulation.planted.settings import PeopleSettings
from lianyi.simulation.planted.truth import truths
from lianyi.simulation.planted.visits import EVENTS
from lianyi.simulation.planted.writing import ROWS_PER_FILE, Clock, Exports

Progress = Callable[[int, int], None]
"""Called after each block with how many are written and how many there are."""
Columns = dict[str, Sequence[str] | str]
TRUTH = "truth.json"


def people_shop(
    folder: Path,
    settings: PeopleSettings | None = None,
    *,
    rows_per_file: int = ROWS_PER_FILE,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Write the planted shop into `folder`: exports for the plain tables, and the truths as `truth.json`; return these.

    Rows are written block by block, so that memory does not grow with the number of people. Equal arguments write
    equal bytes. Refuses with `simulation.too_small`.
    """
    settings = settings or PeopleSettings()
    count = blocks(settings)
    found = truths(settings)
    clock = Clock(settings.first_day, settings.day_count)
    rings: list[dict[str, Any]] = []
    with Exports(folder, rows_per_file) as exports:
        for number in range(count):
            made = block(settings, number)
            write_block(exports, settings, clock, made)
            rings += [
                {"kind": r.kind, "device": r.device, "members": names(np.array(r.members))}
                for r in made.rings
            ]
            if progress is not None:
                progress(number + 1, count)
        if not settings.pure_lives:
            found |= write_market(exports, settings, clock)
    found |= {
        "rings": rings,
        "rows": exports.rows,
        "seed": settings.seed,
        "people": settings.people,
    }
    found |= {"first_day": f"{settings.first_day}", "last_day": f"{settings.last_day}"}
    (folder / TRUTH).write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    return found


def write_block(exports: Exports, settings: PeopleSettings, clock: Clock, made: Block) -> None:
    """Append everything that a block has to the exports."""
    _orders(exports, settings, clock, made)
    _events(exports, clock, made)
    _invites(exports, settings, clock, made)
    _attributes(exports, settings, clock, made)
    _touches(exports, settings, clock, made)


def order_numbers(made: Block) -> list[str]:
    """Return the order numbers of a block."""
    return [f"ZR{made.number:05d}{n:08d}" for n in range(len(made.orders))]


def _orders(exports: Exports, settings: PeopleSettings, clock: Clock, made: Block) -> None:
    orders, numbers = made.orders, order_numbers(made)
    at = clock.texts(orders.at)
    columns: Columns = {
        "订单号": numbers,
        "买家": names(orders.customer),
        "下单时间": at,
        "付款时间": at,
        "买家实付": money_texts(orders.fen),
        "订单状态": "completed",
    }
    exports.add("订单", columns, len(orders))
    if settings.pure_lives:
        return
    exports.add("订单明细", _lines(made, numbers, at), len(made.baskets.order))
    back = made.returns
    refunds: Columns = {
        "售后单号": [f"T{numbers[o]}" for o in back.order.tolist()],
        "订单号": picked(numbers, back.order),
        "申请时间": clock.texts(back.asked_at),
        "退款时间": clock.texts(back.done_at),
        "退款金额": money_texts(orders.fen[back.order]),
    }
    exports.add("退款", refunds, len(back.order))


def _lines(made: Block, numbers: list[str], at: list[str]) -> Columns:
    """Return the lines of all orders; each carries an equal part of what was paid, the first one the rest."""
    order, product = made.baskets.order, made.baskets.product
    counts = np.bincount(order, minlength=len(made.orders))
    start = np.cumsum(counts) - counts
    place = np.arange(len(order)) - start[order]
    part = made.orders.fen // counts
    rest = made.orders.fen - part * (counts - 1)
    fen = np.where(place == 0, rest[order], part[order])
    return {
        "订单号": picked(numbers, order),
        "明细号": [str(p + 1) for p in place.tolist()],
        "下单时间": picked(at, order),
        "商品ID": [f"SP{p:02d}" for p in product.tolist()],
        "商品": picked([name for name, _ in tastes.PRODUCTS], product),
        "类目": picked([category for _, category in tastes.PRODUCTS], product),
        "数量": "1",
        "实付分摊": money_texts(fen),
    }


def _events(exports: Exports, clock: Clock, made: Block) -> None:
    events, product = made.events, made.event_product
    people = names(events.person)
    columns: Columns = {
        "事件ID": [f"e{made.number}-{n}" for n in range(len(people))],
        "用户": people,
        "时间": clock.texts(events.at),
        "事件名": picked(EVENTS, events.event),
        "商品ID": [f"SP{p:02d}" for p in product.tolist()],
        "类目": picked([category for _, category in tastes.PRODUCTS], product),
        "会话ID": [f"{p}-{v}" for p, v in zip(people, events.visit.tolist(), strict=True)],
    }
    exports.add("事件", columns, len(people))


def _invites(exports: Exports, settings: PeopleSettings, clock: Clock, made: Block) -> None:
    sent = made.invites
    columns: Columns = {
        "邀请编号": [f"i{made.number}-{n}" for n in range(len(sent))],
        "邀请人": names(sent.inviter),
        "被邀请人": names(sent.invitee),
        "时间": clock.texts(sent.at),
        "打开时间": clock.texts(sent.opened_at),
        "加入时间": clock.texts(sent.joined_at),
        "活动": settings.invites.activity,
    }
    exports.add("邀请", columns, len(sent))


def _attributes(exports: Exports, settings: PeopleSettings, clock: Clock, made: Block) -> None:
    """Write the arms of both experiments, and the device that each account of a ring uses."""
    if settings.pure_lives:
        return
    people, at, trial = names(made.people), clock.texts(made.arrived), settings.trial
    told = ((trial.name, trial.arms, made.arm), (trial.placebo, trial.placebo_arms, made.placebo))
    for name, arms, arm in told:
        columns: Columns = {
            "客户": people,
            "属性": f"experiment:{name}",
            "值": picked(arms, arm),
            "时间": at,
        }
        exports.add("客户属性", columns, len(people))
    accounts = [(m, r.device) for r in made.rings for m in r.members]
    devices: Columns = {
        "客户": names(np.array([m for m, _ in accounts], np.int64)),
        "属性": "device",
        "值": [device for _, device in accounts],
        "时间": clock.texts(np.zeros(len(accounts), np.int64)),
    }
    exports.add("客户属性", devices, len(accounts))


def _touches(exports: Exports, settings: PeopleSettings, clock: Clock, made: Block) -> None:
    led = made.touches
    columns: Columns = {
        "触点ID": [f"c{made.number}-{n}" for n in range(len(led.at))],
        "用户": names(made.orders.customer[led.order]),
        "时间": clock.texts(led.at),
        "渠道": picked(settings.touches.channels, led.channel),
        "类型": "click",
    }
    exports.add("触点", columns, len(led.at))
