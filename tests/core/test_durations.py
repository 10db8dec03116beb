from __future__ import annotations

import pytest

from lianyi.core.durations import duration_text, parse_duration
from lianyi.core.errors import LianyiError


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1s", 1), ("30m", 1_800), ("12H", 43_200), (" 7d ", 604_800), ("2 w", 1_209_600)],
)
def test_a_length_of_time_is_a_number_and_a_unit(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    "text",
    ["", "7", "d", "0d", "-1d", "1.5h", "7 days", "7d7h", "99999999999d", "3661d", "７d", "7d\n7d", "1e3s"],
)  # fmt: skip
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(LianyiError) as refused:
        parse_duration(text)
    assert refused.value.code == "duration.unknown"


def test_a_length_is_named_in_its_largest_whole_unit() -> None:
    lengths = (1, 90, 3_600, 5_400, 86_400, 90_000, 604_800)
    assert [duration_text(s).say("zh") for s in lengths] == [
        "1秒", "90秒", "1小时", "90分钟", "1天", "25小时", "7天",
    ]  # fmt: skip
    assert [duration_text(s).say("en") for s in lengths[:3]] == ["1 second", "90 seconds", "1 hour"]
