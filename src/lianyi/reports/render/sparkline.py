"""A sparkline as inline SVG: no axis, no words, the last point marked. Needs no script."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT, EDGE = 88, 22, 3


def sparkline(values: Sequence[int | float | None]) -> str:
    """Return the SVG of `values` in order of time, gaps where a value is None; "" without two points."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    places = [_place(values, index, min(known), max(known)) for index in range(len(values))]
    runs = " ".join(_path(run) for run in _runs(places))
    x, y = next(place for place in reversed(places) if place is not None)
    return (
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'aria-hidden="true"><path d="{runs}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2.2"/></svg>'
    )


Place = tuple[float, float]


def _place(values: Sequence[float | None], index: int, low: float, high: float) -> Place | None:
    value = values[index]
    if value is None:
        return None
    x = EDGE + index * (WIDTH - 2 * EDGE) / (len(values) - 1)
    share = (value - low) / (high - low) if high > low else 0.5
    return x, HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)


def _runs(places: Sequence[Place | None]) -> list[list[Place]]:
    runs: list[list[Place]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if run]


def _path(run: Sequence[Place]) -> str:
    return " ".join(f"{'L' if n else 'M'}{x:.1f} {y:.1f}" for n, (x, y) in enumerate(run))
