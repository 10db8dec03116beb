"""Events, invitations and touches as tools for analytics and fission write them, trap by trap."""

from __future__ import annotations

import pytest

from lianyi.importers.mapping import shipped_mappings
from tests.importers.platforms.export import facts

SENSORS = [
    "event",
    "user_id",
    "distinct_id",
    "date",
    "time",
    "$identity_login_id",
    "$url",
    "product_id",
    "$utm_source",
]
GROWING_1 = ["userId", "sessionId", "sendTime", "eventTime", "eventType", "cs1", "path", "platform"]
GROWING_2 = [
    "visitUserId",
    "sessionId",
    "platform",
    "page",
    "time",
    "sendTime",
    "loginUserId",
    "eventName",
]
FISSION = [
    "活动名称",
    "昵称",
    "邀请人ID",
    "助力好友ID",
    "助力时间",
    "添加时间",
    "流失时间",
    "助力状态",
]


def test_an_event_of_sensors_belongs_to_the_person_that_sensors_made() -> None:
    rows = [
        [
            "ViewProduct",
            "-7208912946796615309",
            "0f485d4d",
            "2026-11-09",
            "2026-11-09 20:00:00.123",
            "m1",
            "",
            "P1",
            "douyin",
        ],
        ["ViewProduct", "", "m1", "2026-11-09", "2026-11-09 20:00:01", "m1", "", "P1", ""],
        ["$AppStart", "", "0f485d4d", "2026-11-09", "2026-11-09 20:00:02", "", "", "", ""],
    ]
    found = facts([SENSORS, *rows], "sensors_events")["events"]
    assert [f["person"] for f in found] == [
        "buyer_id:sensors\x1f-7208912946796615309", "member_id:sensors\x1fm1", "buyer_id:sensors\x1f0f485d4d",
    ]  # fmt: skip
    assert str(found[0]["at"]) == "2026-11-09 12:00:00.123000"
    assert (found[0]["event"], found[0]["product_id"], found[0]["channel"]) == (
        "ViewProduct",
        "P1",
        "douyin",
    )
    assert ("user", "login") in shipped_mappings()["sensors_events"].links


def test_what_sensors_sent_twice_is_one_event_and_what_differs_is_two() -> None:
    row = ["view", "7", "a", "2026-11-09", "1762689600123", "", "/p/1", "P1", ""]
    other = [*row[:7], "P2", ""]
    found = facts([SENSORS, row, row, other], "sensors_events")["events"]
    assert sorted(f["product_id"] for f in found) == ["P1", "P2"]
    assert str(found[0]["at"]) == "2025-11-09 12:00:00.123000"


def test_a_file_of_sensors_without_its_own_ids_keeps_every_row() -> None:
    header = ["event", "distinct_id", "time"]
    row = ["view", "13800000001", "2026-11-09 20:00:00"]
    found = facts([header, row, row], "sensors_events")["events"]
    assert len({f["event_no"] for f in found}) == len(found) == 2


@pytest.mark.parametrize("who", ["13800000001", "13900000002"])
def test_no_number_of_an_event_is_made_of_a_login_id(who: str) -> None:
    """A login id may be a phone, and whoever has the row could try all phones."""
    sensors = [SENSORS, ["view", "7", who, "2026-11-09", "2026-11-09 20:00:00", who, "", "P1", ""]]
    growing = [
        GROWING_2,
        ["v-1", "s-1", "Web", "/p", "1762689600000", "1762689601000", who, "view"],
    ]
    numbers = [
        facts(s, k)["events"][0]["event_no"]
        for s, k in ((sensors, "sensors_events"), (growing, "growingio_raw_v2"))
    ]
    sensors[1][2] = sensors[1][5] = growing[1][6] = "somebody else"
    again = [
        facts(s, k)["events"][0]["event_no"]
        for s, k in ((sensors, "sensors_events"), (growing, "growingio_raw_v2"))
    ]
    assert numbers == again


def test_growingio_counts_from_when_it_happened_not_when_it_was_sent() -> None:
    row = ["v-1", "s-1", "Web", "/p/1", "1762689600000", "1762776000000", "m1", "addToCart"]
    visit = ["v-2", "s-2", "iOS", "", "1762689600500", "1762689600500", "", ""]
    found = facts([GROWING_2, row, visit], "growingio_raw_v2")["events"]
    assert [str(f["at"]) for f in found] == ["2025-11-09 12:00:00", "2025-11-09 12:00:00.500000"]
    assert [f["event"] for f in found] == ["addToCart", "visit"]
    assert [f["person"] for f in found] == [
        "member_id:growingio\x1fm1",
        "buyer_id:growingio\x1fv-2",
    ]
    assert found[0]["session_no"] == "s-1" and found[0]["property_5"] == "Web"


def test_the_first_export_of_growingio_names_its_columns_otherwise() -> None:
    row = ["u-1", "s-1", "1762689601000", "1762689600000", "page", "", "/home", "Android"]
    found = facts([GROWING_1, row], "growingio_raw_v1")["events"][0]
    assert (found["event"], found["property_1"], found["person"]) == (
        "page",
        "/home",
        "buyer_id:growingio\x1fu-1",
    )


def test_helpers_of_an_invite_task_are_invitations_once() -> None:
    first = [
        "双11",
        "小王",
        "oInviter",
        "oFriend",
        "2026-11-09 20:00:00",
        "2026-11-09 20:01:00",
        "",
        "助力成功",
    ]
    again = [*first[:4], "2026-11-10 08:00:00", "", "", "重复助力"]
    lost = [
        "双11",
        "小李",
        "oInviter",
        "oOther",
        "2026-11-09 21:00:00",
        "2026-11-09 21:00:30",
        "2026-11-12 09:00:00",
        "助力成功",
    ]
    own = ["双11", "小赵", "oInviter", "oInviter", "2026-11-09 21:00:00", "", "", "助力成功"]
    poster = ["双11", "小钱", "", "oNew", "2026-11-09 22:00:00", "", "", ""]
    found = facts([FISSION, first, again, lost, own, poster], "fission_invites")
    invites = sorted(found["invites"], key=lambda f: f["at"])
    assert [(f["inviter"][-8:], f["invitee"][8:], f["status"]) for f in invites] == [
        ("oInviter", "oFriend", "助力成功"), ("oInviter", "oOther", "流失"),
    ]  # fmt: skip
    assert (
        str(invites[0]["at"]) == "2026-11-09 12:00:00"
        and str(invites[0]["joined_at"]) == "2026-11-09 12:01:00"
    )
    assert len(found["touches"]) == 5 and {f["kind"] for f in found["touches"]} == {"scan"}
    assert not {"小王", "小李"} & {
        str(v) for f in (*invites, *found["touches"]) for v in f.values()
    }


def test_phones_in_the_columns_of_ids_do_not_make_numbers() -> None:
    row = ["双11", "", "13800000001", "13900000002", "2026-11-09 20:00:00", "", "", ""]
    one = facts([FISSION, row], "fission_invites")
    two = facts([FISSION, [*row[:2], "13800000009", *row[3:]]], "fission_invites")
    assert one["invites"][0]["invite_no"] == two["invites"][0]["invite_no"]
