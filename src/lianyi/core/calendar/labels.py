"""How days and spans of days are written in both languages.

Chinese writes `09-13 周日` and `09-07~09-13`, English `Sun 13 Sep` and `7–13 Sep`; the year stands
only where the reader could mistake it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from lianyi.core.translation import Text

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# Written out because strftime("%b") follows the machine's locale.
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_QUARTERS_ZH = "一二三四"


def weekday_text(day: date) -> Text:
    """Return `周日` / `Sun`."""
    return Text(f"周{_WEEKDAYS_ZH[day.weekday()]}", _WEEKDAYS_EN[day.weekday()])


def date_text(day: date, *, year: bool = False) -> Text:
    """Return `09-13` / `13 Sep`, with the year `2026-09-13` / `13 Sep 2026`."""
    short = Text(f"{day:%m-%d}", f"{day.day} {_MONTHS_EN[day.month - 1]}")
    return Text(day.isoformat(), f"{short.en} {day.year}") if year else short


def day_text(day: date, *, year: bool = False) -> Text:
    """Return `09-13 周日` / `Sun 13 Sep`, with the year `2026-09-13 周日` / `Sun 13 Sep 2026`."""
    written, weekday = date_text(day, year=year), weekday_text(day)
    return Text(f"{written.zh} {weekday.zh}", f"{weekday.en} {written.en}")


def span_text(start: date, last: date, *, year: bool = False, to: str = "–") -> Text:
    """Return both ends of a span, `last` included: `09-07~09-13` / `7–13 Sep`.

    `year` adds the year; it is added anyway where the ends differ in it by more than a week. `to`
    joins the English ends; with letters in it (`to`) it stands between spaces.
    """
    far = start.year != last.year and (last - start).days > 7
    joiner = f" {to} " if to.isalpha() else to
    first, final = date_text(start, year=year or far), date_text(last, year=year or far)
    if start.year != last.year:
        return Text(f"{first.zh}~{final.zh}", f"{first.en}{joiner}{final.en}")
    head = str(start.day) if start.month == last.month else date_text(start).en
    return Text(f"{first.zh}~{last:%m-%d}", f"{head}{joiner}{final.en}")


def month_text(day: date) -> Text:
    """Return `2026年9月` / `Sep 2026`."""
    return Text(f"{day.year}年{day.month}月", f"{_MONTHS_EN[day.month - 1]} {day.year}")


def quarter_text(day: date) -> Text:
    """Return `2026年第四季度` / `2026 Q4`."""
    quarter = (day.month - 1) // 3
    return Text(f"{day.year}年第{_QUARTERS_ZH[quarter]}季度", f"{day.year} Q{quarter + 1}")


def moment_text(wall: datetime, now: datetime) -> Text:
    """Return when something happened, as read at `now`; both are wall times of the business zone.

    Under an hour ago `3分钟前`, this year `09-14 08:52`, another year `2025-09-14`.
    """
    ago = now - wall
    if timedelta(0) <= ago < timedelta(hours=1):
        minutes = ago // timedelta(minutes=1)
        return (
            Text(f"{minutes}分钟前", f"{minutes} min ago") if minutes else Text("刚刚", "just now")
        )
    if wall.year != now.year:
        return date_text(wall.date(), year=True)
    written = date_text(wall.date())
    return Text(f"{written.zh} {wall:%H:%M}", f"{written.en} {wall:%H:%M}")
