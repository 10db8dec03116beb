"""A plan -> its YAML text: sections in the order of the document, short things on one line."""

from __future__ import annotations

from typing import Any

import yaml

from lianyi.planning.model.base import CURRENCY, as_written
from lianyi.planning.model.plan import FORMAT, Plan

HEAD = "# 运营方案 / operating plan. Check it with: lianyi plan check\n"
WIDTH = 110


def write_plan(plan: Plan, currency: str = CURRENCY) -> str:
    """Return the text of `plan`; reading it gives an equal plan, writing an equal plan gives equal text."""
    document = {"format": FORMAT, "stage": plan.stage, **as_written(plan, currency)}
    order = ["format", "title", "stage", *document]
    document = {k: document[k] for k in dict.fromkeys(order) if k in document}
    chunks = [_dump({key: value}) for key, value in document.items()]
    return HEAD + "".join(f"\n{c}" if isinstance(v, dict | list) else c for c, v in zip(chunks, document.values(), strict=True))  # fmt: skip


class _Dumper(yaml.SafeDumper):
    """Lists stand indented under their name, and nothing is written as a reference."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - the signature of PyYAML
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the signature of PyYAML
        return True


def _dump(document: dict[str, Any]) -> str:
    text: str = yaml.dump(
        document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH
    )
    return text
