"""Which orders do not count: flags, words in remarks, tiny amounts, staff. Read from `exclude.yaml`.

```yaml
flags: [红, 测试]            # order flags, as the platform names them
remark_words: [测试, 刷单]    # words that the importer found in remarks
amount_up_to: 0.01           # orders paid at most this much (yuan) are tests
people: [1234567890]         # person ids of staff
orders: [E2026…]             # order numbers
promoters: [某某]            # promoters' names or ids
```
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from lianyi.core.errors import LianyiError

PHONE = re.compile(r"(86)?1[3-9]\d{9}")
LISTS = ("flags", "remark_words", "people", "orders", "promoters")


@dataclass(frozen=True)
class Exclusions:
    """The rules of one workspace; nothing is excluded by default."""

    flags: tuple[str, ...] = ()
    remark_words: tuple[str, ...] = ()
    amount_up_to_fen: int | None = None
    people: tuple[int, ...] = ()
    orders: tuple[str, ...] = ()
    promoters: tuple[str, ...] = ()

    def reason_sql(self) -> str:
        """Return the SQL over an order's columns that names the first rule it meets, or null."""
        cases = [
            _in("flag", self.flags, "flag"),
            self._remark_case(),
            _in("order_no", self.orders, "listed"),
            _in("promoter_name", self.promoters, "promoter"),
            _in("promoter_id", self.promoters, "promoter"),
        ]
        if self.people:
            cases.append(f"WHEN person_id IN ({', '.join(map(str, self.people))}) THEN 'staff'")
        if self.amount_up_to_fen is not None:
            cases.append(
                f"WHEN paid_at IS NOT NULL AND paid_fen <= {self.amount_up_to_fen} THEN 'tiny_amount'"
            )
        listed = " ".join(c for c in cases if c)
        return f"CASE {listed} END" if listed else "CAST(NULL AS VARCHAR)"

    def _remark_case(self) -> str:
        if not self.remark_words:
            return ""
        words = ", ".join(_quote(w) for w in self.remark_words)
        return f"WHEN list_has_any(string_split(coalesce(remark_words, ''), ','), [{words}]) THEN 'remark'"


def parse_exclusions(document: Any, minor_digits: int = 2) -> Exclusions:
    """Return the rules of `document` (parsed YAML or None); `exclude.malformed` names what is wrong."""
    if document is None:
        return Exclusions()
    if not isinstance(document, Mapping):
        raise LianyiError("exclude.malformed", place="/")
    unknown = set(document) - {*LISTS, "amount_up_to"}
    if unknown:
        raise LianyiError("exclude.malformed", place=", ".join(sorted(map(str, unknown))))
    for name in LISTS:
        if not isinstance(document.get(name) or [], list):
            raise LianyiError("exclude.malformed", place=f"{name}: {document[name]}")
    people = tuple(_person(p) for p in document.get("people") or ())
    fen = _minor(document.get("amount_up_to"), minor_digits)
    lists = {n: tuple(str(v) for v in document.get(n) or ()) for n in LISTS if n != "people"}
    return Exclusions(people=people, amount_up_to_fen=fen, **lists)


def check_people(rules: Exclusions, known: Collection[int]) -> None:
    """Refuse with `exclude.no_person` a number of staff that nobody in `known` has."""
    for person in rules.people:
        if person not in known:
            raise LianyiError("exclude.no_person", value=person)


def _person(value: Any) -> int:
    """Return the number of a person; a phone or a name is none, and must not lie in a settings file."""
    text = str(value).strip()
    if isinstance(value, bool) or not text.isdigit() or PHONE.fullmatch(text):
        raise LianyiError("exclude.no_person", value=value)
    return int(text)


def _minor(amount: Any, minor_digits: int) -> int | None:
    """Return an amount of the settings in whole minor units; it has no more decimals than the currency."""
    if amount is None:
        return None
    wrong = LianyiError("exclude.malformed", place=f"amount_up_to: {amount}")
    try:
        minor = Decimal(str(amount)).scaleb(minor_digits)
    except InvalidOperation as error:
        raise wrong from error
    if isinstance(amount, bool) or not minor.is_finite() or minor < 0 or minor != int(minor):
        raise wrong
    return int(minor)


def _in(column: str, values: tuple[str, ...], reason: str) -> str:
    if not values:
        return ""
    return f"WHEN {column} IN ({', '.join(_quote(v) for v in values)}) THEN '{reason}'"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
