"""`lianyi plan content`: a month of the content calendar, or the brief of one entry."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.planning.content.calendar import Day
    from lianyi.planning.model.content import ContentItem

TITLES = (
    Text("日期", "Day"),
    Text("节日", "Festivals"),
    Text("内容", "Content"),
    Text("形式", "Form"),
    Text("渠道", "Channel"),
    Text("负责人", "Owner"),
    Text("状态", "State"),
)
REST = Text("休", "rest")
CUT_OFF = Text("{name}节前发货截止", "last dispatch before {name}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--month", metavar="M", help="2026-09（默认这个月 / default: this month）")
    parser.add_argument("--brief", metavar="ID", help="打印一条内容的简报 / print the brief of an entry")  # fmt: skip
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print the calendar: every day with an entry, a festival or a cut-off, then what the check says."""
    from lianyi.cli.output import language, print_json, print_table, say
    from lianyi.cli.planning.opening import plan_if_any, shop_if_any, today_of
    from lianyi.core.calendar import parse_period, whole
    from lianyi.planning.content.calendar import days_of

    shop, lang = shop_if_any(args), language(args)
    plan = plan_if_any(shop)
    if args.brief:
        return _brief(plan, args.brief, lang)
    month = parse_period(args.month) if args.month else whole(today_of(shop), "month")
    days = days_of(plan.content.items, month)
    if args.json:
        print_json({"period": month.key, "days": [_plain(day) for day in days]})
        return 0
    channels = {channel.id: channel.name for channel in plan.channels}
    rows = [row for day in days for row in _rows(day, channels, lang)]
    print_table([title.say(lang) for title in TITLES], rows)
    undated = [item.name for item in plan.content.items if item.day is None]
    if undated:
        listed = "、".join(undated)
        say(Text(f"还没有日期：{listed}。", f"Without a day: {listed}."), args)
    return 0


def _rows(day: Day, channels: dict[str, str], lang: Lang) -> list[tuple[str, ...]]:
    from lianyi.core.calendar.labels import weekday_text
    from lianyi.planning.content.words import FORMS, STATES

    marks = [festival.say(lang) for festival in day.festivals]
    if day.is_rest:
        marks.append(REST.say(lang))
    if day.cut_off is not None:
        marks.append(CUT_OFF.format(name=day.cut_off).say(lang))
    if not marks and not day.items:
        return []
    head = (f"{day.day:%m-%d} {weekday_text(day.day).say(lang)}", "、".join(marks))
    found: list[tuple[str, ...]] = []
    for item in day.items:
        channel = channels.get(item.channel, item.channel)
        about = (item.name, FORMS[item.form].say(lang), channel, item.owner, STATES[item.state].say(lang))  # fmt: skip
        found.append((*(head if not found else ("", "")), *about))
    return found or [(*head, "", "", "", "", "")]


def _plain(day: Day) -> dict[str, Any]:
    return {
        "day": day.day.isoformat(),
        "festivals": [festival.en for festival in day.festivals],
        "is_rest": day.is_rest,
        "cut_off": day.cut_off.en if day.cut_off else None,
        "items": [item.id for item in day.items],
    }


def _brief(plan: Any, key: str, lang: Lang) -> int:
    from lianyi.core.errors import LianyiError
    from lianyi.planning.content.brief import brief_of

    items: dict[str, ContentItem] = {item.id: item for item in plan.content.items}
    if key not in items:
        raise LianyiError("plan.content_unknown", key=key, known=", ".join(items) or "—")
    print(brief_of(plan, items[key], lang))
    return 0
