from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lianyi.core.calendar.periods import between
from lianyi.planning.content.brief import QUESTIONS, brief_of
from lianyi.planning.content.calendar import cut_off_on, days_of, past_cut_off
from lianyi.planning.content.check import check_content
from lianyi.planning.model.plan import Plan
from tests.planning.checks_by_hand import states

TODAY = SimpleNamespace(today=date(2026, 9, 21))


def item(key: str = "a", **more: Any) -> dict[str, Any]:
    return {
        "id": key,
        "name": f"笔记{key}",
        "owner": "张敏",
        "brief": "写",
        "day": "2026-09-22",
        **more,
    }


def check(*items: dict[str, Any], today: Any = TODAY, **plan: Any) -> dict[str, str]:
    content = {"items": list(items), **plan.pop("content", {})}
    found = check_content(Plan.model_validate({"content": content, **plan}), today)
    assert len({v.key for v in found}) == len(found)
    return states(found)


def test_a_calendar_in_order_passes_and_an_empty_one_says_nothing() -> None:
    assert check(item()) == {"content:calendar": "pass"}
    assert check() == {}


def test_one_form_twice_in_a_channel_on_a_day_is_a_clash() -> None:
    same = [item("a", channel="xhs"), item("b", channel="xhs")]
    assert check(*same) == {"content:clash:2026-09-22:xhs:article": "remind"}
    assert check(same[0], item("b", channel="xhs", form="live")) == {"content:calendar": "pass"}
    assert check(same[0], item("b", channel="dy")) == {"content:calendar": "pass"}
    assert check(same[0], item("b", channel="xhs", day="2026-09-23")) == {
        "content:calendar": "pass"
    }
    assert check(item("a"), item("b")) == {"content:calendar": "pass"}  # no channel, no clash


def test_more_than_three_of_one_person_on_a_day_are_too_many() -> None:
    four = [item(k, channel=k) for k in "abcd"]
    assert check(*four) == {"content:load:2026-09-22:张敏": "remind"}
    assert check(*four[:3]) == {"content:calendar": "pass"}
    assert check(*four[:3], item("d", channel="d", state="published")) == {"content:calendar": "pass"}  # fmt: skip


def test_what_is_not_out_after_its_day_is_late() -> None:
    assert check(item(day="2026-09-20")) == {"content:a:late": "fail"}
    assert check(item(day="2026-09-21")) == {"content:calendar": "pass"}
    assert check(item(day="2026-09-20", state="published")) == {"content:calendar": "pass"}
    assert check(item(day="2026-09-20"), today=None) == {"content:calendar": "pass"}


def test_a_brief_is_due_a_week_before() -> None:
    assert check(item(brief="", day="2026-09-27")) == {"content:a:brief": "remind"}
    assert check(item(brief="", day="2026-09-28")) == {"content:calendar": "pass"}


def test_an_entry_without_owner_day_or_known_places() -> None:
    channels = [{"id": "dy", "name": "抖音"}]
    assert check(item(owner="")) == {"content:a:owner": "remind"}
    assert check(item(day=None, state="scheduled")) == {"content:a:day": "remind"}
    assert check(item(day=None)) == {"content:calendar": "pass"}
    assert check(item(channel="xhs"), channels=channels) == {"content:a:channel": "remind"}
    assert check(item(campaign="gone")) == {"content:a:campaign": "fail"}


def test_an_entry_after_the_end_of_its_campaign_fails_but_not_in_its_wrap_up() -> None:
    campaign = {"id": "c", "name": "开学季", "from_day": "2026-09-01", "to_day": "2026-09-20"}
    assert check(item(campaign="c"), campaigns=[campaign]) == {"content:a:after_campaign": "fail"}
    assert check(item(), campaigns=[{**campaign, "contents": ["a"]}]) == {"content:a:after_campaign": "fail"}  # fmt: skip
    wrap_up = {"kind": "wrap_up", "from_day": "2026-09-21", "to_day": "2026-09-25"}
    assert check(item(campaign="c"), campaigns=[{**campaign, "phases": [wrap_up]}]) == {"content:calendar": "pass"}  # fmt: skip


