"""Sample ratio: did each arm get the share of people that it was meant to get?

Where it did not, people were lost or counted twice on one side, and no result of the experiment means anything.
Fabijan et al. (2019), "Diagnosing sample ratio mismatch in online controlled experiments".
"""

from __future__ import annotations

from collections.abc import Sequence

ALARM = 0.001
"""Under this p-value the split is broken: sound experiments ring once in 1,000."""
ODD = 0.01
"""Under this one it is odd."""


def sample_ratio_p(counts: Sequence[int], weights: Sequence[float]) -> float:
    """Return the chi-square p-value of `counts` against shares in proportion to `weights`.

    >>> round(sample_ratio_p([821_588, 815_482], [1, 1]), 7)
    1.8e-06
    """
    from scipy.special import gammaincc

    total, whole = sum(counts), sum(weights)
    expected = [total * w / whole for w in weights]
    if total == 0:
        return 1.0
    squares = sum((c - e) ** 2 / e for c, e in zip(counts, expected, strict=True))
    return float(gammaincc((len(counts) - 1) / 2, squares / 2))
