"""The sample shop 涟漪样品店: two invented years of exports from a seed, and the truth about them."""

from __future__ import annotations

from lianyi.simulation.planted.settings import PeopleSettings
from lianyi.simulation.planted.shop import people_shop
from lianyi.simulation.settings import DEMO, Settings
from lianyi.simulation.shop import REEXPORTS, SampleShop, write_reexports, write_shop
from lianyi.simulation.totals import Scope, Totals

__all__ = [
    "DEMO",
    "REEXPORTS",
    "PeopleSettings",
    "SampleShop",
    "Scope",
    "Settings",
    "Totals",
    "people_shop",
    "write_reexports",
    "write_shop",
]
