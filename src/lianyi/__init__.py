"""Lianyi 涟漪: plan, run, measure and adjust a social-commerce business.

```python
shop = lianyi.open("my-shop")
shop.metrics("gmv_paid", "order_value", by="platform", period="2026-W46")
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lianyi.shop import Shop
    from lianyi.shop import open_shop as open  # noqa: A004 - `lianyi.open` is the front door

__version__ = "0.1.0"
__all__ = ["Shop", "__version__", "open"]


def __getattr__(name: str) -> Any:
    """Load the façade only when it is asked for: the command line's help must not pay for it."""
    if name == "open":
        from lianyi.shop import open_shop

        return open_shop
    if name == "Shop":
        from lianyi.shop import Shop

        return Shop
    raise AttributeError(f"module 'lianyi' has no attribute {name!r}")
