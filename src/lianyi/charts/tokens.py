"""The colours of every page and chart, once: light, dark, and three ways to colour a change.

A chart option names a token (`"--up"`); a page resolves it from its CSS, `paint` resolves it where there is
no page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Theme = Literal["light", "dark"]
ChangeColours = Literal["red_up", "green_up", "safe"]

LIGHT: Mapping[str, str] = {
    "--bg-page": "#F5F6F8",
    "--bg-card": "#FFFFFF",
    "--bg-subtle": "#EEF0F3",
    "--text-1": "#1F2329",
    "--text-2": "#51565D",
    "--text-3": "#646A73",
    "--border": "#DFE2E7",
    "--border-strong": "#868D97",
    "--primary": "#0958D9",
    "--flat": "#51565D",
    "--ok": "#14713A",
    "--ok-bg": "#EAF6EE",
    "--warn": "#8A5A00",
    "--warn-bg": "#FFF6E0",
    "--fail": "#B3261E",
    "--fail-bg": "#FDEEEE",
    "--info": "#0958D9",
    "--info-bg": "#EAF2FF",
    "--muted": "#51565D",
    "--muted-bg": "#EEF0F3",
    "--series-1": "#2F6FDB",
    "--series-2": "#6F9E2F",
    "--series-3": "#D65AA8",
    "--series-4": "#16636A",
    "--series-5": "#7A4A1E",
    "--series-6": "#3F2BB8",
    "--series-other": "#868D97",
    "--heat-1": "#EAF2FF",
    "--heat-2": "#C9DEFC",
    "--heat-3": "#9CC3F7",
    "--heat-4": "#6AA2EE",
    "--heat-5": "#2A63BD",
    "--on-heat-4": "#1F2329",
    "--on-heat-5": "#FFFFFF",
    "--focus": "#0958D9",
}
DARK: Mapping[str, str] = {
    "--bg-page": "#12151A",
    "--bg-card": "#1B1F26",
    "--bg-subtle": "#2A2F38",
    "--text-1": "#E8EAED",
    "--text-2": "#B4B9C1",
    "--text-3": "#9AA0A9",
    "--border": "#343A45",
    "--border-strong": "#737A85",
    "--primary": "#6EA8FF",
    "--flat": "#B4B9C1",
    "--ok": "#4FC28A",
    "--ok-bg": "#17301F",
    "--warn": "#E8B44A",
    "--warn-bg": "#352A12",
    "--fail": "#FF8A80",
    "--fail-bg": "#3A2022",
    "--info": "#6EA8FF",
    "--info-bg": "#16294A",
    "--muted": "#B4B9C1",
    "--muted-bg": "#2A2F38",
    "--series-1": "#6EA8FF",
    "--series-2": "#A8D84A",
    "--series-3": "#B8487A",
    "--series-4": "#AEF0E2",
    "--series-5": "#DC8444",
    "--series-6": "#A24AE6",
    "--series-other": "#737A85",
    "--heat-1": "#16294A",
    "--heat-2": "#1F3F73",
    "--heat-3": "#2C5CA6",
    "--heat-4": "#4C86DB",
    "--heat-5": "#86B6FF",
    "--on-heat-4": "#12151A",
    "--on-heat-5": "#12151A",
    "--focus": "#6EA8FF",
}
_UP_DOWN: Mapping[tuple[ChangeColours, Theme], tuple[str, str]] = {
    ("red_up", "light"): ("#C4171D", "#14713A"),
    ("red_up", "dark"): ("#FF7A73", "#4FC28A"),
    ("green_up", "light"): ("#14713A", "#C4171D"),
    ("green_up", "dark"): ("#4FC28A", "#FF7A73"),
    ("safe", "light"): ("#1F5FBF", "#A8470A"),
    ("safe", "dark"): ("#6EA8FF", "#F2A45C"),
}


def palette(theme: Theme, change: ChangeColours = "red_up") -> dict[str, str]:
    """Return token → hex of one theme, `--up` and `--down` among them."""
    up, down = _UP_DOWN[change, theme]
    return {**(LIGHT if theme == "light" else DARK), "--up": up, "--down": down}


def css(change: ChangeColours = "red_up") -> str:
    """Return the custom properties: light, dark where the system asks for it, light again on paper."""
    light, dark = (_declarations(palette(theme, change)) for theme in ("light", "dark"))
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"@media print{{:root{{color-scheme:light;{light}}}}}\n"
    )


def paint(option: object, theme: Theme = "light", change: ChangeColours = "red_up") -> object:
    """Return `option` with every token name replaced by its colour; other strings stay.

    >>> paint({"color": ["--text-1", "red"]})
    {'color': ['#1F2329', 'red']}
    """
    colours = palette(theme, change)
    if isinstance(option, str):
        return colours.get(option, option)
    if isinstance(option, Mapping):
        return {key: paint(value, theme, change) for key, value in option.items()}
    if isinstance(option, list | tuple):
        return [paint(value, theme, change) for value in option]
    return option


def _declarations(colours: Mapping[str, str]) -> str:
    return "".join(f"{name}:{value};" for name, value in colours.items())
