"""Declared event properties: from a column of a file through the lake into a column of the timelines."""

from __future__ import annotations

from pathlib import Path

import pytest

from lianyi.analyses.event_lookup import column_of, columns_known
from lianyi.core.errors import LianyiError
from lianyi.facts.event_properties import event_properties
from lianyi.facts.workspace import SETTINGS, init_workspace
from lianyi.importers.reading import open_inputs
from lianyi.importers.run import Options
from lianyi.shop import open_shop
from lianyi.shop.importing import importer_of
from tests.timelines.histories import told

FILE = """event_no,person,at,event,优惠券,page,more
e1,13800000001,2026-09-01 10:00:00,view,满100减10,home,"{""ab"": ""x""}"
e2,13800000001,2026-09-01 10:01:00,cart,,detail,
"""


def test_a_named_property_is_a_column_of_the_timelines(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    init_workspace(folder)
    settings = (folder / SETTINGS).read_text("utf-8")
    (folder / SETTINGS).write_text(
        settings.replace("properties = []", 'properties = ["page", "优惠券"]'), "utf-8"
    )
    path = tmp_path / "events.csv"
    path.write_text(FILE, "utf-8")
    shop = open_shop(folder)
    [source] = open_inputs(path)
    [result] = importer_of(shop).import_input(source, Options(kind="events"))
    assert result.status == "imported", result.issues
    shop = shop.refresh()
    store = shop.timelines
    assert store.properties == {"page": "p1", "优惠券": "p2"}
    assert column_of(store, "优惠券") == "p2"
    assert "page" in columns_known(store)
    [rows] = told(store, "events").values()
    assert [(r["p1"], r["p2"]) for r in rows] == [("home", "满100减10"), ("detail", "")]
    _, found = shop.sql("SELECT json_extract_string(more, '$.ab') FROM events ORDER BY event_no")
    assert found == [("x",), (None,)]


@pytest.mark.parametrize(
    "names",
    [
        ["channel"],
        ["p3"],
        ["property_2"],
        ["a", "a"],
        ["with blank"],
        [""],
        [3],
        "coupon",
        [f"n{i}" for i in range(17)],
    ],
)
def test_names_that_cannot_be_are_refused(names: object) -> None:
    with pytest.raises(LianyiError) as refused:
        event_properties({"events": {"properties": names}})
    assert refused.value.code == "workspace.properties"
