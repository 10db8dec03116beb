"""The words of campaigns: phases, modes, categories of money."""

from __future__ import annotations

from lianyi.core.translation import Text

PHASES: dict[str, Text] = {
    "prepare": Text("筹备", "Prepare"),
    "warm_up": Text("预热", "Warm-up"),
    "burst": Text("爆发", "Burst"),
    "wrap_up": Text("收尾", "Wrap-up"),
}
MODES: dict[str, Text] = {
    "content": Text("内容", "Content"),
    "community": Text("社群", "Community"),
    "distribution": Text("分销", "Distribution"),
    "live": Text("直播", "Live"),
}
