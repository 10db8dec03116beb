"""The archive of a report, and what a later one finds changed in it."""

from __future__ import annotations

import copy
import json
from typing import Any

from lianyi.reports.archive import archive, compare_reports
from lianyi.reports.gather import Gathered
from lianyi.reports.weekly import KEYS, assemble
from tests.reports.analysed_week import analysed
from tests.reports.shop import W36, W37, TuantuanShop
from tests.reports.tuantuan import fen


def archived() -> dict[str, Any]:
    return archive(assemble(Gathered(TuantuanShop(), W37, W36, KEYS), analysed(), "zh"))


def with_gmv(report: dict[str, Any], period: str, value: int) -> dict[str, Any]:
    changed = copy.deepcopy(report)
    for entry in changed["numbers"]:
        if entry["metric"] == "gmv_paid" and entry["period"] == period and "by" not in entry:
            entry["value"] = value
    return changed


def test_the_archive_is_json_and_holds_every_answer_once() -> None:
    report = archived()
    assert json.loads(json.dumps(report)) == report
    keys = [
        (e["metric"], e["period"], e.get("where"), json.dumps(e.get("by")))
        for e in report["numbers"]
    ]
    assert len(keys) == len(set(keys)) > 50
    gmv = next(e for e in report["numbers"] if e["metric"] == "gmv_paid")
    assert gmv["value"] == fen(445_969) and gmv["definition"] == "gmv_paid@v1"
    assert report["snapshot"] == 1853 and report["period"] == "2026-W37"


def test_two_equal_reports_have_nothing_to_say() -> None:
    assert compare_reports(archived(), archived()) == ()


def test_a_small_restatement_leaves_the_conclusion() -> None:
    old = with_gmv(archived(), "2026-W36", fen(459_608))
    old["headline"]["base"] = fen(459_608)
    (found,) = compare_reports(old, archived())
    assert (found.metric, found.period) == ("gmv_paid", "2026-W36")
    assert (found.old, found.new) == (fen(459_608), fen(459_396))
    assert not found.conclusion_changed


def test_a_large_restatement_changes_the_conclusion() -> None:
    new = with_gmv(archived(), "2026-W37", fen(500_000))
    found = compare_reports(archived(), new)
    assert [item.new for item in found] == [fen(500_000)]
    assert found[0].conclusion_changed


def test_a_new_definition_is_no_restatement() -> None:
    new = with_gmv(archived(), "2026-W37", fen(500_000))
    for entry in new["numbers"]:
        entry["definition"] = entry["definition"].replace("@v1", "@v2")
    assert compare_reports(archived(), new) == ()
