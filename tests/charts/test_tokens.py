"""Colours: every pair that carries text is readable, in both themes and all three change palettes."""

from __future__ import annotations

import pytest

from lianyi.charts.tokens import DARK, LIGHT, ChangeColours, Theme, css, paint, palette

TEXT = ("--text-1", "--text-2", "--text-3", "--primary", "--up", "--down", "--flat")
ON_TINT = ("ok", "warn", "fail", "info", "muted")
SERIES = tuple(f"--series-{n}" for n in (*range(1, 7), "other"))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_agrees_with_known_pairs() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#FFFFFF", "#767676") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("change", ["red_up", "green_up", "safe"])
def test_text_is_readable_on_cards(theme: Theme, change: ChangeColours) -> None:
    colours = palette(theme, change)
    for token in TEXT:
        assert contrast(colours[token], colours["--bg-card"]) >= 4.5, token
    for name in ON_TINT:
        assert contrast(colours[f"--{name}"], colours[f"--{name}-bg"]) >= 4.5, name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_graphics_stand_out_from_the_card(theme: Theme) -> None:
    colours = palette(theme)
    for token in (*SERIES, "--border-strong"):
        assert contrast(colours[token], colours["--bg-card"]) >= 3, token


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_on_a_heat_map_are_readable_on_every_step(theme: Theme) -> None:
    from lianyi.charts.heat import ON_STEPS, STEPS

    colours = palette(theme)
    for ink, step in zip(ON_STEPS, STEPS, strict=True):
        assert contrast(colours[ink], colours[step]) >= 4.5, step


def test_both_themes_define_the_same_tokens() -> None:
    assert set(LIGHT) == set(DARK)


def test_red_means_up_unless_the_shop_says_otherwise() -> None:
    assert palette("light")["--up"] == palette("light", "green_up")["--down"] == "#C4171D"
    assert "#1F5FBF" in css("safe") and "#1F5FBF" not in css("red_up")


def test_paper_is_always_light() -> None:
    assert css().count(LIGHT["--bg-page"]) == 2
    assert css().index("@media print") > css().index("prefers-color-scheme")


def test_paint_replaces_tokens_and_nothing_else() -> None:
    option = {"a": [{"color": "--up"}, "--not-a-token", 3, None], "b": "up"}
    painted = paint(option, "dark", "safe")
    assert painted == {"a": [{"color": "#6EA8FF"}, "--not-a-token", 3, None], "b": "up"}
