"""The key: made once, never overwritten, one for all who start at the same moment."""

from __future__ import annotations

import multiprocessing
import stat
from pathlib import Path
from typing import Any

import pytest

from lianyi.core.errors import LianyiError
from lianyi.facts.keys import key_path, load_key, parse_key, save_key
from lianyi.facts.vault import Vault, tagged

TAGS = [tagged("phone", str(n)) for n in range(500)]


@pytest.fixture(autouse=True)
def _config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_it_is_made_when_it_may_be_and_found_again() -> None:
    key = load_key("shop", create=True)
    assert len(key) == 32
    assert load_key("shop", create=False) == key
    assert load_key("other", create=True) != key
    assert stat.S_IMODE(key_path("shop").stat().st_mode) == 0o600
    assert stat.S_IMODE(key_path("shop").parent.stat().st_mode) == 0o700


def test_one_that_is_missing_is_not_made_up() -> None:
    with pytest.raises(LianyiError, match=r"key\.missing"):
        load_key("shop", create=False)
    assert not key_path("shop").exists()


def test_another_one_never_takes_its_place() -> None:
    save_key("shop", bytes(32))
    save_key("shop", bytes(32))
    with pytest.raises(LianyiError, match=r"key\.other_exists"):
        save_key("shop", bytes([1] * 32))
    assert load_key("shop", create=False) == bytes(32)


def test_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    save_key("shop", bytes(32))
    monkeypatch.setenv("LIANYI_KEY", "ab" * 32)
    assert load_key("shop", create=False) == bytes([0xAB] * 32)


@pytest.mark.parametrize("text", ["", "ab" * 31, "ab" * 33, "zz" * 32, "ab " * 31])
def test_what_is_not_64_hex_digits_is_no_key(text: str) -> None:
    with pytest.raises(LianyiError, match=r"key\.malformed"):
        parse_key(text)


def _start(folder: Path, ready: Any, told: Any) -> None:
    ready.wait()
    vault = Vault(folder / "vault.db", load_key("shop", create=True))
    told.put(vault.assign(TAGS))
    vault.close()


def test_those_who_start_at_once_share_key_vault_and_numbers(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    ready, told = context.Barrier(4), context.Queue()
    starters = [context.Process(target=_start, args=(tmp_path, ready, told)) for _ in range(4)]
    for starter in starters:
        starter.start()
    answers = [told.get(timeout=60) for _ in starters]
    for starter in starters:
        starter.join(60)
        assert starter.exitcode == 0
    assert all(answer == answers[0] for answer in answers)
    assert len(set(answers[0])) == len(TAGS)