def test_goods_shown_after_the_dispatch_cut_off_come_too_late() -> None:
    # 中秋 2026 is 25 September, the first rest day; parcels leave by the 23rd.
    assert cut_off_on(date(2026, 9, 23)) is not None and cut_off_on(date(2026, 9, 24)) is None
    assert check(item(day="2026-09-24", product="A")) == {"content:a:cut_off": "remind"}
    assert check(item(day="2026-09-23", product="A")) == {"content:calendar": "pass"}
    assert check(item(day="2026-09-24")) == {"content:calendar": "pass"}  # sells nothing
    assert past_cut_off(date(2026, 9, 28)) is None


@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)))
def test_a_day_past_a_cut_off_follows_it_by_days_not_weeks(day: date) -> None:
    found = past_cut_off(day)
    if found is not None:
        assert 0 < (day - found[1]).days <= 11 and cut_off_on(found[1]) == found[0]


def test_a_topic_that_is_over_is_reminded_of_where_it_is_used() -> None:
    topic = {"id": "t", "name": "初雪", "source": "微博", "expires": "2026-09-21", "themes": ["雪"]}
    used = {"content:a:topic:t": "remind"}
    for use in ({"theme": "雪"}, {"theme": "t"}, {"name": "初雪穿什么"}):
        assert check(item(**use), content={"topics": [topic]}) == used
    assert check(item(theme="雪", day="2026-09-21"), content={"topics": [topic]}) == {"content:calendar": "pass"}  # fmt: skip
    assert check(item(theme="雪", state="published"), content={"topics": [topic]}) == {"content:calendar": "pass"}  # fmt: skip
    assert check(content={"topics": [{"id": "t", "name": "初雪"}]}) == {"topic:t:source": "remind", "topic:t:expiry": "remind"}  # fmt: skip


def test_weeks_without_content_are_told_together_and_past_ones_not_at_all() -> None:
    items = [item("a", day="2026-09-21"), item("b", day="2026-10-15")]
    assert check(*items) == {"content:gap:2026-W40": "remind"}
    [gap] = check_content(Plan.model_validate({"content": {"items": items}}), TODAY)
    assert gap.value == 2 and "2周" in gap.words.zh
    late = SimpleNamespace(today=date(2026, 10, 12))
    found = check_content(Plan.model_validate({"content": {"items": [{**items[0], "state": "published"}, items[1]]}}), late)  # fmt: skip
    assert states(found) == {"content:calendar": "pass"}


def test_creators_paid_for_nothing_too_much_or_late() -> None:
    base = {"id": "k", "creator": "奶糖妈妈", "fee": 8000}

    def of(**more: Any) -> dict[str, str]:
        return check(content={"collaborations": [{**base, "promised_impressions": 1, **more}]})

    assert of(promised_impressions=None) == {"collaboration:k:promise": "remind"}
    assert of(paid=8001) == {"collaboration:k:paid": "fail"}
    assert of(content="a", due="2026-09-20") == {"collaboration:k:late": "fail"}
    assert of(content="a", due="2026-09-21") == {}


def test_the_brief_asks_what_the_plan_does_not_know() -> None:
    plan = Plan.model_validate({"content": {"items": [item(brief="", theme="囤货")]}})
    text = brief_of(plan, plan.content.items[0], "zh")
    assert "主题：囤货" in text and "商品" not in text.split("1.")[0]
    assert text.count("（待填）") == len(QUESTIONS)
    written = Plan.model_validate({"content": {"items": [item(brief="三个场景")]}})
    assert "三个场景" in brief_of(written, written.content.items[0], "en")


def test_a_month_knows_its_festivals_and_rest_days() -> None:
    days = days_of([], between(date(2026, 9, 21), date(2026, 9, 27)))
    mid_autumn = next(day for day in days if day.day == date(2026, 9, 25))
    assert "中秋节" in [f.zh for f in mid_autumn.festivals] and mid_autumn.is_rest
    assert [day.day.day for day in days if day.cut_off] == [23]
