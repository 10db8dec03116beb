"""The promoters of the month, the largest first: orders, sales, what was refunded, what they cost."""

from __future__ import annotations

from lianyi.core.translation import Text, same
from lianyi.metrics.dimensions import UNKNOWN
from lianyi.reports.document import Block, Cell, Column, Row, Table
from lianyi.reports.gather import EMPTY, Gathered, Values

METRICS = ("promoter_gmv", "promoter_orders", "refund_amount_by_pay_time", "known_commission")
FIRST = METRICS[0]
MOST = 10
TITLE = Text("分销员榜", "Promoters")
CAPTION = Text("推广GMV最高的{n}位", "The {n} with the most promoted GMV")
NAME, CHANGE = Text("推广者", "Promoter"), Text("推广GMV比上月", "Promoted GMV vs month before")
OTHERS = Text("其余{n}位", "The other {n}")
TOTAL = Text("合计", "Total")


def promoters(facts: Gathered) -> Block | None:
    """Return the table, None where no order of the month names a promoter."""
    keys = facts.known(METRICS)
    now = {
        n: v
        for n, v in facts.split(keys, facts.period, "promoter").items()
        if n != UNKNOWN and v.get(FIRST)
    }
    if not now:
        return None
    before = facts.split((FIRST,), facts.base, "promoter")
    shown = [k for k in keys if k == FIRST or any(v.get(k) is not None for v in now.values())]
    best = sorted(now, key=lambda name: (-now[name].get(FIRST), name))[:MOST]
    columns = (
        Column("promoter", NAME, numeric=False),
        *(Column(key, facts.metric(key).name) for key in shown),
        Column("change", CHANGE),
    )
    rows = [_row(facts, name, now[name], before.get(name, EMPTY), shown) for name in best]
    rest = len(now) - len(best)
    caption = CAPTION.format(n=len(best))
    note = OTHERS.format(n=rest) if rest > 0 else None
    if note is not None:
        sums = facts.shown.full(sum(now[n].get(FIRST) for n in now if n not in best))
        note = Text(f"{note.zh}合计{sums.zh}。", f"{note.en} add up to {sums.en}.")
    table = Table("promoters", caption, columns, tuple(rows), note)
    return Block("promoters", TITLE, (table,))


def _row(facts: Gathered, name: str, now: Values, before: Values, shown: list[str]) -> Row:
    by = (("promoter", name),)
    cells: list[Cell] = [same(name)]
    cells += [facts.number(key, now, facts.period, by=by) for key in shown]
    cells.append(facts.change(FIRST, now, before, by=by, inside=True))
    return Row(tuple(cells))
