"""This time, the last time, and between which values past campaigns of the kind lay."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.planning.campaigns.past import BaseRate
from lianyi.reports.blocks.campaign.case import Case
from lianyi.reports.blocks.campaign.days import day_figure
from lianyi.reports.document import Block, Cell, Column, Nothing, Number, Row, Table

RESULTS = (
    "gmv_paid",
    "gmv_net",
    "orders_paid",
    "buyers",
    "new_buyers",
    "order_value",
    "visitors",
    "orders_per_visitor",
    "refund_rate_by_pay_time",
)
AFTER_REFUNDS = ("gmv_net", "refund_rate_by_pay_time")
"""Numbers that still move while refunds come in."""
TITLE = Text("和上次同类活动比", "Against the last of its kind")
RESULT = Text("结果", "Results")
PAST = Text("过去的同类活动", "Past campaigns of its kind")
NEVER = Nothing("missing_source", Text("过去的同类活动没有这个数", "no past campaign has it"))


def history(case: Case) -> Block | None:
    """Return the block, None where the campaign has no number yet and is the first of its kind."""
    if not case.has_begun:
        return _ahead(case)
    now, before, rates = case.now(RESULTS), case.before(RESULTS), case.rates(RESULTS)
    present = [
        k for k in RESULTS if now.get(k) is not None or (before and before.get(k) is not None)
    ]
    if not present:
        return None
    rows = []
    for key in present:
        old = case.number(key, before, case.last, case.last_days)
        cells: list[Cell] = [case.name_of(key), case.number(key, now)]
        if case.last is not None:
            moves = key in AFTER_REFUNDS and not case.is_mature
            change = _too_early(case) if moves else case.change(key, now, before)
            cells += [old, change, range_of(case, rates.get(key))]
        rows.append(Row(tuple(cells)))
    table = Table("history", _caption(case), _columns(case), tuple(rows), _note(case))
    figure = day_figure(case)
    return Block("history", TITLE if case.last else RESULT, (table, figure) if figure else (table,))


def _ahead(case: Case) -> Block | None:
    """Return what past campaigns of the kind brought, for one that is still ahead."""
    if case.last is None:
        return None
    last, rates = case.values(RESULTS, case.last, case.last.period), case.rates(RESULTS)
    rows = tuple(
        Row((case.name_of(key), case.number(key, last, case.last, case.last.period), range_of(case, rates.get(key))))
        for key in RESULTS
        if last.get(key) is not None or key in rates
    )  # fmt: skip
    if not rows:
        return None
    columns = (
        Column("metric", Text("指标", "Metric"), numeric=False),
        Column("before", Text("上次", "Last time")),
        Column("range", Text("过去同类", "Past of its kind")),
    )
    span = case.last.period.text(full=True)
    caption = Text(
        f"上次：{case.last.name}（{span.zh}）", f"Last time: {case.last.name} ({span.en})"
    )
    return Block("history", PAST, (Table("history", caption, columns, rows, _past_note(case)),))


def _too_early(case: Case) -> Nothing:
    day = case.mature_day
    return Nothing(
        "not_yet",
        Text(f"退款到{day}才来齐，那时再比", f"refunds are complete by {day}; compare then"),
    )


def range_of(case: Case, rate: BaseRate | None) -> Cell:
    """Return a base rate as it is written: the range and from how many runs; nothing where no run has a value."""
    if rate is None:
        return NEVER
    low, high = case.written(rate.key, rate.low), case.written(rate.key, rate.high)
    times = Text(f"{rate.n}次", f"{rate.n} run" if rate.n == 1 else f"{rate.n} runs")
    text = Text(f"{low.zh}~{high.zh}（{times.zh}）", f"{low.en} to {high.en} ({times.en})")
    if rate.low == rate.high:
        text = Text(f"{low.zh}（{times.zh}）", f"{low.en} ({times.en})")
    return Number(rate.key, rate.low, case.unit(rate.key), text, "", derived="estimate", high=rate.high)  # fmt: skip


def _columns(case: Case) -> tuple[Column, ...]:
    first = (
        Column("metric", Text("指标", "Metric"), numeric=False),
        Column("now", Text("本次", "This time")),
    )
    if case.last is None:
        return first
    return (
        *first,
        Column("before", Text("上次", "Last time")),
        Column("change", Text("变化", "Change")),
        Column("range", Text("过去同类", "Past of its kind")),
    )


def _caption(case: Case) -> Text:
    if case.last is None or case.last_days is None:
        return Text("活动的结果", "What the campaign brought")
    now, then = case.days.text(full=True), case.last_days.text(full=True)
    return Text(
        f"{case.run.name}（{now.zh}）对{case.last.name}（{then.zh}）",
        f"{case.run.name} ({now.en}) against {case.last.name} ({then.en})",
    )


def _note(case: Case) -> Text | None:
    if case.last is None or case.last_days is None:
        return Text(
            "没有更早的同类活动：同类看类型相同，或去掉年份后名字相同。",
            "There was no earlier campaign of its kind: the same kind, or the same name but for the year.",
        )
    lengths = Text("", "")
    if len(case.days) != len(case.last_days):
        lengths = Text(
            f"两次天数不同（{len(case.days)}天和{len(case.last_days)}天），合计类的数要除以天数再比。",
            f" The two differ in length ({len(case.days)} and {len(case.last_days)} days): divide totals by days before comparing.",
        )
    early = Text("", "")
    if not case.is_mature:
        early = Text(
            f"退款到{case.mature_day}才来齐，净成交和退款率那时再比。",
            f" Refunds are complete by {case.mature_day}: compare net sales and refund rate then.",
        )
    past = _past_note(case)
    return Text(f"{past.zh}{lengths.zh}{early.zh}", f"{past.en}{lengths.en}{early.en}")


def _past_note(case: Case) -> Text:
    names = list(dict.fromkeys(run.name for run in case.past))
    return Text(
        f"过去同类：{'、'.join(names)}。区间是最低到最高，括号里是有这个数的次数。",
        f"Past of its kind: {', '.join(names)}. The range runs from the lowest to the highest; in brackets, how many runs have the number.",
    )
