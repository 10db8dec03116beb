"""Every code of this room has its words, and no words are left without a code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lianyi.importers.reading import messages

ROOM = Path(messages.__file__).parent
FACTS = {
    "file",
    "sheet",
    "row",
    "column",
    "header",
    "value",
    "reason",
    "looks_like",
    "limit",
    "part",
} | {
    "sheets",
    "columns",
    "found",
    "expected",
}


def codes_in_the_source() -> set[str]:
    sources = [p.read_text() for p in ROOM.glob("*.py") if p.name != "messages.py"]
    return set(re.findall(r'"(import\.[a-z_]+)"', "\n".join(sources)))


def test_every_code_that_is_raised_has_a_message() -> None:
    assert codes_in_the_source() == set(messages.MESSAGES)


@pytest.mark.parametrize("code", messages.MESSAGES)
def test_a_message_says_the_same_in_both_languages(code: str) -> None:
    for text in messages.MESSAGES[code]:
        zh, en = (set(re.findall(r"{(\w+)}", one)) for one in (text.zh, text.en))
        assert zh == en
        assert zh <= FACTS


@pytest.mark.parametrize("code", messages.MESSAGES)
def test_the_wording_keeps_to_the_house(code: str) -> None:
    title, advice = messages.MESSAGES[code]
    for text in (title, advice):
        assert text.zh.endswith("。")
        assert text.en.endswith(".")
        assert not re.search(r"[!！您]|失败|非法|无效|抱歉", text.zh)
        assert not re.search(r"(?<=[\u4e00-\u9fff])[,;:!?]|[,;:!?](?=[\u4e00-\u9fff])", text.zh)
        assert not re.search(r"[\u4e00-\u9fff]", text.en)
