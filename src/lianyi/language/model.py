"""The weights that ship with the package: what a run of characters adds to the score, and how often it errs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
SHIPPED = Path(__file__).with_name("sentiment.npz")
LOW, HIGH = 0.35, 0.65
"""Between these probabilities of "positive" the model abstains: the text counts as neutral."""


@dataclass(frozen=True)
class Model:
    """A linear score over hashed runs of characters, kept in one byte a weight.

    `slope × scale × sum(weights of distinct runs) ÷ √(distinct runs)` are log odds of "positive"; the slope is
    Platt's, from texts that the weights had not seen. `errors` says per group of
    texts how often truth (rows: negative, neutral, positive) was answered how (columns, likewise).
    """

    weights: Array = field(repr=False)
    scale: float
    slope: float
    version: str
    errors: Mapping[str, tuple[tuple[int, ...], ...]] = field(default_factory=dict, repr=False)

    @property
    def bits(self) -> int:
        """The slots are `2 ** bits`."""
        return len(self.weights).bit_length() - 1

    def log_odds(self, number: Array, slot: Array, texts: int) -> Array:
        """Return the log odds of `texts` texts from their distinct runs; nothing is known of one without runs: 0."""
        runs = np.bincount(number, minlength=texts)
        sums = np.bincount(number, weights=self.weights[slot], minlength=texts)
        return np.asarray(self.slope * self.scale * sums / np.sqrt(np.maximum(runs, 1)))


def save(model: Model, path: Path) -> None:
    """Write `model` as one compressed file; no code is stored in it."""
    about = {"scale": model.scale, "slope": model.slope, "version": model.version, "errors": model.errors}  # fmt: skip
    with path.open("wb") as file:
        np.savez_compressed(file, weights=model.weights, about=np.frombuffer(json.dumps(about, ensure_ascii=False, sort_keys=True).encode(), np.uint8))  # fmt: skip


@cache
def load(path: Path = SHIPPED) -> Model:
    """Return the model in `path`, read once; by default the one in the package."""
    with np.load(path, allow_pickle=False) as kept:
        about = json.loads(kept["about"].tobytes())
        errors = {k: tuple(tuple(row) for row in v) for k, v in about.pop("errors").items()}
        return Model(kept["weights"], errors=errors, **about)
