"""Which facts belong to a campaign: what it names, looked for in the columns of each view.

The rule, the same for every metric:

```
a fact belongs    it lies in the campaign's days, and for each kind of thing that the campaign names and
                  the view can tell, it carries one of them: codes AND channels AND products
through an order  a view without such a column that names orders is limited by its orders
not told there    a kind that a view cannot tell does not limit it, and the answer says so
found nowhere     a kind of which nothing occurs in any fact: no number, with that reason
```

Within one kind any of the values will do; which column a code is a value of is looked up, not declared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lianyi.core.translation import Text, same
from lianyi.metrics.declaration import Measure, Metric
from lianyi.metrics.engine import Engine
from lianyi.metrics.labels import listed, table_text
from lianyi.metrics.marks import FIELD_NAMES, NAME, Field, Marks
from lianyi.metrics.reasons import Reason, because, together
from lianyi.metrics.relations import relation
from lianyi.metrics.scope import remembered

ORDER = "platform, store, order_no"
LINES, REDEMPTIONS = "order_lines", "redemptions"
ORDERS = ("orders", "orders_all")
TRADE = (*ORDERS, LINES, "refunds")
LOOSE = ("channel", "activity")
"""Kinds that a view outside `TRADE` tells only where something named occurs in it: its file may not split by them."""
OF_ORDERS = ("codes", "channels", "products")
_CHANNEL = {"channel": "channel", "channel_group": "channel", "source": "channel"}
_CREATOR = {"creator_id": "creator", "creator_name": "creator"}
_ORDERS = {
    **_CHANNEL,
    "coupon_name": "coupon",
    "promoter_id": "promoter",
    "promoter_name": "promoter",
    "live_session_no": "session",
}
PLACES: Mapping[str, Mapping[str, str]] = {
    "orders": _ORDERS,
    "orders_all": _ORDERS,
    LINES: {**_CHANNEL, "sku_code": "product", "product_id": "product", "product_name": "product"},
    "refunds": {**_CHANNEL, "sku_code": "product"},
    "products": {"sku_code": "product", "product_id": "product", "product_name": "product"},
    "stock_days": {"sku_code": "product", "product_name": "product"},
    "groups": {"product_id": "product id"},
    "traffic_days": _CHANNEL,
    "shop_days": _CHANNEL,
    "spend": {"channel": "channel", "plan_no": "activity", "plan_name": "activity"},
    "coupons": {"campaign": "coupon"},
    "redemptions": {"campaign": "coupon"},
    "invites": {"channel": "channel", "activity": "activity"},
    "live_sessions": {"session_no": "session", "host_id": "creator", "host_name": "creator"},
    "contents": {"content_no": "content", "title": "content", **_CREATOR},
    "content_days": {"content_no": "content"},
    "placements": {"content_no": "content", **_CREATOR},
    "creators": _CREATOR,
}
"""View → column → the kind of its values. `orders_all` is told like `orders`."""
KINDS: Mapping[Field, tuple[str, ...]] = {
    "codes": ("channel", "coupon", "promoter", "session", "activity"),
    "channels": ("channel",),
    "products": ("product", "product id"),
    "creators": ("creator",),
    "contents": ("content",),
}
OWN_NAME = ("coupon", "activity")
"""Kinds whose values are names of campaigns: what is called like the campaign is its own, also without a code."""


@dataclass(frozen=True)
class Limit:
    """How one view is limited: `sql` (None: by days only), by which fields, and which named ones it cannot tell.

    `whole_orders` says that products limit it to whole orders in which they are, not to their own lines.
    """

    sql: str | None
    by: tuple[str, ...]
    untold: tuple[Field, ...]
    whole_orders: bool = False

    def like(self, measure: Measure) -> tuple[object, ...]:
        """Return what two measures must have in common to be divided or added: the same facts behind them."""
        is_money = "_fen" in measure.value
        return self.by, self.whole_orders and is_money


@dataclass(frozen=True)
class Limited:
    """How one number is limited: the rule in words, the fields it is limited by, those that it cannot be."""

    rule: Reason
    by: tuple[str, ...]
    untold: tuple[Field, ...]


class Belonging:
    """One campaign in one engine's facts."""

    def __init__(self, engine: Engine, marks: Marks) -> None:
        self.marks = marks
        self._engine = engine
        self._found = remembered(engine, ("belonging", marks), lambda: _Found(engine, marks))
        self._limits: dict[str, Limit | Reason] = {}

    @property
    def wants_lines(self) -> bool:
        """Whether orders are to be counted over their lines where a measure can."""
        return bool(self.marks.products)

    def limit(self, view: str) -> Limit | Reason:
        """Return how `view` (a relation of metrics) is limited, or why that cannot be told."""
        base = relation(view).view
        if base not in self._limits:
            self._limits[base] = self._limit(base)
        return self._limits[base]

    def limited(self, metric: Metric, parts: Iterable[tuple[str, Measure]]) -> Limited | Reason:
        """Return how `metric` is limited, counted over `parts` (view, measure); or why it cannot be.

        The parts of a ratio or a sum must be limited alike: what is divided or added is the same facts.
        """
        found: dict[tuple[object, ...], list[tuple[str, Limit]]] = {}
        for view, measure in parts:
            limit = self.limit(view)
            if isinstance(limit, Reason):
                return limit
            found.setdefault(limit.like(measure), []).append((view, limit))
        if len(found) > 1:
            best, *others = sorted(found.values(), key=lambda each: -len(each[0][1].by))
            rest = [_name(view) for each in others for view, _ in each]
            limited = listed([_name(view) for view, _ in best])
            return because("campaign_uneven", name=metric.name, limited=limited, rest=listed(rest))
        every = [pair for each in found.values() for pair in each]
        return _rule(every)

    def sql(self, view: str) -> str | None:
        """Return the condition on the rows of `view`; None where the days alone limit it."""
        found = self.limit(view)
        return found.sql if isinstance(found, Limit) else None

    def _limit(self, view: str) -> Limit | Reason:
        told: dict[str, str] = {}
        untold: list[Field] = []
        whole = False
        for field in self.marks.fields:
            if not self._found.occurs(field) and self._could_tell(view, field):
                values = listed([same(value) for value in self.marks.named(field)])
                return because("campaign_unseen", what=FIELD_NAMES[field], values=values)
            sql, by_orders = self._told(view, field)
            whole = whole or (field == "products" and by_orders)
            if sql is None:
                untold.append(field)
            else:
                told[field] = sql
        if "codes" not in told and (named := self._called_like_it(view)):
            told[NAME] = named
        sql = " AND ".join(f"({part})" for part in told.values()) or None
        by = tuple(field for field in FIELD_NAMES if field in told)
        return Limit(sql, by, tuple(untold), whole)

    def _told(self, view: str, field: Field) -> tuple[str | None, bool]:
        """Return the condition by which `view` tells `field` (None: it cannot), and whether it does so by whole orders."""
        through = self._through_orders(view, field)
        if field == "codes" and through is not None:
            own = self._own(view, field) if view == REDEMPTIONS else None
            return (f"{own} OR {through}" if own else through), True
        own = self._own(view, field)
        return (through, through is not None) if own is None else (own, False)

    def _own(self, view: str, field: Field) -> str | None:
        """Return the condition over the view's own columns, None where it has none that can tell."""
        if field == "channels" and self._found.are_platforms:
            return _among("platform", self.marks.channels)
        parts = []
        for column, kind in self._columns(view).items():
            if kind not in KINDS[field]:
                continue
            loose = kind in LOOSE and view not in TRADE
            values = self._found.of(field, kind, view if loose else None)
            parts += [_among(column, values)] if values else []
        if parts and field == "channels" and self._found.platforms:
            parts.append(_among("platform", self._found.platforms))
        redeemed = self._found.redeemed if field == "codes" and view in ORDERS else ()
        if redeemed:
            used = f'SELECT {ORDER} FROM "{REDEMPTIONS}" WHERE {_among("campaign", redeemed)}'
            parts.append(f"({ORDER}) IN ({used})")
        return " OR ".join(parts) or None

    def _through_orders(self, view: str, field: Field) -> str | None:
        """Return the condition that the order of a row belongs; None where rows name no orders, or are orders."""
        if view == LINES and field == "products":
            return None
        if view in ORDERS and field != "products":
            return None
        if "order_no" not in self._found.filled(view) or field not in OF_ORDERS:
            return None
        told_by = LINES if field == "products" else "orders_all"
        condition = self._own(told_by, field)
        return condition and f'({ORDER}) IN (SELECT {ORDER} FROM "{told_by}" WHERE {condition})'

    def _called_like_it(self, view: str) -> str | None:
        parts = [
            _among(column, self._found.own_names)
            for column, kind in self._columns(view).items()
            if kind in OWN_NAME and view not in ORDERS and self._found.is_called_in(view)
        ]
        return " OR ".join(parts) or None

    def _could_tell(self, view: str, field: Field) -> bool:
        own = any(kind in KINDS[field] for kind in self._columns(view).values())
        through = field in OF_ORDERS and "order_no" in self._found.filled(view)
        return own or through or field == "channels"

    def _columns(self, view: str) -> dict[str, str]:
        filled = self._found.filled(view)
        return {c: kind for c, kind in PLACES.get(view, {}).items() if c in filled}


