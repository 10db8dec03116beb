"""The page of analyses: what each one answers, and its options."""

from __future__ import annotations

from collections.abc import Iterator

from lianyi.analyses.declaration import ANALYSES, Kind, fields_of
from tools.pages.markdown import both, by_key, cell, code, table

HEAD = """# Analyses

`lianyi run KEY` answers one, `--json` prints all of it, `--csv` its main table; in Python `shop.run("key", option=…)`. Every number that is
an estimate carries its interval, and what a reader must know first stands in `warnings`.

"""


def page() -> str:
    """Return the page: one section an analysis."""
    kinds = by_key(ANALYSES)
    overview = table(
        ["key", "name", "what it answers"],
        ([code(k.key), both(k.name), both(k.summary)] for k in kinds),
    )
    return HEAD + overview + "".join(map(_entry, kinds))


def _entry(kind: Kind) -> str:
    lines = [f"## `{kind.key}`\n", f"{both(kind.name)}. {both(kind.summary)}\n", *_facts(kind)]
    options = table(["option", "default", "meaning"], _options(kind))
    return "\n".join(lines) + f"\n```sh\n{kind.example}\n```\n\n{options}"


def _facts(kind: Kind) -> Iterator[str]:
    needs = ", ".join(map(code, kind.cls.NEEDS))
    if needs:
        yield f"Needs {needs}.\n"
    if kind.cls.FILE:
        yield "With `--file` it needs no shop.\n"


def _options(kind: Kind) -> Iterator[list[str]]:
    for name, (_, about, default) in fields_of(kind.cls).items():
        words = both(about.help)
        if about.choices:
            words += " (" + ", ".join(map(code, about.choices)) + ")"
        yield [code(f"--{name.replace('_', '-')}"), code(cell(_said(default))), words]


def _said(default: object) -> str:
    if default is None:
        return ""
    if isinstance(default, tuple):
        return ",".join(map(str, default))
    return str(default)
