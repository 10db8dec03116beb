"""Reading hostile files: whatever a clerk drops in becomes a clean, streamed table of text cells.

```
open_inputs(path) ─▶ Input ─▶ probe_in_child ─▶ [SheetPreview]      what is in it
                          ├─▶ read_in_child ──▶ rows as clean CSV   every format, row by row
                          └─▶ fast_csv_in_child ▶ FastCsv | None     a regular CSV, for DuckDB directly
run_sandboxed(target, …)                                            anything else about such a file
```

Nothing here knows what a column means.
"""

from __future__ import annotations

from lianyi.importers.reading.in_child import (
    FastCsv,
    fast_csv_in_child,
    probe_in_child,
    read_in_child,
)
from lianyi.importers.reading.inputs import Input, open_inputs
from lianyi.importers.reading.limits import ArchiveLimits, Limits
from lianyi.importers.reading.readers import probe, read
from lianyi.importers.reading.refusals import RefusalError
from lianyi.importers.reading.sandbox import Outcome, run_sandboxed
from lianyi.importers.reading.tables import (
    ReadReport,
    ReadRequest,
    RejectedRow,
    SheetPreview,
    column_letter,
)

__all__ = [
    "ArchiveLimits",
    "FastCsv",
    "Input",
    "Limits",
    "Outcome",
    "ReadReport",
    "ReadRequest",
    "RefusalError",
    "RejectedRow",
    "SheetPreview",
    "column_letter",
    "fast_csv_in_child",
    "open_inputs",
    "probe",
    "probe_in_child",
    "read",
    "read_in_child",
    "run_sandboxed",
]
