"""Show, link, unlink or erase people: by number, or by a value that is hashed on the spot and shown nowhere."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.facts.person import Person
    from lianyi.shop import Shop

NAME = "person"
HELP = "查看、合并、拆分、删除一个人 / show, link, unlink or erase people"
STDIN = "从标准输入读就写- / - reads it from stdin, which keeps it out of the shell's history"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    from lianyi.cli.nested import add_action

    actions = parser.add_subparsers(dest="action", metavar="show|link|unlink|erase", required=True)
    show = add_action(
        actions, "show", "一个人；不写则列出被隔离的标识 / one person, or the quarantine"
    )
    _who(show)
    show.add_argument("--json", action="store_true")
    for name, text in (
        ("link", "是同一个人 / are one person"),
        ("unlink", "不是同一个人 / are not"),
    ):
        pair = add_action(actions, name, text)
        pair.add_argument("a", type=int)
        pair.add_argument("b", type=int)
        pair.add_argument("--reason", required=True, help="会记下来 / is recorded")
    erase = add_action(actions, "erase", "忘记这个人 / forget who this is")
    _who(erase)
    erase.add_argument("--reason", default="", help="会记下来 / is recorded")
    erase.add_argument("--yes", action="store_true", help="不再确认 / do not ask")


def _who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", metavar="PERSON", type=int, nargs="?")
    parser.add_argument("--phone", metavar="VALUE", help=STDIN)
    parser.add_argument("--id", dest="value", nargs=2, metavar=("KIND", "VALUE"), help=STDIN)


def run(args: argparse.Namespace) -> int:
    """Do the action."""
    from lianyi.cli.output import shop_of

    shop = shop_of(args)
    if not (shop.workspace.folder / "vault.db").exists():
        raise LianyiError("person.none")
    actions = {"show": _show, "link": _link, "unlink": _unlink, "erase": _erase}
    return actions[args.action](shop, args)


def _show(shop: Shop, args: argparse.Namespace) -> int:
    from lianyi.cli.output import print_json, print_table

    tagged = _tagged(shop, args)
    if not tagged and args.person is None:
        return _show_quarantine(shop, args)
    shown = [_described(shop, person) for person in _meant(shop, args, tagged)]
    if args.json:
        print_json({"people": shown, "snapshot": shop.snapshot.number})
        return 0
    for person in shown:
        identifiers, links = person.pop("identifiers"), person.pop("links")
        print_table(list(person), [[_flat(v) for v in person.values()]])
        print_table(list(identifiers[0]), [list(i.values()) for i in identifiers])
        if links:
            print_table(list(links[0]), [list(link.values()) for link in links])
    return 0


def _show_quarantine(shop: Shop, args: argparse.Namespace) -> int:
    from lianyi.cli.output import print_json, print_table
    from lianyi.facts.person import in_quarantine

    found = in_quarantine(shop.vault, shop.snapshot.imports)
    if args.json:
        print_json({"quarantine": [{"identifier": i, "linked_to": n} for i, n in found.items()]})
    else:
        print_table(("identifier in quarantine", "linked to"), list(found.items()))
    return 0


def _link(shop: Shop, args: argparse.Namespace) -> int:
    from lianyi.facts.person import person_of

    if args.a == args.b:
        raise LianyiError("person.same", id=args.a)
    for identifier in (args.a, args.b):
        person_of(shop.vault, shop.snapshot.imports, identifier)
    shop.vault.add_links([(args.a, args.b)], None, args.reason, _now())
    joined = person_of(shop.vault, shop.snapshot.imports, args.a)
    _say(
        "{a}和{b}现在是同一个人：{person}。",
        "{a} and {b} are now one person: {person}.",
        args,
        joined,
    )
    return 0


def _unlink(shop: Shop, args: argparse.Namespace) -> int:
    if not shop.vault.remove_link(args.a, args.b, args.reason, _now()):
        raise LianyiError("person.not_linked", a=args.a, b=args.b)
    _say("{a}和{b}之间的关联已经取消。", "{a} and {b} are no longer linked.", args)
    return 0


def _erase(shop: Shop, args: argparse.Namespace) -> int:
    from lianyi.cli.output import say
    from lianyi.facts.erase import erase

    tagged = _tagged(shop, args)
    if not tagged and args.person is None:
        raise LianyiError("person.not_named")
    people = _meant(shop, args, tagged, may_be_unknown=bool(tagged))
    ids = sorted({i for person in people for i in person.ids})
    _confirm(args, len(people))
    done = erase(shop.workspace, shop.vault, ids, at=_now(), reason=args.reason, tagged=[*tagged])
    facts = {"ids": done.identifiers, "texts": done.texts}
    say(
        Text(
            "已经忘记：删除{ids}个标识、{texts}段文字；以前的合计不变，再次导入也不会认出来。原始导出和问题行文件里可能还有，要你自己删除。",
            "Forgotten: {ids} identifiers and {texts} texts are deleted. Totals stay, and no later import recognises them. Exports and files of bad rows may still name them; delete those yourself.",
        ).format(**facts),
        args,
    )
    return 0


def _confirm(args: argparse.Namespace, people: int) -> None:
    """Ask at a terminal; elsewhere nobody is erased without `--yes`."""
    if args.yes:
        return
    if not sys.stdin.isatty():
        raise LianyiError("person.unconfirmed", people=people)
    print(f"erase {people}? 输入erase确认 / type erase: ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip() != "erase":
        raise LianyiError("person.unconfirmed", people=people)


def _tagged(shop: Shop, args: argparse.Namespace) -> list[str]:
    """Return the `kind<US>value` forms of the value given; a phone may be a buyer's or a receiver's."""
    from lianyi.facts.vault import tagged

    if args.phone is not None:
        digits = "".join(c for c in _value(args.phone) if c.isascii() and c.isdigit())[-11:]
        receivers = [k for k in shop.vault.every_kind() if k.startswith("receiver:")]
        return [tagged(kind, digits) for kind in ("phone", *receivers)]
    if args.value is not None:
        return [tagged(args.value[0], _value(args.value[1]))]
    return []


def _value(given: str) -> str:
    """Return a value from the command line, from stdin, or typed unseen."""
    if given != "-":
        return given.strip()
    if sys.stdin.isatty():
        import getpass

        return getpass.getpass("").strip()
    return sys.stdin.readline().strip()


def _meant(
    shop: Shop, args: argparse.Namespace, tagged: list[str], *, may_be_unknown: bool = False
) -> list[Person]:
    from lianyi.facts.person import person_of

    numbers = [shop.vault.find(*text.split("\x1f", 1)) for text in tagged]
    found = [n for n in (args.person, *numbers) if n is not None]
    if not found and not may_be_unknown:
        raise LianyiError("person.value_unknown")
    people = [person_of(shop.vault, shop.snapshot.imports, n) for n in found]
    return list({p.person_id: p for p in people}.values())


def _described(shop: Shop, person: Person) -> dict[str, Any]:
    from dataclasses import asdict

    orders = shop.engine.rows(
        "SELECT count(*), count(paid_day), CAST(coalesce(sum(paid_fen) FILTER (is_paid), 0) AS BIGINT), "
        "min(coalesce(paid_day, created_day)), max(coalesce(paid_day, created_day)) FROM orders WHERE person_id = ?",
        [person.person_id],
    )[0]
    names = ("orders", "paid_orders", "paid_fen", "first_day", "last_day")
    return {
        "person_id": person.person_id,
        **dict(zip(names, orders, strict=True)),
        "quarantined": list(person.quarantined),
        "identifiers": [asdict(i) for i in person.identifiers],
        "links": [asdict(link) for link in person.links],
    }


def _flat(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def _say(zh: str, en: str, args: argparse.Namespace, person: Person | None = None) -> None:
    from lianyi.cli.output import say

    facts = {"a": args.a, "b": args.b, "person": person.person_id if person else ""}
    say(Text(zh, en).format(**facts), args)


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds")
