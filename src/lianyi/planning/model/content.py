"""Content: the calendar and the topics that it may use."""

from __future__ import annotations

from datetime import date
from typing import Literal

from lianyi.planning.model.base import Fen, Id, Line, Part

Source = Literal["official", "kol", "koc", "ugc"]
State = Literal["draft", "in_review", "scheduled", "published"]
Form = Literal["short_video", "article", "live", "ugc", "group_message", "moments"]


class ContentItem(Part):
    """One entry of the calendar: what, in which form, about which theme, where, by whom, when."""

    id: Id
    name: Line
    form: Form = "article"
    theme: Line = ""
    source: Source = "official"
    channel: Line = ""
    product: Line = ""
    campaign: Line = ""
    creator: Line = ""
    owner: Line = ""
    day: date | None = None
    state: State = "draft"
    brief: Line = ""


class Topic(Part):
    """A hot topic: where it was seen, from when and until when it is worth using."""

    id: Id
    name: Line
    source: Line = ""
    from_day: date | None = None
    expires: date | None = None
    themes: tuple[Line, ...] = ()


class Collaboration(Part):
    """A creator who was asked: what was promised for which pay, and by when."""

    id: Id
    creator: Line
    platform: Line = ""
    fee_fen: Fen = 0
    paid_fen: Fen = 0
    promised_impressions: int | None = None
    promised_gmv_fen: Fen | None = None
    content: Line = ""
    campaign: Line = ""
    due: date | None = None
    owner: Line = ""


class ContentSection(Part):
    """The content calendar, topics with their expiry, and creators with promise and pay."""

    items: tuple[ContentItem, ...] = ()
    topics: tuple[Topic, ...] = ()
    collaborations: tuple[Collaboration, ...] = ()
