"""The page that lies beside the files and says what the shop is."""

from __future__ import annotations

from collections.abc import Sequence

from lianyi.core.translation import Text
from lianyi.simulation.exports import Export
from lianyi.simulation.settings import STORE, Settings

PAGE = Text(
    """# {store}

这是一家虚构的亲子日用小店。人名、手机号、订单和金额都由程序按种子{seed}生成，与任何真实的人或店铺无关。

- 时间：{first}到{last}，共{orders:,}单，来自抖店、有赞、小红书和拼多多，另有企业微信社群。
- 文件：{files}个，表头和格式与各平台后台导出的一致；文件名里依次是内容、日期范围、导出时间。
- 每个文件只显示导出那一刻已知的情况：之后付的款、退的款，要等下一次导出才看得到。
- 抖店有{masked}%的收货手机号已脱敏，拼多多没有买家信息，所以按人统计的指标只覆盖一部分订单。
- 测试单（¥0.01，备注「测试单」）和员工单（备注「员工内购」）夹在其中。写进`exclude.yaml`就能剔除：

```yaml
remark_words: [测试, 员工]
amount_up_to: 0.01
```

- `totals.json`是正确答案：`all`数全部订单，`normal`不数测试和员工单。金额单位是分。它由生成记录直接算出，不读这些文件。
- 最后一天往前数第3天，晚场直播停播；最后八周里，周宁的群逐渐安静。这是特意留下的线索。
""",
    """# {store} (sample shop)

An invented shop for families with small children. Names, phones, orders and amounts come from a program with the seed {seed}
and belong to no real person or shop.

- Time: {first} to {last}, {orders:,} orders from Douyin Shop, Youzan, Xiaohongshu and Pinduoduo, and communities on WeCom.
- Files: {files}, with the headers and formats of the platforms' own exports; a name says what it holds, which days, and when it was exported.
- A file shows what was known when it was exported: later payments and refunds appear in the next export.
- {masked}% of Douyin's phones are masked and Pinduoduo names no buyer, so figures about people cover some of the orders.
- Tests (¥0.01, remark 测试单) and purchases by staff (remark 员工内购) are among them. The lines above, in `exclude.yaml`, leave them out.
- `totals.json` is the right answer: `all` counts every order, `normal` leaves out tests and staff. Amounts are in fen. It is computed from
  the generator's own record, never from these files.
- Three days before the last one the evening live session was called off, and in the last eight weeks one owner's groups fall quiet. Both are
  left there to be found.
""",
)


PEOPLE = Text(
    "- 另有{files}张表，是有赞店的人最后90天做了什么：事件、触点、邀请、实验分组、声量、评价；`people.json`写着其中埋了什么。\n",
    "- {files} more tables say what the people of the Youzan shop did in the last 90 days: events, touches, invites, the arms of a test, mentions,\n  reviews; `people.json` says what was planted in them.\n",
)


def readme(settings: Settings, exports: Sequence[Export], people: int = 0) -> str:
    """Return the page in Markdown, Chinese first; `people` is how many tables tell of what people did."""
    page = PAGE.format(
        store=STORE,
        seed=settings.seed,
        first=settings.first_day.isoformat(),
        last=settings.last_day.isoformat(),
        orders=settings.orders,
        files=len(exports),
        masked=settings.masked_bp // 100,
    )
    more = PEOPLE.format(files=people) if people else Text("", "")
    return f"{page.zh}{more.zh}\n---\n\n{page.en}{more.en}"
