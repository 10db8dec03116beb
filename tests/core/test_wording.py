"""Every refusal has its words, and the words have every fact that they name."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from lianyi.core.errors import Issue, LianyiError
from lianyi.core.translation import Text
from lianyi.core.wording import catalogue, issue_text, told

SOURCE = Path(__file__).resolve().parents[2] / "src" / "lianyi"
# What the place of an issue always brings along.
PLACE = {"file", "sheet", "row", "column", "header", "value", "code"}
CODE = re.compile(r"^[a-z_]+\.[a-z_]+$")


def _slots(text: Text) -> set[str]:
    said = string.Formatter().parse(text.zh), string.Formatter().parse(text.en)
    return {name.split("[")[0] for parts in said for _, name, _, _ in parts if name}


def _raised() -> Iterator[tuple[str, str, set[str]]]:
    """Yield place, code and facts of each refusal that names both in one call."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="LianyiError"),
                    args=[ast.Constant(value=str(code))],
                    keywords=keywords,
                ) if all(k.arg for k in keywords):
                    yield f"{path.name}:{node.lineno}", code, {str(k.arg) for k in keywords}
                case _:
                    pass


def test_refusals_give_every_fact_that_their_words_name() -> None:
    short = {
        (place, code): missing
        for place, code, facts in _raised()
        if code in catalogue()
        and (missing := set().union(*map(_slots, catalogue()[code])) - facts - {"code"})
    }
    assert not short, f"Give these facts or drop the slots: {short}"


def test_there_are_refusals_to_look_at() -> None:
    assert len({code for _, code, _ in _raised()}) > 30


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_a_refusal_is_said_as_sentences_with_its_code_at_the_end(code: str) -> None:
    title, advice = catalogue()[code]
    facts = dict.fromkeys(_slots(title) | _slots(advice), "7")
    said = told(code, facts)
    for text in (said.zh, said.en):
        assert text.endswith(f"[{code}]")
        assert "{" not in text and "—" not in text.replace("——", "")
    assert title.zh.endswith(("。", "？")) or title.zh.endswith("}")
    assert title.en.endswith((".", "?", ".」")) or title.en.endswith("}")
    assert CODE.match(code)


def test_a_fact_in_two_languages_is_said_in_the_language_of_its_sentence() -> None:
    facts = {"what": Text("内存", "memory"), "limit": "900 MB"}
    said = told("sql.too_heavy", facts)
    assert "内存" in said.zh and "memory" not in said.zh
    assert "memory" in said.en and "内存" not in said.en


def test_a_value_with_braces_is_not_a_slot() -> None:
    issue = Issue("import.cell_date", "a.csv", None, 37, "I", "支付时间", "{0.__class__} {file}")
    said = issue_text(issue)
    assert "「{0.__class__} {file}」" in said.zh
    assert said.zh.startswith("a.csv I37 ")


def test_a_code_without_words_is_still_named() -> None:
    assert told("some.thing", {}).zh == "没有做成：some.thing。 [some.thing]"


def test_a_refusal_as_text_is_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = LianyiError("currency.unknown", currency="XXQ")
    monkeypatch.setenv("LIANYI_LANG", "en")
    said = str(refusal)
    assert said.startswith("There is no currency XXQ. Use an ISO 4217 code")
    assert said.endswith("[currency.unknown]")
    monkeypatch.setenv("LIANYI_LANG", "zh")
    assert str(refusal).startswith("没有「XXQ」这个币种。")


def test_nothing_that_looks_alike_is_not_named() -> None:
    assert (
        told("report.unknown", {"key": "x", "nearest": "—"}).en
        == "There is no report x. [report.unknown]"
    )
    assert "Close ones: weekly" in told("report.unknown", {"key": "x", "nearest": "weekly"}).en
