"""Person attributes: what is known of a person as of a day, declared once, below everything that asks for it.

```
historical   settled by a fact and never changed afterwards: first channel, inviter   → taken at the fact's time
state        as things stand on a day: paid orders so far, level, tags                → taken at the end of the period
```

A segment reads attributes from this registry and so never imports what counts them. Built-ins live in
`lianyi.core.person_attributes`, others come through the entry-point group `lianyi.person_attributes`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from lianyi.core.errors import LianyiError
from lianyi.core.registry import Registry
from lianyi.core.translation import Text, same

AttributeKind = Literal["historical", "state"]
AttributeType = Literal["text", "count", "money", "day", "number", "flag", "any"]
"""`money` = whole minor units, `any` = text that is read as the type that it is compared with."""
KINDS: tuple[AttributeKind, ...] = get_args(AttributeKind)
TYPES: tuple[AttributeType, ...] = get_args(AttributeType)
FIRST_OF_TABLE = "attribute:"
TABLE = "person_attributes"


@dataclass(frozen=True)
class PersonAttribute:
    """One attribute. `sql` selects `person_id` and `value`, at most one row a person, from the documented view `view`.

    `{as_of}` in it is a DATE: nothing that happened after that day may count. `is_dated` is False where the source
    only tells how things stand in its newest export, so that an earlier day gets the same value. `empty` is the
    value of a person without a row (0 for counts and sums); None means that it is unknown.
    """

    key: str
    name: Text
    kind: AttributeKind
    type: AttributeType
    view: str
    sql: str
    definition: Text
    is_dated: bool = True
    empty: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS or self.type not in TYPES:
            raise ValueError(f"person attribute {self.key}: kind {self.kind}, type {self.type}?")
        if self.is_dated and "{as_of}" not in self.sql:
            raise ValueError(f"person attribute {self.key}: its SQL does not ask for the day")

    @property
    def example(self) -> str:
        """A command that uses it."""
        return f'lianyi segments "{self.key} is known"'

    def select(self, as_of: date) -> str:
        """Return the SELECT of (person_id, value) as of the end of `as_of`.

        >>> PERSON_ATTRIBUTES.get("paid_orders").select(date(2026, 11, 15))[:40]
        'SELECT person_id, count(*) AS value FROM'
        """
        return self.sql.replace("{as_of}", f"DATE '{as_of.isoformat()}'")


PERSON_ATTRIBUTES: Registry[PersonAttribute] = Registry(
    "person_attribute", "lianyi.core.person_attributes"
)


def declare(
    key: str,
    names: str,
    kind: AttributeKind,
    type_: AttributeType,
    view: str,
    sql: str,
    definition: str,
    *,
    is_dated: bool = True,
    empty: int | None = None,
) -> PersonAttribute:
    """Register an attribute; `names` and `definition` are written as `中文|English`."""
    return PERSON_ATTRIBUTES.add(
        PersonAttribute(key, _text(names), kind, type_, view, sql, _text(definition), is_dated, empty)
    )  # fmt: skip


def attribute_named(key: str) -> PersonAttribute:
    """Return the attribute `key`, or the one that rows of `person_attributes` give under `attribute:NAME`.

    Refuses with `person_attribute.unknown`, naming the nearest keys.
    """
    name = key.removeprefix(FIRST_OF_TABLE)
    if name == key:
        return PERSON_ATTRIBUTES.get(key)
    if not name.strip():
        raise LianyiError("person_attribute.unknown", key=key, nearest="—")
    return _of_table(name)


def views_of(attributes: Iterable[PersonAttribute]) -> frozenset[str]:
    """Return the documented views that these attributes read."""
    return frozenset(a.view for a in attributes)


def _of_table(name: str) -> PersonAttribute:
    """A named row of the table: the value of its latest time up to the day; a row without a time is the oldest."""
    quoted = "'" + name.replace("'", "''") + "'"
    return PersonAttribute(
        f"{FIRST_OF_TABLE}{name}",
        same(name),
        "state",
        "any",
        TABLE,
        'SELECT person_id, arg_max("value", (coalesce("at", TIMESTAMP \'0001-01-01\'), platform, store, "value")) AS value '
        f"FROM {TABLE} WHERE person_id IS NOT NULL AND attribute = {quoted} "
        'AND ("at" IS NULL OR CAST("at" AS DATE) <= {as_of}) GROUP BY person_id',
        Text(
            f"客户属性表里「{name}」到当天为止的最新值。",
            f"The latest value of {name} in the table of person attributes, up to the day.",
        ),
    )  # fmt: skip


def _text(pair: str) -> Text:
    zh, en = pair.split("|")
    return Text(zh.strip(), en.strip())
