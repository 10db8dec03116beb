from __future__ import annotations

import pytest

from lianyi.core.errors import LianyiError
from lianyi.planning.campaigns.known import known_campaigns
from lianyi.reports.document import numbers_of
from lianyi.shop import Shop
from lianyi.shop.reporting import build_report

NAME = "2026 双11囤货节"
DAYS = "2026-10-20..2026-11-11"


def test_imported_campaigns_are_known(shop: Shop) -> None:
    assert NAME in [run.key for run in known_campaigns(None, shop.engine)]


def test_metrics_take_a_campaign_and_its_days_are_the_default(shop: Shop) -> None:
    whole = shop.metrics("gmv_paid", "visitors", campaign=NAME)
    assert whole.rows() == shop.metrics("gmv_paid", "visitors", period=DAYS).rows()
    assert whole.result.to_json()["campaign"]["name"] == NAME
    week = shop.metrics("gmv_paid", period="2026-W45", campaign=NAME).rows()
    assert week == shop.metrics("gmv_paid", period="2026-W45").rows()


def test_an_estimate_is_limited_by_days_and_says_so(shop: Shop) -> None:
    found = shop.metrics("k_factor", "gmv_paid", campaign=NAME).result
    assert found.limited["k_factor"].by == () and found.rows[0]["gmv_paid"] is not None
    assert found.rows[0]["k_factor"] is None  # the sample has no invites


def test_a_campaign_that_nobody_knows_is_refused_with_those_there_are(shop: Shop) -> None:
    with pytest.raises(LianyiError) as refused:
        shop.metrics("gmv_paid", campaign="双12")
    assert refused.value.code == "campaign.unknown" and NAME in str(refused.value)


def test_a_review_is_made_of_the_days_of_its_campaign(shop: Shop) -> None:
    document = build_report(shop, "campaign", None, "zh", "", NAME)
    assert (document.about, document.period) == (NAME, DAYS)
    gmv = next(n for n in numbers_of(document) if n.metric == "gmv_paid" and not n.derived)
    assert gmv.value == shop.metrics("gmv_paid", period=DAYS).rows()[0]["gmv_paid"]


def test_a_report_and_its_campaign_belong_together(shop: Shop) -> None:
    for kind, campaign, code in (("campaign", None, "report.campaign_missing"), ("weekly", NAME, "report.takes_no_campaign")):  # fmt: skip
        with pytest.raises(LianyiError) as refused:
            build_report(shop, kind, None, "zh", "", campaign)
        assert refused.value.code == code
