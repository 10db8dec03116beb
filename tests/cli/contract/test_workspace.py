from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.contract.shell import lianyi

IMPORTS = ("imports", "--json")


@pytest.mark.parametrize(
    "arguments",
    [
        ("-C", "{shop}", *IMPORTS),
        (*IMPORTS, "-C", "{shop}"),
        ("--workspace", "{shop}", *IMPORTS),
        (*IMPORTS, "--workspace", "{shop}"),
        ("--shop", "{shop}", *IMPORTS),
        ("imports", "--shop={shop}", "--json"),
    ],
    ids=" ".join,
)
def test_the_workspace_is_named_before_or_after_the_command(
    arguments: tuple[str, ...], made_shop: Path, tmp_path: Path
) -> None:
    told = lianyi(*(a.format(shop=made_shop) for a in arguments), at=tmp_path)
    assert told.code == 0 and len(told.json["imports"]) == 1


def test_the_workspace_is_that_of_the_environment_else_the_current_folder(
    made_shop: Path, empty: Path, tmp_path: Path
) -> None:
    named = {"LIANYI_SHOP": str(made_shop)}
    assert len(lianyi(*IMPORTS, at=tmp_path, env=named).json["imports"]) == 1
    assert len(lianyi(*IMPORTS, at=made_shop).json["imports"]) == 1
    assert lianyi("-C", empty, *IMPORTS, at=made_shop, env=named).json["imports"] == []


def test_elsewhere_there_is_no_workspace(tmp_path: Path) -> None:
    told = lianyi(*IMPORTS, at=tmp_path)
    assert (told.code, told.out) == (1, "")
    assert "lianyi init" in told.err and told.err.endswith("[workspace.none]\n")


def test_an_existing_workspace_is_not_made_again(made_shop: Path) -> None:
    before = (made_shop / "lianyi.toml").read_bytes()
    assert lianyi("init", made_shop, at=made_shop).code == 0
    other = lianyi("init", made_shop, "--name", "别的", at=made_shop)
    assert other.code == 1 and "workspace.exists" in other.err
    assert (made_shop / "lianyi.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("environment", "flag", "word"),
    [
        ({}, (), "没有"),
        ({"LANG": "C.UTF-8"}, (), "没有"),
        ({"LANG": "zh_CN.UTF-8"}, (), "没有"),
        ({"LANG": "en_US.UTF-8"}, (), "There is"),
        ({"LANG": "en_US.UTF-8"}, ("--lang", "zh"), "没有"),
        ({}, ("--lang", "en"), "There is"),
        ({"LANG": "en_US.UTF-8", "LIANYI_LANG": "zh"}, (), "没有"),
    ],
)
def test_words_are_chinese_unless_english_is_asked_for(
    environment: dict[str, str], flag: tuple[str, ...], word: str, made_shop: Path
) -> None:
    told = lianyi("metric", "gmv_pay", *flag, at=made_shop, env=environment)
    assert told.code == 1 and told.err.startswith(word)


def test_chinese_comes_out_whole_where_the_terminal_knows_none(made_shop: Path) -> None:
    bare = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    told = lianyi("metrics", "gmv_paid", at=made_shop, env=bare)
    assert told.code == 0 and "支付GMV" in told.out
