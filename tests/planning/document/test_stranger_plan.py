"""A stranger's plan: goals, channels, amounts and risks with their sentences, and what it lacks."""

from __future__ import annotations

from datetime import date

import pytest

from lianyi.planning.document.stranger.document import Read, read_document
from lianyi.planning.document.stranger.drafting import draft_plan
from lianyi.planning.document.stranger.headings import blocks_of_text
from lianyi.planning.document.stranger.telling import document_data, lines
from lianyi.planning.model.plan import Plan
from lianyi.planning.reading import read_plan
from lianyi.planning.writing import write_plan
from lianyi.planning.written.lint import Yardstick
from lianyi.planning.written.times import Clock
from tests.conftest import SHARED_DATA

BY = Yardstick(Clock(date(2026, 11, 28)))
TEMPLATE = SHARED_DATA.parent / "docs" / "source-template.txt"
GOOD = """
# 2027年一季度社交电商运营方案

## 一、目标
- 2027年3月31日前，GMV从420万提升到500万，负责人陈曦
- 2027年3月31日前，抖音渠道复购率达到28%，由周宁负责
- 提升品牌影响力

| 指标 | 现状 | 目标值 | 截止时间 | 负责人 |
|---|---|---|---|---|
| 客单价 | 128元 | 145元 | 2027年3月31日 | 李想 |

## 二、用户画像
宝妈占买家31%，问卷n=1904。

## 三、渠道
公域引流：抖音、小红书、线下快闪店，每月成本3万元。
私域沉淀：企业微信、微信群。

## 四、预算
| 类别 | 1月 | 2月 | 3月 |
|---|---|---|---|
| KOL合作 | 5万 | 6万 | 4.5万 |
| 优惠券 | 20000 | 20,000 | ¥30,000 |
| 合计 | 7万 | 8万 | 7.5万 |

## 五、风险与应对
| 风险 | 概率 | 影响 | 应对措施 | 负责人 |
|---|---|---|---|---|
| 退款率连续3天高于8% | 高 | 中 | 暂停投放；联系供应商 | 何川 |

## 六、数据分析
每周一看周报，负责人张敏。
""".strip().splitlines()


def _read(text: list[str]) -> Read:
    return read_document(blocks_of_text(text), BY)


def test_the_goals_of_sentences_and_of_a_table_are_judged_and_keep_their_sentence() -> None:
    read = _read(GOOD)
    found = {g.source: g.judged.ok for g in read.goals}
    assert found == {
        "客单价 | 128元 | 145元 | 2027年3月31日 | 李想": True,
        "2027年3月31日前，GMV从420万提升到500万，负责人陈曦": True,
        "2027年3月31日前，抖音渠道复购率达到28%，由周宁负责": True,
        "提升品牌影响力": False,
    }
    assert all(g.path.endswith("一、目标") for g in read.goals)


def test_the_channels_stand_on_their_side() -> None:
    found = {c.name: (c.domain, c.platform) for c in _read(GOOD).channels}
    assert found["抖音"] == ("public", "douyin")
    assert found["线下快闪店"] == ("public", "")
    assert found["企业微信"][0] == found["微信群"][0] == "private"


def test_the_months_of_a_budget_table_become_lines_to_the_fen_and_its_sum_is_left_out() -> None:
    plan = draft_plan(_read(GOOD))
    sums: dict[tuple[str, str], int] = {
        (b.category, b.month): b.planned_fen for b in plan.budget.lines
    }
    assert sums == {
        ("kol", "2027-01"): 5_000_000, ("kol", "2027-02"): 6_000_000, ("kol", "2027-03"): 4_500_000,
        ("incentives", "2027-01"): 2_000_000, ("incentives", "2027-02"): 2_000_000, ("incentives", "2027-03"): 3_000_000,
    }  # fmt: skip


def test_amounts_in_sentences_are_split_by_category_and_a_total_is_no_line() -> None:
    read = _read(
        [
            "一、预算",
            "总预算50万元，其中内容制作8万元、KOL合作20万元、广告投放15.5万、用户激励6.5万元。",
        ]
    )
    assert {b.category: b.amount_fen for b in read.budget} == {
        None: 50_000_000, "content": 8_000_000, "kol": 20_000_000, "ads": 15_500_000, "incentives": 6_500_000,
    }  # fmt: skip
    approved = {a.category: a.amount_fen for a in draft_plan(read).budget.approved}
    assert sum(approved.values()) == 50_000_000
    assert any(k.section == "budget" and "月份" in k.words.zh for k in read.lacks)


