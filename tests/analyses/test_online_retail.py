"""Who comes back, who buys again and who matters in a year of a real shop, against SQL over the same facts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lianyi.facts.keys import KEY_BYTES
from lianyi.shop.shop import Shop
from tests.conftest import SHARED_DATA
from tests.importers.test_real_data import (  # fmt: skip
    COHORT_ALL,
    COHORT_PAID,
    RETAIL,
    import_into,
    mapping_of,
    new_shop,
)

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="../shared/data missing"),
]


@pytest.fixture(scope="module")
def retail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIANYI_KEY", "5a" * KEY_BYTES)
        shop = new_shop(tmp_path_factory.mktemp("retail") / "shop", "Europe/London", "GBP")
        import_into(shop, SHARED_DATA / RETAIL, mapping_of(RETAIL))
        yield shop.refresh()


def test_the_cohorts_are_the_published_ones(retail: Shop) -> None:
    paid = retail.run("retention", first="order", grain="month")
    every = retail.run("retention", first="order_created", grain="month")
    assert every.extra["grid"]["people"][0] == COHORT_ALL
    assert paid.extra["grid"]["people"][0][:4] == COHORT_PAID
    # December 2011 ends on the 9th: it is there, and it is marked.
    assert paid.extra["grid"]["state"][0][-1] == "in_progress"


@pytest.mark.parametrize(("basis", "first"), [("paid", "order"), ("all", "order_created")])
def test_every_cohort_is_the_one_of_sql(retail: Shop, basis: str, first: str) -> None:
    found = retail.run("retention", first=first, grain="month")
    _, rows = retail.sql(
        f"SELECT cohort_month, month_index, people, paid_fen FROM cohort_months WHERE basis = '{basis}'"
    )
    expected = {(cohort, n): (people, fen) for cohort, n, people, fen in rows}
    cells = {(c["cohort"], c["n"]): (c["returned"], c["paid_fen"]) for c in found.table("cells").dicts() if c["returned"]}  # fmt: skip
    assert {k: v[0] for k, v in cells.items()} == {k: v[0] for k, v in expected.items()}
    if basis == "paid":
        assert cells == expected
        assert sum(r["total"] for r in found.table("money").dicts()) == 891_140_790


def test_repurchase_is_the_one_of_sql(retail: Shop) -> None:
    found = retail.run("repurchase", windows=(30, 90))
    (last,) = retail.sql("SELECT max(paid_day) - 1 FROM orders WHERE is_paid")[1][0]
    for window in (30, 90):
        _, rows = retail.sql(
            "WITH kept AS (SELECT person_id, paid_day, row_number() OVER (PARTITION BY person_id ORDER BY paid_at, order_no) AS n "
            "FROM orders WHERE is_paid AND person_id IS NOT NULL AND NOT is_fully_refunded), "
            "ends AS (SELECT person_id, min(paid_day) FILTER (n = 1) AS one, min(paid_day) FILTER (n = 2) AS two FROM kept GROUP BY 1) "
            f"SELECT count(*), count(*) FILTER (two - one <= {window}) FROM ends WHERE DATE '{last}' - one >= {window}"
        )
        row = next(r for r in found.rows() if r["days"] == window)
        assert (row["people"], row["again"]) == rows[0]


def test_rfm_is_the_one_of_sql(retail: Shop) -> None:
    found = retail.run("rfm")
    people = (
        "WITH p AS (SELECT person_id, max(paid_day) AS last, count(*) AS f, sum(paid_fen - refund_fen) AS m FROM orders "
        "WHERE is_paid AND person_id IS NOT NULL GROUP BY 1), "
        "q AS (SELECT quantile_disc(last, [0.2, 0.4, 0.6, 0.8]) AS r, quantile_disc(f, [0.2, 0.4, 0.6, 0.8]) AS f, "
        "quantile_disc(m, [0.2, 0.4, 0.6, 0.8]) AS m FROM p) "
    )
    score = "1 + len(list_filter(q.{q}, c -> p.{p} > c))"
    scores = ", ".join(score.format(q=q, p=p) for q, p in (("r", "last"), ("f", "f"), ("m", "m")))
    _, rows = retail.sql(people + f"SELECT {scores}, count(*), CAST(sum(p.m) AS BIGINT) FROM p, q GROUP BY ALL")  # fmt: skip
    expected = {tuple(r[:3]): tuple(r[3:]) for r in rows}
    cells = {(c["r"], c["f"], c["m"]): (c["people"], c["net_fen"]) for c in found.table("cells").dicts()}  # fmt: skip
    assert cells == expected and len(cells) > 80
    assert found.number("buyers").value == 4_338
