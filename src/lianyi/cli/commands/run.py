"""Run an analysis: funnel, retention, lifetime value, experiment … `lianyi run` lists them, `lianyi run NAME --help` its options."""

from __future__ import annotations

import argparse

NAME = "run"
HELP = "做分析：漏斗、留存、生命周期价值…… / run an analysis"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; those of an analysis are read once it is known."""
    parser.add_argument("name", metavar="NAME", nargs="?")
    parser.add_argument("options", metavar="…", nargs=argparse.REMAINDER)


def run(args: argparse.Namespace) -> int:
    """Run the analysis that was named, or list all."""
    from lianyi.cli.analysing import list_analyses, run_analysis

    return run_analysis(args) if args.name else list_analyses(args)