def test_a_risk_keeps_its_answer_and_finds_its_monitor() -> None:
    risk = draft_plan(_read(GOOD)).risks[0]
    assert (risk.name, risk.probability, risk.impact, risk.owner) == ("退款率连续3天高于8%", "high", "medium", "何川")  # fmt: skip
    assert risk.trigger.preset == "refund_spike"
    assert [f.name for f in risk.fallback] == ["暂停投放", "联系供应商"]


def test_risks_in_sentences_are_taken_apart() -> None:
    text = [
        "风险：KOL合作效果不及预期。应对措施：换腰部达人；加投信息流",
        "五、风险",
        "1. 裂变活动被微信封号，备选方案：改走小程序；短信召回",
    ]
    read = _read(text)
    assert {r.name for r in read.risks} == {"KOL合作效果不及预期", "裂变活动被微信封号"}
    assert next(r for r in read.risks if "封号" in r.name).fallback == ("改走小程序", "短信召回")


def test_sound_goals_are_goals_and_all_others_are_drafts() -> None:
    plan = draft_plan(_read(GOOD))
    drafts = {g.name: g.draft for g in plan.goals}
    assert drafts["提升品牌影响力"]
    assert not drafts["2027年3月31日前，GMV从420万提升到500万，负责人陈曦"]
    # Only a person can say which condition 抖音渠道 is in the data of the shop.
    assert drafts["2027年3月31日前，抖音渠道复购率达到28%，由周宁负责"]


def test_the_plan_that_is_written_reads_back_equal() -> None:
    plan = draft_plan(_read(GOOD))
    again = read_plan(write_plan(plan))
    assert again.issues == ()
    assert again.plan == plan


def test_a_full_document_lacks_only_what_it_does_not_have() -> None:
    sections = {k.section for k in _read(GOOD).lacks}
    assert sections == {"modes", "products", "content", "lifecycle", "campaigns", "team"}


@pytest.mark.parametrize(
    "text", [[], [""], ["只有一句话。"], ["# 标题"], ["| a | b |"], ["风险："], ["预算：元"]]
)
def test_a_document_with_next_to_nothing_lacks_everything(text: list[str]) -> None:
    read = _read(text)
    assert len({k.section for k in read.lacks}) >= 11
    assert isinstance(draft_plan(read), Plan)
    assert lines(read, "zh")
    assert document_data(read)["goals"] == []


def test_what_is_told_stands_in_both_languages() -> None:
    read = _read(GOOD)
    assert "1个还不SMART" in "\n".join(lines(read, "zh"))
    assert "1 not SMART yet" in "\n".join(lines(read, "en"))
    assert all(k["words"]["zh"] and k["words"]["en"] for k in document_data(read)["lacks"])


@pytest.mark.skipif(not TEMPLATE.is_file(), reason="../shared/docs missing")
def test_the_customers_own_template_imports_and_what_it_lacks_is_listed() -> None:
    read = _read(TEMPLATE.read_text("utf-8").splitlines())
    assert read.title == "社交电商运营方案及数据分析模板"
    assert {c.name for c in read.channels if c.domain == "public"} == {
        "抖音",
        "快手",
        "小红书",
        "视频号",
    }
    assert {"企业微信", "个人号", "微信群", "小程序"} <= {
        c.name for c in read.channels if c.domain == "private"
    }
    risks = {r.name: r.preset for r in read.risks}
    assert risks == {
        "社群活跃度下降": "community_falling", "裂变活动被微信封号": "play_banned", "KOL合作效果不及预期": "creator_below",
    }  # fmt: skip
    assert not read.budget
    assert read.goals
    assert not any(g.judged.ok for g in read.goals)
    lacks = {(k.section, k.words.zh) for k in read.lacks}
    assert {
        ("goals", "没有带数字的目标"), ("goals", "目标没有截止日"), ("goals", "目标没有负责人"), ("budget", "没有预算数字"),
        ("risks", "风险没有触发条件：哪个数低到多少算出事"), ("risks", "风险没有备选方案"), ("team", "只有部门，没有人名"),
    } <= lacks  # fmt: skip
    assert next(words for section, words in lacks if section == "analysis").startswith(
        "标题说有「数据分析」"
    )
    sourced = [k for k in read.lacks if k.section in ("goals", "budget", "risks", "team")]
    assert all(k.source and k.source in TEMPLATE.read_text("utf-8") for k in sourced)
