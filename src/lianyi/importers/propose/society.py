"""Builders for people and what they do: events, groups, invites, customers, reviews, contents, creators."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.importers.propose.draft import Draft
from lianyi.importers.propose.match import Column
from lianyi.importers.propose.vocabulary import plain

_ENGAGEMENT = {
    "impressions": "impressions", "views": "views", "likes": "likes", "comments": "comments", "saves": "saves",
    "shares": "shares", "new_fans": "new_fans", "coins": "coins", "danmaku": "danmaku", "clicks": "clicks",
}  # fmt: skip


def events(d: Draft) -> None:
    """What people did, one row an event; a session stands for a person where there is none."""
    person = d.person(required=True)
    if person is None:
        person = d.take("session_no", "person", "person", kind="buyer_id", required=True)
        d.ask("没有用户列：一个会话当作一个人", "there is no person: a session stands for one")
    at = (
        d.time("created_at", "moment")
        or d.time("time", "moment")
        or d.time("published_at", "moment")
        or _relative(d)
    )
    event = d.text("event") or d.text("form", "event")
    number = d.id("event_no")
    product = d.id("product_id") or d.id("sku_code", "product_id")
    content = d.id("content_no")
    columns: dict[str, str | None] = {
        "event_no": number
        or "concat_ws('/', " + ", ".join([f"strftime({at}, '%Y%m%d%H%M%S')", "row_no"]) + ")",
        "person": person,
        "at": at,
        "event": event or _only_event(d),
        "channel": d.text("channel"),
        "content_no": content,
        "product_id": product,
        "category": d.text("category"),
        "session_no": d.id("session_no"),
        "value_fen": d.money("amount") or d.money("unit_price"),
        "property_1": d.text("product_name"),
        "property_2": d.text("brand"),
    }
    d.table("events", columns)
    if not number:
        _numbered_by_row(d, "事件ID", "event id")


def _only_event(d: Draft) -> str:
    name = "share" if d.has("content_no") else "visit"
    d.ask(
        f"没有事件名：所有行都记为「{name}」，可以改成你们的叫法",
        f"there is no event name: all rows are called '{name}'; write your own word",
    )
    return f"'{name}'"


def _relative(d: Draft) -> str | None:
    seconds = d.take("seconds_since", "number")
    if seconds is None:
        return None
    d.ask(
        "只有相对秒数，没有日期：时刻从 1970-01-01 起算，先后和间隔是对的，日期不是",
        "there are seconds but no date: moments count from 1970-01-01; order and gaps are right, days are not",
    )
    return f"make_timestamp(CAST({seconds} * 1000000 AS BIGINT))"


def groups(d: Draft) -> None:
    """Group buys: who opened them, how many joined, whether they came about."""
    number = d.number("group_no")
    columns: dict[str, str | None] = {
        "group_no": number or "'row-' || row_no",
        "opened_at": d.time("opened_at") or d.time("time", "opened_at"),
        "closed_at": d.time("closed_at"),
        "leader": d.person("leader", "leader"),
        "product_id": d.id("product_id"),
        "participants": d.count("participants"),
        "size": d.count("group_size"),
        "is_success": d.take("success", "flag"),
    }
    d.table("groups", columns)
    if d.has("participant_list"):
        title = d.matches["participant_list"].column.title
        d.ask(
            f"没有读取「{title}」：一格里有好几个人的编号，不能逐个脱敏",
            f"'{title}' is not read: a cell holds the ids of several people, which cannot be sealed one by one",
        )


def invites(d: Draft) -> None:
    """Who invited whom."""
    columns: dict[str, str | None] = {
        "invite_no": d.id("event_no") or "'row-' || row_no",
        "inviter": d.person("inviter", "inviter", required=True),
        "invitee": d.person("invitee", "invitee", required=True),
        "at": d.time("created_at", "moment") or d.time("time", "moment"),
        "joined_at": d.time("joined_at"),
        "activity": d.text("campaign"),
        "status": d.text("order_status"),
        "channel": d.text("channel"),
    }
    d.table("invites", columns)


def customers(d: Draft) -> None:
    """What is known of each person."""
    columns: dict[str, str | None] = {
        "person": d.person(required=True),
        "joined_at": d.time("joined_at") or d.time("created_at", "joined_at"),
        "source": d.text("channel"),
        "level": d.text("level"),
        "points": d.count("points"),
        "orders": d.count("orders"),
        "spent_fen": d.money("amount"),
        "gender": d.text("gender"),
        "tags": d.text("tags") or _attributes(d),
        "region": d.text("province") or d.text("city"),
    }
    d.table("customers", columns, where="person IS NOT NULL")


def _attributes(d: Draft) -> str | None:
    """Gather small columns that nobody else reads into one text: `age=45-54, income=50-74K`."""
    used = {c["from"][0] for c in d.cells.values()}
    small = [c for c in d.sheet.columns if c.title not in used and 1 < c.profile.distinct <= 20]
    parts = []
    for column in small[:12]:
        name = f"attribute_{column.place + 1}"
        d.put(name, column, "text", _small(column.profile.distinct))
        parts.append(f"'{column.title.replace(chr(39), '')}=' || {name}")
    return f"concat_ws(', ', {', '.join(parts)})" if parts else None


def reviews(d: Draft) -> None:
    """What people said about products, one row a review."""
    number = d.number("review_no")
    score = d.count("review_score")
    if score is None and d.has("sentiment") and d.matches["sentiment"].column.profile.integer > 0.9:
        values = d.matches["sentiment"].column.profile
        if values.distinct > 2:
            score = d.count("sentiment", "review_score")
        else:
            title = d.matches["sentiment"].column.title
            d.ask(
                f"「{title}」只有{values.example()}：是好评、差评的标记，不是分数，没有当作评分",
                f"'{title}' holds only {values.example()}: a mark of praise or blame, not a score, so it is no score here",
            )
    columns: dict[str, str | None] = {
        "review_no": number or "'row-' || row_no",
        "at": d.time("review_at") or d.time("time", "moment"),
        "order_no": d.id("order_no"),
        "person": d.person(),
        "product_id": d.id("product_id"),
        "product_name": d.text("product_name") or d.text("category"),
        "score": score,
        "text": d.text("review_text"),
        "topic": d.text("review_topic") or d.text("category"),
    }
    d.table("reviews", columns)
    if not number:
        _numbered_by_row(d, "评价ID", "review id")


def contents(d: Draft) -> None:
    """Posts, notes and videos with their figures; a ranking of creators fills `creators` as well."""
    number = d.number("content_no")
    published = (
        d.time("published_at")
        or d.time("time", "published_at")
        or d.time("created_at", "published_at")
    )
    creator = d.id("creator_id")
    theme = d.text("theme")
    rank = d.count("rank")
    title = d.text("title")
    parts = [p for p in (theme, creator or title, rank) if p]
    columns: dict[str, str | None] = {
        "content_no": number
        or f"concat_ws('/', {', '.join([*(f'coalesce(CAST({p} AS VARCHAR), {_EMPTY})' for p in parts), 'row_no'])})",
        "title": title,
        "form": d.text("form"),
        "theme": theme,
        "creator_id": creator,
        "creator_name": d.text("creator_name"),
        "published_at": published,
        **{column: d.count(concept) for concept, column in _ENGAGEMENT.items()},
    }
    d.table("contents", columns)
    if not number:
        _numbered_by_row(d, "内容ID", "content id")
    if creator or d.has("creator_name"):
        _creators(d, creator, theme, rank)


_EMPTY = "''"


def creators(d: Draft) -> None:
    """Creators with their followers, fees and tags."""
    _creators(
        d, d.id("creator_id"), d.text("theme") or d.text("category", "theme"), d.count("rank")
    )


def _creators(d: Draft, creator: str | None, theme: str | None, rank: str | None) -> None:
    name = d.text("creator_name")
    key = creator or name
    if key is None:
        return
    columns: dict[str, str | None] = {
        "creator_id": f"any_value({key})",
        "creator_name": f"max({name or key})",
        "fans": _max(d.count("fans")),
        "tags": _max(d.text("tags")),
        "region": _max(d.text("province")),
        "rank": f"min({rank})" if rank else None,
        "category": _max(theme),
    }
    d.table("creators", columns, per=key, where=f"{key} IS NOT NULL")


def _max(cell: str | None) -> str | None:
    return f"max({cell})" if cell else None


def placements(d: Draft) -> None:
    """What creators were paid for, and what came of it."""
    columns: dict[str, str | None] = {
        "placement_no": d.number("placement_no") or "'row-' || row_no",
        "creator_id": d.id("creator_id"),
        "creator_name": d.text("creator_name"),
        "content_no": d.id("content_no"),
        "published_at": d.time("published_at") or d.time("time", "published_at"),
        "fee_fen": d.money("fee") or d.money("spend", "fee"),
        "impressions": d.count("impressions"),
        "reads": d.count("reads") or d.count("views", "reads"),
        "interactions": d.count("interactions")
        or _sum_of(d, "likes", "comments", "saves", "shares"),
        "visitors": d.count("visitors"),
        "orders": d.count("orders"),
        "paid_fen": d.money("amount"),
        "commission_fen": d.money("commission"),
    }
    d.table("placements", columns)
    if d.has("fans"):
        _creators(d, "creator_id" if "creator_id" in d.cells else None, None, None)


def _sum_of(d: Draft, *concepts: str) -> str | None:
    found = [cell for cell in (d.count(c) for c in concepts) if cell]
    return " + ".join(f"coalesce({c}, 0)" for c in found) or None


def labels(d: Draft) -> None:
    """A mark on each row of a file of experiments: the only thing that can be kept of it."""
    flag = _outcome(d)
    if flag is None:
        return
    subject = d.id("session_no") or d.id("event_no") or d.id("group_no")
    value = d.put("value", flag, "text", _small(flag.profile.distinct))
    kind = flag.title.replace("'", "")
    d.table(
        "labels", {"subject": subject or "'row-' || row_no", "kind": f"'{kind}'", "value": value}
    )
    d.ask(
        f"这个文件没有金额、时间或人：只把「{kind}」作为标注保存",
        f"the file has no amount, time or person: only '{kind}' is kept, as a label",
    )


_OUTCOMES = (
    "segment",
    "treatment",
    "group",
    "purchase",
    "conversion",
    "converted",
    "label",
    "target",
    "outcome",
    "churn",
)


def _outcome(d: Draft) -> Column | None:
    """Return the column that says how it went: an arm of an experiment, a purchase, a label."""
    titled = {plain(c.title): c for c in d.sheet.columns}
    return next(
        (titled[o] for o in _OUTCOMES if o in titled and titled[o].profile.distinct <= 20), None
    )


def _small(distinct: int) -> Text:
    return Text(f"只有{distinct}种值", f"{distinct} different values only")


def _numbered_by_row(d: Draft, zh: str, en: str) -> None:
    d.ask(
        f"没有{zh}：用行号编号；时间重叠的两个文件会重复计算",
        f"there is no {en}: rows are numbered; two files that overlap count twice",
    )
