"""The words for refusals about time and money."""

from __future__ import annotations

from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {
    "currency.unknown": (
        Text("没有「{currency}」这个币种。", "There is no currency {currency}."),
        Text(
            "写ISO 4217的三位代码，例如CNY、USD、JPY；什么都没有改。",
            "Use an ISO 4217 code such as CNY, USD or JPY; nothing was changed.",
        ),
    ),
    "zone.unknown": (
        Text("没有「{zone}」这个时区。", "There is no time zone {zone}."),
        Text(
            "写IANA名称，例如Asia/Shanghai、America/New_York；什么都没有改。",
            "Use an IANA name such as Asia/Shanghai or America/New_York; nothing was changed.",
        ),
    ),
    "period.unknown": (
        Text("看不出「{text}」是哪一段时间。", 'It is unclear which period "{text}" means.'),
        Text(
            "写成2026-W46（周）、2026-11（月）、2026-Q4（季）、2026-11-11（日），或者2026-11-01..2026-11-11。",
            "Write 2026-W46 (week), 2026-11 (month), 2026-Q4 (quarter), 2026-11-11 (day) or 2026-11-01..2026-11-11.",
        ),
    ),
    "period.backwards": (
        Text(
            "这段时间的结束早于开始：{start}到{last}。",
            "This period ends before it starts: {start} to {last}.",
        ),
        Text("把「{text}」的前后两个日期对调。", 'Swap the two ends of "{text}".'),
    ),
    "duration.unknown": (
        Text("看不出「{text}」是多长时间。", 'It is unclear how long "{text}" is.'),
        Text(
            "写一个整数和单位：30m（分钟）、12h（小时）、7d（天）、2w（周）；最长{days}天。",
            "Write a whole number and a unit: 30m (minutes), 12h (hours), 7d (days), 2w (weeks); {days} days at most.",
        ),
    ),
    "sales.bad_row": (
        Text(
            "calendar.yaml第{row}条大促读不懂：「{field}」写成了「{value}」。",
            'Entry {row} of the sales days in calendar.yaml cannot be read: {field} is "{value}".',
        ),
        Text(
            "key和zh写名称，日期写成MM-DD或MM-DD..MM-DD；改好之前用内置的大促日历。",
            "Give key and zh a name, and dates as MM-DD or MM-DD..MM-DD; the entry is not used until then.",
        ),
    ),
}
