"""`python -m benchmarks [NAME [OPTIONS]]`: run one benchmark, or all; figures go to the reference."""

from __future__ import annotations

import importlib
import sys

NAMES = {
    "import": "benchmarks.import_orders",
    "metrics": "benchmarks.metrics_by_day",
    "people": "benchmarks.people",
}
"""Benchmarks by name: modules with `main(options)`."""


def main() -> None:
    """Run what the command line names."""
    name, *options = sys.argv[1:] or ["all"]
    if name != "all" and name not in NAMES:
        raise SystemExit(f"no benchmark {name}; there are: {', '.join(NAMES)}")
    for key in NAMES if name == "all" else [name]:
        importlib.import_module(NAMES[key]).main(options)


if __name__ == "__main__":
    main()
