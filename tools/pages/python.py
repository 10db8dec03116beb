"""The page of the library: the public names and what they take."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import lianyi
from lianyi.metrics.result import MetricResult

HEAD = """# Python

The public names of `lianyi`, and the answer that `Shop.metrics` gives. Everything else may change without notice.

"""


def page() -> str:
    """Return the page, one section a public name."""
    public = [_section(name, getattr(lianyi, name)) for name in lianyi.__all__]
    return HEAD + "\n".join([*public, _section("MetricResult", MetricResult)])


def _section(name: str, thing: object) -> str:
    if inspect.isclass(thing):
        members = "\n".join(_entry(f"{name}.{n}", m, 3) for n, m in _members(thing))
        return _entry(name, thing, 2) + "\n" + members
    if callable(thing):
        return _entry(name, thing, 2)
    return f"## `{name}`\n\nThe version, `{thing}`.\n"


def _members(of: type) -> Iterator[tuple[str, object]]:
    yield from ((n, m) for n, m in vars(of).items() if not n.startswith("_") and inspect.getdoc(m))


def _entry(name: str, thing: object, depth: int) -> str:
    arguments = f"({_arguments(thing)})" if callable(thing) and not inspect.isclass(thing) else ""
    head = f"{'#' * depth} `{name}{arguments}`\n\n"
    return head + (inspect.getdoc(thing) or "") + "\n"


def _arguments(thing: object) -> str:
    if not callable(thing):
        return ""
    parameters = [p for p in inspect.signature(thing).parameters.values() if p.name != "self"]
    bare = [p.replace(annotation=inspect.Parameter.empty) for p in parameters]
    return str(inspect.Signature(bare))[1:-1]
