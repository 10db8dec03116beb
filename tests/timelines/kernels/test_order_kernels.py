"""The kernels over orders once more, compiled with every index checked: in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.mark.full
def test_the_kernels_over_orders_stay_inside_their_arrays() -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.timelines.kernels.order_oracle"],
        env={**os.environ, "LIANYI_BOUNDS": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
