"""Segments of persons: those of segments.yaml with their sizes, or one of them, or any condition.

Without KEY every segment of the workspace is listed. KEY is one of them or a condition in quotes:

  lianyi segments "orders(last 90d) >= 2 and first_channel under 'douyin'"
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from datetime import date

    from lianyi.segments.answer import SegmentAnswer
    from lianyi.shop import Shop

NAME = "segments"
HELP = "人群 / segments of persons"
TITLES = (Text("键", "key"), Text("名称", "name"), Text("人数", "people"), Text("条件", "where"))
AS_OF = Text("截至{day}，数据版本#{snapshot}", "As of {day}, data version #{snapshot}")
NONE = Text(
    '还没有人群。在工作区写一个segments.yaml，或者直接写条件，例如lianyi segments "orders(last 90d) >= 2"。',
    "There are no segments yet. Write segments.yaml in the workspace, or a condition, "
    'as in lianyi segments "orders(last 90d) >= 2".',
)  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("segment", metavar="KEY", nargs="?", help="人群的键，或者条件 / a key, or a condition")  # fmt: skip
    parser.add_argument("--as-of", metavar="DAY", help="截至哪一天（默认数据的最后一天） / as of the end of this day (default: the last day with data)")  # fmt: skip
    parser.add_argument("--at", type=int, metavar="SNAPSHOT", help="按当时的数据版本 / as of that data version")  # fmt: skip
    parser.add_argument("--explain", action="store_true", help="显示每个属性按什么时候取、用的查询 / show when each attribute is taken, and the query")  # fmt: skip
    parser.add_argument("--people", action="store_true", help="只列出人的编号 / list the numbers of the persons only")  # fmt: skip
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """List the segments, or print one."""
    from lianyi.cli.output import print_issues, shop_of

    shop = shop_of(args, args.at)
    print_issues(shop.segments.issues, args)
    day = _day(shop, args.as_of)
    return _print_one(shop, day, args) if args.segment else _print_all(shop, day, args)


def _day(shop: Shop, text: str | None) -> date:
    from lianyi.core.calendar import parse_day

    return parse_day(text) if text else shop.segment_day


def _print_all(shop: Shop, day: date, args: argparse.Namespace) -> int:
    from lianyi.cli.output import language, print_json, print_refusal, print_table, say

    lang = language(args)
    answers: list[tuple[str, Text, SegmentAnswer | LianyiError]] = []
    for named in shop.segments:
        try:
            answers.append((named.key, named.name, shop.segment(named.key, day, doubts=False)))
        except LianyiError as refusal:
            answers.append((named.key, named.name, refusal))
    if args.json:
        told = [_listed(key, name, found, lang) for key, name, found in answers]
        print_json({"segments": told, "as_of": day, "snapshot": shop.snapshot.number})
        return 0
    if not answers:
        say(NONE, args)
        return 0
    say(AS_OF.format(day=day, snapshot=shop.snapshot.number), args)
    rows = [
        (key, name.say(lang), None, None) if isinstance(found, LianyiError) else (key, name.say(lang), found.people, found.where)
        for key, name, found in answers
    ]  # fmt: skip
    print_table([t.say(lang) for t in TITLES], rows)
    for _, _, found in answers:
        if isinstance(found, LianyiError):
            print_refusal(found, args)
    return 0


def _listed(key: str, name: Text, found: SegmentAnswer | LianyiError, lang: Any) -> dict[str, Any]:
    """One entry of the list; a segment that cannot be asked has no size and says why."""
    if not isinstance(found, LianyiError):
        return found.to_json(lang)
    from lianyi.core.wording import told

    why = {"code": found.code, "reason": told(found.code, found.facts).say(lang)}
    return {"key": key, "name": {"zh": name.zh, "en": name.en}, "people": None, "why": why}


def _print_one(shop: Shop, day: date, args: argparse.Namespace) -> int:
    from lianyi.cli.output import language, print_json, say
    from lianyi.segments.answer import person_ids

    lang = language(args)
    answer = shop.segment(args.segment, day)
    if args.json:
        document = answer.to_json(lang) | {"snapshot": shop.snapshot.number}
        if args.people:
            document["person_ids"] = person_ids(shop.engine, answer)
        print_json(document)
        return 0
    if args.people:
        for person in person_ids(shop.engine, answer):
            print(person)
        return 0
    say(AS_OF.format(day=day, snapshot=shop.snapshot.number), args)
    print(answer.explain(lang))
    if args.explain:
        _print_how(answer, lang)
    return 0


def _print_how(answer: SegmentAnswer, lang: Any) -> None:
    from lianyi.metrics.compiler import readable
    from lianyi.segments.answer import taken

    print(f"\n{answer.where}")
    for attribute in answer.attributes:
        print(f"  {attribute.key}  {attribute.name.say(lang)}  {taken(attribute).say(lang)}  {attribute.definition.say(lang)}")  # fmt: skip
    print(f"\n{readable(answer.sql)};")
