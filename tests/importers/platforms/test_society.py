from __future__ import annotations

from tests.importers.platforms import headers
from tests.importers.platforms.export import facts, table


def test_a_note_keeps_its_chinese_date() -> None:
    row = {
        "笔记标题": "早秋喝水计划",
        "首次发布时间": "2026年01月05日12时30分10秒",
        "体裁": "图文",
        "曝光": "1.2w",
        "观看量": "3,400",
        "封面点击率": "12.5%",
        "点赞": "56",
        "人均观看时长": "25.3s",
    }
    found = facts(table(headers.XIAOHONGSHU_NOTES, row), "xiaohongshu_notes")["contents"][0]
    assert str(found["published_at"]) == "2026-01-05 04:30:10"
    assert (found["impressions"], found["views"], found["likes"]) == (12000, 3400, 56)
    assert (found["cover_click_ratio"], found["average_watch_seconds"]) == (0.125, 25.3)
    assert found["content_no"].endswith("早秋喝水计划")


def test_a_creator_of_pugongying_keeps_fees_in_fen() -> None:
    row = {
        "达人昵称": "奶糖妈妈",
        "小红书号": "94210",
        "粉丝数": "3.2万",
        "视频报价": "1.2万",
        "邀约48h回复率": "80%",
        "内容标签": "母婴",
    }
    found = facts(table(headers.PUGONGYING_CREATORS, row), "pugongying_creators")["creators"][0]
    assert (found["creator_id"], found["fans"], found["video_fee_fen"]) == ("94210", 32000, 1200000)
    assert found["reply_48h_ratio"] == 0.8


def test_short_videos_are_read_under_either_of_their_names() -> None:
    for views in ("播放量", "播放"):
        header = ["作品名称", "发布时间", views, "点赞", "完播率", "平均播放时长"]
        sheet = [header, ["辅食三步", "2026-09-10 12:00:00", "2.5w", "300", "18.2%", "0:12"]]
        found = facts(sheet, "short_videos")["contents"][0]
        assert (found["views"], found["completion_ratio"]) == (25000, 0.182)
        assert found["average_watch_seconds"] == 12


def test_a_customer_with_a_masked_phone_is_left_out() -> None:
    row = {
        "客户手机号": "13912345678",
        "成为客户时间": "2026-01-01 10:00:00",
        "消费次数": "3",
        "消费金额": "450.00",
        "是否会员": "是",
        "企微好友": "是",
        "付费等级": "",
        "免费等级": "银卡",
        "客户储值余额": "12.00",
    }
    masked = {**row, "客户手机号": "186******05"}
    found = facts(table(headers.YOUZAN_CUSTOMERS, row, masked), "youzan_customers")["customers"]
    assert len(found) == 1
    assert (found[0]["spent_fen"], found[0]["balance_fen"], found[0]["level"]) == (
        45000,
        1200,
        "银卡",
    )
    assert found[0]["is_member"] is True and found[0]["is_wecom_friend"] is True


def test_names_notes_and_birthdays_are_never_read() -> None:
    row = {
        "客户手机号": "13912345678",
        "客户姓名": "李雷",
        "客户昵称": "雷子",
        "客户生日": "1990-01-01",
    }
    found = facts(table(headers.YOUZAN_CUSTOMERS, row), "youzan_customers")["customers"][0]
    assert not {"李雷", "雷子", "1990-01-01"} & {str(v) for v in found.values()}


def test_a_contact_of_two_members_of_staff_counts_from_the_first() -> None:
    row = {
        "客户名称": "雷子",
        "添加人": "张敏",
        "添加人账号": "zhangmin",
        "添加时间": "2026-03-02 10:00:00",
        "来源": "扫一扫",
        "手机": "13912345678",
    }
    earlier = {
        **row,
        "添加人账号": "zhouning",
        "添加时间": "2026-03-01 10:00:00",
        "来源": "名片分享",
    }
    found = facts(table(headers.WECOM_CUSTOMERS, row, earlier), "wecom_customers")["customers"]
    assert [(f["staff"], f["source_kind"]) for f in found] == [("zhouning", "名片分享")]
    assert str(found[0]["joined_at"]) == "2026-03-01 02:00:00"
