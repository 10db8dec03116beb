from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import lianyi
from lianyi.core.errors import LianyiError
from lianyi.core.wording import told
from lianyi.shop.answer import Answer
from tests.facts import lakes

ORDERS = [
    ("1", 10_000, "2026-11-09", "live", "creator"),
    ("2", 20_000, "2026-11-10", "live", "creator"),
    ("3", 30_100, "2026-11-15", None, None),
    ("4", 40_000, "2026-11-16", None, None),
]
LIVE = "youzan/live/creator"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    where = lakes.workspace(tmp_path / "shop")
    rows: list[dict[str, Any]] = [
        {"order_no": no, "paid_fen": fen, "carrier": carrier, "source": source}
        | {"created_at": f"{day} 02:00", "paid_at": f"{day} 02:01"}
        for no, fen, day, carrier, source in ORDERS
    ]
    days = ("2026-11-01", "2026-11-20")
    lakes.add(where, "a", "2026-11-21 00:00:00", days=days, orders=rows)
    lakes.stand(where, "a")
    return where.folder


@pytest.fixture
def answer(folder: Path) -> Answer:
    shop = lianyi.open(folder)
    return shop.metrics("gmv_paid", "order_value", by="channel", period="2026-W46")


def test_a_question_gives_rows(answer: Answer) -> None:
    assert answer.columns() == ["channel", "gmv_paid", "order_value"]
    rows = {r["channel"]: (r["gmv_paid"], r["order_value"]) for r in answer.rows()}
    assert rows == {LIVE: (30_000, 15_000), "youzan": (30_100, 30_100)}
    assert len(answer) == 2


def test_rows_are_the_reader_s_own(answer: Answer) -> None:
    answer.rows().clear()
    assert len(answer.rows()) == 2


def test_one_number_without_dimensions_is_one_row(folder: Path) -> None:
    answer = lianyi.open(str(folder)).metrics("gmv_paid", period="2026-W46")
    assert answer.rows() == [{"gmv_paid": 60_100}]


def test_a_chart_has_a_bar_for_each_part_the_greatest_first(answer: Answer) -> None:
    option = answer.chart()
    text = json.dumps(option, ensure_ascii=False)
    assert text.index("youzan") < text.index(LIVE)
    assert "301.00" in text and "支付GMV" in text


def test_a_chart_over_time_is_a_line(folder: Path) -> None:
    answer = lianyi.open(folder).metrics("gmv_paid", grain="day", period="2026-W46")
    option = answer.chart()
    assert option["series"][0]["type"] == "line"
    assert "2026-11-09" in json.dumps(option)


def test_a_notebook_shows_a_table_with_its_period(answer: Answer) -> None:
    shown = answer._repr_html_()
    assert shown.startswith("<table>") and shown.count("<tr>") == 3
    assert "¥301.00" in shown and "支付GMV" in shown and "<caption>" in shown
    assert "301.00" in repr(answer)


def test_what_a_shop_calls_things_cannot_break_out_of_the_table(tmp_path: Path) -> None:
    where = lakes.workspace(tmp_path)
    order = {"order_no": "1", "paid_fen": 1, "province": "<img src=x onerror=alert(1)>"}
    order |= {"created_at": "2026-11-10 02:00", "paid_at": "2026-11-10 02:01"}
    lakes.add(where, "a", "2026-11-21 00:00:00", days=("2026-11-01", "2026-11-20"), orders=[order])
    lakes.stand(where, "a")
    answer = lianyi.open(tmp_path).metrics("gmv_paid", by="province", period="2026-W46")
    assert "<img" not in answer._repr_html_() and "&lt;img" in answer._repr_html_()


@pytest.mark.parametrize(("method", "extra"), [("arrow", "arrow"), ("frame", "pandas")])
def test_a_library_that_is_missing_is_named_with_its_extra(
    method: str, extra: str, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in ("pyarrow", "pandas", "polars"):
        monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(LianyiError) as refused:
        getattr(answer, method)()
    assert refused.value.code == "python.extra_missing"
    said = told(refused.value.code, refused.value.facts)
    assert f"lianyi[{extra}]" in said.zh and f"lianyi[{extra}]" in said.en


@pytest.mark.parametrize(
    ("library", "source"),
    [
        ("pandas", "class DataFrame(dict): pass\n"),
        ("polars", "class DataFrame(dict): pass\n"),
    ],
)
def test_a_frame_is_of_the_library_that_is_there(
    library: str, source: str, answer: Answer, tmp_path: Path
) -> None:
    # A library of a few lines stands for the real one: the columns that it is handed are ours.
    (tmp_path / f"{library}.py").write_text(source, "utf-8")
    other = {"pandas": "polars", "polars": "pandas"}[library]
    script = (
        f"import sys; sys.modules[{other!r}] = None\n"
        "import lianyi; a = lianyi.open('shop').metrics('gmv_paid', by='channel', period='2026-W46')\n"
        "f = a.frame(); print(type(f).__module__, f['channel'], f['gmv_paid'])"
    )
    path = ":".join([str(tmp_path), str(Path(lianyi.__file__).parents[1])])
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path, env={"PYTHONPATH": path, "HOME": str(tmp_path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[0] == library
    assert LIVE in done.stdout and "30000" in done.stdout


def test_a_shop_stays_at_its_data_version_until_it_is_refreshed(folder: Path) -> None:
    shop = lianyi.open(folder)
    where = shop.workspace
    late = {"order_no": "9", "paid_fen": 5, "created_at": "2026-11-10 02:00"}
    late |= {"paid_at": "2026-11-10 02:01"}
    lakes.add(where, "b", "2026-11-22 00:00:00", days=("2026-11-01", "2026-11-20"), orders=[late])
    lakes.stand(where, "a", "b")
    asked = ("gmv_paid",)
    assert shop.metrics(*asked, period="2026-W46").rows() == [{"gmv_paid": 60_100}]
    assert shop.refresh().metrics(*asked, period="2026-W46").rows() == [{"gmv_paid": 60_105}]
    assert lianyi.open(folder, at=1).metrics(*asked, period="2026-W46").rows() == [
        {"gmv_paid": 60_100}
    ]


def test_a_folder_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LianyiError, match=r"workspace\.none"):
        lianyi.open(tmp_path)


def test_sql_answers_with_names_and_rows(folder: Path) -> None:
    names, rows = lianyi.open(folder).sql("SELECT count(*) AS n FROM orders")
    assert (names, rows) == (["n"], [(4,)])
