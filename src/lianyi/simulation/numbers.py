"""The platforms' ways of numbering orders, lines, refunds and users. No number occurs twice."""

from __future__ import annotations

from lianyi.simulation.arrays import Ints, Times

DOUYIN_BASE = 6_900_000_000_000_000_000
DOUYIN_STEP = 1_000_003_330


def douyin_orders(serial: Ints) -> Ints:
    """Return 19-digit order numbers, too long for a spreadsheet's numbers."""
    return DOUYIN_BASE + serial * DOUYIN_STEP + serial * 7_919 % 9_973 * 100


def douyin_lines(serial: Ints, position: Ints) -> Ints:
    """Return the number of an order's line: the first carries the order's own number, as on the platform."""
    return douyin_orders(serial) + position


def douyin_refunds(row: Ints) -> list[str]:
    """Return after-sale numbers."""
    return [str(7_100_000_000_000_000_000 + 1_000_000_007 * r) for r in row.tolist()]


def youzan_orders(serial: Ints, created: Times) -> list[str]:
    """Return `E` + time + running number."""
    stamps = created.tolist()
    return [
        f"E{s:%Y%m%d%H%M%S}{n * 7_919 % 10**10:010d}"
        for s, n in zip(stamps, serial.tolist(), strict=True)
    ]


def xiaohongshu_orders(serial: Ints) -> list[str]:
    """Return `P` + 18 digits."""
    return [f"P{700_000_000_000_000_000 + n * 100_000_007}" for n in serial.tolist()]


def xiaohongshu_users(human: Ints) -> list[str]:
    """Return the 24 hexadecimal digits by which the platform names a user."""
    return [f"5f{n * 2_654_435_761 % 2**64:022x}" for n in human.tolist()]


def pinduoduo_orders(serial: Ints, created: Times) -> list[str]:
    """Return `yymmdd-` + 15 digits."""
    pairs = zip(created.tolist(), serial.tolist(), strict=True)
    return [f"{s:%y%m%d}-{100_000_000_000_000 + n * 1_000_003}" for s, n in pairs]


def positions(order: Ints, line_start: Ints, lines: Ints) -> Ints:
    """Return each line's place in its order, from 0."""
    return lines - line_start[order[lines]]


def creator_ids() -> list[str]:
    """Return the creators' account numbers, by creator."""
    return [str(98_000_000_000 + 7_654_321 * n) for n in range(64)]
