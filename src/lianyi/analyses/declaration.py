"""What an analysis is: a frozen dataclass whose fields are its options, registered once.

The command line reads the fields as options, the notebook passes them by name, a page builds its form from them.
"""

from __future__ import annotations

import dataclasses
import functools
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from lianyi.core.errors import LianyiError
from lianyi.core.registry import Registry
from lianyi.core.translation import Lang, Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.result import Option, Result

ABOUT = "about"


@dataclass(frozen=True)
class About:
    """What an option means, its choices, and how its text is read (default: by the field's type)."""

    help: Text
    choices: tuple[str, ...] = ()
    parse: Callable[[str], Any] | None = None
    metavar: str = ""


def option(
    default: Any,
    help_text: str,
    *,
    choices: Sequence[str] = (),
    parse: Callable[[str], Any] | None = None,
    metavar: str = "",
) -> Any:
    """Return a dataclass field that is an option; `help_text` is written as `中文|English`.

    A `bool` field is a flag, a `tuple` field takes words split by commas, `Path` takes a file.
    """
    zh, en = help_text.split("|")
    about = About(Text(zh.strip(), en.strip()), tuple(choices), parse, metavar)
    return field(default=default, metadata={ABOUT: about})


@dataclass(frozen=True)
class Analysis:
    """Base of every analysis. `NEEDS` are fact tables without which it refuses; `FILE` says that it also takes `--file`."""

    KEY: ClassVar[str]
    NAME: ClassVar[Text]
    SUMMARY: ClassVar[Text]
    EXAMPLE: ClassVar[str]
    NEEDS: ClassVar[tuple[str, ...]] = ()
    FILE: ClassVar[bool] = False
    VERSION: ClassVar[int] = 1

    def run(self, data: Data) -> Result:
        """Return the answer; refuses with a `LianyiError`, never with half a result."""
        raise NotImplementedError

    def draw(self, result: Result, lang: Lang) -> Option:  # noqa: ARG002 - most analyses draw something
        """Return an ECharts option whose colours are tokens."""
        return {}

    @property
    def options(self) -> dict[str, Any]:
        """The options as plain values, for the result."""
        return {f.name: _plain(getattr(self, f.name)) for f in dataclasses.fields(self)}

    @property
    def needs_shop(self) -> bool:
        """Whether it asks a shop anything with these options; one that has its file opens none."""
        return not (self.FILE and self.options.get("file") is not None)

    @classmethod
    def definition(cls) -> str:
        """The id of the definition: `funnel@v1`."""
        return f"{cls.KEY}@v{cls.VERSION}"


@dataclass(frozen=True)
class Kind:
    """A registered analysis."""

    key: str
    name: Text
    summary: Text
    example: str
    cls: type[Analysis] = field(repr=False)


ANALYSES: Registry[Kind] = Registry("analysis", "lianyi.analyses", plural="analyses")


A = TypeVar("A", bound=type[Analysis])


def analysis(cls: A) -> A:
    """Register an analysis (class decorator)."""
    ANALYSES.add(Kind(cls.KEY, cls.NAME, cls.SUMMARY, cls.EXAMPLE, cls))
    return cls


def fields_of(cls: type[Analysis]) -> dict[str, tuple[Any, About, Any]]:
    """Return per option its type, its meaning and its default."""
    hints = _hints(typing.cast("Any", cls))
    return {f.name: (hints[f.name], f.metadata[ABOUT], f.default) for f in dataclasses.fields(cls)}


@functools.cache
def _hints(cls: Any) -> dict[str, Any]:
    """Return the types of the fields; reading them takes longer than some answers."""
    return typing.get_type_hints(cls)


def make(key: str, given: Mapping[str, Any]) -> Analysis:
    """Return analysis `key` with the options `given`.

    Refuses with `analysis.unknown`, `run.option_unknown`, `run.choice_unknown`.
    """
    kind = ANALYSES.get(key)
    known = fields_of(kind.cls)
    for name, value in given.items():
        if name not in known:
            raise LianyiError("run.option_unknown", analysis=key, option=name, known=", ".join(known))  # fmt: skip
        choices = known[name][1].choices
        if choices and value is not None and value not in choices:
            raise LianyiError("run.choice_unknown", option=name, value=value, known=", ".join(choices))  # fmt: skip
    return kind.cls(**given)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, bool | int | float | str | None) else str(value)
