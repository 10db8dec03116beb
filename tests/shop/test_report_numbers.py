"""Every number on the page is what `lianyi metric` answers, or follows from such answers and foots."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from html.parser import HTMLParser
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from lianyi.cli.main import main
from lianyi.core.calendar import parse_period
from lianyi.reports.archive import archive
from lianyi.reports.document import Document
from lianyi.shop import Shop
from lianyi.shop.reporting import build_report, render

YUAN = 100
REPORTS = [
    ("weekly", "2026-W44", "zh"),
    ("weekly", "2026-W46", "en"),
    ("weekly", "2026-W33", "en"),
    ("daily", "2026-11-15", "zh"),
    ("daily", "2026-11-11", "en"),
    ("monthly", "2026-10", "zh"),
    ("monthly", "2026-08", "en"),
]
FORECAST = ("estimate", "given")
Element = dict[str, str]


class Page(HTMLParser):
    """The attributes of every `<data>` element, with the block it stands in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Element] = []
        self._block = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "section":
            self._block = given["class"].split()[-1]
        if tag == "data":
            self.found.append({**given, "block": self._block})


class Asked:
    """`shop.metrics`, remembered by question."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._known: dict[Any, list[dict[str, Any]]] = {}

    def rows(self, key: str, period: str, by: str = "", where: str = "") -> list[dict[str, Any]]:
        question = (key, period, by, where)
        if question not in self._known:
            answer = self._shop.metrics(key, by=by or (), period=period, where=where or None)
            self._known[question] = answer.rows()
        return self._known[question]

    def value(self, key: str, period: str, cell: Mapping[str, str], where: str = "") -> Any:
        """The answer in one cell; None where there is none."""
        by = next(iter(cell), "")
        rows = self.rows(key, period, by, where)
        if not by:
            return rows[0][key]
        return next((row[key] for row in rows if str(row[by]) == cell[by]), None)

    def gmv(self, period: str, axis: str) -> dict[str, int]:
        return {str(r[axis]): r["gmv_paid"] or 0 for r in self.rows("gmv_paid", period, axis)}


@pytest.fixture(scope="module")
def asked(shop: Shop) -> Asked:
    return Asked(shop)


@pytest.fixture(scope="module")
def built(shop: Shop) -> dict[tuple[str, str, str], Document]:
    return {
        (kind, period, lang): build_report(
            shop,
            kind,
            parse_period(period),
            "zh" if lang == "zh" else "en",
            "2026-11-16 09:00",
        )
        for kind, period, lang in REPORTS
    }


def elements(document: Document) -> list[Element]:
    return Page(render(document, "html").decode()).found


def cell_of(element: Element) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in element.get("data-by", "").split(";") if pair)
    return {name: value for name, _, value in pairs}


@pytest.mark.parametrize("which", REPORTS)
def test_every_answer_is_what_the_metric_command_prints(
    which: tuple[str, str, str], built: dict[tuple[str, str, str], Document], asked: Asked
) -> None:
    answered = [e for e in elements(built[which]) if "data-metric" in e]
    assert len(answered) > (35 if which[0] == "daily" else 120)
    for element in answered:
        value = asked.value(
            element["data-metric"],
            element["data-period"],
            cell_of(element),
            element.get("data-where", ""),
        )
        # A cell without a row of its own is a channel in which nothing happened.
        assert float(element["value"]) == (0 if value is None else value), element


@pytest.mark.parametrize("which", REPORTS)
def test_every_change_follows_from_two_answers(
    which: tuple[str, str, str], built: dict[tuple[str, str, str], Document], asked: Asked
) -> None:
    checked = 0
    for element in elements(built[which]):
        kind, cell = element.get("data-derived", ""), cell_of(element)
        if kind not in ("change", "change_rate"):
            continue
        now, before = (
            asked.value(element["data-of"], element[at], cell, element.get("data-where", ""))
            for at in ("data-period", "data-base")
        )
        difference = (now or 0) - (before or 0)
        expected = difference if kind == "change" else difference / before
        assert float(element["value"]) == pytest.approx(expected, abs=1e-9), element
        checked += 1
    assert checked >= (10 if which[0] == "daily" else 20)


@pytest.mark.parametrize("which", REPORTS)
def test_every_part_is_a_part_of_the_change(
    which: tuple[str, str, str], built: dict[tuple[str, str, str], Document], asked: Asked
) -> None:
    """A named part is its cell's change; several are their sum; a share is of the whole change."""
    for element in elements(built[which]):
        if element.get("data-derived") != "part":
            continue
        now, before = element["data-period"], element["data-base"]
        whole = asked.value("gmv_paid", now, {}) - asked.value("gmv_paid", before, {})
        axis, _, cells = element["data-by"].partition("=")
        gains = gains_on(asked, axis, now, before)
        total = sum(gains.get(cell, 0) for cell in cells.split("|"))
        if not cells:
            named = [c for e in products_of(built[which]) if (c := cell_of(e)[axis])]
            total = whole - sum(gains[cell] for cell in named)
        if element["data-unit"] == "ratio":
            assert float(element["value"]) == pytest.approx(total / whole)
        else:
            assert int(element["value"]) == total, element


