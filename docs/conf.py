"""How the manual is built: strictly, from Markdown, without the network."""

from __future__ import annotations

from importlib.metadata import version as installed

project = "Lianyi 涟漪"
author = "The Lianyi authors"
copyright = "2026, the Lianyi authors"
version = release = installed("lianyi")
language = "en"

extensions = ["myst_parser"]
myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
nitpicky = True
smartquotes = False  # `--period` in a message is not a dash

html_theme = "furo"
html_title = "Lianyi 涟漪"
html_copy_source = False
html_show_sphinx = False
