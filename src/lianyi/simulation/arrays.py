"""Columns of the generator: whole numbers, local wall-clock times, flags; and the texts they become."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import date, datetime

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Times = npt.NDArray[np.datetime64]
Flags = npt.NDArray[np.bool_]
Generator = np.random.Generator

NEVER = np.datetime64("NaT", "s")
HOUR_SECONDS = 3600
DAY_SECONDS = 24 * HOUR_SECONDS


def draws(seed: int, topic: str) -> Generator:
    """Return the stream of random numbers that belongs to one topic of one seed.

    Every topic has its own stream, so that one more source of data moves no other.
    """
    return np.random.Generator(np.random.PCG64([seed, zlib.crc32(topic.encode())]))


def instant(moment: date | datetime) -> np.datetime64:
    """Return a day (its first second) or a local time as one instant of the arrays."""
    return np.datetime64(moment, "s")


def seconds(values: npt.ArrayLike) -> npt.NDArray[np.timedelta64]:
    """Return whole seconds as durations; fractions are cut."""
    return np.asarray(values).astype(np.int64).astype("timedelta64[s]")


def days_of(times: Times) -> Times:
    """Return the calendar day of each local time (NaT stays NaT)."""
    return times.astype("datetime64[D]")


def known(times: Times, as_of: np.datetime64 | Times) -> Times:
    """Return the times that lie at or before `as_of`; later ones have not happened yet."""
    return np.where(times <= as_of, times, NEVER)


def money_texts(fen: Ints) -> list[str]:
    """Write fen as yuan with two decimals.

    >>> money_texts(np.array([1, 12345, -250]))
    ['0.01', '123.45', '-2.50']
    """
    return [f"{'-' if f < 0 else ''}{abs(f) // 100}.{abs(f) % 100:02d}" for f in fen.tolist()]


def count_texts(counts: Ints) -> list[str]:
    """Write whole numbers without separators."""
    return [str(c) for c in counts.tolist()]


def time_texts(times: Times, empty: str = "") -> list[str]:
    """Write local times as `2026-09-09 10:22:00`, what has not happened as `empty`."""
    return [empty if t is None else t.isoformat(" ") for t in times.tolist()]


def percent_texts(parts: Ints, wholes: Ints) -> list[str]:
    """Write parts of wholes as `12.34%`, `-` where the whole is 0; half a hundredth goes up."""
    pairs = zip(parts.tolist(), wholes.tolist(), strict=True)
    return [_percent(p, w) for p, w in pairs]


def _percent(part: int, whole: int) -> str:
    if not whole:
        return "-"
    hundredths = (2 * part * 10_000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def picked(words: Sequence[str], codes: npt.NDArray[np.integer]) -> list[str]:
    """Return the word of each code."""
    return [words[c] for c in codes.tolist()]


def share(amounts: Ints, basis_points: npt.ArrayLike) -> Ints:
    """Return `basis_points` ten-thousandths of whole amounts, rounded down."""
    return amounts * np.asarray(basis_points, dtype=np.int64) // 10_000


def group_sums(values: Ints, starts: Ints) -> Ints:
    """Sum consecutive groups that begin at `starts` (none of them empty)."""
    return np.add.reduceat(values, starts) if len(starts) else np.zeros(0, np.int64)


def sums_by(groups: Ints, values: Ints, size: int) -> Ints:
    """Sum `values` into `size` groups, exactly."""
    total = np.zeros(size, np.int64)
    np.add.at(total, groups, values)
    return total
