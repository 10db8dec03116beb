"""Refusals and issues: the two ways in which Lianyi says no.

```
LianyiError            a request was refused: code + facts; each room has the words in its `messages`
Issue                  one bad place in a file, a value and never raised
```

A bug stays an ordinary exception.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NO_FACTS: Mapping[str, object] = {}


class LianyiError(Exception):
    """A request was refused, for a reason that the reader can act on."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        """Say what was refused and what to do, in the language of the environment, then the code."""
        from lianyi.core.wording import spoken, told

        return told(self.code, self.facts).say(spoken())


@dataclass(frozen=True)
class Issue:
    """One thing wrong with a file, at its place as Excel shows it.

    `row` is Excel's row number (1-based), `column` Excel's letter, `header` the column's title, `value` the
    text of the cell. `facts` fill the slots of the message that belongs to `code`.
    """

    code: str
    file: str = ""
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    header: str | None = None
    value: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    def place(self) -> str:
        """Return where it is, as short as possible: `I37`, `row 37` or the file's name."""
        if self.column and self.row:
            return f"{self.column}{self.row}"
        return f"row {self.row}" if self.row else self.file
