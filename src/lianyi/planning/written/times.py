"""When a goal is due: dates, periods and festivals as people write them, read from a given day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from lianyi.core.calendar.sales import BUILT_IN, Sale
from lianyi.planning.written import days as calendar
from lianyi.planning.written.amounts import chinese_number
from lianyi.planning.written.canvas import TAKEN, Canvas
from lianyi.planning.written.days import Days

MONTHS = {name: n for n, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}  # fmt: skip
MONTH = r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 6}
ENGLISH_DAYS = {n: i for i, n in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))}  # fmt: skip
WORDS = r"[一二两三四五六七八九十半]{1,3}"
YEAR = r"(?:(?P<year>20\d\d)\s*年?(?:度|财年)?\s*的?|(?P<which>今年|本年度?|明年|后年|去年|次年)的?)?\s*"
# What follows a period says which of its days is meant.
TAIL = r"\s*(?P<tail>(?:月|年|季度?)?(?:底|末|终)(?:之?前|以前)?|之?前|以前|前夕|上旬|中旬|下旬|初|中(?=[,，前之])|期间|当[天日]|[以之]?内|起|开始|结束)?"
LONG_AGO = re.compile(r"去年同期|上年同期|(?:去年|上月|上季度?|上一季度?|上周|同期|往年|历史)(?:的)?(?:同期|同月|水平|均值|平均)?")  # fmt: skip
OPEN = re.compile(
    r"长期|尽快|尽早|早日|持续(?!时间)|逐步|逐渐|近期|将来|今后|日后|适时|择机|有朝一日|不久|短期内|中长期|常态化|一直|始终|永久|不断|未来(?![一二两三四五六七八九十半\d])"
    r"|as soon as possible|asap\b|in the (?:near )?future|\bsoon\b|eventually|gradually|over time|long[- ]term|continuously|ongoing|some ?day|at some point",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Time:
    """A time that the sentence names, at its place. `start` is None where only an end is meant.

    `starts` says that it is a beginning and no end (从…起). `broken` is a day that no calendar has.
    """

    start: date | None
    due: date | None
    at: int
    end: int
    starts: bool = False
    broken: bool = False
    fixed_year: bool = False


Found = Time | None
Reading = Callable[[re.Match[str], "Clock"], "Days | None"]


@dataclass(frozen=True)
class Clock:
    """The day from which words such as 下个月 are understood, and the sales that the shop knows."""

    today: date
    sales: tuple[Sale, ...] = BUILT_IN

    def year_of(self, match: re.Match[str]) -> int | None:
        """Return the year that is written; None where the next one to come is meant."""
        groups = match.groupdict()
        if groups.get("year"):
            return int(groups["year"])
        which = {"今": 0, "本": 0, "明": 1, "次": 1, "后": 2, "去": -1}
        return self.today.year + which[groups["which"][0]] if groups.get("which") else None

    def next(self, match: re.Match[str], of_year: Callable[[int], Days | None]) -> Days | None:
        """Return the days in the written year, else those that end next."""
        year = self.year_of(match)
        if year is not None:
            return of_year(year)
        tries = (of_year(self.today.year + n) for n in (0, 1))
        return next((d for d in tries if d and _ends(d, match) >= self.today), None)


def _ends(found: Days, match: re.Match[str]) -> date:
    """Return the last day that the words allow, before the end is known for certain."""
    return (found.peak or found.last) if "前" in (match.groupdict().get("tail") or "") else found.last  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(chinese_number(text) or 0)


def _day(match: re.Match[str], clock: Clock) -> Days | None:
    month, day = int(match["month"]), int(match["day"])
    return clock.next(match, lambda year: _one(date(year, month, day)))


def _one(day: date) -> Days:
    return Days(day, day)


def _days_of_months(match: re.Match[str], clock: Clock) -> Days | None:
    second = match["month2"] or match["month"]

    def of_year(year: int) -> Days:
        first = date(year, int(match["month"]), int(match["day"]))
        last = date(int(match["year2"] or year), int(second), int(match["day2"]))
        return Days(first, last if last >= first else date(year + 1, last.month, last.day))

    return clock.next(match, of_year)


def _months(match: re.Match[str], clock: Clock) -> Days | None:
    first, last = _number(match["month"]), _number(match["month2"])

    def of_year(year: int) -> Days:
        end = int(match["year2"] or (year if last >= first else year + 1))
        return Days(calendar.month(year, first).first, calendar.month(end, last).last)

    return clock.next(match, of_year)


def _month(match: re.Match[str], clock: Clock) -> Days | None:
    number = _number(match["month"])
    return clock.next(match, lambda year: calendar.month(year, number))


def _quarter(match: re.Match[str], clock: Clock) -> Days | None:
    if match.groupdict().get("quarter3"):
        return calendar.quarter(int(match["year3"]), int(match["quarter3"]))
    number = _number(match["quarter"])
    return clock.next(match, lambda year: calendar.quarter(year, number))


def _quarters(match: re.Match[str], clock: Clock) -> Days | None:
    first, last = _number(match["quarter"]), _number(match["quarter2"])
    return clock.next(match, lambda y: Days(calendar.quarter(y, first).first, calendar.quarter(y, last).last))  # fmt: skip


def _half(match: re.Match[str], clock: Clock) -> Days | None:
    number = 1 if match["half"] in ("上", "1") else 2
    return clock.next(match, lambda year: calendar.half(year, number))


def _this(match: re.Match[str], clock: Clock) -> Days | None:
    step = {
        "本": 0,
        "这": 0,
        "当": 0,
        "下": 1,
        "次": 1,
        "上": -1,
        "this": 0,
        "the": 0,
        "next": 1,
        "last": -1,
    }
    later = step[match["this"].lower()[0] if match["this"][0] > "\x7f" else match["this"].lower()]
    unit, today = match["unit"].lower(), clock.today
    if unit in ("周", "星期", "week"):
        return calendar.week(today, later)
    if unit in ("月", "月份", "month"):
        at = calendar.months_later(today.replace(day=1), later)
        return calendar.month(at.year, at.month)
    if unit in ("季度", "季", "quarter"):
        at = calendar.months_later(today.replace(day=1), 3 * later)
        return calendar.quarter(at.year, (at.month + 2) // 3)
    return calendar.whole_year(today.year + later)


def _weekday(match: re.Match[str], clock: Clock) -> Days | None:
    later = {"下": 1, "本": 0, "这": 0, "上": -1}.get((match["this"] or "")[:1])
    wanted = WEEKDAYS[match["weekday"]]
    if later is None:
        return _one(clock.today + timedelta(days=(wanted - clock.today.weekday()) % 7))
    return _one(calendar.week(clock.today, later).first + timedelta(days=wanted))


def _english_weekday(match: re.Match[str], clock: Clock) -> Days | None:
    ahead = (ENGLISH_DAYS[match["weekday"].lower()] - clock.today.weekday()) % 7
    return _one(clock.today + timedelta(days=ahead + (7 if match["this"] else 0)))


def _within(match: re.Match[str], clock: Clock) -> Days | None:
    unit = match["unit"].lower()
    half = "半" in match["count"]
    number = 0 if half else _number(match["count"])
    today = clock.today
    if unit.startswith(("天", "日", "day", "工作日")):
        return Days(today, today + timedelta(days=number * (7 if unit == "工作日" else 5) // 5))
    if unit.startswith(("周", "星期", "week")):
        return Days(today, today + timedelta(weeks=number))
    if unit.startswith(("月", "个月", "month")):
        return Days(today, today + timedelta(days=15) if half else calendar.months_later(today, number))  # fmt: skip
    per = 3 if unit.startswith(("季", "quarter")) else 12
    return Days(today, calendar.months_later(today, per // 2 if half else per * number))


def _year_end(match: re.Match[str], clock: Clock) -> Days | None:
    return clock.next(match, calendar.whole_year)


def _plain_year(match: re.Match[str], clock: Clock) -> Days | None:
    year = clock.year_of(match)
    return calendar.whole_year(year) if year else None


def _occasion(match: re.Match[str], clock: Clock) -> Days | None:
    key = calendar.occasions(clock.sales)[match["occasion"].lower()]
    return clock.next(match, lambda year: calendar.occasion(key, year, clock.sales))


def _near_day(match: re.Match[str], clock: Clock) -> Days | None:
    return _one(clock.today + timedelta(days={"今": 0, "明": 1, "后": 2, "to": 1}[match[0][:2] if match[0][0] == "t" else match[0][0]]))  # fmt: skip


def _named_day(match: re.Match[str], clock: Clock) -> Days | None:
    number = MONTHS[match["name"][:3].lower()]
    return clock.next(match, lambda year: _one(date(year, number, int(match["day"]))))


def _named_month(match: re.Match[str], clock: Clock) -> Days | None:
    number = MONTHS[match["name"][:3].lower()]
    return clock.next(match, lambda year: calendar.month(year, number))


def _slashed(match: re.Match[str], clock: Clock) -> Days | None:
    first, second = int(match["a"]), int(match["b"])
    month, day = (second, first) if first > 12 else (first, second)
    return clock.next(match, lambda year: _one(date(year, month, day)))


IN_ENGLISH_YEAR = r"(?:,?\s*(?:of\s+)?(?P<year>20\d\d))?"
PREFIX = r"(?P<head>(?:by|before|until|till|on|in|during|through(?:out)?|from|for|over|at|of|within|no later than)?\s*(?:the\s+)?(?:(?:end|close)\s+of\s+(?:the\s+)?)?)"
HEAD = r"(?P<head>(?:(?:by|before|until|till|on|in|during|through(?:out)?|from|for|over|at|of|within|no later than)\s+(?:the\s+)?)(?:(?:end|close)\s+of\s+(?:the\s+)?)?|end\s+of\s+)"
TO = r"\s*(?:至|到|-|~|to|until|through)+\s*"


DAY = r"(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})(?![\d.万亿%千])\s*[日号]?"
WRITTEN: tuple[tuple[str, Reading], ...] = (
    (YEAR + DAY + TO + r"(?:(?P<year2>20\d\d)\s*年)?(?:(?P<month2>\d{1,2})\s*月)?\s*(?P<day2>\d{1,2})\s*[日号]" + TAIL, _days_of_months),
    (r"(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})日?" + TO + r"(?P<year2>20\d\d)[-/.](?P<month2>\d{1,2})[-/.](?P<day2>\d{1,2})" + TAIL, _days_of_months),
    (YEAR + r"(?P<month>\d{1,2})\s*月?(?:份)?" + TO + r"(?:(?P<year2>20\d\d)\s*年)?(?P<month2>\d{1,2})\s*月(?!\s*\d)份?" + TAIL, _months),
    (YEAR + r"Q(?P<quarter>[1-4])" + TO + r"Q(?P<quarter2>[1-4])" + TAIL, _quarters),
    (r"(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})日?(?!\d)" + TAIL, _day),
    (YEAR + DAY + TAIL, _day),
    (HEAD + r"(?:Q(?P<quarter>[1-4])(?:\s*(?:of\s+)?(?P<year>20\d\d))?|(?P<year3>20\d\d)\s*Q(?P<quarter3>[1-4]))(?P<tail>)", _quarter),
    (YEAR + r"(?:第)?(?P<quarter>[1-4一二三四])季度?" + TAIL, _quarter),
    (YEAR + r"-?\s*Q(?P<quarter>[1-4])(?!\d)" + TAIL, _quarter),
    (PREFIX + r"Q(?P<quarter>[1-4])(?:\s*(?:of\s+)?(?P<year>20\d\d))?(?P<tail>)", _quarter),
    (YEAR + r"(?P<half>[上下])半年度?" + TAIL, _half),
    (YEAR + r"-?\s*H(?P<half>[12])(?!\d)" + TAIL, _half),
    (PREFIX + r"H(?P<half>[12])(?:\s*(?P<year>20\d\d))?(?P<tail>)", _half),
    (r"(?P<year>20\d\d)\s*年?\s*(?P<occasion>OCCASIONS)(?:大促|活动|购物节)?" + TAIL, _occasion),
    (YEAR + r"(?P<month>1[0-2]|0?[1-9])\s*月份?(?!\s*\d{1,2}\s*[日号])" + TAIL, _month),
    (YEAR + r"(?P<month>十[一二]?|[一二三四五六七八九])月份?" + TAIL, _month),
    (r"(?P<year>20\d\d)[-/.](?P<month>1[0-2]|0?[1-9])(?![-/.\d])" + TAIL, _month),
    (r"(?:未来|接下来|今后|在|用|花|后续)?(?<!\d)(?P<count>\d{1,3}|" + WORDS + r")\s*个?\s*(?P<unit>工作日|天|日|周|星期|月|季度|年)(?:的?时间)?(?P<tail>[之以]?内)", _within),
    (r"(?:未来|接下来|今后|用|花)(?P<count>\d{1,3}|" + WORDS + r")\s*个?\s*(?P<unit>工作日|天|日|周|星期|月|季度|年)(?P<tail>)", _within),
    (r"(?:with)?in\s+(?:the\s+)?(?:next\s+|coming\s+)?(?P<count>\d{1,3})\s*(?P<unit>days?|weeks?|months?|quarters?|years?)\b(?P<tail>)", _within),
    (r"(?:over|for)\s+the\s+(?:next|coming)\s+(?P<count>\d{1,3})\s*(?P<unit>days?|weeks?|months?|quarters?|years?)\b(?P<tail>)", _within),
    (r"(?P<this>下下|[下本这上])?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])" + TAIL, _weekday),
    (r"(?P<this>[本这当下次上])(?:一)?个?(?P<unit>季度|月份|月|周|星期|年度?|季)" + TAIL, _this),
    (YEAR + r"(?P<tail>年底|年末|年终|岁末|年内|全年)(?:之?前|以前)?", _year_end),
    (r"(?P<this>月)(?P<tail>底|末|内)(?:之?前)?", lambda _, c: calendar.month(c.today.year, c.today.month)),
    (r"(?P<this>季)度?(?P<tail>底|末|内)(?:之?前)?", lambda _, c: calendar.quarter(c.today.year, (c.today.month + 2) // 3)),
    (PREFIX + r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?" + MONTH + IN_ENGLISH_YEAR + r"(?![a-z])(?P<tail>)", _named_day),
    (PREFIX + MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)" + IN_ENGLISH_YEAR + r"(?P<tail>)", _named_day),
    (r"(?P<head>(?:by|before|until|in|during|through(?:out)?|from|for|of)\s+(?:the\s+)?(?:(?:end|close)\s+of\s+)?)" + MONTH + IN_ENGLISH_YEAR + r"(?![a-z])(?P<tail>)", _named_month),
    (r"\b" + MONTH.replace("may|", "") + r"\s+(?P<year>20\d\d)(?P<tail>)", _named_month),
    (PREFIX + r"(?P<this>this|next|last|the)\s+(?P<unit>week|month|quarter|year)\b(?P<tail>(?:'s)?(?:\s+end)?)", _this),
    (PREFIX + r"(?P<this>next\s+)?(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?P<tail>)", _english_weekday),
    (PREFIX + r"(?P<tail>year[- ]end|end of (?:the )?year)(?:\s*(?P<year>20\d\d))?", _year_end),
    (PREFIX + r"(?P<occasion>OCCASIONS)(?:大促|活动|购物节|档期?|sale)?" + TAIL, _occasion),
    (r"(?<!\d)(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>20\d\d)" + TAIL, _slashed),
    (r"(?<![\d.])(?P<month>1[0-2]|0?[1-9])[/.](?P<day>3[01]|[12]\d|0?[1-9])(?![\d./%万])(?P<tail>日?(?:之?前|以前))", _day),
    (r"(?P<tail>)(?:今天|明天|后天|tomorrow)[之以]?(?:前|内)?", _near_day),
    (r"(?<!\d)(?P<year>20\d\d)\s*(?:年度?|财年)" + TAIL, _plain_year),
    (r"(?P<which>今年|本年度?|明年|后年|去年)" + TAIL, _plain_year),
    (HEAD + r"(?:FY\s*)?(?P<year>20\d\d)\b(?P<tail>)", _plain_year),
    (r"\bFY\s*(?P<year>20\d\d)\b(?P<tail>)", _plain_year),
)  # fmt: skip
"""Every way of writing a time, the longer ones first; OCCASIONS stands for the names of festivals and sales."""


def _rules(names: Iterable[str]) -> list[tuple[re.Pattern[str], Reading]]:
    """Return the patterns in the order in which they are tried."""
    ordered = sorted(names, key=len, reverse=True)
    ends = (r"(?![A-Za-z\d])" if name[-1].isascii() else "" for name in ordered)
    occasions = "|".join(re.escape(n) + end for n, end in zip(ordered, ends, strict=True))
    return [
        (re.compile(text.replace("OCCASIONS", occasions), re.IGNORECASE), reading)
        for text, reading in WRITTEN
    ]


@lru_cache(maxsize=16)
def _compiled(sales: tuple[str, ...]) -> list[tuple[re.Pattern[str], Reading]]:
    return _rules(sales)


def take_times(canvas: Canvas, clock: Clock) -> list[Time]:
    """Return the times that the sentence names, left to right, and blank them out."""
    names: Mapping[str, str] = calendar.occasions(clock.sales)
    found: list[Time] = []
    for pattern, reading in _compiled(tuple(names)):
        found.extend(_time(match, reading, clock) for match in canvas.take(pattern))
    return _joined(sorted(found, key=lambda t: t.at), canvas)


def _time(match: re.Match[str], reading: Reading, clock: Clock) -> Time:
    at = Time(None, None, match.start(), match.end())
    try:
        days = reading(match, clock)
    except ValueError:
        return replace(at, broken=True)
    if days is None:
        return replace(at, broken=True)
    groups = match.groupdict()
    tail, head = groups.get("tail") or "", (groups.get("head") or "").lower()
    fixed = clock.year_of(match) is not None
    start, due = _meant(days, tail, head)
    if tail in ("起", "开始") or head.strip() == "from":
        return replace(at, start=days.first, starts=True, fixed_year=fixed)
    return replace(at, start=start, due=due, fixed_year=fixed)


def _meant(days: Days, tail: str, head: str) -> tuple[date | None, date]:
    """Return the first day (None: no beginning is meant) and the last one that the words around it mean."""
    if "end" in head or "close" in head or set("底末终") & set(tail):
        return None, days.last
    if tail in ("之前", "以前", "前夕", "前") or head.strip().startswith(
        ("before", "until", "till")
    ):
        one = days.first == days.last and days.peak is None
        return None, days.last if one else (days.peak or days.first) - timedelta(days=1)
    if tail in ("初", "上旬"):
        return None, days.first + timedelta(days=9)
    if tail in ("中旬", "中"):
        return None, days.first + timedelta(days=19)
    if tail in ("当天", "当日"):
        return days.peak or days.first, days.peak or days.last
    if days.first == days.last or head.strip().startswith(("by", "no later")):
        return None, days.last
    return days.first, days.last


JOIN = re.compile(r"^[\s" + TAKEN + r"]*(?:至|到|-|~|to|until|through|and)[\s]*$", re.IGNORECASE)
BEGIN = re.compile(r"(?:从|自|由|from|between)\s*$", re.IGNORECASE)


def _joined(found: list[Time], canvas: Canvas) -> list[Time]:
    """Make one span of two times with 至 between them."""
    joined: list[Time] = []
    for time in found:
        before = joined[-1] if joined else None
        if before and before.due and time.due and JOIN.match(canvas.text[before.end : time.at]):
            opened = BEGIN.search(canvas.text[: before.at]) or before.start is None
            if opened and (before.start or before.due) <= time.due:
                joined[-1] = replace(time, start=before.start or before.due, at=before.at)
                canvas.blank(before.at, time.end)
                continue
        joined.append(time)
    return joined