def _rule(parts: list[tuple[str, Limit]]) -> Limited:
    limit = parts[0][1]
    by = listed([FIELD_NAMES[field] for field in limit.by])
    rules = [because("campaign_by", by=by) if limit.by else because("campaign_days")]
    if limit.untold:
        untold = listed([FIELD_NAMES[field] for field in limit.untold])
        views = listed([_name(view) for view, _ in parts])
        rules.append(because("campaign_untold", view=views, untold=untold))
    return Limited(together(rules), limit.by, limit.untold)


def _name(view: str) -> Text:
    return table_text(relation(view).tables[0])


class _Found:
    """What of the things that a campaign names occurs in the facts."""

    def __init__(self, engine: Engine, marks: Marks) -> None:
        self._engine = engine
        self._marks = marks
        self._filled: dict[str, frozenset[str]] = {}
        self._values: dict[tuple[Field, str, str], tuple[str, ...]] = {}
        self._called: set[str] = set()
        known = {str(row[1]) for row in engine.coverage}
        self.own_names = (marks.name,)
        self.platforms = tuple(v for v in marks.channels if v in known)
        self.are_platforms = bool(marks.channels) and len(self.platforms) == len(marks.channels)
        for view, columns in PLACES.items():
            for column, kind in columns.items():
                if view != "orders_all" and column in self.filled(view):
                    self._look_in(view, column, kind)
        self._follow_skus()

    @property
    def redeemed(self) -> tuple[str, ...]:
        """The codes that are names in the file of used coupons, where that names orders."""
        orders = "order_no" in self.filled(REDEMPTIONS)
        return self.of("codes", "coupon", REDEMPTIONS) if orders else ()

    def of(self, field: Field, kind: str, view: str | None = None) -> tuple[str, ...]:
        """Return the values of one kind that the campaign names in `field` and that occur: in `view`, or in any."""
        found = [
            value
            for (f, k, v), values in self._values.items()
            if (f, k) == (field, kind) and view in (None, v)
            for value in values
        ]
        return tuple(dict.fromkeys(found))

    def is_called_in(self, view: str) -> bool:
        """Return whether something in `view` is called like the campaign."""
        return view in self._called

    def occurs(self, field: Field) -> bool:
        """Return whether anything that the campaign names in `field` occurs in any fact."""
        named = any(f == field for f, _, _ in self._values)
        return named or (field == "channels" and bool(self.platforms))

    def filled(self, view: str) -> frozenset[str]:
        """Return those columns of a view by which it can be limited that some row has filled."""
        if view not in self._filled:
            there = set(self._engine.columns(view))
            names = [c for c in (*PLACES.get(view, {}), "order_no") if c in there]
            if names:
                counts = ", ".join(f'count("{name}")' for name in names)
                row = self._engine.rows(f'SELECT {counts} FROM "{view}"')[0]
                names = [name for name, n in zip(names, row, strict=True) if n]
            self._filled[view] = frozenset(names)
        return self._filled[view]

    def _look_in(self, view: str, column: str, kind: str) -> None:
        for field in self._marks.fields:
            if kind in KINDS[field]:
                named = self._marks.named(field)
                self._add(field, kind, view, self._occurring(view, column, kind, named))
        if kind in OWN_NAME and self._occurring(view, column, kind, self.own_names):
            self._called.add(view)

    def _occurring(
        self, view: str, column: str, kind: str, named: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Return the values of a column that are named; of a channel also all that lies below it."""
        sql = f'SELECT DISTINCT "{column}" FROM "{view}" WHERE "{column}" IS NOT NULL'
        if kind != "channel":
            sql += f" AND {_among(column, named)}"
        below = tuple(f"{value}/" for value in named) if kind == "channel" else ()
        found = (str(row[0]) for row in self._engine.rows(sql))
        return tuple(sorted(v for v in found if v in named or v.startswith(below or "\0")))

    def _follow_skus(self) -> None:
        """Let group buys, whose file knows ids of products only, be told by the SKUs that are named."""
        skus = self.of("products", "product")
        if (
            not skus
            or "product_id" not in self.filled("groups")
            or "sku_code" not in self.filled(LINES)
        ):
            return
        sql = f'SELECT DISTINCT product_id FROM "{LINES}" WHERE {_among("sku_code", skus)} AND product_id IS NOT NULL'
        self._add(
            "products", "product id", "groups", [str(row[0]) for row in self._engine.rows(sql)]
        )

    def _add(self, field: Field, kind: str, view: str, values: Iterable[str]) -> None:
        place = (field, kind, view)
        found = tuple(dict.fromkeys((*self._values.get(place, ()), *values)))
        if found:
            self._values[place] = found


def _among(column: str, values: Iterable[str]) -> str:
    listed_values = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
    return f'"{column}" IN ({listed_values})'
