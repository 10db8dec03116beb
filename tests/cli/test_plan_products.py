from __future__ import annotations

import json
from pathlib import Path

import pytest

from lianyi.cli.main import main
from lianyi.facts.workspace import init_workspace

TABLE = """SKU,名称,售价,成本,社交属性,颜值,话题,毛利率,频次,需要讲解
A1,学饮杯,79,26,80,90,70,,2,40
A2,纸巾,39,18,60,30,20,50%,12,5
A3,益智机器人,899,400,50,80,80,,3,90
"""


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "candidates.csv"
    path.write_text(TABLE, "utf-8")
    return path


def test_a_table_of_candidates_is_ranked_without_a_shop(table: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    assert main(["plan", "rank-products", str(table), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["products"]
    assert [p["sku"] for p in found] == ["A1", "A3", "A2"]
    for product in found:
        assert round(sum(c["adds"] for c in product["contributions"]), 2) == product["score"]


def test_dear_goods_get_a_community_and_fast_ones_distribution(table: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    assert main(["plan", "advise-mode", str(table), "--json"]) == 0
    found = {p["sku"]: p["advice"][0] for p in json.loads(capsys.readouterr().out)["products"]}
    assert found["A3"]["mode"] == "community"
    assert found["A2"]["mode"] == "distribution"
    assert round(sum(c["adds"] for c in found["A3"]["contributions"]), 2) == found["A3"]["score"]


def test_a_cell_that_cannot_be_read_is_told_with_its_row_and_the_rest_is_ranked(table: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    table.write_text(TABLE + "A4,坏,abc,,,,,,,\nA5,超,10,1,300,,,,,\n", "utf-8")
    assert main(["plan", "rank-products", str(table), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(i["row"], i["header"], i["value"]) for i in found["issues"]] == [
        (5, "price", "abc"),
        (6, "social", "300"),
    ]
    assert len(found["products"]) == 3


def test_a_losing_ladder_is_proved_with_its_order_and_exit_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    where = init_workspace(tmp_path / "shop", name="团团")
    (where.folder / "plan").mkdir()
    (where.folder / "plan" / "plan.yaml").write_text(
        "products:\n  ladder:\n    - {sku: cup, community: 49, cost: 26, freight: 4.5}\n  stacking:\n    benefits:\n"
        "      - {id: n, kind: coupon, amount: 10}\n      - {id: p, kind: points, rate: 5%}\n"
        "      - {id: c, kind: commission, rate: 10%}\n      - {id: l, kind: leader, rate: 5%}\n",
        "utf-8",
    )
    assert main(["plan", "prove-margin", "-C", str(where.folder), "--json"]) == 1
    [sku] = json.loads(capsys.readouterr().out)["skus"]
    assert (sku["worst"]["margin_fen"], sku["floor_fen"]) == (-130, 5063)
    assert main(["plan", "prove-margin", "-C", str(where.folder), "--lang", "zh"]) == 1
    assert "社群价 49.00 − 券 10.00" in capsys.readouterr().out
