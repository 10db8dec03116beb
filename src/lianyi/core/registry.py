"""Declare once, appear everywhere: a registry holds what registers itself on import.

Built-ins are found by importing every module of a package; things from outside come through an
entry-point group of the same name and take the same door.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Generic, Protocol, TypeVar

from lianyi.core.errors import LianyiError


class Keyed(Protocol):
    """Anything that can be registered: it knows its own key."""

    @property
    def key(self) -> str:
        """The unique, stable name."""
        ...


T = TypeVar("T", bound=Keyed)
REGISTRIES: dict[str, Registry[Keyed]] = {}


class Registry(Generic[T]):
    """Named things of one kind, in the order in which they were declared."""

    def __init__(self, noun: str, package: str, *, plural: str | None = None) -> None:
        self.noun = noun
        self.plural = plural or f"{noun}s"
        self._package = package
        self._items: dict[str, T] = {}
        self._loaded = False
        REGISTRIES[noun] = self  # type: ignore[assignment]  # a registry of T is one of Keyed

    def add(self, item: T) -> T:
        """Register `item`; a second one under the same key is a bug."""
        if item.key in self._items:
            raise ValueError(f"{self.noun} {item.key!r} is declared twice")
        self._items[item.key] = item
        return item

    def get(self, key: str) -> T:
        """Return the item or refuse with `{noun}.unknown`, naming the nearest keys."""
        self._load()
        if key not in self._items:
            raise LianyiError(f"{self.noun}.unknown", key=key, nearest=self.nearest(key))
        return self._items[key]

    def nearest(self, key: str) -> str:
        """Return up to three registered keys that look like `key`, comma separated."""
        import difflib

        return ", ".join(difflib.get_close_matches(key, self._items, n=3, cutoff=0.5)) or "—"

    def all(self) -> Mapping[str, T]:
        """Return everything registered, keyed and in order."""
        self._load()
        return self._items

    def __iter__(self) -> Iterator[T]:
        return iter(self.all().values())

    def __contains__(self, key: object) -> bool:
        return key in self.all()

    def _load(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        package = importlib.import_module(self._package)
        for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
            importlib.import_module(f"{self._package}.{module}")
        _load_outside(f"lianyi.{self.plural}")


def _load_outside(group: str) -> None:
    from importlib.metadata import entry_points

    for point in entry_points(group=group):
        point.load()
