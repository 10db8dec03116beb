"""The shop of the worked example: 团团母婴 in its week 2026-W37, as plain data."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
