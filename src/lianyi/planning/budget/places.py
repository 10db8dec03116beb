"""Where an amount belongs in the plan: the channels of the plan that a fact's channel, platform or code names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from lianyi.core.translation import Text, same
from lianyi.metrics.labels import platform_text
from lianyi.planning.budget.amounts import Amount
from lianyi.planning.model.channels import Channel


@dataclass(frozen=True)
class Places:
    """The channels of the plan, to be found by what facts call them."""

    channels: tuple[Channel, ...]

    @cached_property
    def by_id(self) -> dict[str, Channel]:
        """Channels by id."""
        return {c.id: c for c in self.channels}

    @cached_property
    def _by_word(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for channel in self.channels:
            for word in (channel.id, channel.name, *channel.codes):
                if word:
                    found.setdefault(word.casefold(), channel.id)
        return found

    def key(self, written: str) -> str:
        """Return the id of the channel that a line of the plan means; a text that is no channel stays as it is."""
        return self._by_word.get(written.casefold(), written.casefold())

    def name(self, key: str) -> Text:
        """Return how a key is called."""
        return same(self.by_id[key].name) if key in self.by_id else platform_text(key)

    def of(self, amount: Amount) -> tuple[str, ...]:
        """Return the keys under which a line may claim an amount, the most exact first: code, channel, platform, parents."""
        names = platform_text(amount.platform)
        words = [amount.channel, *_parents(amount.channel), amount.platform, names.zh, names.en]
        # A reference is a place only where it is the code of a channel.
        words = [amount.reference] * (amount.reference.casefold() in self._by_word) + words
        found: list[str] = []
        for word in words:
            low = word.casefold()
            if low:
                found += self._upward(self._by_word[low]) if low in self._by_word else [low]
        called = {w.casefold() for w in (amount.platform, names.zh, names.en) if w}
        for channel in self.channels:
            # A channel with codes is a part of its platform: only its codes say what belongs to it.
            if channel.platform.casefold() in called and not channel.codes:
                found += self._upward(channel.id)
        return tuple(dict.fromkeys(found))

    def shown(self, amount: Amount) -> str:
        """Return the key under which an amount that no line claims is shown: a channel of the plan, else the platform."""
        known = [key for key in self.of(amount) if key in self.by_id]
        return known[0] if known else amount.platform or amount.channel

    def _upward(self, key: str) -> list[str]:
        path: list[str] = []
        while key in self.by_id and key not in path:
            path.append(key)
            key = self.by_id[key].parent
        return path


def _parents(channel: str) -> Sequence[str]:
    """Return the paths above a channel, the longest first: `douyin/live/paid` is in `douyin/live` and `douyin`."""
    parts = channel.split("/")
    return ["/".join(parts[:n]) for n in range(len(parts) - 1, 0, -1)]
