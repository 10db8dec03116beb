"""`lianyi plan schema`: the JSON schema of plan.yaml, for editors and other programs."""

from __future__ import annotations

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """It takes no arguments of its own."""
    del parser


def run(args: argparse.Namespace) -> int:
    """Print the schema."""
    from lianyi.cli.output import print_json
    from lianyi.planning.model.plan import Plan

    del args
    print_json(Plan.model_json_schema())
    return 0
