"""`lianyi plan risks [RISK]`: where every risk stands at the close of a day, with evidence and fallback; exit 1 where one fires."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.planning.risks.alerts import Alert
    from lianyi.planning.risks.register import Gauge, Standing
    from lianyi.shop.shop import Shop

TITLES = (
    Text("状态", "State"),
    Text("风险", "Risk"),
    Text("从哪天起", "Since"),
    Text("读数", "Reading"),
    Text("负责人", "Owner"),
)
AT = Text("{day}收盘时的风险", "Risks at the close of {day}")
OPEN = Text("预警{n}条，同一原因只报一条：", "Alerts, one for each cause: {n}")
CALM = Text("没有预警。", "No alert.")
FALLBACK = Text("备选方案（{name}）：", "Fallback ({name}):")
SIGN = Text("  · {day} {why}", "  · {day} {why}")
STEP = Text("  {n}. {step}（{when}{owner}）", "  {n}. {step} ({when}{owner})")
WITHIN = Text("{days}天内，", "within {days} days, ")
ONE_DAY = Text("1天内，", "within a day, ")
NO_OWNER = Text("还没定负责人", "no owner yet")
OUTSIDE = Text("{name}（不在计划里）", "{name} (not in the plan)")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("risk", nargs="?", metavar="RISK", help="风险的id / the id of a risk")
    parser.add_argument("--day", metavar="D", help="看哪一天收盘时 / at the close of which day")
    parser.add_argument(
        "--days", type=int, default=28, metavar="N", help="证据看几天 / days of evidence"
    )
    parser.add_argument(
        "--why",
        action="store_true",
        help="再说是什么让背后的指标变了 / also what moved the metric behind it",
    )
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print the register, or one risk with its evidence."""
    from lianyi.cli.output import language, print_json, shop_of
    from lianyi.planning.risks.plain import gauge_as_plain, standing_as_plain
    from lianyi.planning.risks.register import standing

    shop, lang = shop_of(args), language(args)
    plan = shop.plan.current if shop.plan.exists else None
    data = shop.plan.data
    if data is None:
        from lianyi.core.errors import LianyiError

        raise LianyiError("risk.no_data")
    day = shop.period(args.day).last if args.day else None
    found = standing(plan, data, day)
    fired = any(g.state == "fired" and not g.is_muted for g in found.gauges)
    if args.risk:
        gauge = found.gauge(args.risk)
        moved = _moved(gauge, data, found) if args.why else []
        if args.json:
            plain = gauge_as_plain(gauge, shop.calendar, args.days)
            print_json(_plain({**plain, "moved": moved} if args.why else plain))
        else:
            _print_one(gauge, shop, args.days, lang)
            for sentence in moved:
                print(sentence.say(lang))
        return int(gauge.state == "fired" and not gauge.is_muted)
    if args.json:
        print_json(_plain(standing_as_plain(found, shop.calendar, args.days)))
        return int(fired)
    _print_all(found, lang)
    return int(fired)


def _moved(gauge: Gauge, data: Data, found: Standing) -> list[Text]:
    """Return what moved the metric behind the risk in the week up to the day, in sentences."""
    from lianyi.planning.loop.diagnosis import diagnose

    return list(diagnose(gauge, data, found.day).sentences)


def _plain(value: Any) -> Any:
    """Give every text in both languages."""
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value


def _print_all(found: Standing, lang: Lang) -> None:
    from lianyi.cli.output import print_table
    from lianyi.planning.risks.heat import ORDER

    print(AT.format(day=found.day).say(lang))
    print()
    ranked = sorted(found.gauges, key=lambda g: -ORDER.index(g.state) if g.state in ORDER else 1)
    print_table([t.say(lang) for t in TITLES], [_row(g, lang) for g in ranked])
    print()
    shown = found.open
    print(OPEN.format(n=len(shown)).say(lang) if shown else CALM.say(lang))
    for alert in shown:
        _print_alert(alert, lang)
    for gauge in ranked:
        if gauge.state == "fired" and not gauge.is_muted:
            _print_steps(gauge, lang)


def _row(gauge: Gauge, lang: Lang) -> list[object]:
    from lianyi.planning.risks.heat import MARKS, NAMES
    from lianyi.planning.risks.plain import why_now

    name = gauge.name if gauge.risk else OUTSIDE.format(name=gauge.name)
    return [
        f"{MARKS[gauge.state]} {NAMES[gauge.state].say(lang)}",
        name.say(lang),
        gauge.since,
        why_now(gauge).say(lang),
        gauge.risk.owner if gauge.risk else "",
    ]


def _print_alert(alert: Alert, lang: Lang) -> None:
    from lianyi.planning.risks.plain import reading

    for one in alert.episodes:
        why = reading(one.track, one.track.axis.row(one.first))
        print(SIGN.format(day=one.first, why=why).say(lang))


def _print_steps(gauge: Gauge, lang: Lang) -> None:
    from lianyi.planning.risks.plain import steps_of

    steps = steps_of(gauge)
    if not steps:
        return
    print()
    print(FALLBACK.format(name=gauge.name).say(lang))
    for n, step in enumerate(steps, 1):
        owner = step.owner or NO_OWNER
        print(
            STEP.format(n=n, step=step.name, when=_within(step.within_days), owner=owner).say(lang)
        )


def _within(days: int | None) -> Text:
    if days is None:
        return Text("", "")
    return ONE_DAY if days == 1 else WITHIN.format(days=days)


def _print_one(gauge: Gauge, shop: Shop, days: int, lang: Lang) -> None:
    from lianyi.cli.output import print_table
    from lianyi.planning.risks.heat import MARKS
    from lianyi.planning.risks.plain import series, why_now

    print_table([t.say(lang) for t in TITLES], [_row(gauge, lang)])
    if gauge.preset:
        print(gauge.preset.trigger.say(lang))
    print(why_now(gauge).say(lang))
    if gauge.head is not None:
        print()
        titles = (Text("日期", "Day"), Text("值", "Value"), Text("平时", "Usual"), Text("状态", "State"), Text("节日", "Festivals"))  # fmt: skip
        rows = [
            [r["day"], _rounded(r["value"]), _rounded(r["usual"]), MARKS[r["state"]], "、".join(m.say(lang) for m in r["marks"])]
            for r in series(gauge.head, shop.calendar, days)
        ]  # fmt: skip
        print_table([t.say(lang) for t in titles], rows)
    _print_steps(gauge, lang)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
