"""Baskets and next items in a year of a real shop, against SQL over the same file."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pytest

from lianyi.analyses.basket.found import orders_as_baskets, pairs_of
from lianyi.analyses.bought import Bought
from lianyi.analyses.next_item import model
from lianyi.analyses.next_item.found import Verdict, verdict_of

pytestmark = pytest.mark.full
SQL = """
SELECT * FROM (
SELECT DISTINCT coalesce(CAST(CAST(CustomerID AS DOUBLE) AS BIGINT), -1) AS person, CAST(InvoiceDate AS DATE) - DATE '2010-01-01' AS day,
CAST(hash(InvoiceNo) >> 1 AS BIGINT) AS bill, StockCode AS item
FROM read_csv('{file}', all_varchar = true)
WHERE InvoiceNo NOT LIKE 'C%' AND CAST(Quantity AS DOUBLE) > 0 AND CAST(UnitPrice AS DOUBLE) > 0)
ORDER BY person, day, bill, item
"""
GREEN, PINK, ROSES = "22697", "22698", "22699"
"""Three teacups and saucers, the pairs that every study of this shop finds first."""


@pytest.fixture(scope="module")
def retail(shared_data: Path) -> Bought:
    file = next((shared_data / "online_retail").glob("*.csv.gz"))
    with duckdb.connect() as con:
        found = con.execute(SQL.format(file=file)).fetchnumpy()
    names, code = np.unique(found["item"].astype(str), return_inverse=True)
    person, day, bill = (np.asarray(found[n], np.int64) for n in ("person", "day", "bill"))
    return Bought(person, day, bill, code.astype(np.int64), tuple(names.tolist()))


def test_the_teacups_are_bought_together(retail: Bought) -> None:
    found = pairs_of(orders_as_baskets(retail), 0.01)
    held: dict[str, set[int]] = {
        n: set(retail.order[retail.item == retail.names.index(n)].tolist())
        for n in (GREEN, PINK, ROSES)
    }
    pairs = {
        (retail.names[a], retail.names[b]): k
        for k, (a, b) in enumerate(zip(found.first, found.second, strict=True))
    }
    for first, second in ((GREEN, PINK), (GREEN, ROSES), (PINK, ROSES)):
        k = pairs[first, second]
        assert found.both[k] == len(held[first] & held[second])
        assert (found.with_first[k], found.with_second[k]) == (len(held[first]), len(held[second]))
        assert found.linked[k] and found.lifts.lift[k] > 10
    assert found.baskets == len(np.unique(retail.order))


def tried(retail: Bought, *, only_new: bool) -> Verdict:
    of = model.sequences(retail)
    everybody = np.ones(len(of.ids), np.bool_)
    return verdict_of(model.tried(of, everybody, int(of.day.max()) - 29, 90, only_new=only_new))


def test_what_follows_beats_the_most_sold_where_people_buy_the_same_again(retail: Bought) -> None:
    found = tried(retail, only_new=False)
    assert found.tested > 1_000
    assert found.is_better and found.hit > found.hit_popular + 0.03


def test_among_items_never_bought_before_it_is_no_better_and_says_so(retail: Bought) -> None:
    found = tried(retail, only_new=True)
    assert found.tested > 1_000
    assert not found.is_better and found.why is None
