from __future__ import annotations

from datetime import datetime

import pytest

from lianyi.core.calendar.labels import moment_text

NOW = datetime.fromisoformat("2026-09-14T09:00")


@pytest.mark.parametrize(
    ("wall", "zh", "en"),
    [
        ("2026-09-14T08:57:30", "2分钟前", "2 min ago"),
        ("2026-09-14T08:57:00", "3分钟前", "3 min ago"),
        ("2026-09-14T08:59:30", "刚刚", "just now"),
        ("2026-09-14T08:00:00", "09-14 08:00", "14 Sep 08:00"),
        ("2026-09-14T10:00:00", "09-14 10:00", "14 Sep 10:00"),
        ("2025-09-14T08:52:00", "2025-09-14", "14 Sep 2025"),
    ],
)
def test_a_moment_is_written_as_far_as_the_reader_needs(wall: str, zh: str, en: str) -> None:
    text = moment_text(datetime.fromisoformat(wall), NOW)
    assert (text.zh, text.en) == (zh, en)
