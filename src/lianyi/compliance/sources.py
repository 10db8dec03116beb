"""The published texts that rules rest on, with the date of the text and how well it was read.

Marks: `F-law` read in the statute, `F` found in a public source, `I` inferred, `K` general knowledge. What is only
inferred or known by hearsay is shown as a reference, without an article number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lianyi.core.translation import Text

Mark = Literal["F-law", "F", "I", "K"]
VERIFIED: tuple[Mark, ...] = ("F-law", "F")
REFERENCE = Text("参考", "for reference")


@dataclass(frozen=True, slots=True)
class Law:
    """A published text: its name, and its date as ISO text (adopted or published; in force where only that is known)."""

    name: Text
    dated: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule stands: a text, the article in it, and how well it was read."""

    law: Law
    article: str
    mark: Mark

    @property
    def verified(self) -> bool:
        """True where the article was read, not remembered or inferred."""
        return self.mark in VERIFIED

    @property
    def shown_article(self) -> str | None:
        """Return the article number; None where it was not verified."""
        return self.article if self.verified and self.article else None

    def shown(self) -> Text:
        """Return the source as a reader sees it.

        >>> Source(ADVERTISING, "9(3)", "F-law").shown().en
        'Advertising Law art. 9(3) (text of 2021-04-29)'
        >>> Source(ANTI_UNFAIR, "11", "K").shown().zh
        '参考：《反不正当竞争法》（2025-06-27）'
        """
        name, dated = self.law.name, self.law.dated
        if not self.verified:
            return Text(
                f"{REFERENCE.zh}：《{name.zh}》（{dated}）",
                f"{REFERENCE.en}: {name.en} (text of {dated})",
            )
        article, _, item = self.article.rstrip(")").partition("(")
        zh = f"第{article}条" + (f"第{item}项" if item else "") if article else ""
        en = f" art. {self.article}" if article else ""
        return Text(f"《{name.zh}》{zh}（{dated}）", f"{name.en}{en} (text of {dated})")


ADVERTISING = Law(Text("广告法", "Advertising Law"), "2021-04-29")
ABSOLUTE_WORDS = Law(
    Text("广告绝对化用语执法指南", "Guide on absolute wording in advertising"), "2023-03-20"
)
INTERNET_ADS = Law(Text("互联网广告管理办法", "Measures for internet advertising"), "2023-05-01")
LIVE_SELLING = Law(
    Text("网络直播营销管理办法（试行）", "Measures for live-stream marketing (trial)"), "2021-05-25"
)
PYRAMID = Law(Text("禁止传销条例", "Regulation on prohibition of pyramid selling"), "2005-08-23")
WECHAT_LINKS = Law(Text("微信外部链接内容管理规范", "WeChat rules on external links"), "2019-10-28")
WECOM = Law(Text("企业微信使用规范", "WeCom rules of use"), "2026-11")
E_COMMERCE = Law(Text("电子商务法", "E-Commerce Law"), "2018-08-31")
PRICES = Law(
    Text("明码标价和禁止价格欺诈规定", "Provisions on marked prices and price fraud"), "2022-07-01"
)
PROMOTIONS = Law(Text("规范促销行为暂行规定", "Interim provisions on promotions"), "2020-12-01")
ANTI_UNFAIR = Law(Text("反不正当竞争法", "Anti-Unfair Competition Law"), "2025-06-27")
CONSUMERS = Law(Text("消费者权益保护法", "Consumer Protection Law"), "2013-10-25")
PRIVACY = Law(Text("个人信息保护法", "Personal Information Protection Law"), "2021-08-20")
INCOME_TAX = Law(Text("个人所得税法", "Individual Income Tax Law"), "2018-08-31")
PLATFORM_TAX = Law(
    Text("税务总局公告2025年第16号", "State Taxation Administration notice 16 of 2025"),
    "2025-10-01",
)
PRIZE_TAX = Law(
    Text("财政部 税务总局公告2019年第74号", "Ministry of Finance notice 74 of 2019"), "2019"
)
FINANCE_RISK = Law(
    Text("互联网金融风险专项整治通知", "Notice on risks of internet finance"), "2017"
)
HOUSE_RULE = Law(Text("涟漪的产品约定", "Lianyi's own product rule"), "2026-11")
