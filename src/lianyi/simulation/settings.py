"""What may be chosen about the invented shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lianyi.core.errors import LianyiError

PLATFORMS = ("douyin", "youzan", "xiaohongshu", "pinduoduo")
DOUYIN, YOUZAN, XIAOHONGSHU, PINDUODUO = range(4)
SOURCES = (*PLATFORMS, "wecom")
"""The platforms that sell, and where the communities live."""
PLATFORM_NAMES = ("抖店", "有赞", "小红书", "拼多多", "企业微信")
"""What people call each of `SOURCES`, as a clerk writes it into a table kept by hand."""
STORE = "涟漪样品店"


@dataclass(frozen=True)
class Settings:
    """Seed, size and days of the shop. Equal settings write equal bytes.

    `shares_bp` are the platforms' parts of all orders in ten-thousandths, in the order of `PLATFORMS`;
    `masked_bp` is the part of Douyin's receiver phones that the platform masks;
    `few_files` cuts the big exports by the year instead of by month or quarter.
    """

    seed: int = 7
    orders: int = 200_000
    first_day: date = date(2024, 11, 11)
    last_day: date = date(2026, 11, 15)
    shares_bp: tuple[int, int, int, int] = (5_000, 2_000, 1_500, 1_500)
    masked_bp: int = 4_000
    few_files: bool = False

    def __post_init__(self) -> None:
        if self.orders < 1_000 or self.day_count < 60:
            raise LianyiError("simulation.too_small", orders=self.orders, days=self.day_count)
        if sum(self.shares_bp) != 10_000:
            raise LianyiError("simulation.shares", total_bp=sum(self.shares_bp))

    @property
    def day_count(self) -> int:
        """How many days the shop lives, first and last included."""
        return (self.last_day - self.first_day).days + 1

    @property
    def size_bp(self) -> int:
        """The shop's size in ten-thousandths of 200,000 orders in 735 days: fees and floors follow it."""
        return max(1, self.orders * 735 * 10_000 // (200_000 * self.day_count))

    @property
    def days(self) -> list[date]:
        """All days of the shop's life."""
        return [self.first_day + timedelta(days=n) for n in range(self.day_count)]

    @property
    def exported_at(self) -> datetime:
        """The morning after the last day, when the clerk exports everything."""
        return datetime.combine(self.last_day + timedelta(days=1), time(9, 0))


DEMO = Settings(orders=20_000, few_files=True)
"""The small shop that the demonstration imports in seconds."""
