"""Declare once, appear everywhere: whatever registers itself is named, explained, tested and in the manual."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import lianyi
from lianyi.cli.analysing import parser_of
from lianyi.core.registry import REGISTRIES, Registry
from lianyi.core.translation import Text
from lianyi.core.wording import catalogue
from lianyi.importers.mapping import shipped_mappings
from tools.pages import views
from tools.pages.errors import codes

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
WORD = re.compile(r"\w{2}|[\u4e00-\u9fff]")  # a comma may be needed in one language only
HAN = re.compile(r"[\u4e00-\u9fff]")
# A half-width mark directly after a Chinese character is a typing slip; 「12:30」 and 「A/B」 are not.
SLIP = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]")
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
UNWANTED_ZH = ("！", "您", "抱歉", "对不起", "请勿", "亲，")
UNWANTED_EN = ("!", "sorry", "Oops", "please note")


@cache
def _modules() -> list[ModuleType]:
    found = pkgutil.walk_packages(lianyi.__path__, "lianyi.")
    return [importlib.import_module(m.name) for m in found if not m.name.endswith("__main__")]


def _items() -> Iterator[tuple[str, object]]:
    _modules()
    for noun, registry in list(REGISTRIES.items()):
        yield from ((f"{noun} {item.key}", item) for item in registry)
    yield from ((f"importer {key}", mapping) for key, mapping in shipped_mappings().items())


def _texts(value: object, depth: int = 0) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif dataclasses.is_dataclass(value) and depth < 4:
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name), depth + 1)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part, depth + 1)


def _written_texts() -> Iterator[tuple[str, str, str]]:
    """Yield place, Chinese and English of each `Text("…", "…")` in the source."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="Text"),
                    args=[ast.Constant(value=str(zh)), ast.Constant(value=str(en))],
                ):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", zh, en
                case _:
                    pass


def _everything_said() -> Iterator[tuple[str, str, str]]:
    yield from ((code, t.zh, t.en) for code, texts in catalogue().items() for t in texts)
    yield from _written_texts()
    yield from ((name, t.zh, t.en) for name, item in _items() for t in _texts(item))


def test_something_is_registered() -> None:
    assert len(list(_items())) > 50
    assert {"table", "metric"} <= set(REGISTRIES)


def test_whatever_a_user_reads_exists_in_both_languages() -> None:
    half = [
        place
        for place, zh, en in _everything_said()
        if bool(zh.strip()) != bool(en.strip()) and WORD.search(zh + en)
    ]
    assert not half, f"Say it in both languages: {half}"
    swapped = [f"{place} {en}" for place, zh, en in _everything_said() if HAN.search(_unquoted(en))]
    assert not swapped, f"Chinese in an English text belongs into 「」 or brackets: {swapped}"


def _unquoted(en: str) -> str:
    """Return an English text without the Chinese names that it quotes."""
    return re.sub(r"「[^」]*」|\([^)]*\)|“[^”]*”|`[^`]*`", "", en)


def test_chinese_is_written_with_its_own_marks() -> None:
    slips = [f"{p} {zh}" for p, zh, _ in _everything_said() if SLIP.search(CODE.sub("", zh))]
    assert not slips, f"Full-width marks beside Chinese characters: {slips}"


def test_nobody_is_shouted_at_or_begged() -> None:
    found = [
        f"{place} {zh} / {en}"
        for place, zh, en in _everything_said()
        if any(w in zh for w in UNWANTED_ZH) or any(w.lower() in en.lower() for w in UNWANTED_EN)
    ]
    assert not found, f"Say what happened and what to do, calmly: {found}"


@pytest.mark.parametrize("zh", ["支付金额:12", "退款,按支付日", "(合计)"])
def test_the_rule_of_marks_sees_a_slip(zh: str) -> None:
    assert SLIP.search(zh)


def _declared(noun: str) -> Registry:  # type: ignore[type-arg]  # items of any kind
    _modules()
    return REGISTRIES[noun]


@pytest.mark.parametrize("noun", ["table", "metric", "report", "analysis"])
def test_each_declaration_has_its_place_in_the_reference(noun: str) -> None:
    page = (REFERENCE / f"{_declared(noun).plural}.md").read_text("utf-8")
    missing = [item.key for item in _declared(noun) if f"`{item.key}`" not in page]
    assert not missing, f"Run `make reference WRITE=1`: {missing}"


def test_each_importer_has_its_place_in_the_reference() -> None:
    page = (REFERENCE / "importers.md").read_text("utf-8")
    missing = [key for key in shipped_mappings() if f"## `{key}`" not in page]
    assert not missing, f"Run `make reference WRITE=1`: {missing}"


def test_each_column_of_each_view_has_its_meaning() -> None:
    silent = [
        f"{view}.{column.name}"
        for view, _, columns in views.computed_views()
        for column in columns
        if not views.meaning(view, column.name)
    ]
    assert not silent, f"Say what it means in tools/pages/view_columns.py: {silent}"


@cache
def _words_in_tests() -> set[str]:
    texts = (p.read_text("utf-8") for p in sorted((ROOT / "tests").rglob("*.py")))
    return {word for text in texts for word in re.findall(r"\w+", text)}


def test_each_importer_is_tried_by_a_test() -> None:
    # The generic ones are one shape: a test takes them all.
    own = [key for key in shipped_mappings() if not key.startswith("generic_")]
    untried = [key for key in own if key not in _words_in_tests()]
    assert not untried, (
        f"Write a small file with the real header and a test that reads it: {untried}"
    )


def test_each_analysis_is_explained_and_tried() -> None:
    ideas = [p.read_text("utf-8") for p in (ROOT / "docs" / "ideas").glob("*.md")]
    kinds = list(_declared("analysis"))
    unexplained = [k.key for k in kinds if not any(f"lianyi run {k.key}" in i for i in ideas)]
    assert not unexplained, f"Say under docs/ideas what it computes, and from where: {unexplained}"
    tests = [p.read_text("utf-8") for p in (ROOT / "tests").rglob("*.py")]
    untried = [k.key for k in kinds if not any(f'"{k.key}"' in t for t in tests)]
    assert not untried, f"Write a test that runs it by its key: {untried}"


def test_each_example_of_an_analysis_is_understood() -> None:
    for kind in _declared("analysis"):
        words = shlex.split(kind.example)
        assert words[:3] == ["lianyi", "run", kind.key]
        parser_of(kind).parse_args(words[3:])


def test_each_refusal_has_its_words() -> None:
    silent = sorted(codes() - set(catalogue()))
    assert not silent, f"Say title and advice in the room's messages.py: {silent}"


def test_no_words_are_kept_for_a_refusal_that_nobody_says() -> None:
    said = "\n".join(
        p.read_text("utf-8") for p in (ROOT / "src").rglob("*.py") if p.name != "messages.py"
    )
    families = {f"{noun}.unknown" for noun in REGISTRIES}
    unused = [code for code in catalogue() if f'"{code}"' not in said and code not in families]
    assert not unused, f"Remove the words or say them: {unused}"


def test_each_public_module_says_what_it_is_for() -> None:
    silent = [m.__name__ for m in _modules() if not (m.__doc__ or "").strip()]
    assert not silent, f"Open each module with one sentence: {silent}"
