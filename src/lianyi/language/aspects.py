"""What a text is about: parcel, quality, price, service … by words that we chose; one text may be about several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lianyi.core.translation import Text
from lianyi.language.words import Words


@dataclass(frozen=True)
class Aspect:
    """One topic and the words that tell it, in normal spelling."""

    key: str
    name: Text
    words: frozenset[str]


def _aspect(key: str, zh: str, en: str, words: str) -> Aspect:
    return Aspect(key, Text(zh, en), frozenset(words.split()))


_ALL = (
    _aspect("delivery", "物流", "Delivery", "物流 快递 发货 送货 到货 配送 派送 收到货 签收 运费 邮费 顺丰 圆通 中通 申通 韵达 京东快递 极兔 邮政 次日达 秒发 签收"),
    _aspect("packaging", "包装", "Packaging", "包装 盒子 箱子 外盒 快递盒 泡沫 纸箱 密封 封口 瓶口 漏液 压坏 破损 礼盒"),
    _aspect("quality", "质量", "Quality", "质量 品质 做工 材质 质感 用料 面料 布料 耐用 结实 起球 掉色 缩水 开线 脱胶 瑕疵 次品 残次 坏了 裂了 生锈 掉漆"),
    _aspect("price", "价格", "Price", "价格 价钱 性价比 便宜 划算 太贵 很贵 有点贵 偏贵 好贵 不贵 降价 涨价 差价 保价 优惠 折扣 活动价 羊毛 智商税 溢价 值得 超值 物超所值"),
    _aspect("service", "客服", "Customer service", "客服 店家 商家 卖家 老板 服务 态度 回复 已读不回 解答 沟通 耐心 敷衍"),
    _aspect("after_sales", "售后", "After-sales", "售后 退货 退款 换货 退换 补发 维修 保修 赔偿 赔付 运费险 投诉 维权 七天无理由"),
    _aspect("authenticity", "正品与描述", "Genuine, as described", "正品 假货 真假 山寨 防伪 描述 图片 实物 色差 照骗 货不对板 货不对版 图文不符 虚假宣传 一致 不符 不一样"),
    _aspect("effect", "效果与性能", "Effect and performance", "效果 好用 难用 不好用 有用 没用 见效 功效 性能 速度 流畅 卡顿 续航 电池 发热 散热 噪音 屏幕 像素 声音 过敏 爆痘 清洁 去屑 保湿 遮瑕 持妆"),
    _aspect("taste", "口味与新鲜", "Taste and freshness", "口感 味道 好吃 难吃 好喝 难喝 新鲜 不新鲜 甜度 很甜 太甜 不甜 酸 脆 嫩 多汁 变质 发霉 烂了 坏果 烂果 保质期 日期新鲜 过期"),
    _aspect("looks", "外观", "Looks", "颜值 好看 不好看 难看 漂亮 丑 外观 款式 颜色 设计 造型 时尚 大气 精致 显白 显瘦 显胖 显黑"),
    _aspect("size", "尺码与规格", "Size and fit", "尺码 尺寸 大小 偏大 偏小 合身 合适 太大 太小 码数 合脚 版型 分量 重量 容量 缺斤少两 个头"),
    _aspect("smell", "气味", "Smell", "气味 异味 味儿 刺鼻 臭 香味 好闻 难闻 甲醛 塑料味"),
)  # fmt: skip
ASPECTS: Mapping[str, Aspect] = {a.key: a for a in _ALL}
_WORDS = Words(word for a in _ALL for word in a.words)


def aspects_of(text: str) -> list[str]:
    """Return the keys of the topics that a normal text touches.

    >>> aspects_of("快递慢，客服态度差")
    ['delivery', 'service']
    """
    said = {word for _, word in _WORDS.find(text)}
    return [a.key for a in _ALL if said & a.words] if said else []
