"""What `forecast` says: its finding, its cautions, the names of its numbers and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from lianyi.analyses.result import Number
from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.calendar.labels import date_text, span_text
from lianyi.core.translation import Text
from lianyi.metrics.labels import source_text

if TYPE_CHECKING:
    from lianyi.analyses.forecast.found import Found
    from lianyi.core.translation import Lang

TOTAL = Text("预测合计", "Forecast total")
TOTAL_RATIO = Text("预测（分子合计÷分母合计）", "Forecast (sum over sum)")
PER_DAY = Text("预测日均", "Forecast per day")
BEFORE = Text("之前同样天数", "As many days before")
NO_BEFORE = Text("之前有的日子没有数据，或者不能按天相加", "Some days before are not known, or may not be added up")  # fmt: skip
NOT_ADDED = Text(
    "人数不能按天相加，看日均", "People cannot be added up over days; see the daily mean"
)
RATIO_LANDING = Text("比率不按已有加预测来算，看预测", "A ratio is not known plus expected; see the forecast")  # fmt: skip
LANDING = Text("落点（已有＋预测）", "Landing (known and expected)")
SO_FAR = Text("已有", "So far")
MISSING_DAYS = Text("这一段里有{n}天还没有数据", "Days of the period without data: {n}")
WAPE = Text("回测偏差（WAPE）", "Back-test error (WAPE)")
MAPE = Text("回测逐日偏差（MAPE）", "Back-test error by day (MAPE)")
WAPE_NAIVE = Text("照搬上周的偏差", "Error of repeating last week")
COVERAGE = Text("{level}区间实际包住的占比", "Share inside the {level} interval")
UNTRIED = Text("历史太短，没有地方可以回测", "History is too short to try it anywhere")
DAY, WEEKDAY, NOTE = Text("日期", "day"), Text("星期", "weekday"), Text("日子", "occasion")
EXPECTED, LOW, HIGH = Text("预测", "forecast"), Text("{level}下限", "{level} low"), Text("{level}上限", "{level} high")  # fmt: skip
DAYS_AHEAD = Text("接下来每天", "Days ahead")
BACK_TEST = Text("回测：在过去的日子上试一遍", "Back-test: tried on the past")
METHOD, ORIGINS, POINTS = Text("方法", "method"), Text("试了几次", "origins"), Text("比了几个值", "values")  # fmt: skip
ANSWERS = Text("用它回答", "answers")
METHODS = {
    "structure": Text("水平＋星期＋节假日大促", "level, weekdays and calendar"),
    "naive": Text("照搬上周同日", "same weekday last week"),
}
EFFECTS = Text("看得出的影响（95%区间）", "Effects that can be told (95% interval)")
WHAT, FACTOR, DIFFERENCE = (
    Text("什么", "what"),
    Text("倍数", "factor"),
    Text("差多少", "difference"),
)
PARTS, PART, REST = Text("分开预测", "Parts"), Text("部分", "part"), Text("其余", "others")
HISTORY = Text("之前", "Before")

_TOTAL = Text("{span}{name}预计{total}（95%区间{low}～{high}）", "{name} is expected at {total} over {span} (95% interval {low} to {high})")  # fmt: skip
_PER_DAY = Text(
    "{span}{name}预计平均每天{total}", "{name} is expected at {total} a day over {span}"
)
_AGAINST = Text("，比之前{n}{points}{moved}{rate}", ", {rate} {moved} than the {n} {points} before")
_MOVED = {1: Text("多", "more"), -1: Text("少", "less")}
_LANDS = Text("{period}预计落在{total}（{low}～{high}），其中已有{known}。", "{period} should land at {total} ({low} to {high}), {known} of it known already.")  # fmt: skip
_TRIED = Text("回测{n}次，平均偏差{ours}，照搬上周是{naive}；95%区间实际包住{inside}。", "Tried {n} times on the past it was off by {ours}, repeating last week by {naive}; the 95% interval held {inside}.")  # fmt: skip
_POINTS = {1: Text("天", "days"), 7: Text("周", "weeks")}


def sentences(found: Found, made: Mapping[str, Number]) -> tuple[Text, ...]:
    """Return the finding: where it goes, where the period lands, how it did on the past."""
    return (_first(found, made), *_landing(found, made), *_tried(found, made))


def said(found: Found, value: float | None) -> Text:
    """Return a value as a reader sees it."""

    def one(lang: Lang) -> str:
        if value is None:
            return numbers.MISSING
        if found.unit == "money":
            return numbers.money(round(value), lang)
        if found.unit == "ratio":
            return numbers.ratio(value)
        if abs(value) >= 100 or value == int(value):
            return numbers.count(round(value), lang, short=True)
        return numbers.number(value)

    return Text(one("zh"), one("en"))


def _first(found: Found, made: Mapping[str, Number]) -> Text:
    expected = found.forecast
    step = found.series.step
    span = span_text(expected.days[0], expected.days[-1] + timedelta(days=step - 1))
    total = made["forecast"]
    if total.value is None or total.interval is None:
        head = _PER_DAY.format(span=span, name=found.name, total=said(found, made["per_day"].value))
        return Text(f"{head.zh}。", f"{head.en}.")
    ends = {"low": said(found, total.interval.low), "high": said(found, total.interval.high)}
    head = _TOTAL.format(span=span, name=found.name, total=said(found, total.value), **ends)
    tail = Text("", "")
    if found.before:
        rate = total.value / found.before - 1
        sign = (rate > 0) - (rate < 0)
        if sign:
            tail = _AGAINST.format(
                n=len(expected.days),
                points=_POINTS[step],
                moved=_MOVED[sign],
                rate=numbers.ratio(abs(rate), decimals=1),
            )
    return Text(f"{head.zh}{tail.zh}。", f"{head.en}{tail.en}.")


def _landing(found: Found, made: Mapping[str, Number]) -> Iterator[Text]:
    landing = made.get("landing")
    if landing is None or landing.value is None or landing.interval is None or not found.landing:
        return
    yield _LANDS.format(
        period=found.landing.period.text(),
        total=said(found, landing.value),
        low=said(found, landing.interval.low),
        high=said(found, landing.interval.high),
        known=said(found, made["so_far"].value),
    )


def _tried(found: Found, made: Mapping[str, Number]) -> Iterator[Text]:
    if made["wape"].value is None:
        return
    yield _TRIED.format(
        n=found.forecast.errors.origins,
        ours=numbers.ratio(made["wape"].value, decimals=1),
        naive=numbers.ratio(made["wape_naive"].value, decimals=1),
        inside=numbers.ratio(made["coverage_95"].value, decimals=0),
    )


def cautions(found: Found) -> Iterator[Caution]:
    """Yield what a reader must know before trusting the numbers."""
    expected, step = found.forecast, found.series.step
    if "structure" not in expected.tried:
        yield _too_short(found)
    elif expected.method == "naive":
        yield _not_better(found)
    if expected.never_seen:
        names = expected.never_seen
        zh, en = "、".join(n.zh for n in names[:6]), ", ".join(n.en for n in names[:6])
        yield Caution("never_seen", Text(
            f"历史里还没有出现过：{zh}。那几天按一般的节假日估，区间更宽。",
            f"The history does not hold: {en}. Those days are judged by other holidays, with wider intervals.",
        ))  # fmt: skip
    if expected.unsettled:
        yield _unsettled(found)
    if expected.seen.shut:
        days = [("周一二三四五六日"[1 + d], ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[d]) for d in expected.seen.shut]  # fmt: skip
        yield Caution("closed_weekdays", Text(
            f"每逢周{'、周'.join(d[0] for d in days)}都是0，按不营业算。",
            f"It is always 0 on {', '.join(d[1] for d in days)}; taken as closed.",
        ))  # fmt: skip
    if found.days is not None and found.days.ended:
        yield ended(found.days.ended)
    holes = _holes(found)
    if holes:
        yield Caution("missing_days", Text(
            f"历史里有{holes}{_POINTS[step].zh}没有数据，当作不知道，不当作0。",
            f"Days of the history without data: {holes}; taken as unknown, not as 0.",
        ))  # fmt: skip


def _holes(found: Found) -> int:
    return len(found.series.values) - len(found.series.known)


def ended(sources: tuple[tuple[str, str], ...]) -> Caution:
    """Say which sources stopped delivering."""
    names = [source_text(s) for s in sources]
    return Caution("source_ended", Text(
        f"{'、'.join(n.zh for n in names)}早就没有新数据了，之后的日子按没有它算。",
        f"No new data for long from {', '.join(n.en for n in names)}; days after that are counted without it.",
    ))  # fmt: skip


def _too_short(found: Found) -> Caution:
    weeks = len(found.series.known) * found.series.step // 7
    return Caution("naive_short", Text(
        f"历史只有{weeks}周，看不出趋势和节假日，先照搬上周同日。",
        f"With {weeks} weeks of history neither trend nor holidays can be told: this is last week once more.",
    ), loud=True)  # fmt: skip


def _not_better(found: Found) -> Caution:
    ours, naive = found.forecast.tried["structure"].wape, found.forecast.tried["naive"].wape
    left, right = numbers.ratio(ours, decimals=1), numbers.ratio(naive, decimals=1)
    return Caution("naive_better", Text(
        f"回测里，模型（偏差{left}）不比照搬上周同日（{right}）更准，所以这里就是照搬上周同日。",
        f"On the past the model (off by {left}) was no better than last week once more ({right}), so this is last week once more.",
    ), loud=True)  # fmt: skip


def _unsettled(found: Found) -> Caution:
    days = found.forecast.unsettled
    first = date_text(days[0])
    return Caution("unsettled", Text(
        f"从{first.zh}起连续{len(days)}天离开了原来的水平，是不是新水平，满7天才分得清；预测已经跟过去一部分。",
        f"For {len(days)} days since {first.en} values have left their level; whether it is a new level shows after 7 days. The forecast follows in part.",
    ))  # fmt: skip
