"""What the streams are made of: per stream its columns, and the views and expressions that fill them.

A row needs a person and a time. Which code stands for a text is settled later; here it is still text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lianyi.timelines.store import BASE_DAY, PROPERTIES, UNKNOWN_FEN

BASE_SECONDS = (BASE_DAY - date(1970, 1, 1)).days * 86_400

PAID = "excluded_reason IS NULL AND paid_at IS NOT NULL"
MARGIN = (
    "coalesce(paid_fen - coalesce(refund_fen, 0) - cost_fen - coalesce(commission_fen, 0) "
    f"- coalesce(platform_fee_fen, 0), {UNKNOWN_FEN})"
)


@dataclass(frozen=True)
class Source:
    """One view that fills a stream. `text` and `numbers` map columns to SQL over the view.

    `content` are further columns that tell rows with the same columns apart; `turn` is what decides between orders of
    the same second.
    """

    view: str
    at: str
    person: str = "person_id"
    where: str = "TRUE"
    text: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    content: str = "''"
    turn: str | None = None


@dataclass(frozen=True)
class StreamPlan:
    """One stream: its text columns (codes), its numbers with their types, and where its rows come from.

    A type is widened to eight bytes where the values do not fit.
    """

    name: str
    text: tuple[str, ...]
    numbers: Mapping[str, str]
    sources: tuple[Source, ...]

    @property
    def has_turns(self) -> bool:
        """Whether rows of one second are told apart by `Source.turn`."""
        return any(s.turn for s in self.sources)


def _seconds(column: str) -> str:
    return f"coalesce(CAST(floor(epoch_us({column}) / 1000000) AS BIGINT) - {BASE_SECONDS}, -1)"


_PLACE = {"platform": "platform", "store": "store"}
_ORDER = {**_PLACE, "channel": "channel"}
# Of somebody who was erased nothing is left; another number for each keeps those invitations apart.
_INVITEE = "coalesce(invitee_id, -1 - CAST(hash(platform, store, invite_no) >> 2 AS BIGINT))"
_INVITE = {**_PLACE, "channel": "channel"}

ORDERS = StreamPlan(
    "orders",
    ("channel", "platform", "store"),
    {"order_fen": "i8", "refund_fen": "i8", "margin_fen": "i8"},
    (
        Source(
            "orders_all",
            "paid_at",
            where=PAID,
            text=_ORDER,
            numbers={
                "order_fen": "coalesce(paid_fen, 0)",
                "refund_fen": "coalesce(refund_fen, 0)",
                "margin_fen": MARGIN,
            },
            content="order_no",
            turn="nth_order",
        ),
    ),
)
EVENTS = StreamPlan(
    "events",
    ("event", "channel", "content", "product", "category", "platform", "store", *PROPERTIES),
    {"session": "u4", "value_fen": "i4"},
    (
        Source(
            "events",
            "at",
            text={
                **_PLACE,
                "event": "event",
                "channel": "channel",
                "content": "content_no",
                "product": "product_id",
                "category": "category",
                **{p: f"property_{n}" for n, p in enumerate(PROPERTIES, 1)},
            },
            numbers={
                "session": "CASE WHEN session_no <> '' THEN greatest(CAST(hash(session_no) >> 32 AS BIGINT), 1) ELSE 0 END",
                "value_fen": "coalesce(value_fen, 0)",
            },
            content="event_no",
        ),
        Source(
            "orders_all",
            "created_at",
            where="excluded_reason IS NULL",
            text={**_ORDER, "event": "'order_created'"},
            content="order_no",
        ),
        Source(
            "orders_all",
            "paid_at",
            where=PAID,
            text={**_ORDER, "event": "'order_paid'"},
            numbers={"value_fen": "coalesce(paid_fen, 0)"},
            content="order_no",
        ),
        Source(
            "touches",
            "at",
            text={
                **_PLACE,
                "event": "'touch_' || coalesce(nullif(kind, ''), 'unknown')",
                "channel": "channel",
                "content": "content_no",
            },
            content="touch_no",
        ),
        Source(
            "invites",
            "at",
            "inviter_id",
            text={**_INVITE, "event": "'invite_sent'"},
            content="invite_no",
        ),
        Source(
            "invites",
            "joined_at",
            "invitee_id",
            text={**_INVITE, "event": "'invite_joined'"},
            content="invite_no",
        ),
    ),
)
TOUCHES = StreamPlan(
    "touches",
    ("kind", "channel", "content", "promoter", "code", "platform", "store"),
    {},
    (
        Source(
            "touches",
            "at",
            text={
                **_PLACE,
                "kind": "kind",
                "channel": "channel",
                "content": "content_no",
                "promoter": "promoter_id",
                "code": "code",
            },
            content="touch_no",
        ),
    ),
)
INVITES = StreamPlan(
    "invites",
    ("activity", "channel", "status", "platform", "store"),
    {"invitee": "i8", "opened_at": "i8", "joined_at": "i8"},
    (
        Source(
            "invites",
            "at",
            "inviter_id",
            text={**_INVITE, "activity": "activity", "status": "status"},
            numbers={
                "invitee": _INVITEE,
                "opened_at": _seconds("opened_at"),
                "joined_at": _seconds("joined_at"),
            },
            content="invite_no",
        ),
    ),
)
PLANS = (ORDERS, EVENTS, TOUCHES, INVITES)
PEOPLE = (
    ("orders_all", "person_id", "excluded_reason IS NULL"),
    ("events", "person_id", "TRUE"),
    ("touches", "person_id", "TRUE"),
    ("invites", "inviter_id", "TRUE"),
    ("invites", "invitee_id", "TRUE"),
    ("customers", "person_id", "TRUE"),
    ("person_attributes", "person_id", "TRUE"),
)
"""Who is somebody: whoever a column of a view names, under a condition."""
