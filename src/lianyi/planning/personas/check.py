"""The check of personas: does the rule hold, are there enough people, how old are the claims, did they drift?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from lianyi.core.errors import LianyiError
from lianyi.core.numbers import ratio
from lianyi.core.translation import Text
from lianyi.core.wording import told
from lianyi.planning.model.personas import Persona
from lianyi.planning.model.plan import Plan
from lianyi.planning.personas.evidence import FEWEST, STALE_DAYS, Earlier, Size, drift, size_of
from lianyi.planning.verdict import Verdict

if TYPE_CHECKING:
    from lianyi.analyses.data import Data


def check_personas(plan: Plan, data: Data | None) -> list[Verdict]:
    """Return what each persona has to say; without a shop only what the plan itself tells."""
    found: list[Verdict] = []
    for persona in plan.personas:
        found += _size(persona, data)
        if data is not None:
            found += _age(persona, data.today)
    return found


def _size(persona: Persona, data: Data | None) -> Iterator[Verdict]:
    key, item = f"persona:{persona.id}:size", f"personas.{persona.id}"
    if not persona.segment:
        words = Text(f"画像「{persona.name}」没有写规则，数不出有多少人。", f"{persona.name} has no rule, so nobody can be counted.")  # fmt: skip
        yield Verdict(key, item, "unknown", words)
        return
    if data is None or not _people_known(data):
        words = Text(f"画像「{persona.name}」：还没有认得出的客户。", f"{persona.name}: no known customers yet.")  # fmt: skip
        yield Verdict(key, item, "unknown", words)
        return
    try:
        size = size_of(data.store, data.segment(persona.segment), data.today)
    except LianyiError as refused:
        reason = told(refused.code, refused.facts)
        words = Text(f"画像「{persona.name}」的规则读不懂：{reason.zh}", f"The rule of {persona.name} is not understood: {reason.en}")  # fmt: skip
        yield Verdict(key, item, "fail", words)
        return
    yield _told(persona, key, item, size, _earlier(data, key))


def _told(persona: Persona, key: str, item: str, size: Size, earlier: Earlier | None) -> Verdict:
    facts = {
        "people": size.people,
        "buyers": size.buyers,
        "all_buyers": size.all_buyers,
        "gmv_fen": size.gmv_fen,
    }
    if size.people < FEWEST:
        words = Text(
            f"画像「{persona.name}」只有{size.people}人，样本少，不做结论。",
            f"{persona.name} is {size.people} people: too few to conclude.",
        )
        return Verdict(key, item, "unknown", words, size.buyer_share, None, facts)
    words = Text(
        f"画像「{persona.name}」有{size.people:,}人，占近一年买家{ratio(size.buyer_share)}，占GMV{ratio(size.gmv_share)}。",
        f"{persona.name}: {size.people:,} people, {ratio(size.buyer_share)} of last year's buyers, {ratio(size.gmv_share)} of GMV.",
    )
    moved = drift(size, earlier)
    if moved is None:
        return Verdict(key, item, "pass", words, size.buyer_share, None, facts)
    words = Text(
        f"{words.zh}和{moved.since:%m-%d}相比，占买家从{ratio(moved.before)}变到{ratio(moved.now)}，超出偶然。",
        f"{words.en} Since {moved.since:%d %b} their share of buyers went from {ratio(moved.before)} to {ratio(moved.now)}, more than chance.",
    )
    advice = Text("看看画像的特征和规则还对不对。", "See whether traits and rule still hold.")
    return Verdict(key, item, "remind", words, size.buyer_share, advice, facts)


def _age(persona: Persona, today: date) -> Iterator[Verdict]:
    """Claims without a number of cases or older than half a year are named."""
    claims = [*persona.traits, *persona.pains, *persona.needs]
    if not claims:
        return
    bare = [c.name for c in claims if c.n is None or c.day is None]
    old = [c.name for c in claims if c.day is not None and (today - c.day).days > STALE_DAYS]
    key, item = f"persona:{persona.id}:evidence", f"personas.{persona.id}"
    if not bare and not old:
        words = Text(f"画像「{persona.name}」的{len(claims)}条特征都有人数和日期。", f"All {len(claims)} claims about {persona.name} have a count and a date.")  # fmt: skip
        yield Verdict(key, item, "pass", words)
        return
    zh = "；".join(
        part
        for part, some in (
            (f"{'、'.join(bare)}没有写依据的人数和日期", bare),
            (f"{'、'.join(old)}已超过{STALE_DAYS}天", old),
        )
        if some
    )
    en = "; ".join(
        part
        for part, some in (
            (f"{', '.join(bare)} without a count and a date", bare),
            (f"{', '.join(old)} older than {STALE_DAYS} days", old),
        )
        if some
    )
    words = Text(f"画像「{persona.name}」：{zh}。", f"{persona.name}: {en}.")
    advice = Text(
        "用lianyi plan survey的问卷模板补一次问卷。",
        "Ask again with the template of lianyi plan survey.",
    )
    yield Verdict(key, item, "remind", words, None, advice)


def _people_known(data: Data) -> bool:
    return bool(data.engine.columns("people"))


def _earlier(data: Data, key: str) -> Earlier | None:
    """Return what the newest check that is old enough said of the same persona."""
    if not data.engine.columns("check_states"):
        return None
    rows = data.engine.rows(
        'SELECT CAST("at" AS DATE), value FROM check_states WHERE check_key = ? AND value IS NOT NULL '
        'AND CAST("at" AS DATE) <= ? - INTERVAL 28 DAY ORDER BY "at" DESC LIMIT 1',
        [key, data.today],
    )
    if not rows:
        return None
    day, share = rows[0]
    buyers = data.engine.rows(
        "SELECT count(DISTINCT person_id) FROM orders WHERE person_id IS NOT NULL AND paid_day <= ? AND paid_day > ? - INTERVAL 365 DAY",
        [day, day],
    )
    return Earlier(day, float(share), int(buyers[0][0]))
