"""The façade behind `lianyi.open`: one workspace pinned to one snapshot, asking everything below."""

from __future__ import annotations

from lianyi.shop.shop import Shop, open_shop

__all__ = ["Shop", "open_shop"]