def gains_on(asked: Asked, axis: str, now: str, before: str) -> dict[str, int]:
    after, base = asked.gmv(now, axis), asked.gmv(before, axis)
    return {c: after.get(c, 0) - base.get(c, 0) for c in {*after, *base}}


def products_of(document: Document) -> list[Element]:
    return [
        e
        for e in elements(document)
        if e["block"] == "what_changed"
        and e.get("data-derived") == "part"
        and e["data-by"].startswith("product=")
    ]


def test_products_and_their_rest_foot_to_the_change(
    built: dict[tuple[str, str, str], Document], asked: Asked
) -> None:
    document = built[REPORTS[0]]
    parts = sum(int(e["value"]) for e in products_of(document))
    now, before = (asked.value("gmv_paid", p, {}) for p in ("2026-W44", "2026-W43"))
    assert len(products_of(document)) == 4 and parts == now - before


def shares(before: tuple[int, ...], now: tuple[int, ...]) -> list[Fraction]:
    """Visitors × orders per visitor × value per order: the mean effect over all orders of replacing."""

    def factors(side: tuple[int, ...]) -> list[Fraction]:
        visitors, orders, gmv = side
        return [Fraction(visitors), Fraction(orders, visitors), Fraction(gmv, orders)]

    old, new = factors(before), factors(now)
    effects = [Fraction(0)] * 3
    orders = list(permutations(range(3)))
    for order in orders:
        at = list(old)
        for n in order:
            start = at[0] * at[1] * at[2]
            at[n] = new[n]
            effects[n] += (at[0] * at[1] * at[2] - start) / len(orders)
    return effects


@pytest.mark.parametrize("which", [r for r in REPORTS if r[0] != "daily"])
def test_factors_are_exact_inside_each_channel_and_foot_both_ways(
    which: tuple[str, str, str], built: dict[tuple[str, str, str], Document], asked: Asked
) -> None:
    table: dict[str, dict[str, int]] = defaultdict(dict)
    for element in elements(built[which]):
        cell = cell_of(element)
        if element.get("data-derived") == "factor" and "part" not in cell:
            table[cell.get("platform", "all")][cell["factor"]] = int(element["value"])
    whole = table.pop("all")
    assert len(table) >= 4 and whole == {
        factor: sum(row[factor] for row in table.values()) for factor in whole
    }
    period = which[1]
    base = parse_period(period).stepped(-1).key
    for platform, row in table.items():
        sides = [
            tuple(
                asked.value(key, p, {"platform": platform})
                for key in ("visitors", "orders_paid", "gmv_paid")
            )
            for p in (base, period)
        ]
        exact = shares(*sides)
        for written, effect in zip(row.values(), exact, strict=True):
            # Rounded together to whole yuan, so that every row and column foots.
            assert abs(written - effect) <= 2 * YUAN, (platform, row)
        assert abs(sum(row.values()) - sum(exact, Fraction(0))) <= 2 * YUAN
    total: int = asked.value("gmv_paid", period, {}) - asked.value("gmv_paid", base, {})
    assert abs(sum(whole.values()) - total) < YUAN


def test_no_number_is_derived_in_a_way_that_nothing_checks(
    built: dict[tuple[str, str, str], Document],
) -> None:
    checked = ("change", "change_rate", "part", "factor", *FORECAST)
    for document in built.values():
        kinds = {e["data-derived"] for e in elements(document) if "data-derived" in e}
        assert kinds <= set(checked)


@pytest.mark.parametrize("which", REPORTS)
def test_the_archive_holds_the_numbers_of_the_page(
    which: tuple[str, str, str], built: dict[tuple[str, str, str], Document]
) -> None:
    document = built[which]
    held = json.loads(json.dumps(archive(document)))
    page = {
        (e["data-metric"], e["data-period"], e.get("data-where", ""), e.get("data-by", "")): (
            float(e["value"]),
            e["data-definition"],
        )
        for e in elements(document)
        if "data-metric" in e
    }
    kept = {
        (n["metric"], n["period"], n.get("where", ""), pairs(n)): (n["value"], n["definition"])
        for n in held["numbers"]
    }
    assert kept == page and held["snapshot"] == document.snapshot
    derived = [e for e in elements(document) if "data-derived" in e]
    assert [n["value"] for n in held["derived"]] == [float(e["value"]) for e in derived]


def pairs(entry: Mapping[str, Any]) -> str:
    return ";".join(f"{name}={value}" for name, value in entry.get("by", {}).items())


@pytest.mark.parametrize("kind", ["weekly", "daily", "monthly"])
@pytest.mark.parametrize("form", ["html", "xlsx", "text"])
def test_a_stamp_makes_two_runs_equal_to_the_byte(
    kind: str, form: str, shop: Shop, tmp_path: Path
) -> None:
    period = {"weekly": "2026-W46", "daily": "2026-11-15", "monthly": "2026-10"}[kind]
    made = []
    for run in ("first", "second"):
        path = tmp_path / f"{run}.{form}"
        arguments = ["-C", str(shop.workspace.folder), "report", kind, "--period", period]
        arguments += ["--format", form, "--stamp", "2026-11-16 09:00", "-o", str(path)]
        assert main(arguments) == 0
        made.append(path.read_bytes())
    assert made[0] == made[1] and len(made[0]) > 1_000
