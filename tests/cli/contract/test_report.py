from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from tests.cli.contract.exports import paid_fen
from tests.cli.contract.shell import lianyi

STAMP = ("--stamp", "2026-11-23 08:00")
ENDING = {"html": "html", "xlsx": "xlsx", "text": "txt"}


@pytest.mark.parametrize("form", ENDING)
@pytest.mark.parametrize(("kind", "period"), [("weekly", "2026-W46"), ("daily", "2026-11-12")])
def test_two_renders_under_one_stamp_are_byte_equal(
    kind: str, period: str, form: str, shop: Path, tmp_path: Path
) -> None:
    written = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.{ENDING[form]}"
        told = lianyi(
            "report", kind, "--period", period, "--format", form, *STAMP, "-o", path, at=shop
        )
        assert (told.code, told.out) == (0, ""), told.err
        written.append(path.read_bytes())
    assert written[0] == written[1] and len(written[0]) > 300


def test_the_ending_of_the_file_says_the_format(shop: Path, tmp_path: Path) -> None:
    for form, ending in ENDING.items():
        path = tmp_path / f"week.{ending}"
        assert lianyi("report", "weekly", "--period", "2026-W46", "-o", path, at=shop).code == 0
        assert zipfile.is_zipfile(path) == (form == "xlsx")
    assert (tmp_path / "week.html").read_text("utf-8").startswith("<!")


def test_a_report_speaks_one_language_and_says_the_number_of_the_metric(
    shop: Path, tmp_path: Path
) -> None:
    for lang in ("zh", "en"):
        path = tmp_path / f"{lang}.html"
        asked = ("report", "weekly", "--period", "2026-W46", "--lang", lang, *STAMP, "-o", path)
        assert lianyi(*asked, at=shop).code == 0
        page = path.read_text("utf-8")
        assert f'lang="{lang}' in page
        assert re.search(rf'<data[^>]*value="{paid_fen()}"', page)


def test_without_a_period_the_newest_complete_week_with_data_is_told(
    shop: Path, tmp_path: Path
) -> None:
    told = lianyi("report", "weekly", "--lang", "en", "-o", tmp_path / "w.txt", at=shop)
    assert told.code == 0 and "2026-W46" in told.err


def test_a_report_can_go_to_standard_output(shop: Path) -> None:
    told = lianyi(
        "report", "daily", "--period", "2026-11-12", "--format", "text", "-o", "-", at=shop
    )
    assert told.code == 0 and "日报" in told.out


def test_an_empty_workspace_has_nothing_to_report(empty: Path) -> None:
    told = lianyi("report", "weekly", "-o", "w.html", at=empty)
    assert told.code == 1 and "report.no_data" in told.err
    assert not (empty / "w.html").exists()


@pytest.mark.full
def test_the_demo_ends_with_an_opened_report(tmp_path: Path) -> None:
    told = lianyi("demo", "--once", "--no-browser", "--orders", "1500", at=tmp_path)
    assert told.code == 0, told.err
    assert (tmp_path / "lianyi-demo" / "out" / "weekly.html").exists()
    assert "weekly.html" in told.err and told.out == ""


def test_a_week_before_of_which_one_day_is_known_is_compared_with_nothing(shop: Path) -> None:
    asked = (
        "report",
        "weekly",
        "--period",
        "2026-W46",
        "--lang",
        "en",
        "--format",
        "text",
        *STAMP,
        "-o",
        "-",
    )
    text = lianyi(*asked, at=shop).out
    assert "There is no data for the week before to compare with" in text
    assert "Products whose GMV changed most" not in text
    [row] = [line for line in text.splitlines() if line.startswith("GMV (paid)  ")]
    assert row.split()[-2:] == ["—", "—"]
