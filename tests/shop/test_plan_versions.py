from __future__ import annotations

import threading
from pathlib import Path

import pytest

from lianyi.core.errors import LianyiError
from lianyi.facts.workspace import init_workspace
from lianyi.planning.writing import write_plan
from lianyi.shop.plan_versions import BY_HAND, PlanFiles, plan_of, text_hash
from tests.planning.plans import full_plan


@pytest.fixture
def files(tmp_path: Path) -> PlanFiles:
    return PlanFiles(init_workspace(tmp_path / "shop", name="团团"))


def test_a_workspace_without_a_plan_says_so(files: PlanFiles) -> None:
    with pytest.raises(LianyiError) as refused:
        files.plan()
    assert refused.value.code == "plan.none"


def test_every_save_is_a_version_that_names_its_parent(files: PlanFiles) -> None:
    first = files.save(write_plan(full_plan()), "陈曦")
    changed = full_plan().model_copy(update={"title": "新"})
    second = files.save(write_plan(changed), "张敏", parent=first.hash)
    assert [(v.number, v.author, v.parent) for v in files.versions()] == [
        (1, "陈曦", ""),
        (2, "张敏", first.hash),
    ]
    assert files.plan() == changed
    assert second.hash == text_hash(files.text())
    assert plan_of("v1", files, "CNY") == full_plan()
    assert plan_of("current", files, "CNY") == changed


def test_a_save_from_an_older_version_is_refused_and_changes_nothing(files: PlanFiles) -> None:
    first = files.save(write_plan(full_plan()), "陈曦")
    newer = write_plan(full_plan().model_copy(update={"title": "甲"}))
    files.save(newer, "张敏", parent=first.hash)
    other = write_plan(full_plan().model_copy(update={"title": "乙"}))
    with pytest.raises(LianyiError) as refused:
        files.save(other, "陈曦", parent=first.hash)
    assert (refused.value.code, refused.value.facts["author"]) == ("plan.changed_meanwhile", "张敏")
    assert files.text() == newer
    assert len(files.versions()) == 2


def test_an_edit_by_hand_becomes_a_version_and_is_never_overwritten(files: PlanFiles) -> None:
    first = files.save(write_plan(full_plan()), "陈曦")
    by_hand = files.text().replace("190万", "191万") + "# 备注\n"
    files.path.write_text(by_hand, "utf-8")
    with pytest.raises(LianyiError):
        files.save(
            write_plan(full_plan().model_copy(update={"title": "乙"})), "x", parent=first.hash
        )
    assert files.text() == by_hand
    assert files.versions()[-1].author == BY_HAND
    assert files.keep_hand_edit() is None


def test_of_many_who_save_at_once_from_one_version_one_wins(files: PlanFiles) -> None:
    first = files.save(write_plan(full_plan()), "0")
    outcomes: list[str] = []

    def save(name: str) -> None:
        try:
            files.save(
                write_plan(full_plan().model_copy(update={"title": name})), name, parent=first.hash
            )
            outcomes.append("saved")
        except LianyiError as refused:
            outcomes.append(refused.code)

    threads = [threading.Thread(target=save, args=(f"t{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["plan.changed_meanwhile"] * 7 + ["saved"]
    assert len(files.versions()) == 2


def test_the_same_text_again_is_no_new_version(files: PlanFiles) -> None:
    text = write_plan(full_plan())
    assert files.save(text, "a") == files.save(text, "b")


def test_an_unknown_version_names_those_that_there_are(files: PlanFiles) -> None:
    files.save(write_plan(full_plan()), "a")
    with pytest.raises(LianyiError) as refused:
        plan_of("v9", files, "CNY")
    assert (refused.value.code, refused.value.facts["known"]) == ("plan.version_unknown", "v1")
