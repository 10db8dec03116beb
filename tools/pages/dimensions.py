"""The page of dimensions: what a number can be split and filtered by."""

from __future__ import annotations

from lianyi.metrics.dimensions import DIMENSIONS, Dimension
from tools.pages.markdown import both, code, table

HEAD = """# Dimensions

`--by` splits a number, once or several times. Each dimension is known to certain views; a metric that counts over another view
refuses it and says so. Facts that do not say go to `unknown`, so the parts sum to the whole.

"""


def page() -> str:
    """Return the page: one line a dimension."""
    return HEAD + table(["key", "name", "views"], map(_row, DIMENSIONS.values()))


def _row(dimension: Dimension) -> list[str]:
    views = "all" if "*" in dimension.expressions else ", ".join(map(code, dimension.expressions))
    return [code(dimension.key), both(dimension.name), views]
